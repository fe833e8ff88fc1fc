import { Button, Input } from 'antd'
import { useState } from 'react'
import { usePages } from '#base/web/calls.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Field } from '#base/web/kit/Field.tsx'
import { List } from '#base/web/kit/ListPage.tsx'
import { fix, rows, skip, type RowView } from '#exchange/contract.ts'
import type { Columns } from '../columns/mapping.ts'
import { useImport, useMend } from '../import/held.tsx'
import { words } from '../words.ts'

type Cell = RowView['cells'][number]
type FieldFacts = NonNullable<Columns['kind']>['columns'][number]

function FaultyCell({ row, cell, column }: { row: RowView; cell: Cell; column: FieldFacts | undefined }) {
  const { batch } = useImport()
  const { mend, busy, error } = useMend()
  const [text, setText] = useState(cell.text)
  const write = (typed: string) => void mend(fix, { batch: batch.id, seq: row.seq, field: cell.field, text: typed })
  return (
    <>
      <Field label={column?.words ?? cell.field} error={cell.fault!.sentence} help={column?.help}>
        {(control) => (
          <div className="fault-fix">
            <Input
              {...control}
              aria-required={undefined}
              value={text}
              maxLength={2000}
              autoComplete="off"
              list={column?.choices ? `${control.id}-list` : undefined}
              onChange={(event) => setText(event.target.value)}
              onPressEnter={() => write(text.trim())}
            />
            {column?.choices && (
              <datalist id={`${control.id}-list`}>
                {column.choices.map((choice) => (
                  <option key={choice} value={choice} />
                ))}
              </datalist>
            )}
            <Button loading={busy} disabled={text.trim() === cell.text} onClick={() => write(text.trim())}>
              {words.mendGo}
            </Button>
          </div>
        )}
      </Field>
      {cell.fault!.proposal !== null && (
        <Button loading={busy} onClick={() => write(cell.fault!.proposal!)}>
          {words.accept}“{cell.fault!.proposal}”
        </Button>
      )}
      <ErrorNote error={error} />
    </>
  )
}

/** One faulty row: who it is about, what is wrong, and the mending beside it. */
function FaultCard({ row, columns }: { row: RowView; columns: Columns }) {
  const { batch } = useImport()
  const { mend, busy } = useMend()
  const fields = columns.kind?.columns ?? []
  const name = row.cells.find(({ field, fault }) => field === fields[0]?.field && !fault)?.text
  const sheets = batch.sheets.filter(({ chosen }) => chosen).length > 1
  return (
    <li className="fault-card">
      <div className="row">
        <strong className="grow">{name || words.emptyCell}</strong>
        <span className="quiet">{sheets ? words.rowOfSheet(row.sheet, row.row) : words.rowOf(row.row)}</span>
      </div>
      {row.cells
        .filter(({ fault }) => fault)
        .map((cell) => (
          <FaultyCell
            key={`${cell.field} ${cell.text} ${cell.fault!.code}`}
            row={row}
            cell={cell}
            column={fields.find(({ field }) => field === cell.field)}
          />
        ))}
      <div>
        <Button
          type="text"
          loading={busy}
          onClick={() => void mend(skip, { batch: batch.id, seq: row.seq, skip: true })}
        >
          {words.skipRow}
        </Button>
      </div>
    </li>
  )
}

/** The faults on a phone: one card for each row, mended one after the other. */
export function FaultCards({ columns }: { columns: Columns }) {
  const { batch } = useImport()
  const { rows: faulty, query } = usePages(rows, { batch: batch.id, filter: 'faults', limit: 20 })
  return (
    <div className="bare-list">
      <List
        query={query}
        shown={faulty.length}
        printable={false}
        empty={<Empty title={words.noneLeft} hint={words.noRowsHint} />}
      >
        <ul>
          {faulty.map((row) => (
            <FaultCard key={row.seq} row={row} columns={columns} />
          ))}
        </ul>
      </List>
    </div>
  )
}
