import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Keys } from '#base/seal.ts'
import { archive, type Archive } from './archive.ts'
import { format, headName, keysName, markOf, partName, stampOf, sumOf, summaryName } from './contents.ts'
import type { AppliedMigration, Audit, Head, Measure, Summary, TableShape } from './contents.ts'
import { measuring } from './measure.ts'
import { columnList, inSession, migrationLock, quoted, tablesOf } from './session.ts'
import { BackupError } from './words.ts'

export interface BackupWish {
  ownerUrl: string
  file: string
  keys: Keys
  /** version of the program, for the reader of the file */
  app: string
  audit(client: pg.Client): Promise<Audit>
  /** the text of the key file, when it shall lie in the backup */
  keyFile?: string
  signal?: AbortSignal
}

export interface Made {
  head: Head
  summary: Summary
  bytes: number
}

/** Writes one file with everything in schema public, as it stood at one moment; the database stays in use meanwhile. */
export async function writeBackup(wish: BackupWish): Promise<Made> {
  if (await stat(wish.file).catch(() => null)) throw new BackupError('backup.file-exists', { file: wish.file })
  const part = `${wish.file}.part`
  const handle = await begin(part)
  try {
    const made = await inSession(wish.ownerUrl, wish.signal, (client) => dump(client, handle, wish))
    await handle.sync()
    await handle.close()
    await rename(part, wish.file)
    return made
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(part, { force: true })
    throw isDiskFault(error) ? new BackupError('backup.not-writable', { file: wish.file, detail: error.code }) : error
  }
}

const isDiskFault = (error: unknown): error is Error & { code: string } =>
  ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EFBIG', 'ENOTDIR', 'ENAMETOOLONG'].includes(String((error as { code?: string }).code))

async function begin(part: string): Promise<FileHandle> {
  try {
    await mkdir(dirname(part), { recursive: true, mode: 0o700 })
    // What an earlier attempt that was killed left behind
    await rm(part, { force: true })
    return await open(part, 'wx', 0o600)
  } catch (error) {
    throw new BackupError('backup.not-writable', { file: part, detail: String((error as { code?: string }).code) })
  }
}

async function dump(client: pg.Client, handle: FileHandle, wish: BackupWish): Promise<Made> {
  // Before the snapshot: else a migration could end between the two
  await client.query(`select pg_advisory_lock_shared(${migrationLock})`)
  await client.query('begin isolation level repeatable read, read only')
  const head = await headFrom(client, wish)
  const tar = archive(handle, new Date(head.madeAt))
  await tar.add(headName, json(head))
  const tables: Record<string, Measure> = {}
  for (const table of head.tables) tables[table.name] = await dumpTable(client, table, tar, wish.signal)
  const audit = await wish.audit(client)
  const sequences = await sequencesOf(client)
  if (wish.keyFile) await tar.add(keysName, Buffer.from(wish.keyFile))
  const summary: Summary = { tables, sequences, audit, sha256: tar.digest() }
  const sum = sumOf(summary)
  await tar.add(summaryName, json({ ...summary, sum, stamp: stampOf(wish.keys, sum) }))
  return { head, summary, bytes: await tar.end() }
}

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 1)}\n`)

async function headFrom(client: pg.Client, wish: BackupWish): Promise<Head> {
  const tables = await tablesOf(client)
  if (!tables.some((table) => table.name === 'migrations')) throw new BackupError('backup.no-data')
  const { rows: migrations } = await client.query<AppliedMigration>('select room, name, hash from migrations order by applied_at, room, name')
  const { rows } = await client.query<{ version: string; now: Date }>("select current_setting('server_version') as version, now() as now")
  const { version: postgres, now } = rows[0]!
  return { format, app: wish.app, postgres, madeAt: now.toISOString(), tables, migrations, keys: markOf(wish.keys) }
}

/** Read after the rows: a number too high leaves a gap, one too low would be given out twice. */
async function sequencesOf(client: pg.Client): Promise<Summary['sequences']> {
  const { rows } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by 1",
  )
  const found: Summary['sequences'] = []
  for (const { name } of rows) {
    const state = await client.query<{ last_value: string; is_called: boolean }>(`select last_value, is_called from ${quoted(name)}`)
    found.push({ name, value: String(state.rows[0]!.last_value), called: state.rows[0]!.is_called })
  }
  return found
}

const partSize = 4 * 1024 * 1024

async function dumpTable(client: pg.Client, table: TableShape, tar: Archive, signal?: AbortSignal): Promise<Measure> {
  const rows = client.query(copyTo(`copy ${quoted(table.name)} (${columnList(table)}) to stdout`))
  const { through, measure } = measuring()
  await pipeline(rows, through, createGzip({ level: 4 }), (zipped) => inParts(zipped, table.name, tar), { signal })
  // the stream ends with the last row; how many there were comes after it, perhaps in another packet
  await client.query('select 1')
  const measured = measure()
  if (measured.rows !== rows.rowCount) throw new Error(`${table.name}: ${measured.rows} lines of ${rows.rowCount} rows`)
  return measured
}

/** The length of a tar entry stands before it, so a stream of unknown length becomes several entries. */
async function inParts(zipped: AsyncIterable<Buffer>, table: string, tar: Archive): Promise<void> {
  let held: Buffer[] = []
  let size = 0
  let part = 0
  const flush = async () => {
    await tar.add(partName(table, ++part), Buffer.concat(held))
    held = []
    size = 0
  }
  for await (const chunk of zipped) {
    held.push(chunk)
    size += chunk.length
    if (size >= partSize) await flush()
  }
  if (size > 0) await flush()
}
