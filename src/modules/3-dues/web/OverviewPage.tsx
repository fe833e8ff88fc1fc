import { Button, Select } from 'antd'
import { useState } from 'react'
import { Link } from '@tanstack/react-router'
import { useCall } from '#base/web/calls.ts'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useSeat } from '#access/web/seat.ts'
import { permissions } from '#dues/contract.ts'
import { overview, type OverviewRow, type OverviewView } from '#dues/contract/report.ts'
import { Answers } from '#dues/web/Answers.tsx'
import { words as money } from '#dues/web/money-words.ts'
import { MonthSwitch } from '#dues/web/MonthSwitch.tsx'
import { ToStatements } from '#dues/web/statement/ToStatements.tsx'
import { words } from '#dues/web/words.ts'
import { yuan } from '#dues/words.ts'

const sum = (fen: number) => <span className="dues-sum">{yuan(fen)}</span>
const addressOf = (id: string, month: string): string => `/dues?organisation=${id}&month=${month}&by=body`

function columnsOf({ month, leaf }: OverviewView): Column<OverviewRow>[] {
  return [
    {
      key: 'name', title: leaf ? words.month : words.body, lead: true,
      render: ({ id, name }) => (id === null ? name : <Link to={addressOf(id, month) as string}>{name}</Link>),
    },
    { key: 'closed', title: money.closedOf, align: 'right', nowrap: true, render: ({ closed, bodies }) => (leaf ? <Closed is={closed > 0} /> : `${closed} / ${bodies}`) },
    { key: 'owed', title: words.owed, align: 'right', nowrap: true, render: ({ owed }) => sum(owed) },
    { key: 'unpaid', title: words.unpaid, align: 'right', nowrap: true, render: ({ unpaid }) => words.ofPeople(unpaid) },
    { key: 'collected', title: words.collected, align: 'right', nowrap: true, render: ({ collected }) => sum(collected) },
    ...(leaf ? [] : yearColumns),
  ]
}

const yearColumns: Column<OverviewRow>[] = [
  { key: 'year', title: money.yearCollected, align: 'right', nowrap: true, render: ({ yearCollected }) => sum(yearCollected) },
  { key: 'used', title: money.used, align: 'right', nowrap: true, render: ({ used }) => sum(used) },
  { key: 'remitted', title: money.remitted, align: 'right', nowrap: true, render: ({ remitted }) => sum(remitted) },
]

const Closed = ({ is }: { is: boolean }) => (is ? <Tag kind="good">{words.isClosed}</Tag> : <Tag>{words.isOpen}</Tag>)

/** What there is to look at comes first, each with its facts, in the order of the tree. */
function Exceptions({ rows, month }: { rows: OverviewRow[]; month: string }) {
  if (rows.length === 0) return null
  return (
    <Section title={money.exceptions} note={money.exceptionsHint}>
      <ul className="dues-exceptions">
        {rows.map(({ id, name, exceptions }) => (
          <li key={id ?? name}>{id === null ? name : <Link to={addressOf(id, month) as string}>{name}</Link>}　{exceptions.join('，')}</li>
        ))}
      </ul>
    </Section>
  )
}

function Bodies({ found }: { found: OverviewView }) {
  const [only, setOnly] = useState(false)
  const { totals } = found
  const exceptional = found.rows.filter(({ exceptions }) => exceptions.length > 0)
  if (found.rows.length === 0) return <Section flush><Empty title={words.noBodies} hint={words.noBodiesHint} /></Section>
  return (
    <>
      <Exceptions rows={exceptional} month={found.month} />
      <Section title={found.leaf ? words.months : found.monthWords} note={`${words.isClosed} ${totals.closed} / ${totals.bodies}　${words.collected} ${yuan(totals.collected)}　${money.yearCollected} ${yuan(totals.yearCollected)}`} flush>
        <div className="list-filters">
          <Select
            aria-label={words.state} value={only ? 'only' : 'all'} style={{ width: '14rem' }} onChange={(next) => setOnly(next === 'only')}
            options={[{ value: 'all', label: words.everything }, { value: 'only', label: words.only }]}
          />
        </div>
        <DataTable caption={words.dues} columns={columnsOf(found)} rows={only ? exceptional : found.rows} rowKey={({ id, name }) => id ?? name} />
      </Section>
    </>
  )
}

/** Superiors: by body and month, down to the branch's months; never a person. */
export function OverviewPage({ organisation, month, onMonth }: { organisation: string; month: string; onMonth: (month: string) => void }) {
  const query = useCall(overview, { organisation, month })
  const { may } = useSeat()
  const found = query.data
  return (
    <Page
      title={found ? `${words.dues} ${found.organisation.name}` : words.dues} subtitle={words.overviewHint}
      actions={<>
        <MonthSwitch month={month} onChange={onMonth} />
        {found?.keepsJournal && may(permissions.books) && <LinkButton to={`/dues/journal?organisation=${organisation}`}>{money.journal}</LinkButton>}
        {found?.line && <LinkButton to={`/dues/report?organisation=${organisation}&year=${month.slice(0, 4)}`}>{money.report}</LinkButton>}
        <ToStatements organisation={organisation} />
        <Button type="text" onClick={() => print()}>{words.print}</Button>
      </>}
    >
      <Waiting query={query}>{(one) => <Bodies found={one} />}</Waiting>
      {may(permissions.answer) && found && !found.leaf && <Answers organisation={organisation} />}
    </Page>
  )
}
