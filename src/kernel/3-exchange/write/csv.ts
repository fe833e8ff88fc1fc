import type { Cell } from '#exchange/read/cell.ts'
import { guarded } from '#exchange/values/guard.ts'
import { firstLine, type SheetToWrite } from '#exchange/write/table.ts'

const CHUNK = 64 * 1024

/** RFC 4180 with a byte order mark, without which Chinese spreadsheets read UTF-8 as GBK. */
export async function* csvOf(sheet: SheetToWrite): AsyncGenerator<Buffer> {
  let text = `\uFEFF${line([firstLine(sheet)])}${line(sheet.columns.map(({ words }) => words))}`
  for await (const row of sheet.rows) {
    text += line(row)
    if (text.length < CHUNK) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}

const line = (cells: readonly Cell[]): string => `${cells.map(field).join(',')}\r\n`

function field(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  if (typeof cell === 'boolean') return cell ? '是' : '否'
  if (typeof cell === 'string') return quoted(guarded(cell.replaceAll('\0', '')))
  // 2012-07, not 2012.07: a spreadsheet takes it for a month, not for a number whose last zero it may drop
  return cell.monthOnly ? cell.date.slice(0, 7) : cell.date
}

/** Signs that part other kinds of lists are quoted too: none must be taken for the delimiter. */
const quoted = (text: string): string =>
  /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
