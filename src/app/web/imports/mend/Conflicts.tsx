import { Button } from 'antd'
import { useId } from 'react'
import { usePages } from '#base/web/calls.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { List } from '#base/web/kit/ListPage.tsx'
import { decideRow, rows, type RowView } from '#exchange/contract.ts'
import type { Columns } from '../columns/mapping.ts'
import { useImport, useMend } from '../import/held.tsx'
import { words } from '../words.ts'

type Choice = 'keep' | 'take'

function Choices({ row, busy, choose }: { row: RowView; busy: boolean; choose: (choice: Choice) => void }) {
  const name = useId()
  const label = { keep: words.keepHeld, take: words.takeSheet }
  return (
    <fieldset className="conflict-choice">
      <legend className="unseen">{words.rowOf(row.row)}</legend>
      {(['keep', 'take'] as const).map((choice) => (
        <label key={choice}>
          <input
            type="radio"
            name={name}
            checked={row.decision === choice}
            disabled={busy}
            onChange={() => choose(choice)}
          />
          {label[choice]}
        </label>
      ))}
    </fieldset>
  )
}

const Value = ({ text, chosen }: { text: string | null; chosen: boolean }) => (
  <td data-chosen={chosen || undefined}>{text ?? <span className="quiet">{words.nothing}</span>}</td>
)

/** What is held and what the sheet says, side by side. */
function Differences({ row }: { row: RowView }) {
  return (
    <table className="differences">
      <thead>
        <tr>
          <td />
          <th scope="col">{words.held}</th>
          <th scope="col">{words.inSheet}</th>
        </tr>
      </thead>
      <tbody>
        {row.differences.map(({ field, words: named, held, sheet }) => (
          <tr key={field}>
            <th scope="row">{named}</th>
            <Value text={held} chosen={held !== null && row.decision === 'keep'} />
            <Value text={sheet} chosen={held === null || row.decision === 'take'} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface Props {
  columns: Columns
  /** rows that only fill what is blank need no choice */
  filter: 'conflicts' | 'changed'
  readOnly: boolean
}

/** Rows about people or bodies that are held already, with what differs; a choice where it contradicts. */
export function Conflicts({ columns, filter, readOnly }: Props) {
  const { batch } = useImport()
  const { mend, busy, error } = useMend()
  const { rows: differing, query } = usePages(rows, { batch: batch.id, filter, limit: 50 })
  const choosing = filter === 'conflicts' && !readOnly
  const lead = columns.kind?.columns[0]?.field
  const decide = (seq: number | null, choice: Choice) => void mend(decideRow, { batch: batch.id, seq, choice })
  const { undecided } = batch.counts
  return (
    <div className="bare-list">
      <div className="section-body">
        <p className="quiet">{filter === 'conflicts' ? words.conflictsHint : words.changedHint}</p>
        <ErrorNote error={error} />
        {choosing && undecided > 0 && (
          <div className="row conflict-all">
            <span className="grow">{words.undecided(undecided)}</span>
            <Button loading={busy} onClick={() => decide(null, 'keep')}>
              {words.keepAll}
            </Button>
            <Button loading={busy} onClick={() => decide(null, 'take')}>
              {words.takeAll}
            </Button>
          </div>
        )}
      </div>
      <List
        query={query}
        shown={differing.length}
        printable={false}
        empty={<Empty title={words.noRows.conflicts} hint={words.noRowsHint} />}
      >
        <ul>
          {differing.map((row) => (
            <li key={row.seq} className="conflict">
              <div className="conflict-who">
                <strong>{row.cells.find(({ field }) => field === lead)?.text}</strong>{' '}
                <span className="quiet">{words.rowOf(row.row)}</span>
                {choosing && <Choices row={row} busy={busy} choose={(choice) => decide(row.seq, choice)} />}
              </div>
              <div className="table-box">
                <Differences row={row} />
              </div>
            </li>
          ))}
        </ul>
      </List>
    </div>
  )
}
