import { chmod, lchown, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { chownTree, codeOf, exists, lstatOrNull, namesIn } from './files.ts'
import { osUserFor, reachableFor, type OsUser } from './os-user.ts'
import { StarterError } from './words.ts'

/** Where one embedded database lies and as whom it runs. */
export interface Place {
  folder: string
  /** appears at once and complete, by a rename */
  cluster: string
  data: string
  passwordFile: string
  logFile: string
  /** one file per process that uses the server */
  users: string
  user: OsUser | undefined
  /** how PostgreSQL, standing in its data folder, names it */
  dataName: string
}

const ours = /^(cluster|users|postgresql\.log(\.1)?|\.new-.*|lost\+found)$/

/** Makes the folder ready for the user PostgreSQL will run as, and refuses one that holds anything else. */
export async function preparePlace(dataDir: string): Promise<Place> {
  const folder = resolve(dataDir)
  try {
    return await prepared(folder)
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOSPC'].includes(codeOf(error))) {
      throw new StarterError('starter.no-access', { folder, detail: codeOf(error) })
    }
    throw error
  }
}

async function prepared(folder: string): Promise<Place> {
  const found = (await namesIn(folder)).find((name) => !ours.test(name))
  if (found !== undefined) throw new StarterError('starter.foreign-folder', { folder, found })
  const cluster = join(folder, 'cluster')
  const data = join(cluster, 'data')
  const users = join(folder, 'users')
  const user = await osUserFor([data, folder])
  await mkdir(users, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  if (user) await handOver([folder, users], cluster, user)
  return {
    folder, cluster, data, users, user,
    passwordFile: join(cluster, 'password'),
    logFile: join(folder, 'postgresql.log'),
    dataName: user && !(await reachableFor(user, folder)) ? standingName(folder, user) : data,
  }
}

async function handOver(folders: string[], cluster: string, user: OsUser): Promise<void> {
  for (const folder of folders) await lchown(folder, user.uid, user.gid)
  // A backup put back by root belongs to root: give it to the one who will run it
  if ((await lstatOrNull(cluster))?.uid === 0) await chownTree(cluster, user.uid, user.gid)
}

/**
 * A folder below a home that others can't enter (0700): root puts the process into it before it becomes the ordinary
 * user (spawn does chdir first, setuid after), and this link of the kernel leads there without walking down the path.
 */
function standingName(folder: string, user: OsUser): string {
  if (process.platform !== 'linux') throw new StarterError('starter.unreachable', { folder, user: user.name })
  return '/proc/self/cwd'
}

export const isInitialised = (place: Place): Promise<boolean> => exists(join(place.data, 'PG_VERSION'))
