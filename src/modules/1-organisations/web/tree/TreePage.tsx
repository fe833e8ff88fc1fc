import { Button } from 'antd'
import { useState } from 'react'
import { useMiddling, useNarrow } from '#base/web/device.ts'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { useFilters, useGo } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { permissions } from '#organisations/contract.ts'
import { organisationAddress } from '#organisations/web/parts/OrganisationPath.tsx'
import { TreeSection } from '#organisations/web/tree/TreeSection.tsx'
import { TreeSummary } from '#organisations/web/tree/TreeSummary.tsx'
import { RosterMenu, type Place } from '#organisations/web/tree/TreeTools.tsx'
import { words } from '#organisations/web/words.ts'

function Actions({ at, places }: { at: string | undefined; places: Place[] }) {
  const { may } = useSeat()
  const narrow = useNarrow()
  const go = useGo()
  const found = `/organisations/new${at ? `?parent=${at}` : ''}`
  const exported = may(permissions.export) ? places : []
  return (
    <>
      {may(permissions.found) && <Button onClick={() => go(found)}>{words.foundBelow}</Button>}
      <Button onClick={() => go('/organisations/terms')}>{words.elections}</Button>
      <Button onClick={() => go('/units')}>{words.units}</Button>
      <RosterMenu places={exported} title={narrow ? words.more : words.export} withPrint={narrow} />
      {!narrow && <Button type="text" onClick={() => print()}>{words.print}</Button>}
    </>
  )
}

/** The tree of everything the post reaches, today or on a day gone by; beside it what is known about the row chosen. */
export function TreePage() {
  const [filters, change] = useFilters()
  const [places, setPlaces] = useState<Place[]>([])
  const middling = useMiddling()
  const go = useGo()
  const { on, at } = filters
  const back = <Button onClick={() => change({ on: undefined })}>{words.backToToday}</Button>
  return (
    <Page title={on ? words.pastTitle(on) : words.organisations} actions={<Actions at={at} places={places} />}>
      {on && <Note kind="warn" title={words.pastView(on)} action={back}>{words.pastNote}</Note>}
      <div className={on ? 'tree-page tree-past' : 'tree-page'}>
        <TreeSection
          filters={filters} change={change} selected={middling ? undefined : at} onPlaces={setPlaces}
          onSelect={(id) => (middling ? go(organisationAddress(id)) : change({ at: id }))}
        />
        {!middling && <TreeSummary id={at} past={on !== undefined} />}
      </div>
    </Page>
  )
}
