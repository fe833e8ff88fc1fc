import { constants } from 'node:fs'
import { access, chmod, mkdtemp, readdir, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded, startWith, type Embedded } from '#database/embedded/cluster.ts'
import type { Binaries } from '#database/embedded/binaries.ts'

const prefix = 'tongxin-test-'

export interface ThrowAway extends Embedded {
  folder: string
}

/** A PostgreSQL for one run: in memory when there is room, without fsync, gone with its folder on `stop`. */
export async function throwAwayServer(binaries?: Binaries): Promise<ThrowAway> {
  const folder = await throwAwayFolder()
  const options = { dataDir: join(folder, 'database'), log: () => {}, fsync: false }
  const server = await (binaries ? startWith(binaries, options) : startEmbedded(options))
  const stop = async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { ...server, folder, stop }
}

/** A folder that says whose it is; what killed runs left behind is stopped and removed. */
export async function throwAwayFolder(): Promise<string> {
  const root = await roomyRoot()
  for (const name of await readdir(root)) {
    if (name.startsWith(prefix)) await removeLeftover(join(root, name), Number(name.split('-')[2]))
  }
  const folder = await mkdtemp(join(root, `${prefix}${process.pid}-`))
  await chmod(folder, 0o755)
  return folder
}

async function roomyRoot(): Promise<string> {
  try {
    await access('/dev/shm', constants.W_OK)
    const { bavail, bsize } = await statfs('/dev/shm')
    if (bavail * bsize >= 1024 ** 3) return '/dev/shm'
  } catch {
    // No memory disk here
  }
  return tmpdir()
}

async function removeLeftover(folder: string, owner: number): Promise<void> {
  try {
    process.kill(owner, 0)
    return
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') return
  }
  try {
    const dataDir = join(folder, 'database')
    // Takes over the server if it still runs; a folder without one is only removed
    await access(join(dataDir, 'cluster'))
    await (await startEmbedded({ dataDir, log: () => {}, fsync: false })).stop()
  } catch {
    // Nothing to stop
  }
  await rm(folder, { recursive: true, force: true })
}
