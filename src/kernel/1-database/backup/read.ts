import { createHash, type Hash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { format, headName, keysName, summaryName, sumOf, tableOfPart } from './contents.ts'
import type { Head, Measure, SealedSummary, TableShape } from './contents.ts'
import { measuring } from './measure.ts'
import { endOfArchive, headerSize, padding, readHeader } from './tar.ts'
import { BackupError } from './words.ts'

export interface Contents {
  head: Head
  summary: SealedSummary
  /** the key file, where it was put in */
  keyFile: string | null
}

export interface Walk {
  file: string
  /** where a table's COPY text goes; nowhere when only checking */
  target?: (table: TableShape, head: Head) => Promise<Writable>
  signal?: AbortSignal
}

/** Reads a backup from end to end and refuses it unless every byte is as it was written. */
export async function readBackup(walk: Walk): Promise<Contents> {
  const handle = await open(walk.file, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new BackupError('backup.not-found', { file: walk.file, detail: String(error.code) })
  })
  try {
    return await contentsOf(entriesOf(handle), walk)
  } catch (error) {
    throw isTornFile(error) ? damaged(error.message) : error
  } finally {
    await handle.close()
  }
}

const damaged = (detail: string) => new BackupError('backup.damaged', { detail })

/** zlib's complaints and JSON's: the bytes are not those that were written. */
const isTornFile = (error: unknown): error is Error =>
  error instanceof SyntaxError || String((error as { code?: string }).code).startsWith('Z_')

async function contentsOf(entries: Entries, walk: Walk): Promise<Contents> {
  const head = await headOf(entries, walk.file)
  const measured: Record<string, Measure> = {}
  for (const table of head.tables) measured[table.name] = await readTable(entries, table, head, walk)
  const keyFile = entries.current?.name === keysName ? entries.current.body.toString() : null
  if (keyFile !== null) await entries.next()
  if (entries.current?.name !== summaryName) throw damaged('结尾缺失')
  const sha256 = entries.digestBefore()
  const summary = JSON.parse(entries.current.body.toString()) as SealedSummary
  await entries.next()
  if (entries.current) throw damaged('结尾之后还有内容')
  if (summary.sha256 !== sha256 || summary.sum !== sumOf(summary)) throw damaged('校验值不符')
  demandSame(measured, summary.tables)
  return { head, summary, keyFile }
}

async function headOf(entries: Entries, file: string): Promise<Head> {
  await entries.next().catch((error: unknown) => {
    throw error instanceof BackupError ? new BackupError('backup.not-ours', { file }) : error
  })
  if (entries.current?.name !== headName) throw new BackupError('backup.not-ours', { file })
  const head = JSON.parse(entries.current.body.toString()) as Head
  if (head.format !== format) throw new BackupError('backup.newer-format', { app: head.app })
  await entries.next()
  return head
}

function demandSame(measured: Record<string, Measure>, promised: Record<string, Measure>): void {
  for (const [name, { rows, sha256 }] of Object.entries(promised)) {
    if (measured[name]?.rows !== rows || measured[name].sha256 !== sha256) throw damaged(`表 ${name} 不符`)
  }
}

async function readTable(entries: Entries, table: TableShape, head: Head, { target, signal }: Walk): Promise<Measure> {
  const { through, measure } = measuring()
  const away = target ? await target(table, head) : null
  const parts = partsOf(entries, table.name)
  if (away) await pipeline(parts, createGunzip(), through, away, { signal })
  else await pipeline(parts, createGunzip(), through, drain, { signal })
  return measure()
}

async function drain(source: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of source);
}

async function* partsOf(entries: Entries, table: string): AsyncGenerator<Buffer> {
  for (; entries.current && tableOfPart(entries.current.name) === table; await entries.next()) yield entries.current.body
}

interface Entries {
  current: { name: string; body: Buffer } | null
  next(): Promise<void>
  /** SHA-256 of all bytes before the current entry */
  digestBefore(): string
}

// Parts are 4 MiB; the lists of a thousand tables are less than this
const largest = 64 * 1024 * 1024

function entriesOf(handle: FileHandle): Entries {
  const hash = createHash('sha256')
  let before: Hash = hash.copy()
  const exactly = async (size: number): Promise<Buffer> => {
    const buffer = Buffer.alloc(size)
    for (let at = 0; at < size; ) {
      const { bytesRead } = await handle.read(buffer, at, size - at)
      if (bytesRead === 0) throw damaged('文件到一半就结束了')
      at += bytesRead
    }
    hash.update(buffer)
    return buffer
  }
  const header = async () => {
    const found = readHeader(await exactly(headerSize))
    if (found === 'damaged' || (found && found.size > largest)) throw damaged('目录项不符')
    return found
  }
  const zeros = async (size: number) => {
    if ((await exactly(size)).some((byte) => byte !== 0)) throw damaged('填充不符')
  }
  const demandEnd = async () => {
    await zeros(endOfArchive.length - headerSize)
    if ((await handle.read(Buffer.alloc(1), 0, 1)).bytesRead > 0) throw damaged('结尾之后还有内容')
  }
  const entries: Entries = {
    current: null,
    digestBefore: () => before.copy().digest('hex'),
    async next() {
      before = hash.copy()
      const found = await header()
      entries.current = found && { name: found.name, body: await exactly(found.size) }
      await (found ? zeros(padding(found.size).length) : demandEnd())
    },
  }
  return entries
}
