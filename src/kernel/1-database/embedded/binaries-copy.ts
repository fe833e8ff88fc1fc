import { randomBytes } from 'node:crypto'
import { chmod, cp, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { exists } from './files.ts'
import { fill, starterNews } from './words.ts'

/** Copies of `native`, made once per version, where another user can read them; one place after the other. */
export async function* readableCopies(
  native: string, version: string, log: (line: string) => void,
): AsyncGenerator<string> {
  const uid = process.geteuid?.() ?? 0
  const own = uid === 0 ? '/var/cache/tongxin' : join(homedir(), '.cache', 'tongxin')
  for (const folder of [own, join(tmpdir(), `tongxin-cache-${uid}`)]) {
    if (!(await isOurs(folder, uid))) continue
    const place = join(folder, `postgresql-${version}-${process.platform}-${process.arch}`)
    // The links' paths begin with `native/`
    const copy = join(place, 'native')
    try {
      if (!(await exists(place))) await copyOnce(native, place, log)
    } catch {
      continue
    }
    yield copy
  }
}

/** What root will run must lie in a folder that nobody else can have prepared: /tmp is open to everyone. */
async function isOurs(folder: string, uid: number): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 })
    const found = await lstat(folder)
    if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o022) !== 0) return false
    await chmod(folder, 0o755)
    return true
  } catch {
    return false
  }
}

/** Under a name of its own, then renamed: two starters may copy at once, and a killed one leaves no half copy. */
async function copyOnce(native: string, place: string, log: (line: string) => void): Promise<void> {
  log(fill(starterNews.copying, { folder: place }))
  const making = `${place}.${randomBytes(6).toString('hex')}`
  try {
    const to = join(making, 'native')
    await cp(native, to, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') })
    await openToAll(making)
    await rename(making, place)
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    if (!(await exists(place))) throw error
  }
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (!entry.isSymbolicLink()) await chmod(path, 0o755)
  }
}
