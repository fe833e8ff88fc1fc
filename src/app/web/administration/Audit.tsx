import { Select } from 'antd'
import { eventGroups, type EventGroup } from '#access/event-groups.ts'
import { auditExport, auditLog } from '#app/administration/contract.ts'
import { groupWords } from '#app/administration/words.ts'
import { isDay } from '#base/day.ts'
import { linkTo } from '#base/web/call.ts'
import { usePages } from '#base/web/calls.ts'
import { DayField } from '#base/web/kit/DayField.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { ListPage } from '#base/web/kit/ListPage.tsx'
import { SearchField } from '#base/web/kit/SearchField.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { useFilters } from '#base/web/route.ts'
import { EmergencyLine } from './Emergencies.tsx'
import { EventTable } from './EventTable.tsx'
import { words } from './words.ts'

type Change = (next: Record<string, string | undefined>) => void
type Filters = Record<string, string | undefined>

const groups = (Object.keys(eventGroups) as EventGroup[]).filter((group) => group !== 'audit')
const options = [{ value: '', label: words.allGroups }, ...groups.map((group) => ({ value: group, label: groupWords[group] }))]

/** A day half typed filters nothing yet. */
const Day = ({ name, label, filters, change }: { name: string; label: string; filters: Filters; change: Change }) => (
  <DayField label={label} value={filters[name] ?? ''} onChange={(day) => { if (day === '' || isDay(day)) change({ [name]: day || undefined }) }} />
)

function AuditFilters({ filters, change }: { filters: Filters; change: Change }) {
  return (
    <>
      <span className="span-days">
        <Day name="from" label={words.from} filters={filters} change={change} />
        <span className="quiet" aria-hidden>–</span>
        <Day name="to" label={words.to} filters={filters} change={change} />
      </span>
      <Select
        aria-label={words.group} value={filters['group'] ?? ''} options={options} style={{ width: '9rem' }}
        onChange={(group) => change({ group: group || undefined })}
      />
      <SearchField label={words.loginIs} value={filters['login'] ?? ''} onChange={(login) => change({ login: login || undefined })} width="9rem" />
      <SearchField label={words.search} value={filters['q'] ?? ''} onChange={(q) => change({ q: q || undefined })} width="15rem" />
    </>
  )
}

function Counts({ counts, change }: { counts: Record<string, number>; change: Change }) {
  const held = groups.filter((group) => counts[group])
  if (held.length < 2) return null
  return (
    <ul className="counts" aria-label={words.auditCounts}>
      {held.map((group) => (
        <li key={group}>
          <button type="button" className="plain" onClick={() => change({ group })}>
            {groupWords[group]} <strong>{counts[group]!.toLocaleString('zh-CN')}</strong>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** The auditor's page: break-glass first, then everything, newest first. */
export function Audit() {
  const [filters, change] = useFilters()
  const { from, to, group, login, q } = filters as Filters
  const wish = { from, to, group: groups.find((one) => one === group), login, q }
  const { rows, first, query } = usePages(auditLog, wish)
  const emergencies = first?.emergencies ?? []
  return (
    <ListPage
      title={words.audit} subtitle={words.auditHint} query={query} shown={rows.length} exportTo={linkTo(auditExport, wish)}
      filters={<AuditFilters filters={filters} change={change} />}
      empty={<Empty title={words.auditEmpty} hint={words.auditEmptyHint} />}
      before={(
        <>
          {emergencies.length > 0 && (
            <Section title={words.emergencies} flush>
              <ul>{emergencies.map((row) => <EmergencyLine key={row.id} row={row} />)}</ul>
            </Section>
          )}
          {first && !from && (q || Object.keys(first.counts).length > 1) && <p className="look-back quiet">{words.lookBack}</p>}
          {first && <Counts counts={first.counts} change={change} />}
        </>
      )}
    >
      <EventTable caption={words.audit} rows={rows} />
    </ListPage>
  )
}
