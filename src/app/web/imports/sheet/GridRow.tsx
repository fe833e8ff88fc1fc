import { memo, type CSSProperties, type ReactNode } from 'react'
import { Tag } from '#base/web/kit/Tag.tsx'
import type { RowView } from '#exchange/contract.ts'
import { words } from '../words.ts'
import { cellAt, type GridColumn } from './grid-columns.ts'

const tones = { new: 'good', same: 'plain', change: 'plain', conflict: 'warn', fault: 'warn', skip: 'plain' } as const

export const VerdictTag = ({ row }: { row: RowView }) => (
  <Tag kind={tones[row.verdict]}>{words.verdicts[row.verdict]}</Tag>
)

interface Props {
  id: string
  index: number
  row: RowView | undefined
  columns: readonly GridColumn[]
  /** the active column, if the active cell is in this row */
  active: number | null
  editor: ReactNode
  saving: ReadonlyMap<string, string>
  style?: CSSProperties
}

interface CellProps extends Pick<Props, 'row' | 'saving' | 'editor'> {
  id: string
  column: GridColumn
  at: number
  active: boolean
}

function GridCell({ id, row, column, at, active, editor, saving }: CellProps) {
  const cell = cellAt(row, column)
  const pending = row && saving.get(`${row.seq}/${column.field}`)
  const fault = row?.verdict === 'skip' || pending !== undefined ? null : cell?.fault
  return (
    <span
      id={id}
      role="gridcell"
      aria-colindex={at + 3}
      className="grid-cell"
      data-column={at}
      data-active={active || undefined}
      aria-selected={active}
      data-fault={fault ? '' : undefined}
      aria-invalid={fault ? true : undefined}
      data-pending={pending === undefined ? undefined : ''}
    >
      {editor ?? (
        <span className="grid-text">
          {pending ?? cell?.text}
          {fault && (
            <span className="unseen">
              {fault.sentence}
              {fault.proposal && ` ${words.proposal} ${fault.proposal}`}
            </span>
          )}
        </span>
      )}
    </span>
  )
}

/** One row of the sheet: its number as in the spreadsheet, what becomes of it, its cells. */
export const GridRow = memo(function GridRow({ id, index, row, columns, active, editor, saving, style }: Props) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className="grid-row"
      data-row={index}
      data-verdict={row?.verdict}
      style={style}
    >
      <span role="rowheader" aria-colindex={1} className="grid-no">
        {row?.row ?? ''}
      </span>
      <span role="gridcell" aria-colindex={2} className="grid-verdict">
        {row ? <VerdictTag row={row} /> : <span className="quiet">{words.loadingRow}</span>}
      </span>
      {columns.map((column, at) => (
        <GridCell
          key={column.field}
          id={`${id}-${at}`}
          row={row}
          column={column}
          at={at}
          active={active === at}
          editor={active === at ? editor : null}
          saving={saving}
        />
      ))}
    </div>
  )
})
