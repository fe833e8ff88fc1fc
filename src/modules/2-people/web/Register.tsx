import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useSeat } from '#access/web/seat.ts'
import type { Problem } from '#base/contract.ts'
import { useDraft, type Values } from '#base/web/draft.ts'
import { DraftForm, type FieldGroup } from '#base/web/kit/DraftForm.tsx'
import { FormPage } from '#base/web/kit/FormPage.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { useFilters, useGo } from '#base/web/route.ts'
import type { OrganisationView } from '#organisations/contract.ts'
import { isKind, kindOf } from '#organisations/kinds.ts'
import { register } from '#people/contract.ts'
import {
  addressField, fieldOf, guardianFields, idNumberField, idNumberOf, phoneField, plainFields,
} from '#people/web/person-fields.tsx'
import { joinLabel, statusField } from '#people/web/person/JoinForm.tsx'
import { organisationField, useChosen } from '#people/web/picked.tsx'
import { today } from '#people/web/today.ts'
import { words } from '#people/web/words.ts'
import '#people/web/people.css'

const sensitive = ['idNumber', 'phone', 'address', 'guardianPhone']
const draftKey = 'people.register'

const isFull = (values: Values, chosen: OrganisationView | undefined) =>
  chosen?.line === 'party' && (values['status'] === 'full' || values['status'] === 'suspended')

function groupsFor(chosen: OrganisationView | undefined): FieldGroup[] {
  const { name, ...rest } = plainFields
  return [
    { title: words.groupPlace, pair: true, fields: [
      organisationField(words.place, { members: true }),
      statusField(chosen),
      { name: 'joinedOn', label: joinLabel(chosen), kind: 'day', optional: true },
      { name: 'fullOn', label: words.fullOn, kind: 'day', optional: true, when: (values) => isFull(values, chosen) },
      { name: 'on', label: words.entered, kind: 'day', help: words.enteredHelp },
    ] },
    { title: words.groupPerson, pair: true, fields: [name!, idNumberField(words.idHelp), ...Object.values(rest)] },
    { title: words.groupContact, pair: true, fields: [phoneField, addressField] },
    { title: words.groupGuardian, pair: true, fields: guardianFields },
  ]
}

/** Someone of the same name and birth date is registered: look first, then say that it is another person. */
export function Known({ problem, confirm }: { problem: Problem; confirm: (sure: boolean) => void }) {
  const [sure, setSure] = useState(false)
  return (
    <Note kind="warn" title={words.knownTitle}>
      <p>{problem.detail}</p>
      <p><Link to={`/people/${String(problem.facts?.['id'])}`} target="_blank">{words.knownOpen}</Link></p>
      <label className="check">
        <input
          type="checkbox" checked={sure} onChange={(event) => {
            setSure(event.target.checked)
            confirm(event.target.checked)
          }}
        />
        {words.knownConfirm}
      </label>
      {sure && <p className="quiet">{words.knownAgain}</p>}
    </Note>
  )
}

/** The organisation the address names, if it can hold members; else the form asks. */
function useFirstPlace(draft: ReturnType<typeof useDraft>) {
  const [{ organisation }] = useFilters()
  const { seat } = useSeat()
  const first = useChosen(organisation || seat?.organisation)
  const isTaken = !!draft.values['organisation']
  const done = useRef(isTaken)
  const { set } = draft
  useEffect(() => {
    if (done.current || !first) return
    done.current = true
    if (isKind(first.kind) && kindOf(first.kind).holdsMembers) set('organisation', first.id)
  }, [first, set])
}

/** One person, typed in: the ID number fills in what it says; a likely double is shown before anything is written. */
export function Register() {
  const draft = useDraft(draftKey, { on: today() }, sensitive)
  const confirmed = useRef(false)
  const go = useGo()
  const chosen = useChosen(draft.values['organisation'])
  useFirstPlace(draft)
  const follow = (field: string, value: unknown) => {
    if (field === 'organisation') draft.set('status', undefined)
    const said = field === 'idNumber' ? idNumberOf(value) : null
    if (!said) return
    draft.set('sex', said.sex)
    draft.set('born', said.born)
  }
  const confirm = (sure: boolean) => {
    confirmed.current = sure
    draft.renew()
  }
  return (
    <FormPage title={words.registerTitle} trail={[{ title: words.people, to: '/people' }]}>
      <DraftForm
        endpoint={register} draft={draft} kept groups={groupsFor(chosen)} submit={words.registerSubmit}
        onChange={follow}
        inputOf={(values) => ({ ...values, confirmed: confirmed.current })}
        explain={(problem) => problem.code === 'people.perhaps-known' && <Known problem={problem} confirm={confirm} />}
        fieldOf={fieldOf}
        onDone={(answer) => go(`/people/${answer.id}`, { replace: true })} onCancel={() => history.back()}
      />
    </FormPage>
  )
}
