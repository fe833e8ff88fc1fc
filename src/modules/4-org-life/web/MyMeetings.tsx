import { Button } from 'antd'
import { useState } from 'react'
import { useAct, useCall } from '#base/web/calls.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { mine, reply, sign, type MyMeeting } from '#org-life/contract/own.ts'
import { leaveReasons } from '#org-life/kinds.ts'
import { leaveWords } from '#org-life/words.ts'
import { words } from '#org-life/web/words.ts'
import { words as inner } from '#org-life/web/private/words.ts'
import { myRecord } from '#org-life/contract/private.ts'
import '#org-life/web/org-life.css'

function Reply({ meeting: { id, reply: said, words: told } }: { meeting: MyMeeting }) {
  const [asking, setAsking] = useState(false)
  const act = useAct(reply)
  return (
    <div className="my-reply">
      <div className="row">
        <Button type={said === 'coming' ? 'default' : 'primary'} aria-pressed={said === 'coming'} onClick={() => act.mutate({ id, reply: 'coming' })}>{words.comingYes}</Button>
        <Button aria-pressed={said === 'leave'} onClick={() => setAsking(!asking)}>{words.askLeave}</Button>
      </div>
      {asking && (
        <div className="roll-reasons" role="group" aria-label={words.whichReason(told)}>
          {leaveReasons.map((reason) => (
            <button key={reason} type="button" className="chip" onClick={() => act.mutate({ id, reply: 'leave', reason }, { onSuccess: () => setAsking(false) })}>{leaveWords[reason]}</button>
          ))}
        </div>
      )}
      <ErrorNote error={act.error} />
    </div>
  )
}

function One({ meeting }: { meeting: MyMeeting }) {
  const signing = useAct(sign)
  return (
    <li className="my-meeting">
      <div className="my-head">
        <strong>{meeting.words}</strong>
        {meeting.reply && !meeting.held && <Tag kind={meeting.reply === 'leave' ? 'warn' : 'good'}>{words.replied[meeting.reply]}</Tag>}
        {meeting.markWords && <Tag kind={meeting.mark === 'absent' ? 'bad' : meeting.mark === 'leave' ? 'warn' : 'good'}>{meeting.markWords}</Tag>}
      </div>
      <p>{[meeting.on, meeting.starts, meeting.place].filter(Boolean).join('　')}</p>
      <p className="quiet">{[meeting.organisation, meeting.topic].filter(Boolean).join('　')}</p>
      {meeting.mayReply && <Reply meeting={meeting} />}
      {meeting.toSign && <Button type="primary" loading={signing.isPending} onClick={() => signing.mutate({ id: meeting.id })}>{words.signNow}</Button>}
      <ErrorNote error={signing.error} />
    </li>
  )
}

function Part({ title, of, none, hint }: { title: string; of: MyMeeting[]; none: string; hint: string }) {
  return (
    <Section title={title} flush={of.length === 0}>
      {of.length === 0 ? <Empty title={none} hint={hint} /> : <ul>{of.map((meeting) => <One key={meeting.id} meeting={meeting} />)}</ul>}
    </Section>
  )
}

/** One's own talks and grades; what was said in a talk only the two see. */
function Record() {
  const { data } = useCall(myRecord, {})
  return (
    <>
      {data && data.grades.length > 0 && (
        <Section title={inner.myGrades}>
          <ul>{data.grades.map(({ year, organisation, gradeWords, remark, registrationWords }) => (
            <li key={`${year}${organisation}`} className="my-meeting"><strong>{inner.year(year)} {gradeWords}</strong>{registrationWords && <Tag kind="good">{registrationWords}</Tag>}<p className="quiet">{[organisation, remark].filter(Boolean).join('　')}</p></li>
          ))}</ul>
        </Section>
      )}
      {data && data.talks.length > 0 && (
        <Section title={inner.myTalks}>
          <ul>{data.talks.map(({ id, with: other, on, occasionWords, note }) => (
            <li key={id} className="my-meeting"><strong>{on}　{other}</strong> <span className="quiet">{occasionWords}</span>{note && <p className="matter-record">{note}</p>}</li>
          ))}</ul>
        </Section>
      )}
    </>
  )
}

/** One's own meetings: reply to what is coming, sign what waits, see how one was noted. */
export function MyMeetings() {
  const found = useCall(mine, {})
  return (
    <Page title={words.mine} subtitle={words.mineHint} narrow>
      <Waiting query={found}>
        {({ coming, past, clocks }) => {
          const waiting = past.filter(({ toSign }) => toSign !== null)
          return (
            <>
              {clocks.map((clock) => <Note key={clock.organisation} kind="warn" title={words.myClock} action={<Why reason={clock.why} about={words.myClock} />}>{clock.sentence}</Note>)}
              {waiting.length > 0 && <Part title={words.toSign} of={waiting} none="" hint="" />}
              <Part title={words.coming} of={coming} none={words.nothingComing} hint={words.nothingComingHint} />
              <Part title={words.past} of={past.filter(({ toSign }) => toSign === null)} none={words.nothingPast} hint={words.nothingPastHint} />
              <Record />
            </>
          )
        }}
      </Waiting>
    </Page>
  )
}
