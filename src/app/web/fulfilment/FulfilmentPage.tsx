import { Link } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import type { OutputOf } from '#base/contract.ts'
import { addDays } from '#base/day.ts'
import { linkTo } from '#base/web/call.ts'
import { useCall } from '#base/web/calls.ts'
import { useNarrow } from '#base/web/device.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useFilters } from '#base/web/route.ts'
import { today } from '#base/web/today.ts'
import { useSeat } from '#access/web/seat.ts'
import { exportFulfilment, fulfilment, type FulfilmentRow } from '#obligations/contract.ts'
import { OrganisationPicker } from '#organisations/web/parts/OrganisationPicker.tsx'
import { CountTable } from './CountTable.tsx'
import { askedAt, askedFor, valueOf } from './due.ts'
import { Questions } from './Questions.tsx'
import { spanOfValue, spansBefore, type Span } from './spans.ts'
import { words } from './words.ts'
import './fulfilment.css'

type Found = OutputOf<typeof fulfilment>
type Address = (more: Record<string, string | undefined>) => string

const isOpen = ({ count }: { count: FulfilmentRow['count'] }): boolean => count.missed > 0

/** Where a body's own duties of a span stand; what is neither month, quarter nor year stands in the year it ends in. */
const dutiesAt = (id: string, span: Span): string =>
  `/organisations/${id}?due=${valueOf(askedFor(span) ?? askedAt('year', addDays(span.to, -1)))}#duties`

/** A subordinate leads to what hangs below it, one without any to its records. */
function Name({ row, span, address }: { row: FulfilmentRow; span: Span; address: Address }) {
  const { organisation: { id, name }, own, isLeaf } = row
  const to = own || isLeaf ? dutiesAt(id, span) : address({ organisation: id })
  return <Link to={to}>{own ? words.own(name) : name}</Link>
}

function ByBody({ found, only, span, address }: { found: Found; only: boolean; span: Span; address: Address }) {
  const rows = found.rows.filter((row) => row.count.owed > 0 && (!only || isOpen(row)))
  if (found.total.owed === 0) return <Empty title={words.nothing} hint={words.nothingHint} />
  if (rows.length === 0) return <Empty title={words.noneOpen} hint={words.noneOpenHint} />
  const shown = rows.map((row) => ({ key: row.organisation.id, name: <Name row={row} span={span} address={address} />, count: row.count }))
  return <CountTable caption={words.byBody} lead={words.body} rows={[...shown, ...(only ? [] : [{ key: 'total', name: words.total, count: found.total }])]} />
}

function ByDuty({ found, only, address }: { found: Found; only: boolean; address: Address }) {
  const rows = found.duties.filter((row) => !only || isOpen(row))
  return (
    <CountTable
      caption={words.byDuty} lead={words.what}
      rows={rows.map(({ duty, words: name, count }) => ({ key: duty, name: <Link to={address({ duty })}>{name}</Link>, count }))}
    />
  )
}

/** What this level itself costs those below. */
function Burden({ burden: { settings, waivers, notices } }: { burden: Found['burden'] }) {
  if (settings.length === 0 && waivers === 0 && notices.length === 0) return <p className="quiet">{words.burdenNone}</p>
  return (
    <>
      {settings.length > 0 && <>{words.burdenSettings(settings.length)}<ul className="burden">{settings.map((one) => <li key={one}>{one}</li>)}</ul></>}
      {waivers > 0 && <p>{words.burdenWaivers(waivers)}</p>}
      {notices.length > 0 && (
        <>
          {words.burdenNotices}
          <ul className="burden">{notices.map((one) => <li key={one.class}>{words.burdenClass(one.words, one.notices, one.readers)}</li>)}</ul>
          <p className="quiet">{words.burdenNoticesWhy}</p>
        </>
      )}
    </>
  )
}

function Filters({ organisation, duties }: { organisation: string; duties: { value: string; label: string }[] }) {
  const [filters, change] = useFilters()
  const narrow = useNarrow()
  const now = today()
  const span = spanOfValue(filters['span'], now)
  const offered = spansBefore(now)
  const spans = offered.some(({ value }) => value === span.value) ? offered : [span, ...offered]
  const width = (rem: number) => ({ width: narrow ? '100%' : `${rem}rem` })
  return (
    <div className="list-filters">
      <OrganisationPicker label={words.scope} value={organisation} onChange={(id) => change({ organisation: id })} />
      <Select aria-label={words.when} style={width(11)} value={span.value} options={spans} onChange={(value) => change({ span: value })} />
      <Select
        aria-label={words.duty} style={width(14)} value={filters['duty'] ?? ''} onChange={(value) => change({ duty: value || undefined })}
        options={[{ value: '', label: words.allDuties }, ...duties]}
      />
      <label className="check">
        <input type="checkbox" checked={filters['only'] === 'missed'} onChange={(event) => change({ only: event.target.checked ? 'missed' : undefined })} />
        {words.onlyOpen}
      </label>
    </div>
  )
}

/** Only what is set stands in the address: that is what a saved question keeps. */
const addressWith = (filters: Readonly<Record<string, string | undefined>>): string =>
  new URLSearchParams(Object.entries(filters).flatMap(([key, value]) => (value ? [[key, value]] : []))).toString()

/** 履行情况: what an organisation and all below it owe in a span of time, and what became of it, in the order of the tree. */
export function FulfilmentPage() {
  const [filters] = useFilters()
  const { seat } = useSeat()
  const organisation = filters['organisation'] ?? seat?.organisation ?? ''
  const span = spanOfValue(filters['span'], today())
  const asked = { organisation, from: span.from, to: span.to }
  const found = useCall(fulfilment, { ...asked, duty: filters['duty'] }, { enabled: organisation !== '' })
  const every = useCall(fulfilment, asked, { enabled: organisation !== '' })
  const only = filters['only'] === 'missed'
  const address: Address = (more) => `/fulfilment?${addressWith({ ...filters, ...more })}`
  if (organisation === '') return <Page title={words.title}><Section flush><Empty title={words.noPost} hint={words.noPostHint} /></Section></Page>
  return (
    <Page
      title={words.title} subtitle={words.hint}
      actions={<>
        <Button href={linkTo(exportFulfilment, { ...asked, duty: filters['duty'], format: 'xlsx' })}>{words.export}</Button>
        <Button type="text" onClick={() => print()}>{words.print}</Button>
      </>}
    >
      <Section flush>
        <Filters organisation={organisation} duties={(every.data?.duties ?? []).map(({ duty, words: label }) => ({ value: duty, label }))} />
        <Questions query={addressWith({ ...filters, organisation })} />
      </Section>
      <Waiting query={found}>
        {(data) => (
          <>
            <Section title={words.byBody} note={`${data.organisation.name}　${span.label}　${words.byBodyNote}`} flush>
              <ByBody found={data} only={only} span={span} address={address} />
            </Section>
            {data.duties.length > 0 && <Section title={words.byDuty} flush><ByDuty found={data} only={only} address={address} /></Section>}
            <Section title={words.burden}><Burden burden={data.burden} /></Section>
          </>
        )}
      </Waiting>
    </Page>
  )
}
