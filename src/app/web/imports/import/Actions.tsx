import { Button } from 'antd'
import { useState } from 'react'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { cancel, recheck } from '#exchange/contract.ts'
import { words } from '../words.ts'
import { useImport, useMend } from './held.tsx'

/** What can be done with an import that waits for a person. */
export function Actions() {
  const { batch } = useImport()
  const { mend, busy } = useMend()
  const [asking, setAsking] = useState(false)
  const stop = async () => {
    if (!(await mend(cancel, { batch: batch.id }))) setAsking(false)
  }
  return (
    <>
      {batch.state === 'ready' && (
        <Button loading={busy} title={words.recheckHint} onClick={() => void mend(recheck, { batch: batch.id })}>
          {words.recheck}
        </Button>
      )}
      <Button onClick={() => setAsking(true)}>{words.cancel}</Button>
      <Confirm
        open={asking}
        title={words.cancelTitle}
        verb={words.cancelVerb}
        danger
        onConfirm={stop}
        onClose={() => setAsking(false)}
      >
        <p>{words.cancelHint}</p>
      </Confirm>
    </>
  )
}
