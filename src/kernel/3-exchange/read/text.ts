import { readFile } from 'node:fs/promises'
import { columnName, trim, type Cell, type Limits, type SheetRow } from '#exchange/read/cell.ts'
import { decodedText, encodingOf } from '#exchange/read/encoding.ts'
import { SheetFault } from '#exchange/read/fault.ts'
import { unguarded } from '#exchange/values/guard.ts'

/** Rows of a .csv, .tsv or .txt file; the bytes say how it is encoded and what parts the columns. */
export async function* readTextFile(path: string, sheet: string, limits: Limits): AsyncGenerator<SheetRow> {
  const file = await readFile(path)
  try {
    yield* rowsOf(decodedText(file, encodingOf(file)), sheet, limits)
  } catch (error) {
    // a surrogate cut in half at the end of UTF-16 text
    throw error instanceof TypeError ? new SheetFault('unknown-encoding', {}, error) : error
  }
}

/** Rows of text pasted from a sheet. */
export const readPasted = (text: string, limits: Limits): Generator<SheetRow> => rowsOf([text], '粘贴的内容', limits)

export function* rowsOf(pieces: Iterable<string>, sheet: string, limits: Limits): Generator<SheetRow> {
  const splitter = new Splitter(sheet, limits)
  let head: string | null = ''
  for (const piece of pieces) {
    if (head !== null && (head += piece).length < 4_096) continue
    if (head !== null) splitter.delimiter = delimiterOf(head)
    splitter.write(head ?? piece)
    head = null
    yield* splitter.take()
  }
  if (head !== null) splitter.delimiter = delimiterOf(head)
  splitter.write(head ?? '')
  splitter.end()
  yield* splitter.take()
}

/** Tab, comma or semicolon: the one that parts most of the first lines, outside quotation marks. */
export function delimiterOf(head: string): string {
  const lines = head.replace(/"(?:[^"]|"")*"/g, '').split(/\r\n?|\n/).filter((line) => line.trim() !== '').slice(0, 20)
  const scores = ['\t', ',', ';'].map((mark) => ({
    mark,
    lines: lines.filter((line) => line.includes(mark)).length,
    marks: lines.reduce((sum, line) => sum + line.split(mark).length - 1, 0),
  }))
  scores.sort((a, b) => b.lines - a.lines || b.marks - a.marks)
  return scores[0]!.lines === 0 ? ',' : scores[0]!.mark
}

/** RFC 4180 with the leniency that offices need: quotes inside a plain field are letters, any line end ends a row. */
class Splitter {
  delimiter = ','
  readonly #sheet: string
  readonly #limits: Limits
  #rows: SheetRow[] = []
  #cells: Cell[] = []
  #field = ''
  #state: 'start' | 'plain' | 'quoted' | 'quote' = 'start'
  #row = 1
  #afterReturn = false

  constructor(sheet: string, limits: Limits) {
    this.#sheet = sheet
    this.#limits = limits
  }

  take(): SheetRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  write(text: string): void {
    let at = 0
    while (at < text.length) at = this.#state === 'quoted' ? this.#inQuotes(text, at) : this.#outside(text, at)
  }

  end(): void {
    if (this.#state === 'quoted') throw new SheetFault('quote-open', { row: this.#row })
    if (this.#state !== 'start' || this.#cells.length > 0) this.#endRow()
  }

  #inQuotes(text: string, at: number): number {
    const close = text.indexOf('"', at)
    const end = close < 0 ? text.length : close
    this.#add(text.slice(at, end))
    if (close >= 0) this.#state = 'quote'
    return end + 1
  }

  #outside(text: string, at: number): number {
    const char = text[at]!
    const wasReturn = this.#afterReturn
    this.#afterReturn = false
    if (char === '\n' && wasReturn) return at + 1
    if (char === this.delimiter) this.#endField()
    else if (char === '\n' || char === '\r') {
      this.#afterReturn = char === '\r'
      this.#endRow()
    } else if (char === '"' && this.#state !== 'plain') this.#openOrDouble()
    else return this.#plain(text, at)
    return at + 1
  }

  #openOrDouble(): void {
    if (this.#state === 'quote') this.#add('"')
    this.#state = 'quoted'
  }

  #plain(text: string, at: number): number {
    let end = at + 1
    while (end < text.length && !isStop(text[end]!, this.delimiter)) end++
    this.#add(text.slice(at, end))
    this.#state = 'plain'
    return end
  }

  #add(text: string): void {
    this.#field += text
    if (this.#field.length > this.#limits.cellText) this.#tooLong()
  }

  #tooLong(): never {
    if (this.#state === 'quoted') throw new SheetFault('quote-open', { row: this.#row })
    const column = columnName(this.#cells.length)
    throw new SheetFault('cell-too-long', { sheet: this.#sheet, row: this.#row, column, limit: this.#limits.cellText })
  }

  #endField(): void {
    if (this.#cells.length >= this.#limits.columns && this.#field !== '') {
      throw new SheetFault('too-many-columns', { sheet: this.#sheet, row: this.#row, limit: this.#limits.columns })
    }
    this.#cells.push(this.#field === '' ? null : unguarded(this.#field))
    this.#field = ''
    this.#state = 'start'
  }

  #endRow(): void {
    this.#endField()
    trim(this.#cells)
    if (this.#cells.length > 0) this.#rows.push({ sheet: this.#sheet, row: this.#row, cells: this.#cells })
    this.#row++
    this.#cells = []
  }
}

const isStop = (char: string, delimiter: string): boolean => char === delimiter || char === '\n' || char === '\r'
