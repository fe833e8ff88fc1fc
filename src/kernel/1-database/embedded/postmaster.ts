import { link, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import pg from 'pg'
import { superuser } from './create.ts'
import { codeOf } from './files.ts'
import type { Place } from './place.ts'
import { isRunning } from './users.ts'

/** What a running PostgreSQL writes into its folder about itself. A killed one leaves it behind, "ready" and all. */
export interface PidFile {
  text: string
  pid: number
  port: number
  ready: boolean
}

const pidFileOf = (place: Place): string => join(place.data, 'postmaster.pid')

export async function readPidFile(place: Place): Promise<PidFile | null> {
  const text = await readFile(pidFileOf(place), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number(lines[0])
  return pid > 0 ? { text, pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : null
}

/**
 * Whether that process is the live server of this very folder. A reused process id is not, nor is a zombie, nor the
 * server of the folder this one was copied from: all three answer to kill(pid, 0), the last one even to our password.
 */
export async function isLive(place: Place, file: PidFile): Promise<boolean> {
  if (!isRunning(file.pid)) return false
  if (process.platform !== 'linux') return true
  const status = await readFile(`/proc/${file.pid}/stat`, 'utf8').catch(() => '')
  if (status === '' || status.slice(status.lastIndexOf(')') + 2).startsWith('Z')) return false
  try {
    const [there, here] = [await stat(`/proc/${file.pid}/cwd`), await stat(place.data)]
    return there.ino === here.ino && there.dev === here.dev
  } catch (error) {
    // Root in a container may not look into another user's process: its name must do
    return codeOf(error) === 'EACCES' && status.includes('(postgres)')
  }
}

export const urlOf = (port: number, password: string): string =>
  `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`

/**
 * Signing in proves that the server knows our password, but a copied folder has the same one; whether the server sees
 * `seat`, a file made just now, tells whether it stands in this folder.
 */
export async function answers(url: string, seat: string): Promise<'from here' | 'from elsewhere' | 'nothing'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000, query_timeout: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const sql = 'select (pg_stat_file($1, true)).size is not null as here'
    const { rows } = await client.query<{ here: boolean }>(sql, [`../../users/${basename(seat)}`])
    return rows[0]?.here === true ? 'from here' : 'from elsewhere'
  } catch {
    return 'nothing'
  } finally {
    await client.end().catch(() => {})
  }
}

/**
 * Takes away the lock of a server that is certainly not running but which PostgreSQL itself takes for running (zombie,
 * reused id). Read again after the rename: if another starter's server was quicker, its file is put back. PostgreSQL
 * still refuses on its own while processes of the dead server hold the shared memory.
 */
export async function removeDeadLock(place: Place, dead: PidFile): Promise<void> {
  const aside = `${pidFileOf(place)}.${process.pid}`
  try {
    await rename(pidFileOf(place), aside)
    if ((await readFile(aside, 'utf8')) !== dead.text) await link(aside, pidFileOf(place))
  } catch {
    // Gone or made anew meanwhile: the next round of the starter sees it
  } finally {
    await rm(aside, { force: true })
  }
}
