import { Button } from 'antd'
import { useState } from 'react'
import { addMonths } from '#base/day.ts'
import { useCall } from '#base/web/calls.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useFilters } from '#base/web/route.ts'
import type { OutputOf } from '#base/contract.ts'
import { useSeat } from '#access/web/seat.ts'
import { OrganisationPicker } from '#organisations/web/parts/OrganisationPicker.tsx'
import { month as readMonth, permissions } from '#org-life/contract.ts'
import { MeetingTable } from '#org-life/web/MeetingTable.tsx'
import { Owed } from '#org-life/web/month/Owed.tsx'
import { PlanDialog } from '#org-life/web/month/PlanDialog.tsx'
import { Proposals } from '#org-life/web/month/Proposals.tsx'
import { BookLinks } from '#org-life/web/print/PaperLinks.tsx'
import { words as inner } from '#org-life/web/private/words.ts'
import { words } from '#org-life/web/words.ts'
import { today } from '#base/web/today.ts'
import '#org-life/web/org-life.css'

type Month = OutputOf<typeof readMonth>

const isBranch = ({ kind }: { kind: string }) => kind === 'party.branch' || kind === 'league.branch'

function Found({ found }: { found: Month }) {
  const { may } = useSeat()
  const { organisation, duties, proposals, meetings } = found
  if (!organisation.branch) return <Section flush><Empty title={words.noBranch} hint={words.noBranchHint} /></Section>
  return (
    <>
      <Owed duties={duties} />
      {may(permissions.keep) && proposals.length > 0 && <Proposals key={found.month + proposals.length} organisation={organisation.id} proposals={proposals} />}
      <Section title={words.meetings} flush>
        {meetings.length === 0 ? <Empty title={words.noMeetings} hint={words.noMeetingsHint} /> : <MeetingTable rows={meetings} />}
      </Section>
    </>
  )
}

function MonthNav({ month, go }: { month: string; go: (month: string) => void }) {
  const step = (n: number) => addMonths(`${month}-01`, n).slice(0, 7)
  return (
    <span className="month-nav no-print">
      <Button aria-label={words.previous} onClick={() => go(step(-1))}>‹</Button>
      <strong>{words.month(month)}</strong>
      <Button aria-label={words.next} onClick={() => go(step(1))}>›</Button>
    </span>
  )
}

/** A branch's month: what is owed and why, what is proposed in one click, what has been planned and held. */
export function MonthPage() {
  const [filters, change] = useFilters()
  const { seat, may } = useSeat()
  const [planning, setPlanning] = useState(false)
  const organisation = filters['organisation'] ?? seat?.organisation ?? ''
  const month = filters['month'] ?? today().slice(0, 7)
  const found = useCall(readMonth, { organisation, month }, { enabled: organisation !== '' })
  if (organisation === '') {
    return (
      <Page title={words.orgLife}>
        <Section flush><Empty title={words.noPost} hint={words.noPostHint} action={<LinkButton to="/me/meetings">{words.mine}</LinkButton>} /></Section>
      </Page>
    )
  }
  const branch = found.data?.organisation.branch === true
  return (
    <Page
      title={words.orgLife} subtitle={words.hint}
      actions={<>
        {branch && may(permissions.keep) && <Button onClick={() => setPlanning(true)}>{words.planOther}</Button>}
        {branch && may(permissions.private) && <LinkButton to="/org-life/talks">{inner.talks}</LinkButton>}
        {branch && may(permissions.private) && <LinkButton to="/org-life/appraisal">{found.data?.organisation.line === 'league' ? '评议和注册' : '民主评议'}</LinkButton>}
        <LinkButton to={`/org-life/meetings?organisation=${organisation}`}>{words.all}</LinkButton>
        {branch && <BookLinks organisation={organisation} month={month} />}
      </>}
    >
      <Section flush>
        <div className="list-filters">
          <MonthNav month={month} go={(next) => change({ month: next })} />
          <OrganisationPicker label={words.scope} value={organisation} onChange={(id) => change({ organisation: id })} allow={isBranch} />
        </div>
      </Section>
      <Waiting query={found}>{(data) => <Found found={data} />}</Waiting>
      {found.data && branch && <PlanDialog open={planning} found={found.data} onClose={() => setPlanning(false)} />}
    </Page>
  )
}
