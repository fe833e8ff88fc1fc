import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '#base/web/calls.ts'
import { Confirm } from '#base/web/kit/Confirm.tsx'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { confirm, drop, type JournalView, type OrderView } from '#dues/contract/journal.ts'
import type { Proposal } from '#dues/web/JournalForms.tsx'
import { words } from '#dues/web/money-words.ts'
import { yuan } from '#dues/words.ts'

type OnDraw = ((proposal: Proposal) => void) | undefined
const sum = (fen: number) => <span className="dues-sum">{yuan(fen)}</span>

function Settle({ order, mayAct }: { order: OrderView; mayAct: boolean }) {
  const [dropping, setDropping] = useState(false)
  const booking = useAct(confirm)
  const sending = useAct(drop)
  if (!mayAct) return null
  return (
    <span className="dues-row-state">
      {order.mine ? <Tag>{words.waits}</Tag> : (
        <Button type="primary" loading={booking.isPending} aria-label={words.actOf(order.words, yuan(order.fen))} onClick={() => booking.mutate({ order: order.id })}>
          {words.act}
        </Button>
      )}
      <Button onClick={() => setDropping(true)}>{words.drop}</Button>
      {booking.error && <span className="dues-error" role="alert">{booking.error.message}</span>}
      <Confirm
        open={dropping} danger title={words.dropTitle} verb={words.drop} reason={words.dropReason} onClose={() => setDropping(false)}
        onConfirm={(reason) => sending.mutateAsync({ order: order.id, reason })}
      >
        <p>{order.words}　{yuan(order.fen)}</p>
      </Confirm>
    </span>
  )
}

const orderColumns = (mayAct: boolean): Column<OrderView>[] => [
  { key: 'what', title: words.kind, lead: true, render: (order) => order.words },
  { key: 'on', title: words.on, nowrap: true, render: ({ on, moneyWords }) => `${on} ${moneyWords}` },
  { key: 'about', title: words.about, wide: true, render: ({ about, decision }) => [about, decision].filter(Boolean).join('；') },
  { key: 'sum', title: words.sum, align: 'right', nowrap: true, render: ({ fen }) => sum(fen) },
  { key: 'maker', title: words.maker, nowrap: true, render: ({ maker }) => maker },
  { key: 'act', title: '', wide: true, render: (order) => <Settle order={order} mayAct={mayAct} /> },
]

/** What one of the two has drawn up and the other has not confirmed yet. */
export function Drawn({ rows, mayAct }: { rows: OrderView[]; mayAct: boolean }) {
  if (rows.length === 0) return null
  return (
    <Section title={words.drawn} note={words.drawnHint} flush>
      <DataTable caption={words.drawn} columns={orderColumns(mayAct)} rows={rows} rowKey={({ id }) => id} />
    </Section>
  )
}

interface Waiting {
  key: string
  name: string
  months: string
  fen: number
  proposal: Proposal
}

const waitingOf = ({ handing, arriving }: JournalView): Waiting[] => [
  ...handing.map(({ id, name, months, through, fen }) => ({ key: id, name, fen, months: months.join('、'), proposal: { kind: 'receive' as const, other: id, through, fen } })),
  ...arriving.map(({ voucher, name, year, on, fen }) =>
    ({ key: voucher, name, fen, months: `${words.arriving} ${words.forYear(year)} ${on}`, proposal: { kind: 'from-below' as const, voucher, fen } })),
]

/** What bodies below have closed or sent, with the button that takes it in. */
export function Handing({ found, onDraw }: { found: JournalView; onDraw: OnDraw }) {
  const rows = waitingOf(found)
  if (rows.length === 0) return null
  const columns: Column<Waiting>[] = [
    { key: 'name', title: words.body, lead: true, render: ({ name }) => name },
    { key: 'months', title: words.months, wide: true, render: ({ months }) => months },
    { key: 'sum', title: words.sum, align: 'right', nowrap: true, render: ({ fen }) => sum(fen) },
    ...(onDraw ? [{
      key: 'act', title: '', nowrap: true, render: ({ name, fen, proposal }: Waiting) => (
        <Button disabled={fen <= 0} aria-label={words.receiveOf(name, yuan(fen))} onClick={() => onDraw(proposal)}>{words.receive}</Button>
      ),
    }] : []),
  ]
  return (
    <Section title={words.handing} note={words.handingHint} flush>
      <DataTable caption={words.handing} columns={columns} rows={rows} rowKey={({ key }) => key} />
    </Section>
  )
}

type Remittance = JournalView['remittances'][number]

/** What goes up for this year and the one before, with the rule and its day. */
export function Remittances({ found, onDraw }: { found: JournalView; onDraw: OnDraw }) {
  const columns: Column<Remittance>[] = [
    { key: 'year', title: words.year, lead: true, nowrap: true, render: ({ year }) => words.forYear(year) },
    { key: 'paid', title: words.paid, align: 'right', nowrap: true, render: ({ paid }) => sum(paid) },
    {
      key: 'ratio', title: words.ratio, wide: true,
      render: ({ ratio, why, year }) => (ratio === null ? <Tag kind="warn">{words.unset}</Tag> : <>{ratio}% {why && <Why reason={why} about={words.remitOf(year)} />}</>),
    },
    { key: 'due', title: words.due, align: 'right', nowrap: true, render: ({ due }) => sum(due) },
    { key: 'done', title: words.done, align: 'right', nowrap: true, render: ({ done }) => sum(done) },
    { key: 'by', title: words.by, nowrap: true, render: ({ by, byWhy, year }) => <>{by} {byWhy && <Why reason={byWhy} about={words.forYear(year)} />}</> },
    ...(onDraw ? [{
      key: 'act', title: '', nowrap: true, render: ({ year, open }: Remittance) => (open > 0
        ? <Button aria-label={words.remitOf(year)} onClick={() => onDraw({ kind: 'remit', year: String(year), fen: open })}>{words.remit}</Button> : null),
    }] : []),
  ]
  const unset = found.remittances.some(({ ratio }) => ratio === null)
  return (
    <Section
      title={words.remittance} note={unset ? words.unsetHint : undefined}
      actions={unset && <LinkButton to={`/organisations/${found.organisation.id}/rules`}>{words.rulesPage}</LinkButton>} flush
    >
      <DataTable caption={words.remittance} columns={columns} rows={found.remittances} rowKey={({ year }) => String(year)} />
    </Section>
  )
}
