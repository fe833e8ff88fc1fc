import { Button } from 'antd'
import { Tag } from '#base/web/kit/Tag.tsx'
import type { RowView } from '#exchange/contract.ts'
import { AlikeOffer } from '../mend/AlikeOffer.tsx'
import { words } from '../words.ts'
import { cellAt, type CellView, type GridColumn } from './grid-columns.ts'
import type { Cells } from './use-cells.ts'

interface Props {
  row: RowView | undefined
  column: GridColumn | undefined
  cells: Cells
  readOnly: boolean
  /** several sheets: the row's sheet is named too */
  sheets: boolean
  onEdit: () => void
  onAccept: () => void
  onPlaces: () => void
  /** gives the focus back to the sheet */
  onDone: () => void
}

const aboutPlace = (code: string) => code.startsWith('place-')

/** What the server made of a cell that is in order. */
const remarkOn = (cell: CellView | undefined) =>
  [cell?.note, cell?.value && cell.value !== cell.text && words.readAs(cell.value)].filter(Boolean).join('　')

/** Fault, proposal and what can be done about it. */
function Trouble({ row, column, readOnly, onAccept, onPlaces }: Props) {
  const cell = row && column && cellAt(row, column)
  if (row?.verdict === 'skip') return <span className="quiet">{row.skip}</span>
  if (!cell?.fault) return <span className="quiet">{remarkOn(cell)}</span>
  const { sentence, proposal, code } = cell.fault
  return (
    <>
      <span className="bar-fault">{sentence}</span>
      {proposal && !readOnly && (
        <Button title={words.acceptKeys} onClick={onAccept}>
          {words.accept}“{proposal}”
        </Button>
      )}
      {aboutPlace(code) && !readOnly && <Button onClick={onPlaces}>{words.toPlaces}</Button>}
    </>
  )
}

/** Stands above the sheet like the line of formulas: the active cell in full, and what to do about it. */
export function CellBar(props: Props) {
  const { row, column, cells, readOnly, sheets, onEdit, onDone } = props
  const cell = row && column && cellAt(row, column)
  const skipped = row?.verdict === 'skip'
  return (
    <div className="cell-bar no-print">
      <div className="bar-line">
        <span className="bar-place">
          <strong>
            {column?.letter ?? ''}
            {row?.row ?? ''}
          </strong>{' '}
          {column?.words}
          {row && sheets && <span className="quiet">{`　${row.sheet}`}</span>}
        </span>
        <span className="bar-text">{cell?.text || (row && <span className="quiet">{words.emptyCell}</span>)}</span>
        {row && !readOnly && (
          <span className="row bar-acts">
            {!skipped && <Button onClick={onEdit}>{words.edit}</Button>}
            <Button type="text" title={words.skipKeys} onClick={() => void cells.leaveOut(row, !skipped).then(onDone)}>
              {skipped ? words.unskipRow : words.skipRow}
            </Button>
          </span>
        )}
      </div>
      <div className="bar-line bar-trouble" aria-live="polite">
        {row && row.verdict !== 'fault' && row.verdict !== 'new' && <Tag>{words.verdicts[row.verdict]}</Tag>}
        <Trouble {...props} />
        {!readOnly && (
          <AlikeOffer
            mended={cells.mended}
            fault={skipped ? null : (cell?.fault ?? null)}
            field={column?.field ?? ''}
            forget={cells.forget}
          />
        )}
      </div>
    </div>
  )
}
