import { constants } from 'node:fs'
import { open, readFile, rename, stat, type FileHandle } from 'node:fs/promises'
import type { Place } from './place.ts'

const roomFor = 10_000_000

/** Opens the server's log for appending and keeps one old one; `start` is where this start's lines will begin. */
export async function openLog(place: Place): Promise<{ file: FileHandle; start: number }> {
  const old = await stat(place.logFile).catch(() => null)
  if (old && old.size > roomFor) await rename(place.logFile, `${place.logFile}.1`)
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = constants
  // No links: the folder belongs to an ordinary user, and root may be the one who opens this
  const file = await open(place.logFile, O_APPEND | O_CREAT | O_WRONLY | (O_NOFOLLOW ?? 0), 0o600)
  if (place.user) await file.chown(place.user.uid, place.user.gid)
  return { file, start: (await file.stat()).size }
}

/** The lines since `start` that say what went wrong. */
export async function faultsSince(place: Place, start: number): Promise<string> {
  const text = (await readFile(place.logFile)).subarray(start).toString()
  const faults = text.split('\n').filter((line) => /FATAL|ERROR|PANIC|HINT|could not/.test(line))
  return faults.join(' ').slice(0, 600) || text.slice(-300)
}
