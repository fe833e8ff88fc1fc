import { Link } from '@tanstack/react-router'
import { useCall } from '#base/web/calls.ts'
import { DataTable } from '#base/web/kit/DataTable.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { Waiting } from '#base/web/kit/Waiting.tsx'
import { useSeat } from '#access/web/seat.ts'
import type { OrganisationView } from '#organisations/contract.ts'
import { isKind, kindOf, type Line } from '#organisations/kinds.ts'
import { list, permissions, type PersonRow } from '#people/contract.ts'
import { joined, name, status } from '#people/web/roster/RosterTable.tsx'
import { words } from '#people/web/words.ts'
import '#people/web/people.css'

const shown = 8

function None({ organisation }: { organisation: OrganisationView }) {
  const { may } = useSeat()
  const action = (
    <>
      {may(permissions.import) && <LinkButton type="primary" to="/imports/new">{words.importRoster}</LinkButton>}
      {may(permissions.register) && (
        <LinkButton to={`/people/new?organisation=${organisation.id}`}>{words.register}</LinkButton>
      )}
    </>
  )
  const next = organisation.dissolved ? undefined : action
  return <Empty title={words.noMembers} hint={words.noMembersHint} action={next} />
}

function First({ organisation }: { organisation: OrganisationView }) {
  const query = useCall(list, { organisation: organisation.id, limit: shown })
  return (
    <Waiting query={query}>
      {({ rows }) => rows.length === 0 ? <None organisation={organisation} /> : (
        <DataTable<PersonRow>
          caption={words.membersSection} rows={rows} rowKey={(row) => row.id} to={(row) => `/people/${row.id}`}
          columns={[name, status, joined(organisation.line as Line)]}
        />
      )}
    </Waiting>
  )
}

/**
 * 成员: the first of the roster and the way to all of it; a committee tells how many stand below.
 * Women's bodies keep none.
 */
export function Members({ organisation }: { organisation: OrganisationView }) {
  if (organisation.line === 'women') return null
  const holds = isKind(organisation.kind) && kindOf(organisation.kind).holdsMembers
  const all = <Link to={`/people?organisation=${organisation.id}`}>{words.allMembers}</Link>
  const below = <p className="quiet">{words.membersBelow(organisation.numbers.below)}</p>
  return (
    <Section title={words.membersSection} actions={all} flush={holds}>
      {holds ? <First organisation={organisation} /> : below}
    </Section>
  )
}
