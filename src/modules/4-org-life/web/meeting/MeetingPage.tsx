import { useCall } from '#base/web/calls.ts'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Timeline } from '#base/web/kit/Timeline.tsx'
import { useAddress } from '#base/web/route.ts'
import { PageOf } from '#organisations/web/parts/PageOf.tsx'
import { read, type MeetingView } from '#org-life/contract.ts'
import { StateTags } from '#org-life/web/MeetingTable.tsx'
import { Steps } from '#org-life/web/meeting/Steps.tsx'
import { Facts } from '#org-life/web/meeting/Facts.tsx'
import { Matters } from '#org-life/web/meeting/Matters.tsx'
import { Roll } from '#org-life/web/meeting/Roll.tsx'
import { Signing } from '#org-life/web/meeting/Signing.tsx'
import { PaperLinks } from '#org-life/web/print/PaperLinks.tsx'
import { words } from '#org-life/web/words.ts'
import '#org-life/web/org-life.css'

export const Paragraphs = ({ of }: { of: string[] }) => (
  <div className="minutes">{of.map((line, no) => <p key={no} className={no === 0 ? 'minutes-title' : undefined}>{line}</p>)}</div>
)

function Screen({ meeting }: { meeting: MeetingView }) {
  const { on, starts, place, organisation, group, revisions, cancelReason } = meeting
  const held = meeting.state !== 'planned' && meeting.state !== 'noticed' && meeting.state !== 'cancelled'
  return (
    <Page
      title={group ? `${meeting.words}（${group.name}）` : meeting.words}
      subtitle={<span className="meeting-brief">{[on, starts, place].filter(Boolean).join('　')}<StateTags row={meeting} /></span>}
      trail={[{ title: words.orgLife, to: `/org-life?organisation=${organisation.id}&month=${on.slice(0, 7)}` }, { title: organisation.name }]}
      actions={<><Steps meeting={meeting} /><PaperLinks meeting={meeting} /></>}
    >
      {meeting.lateWords && <Note kind="warn">{meeting.lateWords}</Note>}
      {cancelReason && <Note kind="warn" title={words.cancelled}>{cancelReason}</Note>}
      <div className="columns">
        <div>
          <div className="no-print">
            <Roll meeting={meeting} />
            <Matters meeting={meeting} />
          </div>
          {held && <Section title={words.minutes} note={words.minutesNote}><Paragraphs of={meeting.minutes} /></Section>}
          {held && <Signing meeting={meeting} />}
        </div>
        <div className="no-print">
          <Facts meeting={meeting} />
          {revisions.map(({ revision, by, reason, minutes }) => (
            <Section key={revision} title={words.former(revision)}>
              <p className="quiet">{words.formerWhy(by, reason)}</p>
              <details><summary>{words.minutes}</summary><Paragraphs of={minutes} /></details>
            </Section>
          ))}
          <Section title={words.history}><Timeline happenings={meeting.entries} /></Section>
        </div>
      </div>
    </Page>
  )
}

/** One meeting from plan to locked record: on the phone in the room, on the desk afterwards. */
export function MeetingPage() {
  const { id = '' } = useAddress()
  const found = useCall(read, { id })
  return <PageOf title={words.meetings} query={found}>{(data) => <Screen key={data.id} meeting={data} />}</PageOf>
}
