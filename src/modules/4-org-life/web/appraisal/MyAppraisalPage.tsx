import { Button, Input } from 'antd'
import { useState } from 'react'
import { useAct, useCall } from '#base/web/calls.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Field } from '#base/web/kit/Field.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { myAppraisals, writeOpinions, writeSelf, type MyAppraisal } from '#org-life/appraisal/contract.ts'
import { words } from '#org-life/web/appraisal/words.ts'
import { words as life } from '#org-life/web/words.ts'
import '#org-life/web/org-life.css'

const selfNote = (self: MyAppraisal['self']) => (self === null ? words.selfHint : self.how === 'paper' ? words.selfPaper : words.saved(self.on))

/** On others: only what was written is sent. */
function Opinions({ one }: { one: MyAppraisal }) {
  const [said, setSaid] = useState(() => new Map(one.others.map(({ person, said: text }) => [person.id, text])))
  const act = useAct(writeOpinions)
  const opinions = [...said].flatMap(([about, text]) => (text.trim() === '' ? [] : [{ about, text: text.trim() }]))
  if (one.handedOn) return <Section title={words.opinions}><p>{words.handed(one.handedOn)}</p></Section>
  return (
    <Section title={words.opinions} note={words.ways[one.way]}>
      <p className="quiet">{words.opinionsHint[one.way]}</p>
      <div className="form">
        {one.others.map(({ person }) => (
          <Field key={person.id} label={person.name} optional>
            {(control) => (
              <Input.TextArea
                {...control} autoSize={{ minRows: 1, maxRows: 6 }} maxLength={2000} value={said.get(person.id) ?? ''}
                onChange={(event) => setSaid(new Map(said).set(person.id, event.target.value))}
              />
            )}
          </Field>
        ))}
        <ErrorNote error={act.error} />
        <div className="form-foot">
          <Button type="primary" disabled={opinions.length === 0} loading={act.isPending} onClick={() => act.mutate({ id: one.id, opinions })}>{words.saveOpinions[one.way]}</Button>
        </div>
      </div>
    </Section>
  )
}

function Written({ one }: { one: MyAppraisal }) {
  return (
    <>
      <Section title={words.self} note={selfNote(one.self)}>
        <ActForm
          key={one.self?.on} endpoint={writeSelf} submit={words.saveSelf} fixed={{ id: one.id }} initial={{ text: one.self?.text ?? '' }} onDone={() => undefined}
          fields={[{ name: 'text', label: words.self, kind: 'text', maxLength: 4000 }]}
        />
      </Section>
      <Opinions key={one.id} one={one} />
    </>
  )
}

function Result({ one }: { one: MyAppraisal }) {
  return (
    <Section title={`${one.organisation}　${words.year(one.year)}`}>
      {one.gradeWords && <p>{words.result}：<strong>{one.gradeWords}</strong>　{one.remark}</p>}
      {one.correctionWords && <p>{one.correctionWords}</p>}
      {one.self && <><h3>{words.self}</h3><p className="matter-record">{one.self.text}</p></>}
      {one.opinions.length > 0 && <><h3>{words.said}</h3><ul>{one.opinions.map(({ id, text }) => <li key={id}>{text}</li>)}</ul></>}
    </Section>
  )
}

/** One's own appraisals: write while it runs, read the result when it stands. */
export function MyAppraisalPage() {
  const found = useCall(myAppraisals, {})
  return (
    <Page title={words.mine} subtitle={words.mineHint} narrow trail={[{ title: life.mine, to: '/me/meetings' }]}>
      <Waiting query={found}>
        {({ appraisals }) => (
          <>
            {appraisals.length === 0 && <Section flush><Empty title={words.nothing} hint={words.nothingHint} /></Section>}
            {appraisals.map((one) => (
              <div key={one.id}>
                <p className="row"><strong>{one.organisation}　{words.year(one.year)}</strong><Tag>{one.stateWords}</Tag>{one.order && <Why about={words.mine} reason={one.order.why} />}</p>
                {one.writable ? <Written one={one} /> : <Result one={one} />}
              </div>
            ))}
          </>
        )}
      </Waiting>
    </Page>
  )
}
