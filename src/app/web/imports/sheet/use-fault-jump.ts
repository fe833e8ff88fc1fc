import { useCallback, useEffect, useRef } from 'react'
import { faultColumns, type GridColumn } from './grid-columns.ts'
import { nextFault, type Place } from './move.ts'
import type { Rows } from './use-rows.ts'

interface Options {
  rows: Rows
  columns: readonly GridColumn[]
  at: Place
  goTo: (place: Place) => void
  /** backwards, rows on the way are not here: look where only faults are shown */
  onUnknown: () => void
  onNone: () => void
}

/**
 * F8: from fault to fault, from the last one to the first again. What is not on this device is asked of the server: of all
 * rows the next fault from here, of a filter the rows on the way.
 */
export function useFaultJump({ rows, columns, at, goTo, onUnknown, onNone }: Options) {
  const waiting = useRef<boolean | null>(null)
  const seek = useCallback(
    async (from: number) => {
      const found = (await rows.seekFault(from)) ?? (from > 1 ? await rows.seekFault(1) : null)
      if (!found) return onNone()
      goTo({ row: found.seq - 1, column: faultColumns(found, columns)[0] ?? 0 })
    },
    [rows, columns, goTo, onNone],
  )
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
      if (rows.anywhere) return back ? onUnknown() : void seek(found.unknown + 1)
      waiting.current = back
      rows.need(found.unknown, found.unknown)
    },
    [rows, columns, at, goTo, seek, onUnknown, onNone],
  )

  useEffect(() => {
    if (waiting.current !== null) jump(waiting.current)
    // only when rows came
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [rows.pages])
  return jump
}
