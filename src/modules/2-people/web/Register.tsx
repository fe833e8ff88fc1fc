import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useSeat } from '#access/web/seat.ts'
import type { Problem } from '#base/contract.ts'
import { useDraft, type Values } from '#base/web/draft.ts'
import { DraftForm, type FieldGroup } from '#base/web/kit/DraftForm.tsx'
import { FormPage } from '#base/web/kit/FormPage.tsx'
import { useFilters, useGo } from '#base/web/route.ts'
import type { OrganisationView } from '#organisations/contract.ts'
import { isKind, kindOf } from '#organisations/kinds.ts'
import { register } from '#people/contract.ts'
import {
  addressField, fieldOf, guardianFields, idNumberField, idNumberOf, phoneField, plainFields,
} from '#people/web/person-fields.tsx'
import { joinLabel, statusField } from '#people/web/person/JoinForm.tsx'
import { organisationField, useChosen } from '#people/web/picked.tsx'
import { Sure } from '#people/web/Sure.tsx'
import { today } from '#base/web/today.ts'
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

type Told = 'confirmed' | 'earlier'

/** What is asked once: whether it is somebody registered already, whether they were there before the founding. */
export function asking(problem: Problem, confirm: (what: Told, sure: boolean) => void) {
  if (problem.code === 'people.before-founding') {
    const say = (sure: boolean) => confirm('earlier', sure)
    return <Sure title={words.earlierTitle} problem={problem} label={words.earlierConfirm} confirm={say} />
  }
  if (problem.code !== 'people.perhaps-known') return null
  return (
    <Sure title={words.knownTitle} problem={problem} label={words.knownConfirm} confirm={(sure) => confirm('confirmed', sure)}>
      <p><Link to={`/people/${String(problem.facts?.['id'])}`} target="_blank">{words.knownOpen}</Link></p>
    </Sure>
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
  const told = useRef({ confirmed: false, earlier: false })
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
  const confirm = (what: Told, sure: boolean) => {
    told.current[what] = sure
    draft.renew()
  }
  return (
    <FormPage title={words.registerTitle} trail={[{ title: words.people, to: '/people' }]}>
      <DraftForm
        endpoint={register} draft={draft} kept groups={groupsFor(chosen)} submit={words.registerSubmit}
        onChange={follow}
        inputOf={(values) => ({ ...values, ...told.current })}
        explain={(problem) => asking(problem, confirm)}
        fieldOf={fieldOf}
        onDone={(answer) => go(`/people/${answer.id}`, { replace: true })} onCancel={() => history.back()}
      />
    </FormPage>
  )
}
