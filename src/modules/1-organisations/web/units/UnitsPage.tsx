import { Link } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { usePages } from '#base/web/calls.ts'
import { DataTable, type Column } from '#base/web/kit/DataTable.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { ListPage } from '#base/web/kit/ListPage.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { SearchField } from '#base/web/kit/SearchField.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { useNarrow } from '#base/web/device.ts'
import { useFilters, useGo } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { permissions, units, type UnitView } from '#organisations/contract.ts'
import { OrganisationPicker } from '#organisations/web/parts/OrganisationPicker.tsx'
import { LineMark } from '#organisations/web/parts/KindTag.tsx'
import { linesIn } from '#organisations/web/units/lines-in.ts'
import { words } from '#organisations/web/words.ts'

const addressOf = (unit: UnitView) => `/units/${unit.id}`
const numberOf = (value: number | null) => value?.toLocaleString('zh-CN')

/** Which lines stand there and which do not: exceptions are seen, nothing is ranked. */
function Lines({ unit }: { unit: UnitView }) {
  return (
    <span className="unit-lines">
      {linesIn(unit).map(({ line, organisations }) => (
        <span key={line} className={organisations.length > 0 ? 'kind' : 'kind unit-missing'}>
          <LineMark line={line} />{words.lineShort[line]}{organisations.length === 0 && ` ${words.missing}`}
        </span>
      ))}
    </span>
  )
}

function Name({ unit }: { unit: UnitView }) {
  return <><Link to={addressOf(unit)}>{unit.name}</Link> {unit.twoNew && <Tag>{words.twoNewShort}</Tag>}</>
}

const columns: Column<UnitView>[] = [
  { key: 'name', title: words.unitName, lead: true, render: (unit) => <Name unit={unit} /> },
  { key: 'kind', title: words.unitKind, nowrap: true, render: (unit) => unit.kindWords },
  { key: 'staff', title: words.staffShort, align: 'right', render: (unit) => numberOf(unit.staff) },
  { key: 'young', title: words.youngShort, align: 'right', render: (unit) => numberOf(unit.young) },
  { key: 'lines', title: words.organisationsIn, wide: true, render: (unit) => <Lines unit={unit} /> },
  { key: 'responsible', title: words.scope, wide: true, render: (unit) => unit.responsible.name },
]

const twoNewOptions = [
  { value: '', label: words.allUnits },
  { value: 'true', label: words.onlyTwoNew },
  { value: 'false', label: words.notTwoNew },
]

/** The units below an organisation, by name; which lines have an organisation there is seen at a glance. */
export function UnitsPage() {
  const [{ under }] = useFilters()
  const { seat } = useSeat()
  const organisation = under ?? seat?.organisation
  if (organisation) return <UnitsUnder organisation={organisation} />
  return (
    <Page title={words.unitsTitle}>
      <Section flush><Empty title={words.noUnitsPost} hint={words.noUnitsPostHint} /></Section>
    </Page>
  )
}

function UnitsUnder({ organisation }: { organisation: string }) {
  const [{ q = '', twoNew = '' }, change] = useFilters()
  const { may } = useSeat()
  const narrow = useNarrow()
  const go = useGo()
  const asked = { organisation, ...(q && { q }), ...(twoNew && { twoNew: twoNew === 'true' }) }
  const { rows, query } = usePages(units, asked)
  const filtered = q !== '' || twoNew !== ''
  const toNew = `/units/new?responsible=${organisation}`
  const register = may(permissions.units) && <Button onClick={() => go(toNew)}>{words.newUnit}</Button>
  const nothing = <Empty title={words.noUnitsTitle} hint={words.noUnitsHint} action={register} />
  return (
    <ListPage
      title={words.unitsTitle} subtitle={words.unitsHint}
      trail={[{ title: words.organisations, to: '/organisations' }]} actions={register}
      query={query} shown={rows.length}
      empty={filtered ? undefined : nothing}
      filters={<>
        <SearchField
          label={words.searchUnits} value={q} width={narrow ? '100%' : undefined}
          onChange={(next) => change({ q: next || undefined })}
        />
        <Select
          aria-label={words.twoNew} value={twoNew} options={twoNewOptions} style={{ width: narrow ? '100%' : '10rem' }}
          onChange={(next) => change({ twoNew: next || undefined })}
        />
        <OrganisationPicker
          label={words.scope} value={organisation} onChange={(id) => change({ under: id })}
        />
      </>}
    >
      <DataTable caption={words.unitsTitle} columns={columns} rows={rows} rowKey={(unit) => unit.id} to={addressOf} />
    </ListPage>
  )
}
