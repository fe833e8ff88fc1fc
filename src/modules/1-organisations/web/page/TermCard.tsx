import { Button } from 'antd'
import { DetailList } from '#base/web/kit/DetailList.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Why } from '#base/web/kit/Why.tsx'
import { useSeat } from '#access/web/seat.ts'
import type { OrganisationView } from '#organisations/contract.ts'
import { elects, mayDo, type ActName } from '#organisations/web/acts/acts.ts'
import { termState } from '#organisations/web/page/term-state.ts'
import { words } from '#organisations/web/words.ts'

function Running({ term }: { term: NonNullable<OrganisationView['term']> }) {
  const due = <time dateTime={term.dueOn}>{term.dueOn}</time>
  return (
    <>
      <p className="term-left" data-state={termState(term.daysLeft)}>{words.termLeft(term.daysLeft)}</p>
      <div className="facts-list">
        <DetailList
          single
          details={[
            { label: words.termDue, value: <>{due} <Why about={words.termDue} reason={term.why} /></> },
            { label: words.termSince, value: term.startsOn },
          ]}
        />
      </div>
    </>
  )
}

/** The running term, when the next election is due, and why then. */
export function TermCard({ organisation, ask }: { organisation: OrganisationView; ask: (act: ActName) => void }) {
  const { may } = useSeat()
  const { term, dissolved } = organisation
  if (dissolved && !term) return null
  const begin = mayDo('term', organisation, may) && <Button onClick={() => ask('term')}>{words.beginTerm}</Button>
  const none = elects(organisation) ? words.noTerm : words.neverElects
  return (
    <Section title={words.term} actions={begin}>
      {term ? <Running term={term} /> : <p className="quiet">{none}</p>}
    </Section>
  )
}
