import { Button } from 'antd'
import { useState } from 'react'
import { permissions as guards, view } from '#app/administration/contract.ts'
import { permissions as notices } from '#notices/hooks/contract.ts'
import { permissions, practiceFile, removeSample, resetSample, sampleState, startOwn } from '#app/contract.ts'
import { useAct, useCall } from '#base/web/calls.ts'
import { linkTo } from '#base/web/call.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { OutwardSection } from '../notices/OutwardSection.tsx'
import { useSession } from '../session.tsx'
import { words } from '../words.ts'
import { ownFields, ownFollows, ownSent } from '../pages/own-fields.ts'
import { Administrators } from './Administrators.tsx'
import { Closures } from './Closures.tsx'
import { Emergencies } from './Emergencies.tsx'
import { Guards } from './Guards.tsx'
import { Installation } from './Installation.tsx'
import { Proposals } from './Proposals.tsx'
import { words as guardWords } from './words.ts'

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
        {({ present, removable, organisations, people }) => (
          <>
            <p className="quiet">{present ? words.sampleSize(organisations, people) : words.sampleAbsent}</p>
            <p className="row section-foot">
              <Button href={linkTo(practiceFile, {})} download>{words.practice}</Button>
              <Button onClick={() => setAsking('reset')}>{present ? words.sampleReset : words.sampleMake}</Button>
              {present && removable && <Button danger onClick={() => setAsking('remove')}>{words.sampleRemove}</Button>}
            </p>
            {present && !removable && <p className="quiet">{guardWords.sampleKept}</p>}
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

/** Who guards the installation; nothing for one who only runs the sample world. */
function Guarding() {
  const state = useCall(view, {}, { every: 60_000 })
  const { may } = useSession()
  return (
    <Waiting query={state}>
      {({ administration }) => administration && (
        <>
          {administration.open.length > 0 && <Proposals view={administration} />}
          <Guards view={administration} />
          <Administrators view={administration} />
          {administration.open.length === 0 && <Proposals view={administration} />}
          <Emergencies view={administration} />
          {may(guards.closures) && <Closures />}
        </>
      )}
    </Waiting>
  )
}

/** The installation: nothing here shows anybody's data. */
export function Administration() {
  const { may } = useSession()
  return (
    <Page narrow title={words.administration} subtitle={words.administrationHint}>
      <Guarding />
      {may(guards.state) && <Installation />}
      {may(notices.operate) && <OutwardSection />}
      {may(permissions.samples) && <Sample />}
      {may(permissions.realms) && <Own />}
    </Page>
  )
}
