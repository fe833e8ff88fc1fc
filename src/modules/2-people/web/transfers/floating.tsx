import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useCall } from '#base/web/calls.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { useSeat } from '#access/web/seat.ts'
import type { OrganisationView } from '#organisations/contract.ts'
import { permissions, type PersonView } from '#people/contract.ts'
import { beginFloating, endFloating, floatingIn, floatingOf, type FloatingView } from '#people/contract/floating.ts'
import { ofPerson } from '#people/contract/transfers.ts'
import { givenEnds } from '#people/rules/transfers.ts'
import type { Membership } from '#people/web/person/order.ts'
import { today } from '#base/web/today.ts'
import { destinationField, destinationId, type TransferLine } from '#people/web/transfers/DestinationPicker.tsx'
import { Due, StateTag } from '#people/web/transfers/Transfers.tsx'
import { words } from '#people/web/transfers/words.ts'
import { floatingEndWords } from '#people/words/transfers.ts'
import '#people/web/transfers/transfers.css'

const fieldsFor = (line: TransferLine): FieldSpec[] => [
  { name: 'where', label: words.where, kind: 'choice', options: [{ value: 'inside', label: words.floatInside }, { value: 'outside', label: words.floatOutside }] },
  { ...destinationField('to', words.floatTo, line, words.receiverHelp), when: ({ where }) => where === 'inside' },
  { name: 'outside', label: words.floatPlace, kind: 'line', maxLength: 100, when: ({ where }) => where === 'outside' },
  { name: 'on', label: words.floatSince, kind: 'day' },
  { name: 'until', label: words.floatUntil, kind: 'day', optional: true },
  { name: 'contact', label: words.floatContact, kind: 'line', maxLength: 40, optional: true, help: words.floatContactHelp },
]

/** Who looks after the person where they are; the membership stays. */
export function FloatForm({ person, membership, onClose }: { person: PersonView; membership: Membership; onClose: () => void }) {
  return (
    <ActForm
      endpoint={beginFloating} fixed={{ id: membership.id }} fields={fieldsFor(membership.line as TransferLine)} submit={words.floatDone}
      intro={<p>{words.floatIntro(person.name)}</p>} initial={{ where: 'inside', on: today() }}
      send={({ where, to, outside, ...rest }) => ({ ...rest, ...(where === 'inside' ? { to: destinationId(to) } : { outside }) })}
      onDone={onClose} onCancel={onClose}
    />
  )
}

const ends = givenEnds.map((value) => ({ value, label: floatingEndWords[value] }))

function EndButton({ stay }: { stay: FloatingView }) {
  const [open, setOpen] = useState(false)
  const { may } = useSeat()
  if (stay.endedOn !== null || !may(permissions.float)) return null
  return (
    <>
      <Button size="small" className="no-print" onClick={() => setOpen(true)}>{words.floatEnd}<span className="unseen">：{stay.person.name}</span></Button>
      <FormDialog open={open} title={`${words.floatEnd}：${stay.person.name}`} onClose={() => setOpen(false)}>
        <ActForm
          endpoint={endFloating} fixed={{ id: stay.id }} initial={{ on: today(), reason: 'back' }} submit={words.floatEnd}
          fields={[{ name: 'reason', label: words.floatEndReason, kind: 'choice', options: ends }, { name: 'on', label: words.floatEndDay, kind: 'day' }]}
          onDone={() => setOpen(false)} onCancel={() => setOpen(false)}
        />
      </FormDialog>
    </>
  )
}

function Stay({ stay, named }: { stay: FloatingView; named?: string }) {
  const facts = [
    words.floatingLine(stay.from.name, stay.to.name), words.floatingSince(stay.since, stay.until), stay.contact && words.contact(stay.contact),
    stay.endedOn && `${stay.endedOn} ${stay.endWords ?? ''}`,
  ]
  return (
    <li>
      {named && <><Tag kind="warn">{named}</Tag><Link to={`/people/${stay.person.id}`}>{stay.person.name}</Link></>}
      <span className="grow">{facts.filter(Boolean).join('　')}</span>
      <EndButton stay={stay} />
    </li>
  )
}

/** On the person's page: stays elsewhere and transfers, the present first; nothing where there are none. */
export function Elsewhere({ person }: { person: PersonView }) {
  const stays = useCall(floatingOf, { id: person.id }).data?.rows ?? []
  const transfers = useCall(ofPerson, { id: person.id }).data?.rows ?? []
  const { may } = useSeat()
  if (stays.length + transfers.length === 0) return null
  return (
    <Section title={words.transfersOf} flush>
      <ul className="floating">
        {transfers.map((one) => (
          <li key={one.id}>
            <StateTag transfer={one} />
            <span className="grow">
              {may(permissions.transfer)
                ? <Link to={`/transfers/${one.id}`}>{words.path(one.from.name, one.to.name)}</Link>
                : words.path(one.from.name, one.to.name)}
            </span>
            <time className="quiet" dateTime={one.sentOn}>{one.sentOn}</time>
            <Due transfer={one} />
          </li>
        ))}
        {stays.map((stay) => <Stay key={stay.id} stay={stay} named={stay.endedOn === null ? words.floating : undefined} />)}
      </ul>
    </Section>
  )
}

/** On both branches' pages: who floats from here, and who floated in and is looked after here. */
export function FloatingSection({ organisation }: { organisation: OrganisationView }) {
  const both = useCall(floatingIn, { organisation: organisation.id }).data
  if (!both || both.out.length + both.here.length === 0) return null
  return (
    <Section title={words.float} flush>
      <ul className="floating">
        {both.here.map((stay) => <Stay key={`in${stay.id}`} stay={stay} named={words.floatingHere} />)}
        {both.out.map((stay) => <Stay key={`out${stay.id}`} stay={stay} named={words.floatingOut} />)}
      </ul>
    </Section>
  )
}

/** Above the roster: whom this branch looks after though they stand elsewhere. */
export function FloatingHere({ organisation }: { organisation: OrganisationView }) {
  const here = useCall(floatingIn, { organisation: organisation.id }).data?.here ?? []
  if (here.length === 0) return null
  return (
    <Section title={words.floatingInTitle} flush>
      <ul className="floating">{here.map((stay) => <Stay key={stay.id} stay={stay} named={words.floatingHere} />)}</ul>
    </Section>
  )
}
