import { isDay } from '#base/day.ts'
import { columnName, type Cell, type Limits } from '#exchange/read/cell.ts'
import { shownNumber } from '#exchange/read/date-format.ts'
import { SheetFault } from '#exchange/read/fault.ts'
import type { Workbook } from '#exchange/read/workbook.ts'
import { unescaped, type XmlHandlers } from '#exchange/read/xml.ts'

const MAX_ROW = 1_048_576

/** Turns the scanner's events into rows; `take` hands over those that are complete. */
export class SheetRows implements XmlHandlers {
  readonly #workbook: Workbook
  readonly #sheet: string
  readonly #limits: Limits
  #done: { index: number; cells: Cell[] }[] = []
  #row = -1
  #cells: Cell[] = []
  #column = -1
  #type = ''
  #style = -1
  #text = ''
  #listening = false
  #inString = false
  #phonetic = false
  #formula = false
  #valued = false

  constructor(workbook: Workbook, sheet: string, limits: Limits) {
    this.#workbook = workbook
    this.#sheet = sheet
    this.#limits = limits
  }

  take(): { index: number; cells: Cell[] }[] {
    const done = this.#done
    this.#done = []
    return done
  }

  open(name: string, raw: string): void {
    if (name === 'c') this.#openCell(raw)
    else if (name === 'v') this.#listening = this.#valued = true
    else if (name === 't') this.#listening = this.#inString && !this.#phonetic
    else if (name === 'row') this.#openRow(raw)
    else if (name === 'is') this.#inString = this.#valued = true
    else if (name === 'rPh') this.#phonetic = true
    else if (name === 'f') this.#formula = true
  }

  close(name: string): void {
    if (name === 'c') this.#closeCell()
    else if (name === 'v' || name === 't') this.#listening = false
    else if (name === 'row') this.#done.push({ index: this.#row, cells: this.#cells })
    else if (name === 'is') this.#inString = false
    else if (name === 'rPh') this.#phonetic = false
  }

  text(piece: string): void {
    if (this.#listening && this.#text.length <= this.#limits.cellText) {
      this.#text += piece.length > this.#limits.cellText ? piece.slice(0, this.#limits.cellText + 1) : piece
    }
  }

  #openRow(raw: string): void {
    const given = plainAttribute(raw, 'r')
    this.#row = given === '' ? this.#row + 1 : Number(given) - 1
    if (!(this.#row >= 0 && this.#row < MAX_ROW)) throw new SheetFault('broken')
    this.#cells = []
    this.#column = -1
  }

  #openCell(raw: string): void {
    // a cell may leave its address out: it then stands behind the one before
    this.#column = columnOf(raw) ?? this.#column + 1
    this.#type = plainAttribute(raw, 't')
    const style = plainAttribute(raw, 's')
    this.#style = style === '' ? -1 : Number(style)
    this.#text = ''
    this.#listening = this.#inString = this.#phonetic = this.#formula = this.#valued = false
  }

  #closeCell(): void {
    const value = this.#value()
    if (value === null || value === '') return
    const { cellText, columns } = this.#limits
    if (typeof value === 'string' && value.length > cellText) this.#refuse('cell-too-long', cellText)
    if (this.#column >= columns) this.#refuse('too-many-columns', columns)
    while (this.#cells.length < this.#column) this.#cells.push(null)
    this.#cells[this.#column] = value
  }

  #refuse(code: 'cell-too-long' | 'too-many-columns', limit: number): never {
    throw new SheetFault(code, { sheet: this.#sheet, row: this.#row + 1, column: columnName(this.#column), limit })
  }

  #value(): Cell {
    // a formula that no program has worked out yet has nothing to show; leaving the cell blank would hide it
    if (this.#formula && !this.#valued) return '#CALC!'
    if (this.#text === '') return null
    if (this.#type === '' || this.#type === 'n') return this.#number()
    if (this.#type === 's') return this.#workbook.strings[Number(this.#text)] ?? null
    if (this.#type === 'b') return this.#text === '1' || this.#text === 'true'
    if (this.#type === 'd' && isDay(this.#text.slice(0, 10))) return { date: this.#text.slice(0, 10) }
    return this.#type === 'e' ? this.#text : unescaped(this.#text)
  }

  #number(): Cell {
    const number = Number(this.#text)
    if (!Number.isFinite(number)) return this.#text
    return shownNumber(number, this.#workbook.dateFormats[this.#style] ?? 'none', this.#workbook.dates1904)
  }
}

/** `r`, `s` and `t` of cells and rows: short, unprefixed, without entities; this is the busiest line of the reader. */
function plainAttribute(raw: string, name: string): string {
  const at = raw.indexOf(` ${name}="`)
  if (at < 0) return raw.includes(`${name}='`) || /\s=|=\s|[\t\r\n]/.test(raw) ? oddAttribute(raw, name) : ''
  const from = at + name.length + 3
  return raw.slice(from, raw.indexOf('"', from))
}

const oddAttribute = (raw: string, name: string): string =>
  new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(raw)?.[1] ?? ''

function columnOf(raw: string): number | null {
  const at = raw.indexOf(' r="')
  const ref = at < 0 ? oddAttribute(raw, 'r') : raw.slice(at + 4, at + 8)
  let index = 0
  for (let i = 0; i < ref.length; i++) {
    const code = ref.charCodeAt(i)
    if (code < 65 || code > 90) break
    index = index * 26 + code - 64
  }
  return index === 0 ? null : index - 1
}
