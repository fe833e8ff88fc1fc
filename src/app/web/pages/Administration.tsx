import { Button } from 'antd'
import { useState } from 'react'
import { permissions, practiceFile, removeSample, resetSample, sampleState, startOwn } from '#app/contract.ts'
import { useAct, useCall } from '#base/web/calls.ts'
import { linkTo } from '#base/web/call.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useSession } from '../session.tsx'
import { words } from '../words.ts'
import { ownFields, ownFollows, ownSent } from './own-fields.ts'

/** The sample world: how large it is, back to its first state, away. */
function Sample() {
  const state = useCall(sampleState, {})
  const reset = useAct(resetSample)
  const remove = useAct(removeSample)
  const [asking, setAsking] = useState<'reset' | 'remove' | null>(null)
  const removing = asking === 'remove'
  return (
    <Section title={words.sample}>
      <p>{words.sampleNote}</p>
      <Waiting query={state}>
        {({ present, organisations, people }) => (
          <>
            <p className="quiet">{present ? words.sampleSize(organisations, people) : words.sampleAbsent}</p>
            <p className="row section-foot">
              <Button href={linkTo(practiceFile, {})} download>{words.practice}</Button>
              <Button onClick={() => setAsking('reset')}>{present ? words.sampleReset : words.sampleMake}</Button>
              {present && <Button danger onClick={() => setAsking('remove')}>{words.sampleRemove}</Button>}
            </p>
          </>
        )}
      </Waiting>
      <Confirm
        open={asking !== null} title={removing ? words.sampleRemove : words.sampleReset} verb={words.goOn} danger={removing}
        onClose={() => setAsking(null)} onConfirm={() => (removing ? remove.mutateAsync({}) : reset.mutateAsync({}))}
      >
        <p>{removing ? words.sampleRemoveHint : words.sampleResetHint}</p>
      </Confirm>
    </Section>
  )
}

/** After looking around: one's own organisation, with an administrator of its own. */
function Own() {
  const [made, setMade] = useState<string | null>(null)
  return (
    <Section title={words.ownTitle}>
      {made
        ? <Note kind="good" title={words.ownMade}>{words.ownMadeHint(made)}</Note>
        : (
          <ActForm
            endpoint={startOwn} fields={ownFields} follows={ownFollows} send={ownSent} initial={{ line: 'party' }} draftKey="administration.own"
            submit={words.ownSubmit} intro={<p>{words.ownHint}</p>} onDone={(_, values) => setMade(String(values['login']))}
          />
        )}
    </Section>
  )
}

/** The installation: nothing here shows anybody's data. */
export function Administration() {
  const { may } = useSession()
  return (
    <Page narrow title={words.administration} subtitle={words.administrationHint}>
      {may(permissions.samples) && <Sample />}
      {may(permissions.realms) && <Own />}
    </Page>
  )
}
