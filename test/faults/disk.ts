import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { newId } from '#base/id.ts'
import { loadSecrets } from '#database/keys.ts'
import { list as imports, paste } from '#exchange/contract.ts'
import { registerUnit, units } from '#organisations/contract.ts'
import { checkBooks } from '#app/check.ts'
import { isAlive, nodeStart, postmasterIn } from '../commands/server.ts'
import { booksUrl } from './books.ts'
import { openDesk, type Desk, type Sent } from './desk.ts'
import { patient, reckon, startHands, type Heard, type Reckoning } from './hands.ts'
import { answering } from './kills.ts'
import { writers } from './writers.ts'

/** Why a small disk cannot be mounted here, or null where it can. */
export function noSmallDisk(): string | null {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', '/mnt'], { stdio: 'pipe' })
    return null
  } catch (error) {
    return `a full disk cannot be tried here: ${String((error as Error).message).split('\n').slice(0, 2).join(' ')}`
  }
}

export interface SmallDisk {
  desk: Desk
  /** the data folder as the server sees it */
  inside: string
  said(): string
  fill(leave?: number): void
  free(): void
  room(): number
  /** the embedded database as its superuser */
  booksUrl(): Promise<string>
  /** ends it as a service manager does; answers whether the database went with it */
  stop(): Promise<boolean>
}

const MiB = 1024 * 1024

/** A server whose data folder is a disk of that size, of its own and seen by nobody else; uploads lie on another one. */
export async function onSmallDisk(sizes: { data: number; uploads: number; reserve: number }): Promise<SmallDisk> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tongxin-disk-'))
  const mounted = 'mount -t tmpfs -o mode=755,size=$1m tmpfs "$DATA_DIR" && mkdir "$DATA_DIR/uploads" && mount -t tmpfs -o mode=700,size=$2m tmpfs "$DATA_DIR/uploads" && shift 2 && exec "$@"'
  const before = ['unshare', '-m', 'sh', '-c', mounted, 'sh', String(sizes.data), String(sizes.uploads)]
  const server = await nodeStart({ DATA_DIR: dataDir, DISK_RESERVE: String(sizes.reserve) }, before)
  const inside = `/proc/${server.server}/root${dataDir}`
  const ballast = join(inside, 'ballast')
  return {
    desk: await openDesk(server.address, server.code!), inside, said: server.said,
    fill: (leave = 0) => fill(ballast, inside, leave),
    free: () => rmSync(ballast, { force: true }),
    room: () => roomIn(inside),
    booksUrl: () => booksUrl(inside),
    stop: async () => {
      const postmaster = postmasterIn(inside)
      await server.terminate()
      rmSync(dataDir, { recursive: true, force: true })
      return !isAlive(postmaster)
    },
  }
}

const roomIn = (folder: string): number => {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** Writes until so many bytes are left, or nothing goes in any more. */
function fill(file: string, folder: string, leave: number): void {
  const handle = openSync(file, 'a')
  try {
    for (const piece of [Buffer.alloc(MiB, 1), Buffer.alloc(4096, 1)]) {
      try {
        while (roomIn(folder) - piece.length >= leave) writeSync(handle, piece)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    }
  } finally {
    closeSync(handle)
  }
}

export const shop = (desk: Desk, name: string) => ({ act: newId(), responsible: desk.organisation, name, kind: 'enterprise', sector: 'private-enterprise' })
export const registerShop = (desk: Desk, name: string): Promise<Sent> => desk.send(registerUnit, shop(desk, name))
export const shopsRead = (desk: Desk): Promise<Sent> => desk.send(units, { organisation: desk.organisation })
export const uploadOf = (desk: Desk, bytes: number): Promise<Sent> =>
  desk.send(paste, { organisation: desk.branch, kind: 'people.party-roster', text: `姓名\t性别\n${'王小明\t男\n'.repeat(Math.floor(bytes / 14))}` })
export const importsLeft = async (desk: Desk): Promise<string[]> => (await desk.call(imports, { open: true })).rows.map(({ state }) => state)
export const filesLeft = (disk: SmallDisk): string[] => readdirSync(join(disk.inside, 'uploads'))

export interface FullRun extends Reckoning {
  heard: Record<string, number>
  /** PostgreSQL ended because its log had no room */
  panics: number
  backSeconds: number
  oracle: string[]
}

/** Every kind of writing goes on while the disk has not one byte left, for some seconds; then room is made. */
export async function writeWhileFull(disk: SmallDisk, seconds: number): Promise<FullRun> {
  const heard: Heard = new Map()
  const hands = startHands(patient(disk.desk, heard, 180_000), writers, '1')
  await sleep(2500)
  disk.fill()
  for (let left = seconds; left > 0; left--) {
    disk.fill()
    await needNewLog(disk)
    await sleep(1000)
  }
  disk.free()
  const backSeconds = await answering(disk.desk, 120_000)
  await untilTaken(disk.desk)
  const works = await hands.stop()
  const url = await disk.booksUrl()
  const books = new pg.Pool({ connectionString: url, max: 4 })
  const reckoning = await reckon(disk.desk, works, books)
  await books.end()
  const { keys } = await loadSecrets(disk.inside)
  const { findings } = await checkBooks({ ownerUrl: url, keys, dataDir: disk.inside })
  const panics = readFileSync(join(disk.inside, 'postgres/postgresql.log'), 'utf8').match(/PANIC.*No space left|PANIC:.*could not write/g)?.length ?? 0
  const oracle = findings.filter(({ faults }) => faults > 0).map(({ words, faults }) => `${words}: ${faults}`)
  return { ...reckoning, heard: Object.fromEntries(heard), panics, backSeconds, oracle }
}

/** Asks for another segment of the log, for which there is no room: the worst that a full disk can do to PostgreSQL. */
async function needNewLog(disk: SmallDisk): Promise<void> {
  const client = new pg.Client({ connectionString: await disk.booksUrl().catch(() => ''), connectionTimeoutMillis: 1000, query_timeout: 2000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    for (let n = 0; n < 3; n++) await client.query("select pg_logical_emit_message(false, 'x', 'x'), pg_switch_wal()")
  } catch {
    // It ended
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function untilTaken(desk: Desk): Promise<void> {
  for (let left = 300; left > 0; left--) {
    if ((await registerShop(desk, `腾出以后${left}`))?.status === 200) return
    await sleep(200)
  }
  throw new Error('nothing is taken a minute after room was made')
}
