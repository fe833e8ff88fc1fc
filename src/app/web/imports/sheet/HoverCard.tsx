import { useLayoutEffect, useRef, useState, type MouseEvent } from 'react'
import type { RowView } from '#exchange/contract.ts'
import { words } from '../words.ts'
import { cellAt, type GridColumn } from './grid-columns.ts'

interface Hovered {
  row: number
  column: number
  rect: DOMRect
}

/** Which faulty cell the pointer rests on. */
export function useHovered() {
  const [hovered, setHovered] = useState<Hovered | null>(null)
  const onMouseOver = (event: MouseEvent) => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-fault]')
    const row = cell?.closest<HTMLElement>('[data-row]')
    setHovered(
      cell && row
        ? {
            row: Number(row.dataset['row']),
            column: Number(cell.dataset['column']),
            rect: cell.getBoundingClientRect(),
          }
        : null,
    )
  }
  return { hovered, onMouseOver, leave: () => setHovered(null) }
}

/** What is wrong with the cell under the pointer; the bar above the sheet says the same of the active cell. */
export function HoverCard({
  hovered,
  row,
  columns,
}: {
  hovered: Hovered
  row: RowView | undefined
  columns: readonly GridColumn[]
}) {
  const card = useRef<HTMLDivElement>(null)
  const column = columns[hovered.column]
  const fault = column && cellAt(row, column)?.fault
  useLayoutEffect(() => {
    if (!card.current) return
    const { width, height } = card.current.getBoundingClientRect()
    const below = hovered.rect.bottom + 4
    card.current.style.left = `${Math.max(8, Math.min(hovered.rect.left, innerWidth - width - 8))}px`
    card.current.style.top = `${below + height > innerHeight - 8 ? hovered.rect.top - height - 4 : below}px`
  })
  if (!fault) return null
  return (
    <div ref={card} className="hover-card" aria-hidden>
      {fault.sentence}
      {fault.proposal && (
        <div>
          {words.proposal}
          <strong>{fault.proposal}</strong>
        </div>
      )}
    </div>
  )
}
