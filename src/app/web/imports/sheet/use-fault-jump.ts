import { useCallback, useEffect, useRef } from 'react'
import { faultColumns, type GridColumn } from './grid-columns.ts'
import { nextFault, type Place } from './move.ts'
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
  const jump = useCallback(
    (back: boolean) => {
      const { rows: here, next } = rows.pages
      const sheet = {
        count: next === null ? here.length : Infinity,
        faultsAt: (index: number) => here[index] && faultColumns(here[index], columns),
      }
      const start = back ? { row: here.length - 1, column: Infinity } : { row: 0, column: -1 }
      const found = nextFault(at, sheet, back) ?? nextFault(start, sheet, back)
      waiting.current = null
      if (found === null) return onNone()
      if (!('unknown' in found)) return goTo(found)
      if (onUnknown) return onUnknown()
      waiting.current = back
      rows.need(found.unknown)
    },
    [rows, columns, at, goTo, onUnknown, onNone],
  )

  useEffect(() => {
    if (waiting.current !== null) jump(waiting.current)
    // only when rows came
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [rows.pages])
  return jump
}
