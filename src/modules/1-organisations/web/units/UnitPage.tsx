import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#base/contract.ts'
import { useCall } from '#base/web/calls.ts'
import { DetailList } from '#base/web/kit/DetailList.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Sheet } from '#base/web/kit/Sheet.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Timeline } from '#base/web/kit/Timeline.tsx'
import { useAddress } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { changeUnit, permissions, readUnit, type UnitView } from '#organisations/contract.ts'
import { KindTag, LineMark } from '#organisations/web/parts/KindTag.tsx'
import { OrganisationName } from '#organisations/web/parts/OrganisationName.tsx'
import { PageOf } from '#organisations/web/parts/PageOf.tsx'
import { linesIn, type LineIn } from '#organisations/web/units/lines-in.ts'
import { UnitForm } from '#organisations/web/units/UnitForm.tsx'
import { words } from '#organisations/web/words.ts'

const people = (value: number | null) => (value === null ? null : words.people(value))

function Facts({ unit, onChange }: { unit: UnitView; onChange?: () => void }) {
  return (
    <Section title={words.facts} actions={onChange && <Button onClick={onChange}>{words.changeUnit}</Button>}>
      <DetailList
        details={[
          { label: words.unitCode, value: unit.code },
          { label: words.unitKind, value: unit.kindWords },
          { label: words.unitSector, value: <>{unit.sectorWords} {unit.twoNew && <Tag>{words.twoNew}</Tag>}</> },
          { label: words.staff, value: people(unit.staff) },
          { label: words.youngStaff, value: people(unit.young) },
          { label: words.migrant, value: people(unit.migrant) },
          { label: words.fullMembers, value: people(unit.fullMembers) },
          { label: words.leagueMembers, value: people(unit.leagueMembers) },
          { label: words.women, value: people(unit.women) },
          { label: words.factsOn, value: unit.factsOn },
          {
            label: words.responsible, wide: true,
            value: <OrganisationName of={unit.responsible} />,
          },
        ]}
      />
    </Section>
  )
}

interface InLine {
  unit: UnitView
  line: LineIn
  mayFound: boolean
}

function OneLine({ unit, line: { line, organisations }, mayFound }: InLine) {
  const missing = organisations.length === 0
  const address = `/organisations/new?unit=${unit.id}&line=${line}`
  const found = <Link to={address}>{words.foundLine(words.lineShort[line])}</Link>
  return (
    <li className="place-line">
      <span className="place-name"><LineMark line={line} />{words.lineShort[line]}</span>
      {missing ? <span><Tag kind="warn">{words.missing}</Tag></span> : (
        <ul>
          {organisations.map((one) => (
            <li key={one.id} className="facts-line">
              <OrganisationName of={one} /><KindTag kind={one.kind} words={one.kindWords} />
            </li>
          ))}
        </ul>
      )}
      {missing && mayFound && <span className="no-print">{found}</span>}
    </li>
  )
}

function valuesOf(unit: UnitView) {
  const { name, code, kind, sector, staff, young, migrant, fullMembers, leagueMembers, women, factsOn } = unit
  return { name, code, kind, sector, staff, young, migrant, fullMembers, leagueMembers, women, factsOn }
}

function Screen({ unit, entries }: OutputOf<typeof readUnit>) {
  const { may } = useSeat()
  const [changing, setChanging] = useState(false)
  const mayChange = may(permissions.units)
  return (
    <Page
      title={unit.name} subtitle={<>{unit.kindWords}　{unit.sectorWords}</>}
      trail={[{ title: words.organisations, to: '/organisations' }, { title: words.units, to: '/units' }]}
      actions={<Button type="text" onClick={() => print()}>{words.print}</Button>}
    >
      <div className="columns">
        <div>
          <Facts unit={unit} onChange={mayChange ? () => setChanging(true) : undefined} />
          <Section title={words.organisationsIn}>
            <ul>
              {linesIn(unit).map((line) => (
                <OneLine key={line.line} unit={unit} line={line} mayFound={may(permissions.found)} />
              ))}
            </ul>
          </Section>
        </div>
        <Section title={words.history}>
          {entries.length === 0 ? <p className="quiet">{words.noHistory}</p> : <Timeline happenings={entries} />}
        </Section>
      </div>
      <Sheet open={changing} title={words.actOn(words.changeUnit, unit.name)} onClose={() => setChanging(false)}>
        <UnitForm
          endpoint={changeUnit} submit={words.save} fixed={{ id: unit.id }} initial={valuesOf(unit)}
          seen={unit.version} draftKey={`units.change.${unit.id}`}
          onDone={() => setChanging(false)}
          onCancel={() => setChanging(false)}
        />
      </Sheet>
    </Page>
  )
}

/** One unit: its facts, and the organisations of every line in it, those that are missing too. */
export function UnitPage() {
  const { id = '' } = useAddress()
  const found = useCall(readUnit, { id })
  return <PageOf title={words.unit} query={found}>{(answer) => <Screen key={answer.unit.id} {...answer} />}</PageOf>
}
