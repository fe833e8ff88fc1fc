import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { linkTo } from '#base/web/call.ts'
import { useAct } from '#base/web/calls.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { commit, leftOut, read } from '#exchange/contract.ts'
import { useImport } from '../import/held.tsx'
import { batchKey } from '../import/use-batch.ts'
import { words } from '../words.ts'
import { outcomeOf } from './outcome.ts'

/** Asks once more, in one sentence, and what shall become of the rows that are still faulty. */
export function CommitDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { batch } = useImport()
  const [leaving, setLeaving] = useState(true)
  const queries = useQueryClient()
  const act = useAct(commit)
  const { fault } = batch.counts
  const go = async () => {
    if (fault > 0 && !leaving) return
    const sent = act.mutateAsync({ batch: batch.id, leaveOut: fault > 0 })
    // the page shows the progress while the answer is awaited
    setTimeout(() => void queries.invalidateQueries({ queryKey: batchKey(batch.id) }), 250)
    try {
      await sent
    } finally {
      await queries.invalidateQueries({ queryKey: [read.name] })
    }
  }
  return (
    <Confirm
      open={open}
      title={words.commitTitle}
      verb={fault > 0 && !leaving ? words.mendFirst : words.commit}
      onConfirm={go}
      onClose={onClose}
    >
      <p>
        <strong>{words.will(outcomeOf(batch.counts, batch.unit))}。</strong>
      </p>
      {fault > 0 && (
        <fieldset className="field commit-faults">
          <legend>{words.faultsLeft(fault)}</legend>
          <label className="check">
            <input type="radio" name="faults" checked={!leaving} onChange={() => setLeaving(false)} />
            {words.mendFirst}
          </label>
          <label className="check">
            <input type="radio" name="faults" checked={leaving} onChange={() => setLeaving(true)} />
            {words.leaveOut(fault)}
          </label>
          {leaving && (
            <a href={linkTo(leftOut, { batch: batch.id })} download>
              {words.leftOut}
            </a>
          )}
        </fieldset>
      )}
      <p className="quiet">{words.commitHint}</p>
    </Confirm>
  )
}
