import { Button } from 'antd'
import { useState } from 'react'
import { useCall } from '#base/web/calls.ts'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Timeline } from '#base/web/kit/Timeline.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useAddress } from '#base/web/route.ts'
import { history, permissions, read, type PersonView } from '#people/contract.ts'
import { AccountSection } from '#people/web/person/AccountSection.tsx'
import { Basics } from '#people/web/person/Basics.tsx'
import { HeldPosts } from '#people/web/person/HeldPosts.tsx'
import { MergeDialog } from '#people/web/person/MergeDialog.tsx'
import { Memberships } from '#people/web/person/Memberships.tsx'
import { Elsewhere } from '#people/web/transfers/floating.tsx'
import { useSeat } from '#access/web/seat.ts'
import { PersonRequests } from '#people/web/mirror/PersonRequests.tsx'
import { SheetSection } from '#people/web/mirror/sheet-acts.tsx'
import { words } from '#people/web/words.ts'
import '#people/web/people.css'

/** 女, 41 岁, 副校长, 失联 */
export function Brief({ person }: { person: PersonView }) {
  const facts = [person.sex, person.age !== null && words.age(person.age), person.job].filter(Boolean)
  return (
    <span className="row">
      {facts.length > 0 && <span>{facts.join('　')}</span>}
      {person.minor && <Tag>{words.minor}</Tag>}
      {person.lostSince && <Tag kind="bad">{words.lost(person.lostSince)}</Tag>}
      {person.floatingSince && <Tag kind="warn">{words.floating(person.floatingSince, person.floatingTo)}</Tag>}
    </span>
  )
}

function History({ id }: { id: string }) {
  const entries = useCall(history, { id })
  return (
    <Section title={words.history}>
      <Waiting query={entries}>
        {({ entries: all }) => all.length === 0
          ? <p className="quiet">{words.noHistory}</p>
          : <Timeline happenings={all} />}
      </Waiting>
    </Section>
  )
}

/** Of a record merged away nothing is left but the way to the one that stayed, and what was done to it. */
function Merged({ person, into }: { person: PersonView; into: string }) {
  return (
    <Page title={person.name} trail={[{ title: words.people, to: '/people' }]}>
      <Note
        kind="warn" title={words.mergedAway} action={<LinkButton to={`/people/${into}`}>{words.openKept}</LinkButton>}
      >
        {words.mergedAwayHint}
      </Note>
      <History id={person.id} />
    </Page>
  )
}

function PersonOf({ person }: { person: PersonView }) {
  const { may } = useSeat()
  const [merging, setMerging] = useState(false)
  if (person.mergedInto) return <Merged person={person} into={person.mergedInto} />
  const acts = (
    <>
      {may(permissions.merge) && <Button onClick={() => setMerging(true)}>{words.merge}</Button>}
      <Button onClick={() => print()}>{words.print}</Button>
    </>
  )
  return (
    <Page
      title={person.name} subtitle={<Brief person={person} />} trail={[{ title: words.people, to: '/people' }]}
      actions={acts}
    >
      {may(permissions.register) && <PersonRequests id={person.id} />}
      <div className="person">
        <div className="person-standing">
          <Memberships person={person} may={may} />
          <Elsewhere person={person} />
          <HeldPosts person={person} may={may} />
        </div>
        <div className="person-facts">
          <Basics person={person} may={may} />
          <AccountSection person={person} may={may} />
          {may(permissions.register) && <SheetSection person={person} />}
        </div>
        <div className="person-history"><History id={person.id} /></div>
      </div>
      <MergeDialog person={person} open={merging} onClose={() => setMerging(false)} />
    </Page>
  )
}

/** One person: where they stand and as what, their posts, what is registered, what was done. */
export function Person() {
  const { id } = useAddress()
  const person = useCall(read, { id: id! })
  if (!person.data) return <Page title={words.people}><Waiting query={person}>{() => null}</Waiting></Page>
  return <PersonOf key={id} person={person.data} />
}
