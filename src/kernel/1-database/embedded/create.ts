import { randomBytes } from 'node:crypto'
import { lchown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { codeOf, lstatOrNull, namesIn, syncFolder } from './files.ts'
import { isInitialised, type Place } from './place.ts'
import { runAs } from './run-as.ts'
import { starterNews, StarterError } from './words.ts'

export const superuser = 'postgres'

// Plain C would make trigrams and ltree blind to Chinese; sorting stays C so that it is the same everywhere
const characterTypes = ['C.UTF-8', 'C.utf8', 'en_US.UTF-8', 'zh_CN.UTF-8', 'C']

interface Wish {
  durable: boolean
  log: (line: string) => void
}

/** Makes the cluster when there is none yet; refuses the cluster of another major version. */
export async function ensureCluster(place: Place, binaries: Binaries, wish: Wish): Promise<void> {
  if (await isInitialised(place)) return await demandMajor(place, binaries.major)
  wish.log(starterNews.creating)
  await removeHalfMade(place)
  // Each starter makes its own and renames it into place. A rename onto a full folder fails, so of two starters one
  // wins, and one killed half-way leaves nothing that looks like a database. A lock file could do neither safely.
  const making = join(place.folder, `.new-${randomBytes(6).toString('hex')}`)
  try {
    await makeIn(making, place, binaries, wish)
    await rename(making, place.cluster)
    if (wish.durable) await syncFolder(place.folder)
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    if (!(await isInitialised(place))) throw error
  }
  await demandMajor(place, binaries.major)
}

async function makeIn(making: string, place: Place, binaries: Binaries, wish: Wish): Promise<void> {
  const data = join(making, 'data')
  const passwordFile = join(making, 'password')
  await mkdir(data, { recursive: true, mode: 0o700 })
  await writeFile(passwordFile, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx', flush: true })
  const { user } = place
  if (user) for (const path of [making, data, passwordFile]) await lchown(path, user.uid, user.gid)
  // The process stands in the data folder, so the password lies one step up, wherever the path leads
  const dataName = place.dataName === place.data ? data : place.dataName
  for (const type of characterTypes) {
    const args = initialisation(dataName, type, wish.durable)
    const { ok, output } = await runAs(user, join(binaries.folder, 'initdb'), args, data)
    if (ok) return
    if (!/invalid locale/i.test(output)) throw failureOf(output, user?.uid ?? process.geteuid?.() ?? 0)
  }
  throw new StarterError('starter.init-failed', { detail: 'locale' })
}

const initialisation = (data: string, characterType: string, durable: boolean): string[] => [
  '-D', data, '-U', superuser, '--pwfile', '../password', '--auth', 'scram-sha-256', '--encoding', 'UTF8',
  '--locale', 'C', '--lc-ctype', characterType, '--data-checksums', '--no-instructions',
  ...(durable ? [] : ['--no-sync']),
]

function failureOf(output: string, uid: number): StarterError {
  const unknown = output.includes('could not look up effective user ID')
  if (unknown) return new StarterError('starter.no-passwd-entry', { uid })
  const detail = output.split('\n').filter((line) => /error|fatal|could not|cannot/i.test(line)).join(' ')
  return new StarterError('starter.init-failed', { detail: detail || output.trim().slice(-300) })
}

async function demandMajor(place: Place, wanted: number): Promise<void> {
  let found = ''
  try {
    found = (await readFile(join(place.data, 'PG_VERSION'), 'utf8')).trim()
  } catch (error) {
    throw new StarterError('starter.no-access', { folder: place.folder, detail: codeOf(error) })
  }
  if (found !== String(wanted)) throw new StarterError('starter.other-version', { folder: place.folder, found, wanted })
}

/** What starters killed during their initdb left behind, once it is old enough to be nobody's work. */
async function removeHalfMade(place: Place): Promise<void> {
  for (const name of await namesIn(place.folder)) {
    if (!name.startsWith('.new-')) continue
    const path = join(place.folder, name)
    const found = await lstatOrNull(path)
    if (found && Date.now() - found.mtimeMs > 600_000) await rm(path, { recursive: true, force: true })
  }
}
