import { Link } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import type { OutputOf } from '#base/contract.ts'
import { dayAt } from '#base/day.ts'
import { useCall } from '#base/web/calls.ts'
import { useNarrow } from '#base/web/device.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useFilters } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { LineMark } from '#organisations/web/parts/KindTag.tsx'
import { OrganisationPicker } from '#organisations/web/parts/OrganisationPicker.tsx'
import { overview } from '#coverage/contract.ts'
import { NoPost } from '#coverage/web/NoPost.tsx'
import { RateTable } from '#coverage/web/RateTable.tsx'
import { spotsAddress, type Of } from '#coverage/web/addresses.ts'
import { words } from '#coverage/web/words.ts'
import '#coverage/web/coverage.css'

type Overview = OutputOf<typeof overview>

const today = () => dayAt(new Date())

/** What is to be done, kind by kind; each leads to its list. */
function Counts({ found, of }: { found: Overview; of: Of }) {
  if (found.counts.length === 0) return <Empty title={words.nothingToDo} hint={words.nothingToDoHint} />
  return (
    <ul className="spot-counts">
      {found.counts.map(({ code, words: told, line, n, first }) => (
        <li key={code}>
          <Link to={spotsAddress(found.organisation.id, of, { code })}>
            <LineMark line={line} />{told} <strong>{n}</strong>{first > 0 && first < n && <small>{words.ofFirst(first)}</small>}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Definitions({ of }: { of: Overview['definitions'] }) {
  return (
    <dl className="definitions">
      {of.map(({ words: term, sentence, article }) => (
        <div key={term}><dt>{term}</dt><dd>{sentence} {article && <small>{article}</small>}</dd></div>
      ))}
    </dl>
  )
}

/** A branch is responsible for no units; it has the one it stands in, a joint one several. */
function Own({ units, organisation }: { units: NonNullable<Overview['units']>; organisation: string }) {
  const action = <LinkButton to={`/organisations/${organisation}`}>{words.ownPage}</LinkButton>
  return (
    <Section title={words.ownUnits} flush={units.length === 0}>
      {units.length === 0
        ? <Empty title={words.noOwnUnit} hint={words.noOwnUnitHint} action={action} />
        : <ul>{units.map(({ id, name }) => <li key={id} className="place-line"><Link to={`/coverage/units/${id}` as string}>{name}</Link></li>)}</ul>}
    </Section>
  )
}

function Found({ found, of }: { found: Overview; of: Of }) {
  const action = (
    <>
      <LinkButton type="primary" to="/imports/new">{words.importUnits}</LinkButton>
      <LinkButton to="/units">{words.registerUnits}</LinkButton>
    </>
  )
  const nothing = found.total.units === 0 && found.rows.every((row) => row.units === 0)
  return (
    <>
      <p className="print-only">{words.ratesOf(found.organisation.name, of === 'two-new', today())}</p>
      {found.pending && <Note>{words.pending}</Note>}
      <Section title={words.toDo}><Counts found={found} of={of} /></Section>
      {found.units === null ? (
        <Section title={words.rates} flush>
          {nothing ? <Empty title={words.noUnits} hint={words.noUnitsHint} action={action} /> : <RateTable found={found} of={of} />}
        </Section>
      ) : <Own units={found.units} organisation={found.organisation.id} />}
      <Section title={words.definitions}><Definitions of={found.definitions} /></Section>
    </>
  )
}

/** 组织覆盖 of an organisation and everything below it: what is open, and the rates by subordinate in tree order. */
export function CoveragePage() {
  const [filters, change] = useFilters()
  const { seat } = useSeat()
  const narrow = useNarrow()
  const organisation = filters['organisation'] ?? seat?.organisation ?? ''
  const of: Of = filters['of'] === 'two-new' ? 'two-new' : 'all'
  const found = useCall(overview, { organisation, of }, { enabled: organisation !== '' })
  if (organisation === '') return <NoPost title={words.coverage} />
  return (
    <Page
      title={words.coverage} subtitle={words.hint}
      actions={<>
        <LinkButton to={`/coverage/spots?organisation=${organisation}`}>{words.spots}</LinkButton>
        <Button type="text" onClick={() => print()}>{words.print}</Button>
      </>}
    >
      <Section flush>
        <div className="list-filters">
          <OrganisationPicker label={words.scope} value={organisation} onChange={(id) => change({ organisation: id })} />
          <Select
            aria-label={words.of} value={of} style={{ width: narrow ? '100%' : '11rem' }}
            options={[{ value: 'all', label: words.allUnits }, { value: 'two-new', label: words.twoNewUnits }]}
            onChange={(next) => change({ of: next === 'all' ? undefined : next })}
          />
        </div>
      </Section>
      <Waiting query={found}>{(data) => <Found found={data} of={of} />}</Waiting>
    </Page>
  )
}
