import { useState } from 'react'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { ProgressBar } from '#base/web/kit/ProgressBar.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { cancel } from '#exchange/contract.ts'
import { words } from '../words.ts'
import { useImport, useMend } from './held.tsx'

/** The server is at work: how far, and how to stop it. */
export function Working() {
  const { batch } = useImport()
  const { mend } = useMend()
  const [asking, setAsking] = useState(false)
  const committing = batch.state === 'committing'
  const { rows = 0, total = null } = batch.progress ?? {}
  return (
    <Section>
      <ProgressBar
        words={batch.progress ? batch.stateWords : words.queued}
        done={rows}
        total={total ?? undefined}
        onStop={() => setAsking(true)}
      />
      <p className="quiet working-hint">{words.waitHint}</p>
      <Confirm
        open={asking}
        title={committing ? words.stop : words.cancelTitle}
        verb={committing ? words.stop : words.cancelVerb}
        danger
        onConfirm={() => mend(cancel, { batch: batch.id })}
        onClose={() => setAsking(false)}
      >
        <p>{committing ? words.stopCommit : words.cancelHint}</p>
      </Confirm>
    </Section>
  )
}
