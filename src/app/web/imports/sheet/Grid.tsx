import { useId, type CSSProperties, type ReactNode } from 'react'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { usePrinting } from '#base/web/kit/use-printing.ts'
import { words } from '../words.ts'
import { CellBar } from './CellBar.tsx'
import { CellEditor } from './CellEditor.tsx'
import type { GridColumn } from './grid-columns.ts'
import { GridHead } from './GridHead.tsx'
import { GridRow } from './GridRow.tsx'
import { HoverCard, useHovered } from './HoverCard.tsx'
import type { Cells } from './use-cells.ts'
import { useEditing } from './use-editing.ts'
import type { GridState } from './use-grid.ts'
import type { Rows } from './use-rows.ts'

interface Props {
  columns: readonly GridColumn[]
  rows: Rows
  cells: Cells
  grid: GridState
  readOnly: boolean
  /** several sheets: the row's sheet is named too */
  sheets: boolean
  jump: (back: boolean) => void
  onPlaces: () => void
}

/** On paper, as many rows as fit a few pages. */
const printed = 500

function GridRows({
  id,
  columns,
  rows,
  cells,
  grid,
  editor,
}: Omit<Props, 'readOnly' | 'sheets' | 'jump' | 'onPlaces'> & { id: string; editor: ReactNode }) {
  const { at, virtual, items, count, size } = grid
  const printing = usePrinting()
  const view = (index: number, start?: number) => (
    <GridRow
      key={index}
      id={`${id}-${index}`}
      index={index}
      row={rows.pages.rows[index]}
      columns={columns}
      saving={cells.saving}
      active={index === at.row ? at.column : null}
      editor={index === at.row ? editor : null}
      style={start === undefined ? undefined : { transform: `translateY(${start}px)`, height: size }}
    />
  )
  return (
    <div className="grid-space" role="rowgroup" style={{ height: printing ? undefined : virtual.getTotalSize() }}>
      {printing
        ? Array.from({ length: Math.min(count, printed) }, (_, index) => view(index))
        : items.map((item) => view(item.index, item.start))}
    </div>
  )
}

/** The sheet: virtual rows under frozen headers, the keys of a spreadsheet, faults in yellow, mended in place. */
export function Grid(props: Props) {
  const { columns, rows, cells, grid, readOnly, sheets, onPlaces } = props
  const { editing, masked, column, cell, edit, accept, done, cancel, handlers } = useEditing(props)
  const { hovered, onMouseOver, leave } = useHovered()
  const id = useId()
  const { at, row, box, count, focus } = grid
  const error = cells.error ?? rows.error
  const editor = editing && column && (
    <CellEditor
      column={column}
      label={words.editOf(column.words, row?.row ?? 0)}
      text={editing === 'blank' || masked ? '' : (cell?.text ?? '')}
      placeholder={masked ? words.maskedCell : undefined}
      onDone={done}
      onAccept={accept}
      onCancel={cancel}
    />
  )
  const widths = `4.2rem 4.6rem ${columns.map(({ width }) => `${width}em`).join(' ')}`
  return (
    <div className="sheet-view">
      <CellBar
        row={row}
        column={column}
        cells={cells}
        readOnly={readOnly}
        sheets={sheets}
        onEdit={() => edit('over')}
        onAccept={accept}
        onPlaces={onPlaces}
        onDone={focus}
      />
      {!!error && (
        <div className="section-body">
          <ErrorNote error={error} retry={rows.error ? rows.retry : undefined} />
        </div>
      )}
      <div
        ref={box}
        className="grid"
        role="grid"
        aria-label={words.grid}
        aria-rowcount={rows.pages.next === null ? count + 1 : -1}
        aria-colcount={columns.length + 2}
        aria-readonly={readOnly}
        tabIndex={0}
        aria-describedby={`${id}-help`}
        aria-activedescendant={editing || !column ? undefined : `${id}-${at.row}-${at.column}`}
        style={{ '--grid-widths': widths } as CSSProperties}
        {...handlers}
        onMouseOver={onMouseOver}
        onMouseLeave={leave}
        onScroll={leave}
      >
        <GridHead columns={columns} />
        <GridRows id={id} columns={columns} rows={rows} cells={cells} grid={grid} editor={editor} />
      </div>
      <p id={`${id}-help`} className="unseen">
        {words.gridHelp}
      </p>
      {hovered && !editing && <HoverCard hovered={hovered} row={rows.pages.rows[hovered.row]} columns={columns} />}
    </div>
  )
}
