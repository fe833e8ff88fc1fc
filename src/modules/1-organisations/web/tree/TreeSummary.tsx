import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useCall } from '#base/web/calls.ts'
import { DetailList } from '#base/web/kit/DetailList.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Tag } from '#base/web/kit/Tag.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { useGo } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { read, type OrganisationView } from '#organisations/contract.ts'
import { isKind, kindOf } from '#organisations/kinds.ts'
import { mayDo } from '#organisations/web/acts/acts.ts'
import { KindTag } from '#organisations/web/parts/KindTag.tsx'
import { OrganisationPath, organisationAddress } from '#organisations/web/parts/OrganisationPath.tsx'
import { termState } from '#organisations/web/page/term-state.ts'
import { words } from '#organisations/web/words.ts'

const termTags = { late: 'bad', soon: 'warn', later: 'plain' } as const

function TermWords({ term }: { term: NonNullable<OrganisationView['term']> }) {
  return (
    <>
      <time dateTime={term.dueOn}>{term.dueOn}</time>{' '}
      <Tag kind={termTags[termState(term.daysLeft)]}>{words.termLeft(term.daysLeft)}</Tag>{' '}
      <Why about={words.termDue} reason={term.why} />
    </>
  )
}

function Facts({ organisation }: { organisation: OrganisationView }) {
  const { kind, numbers, term, findings, children, units } = organisation
  const holds = isKind(kind) && kindOf(kind).holdsMembers
  return (
    <DetailList
      single
      details={[
        { label: words.members, value: holds ? words.people(numbers.members) : words.peopleBelow(numbers.below) },
        term && { label: words.termDue, value: <TermWords term={term} /> },
        children.length > 0 && { label: words.children, value: words.childCount(children.length) },
        units.length > 0 && { label: words.inUnits, value: units.map((unit) => unit.name).join('、') },
        findings.length > 0 && {
          label: words.toDo,
          value: <ul>{findings.map((finding) => <li key={finding.code}>{finding.sentence}</li>)}</ul>,
        },
      ]}
    />
  )
}

function Summary({ organisation, past }: { organisation: OrganisationView; past: boolean }) {
  const go = useGo()
  const { may } = useSeat()
  return (
    <>
      <OrganisationPath chain={organisation.chain} />
      <h2><Link to={organisationAddress(organisation.id)}>{organisation.name}</Link></h2>
      <KindTag kind={organisation.kind} words={organisation.kindWords} />{' '}
      {organisation.dissolved && <Tag kind="bad">{words.dissolved}</Tag>}
      {past && <p className="quiet">{words.summaryToday}</p>}
      <Facts organisation={organisation} />
      <div className="summary-actions no-print">
        <Button type="primary" onClick={() => go(organisationAddress(organisation.id))}>{words.openPage}</Button>
        {mayDo('below', organisation, may) && (
          <Button onClick={() => go(`/organisations/new?parent=${organisation.id}`)}>{words.foundBelow}</Button>
        )}
      </div>
    </>
  )
}

/** What is known about the row chosen in the tree, beside it. */
export function TreeSummary({ id, past }: { id: string | undefined; past: boolean }) {
  const organisation = useCall(read, { id: id ?? '' }, { enabled: id !== undefined })
  return (
    <aside className="tree-beside" aria-label={words.facts}>
      <Section>
        {id === undefined
          ? <p className="quiet">{words.choose}<br />{words.chooseHint}</p>
          : <Waiting query={organisation}>{(found) => <Summary organisation={found} past={past} />}</Waiting>}
      </Section>
    </aside>
  )
}
