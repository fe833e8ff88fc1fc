/** A place in the sheet, counted from 0. */
export interface Place {
  row: number
  column: number
}

/** A key as it was pressed. */
export interface Stroke {
  key: string
  ctrl?: boolean
  shift?: boolean
}

interface Size {
  rows: number
  columns: number
  /** rows that are seen at once */
  page: number
}

const between = (value: number, last: number) => Math.max(0, Math.min(last, value))

/** Tab walks along the row and on to the next; it leaves the sheet at its ends. */
function tabbed({ row, column }: Place, { rows, columns }: Size, back: boolean): Place | null {
  const next = row * columns + column + (back ? -1 : 1)
  if (next < 0 || next >= rows * columns) return null
  return { row: Math.floor(next / columns), column: next % columns }
}

/** Where a key leads, as in a spreadsheet; null where it leads nowhere. */
export function moved(at: Place, { key, ctrl = false, shift = false }: Stroke, size: Size): Place | null {
  const lastRow = size.rows - 1
  const lastColumn = size.columns - 1
  if (lastRow < 0 || lastColumn < 0) return null
  const row = (to: number): Place => ({ ...at, row: between(to, lastRow) })
  const column = (to: number): Place => ({ ...at, column: between(to, lastColumn) })
  switch (key) {
    case 'ArrowDown':
      return row(ctrl ? lastRow : at.row + 1)
    case 'ArrowUp':
      return row(ctrl ? 0 : at.row - 1)
    case 'ArrowRight':
      return column(ctrl ? lastColumn : at.column + 1)
    case 'ArrowLeft':
      return column(ctrl ? 0 : at.column - 1)
    case 'PageDown':
      return row(at.row + size.page)
    case 'PageUp':
      return row(at.row - size.page)
    case 'Home':
      return ctrl ? { row: 0, column: 0 } : column(0)
    case 'End':
      return ctrl ? { row: lastRow, column: lastColumn } : column(lastColumn)
    case 'Tab':
      return tabbed(at, size, shift)
    default:
      return null
  }
}

/** Rows of which perhaps only some are on this device. */
export interface Marked {
  count: number
  /** columns with a fault; undefined where the row is not here */
  faultsAt: (row: number) => readonly number[] | undefined
}

/**
 * The next place with a fault, or the one before. `unknown` is the first row not on this device on the way: what is
 * behind it only the server knows.
 */
export function nextFault(at: Place, { count, faultsAt }: Marked, back = false): Place | { unknown: number } | null {
  const step = back ? -1 : 1
  for (let row = at.row; row >= 0 && row < count; row += step) {
    const columns = faultsAt(row)
    if (columns === undefined) return { unknown: row }
    const beyond = columns.filter((column) => row !== at.row || (back ? column < at.column : column > at.column))
    if (beyond.length > 0) return { row, column: back ? Math.max(...beyond) : Math.min(...beyond) }
  }
  return null
}
