import type { Cell } from '#exchange/read/cell.ts'

export interface WriteColumn {
  /** the header */
  words: string
  /** in characters */
  width?: number
  /** text format, whatever the text looks like: ID numbers, phones, codes */
  asText?: boolean
}
export type WriteRow = readonly Cell[]

export interface SheetToWrite {
  title: string
  columns: readonly WriteColumn[]
  rows: AsyncIterable<WriteRow> | Iterable<WriteRow>
  /** printed in the first line; an export that turns out to have another number of rows breaks off */
  stamp: { rows: number; by: string; at: string }
}

/** 党员名册, 共 312 行 · 由 张三 于 2026-11-23 15:04 导出 */
export const firstLine = ({ title, stamp }: SheetToWrite): string =>
  `${title}\u3000共 ${stamp.rows} 行 · 由 ${stamp.by} 于 ${stamp.at} 导出`
