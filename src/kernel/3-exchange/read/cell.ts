/** A date-formatted cell. `monthOnly`: the cell shows year and month, no day (yyyy"年"m"月"). */
export interface DateCell {
  date: string
  monthOnly?: true
}
export type Cell = string | number | boolean | null | DateCell

export interface SheetRow {
  sheet: string
  /** as the spreadsheet shows it, from 1 */
  row: number
  /** from column A; trailing blanks are cut off */
  cells: Cell[]
  /** the sheet is hidden in the workbook: usually a list behind a drop-down */
  hidden?: true
}

export interface Limits {
  fileBytes: number
  xlsBytes: number
  unpackedBytes: number
  entries: number
  /** unpacked : packed, for entries above `bigEntryBytes` */
  ratio: number
  bigEntryBytes: number
  rows: number
  columns: number
  cellText: number
}

const MiB = 1024 * 1024

export const limits: Limits = {
  fileBytes: 32 * MiB,
  xlsBytes: 16 * MiB,
  unpackedBytes: 512 * MiB,
  entries: 2_000,
  ratio: 200,
  bigEntryBytes: 8 * MiB,
  rows: 200_000,
  columns: 200,
  cellText: 2_000,
}

export const isBlank = (cell: Cell | undefined): cell is null | undefined | '' =>
  cell === null || cell === undefined || (typeof cell === 'string' && /^[\s\p{Cf}]*$/u.test(cell))

/** `A`, `Z`, `AA` … for column 0, 25, 26 … */
export function columnName(index: number): string {
  let name = ''
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name
  return name
}

/** Cuts off the blanks at the end. */
export function trim(cells: Cell[]): void {
  while (cells.length > 0 && isBlank(cells.at(-1))) cells.pop()
}
