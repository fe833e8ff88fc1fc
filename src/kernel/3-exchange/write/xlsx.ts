import { columnName, type Cell } from '#exchange/read/cell.ts'
import { isRisky } from '#exchange/values/guard.ts'
import { serialOfDay } from '#exchange/values/serial-day.ts'
import { escaped } from '#exchange/write/escape.ts'
import { fixedParts, STYLE } from '#exchange/write/parts.ts'
import { firstLine, type SheetToWrite, type WriteColumn } from '#exchange/write/table.ts'
import { zipOf } from '#exchange/write/zip.ts'

const CHUNK = 64 * 1024
const MAX_TEXT = 32_767

/** A workbook of one sheet: stamp line, frozen header, filter, columns with their widths and formats. */
export async function* xlsxOf(sheet: SheetToWrite): AsyncGenerator<Buffer> {
  yield* zipOf([...fixedParts(sheet.title), { name: 'xl/worksheets/sheet1.xml', text: worksheet(sheet) }])
}

async function* worksheet(sheet: SheetToWrite): AsyncGenerator<string> {
  const { columns } = sheet
  const last = columnName(Math.max(columns.length, 1) - 1)
  let text = opening(columns) + row(1, [textCell('A1', firstLine(sheet), STYLE.title)], 24)
    + row(2, columns.map(({ words }, i) => textCell(`${columnName(i)}2`, words, STYLE.header)), 20)
  const names = columns.map((_, i) => columnName(i))
  let number = 2
  for await (const cells of sheet.rows) {
    number++
    text += row(number, cells.map((cell, i) => cellOf(`${names[i] ?? columnName(i)}${number}`, cell, columns[i])))
    if (text.length < CHUNK) continue
    yield text
    text = ''
  }
  yield `${text}</sheetData><autoFilter ref="A2:${last}${number}"/>`
    + `<mergeCells count="1"><mergeCell ref="A1:${last}1"/></mergeCells>`
    + '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    + '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    + '<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>'
}

function opening(columns: readonly WriteColumn[]): string {
  const widths = columns.map(({ width = 14, asText }, i) => {
    const style = asText ? STYLE.text : STYLE.plain
    return `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1" style="${style}"/>`
  })
  return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    + '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    + '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">'
    + '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    + `<sheetFormatPr defaultRowHeight="16"/>${widths.length > 0 ? `<cols>${widths.join('')}</cols>` : ''}<sheetData>`
}

const row = (number: number, cells: string[], height?: number): string =>
  `<row r="${number}"${height === undefined ? '' : ` ht="${height}" customHeight="1"`}>${cells.join('')}</row>`

function cellOf(ref: string, cell: Cell, column: WriteColumn | undefined): string {
  if (cell === null || cell === '') return ''
  const style = column?.asText ? STYLE.text : STYLE.plain
  if (typeof cell === 'string') return textCell(ref, cell, isRisky(cell) ? STYLE.quoted : style)
  if (typeof cell === 'boolean') return `<c r="${ref}" s="${style}" t="b"><v>${cell ? 1 : 0}</v></c>`
  if (typeof cell === 'object') return dayCell(ref, cell.date, cell.monthOnly === true)
  if (!Number.isFinite(cell)) return ''
  return column?.asText ? textCell(ref, String(cell), style) : `<c r="${ref}" s="${style}"><v>${cell}</v></c>`
}

function dayCell(ref: string, date: string, monthOnly: boolean): string {
  const serial = serialOfDay(date)
  if (serial === null) return textCell(ref, date, STYLE.plain)
  return `<c r="${ref}" s="${monthOnly ? STYLE.month : STYLE.day}"><v>${serial}</v></c>`
}

/** Always a string, whatever it begins with: nothing in a sheet is ever written as a formula. */
function textCell(ref: string, text: string, style: number): string {
  if (text.length > MAX_TEXT) throw new RangeError(`a cell cannot hold ${text.length} characters`)
  return `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
}
