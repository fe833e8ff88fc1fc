import { Button } from 'antd'
import { useState } from 'react'
import { useCall } from '#base/web/calls.ts'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { DetailList } from '#base/web/kit/DetailList.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { today } from '#base/web/today.ts'
import { useFilters } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { permissions } from '#dues/contract.ts'
import { publish, report, type PublicationView, type ReportView, type YearView } from '#dues/contract/report.ts'
import { words } from '#dues/web/money-words.ts'
import { YearSwitch, yearIn } from '#dues/web/YearSwitch.tsx'
import { words as dues } from '#dues/web/words.ts'
import { yuan } from '#dues/words.ts'
import '#dues/web/dues.css'

const sum = (fen: number) => <span className="dues-sum">{yuan(fen)}</span>
type Sum = { words: string; fen: number }

const sumColumns = (title: string): Column<Sum>[] => [
  { key: 'what', title, lead: true, render: ({ words: told }) => told },
  { key: 'sum', title: words.sum, align: 'right', nowrap: true, render: ({ fen }) => sum(fen) },
]

const bodyColumns: Column<YearView['bodies'][number]>[] = [
  { key: 'name', title: words.body, lead: true, render: ({ name }) => name },
  { key: 'collected', title: words.collected, align: 'right', nowrap: true, render: ({ collected }) => sum(collected) },
  { key: 'used', title: words.used, align: 'right', nowrap: true, render: ({ used }) => sum(used) },
  { key: 'remitted', title: words.remitted, align: 'right', nowrap: true, render: ({ remitted }) => sum(remitted) },
]

const accountRows = (account: NonNullable<YearView['account']>): Sum[] => [
  { words: words.opening, fen: account.opening }, ...account.income.map((one) => ({ ...one, words: `${words.income}：${one.words}` })),
  ...account.spent.map((one) => ({ ...one, words: `${words.spent}：${one.words}` })), { words: words.closing, fen: account.closing },
]

const Sums = ({ caption, title, rows }: { caption: string; title: string; rows: Sum[] }) =>
  <DataTable caption={caption} columns={sumColumns(title)} rows={rows} rowKey={(row) => row.words} />

const Whole = ({ content }: { content: YearView }) => (
  <DetailList details={[
    { label: words.collected, value: sum(content.collected) }, { label: words.owed, value: sum(content.owed) },
    ...(content.central === 0 ? [] : [{ label: words.centralIn, value: sum(content.central) }]),
  ]} />
)

/** What was published, as it was told, in one sheet. */
export function Told({ content }: { content: YearView }) {
  return (
    <>
      <Whole content={content} />
      {content.account && <Sums caption={words.balance} title={words.account} rows={accountRows(content.account)} />}
      {content.months.length > 0 && <Sums caption={words.byMonth} title={words.months} rows={content.months} />}
      {content.bodies.length > 0 && <DataTable caption={words.byBody} columns={bodyColumns} rows={content.bodies} rowKey={({ name }) => name} />}
    </>
  )
}

function YearSums({ content }: { content: YearView }) {
  return (
    <>
      <Section><Whole content={content} /></Section>
      {content.account && (
        <Section title={words.balance} flush><Sums caption={words.balance} title={words.account} rows={accountRows(content.account)} /></Section>
      )}
      {content.months.length > 0 && <Section title={words.byMonth} flush><Sums caption={words.byMonth} title={words.months} rows={content.months} /></Section>}
      {content.bodies.length > 0 && (
        <Section title={words.byBody} flush><DataTable caption={words.byBody} columns={bodyColumns} rows={content.bodies} rowKey={({ name }) => name} /></Section>
      )}
    </>
  )
}

const publicationColumns: Column<PublicationView>[] = [
  { key: 'on', title: words.publishedOn, lead: true, nowrap: true, render: ({ on }) => on },
  { key: 'way', title: words.way, wide: true, render: ({ way }) => way },
  { key: 'grain', title: words.grain, nowrap: true, render: ({ grainWords }) => grainWords },
  { key: 'sum', title: words.collected, align: 'right', nowrap: true, render: ({ content }) => sum(content.collected) },
  { key: 'doer', title: words.doer, nowrap: true, render: ({ doer }) => doer },
]

function Publications({ found }: { found: ReportView }) {
  const [open, setOpen] = useState(false)
  const { seat, may } = useSeat()
  const own = may(permissions.publish) && seat?.organisation === found.organisation.id
  return (
    <Section title={words.publications} note={<>{words.grain} {found.grainWords} {found.grainWhy && <Why reason={found.grainWhy} about={words.grain} />}</>} actions={own && <Button type="primary" onClick={() => setOpen(true)}>{words.publish}</Button>} flush>
      {found.publications.length === 0
        ? <Empty title={words.noPublications} hint={words.noPublicationsHint} />
        : <DataTable caption={words.publications} columns={publicationColumns} rows={found.publications} rowKey={({ id }) => id} />}
      <FormDialog open={open} title={words.publishTitle} onClose={() => setOpen(false)}>
        <ActForm
          endpoint={publish} submit={words.publish} fixed={{ organisation: found.organisation.id, year: String(found.year) }} initial={{ on: today() }}
          intro={<p>{words.publishIntro(found.grainWords)}</p>} onDone={() => setOpen(false)} onCancel={() => setOpen(false)}
          fields={[
            { name: 'on', label: words.publishedOn, kind: 'day' },
            { name: 'way', label: words.way, kind: 'line', maxLength: 60, help: words.wayHelp },
          ]}
        />
      </FormDialog>
    </Section>
  )
}

/** A year of a body: what the superior reads, and what is told to the members. */
export function ReportPage() {
  const [filters, change] = useFilters()
  const { seat } = useSeat()
  const organisation = filters['organisation'] ?? seat?.organisation ?? ''
  const year = yearIn(filters['year'])
  const query = useCall(report, { organisation, year: String(year) }, { enabled: organisation !== '' })
  const found = query.data
  return (
    <Page
      title={found ? words.reportTitle(year, found.lineWords) : words.report} subtitle={found ? `${found.organisation.name}　${words.reportHint}` : words.reportHint}
      trail={[{ title: dues.dues, to: `/dues?organisation=${organisation}` }]}
      actions={<>
        <YearSwitch year={year} onChange={(next) => change({ year: String(next) })} />
        <Button type="text" onClick={() => print()}>{words.print}</Button>
      </>}
    >
      <Waiting query={query}>{(one) => <><YearSums content={one.content} /><Publications found={one} /></>}</Waiting>
    </Page>
  )
}
