import { statfs } from 'node:fs/promises'

export interface Room {
  /** bytes that may still be written where the data folder lies */
  free(): Promise<number>
  /** only the reserve is left */
  isFull(): Promise<boolean>
}

/** So often the disk is looked at while requests come in. */
const freshFor = 1000

/**
 * How much room the data folder's disk has. PostgreSQL ends when it cannot write its log, and with it all reading: so
 * acts and uploads are refused a little before, while the reserve is still there.
 */
export function roomIn(folder: string, reserve: number): Room {
  let looked = -Infinity
  let held: Promise<number> = Promise.resolve(Infinity)
  const look = async () => {
    // A disk that cannot be asked is not called full
    const found = await statfs(folder).catch(() => null)
    return found ? found.bavail * found.bsize : Infinity
  }
  const free = () => {
    if (performance.now() - looked > freshFor) {
      looked = performance.now()
      held = look()
    }
    return held
  }
  return { free, isFull: async () => (await free()) <= reserve }
}
