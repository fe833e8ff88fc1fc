import {
  BorderStyle, HeightRule, Paragraph, Table, TableCell, TableLayoutType, TableRow, VerticalAlign, WidthType, type FileChild,
} from 'docx'
import type { BlockOf, Run } from '#base/paper/blocks.ts'
import { centred, fonts, runsOf, sizes, spacing, type Look } from '#base/docx/look.ts'

/** A4 less its margins, in twentieths of a point. */
export const pageWidth = 9638
const millimetres = (value: number): number => Math.round(value * 56.7)
const margins = { top: 40, bottom: 40, left: 85, right: 85 }

/** The widths of the columns; what rounding leaves goes to the last. */
function widthsOf(parts: readonly number[]): number[] {
  const whole = parts.reduce((sum, part) => sum + part, 0)
  const widths = parts.map((part) => Math.floor((pageWidth * part) / whole))
  return widths.with(-1, widths.at(-1)! + pageWidth - widths.reduce((sum, width) => sum + width, 0))
}

interface Cell {
  runs: readonly Run[]
  width: number
  centre?: boolean
  look?: Look
  span?: number
}

const cellOf = ({ runs, width, centre = false, look = {}, span = 1 }: Cell): TableCell =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    columnSpan: span,
    verticalAlign: VerticalAlign.CENTER,
    margins,
    children: [new Paragraph({ spacing: spacing(16), ...(centre && { alignment: centred }), children: runsOf(runs, { size: sizes.cell, ...look }) })],
  })

const tableOf = (columnWidths: number[], rows: TableRow[]): Table =>
  new Table({ width: { size: pageWidth, type: WidthType.DXA }, columnWidths, layout: TableLayoutType.FIXED, rows })

const head: Look = { font: fonts.head }

export function table({ columns, rows, tall }: BlockOf<'table'>): Table {
  const widths = widthsOf(columns.map(({ width }) => width))
  const height = { value: millimetres(tall ? 10 : 7), rule: HeightRule.ATLEAST }
  return tableOf(widths, [
    new TableRow({
      tableHeader: true, cantSplit: true, height,
      children: columns.map(({ words }, at) => cellOf({ runs: [words], width: widths[at]!, centre: true, look: head })),
    }),
    ...rows.map((row) => new TableRow({ cantSplit: true, height, children: row.map((runs, at) => cellOf({ runs, width: widths[at]! })) })),
  ])
}

/** Label and value side by side; a row with fewer pairs gives its last value the rest of the width. */
export function meta({ rows }: BlockOf<'meta'>): Table {
  const pairs = Math.max(...rows.map((row) => row.length))
  const widths = widthsOf(Array.from({ length: pairs }, () => [3, 16 / pairs + 1]).flat())
  const sum = (from: number, to: number) => widths.slice(from, to).reduce((total, width) => total + width, 0)
  return tableOf(widths, rows.map((row) => new TableRow({
    cantSplit: true,
    height: { value: millimetres(8), rule: HeightRule.ATLEAST },
    children: row.flatMap(({ label, value }, at) => {
      const end = at === row.length - 1 ? widths.length : 2 * at + 2
      return [
        cellOf({ runs: [label], width: widths[2 * at]!, centre: true, look: head }),
        cellOf({ runs: value, width: sum(2 * at + 1, end), span: end - 2 * at - 1 }),
      ]
    }),
  })))
}

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const unruled = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none }

/** Two things beside each other without lines, the right one so wide. */
export function sideBySide(left: Paragraph[], right: Paragraph[], width: number): FileChild {
  const cell = (children: Paragraph[], size: number) =>
    new TableCell({ width: { size, type: WidthType.DXA }, verticalAlign: VerticalAlign.CENTER, borders: unruled, children })
  const columnWidths = [pageWidth - width, width]
  return new Table({
    width: { size: pageWidth, type: WidthType.DXA }, columnWidths, layout: TableLayoutType.FIXED, borders: unruled,
    rows: [new TableRow({ cantSplit: true, children: [cell(left, columnWidths[0]!), cell(right, width)] })],
  })
}
