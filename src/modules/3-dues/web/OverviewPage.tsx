import { Button, Select } from 'antd'
import { useState } from 'react'
import { Link } from '@tanstack/react-router'
import type { OutputOf } from '#base/contract.ts'
import { useCall } from '#base/web/calls.ts'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useSeat } from '#access/web/seat.ts'
import { overview, permissions } from '#dues/contract.ts'
import { Answers } from '#dues/web/Answers.tsx'
import { MonthSwitch } from '#dues/web/MonthSwitch.tsx'
import { ToStatements } from '#dues/web/statement/ToStatements.tsx'
import { words } from '#dues/web/words.ts'
import { yuan } from '#dues/words.ts'

type Overview = OutputOf<typeof overview>
type Row = Overview['rows'][number]

const isException = (row: Row): boolean => row.closed !== true || (row.unpaid ?? 0) > 0
const sum = (fen: number | null) => (fen === null ? '' : <span className="dues-sum">{yuan(fen)}</span>)

const columnsOf = (month: string, mayOpen: boolean): Column<Row>[] => [
  {
    key: 'name', title: words.body, lead: true,
    render: ({ id, name }) => (mayOpen ? <Link to={`/dues?organisation=${id}&month=${month}` as string}>{name}</Link> : name),
  },
  { key: 'closed', title: words.closedState, nowrap: true, render: ({ closed }) => (closed ? <Tag kind="good">{words.isClosed}</Tag> : <Tag>{words.isOpen}</Tag>) },
  { key: 'payers', title: words.totals.payers, align: 'right', nowrap: true, render: ({ payers }) => payers },
  { key: 'owed', title: words.owed, align: 'right', nowrap: true, render: ({ owed }) => sum(owed) },
  { key: 'unpaid', title: words.unpaid, align: 'right', nowrap: true, render: ({ unpaid }) => unpaid },
  { key: 'collected', title: words.collected, align: 'right', nowrap: true, render: ({ collected }) => sum(collected) },
]

function Bodies({ found }: { found: Overview }) {
  const [only, setOnly] = useState(false)
  const { may } = useSeat()
  const rows = only ? found.rows.filter(isException) : found.rows
  if (found.rows.length === 0) return <Section flush><Empty title={words.noBodies} hint={words.noBodiesHint} /></Section>
  return (
    <Section title={found.monthWords} note={`${words.isClosed} ${found.totals.closed} / ${found.totals.bodies}　${words.collected} ${yuan(found.totals.collected)}`} flush>
      <div className="list-filters">
        <Select
          aria-label={words.state} value={only ? 'only' : 'all'} style={{ width: '14rem' }} onChange={(next) => setOnly(next === 'only')}
          options={[{ value: 'all', label: words.everything }, { value: 'only', label: words.only }]}
        />
      </div>
      <DataTable caption={words.dues} columns={columnsOf(found.month, may(permissions.amounts))} rows={rows} rowKey={({ id }) => id} />
    </Section>
  )
}

/** Superiors: by body and month, exceptions as a filter; never a person. */
export function OverviewPage({ organisation, month, onMonth }: { organisation: string; month: string; onMonth: (month: string) => void }) {
  const query = useCall(overview, { organisation, month })
  const { may } = useSeat()
  return (
    <Page
      title={words.dues} subtitle={words.overviewHint}
      actions={<><MonthSwitch month={month} onChange={onMonth} /><ToStatements organisation={organisation} /><Button type="text" onClick={() => print()}>{words.print}</Button></>}
    >
      <Waiting query={query}>{(found) => <Bodies found={found} />}</Waiting>
      {may(permissions.answer) && <Answers organisation={organisation} />}
    </Page>
  )
}
