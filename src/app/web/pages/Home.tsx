import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { permissions as guards } from '#app/administration/contract.ts'
import { permissions, practiceFile, workList } from '#app/contract.ts'
import type { OutputOf } from '#base/contract.ts'
import { linkTo } from '#base/web/call.ts'
import { useCall } from '#base/web/calls.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { permissions as exchange } from '#exchange/contract.ts'
import { permissions as organisations } from '#organisations/contract.ts'
import { useSession } from '../session.tsx'
import { words } from '../words.ts'
import { groupsOf } from './work-groups.ts'
import { WorkRows } from './WorkRows.tsx'

type Item = OutputOf<typeof workList>['items'][number]

function Due({ item }: { item: Item }) {
  if (item.dueOn === null || item.daysLeft === null) return null
  const left = item.daysLeft
  return (
    <span className="work-due">
      <time dateTime={item.dueOn}>{item.dueOn}</time>
      <Tag kind={left < 0 ? 'bad' : left <= 30 ? 'warn' : 'plain'}>{words.daysLeft(left)}</Tag>
    </span>
  )
}

/** One thing to do: what, about whom, by when, why, and the way to the form that settles it. */
function Work({ item }: { item: Item }) {
  return (
    <li className="work">
      <div className="grow">
        <div className="work-title">{item.title}</div>
        <div className="quiet">{item.about} {item.why && <Why about={item.title} reason={item.why} />}</div>
      </div>
      <Due item={item} />
      <Link className="work-go" to={item.address}>{item.verb}<span className="unseen">：{item.about} {item.title}</span></Link>
    </li>
  )
}

/** What a new office begins with. */
function Beginnings() {
  const { seat, may } = useSession()
  return (
    <>
      {may(exchange.use) && <LinkButton type="primary" to={`/imports/new?organisation=${seat!.organisation}`}>{words.beginImport}</LinkButton>}
      {may(organisations.found) && <LinkButton to={`/organisations/new?parent=${seat!.organisation}`}>{words.beginFound}</LinkButton>}
    </>
  )
}

/** A post without a work list: the way to what it has. */
function NoWork() {
  const { me, may } = useSession()
  const [audits, administers] = [may(guards.audit), may(permissions.samples) || may(permissions.lookAround) || may(guards.grant)]
  if (!audits && !administers) return <Member person={me.account.person !== null} />
  const action = (
    <>
      {audits && <LinkButton type="primary" to="/audit">{words.toAudit}</LinkButton>}
      {administers && <LinkButton type="primary" to="/administration">{words.toAdministration}</LinkButton>}
    </>
  )
  return <Empty title={words.noWorkList} hint={words.noWorkListHint} action={action} />
}

/** No post is no fault: what is registered of oneself is all there is to do here. */
const Member = ({ person }: { person: boolean }) => person
  ? <Empty title={words.memberOnly} hint={words.memberOnlyHint} action={<LinkButton type="primary" to="/me">{words.toMine}</LinkButton>} />
  : <Empty title={words.noSeat} hint={words.noSeatHint} />

function WorkGroups() {
  const work = useCall(workList, {})
  return (
    <Waiting query={work}>
      {({ items }) => items.length === 0
        ? <Section flush><Empty title={words.nothingDue} hint={words.nothingDueHint} action={<Beginnings />} /></Section>
        : groupsOf(items).map((group) => (
          <Section key={group.title} title={group.title} note={words.items(group.items.length)} flush>
            <WorkRows items={group.items} row={(item) => <Work key={item.id} item={item} />} />
          </Section>
        ))}
    </Waiting>
  )
}

/** What is due now, and why. */
export function Home() {
  const { me, seat, may } = useSession()
  if (!seat) return <Page title={words.work}><Section flush><Member person={me.account.person !== null} /></Section></Page>
  const works = may(permissions.worklist)
  return (
    <Page title={words.work} subtitle={words.forPost(me.account.name, seat.organisationName, seat.postWords)}>
      {seat.sample && works && (
        <Note action={<Button href={linkTo(practiceFile, {})} download>{words.practice}</Button>}>{words.trySample}</Note>
      )}
      {works ? <WorkGroups /> : <Section flush><NoWork /></Section>}
    </Page>
  )
}
