import { App, Button } from 'antd'
import { useState } from 'react'
import { useAct } from '#base/web/calls.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { useSeat } from '#access/web/seat.ts'
import { cancel, close, notify, open, permissions, reopen, revise, type MeetingView } from '#org-life/contract.ts'
import { words } from '#org-life/web/words.ts'
import { today } from '#base/web/today.ts'

type Asked = 'notify' | 'open' | 'cancel' | 'revise' | null

/** A meeting planned for a day to come is asked for the day it was really held. */
function OpenButton({ meeting }: { meeting: MeetingView }) {
  const act = useAct(open)
  const [asked, setAsked] = useState(false)
  const now = today()
  const isToCome = meeting.plannedOn > now
  return (
    <>
      <Button type="primary" loading={act.isPending} onClick={() => (isToCome ? setAsked(true) : act.mutate({ id: meeting.id }))}>{words.open}</Button>
      <FormDialog open={asked || act.error !== null} title={words.openTitle} onClose={() => { setAsked(false); act.reset() }}>
        <ErrorNote error={act.error} />
        <ActForm
          endpoint={open} submit={words.open} fixed={{ id: meeting.id }} initial={{ on: now }} fields={[{ name: 'on', label: words.on, kind: 'day' }]}
          onDone={() => setAsked(false)} onCancel={() => { setAsked(false); act.reset() }}
        />
      </FormDialog>
    </>
  )
}

/** The one step that comes next, and the ones beside it. */
export function Steps({ meeting }: { meeting: MeetingView }) {
  const { may: holds } = useSeat()
  const { message } = App.useApp()
  const [asked, setAsked] = useState<Asked>(null)
  const told = useAct(notify)
  const closing = useAct(close)
  const back = useAct(reopen)
  const cancelling = useAct(cancel)
  const revising = useAct(revise)
  const { id } = meeting
  if (!holds(permissions.keep)) return null
  const can = (step: string) => meeting.may.includes(step)
  const end = () => setAsked(null)
  return (
    <>
      {can('open') && <OpenButton meeting={meeting} />}
      {can('notify') && <Button onClick={() => setAsked('notify')}>{words.notify}</Button>}
      {can('close') && <Button type="primary" loading={closing.isPending} onClick={() => closing.mutate({ id })}>{words.close}</Button>}
      {can('reopen') && <Button loading={back.isPending} onClick={() => back.mutate({ id })}>{words.reopen}</Button>}
      {can('cancel') && <Button onClick={() => setAsked('cancel')}>{words.cancel}</Button>}
      {can('revise') && <Button onClick={() => setAsked('revise')}>{words.revise}</Button>}
      <ErrorNote error={closing.error ?? back.error} />
      <Confirm
        open={asked === 'notify'} title={words.notify} verb={words.notify} onClose={end}
        onConfirm={async () => {
          const { told: n, expected } = await told.mutateAsync({ id })
          void message.success(words.notified(n, expected))
        }}
      >
        {words.notifyText(meeting.counted.expected)}
      </Confirm>
      <Confirm
        open={asked === 'cancel'} title={words.cancelTitle} verb={words.cancel} reason={words.reason} danger onClose={end}
        onConfirm={(reason) => cancelling.mutateAsync({ id, reason })}
      />
      <Confirm
        open={asked === 'revise'} title={words.revise} verb={words.revise} reason={words.reason} onClose={end}
        onConfirm={(reason) => revising.mutateAsync({ id, reason })}
      >
        <p>{words.reviseText}</p>
      </Confirm>
    </>
  )
}
