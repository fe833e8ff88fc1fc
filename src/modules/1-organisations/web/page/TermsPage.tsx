import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useCall } from '#base/web/calls.ts'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { useFilters } from '#base/web/route.ts'
import type { OutputOf } from '#base/contract.ts'
import { useSeat } from '#access/web/seat.ts'
import { permissions, termsDue } from '#organisations/contract.ts'
import { OrganisationPicker } from '#organisations/web/parts/OrganisationPicker.tsx'
import { termState } from '#organisations/web/page/term-state.ts'
import { words } from '#organisations/web/words.ts'

type Due = OutputOf<typeof termsDue>['rows'][number]

const tags = { late: 'bad', soon: 'warn', later: 'plain' } as const

function Left({ days }: { days: number }) {
  return <Tag kind={tags[termState(days)]}>{words.termLeft(days)}</Tag>
}

const columnsFor = (record: boolean): Column<Due>[] => [
  {
    key: 'name', title: words.organisation, lead: true,
    render: ({ organisation }) => <Link to={`/organisations/${organisation.id}`}>{organisation.name}</Link>,
  },
  { key: 'kind', title: words.kind, nowrap: true, render: ({ organisation }) => organisation.kindWords },
  { key: 'starts', title: words.termSince, nowrap: true, render: ({ startsOn }) => startsOn },
  {
    key: 'due', title: words.termDue, nowrap: true,
    render: ({ dueOn, why, organisation }) => <>{dueOn} {why && <Why about={organisation.name} reason={why} />}</>,
  },
  { key: 'left', title: words.timeLeft, nowrap: true, render: ({ daysLeft }) => <Left days={daysLeft} /> },
  ...(record ? [{
    key: 'act', title: words.settle, nowrap: true,
    render: ({ organisation }: Due) => <Link className="no-print" to={`/organisations/${organisation.id}?act=term`}>{words.beginTerm}</Link>,
  }] : []),
]

function Rows({ found, record }: { found: OutputOf<typeof termsDue>; record: boolean }) {
  if (found.rows.length === 0) return <Empty title={words.noTermsDue} hint={words.noTermsDueHint} />
  return (
    <>
      <DataTable caption={words.elections} rows={found.rows} rowKey={(row) => row.organisation.id} columns={columnsFor(record)} />
      <div className="list-foot"><span role="status">{words.termCount(found.rows.length, found.until, found.cut)}</span></div>
    </>
  )
}

/** 换届名单: whose term runs out within a year, soonest first; overdue ones stand on top. */
export function TermsPage() {
  const [{ under }, change] = useFilters()
  const { seat, may } = useSeat()
  const organisation = under ?? seat?.organisation ?? ''
  const due = useCall(termsDue, { organisation }, { enabled: organisation !== '' })
  return (
    <Page
      title={words.elections} subtitle={words.electionsHint} trail={[{ title: words.organisations, to: '/organisations' }]}
      actions={<Button className="no-print" onClick={() => print()}>{words.print}</Button>}
    >
      <Section flush>
        <div className="list-filters">
          <OrganisationPicker
            label={words.scope} value={organisation || undefined} onChange={(id) => change({ under: id })}
          />
        </div>
        <Waiting query={due}>{(found) => <Rows found={found} record={may(permissions.terms)} />}</Waiting>
      </Section>
    </Page>
  )
}
