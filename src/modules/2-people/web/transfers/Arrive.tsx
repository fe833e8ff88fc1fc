import { useRef } from 'react'
import { useDraft } from '#base/web/draft.ts'
import { DraftForm, type FieldGroup } from '#base/web/kit/DraftForm.tsx'
import { FormPage } from '#base/web/kit/FormPage.tsx'
import { useGo } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import type { OrganisationView } from '#organisations/contract.ts'
import { isKind, kindOf } from '#organisations/kinds.ts'
import { arrive } from '#people/contract/transfers.ts'
import { addressField, fieldOf, guardianFields, idNumberField, idNumberOf, phoneField, plainFields } from '#people/web/person-fields.tsx'
import { joinLabel, statusField } from '#people/web/person/JoinForm.tsx'
import { organisationField, useChosen } from '#people/web/picked.tsx'
import { asking } from '#people/web/Register.tsx'
import { today } from '#base/web/today.ts'
import { duesField } from '#people/web/transfers/SendForm.tsx'
import { words } from '#people/web/transfers/words.ts'
import { words as common } from '#people/web/words.ts'
import type { TransferLine } from '#people/web/transfers/DestinationPicker.tsx'
import '#people/web/people.css'

const sensitive = ['idNumber', 'phone', 'address', 'guardianPhone']

function groupsFor(chosen: OrganisationView | undefined): FieldGroup[] {
  const { name, ...rest } = plainFields
  const line = (chosen?.line ?? 'party') as TransferLine
  const isFull = (status: unknown) => chosen?.line === 'party' && status === 'full'
  return [
    { title: words.groupLetter, pair: true, fields: [
      { name: 'outside', label: words.outsideFrom, kind: 'line', maxLength: 100 },
      { name: 'letter', label: words.letterNo, kind: 'line', maxLength: 60, optional: true },
      ...(line === 'pioneers' ? [] : [duesField(line)]),
      { name: 'on', label: words.arriveDay, kind: 'day' },
    ] },
    { title: common.groupPlace, pair: true, fields: [
      organisationField(common.place, { members: true }),
      statusField(chosen),
      { name: 'joinedOn', label: joinLabel(chosen), kind: 'day', optional: true },
      { name: 'fullOn', label: common.fullOn, kind: 'day', optional: true, when: ({ status }) => isFull(status) },
    ] },
    { title: common.groupPerson, pair: true, fields: [name!, idNumberField(common.idHelp), ...Object.values(rest)] },
    { title: common.groupContact, pair: true, fields: [phoneField, addressField] },
    { title: common.groupGuardian, pair: true, fields: guardianFields },
  ]
}

/** The organisation of the post acted as, if members stand in it. */
function useOwnBranch(): string | undefined {
  const { seat } = useSeat()
  const own = useChosen(seat?.organisation)
  return own && isKind(own.kind) && kindOf(own.kind).holdsMembers ? own.id : undefined
}

function ArriveForm({ organisation }: { organisation: string | undefined }) {
  const draft = useDraft('people.arrive', { on: today(), organisation }, sensitive)
  const told = useRef({ confirmed: false, earlier: false })
  const go = useGo()
  const chosen = useChosen(draft.values['organisation'])
  const follow = (field: string, value: unknown) => {
    if (field === 'organisation') draft.set('status', undefined)
    const said = field === 'idNumber' ? idNumberOf(value) : null
    if (said) for (const [one, is] of Object.entries({ sex: said.sex, born: said.born })) draft.set(one, is)
  }
  const confirm = (what: keyof typeof told.current, sure: boolean) => {
    told.current[what] = sure
    draft.renew()
  }
  return (
    <DraftForm
      endpoint={arrive} draft={draft} kept groups={groupsFor(chosen)} submit={words.arriveDone} onChange={follow}
      intro={<p className="quiet">{words.arriveIntro}</p>} inputOf={(values) => ({ ...values, ...told.current })} fieldOf={fieldOf}
      explain={(problem) => asking(problem, confirm)}
      onDone={(answer) => go(`/transfers/${answer.id}`, { replace: true })} onCancel={() => history.back()}
    />
  )
}

/** A paper letter from outside the system: the person is registered by it. */
export function Arrive() {
  const own = useOwnBranch()
  return (
    <FormPage title={words.arriveTitle} trail={[{ title: words.transfers, to: '/transfers' }]}>
      <ArriveForm key={own} organisation={own} />
    </FormPage>
  )
}
