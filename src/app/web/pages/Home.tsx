import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { permissions, practiceFile, workList } from '#app/contract.ts'
import type { OutputOf } from '#base/contract.ts'
import { linkTo } from '#base/web/call.ts'
import { useCall } from '#base/web/calls.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { Why } from '#base/web/kit/Why.tsx'
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

function WorkGroups() {
  const work = useCall(workList, {})
  return (
    <Waiting query={work}>
      {({ items }) => items.length === 0
        ? <Section flush><Empty title={words.nothingDue} hint={words.nothingDueHint} /></Section>
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
  if (!seat) return <Page title={words.work}><Section flush><Empty title={words.noSeat} hint={words.noSeatHint} /></Section></Page>
  const works = may(permissions.worklist)
  return (
    <Page title={words.work} subtitle={words.forPost(me.account.name, seat.organisationName, seat.postWords)}>
      {seat.sample && works && (
        <Note action={<Button href={linkTo(practiceFile, {})} download>{words.practice}</Button>}>{words.trySample}</Note>
      )}
      {works ? <WorkGroups /> : <Section flush><Empty title={words.noWorkList} hint={words.noWorkListHint} /></Section>}
    </Page>
  )
}
