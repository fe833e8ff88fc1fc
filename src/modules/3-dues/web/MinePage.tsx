import { Button, Select } from 'antd'
import { useCall } from '#base/web/calls.ts'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { useFilters } from '#base/web/route.ts'
import type { OutputOf } from '#base/contract.ts'
import { mine, type OwnDuesView } from '#dues/contract/own.ts'
import { thisMonth } from '#dues/web/MonthSwitch.tsx'
import { words as money } from '#dues/web/money-words.ts'
import { Receipts } from '#dues/web/Receipts.tsx'
import { Told } from '#dues/web/ReportPage.tsx'
import { words } from '#dues/web/words.ts'
import { payerWords, yuan } from '#dues/words.ts'
import '#dues/web/dues.css'

type OwnMonth = OwnDuesView['months'][number]

function State({ standing: { state, paid, fen, silent } }: Pick<OwnMonth, 'standing'>) {
  if (paid) return <Tag kind="good">{words.taken(paid.on)}</Tag>
  if (silent) return <span className="quiet">{words.silent}</span>
  if (state === 'exempt') return <Tag>{words.exempt}</Tag>
  if (state === 'voluntary') return <Tag>{words.voluntary}</Tag>
  if (state === 'unknown') return <Tag>{words.unknown}</Tag>
  return fen > 0 ? <Tag kind="warn">{words.open}</Tag> : null
}

const columns: Column<OwnMonth>[] = [
  { key: 'month', title: words.month, lead: true, nowrap: true, render: ({ monthWords }) => monthWords },
  { key: 'owed', title: words.owed, align: 'right', nowrap: true, render: ({ standing }) => (standing.state === 'owed' ? <span className="dues-sum">{yuan(standing.fen)}</span> : '') },
  { key: 'how', title: words.reckoned, wide: true, render: ({ standing, monthWords }) => <>{standing.sentence} {standing.why && <Why reason={standing.why} about={monthWords} />}</> },
  { key: 'state', title: words.state, nowrap: true, render: (row) => <State standing={row.standing} /> },
]

const noteOf = ({ payer, base, organisation }: OwnDuesView) =>
  [organisation, payer && payerWords[payer], base !== null && words.baseNow(yuan(base))].filter(Boolean).join('　')

/** Whoever has not paid is told here first, and nobody else. */
function OwnOpen({ found }: { found: OutputOf<typeof mine> }) {
  const open = found.lines.flatMap(({ months }) => months.filter(({ month, standing: { state, fen, paid, silent } }) =>
    state === 'owed' && fen > 0 && !paid && !silent && month < thisMonth()))
  return open.length === 0 ? null : <Note kind="warn" title={money.ownOpen(open.length, open.map((one) => one.monthWords).join('、'))}>{money.ownOpenHint}</Note>
}

function Found({ found }: { found: OutputOf<typeof mine> }) {
  if (found.lines.length === 0 && found.receipts.length === 0) return <Section flush><Empty title={words.nothingMine} hint={words.nothingMineHint} /></Section>
  return (
    <>
      <OwnOpen found={found} />
      {found.lines.map((own) => (
        <Section key={own.line + own.organisation} title={own.lineWords} note={noteOf(own)} flush>
          <DataTable caption={own.lineWords} columns={columns} rows={own.months.toReversed()} rowKey={({ month }) => month} />
        </Section>
      ))}
      <Receipts own title={words.yearTotal(found.year, yuan(found.total))} rows={found.receipts} />
      {found.published.map(({ organisation, publication }) => (
        <Section key={publication.id} title={money.published} note={money.publishedBy(organisation, publication.on, publication.way)}>
          <Told content={publication.content} />
        </Section>
      ))}
    </>
  )
}

/** Everybody's own dues: owed, why, paid, receipts; prints as the year's statement. */
export function MinePage() {
  const [filters, change] = useFilters()
  const now = Number(thisMonth().slice(0, 4))
  const year = /^20\d\d$/.test(filters['year'] ?? '') ? Number(filters['year']) : now
  const query = useCall(mine, { year: String(year) })
  const years = Array.from({ length: 6 }, (_, at) => ({ value: now - at, label: String(now - at) }))
  return (
    <Page
      title={words.mine} subtitle={words.mineHint} trail={query.data?.name ? [{ title: query.data.name, to: '/me' }] : []}
      actions={<>
        <Select aria-label={words.year} value={year} options={years} onChange={(next) => change({ year: String(next) })} style={{ width: '6.5rem' }} />
        <Button onClick={() => print()}>{words.print}</Button>
      </>}
    >
      <Waiting query={query}>{(found) => <Found found={found} />}</Waiting>
    </Page>
  )
}
