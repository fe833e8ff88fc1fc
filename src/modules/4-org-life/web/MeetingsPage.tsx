import { Select } from 'antd'
import { usePages } from '#base/web/calls.ts'
import { useNarrow } from '#base/web/device.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { ListPage } from '#base/web/kit/ListPage.tsx'
import { SearchField } from '#base/web/kit/SearchField.tsx'
import { useFilters } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { OrganisationPicker } from '#organisations/web/parts/OrganisationPicker.tsx'
import { list } from '#org-life/contract.ts'
import { isMeetingKind, meetingKindCodes, meetingKinds } from '#org-life/kinds.ts'
import { stateWords } from '#org-life/words.ts'
import { MeetingTable } from '#org-life/web/MeetingTable.tsx'
import { words } from '#org-life/web/words.ts'
import { today } from '#base/web/today.ts'
import '#org-life/web/org-life.css'

const kindOptions = [{ value: '', label: words.anyKind }, ...meetingKindCodes.map((value) => ({ value: value as string, label: meetingKinds[value].words }))]
const stateOptions = [{ value: '', label: words.anyState }, ...Object.entries(stateWords).map(([value, label]) => ({ value, label }))]
const belowOptions = [{ value: '', label: words.ownOnly }, { value: 'yes', label: words.belowAll }]

const years = () => {
  const now = Number(today().slice(0, 4))
  return [{ value: '', label: words.anyYear }, ...[0, 1, 2, 3, 4].map((n) => ({ value: String(now - n), label: `${now - n}年` }))]
}

function Choice({ label, value, options, onChange }: { label: string; value: string; options: { value: string; label: string }[]; onChange: (value: string | undefined) => void }) {
  const narrow = useNarrow()
  return <Select aria-label={label} value={value} options={options} style={{ width: narrow ? '100%' : '10.5rem' }} onChange={(next) => onChange(next || undefined)} />
}

/** All records of an organisation, or of everything below it, found by kind, year, state and words in them. */
export function MeetingsPage() {
  const [filters, change] = useFilters()
  const { seat } = useSeat()
  const organisation = filters['organisation'] ?? seat?.organisation ?? ''
  const below = filters['below'] === 'yes'
  const { kind = '', state = '', year = '', q = '' } = filters
  const asked = { organisation, below, ...(isMeetingKind(kind) && { kind }), ...(state && { state }), ...(year && { year }), ...(q && { q }) }
  const { rows, query } = usePages(list, asked, { enabled: organisation !== '' })
  return (
    <ListPage
      title={words.all} trail={[{ title: words.orgLife, to: '/org-life' }]} query={query} shown={rows.length}
      empty={<Empty title={words.noRecords} hint={words.noRecordsHint} />}
      filters={<>
        <OrganisationPicker label={words.where} value={organisation || undefined} onChange={(id) => change({ organisation: id })} />
        <Choice label={words.below} value={below ? 'yes' : ''} options={belowOptions} onChange={(next) => change({ below: next })} />
        <SearchField label={words.searchLabel} value={q} onChange={(next) => change({ q: next || undefined })} />
        <Choice label={words.kind} value={kind} options={kindOptions} onChange={(next) => change({ kind: next })} />
        <Choice label={words.state} value={state} options={stateOptions} onChange={(next) => change({ state: next })} />
        <Choice label={words.anyYear} value={year} options={years()} onChange={(next) => change({ year: next })} />
      </>}
    >
      <MeetingTable rows={rows} withPlace />
    </ListPage>
  )
}
