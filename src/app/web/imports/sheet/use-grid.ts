import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useLarge, useTouch } from '#base/web/device.ts'
import { moved, type Place, type Stroke } from './move.ts'
import { countOf } from './page-cache.ts'
import type { Rows } from './use-rows.ts'

export type GridState = ReturnType<typeof useGrid>

function useRowSize() {
  const large = useLarge()
  const touch = useTouch()
  return Math.round((large ? 18 : 14) * (touch ? 3 : 2.3))
}

/** The active cell, what is in sight, and scrolling to where the keys lead. */
export function useGrid({ pages, need }: Rows, columns: number) {
  const box = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<Place>({ row: 0, column: 0 })
  const size = useRowSize()
  const count = countOf(pages)
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised by its functions
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => size,
    overscan: 10,
    // the head lies over the first row
    scrollPaddingStart: size * 1.2,
    scrollPaddingEnd: size,
  })
  useEffect(() => virtual.measure(), [size, virtual])
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => need(first, last), [need, first, last, pages])
  // rows that were mended may have left a shorter sheet behind
  useEffect(() => {
    if (pages.next === null && at.row >= pages.rows.length)
      setAt((now) => ({ ...now, row: Math.max(0, pages.rows.length - 1) }))
  }, [pages, at.row])

  const focus = useCallback(() => {
    box.current?.focus({ preventScroll: true })
    box.current?.parentElement?.scrollIntoView({ block: 'nearest' })
  }, [])
  const goTo = useCallback(
    (place: Place) => {
      setAt(place)
      virtual.scrollToIndex(place.row, { align: 'auto' })
      requestAnimationFrame(() => showColumn(box.current, place))
    },
    [virtual],
  )

  const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 400) / size) - 2)
  const move = (stroke: Stroke): boolean => {
    const to = moved(at, stroke, { rows: count, columns, page })
    if (to) goTo(to)
    return to !== null
  }
  return { box, at, row: pages.rows[at.row], goTo, setAt, move, focus, virtual, items, count, size }
}

/** Sideways the browser scrolls; the frozen columns on the left must not cover the cell. */
function showColumn(box: HTMLElement | null, { row, column }: Place) {
  const cell = box?.querySelector(`[data-row="${row}"] [data-column="${column}"]`)?.getBoundingClientRect()
  const frozen = box?.querySelector('.grid-head .grid-verdict')?.getBoundingClientRect()
  if (!box || !cell || !frozen) return
  const edge = box.getBoundingClientRect().left + box.clientWidth
  if (cell.left < frozen.right) box.scrollLeft -= frozen.right - cell.left
  else if (cell.right > edge) box.scrollLeft += Math.min(cell.right - edge, cell.left - frozen.right)
}
