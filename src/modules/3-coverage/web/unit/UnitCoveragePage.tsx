import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useCall } from '#base/web/calls.ts'
import { DetailList } from '#base/web/kit/DetailList.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Timeline, type Happening } from '#base/web/kit/Timeline.tsx'
import { useAddress } from '#base/web/route.ts'
import { organisationAddress } from '#organisations/web/parts/OrganisationPath.tsx'
import { LineMark } from '#organisations/web/parts/KindTag.tsx'
import { PageOf } from '#organisations/web/parts/PageOf.tsx'
import { unit, type UnitCoverage } from '#coverage/contract.ts'
import { Spot } from '#coverage/web/unit/Spot.tsx'
import { words } from '#coverage/web/words.ts'
import '#coverage/web/coverage.css'

/** Each number with where it comes from and of which day; what is not known says so. */
function Facts({ found: { facts, responsible, unit: { code } } }: { found: UnitCoverage }) {
  return (
    <DetailList
      details={[
        ...facts.map(({ words: label, value, sourceWords, on }) => ({
          label,
          value: value === null ? <Tag kind="warn">{words.notKnown}</Tag> : <>{words.people(value)}<span className="fact-source">{words.factSource(sourceWords, on)}</span></>,
        })),
        { label: '统一社会信用代码', value: code },
        responsible && { label: words.responsible, wide: true, value: responsible.name },
      ]}
    />
  )
}

function Lines({ found: { lines } }: { found: UnitCoverage }) {
  return (
    <ul>
      {lines.map(({ line, words: told, state, stateWords, bodies }) => (
        <li key={line} className="place-line">
          <span className="place-name"><LineMark line={line} />{told}</span>
          <ul>{bodies.map((body) => <li key={body.id}><Link to={organisationAddress(body.id)}>{body.name}</Link></li>)}</ul>
          <Tag kind={state === 'none' ? 'warn' : 'good'}>{stateWords}</Tag>
        </li>
      ))}
    </ul>
  )
}

/** The acts, and the findings they brought to an end, newest first. */
function happened({ entries, closings }: UnitCoverage): Happening[] {
  const ended = closings.map(({ code, sentence, on }) => ({ act: `${code} ${on}`, words: sentence, occurredOn: on, recordedAt: `${on}T16:00:00Z` }))
  return [...ended, ...entries].sort((one, other) => (one.recordedAt < other.recordedAt ? 1 : -1))
}

function Screen({ found }: { found: UnitCoverage }) {
  const { unit: of, first, spots } = found
  const happenings = happened(found)
  return (
    <Page
      title={of.name}
      subtitle={<span className="spot-tags">{of.kindWords}　{of.sectorWords} {first.map(({ code, words: told }) => <Tag key={code}>{told}</Tag>)}</span>}
      trail={[{ title: words.coverage, to: '/coverage' }, { title: words.spots, to: '/coverage/spots' }]}
      actions={<>
        <LinkButton to={`/units/${of.id}`}>{words.unitPage}</LinkButton>
        <Button type="text" onClick={() => print()}>{words.print}</Button>
      </>}
    >
      <div className="columns">
        <div>
          <Section title={words.findings}>
            {spots.length === 0 ? <Empty title={words.noFindings} hint={words.noFindingsHint} /> : spots.map((spot) => <Spot key={spot.code} unit={found} spot={spot} />)}
          </Section>
          <Section title={words.facts}><Facts found={found} /></Section>
        </div>
        <div>
          <Section title={words.lines}><Lines found={found} /></Section>
          <Section title={words.history}>
            {happenings.length === 0 ? <p className="quiet">{words.noHistory}</p> : <Timeline happenings={happenings} />}
          </Section>
        </div>
      </div>
    </Page>
  )
}

/** One unit: what is found and why, how it is worked off, and the facts with their sources. */
export function UnitCoveragePage() {
  const { id = '' } = useAddress()
  const found = useCall(unit, { id })
  return <PageOf title={words.unit} query={found}>{(data) => <Screen key={data.unit.id} found={data} />}</PageOf>
}
