import { Button } from 'antd'
import { useState } from 'react'
import { useCall } from '#base/web/calls.ts'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { useAddress, useFilters } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { PageOf } from '#organisations/web/parts/PageOf.tsx'
import { readPayer, type PayerView } from '#dues/contract.ts'
import { monthWords } from '#dues/rules/months.ts'
import { thisMonth } from '#dues/web/MonthSwitch.tsx'
import { ArrangeForm, BaseForm, TakeForm } from '#dues/web/PayerForms.tsx'
import { Receipts } from '#dues/web/Receipts.tsx'
import { PaidTag } from '#dues/web/Take.tsx'
import { words } from '#dues/web/words.ts'
import { itemWords, payerWords, yuan } from '#dues/words.ts'
import '#dues/web/dues.css'

type MonthRow = PayerView['months'][number]
type Sheet = PayerView['worksheets'][number]
type Arranged = PayerView['arrangements'][number]

function MonthState({ row: { standing, month } }: { row: MonthRow }) {
  if (!standing) return <span className="quiet">{words.notHere}</span>
  if (standing.paid) return <PaidTag paid={standing.paid} />
  if (month > thisMonth()) return <span className="quiet">{words.ahead}</span>
  if (standing.silent) return <span className="quiet">{words.silent}</span>
  if (standing.state === 'owed') return standing.fen > 0 ? <Tag kind="warn">{words.open}</Tag> : null
  return <Tag>{words[standing.state]}</Tag>
}

const monthColumns: Column<MonthRow>[] = [
  { key: 'month', title: words.month, lead: true, nowrap: true, render: (row) => row.monthWords },
  { key: 'owed', title: words.owed, align: 'right', nowrap: true, render: ({ standing }) => (standing?.state === 'owed' ? <span className="dues-sum">{yuan(standing.fen)}</span> : '') },
  { key: 'how', title: words.reckoned, wide: true, render: ({ standing, monthWords: told }) => <>{standing?.sentence} {standing?.why && <Why reason={standing.why} about={told} />}</> },
  { key: 'state', title: words.state, render: (row) => <MonthState row={row} /> },
]

const sheetColumns: Column<Sheet>[] = [
  { key: 'from', title: words.from, lead: true, nowrap: true, render: ({ from }) => words.baseFrom(monthWords(from)) },
  { key: 'payer', title: words.kind, nowrap: true, render: ({ payer }) => payerWords[payer] },
  { key: 'items', title: words.slip, wide: true, render: ({ items }) => items.map(({ item, fen }) => `${itemWords[item]} ${yuan(fen)}`).join('，') },
  { key: 'base', title: words.base, align: 'right', nowrap: true, render: ({ base }) => (base === null ? '' : <span className="dues-sum">{yuan(base)}</span>) },
]

const arrangedColumns: Column<Arranged>[] = [
  { key: 'what', title: words.arrangeKind, lead: true, nowrap: true, render: ({ words: told, fen }) => <>{told}{fen !== null && ` ${words.perMonth(yuan(fen))}`}</> },
  { key: 'months', title: words.month, nowrap: true, render: ({ from, to }) => words.arrangedFor(monthWords(from), monthWords(to)) },
  { key: 'reason', title: words.reason, wide: true, render: ({ reason }) => reason },
  { key: 'state', title: words.state, nowrap: true, render: ({ state, stateWords, settledBy, document }) => <><Tag kind={state === 'asked' ? 'warn' : 'plain'}>{stateWords}</Tag> {document ?? settledBy}</> },
]

type Form = 'base' | 'take' | 'arrange'
const titles: Record<Form, string> = { base: words.newBase, take: words.takeTitle, arrange: words.arrangeTitle }
const forms = { base: BaseForm, take: TakeForm, arrange: ArrangeForm }

function Screen({ found }: { found: PayerView }) {
  const [form, setForm] = useState<Form | null>(null)
  const Open = form && forms[form]
  const done = () => setForm(null)
  const none = found.worksheets.length === 0
  return (
    <Page
      title={found.person.name} subtitle={`${found.organisation.name}　${found.lineWords}`}
      trail={[{ title: words.dues, to: `/dues?organisation=${found.organisation.id}` }]}
      actions={<>
        <Button type="primary" onClick={() => setForm('take')}>{words.takeTitle}</Button>
        <Button onClick={() => setForm('base')}>{words.newBase}</Button>
      </>}
    >
      <Section title={words.months} flush>
        <DataTable caption={words.months} columns={monthColumns} rows={found.months.toReversed()} rowKey={({ month }) => month} />
      </Section>
      <Section title={words.base} flush>
        {none
          ? <Empty title={words.noBase} hint={words.noBaseHint} action={<Button type="primary" onClick={() => setForm('base')}>{words.newBase}</Button>} />
          : <DataTable caption={words.base} columns={sheetColumns} rows={found.worksheets} rowKey={({ id }) => id} />}
      </Section>
      <Section title={words.arrangements} actions={<Button onClick={() => setForm('arrange')}>{words.arrange}</Button>} flush>
        {found.arrangements.length === 0
          ? <Empty title={words.noArrangements} hint={words.noArrangementsHint} />
          : <DataTable caption={words.arrangements} columns={arrangedColumns} rows={found.arrangements} rowKey={({ id }) => id} />}
      </Section>
      <Receipts title={words.myReceipts} rows={found.receipts} mayAct />
      <FormDialog open={form !== null} title={form ? titles[form] : ''} onClose={done}>
        {Open && <Open found={found} onDone={done} />}
      </FormDialog>
    </Page>
  )
}

/** How one person pays here: months, pay slip, what was agreed, receipts. */
export function PayerPage() {
  const { id } = useAddress()
  const [filters] = useFilters()
  const { seat } = useSeat()
  const organisation = filters['organisation'] ?? seat?.organisation ?? ''
  const query = useCall(readPayer, { organisation, person: id! }, { enabled: organisation !== '' })
  return <PageOf title={words.payer} query={query}>{(found) => <Screen found={found} />}</PageOf>
}
