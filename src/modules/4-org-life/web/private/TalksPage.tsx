import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#base/contract.ts'
import { useAct, useCall } from '#base/web/calls.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { DayField } from '#base/web/kit/DayField.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Field } from '#base/web/kit/Field.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { useFilters } from '#base/web/route.ts'
import { absences, endExcuse, excuseOne, recordTalks, talks, type TalkView } from '#org-life/contract/private.ts'
import { excuseCauses, occasions } from '#org-life/kinds.ts'
import { NotOwn, useOwnYear, YearNav } from '#org-life/web/private/YearNav.tsx'
import { words } from '#org-life/web/private/words.ts'
import { words as life } from '#org-life/web/words.ts'
import { causeWords, occasionWords } from '#org-life/words/private.ts'
import { today } from '#base/web/today.ts'
import '#org-life/web/org-life.css'

type Talks = OutputOf<typeof talks>

const columns: Column<TalkView>[] = [
  { key: 'partner', title: words.partner, lead: true, render: ({ partner }) => partner.name },
  { key: 'who', title: words.who, render: ({ talker }) => talker.name },
  { key: 'on', title: words.day, nowrap: true, render: ({ on }) => on },
  { key: 'occasion', title: words.occasion, render: ({ occasionWords: told }) => told },
]

/** Whom one has talked with is ticked, all of them kept at once; a note only of one. */
function RecordForm({ organisation, found }: { organisation: string; found: Talks }) {
  // another page may ask for a talk: whom with, and why
  const [asked] = useFilters()
  const [chosen, setChosen] = useState<Set<string>>(new Set(found.members.some(({ id }) => id === asked['partner']) ? [asked['partner']!] : []))
  const [talker, setTalker] = useState(found.usual?.id ?? found.members[0]?.id ?? '')
  const [on, setOn] = useState(today())
  const [occasion, setOccasion] = useState(occasions.find((one) => one === asked['occasion']) ?? 'yearly')
  const [note, setNote] = useState('')
  const act = useAct(recordTalks)
  const toggle = (id: string, is: boolean) => {
    const next = new Set(chosen)
    if (is) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  const send = () => act.mutate({ organisation, talker, partners: [...chosen], on, occasion, note: chosen.size === 1 ? note : '' }, {
    onSuccess: () => { setChosen(new Set()); setNote('') },
  })
  const isOpen = ({ talk }: Talks['members'][number]) => talk === 'open'
  const others = found.members.filter(({ id }) => id !== talker).toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a)))
  return (
    <div className="form">
      <fieldset className="field">
        <legend>{words.partners}</legend>
        <div className="choice talk-members">
          {others.map(({ id, name, talk }) => (
            <label key={id}>
              <input type="checkbox" checked={chosen.has(id)} onChange={(event) => toggle(id, event.target.checked)} />
              {name}{words.talkState[talk] && <span className="quiet">{words.talkState[talk]}</span>}
            </label>
          ))}
        </div>
      </fieldset>
      <Field label={words.talker}>
        {(control) => <Select {...control} value={talker} options={found.members.map(({ id, name }) => ({ value: id, label: name }))} onChange={setTalker} showSearch={{ optionFilterProp: 'label' }} />}
      </Field>
      <Field label={words.on}>{(control) => <DayField control={control} value={on} onChange={setOn} />}</Field>
      <Field label={words.occasion}>
        {(control) => <Select {...control} value={occasion} options={occasions.map((value) => ({ value, label: occasionWords[value] }))} onChange={setOccasion} />}
      </Field>
      <Field label={words.note} optional help={chosen.size > 1 ? words.noteOfOne : words.noteHelp}>
        {(control) => <Input.TextArea {...control} rows={2} maxLength={4000} disabled={chosen.size > 1} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      <ErrorNote error={act.error} />
      <div className="form-foot"><Button type="primary" disabled={chosen.size === 0} loading={act.isPending} onClick={send}>{words.record(chosen.size)}</Button></div>
    </div>
  )
}

