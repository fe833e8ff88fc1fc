import { useId, useState, type ClipboardEvent, type CSSProperties, type KeyboardEvent, type MouseEvent } from 'react'
import { flushSync } from 'react-dom'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { usePrinting } from '#base/web/kit/use-printing.ts'
import { words } from '../words.ts'
import { CellBar } from './CellBar.tsx'
import { CellEditor, type Leaving } from './CellEditor.tsx'
import { cellAt, type GridColumn } from './grid-columns.ts'
import { GridRow } from './GridRow.tsx'
import { HoverCard, useHovered } from './HoverCard.tsx'
import { rowAt } from './page-cache.ts'
import type { Cells } from './use-cells.ts'
import type { useGrid } from './use-grid.ts'
import type { Rows } from './use-rows.ts'

interface Props {
  columns: readonly GridColumn[]
  rows: Rows
  cells: Cells
  grid: ReturnType<typeof useGrid>
  readOnly: boolean
  sheets: boolean
  jump: (back: boolean) => void
  onPlaces: () => void
}

const strokeAfter: Record<Leaving, { key: string; shift?: boolean } | null> = {
  stay: null, down: { key: 'ArrowDown' }, up: { key: 'ArrowUp' }, right: { key: 'Tab' }, left: { key: 'Tab', shift: true },
}

/** Signs that begin typing: one character, or a pinyin composition about to start. */
const beginsTyping = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
  !ctrlKey && !metaKey && !altKey && (key.length === 1 || key === 'Process')

