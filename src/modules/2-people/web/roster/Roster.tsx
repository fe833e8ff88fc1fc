import { Button } from 'antd'
import { useState } from 'react'
import { usePages, useCall } from '#base/web/calls.ts'
import { Empty } from '#base/web/kit/Empty.tsx'
import { Fold } from '#base/web/kit/Fold.tsx'
import { LinkButton } from '#base/web/kit/LinkButton.tsx'
import { ListPage } from '#base/web/kit/ListPage.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { Section } from '#base/web/kit/Section.tsx'
import { useFilters } from '#base/web/route.ts'
import { words as kit } from '#base/web/words.ts'
import { read, type OrganisationView } from '#organisations/contract.ts'
import { isKind, kindOf, type Line } from '#organisations/kinds.ts'
import { list, permissions } from '#people/contract.ts'
import { useSeat } from '#access/web/seat.ts'
import { ExportDialog } from '#people/web/roster/ExportDialog.tsx'
import { RosterFilters } from '#people/web/roster/RosterFilters.tsx'
import { RosterTable } from '#people/web/roster/RosterTable.tsx'
import { FloatingHere } from '#people/web/transfers/floating.tsx'
import { PrintAll } from '#people/web/mirror/sheet-acts.tsx'
import { words } from '#people/web/words.ts'
import '#people/web/people.css'

const holdsMembers = ({ kind }: OrganisationView) => isKind(kind) && kindOf(kind).holdsMembers

const newAt = (organisation: string) => `/people/new?organisation=${organisation}`

/** How many there are; a committee counts those of the branches below it. */
function Numbers({ organisation }: { organisation: OrganisationView }) {
  const { members, voting, below } = organisation.numbers
  return holdsMembers(organisation) ? words.members(members, voting) : words.membersBelow(below)
}

interface NoneProps {
  organisation: OrganisationView | undefined
  below: boolean
  filtered: boolean
  clear: () => void
}

/** Nobody to show, and what to do about it. */
function Nobody({ organisation, below, filtered, clear }: NoneProps) {
  const { may } = useSeat()
  if (filtered) {
    const action = <Button onClick={clear}>{words.clear}</Button>
    return <Empty title={words.notFound} hint={words.notFoundHint} action={action} />
  }
  if (organisation?.line === 'women') return <Empty title={words.noMembership} hint={words.noMembershipHint} />
  if (organisation && !below && !holdsMembers(organisation)) {
    return <Empty title={words.onlyBelow(organisation.kindWords)} hint={words.onlyBelowHint} />
  }
  const action = (
    <>
      {may(permissions.import) && <LinkButton type="primary" to="/imports/new">{words.importRoster}</LinkButton>}
      {may(permissions.register) && <LinkButton to={newAt(organisation?.id ?? '')}>{words.register}</LinkButton>}
    </>
  )
  return <Empty title={words.noMembers} hint={words.noMembersHint} action={action} />
}

function Acts({ organisation, known, onExport }: { organisation: string; known: OrganisationView | undefined; onExport: () => void }) {
  const { may } = useSeat()
  const others = [permissions.merge, permissions.invite, permissions.export, permissions.import].some((one) => may(one))
  return (
    <>
      {others && <Fold label={kit.otherActs}>
        {may(permissions.merge) && (
          <LinkButton to={`/people/doubles?organisation=${organisation}`}>{words.doubles}</LinkButton>
        )}
        {may(permissions.invite) && (
          <LinkButton to={`/people/accounts?organisation=${organisation}`}>{words.account}</LinkButton>
        )}
        {may(permissions.register) && known && holdsMembers(known) && <PrintAll organisation={known} />}
        {may(permissions.export) && <Button onClick={onExport}>{words.export}</Button>}
        {may(permissions.import) && <LinkButton to="/imports/new">{words.importRoster}</LinkButton>}
      </Fold>}
      {may(permissions.register) && <LinkButton type="primary" to={newAt(organisation)}>{words.register}</LinkButton>}
    </>
  )
}

function RosterOf({ organisation: id }: { organisation: string }) {
  const [filters, setFilters] = useFilters()
  const [exporting, setExporting] = useState(false)
  const below = filters['below'] !== 'no'
  const organisation = useCall(read, { id })
  const { q, status } = filters
  const { rows, query } = usePages(list, { organisation: id, below, status, q: q || undefined })
  const known = organisation.data
  return (
    <ListPage
      title={known?.name ?? words.people} subtitle={known && <Numbers organisation={known} />}
      trail={known ? [{ title: words.people, to: '/people' }] : []}
      actions={<Acts organisation={id} known={known} onExport={() => setExporting(true)} />}
      filters={<RosterFilters organisation={known} filters={filters} change={setFilters} />}
      empty={
        <Nobody
          organisation={known} below={below} filtered={!!q || !!status}
          clear={() => setFilters({ q: undefined, status: undefined })}
        />
      }
      shown={rows.length} query={query} before={known && <FloatingHere organisation={known} />}
    >
      {rows.length > 0 && (
        <RosterTable
          rows={rows} caption={words.rosterOf(known?.name ?? '')} line={known?.line as Line | undefined}
          places={below && known?.children.length !== 0}
        />
      )}
      {known && (
        <ExportDialog
          open={exporting} organisation={known} below={below && known.children.length > 0}
          onClose={() => setExporting(false)}
        />
      )}
    </ListPage>
  )
}

/** The roster of an organisation: by default that of the post acted as. */
export function Roster() {
  const { seat } = useSeat()
  const [filters] = useFilters()
  const organisation = filters['organisation'] ?? seat?.organisation
  if (organisation) return <RosterOf key={organisation} organisation={organisation} />
  const mine = <LinkButton to="/me">{words.mine}</LinkButton>
  return (
    <Page title={words.people}>
      <Section flush><Empty title={words.noPost} hint={words.noPostHint} action={mine} /></Section>
    </Page>
  )
}