/** With whom the year's talk is still to be held. */
function Open({ members }: { members: Talks['members'] }) {
  const open = members.filter(({ talk }) => talk === 'open')
  if (open.length === 0) return null
  return (
    <ul className="talks-open">
      {open.map(({ id, name, withWhom }) => <li key={id}><strong>{name}</strong>{withWhom && <span className="quiet">{withWhom}</span>}</li>)}
    </ul>
  )
}

/** Who has been away without leave, told in private; and who is on long leave. */
function Absences({ organisation, members }: { organisation: string; members: Talks['members'] }) {
  const found = useCall(absences, { organisation })
  const [adding, setAdding] = useState(false)
  const ending = useAct(endExcuse)
  return (
    <Waiting query={found}>
      {(data) => (
        <>
          <Section title={words.absences} note={words.absencesNote}>
            {data.absences.length === 0 && <p className="quiet">{words.noAbsences}</p>}
            <ul>
              {data.absences.map(({ person, sentence, stage, why }) => (
                <li key={person.id} className="signature">
                  <strong>{person.name}</strong>{stage === 'reached' && <Tag kind="bad">{words.reached}</Tag>}<span>{sentence}</span><Why about={person.name} reason={why} />
                </li>
              ))}
            </ul>
          </Section>
          <Section title={words.excuses} note={words.excuseHint} actions={<Button onClick={() => setAdding(true)}>{words.addExcuse}</Button>}>
            {data.excuses.length === 0 && <p className="quiet">{words.noExcuses}</p>}
            <ul>
              {data.excuses.map(({ person, causeWords: told, from, to }) => (
                <li key={person.id} className="signature">
                  <strong>{person.name}</strong><Tag>{told}</Tag><span>{words.since(from, to)}</span>
                  {to === null && <Button loading={ending.isPending} onClick={() => ending.mutate({ organisation, person: person.id, on: today() })}>{words.end}</Button>}
                </li>
              ))}
            </ul>
            <ErrorNote error={ending.error} />
          </Section>
          <FormDialog open={adding} title={words.addExcuse} onClose={() => setAdding(false)}>
            <ActForm
              endpoint={excuseOne} submit={words.save} fixed={{ organisation }} initial={{ cause: 'ill', from: today() }} onDone={() => setAdding(false)} onCancel={() => setAdding(false)}
              fields={[
                { name: 'person', label: words.person, kind: 'select', options: members.map(({ id, name }) => ({ value: id, label: name })) },
                { name: 'cause', label: words.cause, kind: 'choice', options: excuseCauses.map((value) => ({ value, label: causeWords[value] })) },
                { name: 'from', label: words.from, kind: 'day' }, { name: 'to', label: words.to, kind: 'day', optional: true },
              ]}
            />
          </FormDialog>
        </>
      )}
    </Waiting>
  )
}

/** 谈心谈话 of the own branch: who is left, what was held, and who has not been seen for long. */
export function TalksPage() {
  const { organisation, year, go } = useOwnYear()
  const found = useCall(talks, { organisation: organisation ?? '', year: String(year) }, { enabled: organisation !== null })
  if (organisation === null) return <NotOwn title={words.talks} />
  return (
    <Page title={words.talks} subtitle={words.talksHint} trail={[{ title: life.orgLife, to: '/org-life' }]} actions={<YearNav year={year} go={go} />}>
      <Waiting query={found}>
        {(data) => (
          <div className="columns">
            <div>
              <Section title={words.without} note={<>{data.without.length === 0 ? words.allTalked : words.withoutNote(data.without.length)}{data.why && <Why about={words.talks} reason={data.why} />}</>}>
                <Open members={data.members} />
                <RecordForm key={data.talks.length} organisation={organisation} found={data} />
              </Section>
              <Section title={words.held} flush>
                {data.talks.length === 0 ? <Empty title={words.noTalks} hint={words.noTalksHint} /> : <DataTable caption={words.held} rows={data.talks} rowKey={({ id }) => id} columns={columns} />}
              </Section>
            </div>
            <div><Absences organisation={organisation} members={data.members} /></div>
          </div>
        )}
      </Waiting>
    </Page>
  )
}
