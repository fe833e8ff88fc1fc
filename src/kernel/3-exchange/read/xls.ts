import { readFile, stat } from 'node:fs/promises'
import type { CellObject, WorkSheet } from '@e965/xlsx'
import { columnName, isBlank, trim, type Cell, type Limits, type SheetRow } from '#exchange/read/cell.ts'
import { dateFormatOf, shownNumber } from '#exchange/read/date-format.ts'
import { SheetFault } from '#exchange/read/fault.ts'
import { MergeFiller } from '#exchange/read/merges.ts'
import { refuseOtherOle } from '#exchange/read/ole.ts'

/** BIFF workbooks (.xls, old .et) are read whole: a .xls holds 65,536 rows at most. Only the worker may call this. */
export async function* readXls(path: string, limits: Limits): AsyncGenerator<SheetRow> {
  const { size } = await stat(path)
  if (size > limits.xlsBytes) throw new SheetFault('too-big', { limit: limits.xlsBytes / 1024 / 1024 })
  const file = await readFile(path)
  refuseOtherOle(file)
  const book = await opened(file)
  const dates1904 = book.Workbook?.WBProps?.date1904 === true
  for (const [index, name] of book.SheetNames.entries()) {
    const hidden = (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0
    for (const row of rowsOfSheet(book.Sheets[name], name, dates1904, limits)) {
      yield hidden ? { ...row, hidden: true } : row
    }
  }
}

async function opened(file: Buffer) {
  const xlsx = await import('@e965/xlsx')
  // BIFF5 and older hold text in the code page of the machine that wrote it
  xlsx.set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'))
  const without = { cellText: false, cellHTML: false, cellFormula: false }
  try {
    return xlsx.read(file, { type: 'buffer', dense: true, cellNF: true, ...without })
  } catch (error) {
    const locked = /password|encrypt/i.test(error instanceof Error ? error.message : '')
    throw new SheetFault(locked ? 'encrypted' : 'broken', {}, error)
  }
}

function* rowsOfSheet(
  sheet: WorkSheet | undefined, name: string, dates1904: boolean, limits: Limits,
): Generator<SheetRow> {
  const data = (sheet?.['!data'] ?? []) as (CellObject | undefined)[][]
  const merges = (sheet?.['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }))
  const filler = new MergeFiller(merges.sort((a, b) => a.top - b.top), limits.columns)
  for (let index = 0; index < data.length; index++) {
    const cells = Array.from(data[index] ?? [], (cell) => valueOf(cell, dates1904))
    trim(cells)
    checkCells(cells, name, index + 1, limits)
    filler.fill(index, cells)
    trim(cells)
    if (cells.length > 0) yield { sheet: name, row: index + 1, cells }
  }
}

function checkCells(cells: Cell[], sheet: string, row: number, limits: Limits): void {
  if (cells.length > limits.columns) throw new SheetFault('too-many-columns', { sheet, row, limit: limits.columns })
  const long = cells.findIndex((cell) => typeof cell === 'string' && cell.length > limits.cellText)
  if (long >= 0) throw new SheetFault('cell-too-long', { sheet, row, column: columnName(long), limit: limits.cellText })
}

function valueOf(cell: CellObject | undefined, dates1904: boolean): Cell {
  if (cell === undefined || cell.v === undefined || isBlank(cell.v as Cell)) return null
  if (cell.t === 'n') return shownNumber(Number(cell.v), dateFormatOf(String(cell.z ?? '')), dates1904)
  if (cell.t === 'b') return Boolean(cell.v)
  if (cell.t === 'e') return errors[Number(cell.v)] ?? '#VALUE!'
  return String(cell.v)
}

const errors: Record<number, string> = {
  0: '#NULL!', 7: '#DIV/0!', 15: '#VALUE!', 23: '#REF!', 29: '#NAME?', 36: '#NUM!', 42: '#N/A', 43: '#GETTING_DATA',
}
