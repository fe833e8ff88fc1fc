import { randomBytes } from 'node:crypto'
import { lchown, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { namesIn } from './files.ts'
import type { Place } from './place.ts'

/**
 * Who uses the server: a command-line tool may run beside the application, and the last one out switches off the light.
 * A file holds the process id and, against reused ids, the moment that process began.
 */
export async function signIn(place: Place): Promise<string> {
  const file = join(place.users, `${process.pid}-${randomBytes(4).toString('hex')}`)
  try {
    await writeFile(file, await beginningOf(process.pid), { flag: 'wx', mode: 0o600 })
    if (place.user) await lchown(file, place.user.uid, place.user.gid)
    return file
  } catch (error) {
    // On a full disk an empty file would stay, and look like a user of ours for as long as this process lives
    await rm(file, { force: true })
    throw error
  }
}

/** True when nobody else is left. */
export async function signOut(place: Place, file: string): Promise<boolean> {
  await rm(file, { force: true })
  let alone = true
  for (const name of await namesIn(place.users)) {
    const other = join(place.users, name)
    if (await lives(other, Number.parseInt(name, 10))) alone = false
    else await rm(other, { force: true })
  }
  return alone
}

async function lives(file: string, pid: number): Promise<boolean> {
  if (!isRunning(pid)) return false
  const noted = await readFile(file, 'utf8').catch(() => '')
  // Empty: just being written, or a system that does not tell
  return noted === '' || noted === (await beginningOf(pid))
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Field 22 of /proc/<pid>/stat; the name in field 2 may hold blanks and brackets. Empty where there is no /proc. */
async function beginningOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}
