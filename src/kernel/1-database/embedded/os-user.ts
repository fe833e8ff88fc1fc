import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { lstatOrNull } from './files.ts'
import { StarterError } from './words.ts'

/** The operating-system user PostgreSQL runs as when we are root: it refuses to run as root itself. */
export interface OsUser {
  name: string
  uid: number
  gid: number
}

const candidates = ['postgres', 'node', 'nobody']

/** Undefined = as we are. As root: the owner of what is already there, else the first ordinary user the system has. */
export async function osUserFor(folders: string[]): Promise<OsUser | undefined> {
  if (process.geteuid?.() !== 0) return undefined
  for (const folder of folders) {
    const found = await lstatOrNull(folder)
    if (found && found.uid !== 0) return { name: `uid ${found.uid}`, uid: found.uid, gid: found.gid }
  }
  const users = await passwd()
  const user = candidates.map((name) => users.get(name)).find((known) => known !== undefined)
  if (!user) throw new StarterError('starter.no-user')
  return user
}

async function passwd(): Promise<Map<string, OsUser>> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const rows = text.split('\n').map((row) => row.split(':'))
  return new Map(
    rows.flatMap(([name, , uid, gid]) =>
      name && Number(uid) > 0 ? [[name, { name, uid: Number(uid), gid: Number(gid) }]] : [],
    ),
  )
}

/** Whether the user may walk down to the folder: every folder above it needs the search bit for him. */
export async function reachableFor(user: OsUser, folder: string): Promise<boolean> {
  for (let above = dirname(await realpath(folder)); ; above = dirname(above)) {
    const { mode, uid, gid } = await stat(above)
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (above === dirname(above)) return true
  }
}
