import { Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { linkTo } from '#base/web/call.ts'
import { useCall, usePages } from '#base/web/calls.ts'
import { useNarrow } from '#base/web/device.ts'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { ListPage } from '#base/web/kit/ListPage.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { useFilters } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { read } from '#organisations/contract.ts'
import { LineMark } from '#organisations/web/parts/KindTag.tsx'
import { OrganisationPicker } from '#organisations/web/parts/OrganisationPicker.tsx'
import { exportSpots, permissions, spots, type SpotView } from '#coverage/contract.ts'
import { priorities, spotCodeList, spotCodes } from '#coverage/codes.ts'
import { NoPost } from '#coverage/web/NoPost.tsx'
import { words } from '#coverage/web/words.ts'
import { priorityWords, spotWords } from '#coverage/words.ts'
import '#coverage/web/coverage.css'

const addressOf = ({ unit, body }: SpotView) => (unit ? `/coverage/units/${unit.id}` : `/organisations/${body?.id ?? ''}`)

const columns: Column<SpotView>[] = [
  {
    key: 'subject', title: words.subject, lead: true,
    render: (spot) => <Link to={addressOf(spot)}>{spot.unit?.name ?? spot.body?.name}</Link>,
  },
  { key: 'what', title: words.what, nowrap: true, render: ({ line, words: told }) => <span className="kind"><LineMark line={line} />{told}</span> },
  { key: 'fact', title: words.fact, wide: true, render: ({ sentence }) => sentence },
  {
    key: 'first', title: words.first, render: ({ first, asideUntil, targetOn }) => (
      <span className="spot-tags">
        {first.map(({ code, words: told }) => <Tag key={code}>{told}</Tag>)}
        {targetOn && <Tag kind="good">{words.target(targetOn)}</Tag>}
        {asideUntil && <Tag kind="warn">{words.until(asideUntil)}</Tag>}
      </span>
    ),
  },
  { key: 'responsible', title: words.responsible, wide: true, render: ({ responsible }) => responsible?.name },
  { key: 'since', title: words.since, nowrap: true, render: ({ since }) => since },
]

interface ChoiceProps {
  label: string
  value: string
  options: { value: string; label: string }[]
  onChange: (value: string | undefined) => void
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  const narrow = useNarrow()
  return (
    <Select
      aria-label={label} value={value} options={options} style={{ width: narrow ? '100%' : '11.5rem' }}
      onChange={(next) => onChange(next === '' ? undefined : next)}
    />
  )
}

const any = (label: string) => ({ value: '', label })
const firstOptions = [any(words.allFirst), { value: 'any', label: words.anyFirst }, ...priorities.map((value) => ({ value, label: priorityWords[value] }))]
const knownOptions = [any(words.knownWith), { value: 'without', label: words.knownWithout }, { value: 'only', label: words.knownOnly }]
const heldOptions = [any(words.heldAll), { value: 'true', label: words.direct }]
const stateOptions = [any(words.stateOpen), { value: 'aside', label: words.stateAside }]

type Asked = Parameters<typeof linkTo<typeof exportSpots>>[1]

function SpotsOf({ organisation }: { organisation: string }) {
  const [filters, change] = useFilters()
  const { may } = useSeat()
  const { code = '', first = '', unknown = '', state = '', direct = '' } = filters
  const asked = {
    organisation, ...(code && { code }), ...(first && { first }), ...(unknown && { unknown }), ...(state && { state }), ...(direct === 'true' && { direct: true }),
  } as Asked
  const of = useCall(read, { id: organisation }).data
  const lines = of?.line === 'party' || !of ? null : of.line
  const codes = spotCodeList.filter((one) => lines === null || spotCodes[one].line === lines)
  const { rows, query } = usePages(spots, asked)
  return (
    <ListPage
      title={words.spots} subtitle={words.spotsHint} trail={[{ title: words.coverage, to: `/coverage?organisation=${organisation}` }]}
      query={query} shown={rows.length} exportTo={may(permissions.export) ? linkTo(exportSpots, asked) : undefined}
      empty={<Empty title={words.noSpots} hint={words.noSpotsHint} />}
      filters={<>
        <OrganisationPicker label={words.scope} value={organisation} onChange={(id) => change({ organisation: id })} />
        <Choice
          label={words.code} value={code} onChange={(next) => change({ code: next })}
          options={[any(words.allCodes), ...codes.map((value) => ({ value, label: spotWords[value] }))]}
        />
        <Choice label={words.first} value={first} options={firstOptions} onChange={(next) => change({ first: next })} />
        <Choice label={words.known} value={unknown} options={knownOptions} onChange={(next) => change({ unknown: next })} />
        <Choice label={words.held} value={direct} options={heldOptions} onChange={(next) => change({ direct: next })} />
        <Choice label={words.state} value={state} options={stateOptions} onChange={(next) => change({ state: next })} />
      </>}
    >
      <DataTable caption={words.spots} columns={columns} rows={rows} rowKey={(spot) => spot.key} to={addressOf} />
    </ListPage>
  )
}

/** Every finding with its facts, in tree order; what goes first is a filter, never an order. */
export function SpotsPage() {
  const [filters] = useFilters()
  const { seat } = useSeat()
  const organisation = filters['organisation'] ?? seat?.organisation
  return organisation ? <SpotsOf organisation={organisation} /> : <NoPost title={words.spots} />
}
