import { useCallback, useEffect, useRef } from 'react'
import { faultColumns, type GridColumn } from './grid-columns.ts'
import { nextFault, type Place } from './move.ts'
import { countOf, rowAt } from './page-cache.ts'
import type { Rows } from './use-rows.ts'

interface Options {
  rows: Rows
  columns: readonly GridColumn[]
  at: Place
  goTo: (place: Place) => void
  /** rows on the way are not here: look where only faults are shown */
  onUnknown: (() => void) | null
  onNone: () => void
}

/** F8: from fault to fault, from the last one to the first again; waits for rows that are still on their way. */
export function useFaultJump({ rows, columns, at, goTo, onUnknown, onNone }: Options) {
  const waiting = useRef<boolean | null>(null)
  const jump = useCallback((back: boolean) => {
    const { pages } = rows
    const sheet = {
      count: pages.next === null ? countOf(pages) : Infinity,
      faultsAt: (index: number) => {
        const row = rowAt(pages, index)
        return row && faultColumns(row, columns)
      },
    }
    const start = back ? { row: countOf(pages) - 1, column: Infinity } : { row: 0, column: -1 }
    const found = nextFault(at, sheet, back) ?? nextFault(start, sheet, back)
    waiting.current = null
    if (found === null) return onNone()
    if (!('unknown' in found)) return goTo(found)
    if (onUnknown) return onUnknown()
    waiting.current = back
    rows.need(found.unknown, found.unknown)
  }, [rows, columns, at, goTo, onUnknown, onNone])

  useEffect(() => {
    if (waiting.current !== null) jump(waiting.current)
    // only when rows came
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [rows.pages])
  return jump
}
