import { Button } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#base/contract.ts'
import { useCall } from '#base/web/calls.ts'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { faults, fixAll } from '#exchange/contract.ts'
import { useImport, useMend } from '../import/held.tsx'
import { words } from '../words.ts'

type Total = OutputOf<typeof faults>['faults'][number]
type Way = 'accept' | 'clear' | 'skip'

function TotalLine({ total, busy, run }: { total: Total; busy: boolean; run: (way: Way) => void }) {
  const about = (
    <span className="unseen">
      ：{total.words} {total.sentence}
    </span>
  )
  return (
    <li className="bulk">
      <div>
        <strong>{total.words}</strong> <span className="quiet">{words.bulkRows(total.rows)}</span>
      </div>
      <div>{total.sentence}</div>
      <div className="row">
        {total.proposals > 0 && (
          <Button disabled={busy} onClick={() => run('accept')}>
            {words.bulkAccept(total.proposals)}
            {about}
          </Button>
        )}
        {total.code !== 'missing' && (
          <Button disabled={busy} onClick={() => run('clear')}>
            {words.bulkClear}
            {about}
          </Button>
        )}
        <Button disabled={busy} onClick={() => run('skip')}>
          {words.bulkSkip}
          {about}
        </Button>
      </div>
    </li>
  )
}

function Totals() {
  const { batch } = useImport()
  const { mend, busy, error } = useMend()
  const [changed, setChanged] = useState<number | null>(null)
  const found = useCall(faults, { batch: batch.id })
  const run = async ({ field, code }: Total, way: Way) => {
    const answer = await mend(fixAll, { batch: batch.id, do: way, field, code })
    if (answer) setChanged(answer.changed)
  }
  return (
    <>
      <p className="quiet">{words.bulkHint}</p>
      <ErrorNote error={error} />
      {changed !== null && <Note kind="good">{words.bulkDone(changed)}</Note>}
      <Waiting query={found}>
        {({ faults: totals }) =>
          totals.length === 0 ? (
            <p>{words.noneLeft}</p>
          ) : (
            <ul>
              {totals.map((total) => (
                <TotalLine
                  key={`${total.field}:${total.code}`}
                  total={total}
                  busy={busy}
                  run={(way) => void run(total, way)}
                />
              ))}
            </ul>
          )
        }
      </Waiting>
    </>
  )
}

/** The faults by column and kind, each mended in one go. */
export function BulkDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <FormDialog open={open} title={words.bulkTitle} wide onClose={onClose}>
      <Totals />
    </FormDialog>
  )
}
