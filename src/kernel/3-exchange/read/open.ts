import { open, stat } from 'node:fs/promises'
import { limits as standard, type Limits, type SheetRow } from '#exchange/read/cell.ts'
import { SheetFault } from '#exchange/read/fault.ts'
import { refuseOtherKinds, sniff, type FileKind } from '#exchange/read/sniff.ts'
import { readTextFile } from '#exchange/read/text.ts'
import { readXls } from '#exchange/read/xls.ts'
import { readXlsx } from '#exchange/read/xlsx.ts'

/**
 * The rows of every sheet of a file, in order; rows without any content are left out. Throws a SheetFault whose
 * message is for the user. Untrusted files go through read/in-worker.ts; this runs in the process that calls it.
 * `name`: what the user calls the file; a text file's only sheet is named after it.
 */
export async function* openSheets(path: string, limits: Limits = standard, name = ''): AsyncGenerator<SheetRow> {
  const kind = await kindOf(path, limits)
  let rows = 0
  for await (const row of readerOf(kind, path, name, limits)) {
    if (++rows > limits.rows) throw new SheetFault('too-many-rows', { limit: limits.rows })
    yield row
  }
  if (rows === 0) throw new SheetFault('no-rows')
}

async function kindOf(path: string, limits: Limits): Promise<FileKind> {
  const info = await stat(path).catch((error: unknown) => {
    throw new SheetFault('gone', {}, error)
  })
  if (info.size > limits.fileBytes) throw new SheetFault('too-big', { limit: limits.fileBytes / 1024 / 1024 })
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
    const kind = sniff(buffer.subarray(0, bytesRead))
    refuseOtherKinds(kind)
    return kind
  } finally {
    await file.close()
  }
}

function readerOf(kind: FileKind, path: string, name: string, limits: Limits): AsyncGenerator<SheetRow> {
  if (kind === 'zip') return readXlsx(path, limits)
  if (kind === 'ole') return readXls(path, limits)
  return readTextFile(path, name.replace(/\.[^.]*$/, '') || '文本', limits)
}
