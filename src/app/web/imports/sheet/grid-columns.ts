import type { RowView } from '#exchange/contract.ts'
import { letterOf, type Columns } from '../columns/mapping.ts'

export interface GridColumn {
  field: string
  words: string
  /** its name in the spreadsheet; null where the sheet has no such column */
  letter: string | null
  help: string
  choices: string[] | null
  sensitive: boolean
  /** in rem */
  width: number
}

/** Han characters are about twice as wide as digits. */
export const breadthOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0x2e7f ? 1 : 0.58), 0)

const narrowest = 4
const widest = 17
const padding = 1.6

/** Wide enough for what usually stands there. */
export function widthFor(header: string, texts: readonly string[]): number {
  const breadths = texts.map(breadthOf).sort((a, b) => a - b)
  const usual = breadths[Math.floor(breadths.length * 0.9)] ?? 0
  // the letter stands before the header
  const wanted = Math.max(breadthOf(header) + 1.8, usual) + padding
  return Math.round(Math.min(widest, Math.max(narrowest, wanted)) * 10) / 10
}

/** The columns in the order of the sheet, and behind them those that are wanted but not in it. */
export function gridColumns(columns: Columns, wantedFields: ReadonlySet<string>): GridColumn[] {
  const { kind, mapping, sheets } = columns
  if (!kind) return []
  const sample = sheets.find(({ chosen }) => chosen)?.sample ?? []
  const at = new Map(Object.entries(mapping).map(([index, field]) => [field, Number(index)]))
  const placed = kind.columns.filter(({ field }) => at.has(field)).sort((a, b) => at.get(a.field)! - at.get(b.field)!)
  const absent = kind.columns.filter(({ field }) => !at.has(field) && wantedFields.has(field))
  return [...placed, ...absent].map(({ field, words, help, choices, sensitive }) => {
    const index = at.get(field)
    const texts = index === undefined ? [] : sample.map(({ cells }) => cells[index] ?? '')
    return {
      field,
      words,
      help,
      choices,
      sensitive,
      letter: index === undefined ? null : letterOf(index),
      width: widthFor(words, texts),
    }
  })
}

export type CellView = RowView['cells'][number]

export const cellAt = (row: RowView | undefined, { field }: Pick<GridColumn, 'field'>): CellView | undefined =>
  row?.cells.find((cell) => cell.field === field)

/** Which columns of a row have a fault; a row left out has none that matter. */
export const faultColumns = (row: RowView, columns: readonly GridColumn[]): number[] =>
  row.verdict === 'skip' ? [] : columns.flatMap((column, at) => (cellAt(row, column)?.fault ? [at] : []))
