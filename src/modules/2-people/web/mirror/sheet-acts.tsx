import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '#base/web/calls.ts'
import { useDraft } from '#base/web/draft.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { DraftForm, type FieldGroup } from '#base/web/kit/DraftForm.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { useGo } from '#base/web/route.ts'
import type { PersonView } from '#people/contract.ts'
import { enterSheet, printSheets } from '#people/mirror/contract.ts'
import { addressField, fieldOf, guardianFields, idNumberField, phoneField, plainFields } from '#people/web/person-fields.tsx'
import { changesOf } from '#people/web/person/changes.ts'
import { homeOf } from '#people/web/person/order.ts'
import { words } from '#people/web/mirror/words.ts'
import '#people/web/mirror/mirror.css'

function usePrint() {
  const go = useGo()
  const act = useAct(printSheets)
  return async (organisation: string, people?: string[]) => {
    const { id } = await act.mutateAsync({ organisation, people })
    go(`/people/sheets/${id}`)
  }
}

/** For the roster of a branch: a page for each member. */
export function PrintAll({ organisation }: { organisation: { id: string; name: string } }) {
  const [asking, setAsking] = useState(false)
  const printAll = usePrint()
  return (
    <>
      <Button onClick={() => setAsking(true)}>{words.printAll}</Button>
      <Confirm
        open={asking} title={words.printAllTitle(organisation.name)} verb={words.printAll} onClose={() => setAsking(false)}
        onConfirm={() => printAll(organisation.id)}
      >
        <p>{words.printAllHint}</p>
      </Confirm>
    </>
  )
}

const blank = (spec: FieldSpec): FieldSpec => ({ ...spec, optional: true, when: undefined })

const signed: FieldSpec = {
  name: 'signed', label: words.signature, kind: 'custom',
  render: (value, set, control) => (
    <label className="check">
      <input {...control} type="checkbox" checked={value === true} onChange={(event) => set(event.target.checked)} />{words.signed}
    </label>
  ),
}
const paper: FieldGroup = {
  pair: true,
  fields: [
    { name: 'code', label: words.code, kind: 'line', help: words.codeHelp, maxLength: 30, autoComplete: 'off' },
    { name: 'signedOn', label: words.signedOn, kind: 'day' },
    signed,
  ],
}
const plain = [...Object.values(plainFields), idNumberField(), phoneField, addressField]

const groupsFor = (person: PersonView): FieldGroup[] => {
  const fields = person.minor || person.guardian ? [...plain, ...guardianFields] : plain
  return [paper, { title: words.enterGroup, pair: true, fields: fields.map(blank) }]
}

/** What the person wrote on the sheet; everything left blank stays as it is. */
function EnterForm({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const draft = useDraft(undefined, {})
  const { code, signedOn, signed: isSigned, ...typed } = draft.values
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => typeof value === 'string' && value.trim() !== ''))
  const input = { id: person.id, version: person.version, code, signedOn, signed: isSigned === true, changes: changesOf(given, person) }
  return (
    <DraftForm
      endpoint={enterSheet} draft={draft} groups={groupsFor(person)} submit={words.enterDo} intro={<p className="quiet">{words.enterIntro}</p>}
      inputOf={() => input} idle={isSigned !== true && words.signedMust} onDone={onClose} onCancel={onClose}
      fieldOf={(problem) => (problem.code === 'people.sheet-unknown' ? 'code' : fieldOf(problem))}
    />
  )
}

/** On a person's page: the paper way of checking the own registration. */
export function SheetSection({ person }: { person: PersonView }) {
  const [entering, setEntering] = useState(false)
  const [asking, setAsking] = useState(false)
  const printOne = usePrint()
  const home = homeOf(person)
  const close = () => setEntering(false)
  if (!home) return null
  return (
    <Section title={words.sheets}>
      <p className="quiet">{words.sheetsHint}</p>
      <div className="row no-print mirror-acts">
        <Button size="small" onClick={() => setAsking(true)}>{words.printSheet}</Button>
        <Button size="small" onClick={() => setEntering(true)}>{words.enter}</Button>
      </div>
      <Confirm
        open={asking} title={words.printSheet} verb={words.printSheet} onClose={() => setAsking(false)}
        onConfirm={() => printOne(home.id, [person.id])}
      >
        <p>{words.printAllHint}</p>
      </Confirm>
      <FormDialog open={entering} title={words.enterTitle(person.name)} wide onClose={close}>
        <EnterForm person={person} onClose={close} />
      </FormDialog>
    </Section>
  )
}