/** The sheet: virtual rows under frozen headers, the keys of a spreadsheet, faults in yellow, mended in place. */
export function Grid({ columns, rows, cells, grid, readOnly, sheets, jump, onPlaces }: Props) {
  const { box, at, goTo, setAt, move, virtual, items, count } = grid
  const [editing, setEditing] = useState<'over' | 'blank' | null>(null)
  const [leaving, setLeaving] = useState(false)
  const { hovered, onMouseOver, leave } = useHovered()
  const printing = usePrinting()
  const id = useId()
  const row = rowAt(rows.pages, at.row)
  const column = columns[at.column]
  const cell = column && cellAt(row, column)
  const fixed = readOnly || !row || row.verdict === 'skip'

  const edit = (way: 'over' | 'blank') => {
    if (!fixed) setEditing(way)
  }
  const focus = () => box.current?.focus({ preventScroll: true })
  const accept = () => {
    setEditing(null)
    if (!fixed && column && cell?.fault?.proposal) void cells.save(row, column.field, cell.fault.proposal)
    focus()
  }
  const done = (text: string, way: Leaving) => {
    setEditing(null)
    if (row && column && !(text === '' && isHidden)) void cells.save(row, column.field, text.trim())
    if (way !== 'stay') focus()
    const stroke = strokeAfter[way]
    if (stroke) move(stroke)
  }
  const command = (event: KeyboardEvent): boolean => {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event
    if (key === 'Enter' && altKey) accept()
    else if (key === 'F8') jump(shiftKey)
    else if (key === 'Enter' || key === 'F2') edit('over')
    else if ((key === 'Delete' || key === 'Backspace') && !fixed && column) void cells.save(row, column.field, '')
    else if (key.toLowerCase() === 'z' && (ctrlKey || metaKey) && !readOnly) cells.takeBack()
    else if (key === 'Escape') setLeaving(true)
    else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab' && leaving) return
    const taken = command(event) || (!event.altKey && !event.metaKey && move({ key: event.key, ctrl: event.ctrlKey, shift: event.shiftKey }))
    if (event.key !== 'Escape') setLeaving(false)
    if (taken) event.preventDefault()
    // the editor must have the focus before the sign arrives in it, else a pinyin composition would lose its first letter
    else if (beginsTyping(event) && !fixed) flushSync(() => setEditing('blank'))
  }
  const placeOf = (event: MouseEvent) => {
    const target = (event.target as Element).closest<HTMLElement>('[data-column]')
    const line = target?.closest<HTMLElement>('[data-row]')
    return target && line ? { row: Number(line.dataset['row']), column: Number(target.dataset['column']) } : null
  }
  const onMouseDown = (event: MouseEvent) => {
    const place = placeOf(event)
    if (!place || (event.target as Element).tagName === 'INPUT') return
    setAt(place)
    setLeaving(false)
  }
  const onCopy = (event: ClipboardEvent) => {
    if ((event.target as Element).tagName === 'INPUT' || !cell) return
    event.clipboardData.setData('text/plain', cell.text)
    event.preventDefault()
  }
  const onPaste = (event: ClipboardEvent) => {
    if ((event.target as Element).tagName === 'INPUT' || fixed || !column) return
    event.preventDefault()
    void cells.save(row, column.field, event.clipboardData.getData('text/plain').split(/[\t\r\n]/)[0]!.trim())
  }

  const isHidden = column?.sensitive === true && !cell?.fault && cell?.text.includes('*') === true
  const editor = editing && column && (
    <CellEditor
      column={column} label={words.editOf(column.words, row?.row ?? 0)} text={editing === 'blank' || isHidden ? '' : cell?.text ?? ''}
      placeholder={isHidden ? words.maskedCell : undefined} onDone={done} onAccept={accept} onCancel={() => { setEditing(null); focus() }}
    />
  )
  const view = (index: number, start?: number) => (
    <GridRow
      key={index} id={`${id}-${index}`} index={index} row={rowAt(rows.pages, index)} columns={columns} saving={cells.saving}
      active={index === at.row ? at.column : null} editor={index === at.row ? editor : null}
      style={start === undefined ? undefined : { transform: `translateY(${start}px)`, height: virtual.options.estimateSize(index) }}
    />
  )
  const widths = `4.2rem 4.6rem ${columns.map(({ width }) => `${width}em`).join(' ')}`
  return (
    <>
      <CellBar
        row={row} column={column} cells={cells} readOnly={readOnly} sheets={sheets} onEdit={() => edit('over')} onAccept={accept} onPlaces={onPlaces}
      />
      {!!(cells.error ?? rows.error) && (
        <div className="section-body"><ErrorNote error={cells.error ?? rows.error} retry={rows.error ? rows.retry : undefined} /></div>
      )}
      <div
        ref={box} className="grid" role="grid" aria-label={words.grid} aria-rowcount={rows.pages.next === null ? count + 1 : -1}
        aria-colcount={columns.length + 2} aria-readonly={readOnly} tabIndex={0} aria-activedescendant={editing ? undefined : `${id}-${at.row}-${at.column}`}
        aria-describedby={`${id}-help`} style={{ '--grid-widths': widths } as CSSProperties}
        onKeyDown={onKeyDown} onMouseDown={onMouseDown} onDoubleClick={(event) => { if (placeOf(event)) edit('over') }}
        onMouseOver={onMouseOver} onMouseLeave={leave} onScroll={leave} onCopy={onCopy} onPaste={onPaste} onFocus={() => setLeaving(false)}
      >
        <div className="grid-head" role="row" aria-rowindex={1}>
          <span role="columnheader" aria-colindex={1} className="grid-no">{words.rowNo}</span>
          <span role="columnheader" aria-colindex={2} className="grid-verdict">{words.verdict}</span>
          {columns.map(({ field, words: named, letter }, index) => (
            <span key={field} role="columnheader" aria-colindex={index + 3} className="grid-cell">
              {letter && <span className="grid-letter" aria-hidden>{letter}</span>}{named}
            </span>
          ))}
        </div>
        <div className="grid-space" role="rowgroup" style={{ height: printing ? undefined : virtual.getTotalSize() }}>
          {printing ? Array.from({ length: Math.min(count, 500) }, (_, index) => view(index)) : items.map((item) => view(item.index, item.start))}
        </div>
      </div>
      <p id={`${id}-help`} className="unseen">{words.gridHelp}</p>
      {hovered && !editing && <HoverCard hovered={hovered} row={rowAt(rows.pages, hovered.row)} columns={columns} />}
    </>
  )
}
