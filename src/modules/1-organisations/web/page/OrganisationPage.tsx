import { Button } from 'antd'
import { Suspense } from 'react'
import { useCall } from '#base/web/calls.ts'
import { useMiddling } from '#base/web/device.ts'
import { Note } from '#base/web/kit/Note.tsx'
import { Page } from '#base/web/kit/Page.tsx'
import { useAddress, useFilters, useGo } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { read, type OrganisationView } from '#organisations/contract.ts'
import { ActSheet } from '#organisations/web/acts/ActSheet.tsx'
import { headActs, mayDo, type ActName } from '#organisations/web/acts/acts.ts'
import { Children } from '#organisations/web/page/Children.tsx'
import { Figures } from '#organisations/web/page/Figures.tsx'
import { Findings } from '#organisations/web/page/Findings.tsx'
import { History } from '#organisations/web/page/History.tsx'
import { Links } from '#organisations/web/page/Links.tsx'
import { Places } from '#organisations/web/page/Places.tsx'
import { TermCard } from '#organisations/web/page/TermCard.tsx'
import { KindTag } from '#organisations/web/parts/KindTag.tsx'
import { OrganisationName } from '#organisations/web/parts/OrganisationName.tsx'
import { organisationAddress, trailOf } from '#organisations/web/parts/OrganisationPath.tsx'
import { PageOf } from '#organisations/web/parts/PageOf.tsx'
import { sectionsAt, type OrganisationSection } from '#organisations/web/parts/sections.ts'
import { words } from '#organisations/web/words.ts'

function Offered({ place, organisation }: { place: OrganisationSection['place']; organisation: OrganisationView }) {
  const { may } = useSeat()
  return sectionsAt(place).filter((section) => may(section.permission)).map(({ name, component: Offer }) => (
    <Suspense key={name} fallback={null}><Offer organisation={organisation} /></Suspense>
  ))
}

function Subtitle({ organisation: { kind, kindWords, foundedOn, code, region } }: { organisation: OrganisationView }) {
  return (
    <span className="facts-line">
      <KindTag kind={kind} words={kindWords} />
      <span>{words.foundedOn(foundedOn)}</span>
      {code && <span>{words.code} {code}</span>}
      {region && <span>{words.regionOf(region.code, region.from)}</span>}
    </span>
  )
}

function Gone({ organisation: { dissolvedOn, mergedInto } }: { organisation: OrganisationView }) {
  if (!dissolvedOn) return null
  return (
    <Note kind="warn" title={words.dissolvedTitle(dissolvedOn)}>
      {mergedInto && <>{words.mergedInto}<OrganisationName of={mergedInto} /></>}
    </Note>
  )
}

interface Asking {
  organisation: OrganisationView
  ask: (act: ActName | undefined) => void
}

function Actions({ organisation, ask }: Asking) {
  const { may } = useSeat()
  const go = useGo()
  const acts = headActs.filter(({ name }) => mayDo(name, organisation, may))
  return (
    <>
      {acts.map(({ name, words: verb }) => <Button key={name} onClick={() => ask(name)}>{verb}</Button>)}
      <Button onClick={() => go(`${organisationAddress(organisation.id)}/rules`)}>{words.rules}</Button>
      <Button type="text" onClick={() => print()}>{words.print}</Button>
    </>
  )
}

function Sections({ organisation, ask }: Asking) {
  // on a narrow page the side column follows the wide one: what is due must not wait until then
  const middling = useMiddling()
  const term = <TermCard organisation={organisation} ask={ask} />
  return (
    <div className="columns">
      <div>
        <Findings organisation={organisation} />
        {middling && term}
        <Figures organisation={organisation} />
        <Offered place="main" organisation={organisation} />
        <Children organisation={organisation} />
        <History organisation={organisation} />
      </div>
      <div>
        {!middling && term}
        <Places organisation={organisation} ask={ask} />
        <Links organisation={organisation} ask={ask} />
        <Offered place="side" organisation={organisation} />
      </div>
    </div>
  )
}

function Screen({ organisation, ask, act }: Asking & { act: ActName | undefined }) {
  return (
    <Page
      title={organisation.name} subtitle={<Subtitle organisation={organisation} />}
      trail={[{ title: words.organisations, to: '/organisations' }, ...trailOf(organisation.chain)]}
      actions={<Actions organisation={organisation} ask={ask} />}
    >
      <Gone organisation={organisation} />
      <Sections organisation={organisation} ask={ask} />
      <ActSheet organisation={organisation} act={act} onClose={() => ask(undefined)} />
    </Page>
  )
}

/** One organisation: where it stands, what is to be done, how it came to be; `?act=term` opens the form of an act. */
export function OrganisationPage() {
  const { id = '' } = useAddress()
  const [{ act }, change] = useFilters()
  const organisation = useCall(read, { id })
  const ask = (next: ActName | undefined) => change({ act: next })
  return (
    <PageOf title={words.organisation} query={organisation}>
      {(found) => <Screen key={found.id} organisation={found} act={act as ActName | undefined} ask={ask} />}
    </PageOf>
  )
}
