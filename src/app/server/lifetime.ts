/** What was opened, to be closed in the opposite order; also when it is still opening. */
export interface Lifetime {
  /** Opens something; once the end has begun, it is closed again and the start goes no further. */
  hold<T>(opening: Promise<T>, close: (opened: T) => Promise<unknown>): Promise<T>
  end(): Promise<void>
}

export function lifetime(): Lifetime {
  const closings: (() => Promise<unknown>)[] = []
  let ending: Promise<void> | null = null
  const closeAll = async () => {
    for (const close of closings.reverse()) await close()
  }
  return {
    end: () => (ending ??= closeAll()),
    async hold(opening, close) {
      // What fails to open has closed itself, and whoever awaits `hold` hears of it
      closings.push(() => opening.then(close, () => undefined))
      const opened = await opening
      return ending ? new Promise<never>(() => undefined) : opened
    },
  }
}
