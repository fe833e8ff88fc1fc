import { useState, type ClipboardEvent, type KeyboardEvent, type MouseEvent } from 'react'
import { flushSync } from 'react-dom'
import type { Leaving } from './CellEditor.tsx'
import { cellAt, type GridColumn } from './grid-columns.ts'
import type { Place, Stroke } from './move.ts'
import type { Cells } from './use-cells.ts'
import type { GridState } from './use-grid.ts'

interface Options {
  columns: readonly GridColumn[]
  cells: Cells
  grid: GridState
  readOnly: boolean
  jump: (back: boolean) => void
}

const strokeAfter: Record<Leaving, Stroke | null> = {
  stay: null,
  down: { key: 'ArrowDown' },
  up: { key: 'ArrowUp' },
  right: { key: 'Tab' },
  left: { key: 'Tab', shift: true },
}

/** Signs that begin typing: one character, or a pinyin composition about to start. */
const beginsTyping = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
  !ctrlKey && !metaKey && !altKey && (key.length === 1 || key === 'Process')

const isInput = (event: { target: EventTarget }) => (event.target as Element).tagName === 'INPUT'

function placeUnder(event: MouseEvent): Place | null {
  const cell = (event.target as Element).closest<HTMLElement>('[data-column]')
  const row = cell?.closest<HTMLElement>('[data-row]')
  return cell && row ? { row: Number(row.dataset['row']), column: Number(cell.dataset['column']) } : null
}

/** The hands on the sheet: keys, pointer, clipboard; and the cell that is being typed over. */
export function useEditing({ columns, cells, grid, readOnly, jump }: Options) {
  const { at, row, move, focus } = grid
  const [editing, setEditing] = useState<'over' | 'blank' | null>(null)
  // after Esc the next Tab leaves the sheet instead of walking on in it
  const [leaving, setLeaving] = useState(false)
  const column = columns[at.column]
  const cell = column && cellAt(row, column)
  const target = !readOnly && row && row.verdict !== 'skip' && column ? { row, field: column.field } : null
  /** only the server knows what stands there: typing starts from nothing */
  const masked = column?.sensitive === true && !cell?.fault && cell?.text.includes('*') === true

  const save = (text: string) => {
    if (target) void cells.save(target.row, target.field, text)
  }
  /** the whole row is not imported, or is after all */
  const leaveOut = () => {
    if (!readOnly && row) void cells.leaveOut(row, row.verdict !== 'skip')
  }
  const edit = (way: 'over' | 'blank') => {
    if (target) setEditing(way)
  }
  const accept = () => {
    setEditing(null)
    if (cell?.fault?.proposal) save(cell.fault.proposal)
    focus()
  }
  const done = (text: string, way: Leaving) => {
    setEditing(null)
    if (text !== '' || !masked) save(text.trim())
    const stroke = strokeAfter[way]
    if (!stroke) return
    focus()
    move(stroke)
  }
  const cancel = () => {
    setEditing(null)
    focus()
  }

  const command = ({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean => {
    if (key === 'Enter' && altKey) accept()
    else if (key === 'F8') jump(shiftKey)
    else if (key === 'Enter' || key === 'F2') edit('over')
    else if (key === 'Delete' && (ctrlKey || metaKey)) leaveOut()
    else if (key === 'Delete' || key === 'Backspace') save('')
    else if (key.toLowerCase() === 'z' && (ctrlKey || metaKey) && !readOnly) cells.takeBack()
    else if (key === 'Escape') setLeaving(true)
    else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, ctrlKey: ctrl, shiftKey: shift, altKey, metaKey } = event
    if (key === 'Tab' && leaving) return
    if (key !== 'Escape' && key !== 'Shift') setLeaving(false)
    if (command(event) || (!altKey && !metaKey && move({ key, ctrl, shift }))) event.preventDefault()
    // the editor must have the focus before the sign arrives, else a pinyin composition loses its first letter
    else if (beginsTyping(event) && target) flushSync(() => setEditing('blank'))
  }
  const onMouseDown = (event: MouseEvent) => {
    const place = placeUnder(event)
    if (!place || isInput(event)) return
    grid.setAt(place)
    setLeaving(false)
  }
  const onDoubleClick = (event: MouseEvent) => {
    if (placeUnder(event)) edit('over')
  }
  const onCopy = (event: ClipboardEvent) => {
    if (isInput(event) || !cell) return
    event.clipboardData.setData('text/plain', cell.text)
    event.preventDefault()
  }
  const onPaste = (event: ClipboardEvent) => {
    if (isInput(event) || !target) return
    event.preventDefault()
    save(
      event.clipboardData
        .getData('text/plain')
        .split(/[\t\r\n]/)[0]!
        .trim(),
    )
  }
  const handlers = { onKeyDown, onMouseDown, onDoubleClick, onCopy, onPaste, onFocus: () => setLeaving(false) }
  return { editing, masked, column, cell, edit, accept, done, cancel, handlers }
}
