import { Readable } from 'node:stream'
import { csvOf } from '#exchange/write/csv.ts'
import type { SheetToWrite, WriteRow } from '#exchange/write/table.ts'
import { xlsxOf } from '#exchange/write/xlsx.ts'

export const formats = {
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: xlsxOf },
  csv: { type: 'text/csv; charset=utf-8', write: csvOf },
} as const
export type SheetFormat = keyof typeof formats

/** The file as a stream of bytes; rows are asked for only as fast as the reader takes them. */
export const writeSheet = (sheet: SheetToWrite, format: SheetFormat): Readable =>
  Readable.from(formats[format].write({ ...sheet, rows: counted(sheet) }), { objectMode: false })

async function* counted({ rows, stamp }: SheetToWrite): AsyncGenerator<WriteRow> {
  let count = 0
  for await (const row of rows) {
    count++
    yield row
  }
  // a file that says 312 and holds 300 is worse than none
  if (count !== stamp.rows) throw new Error(`an export of ${stamp.rows} rows had ${count}`)
}
