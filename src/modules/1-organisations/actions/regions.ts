import { must, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { perform, type Doer } from '#ledger/act.ts'
import type { Seen } from '#ledger/seen.ts'
import { tellRegion } from '#obligations/subjects.ts'
import type * as contract from '#organisations/contract.ts'
import { regionChanged } from '#organisations/events.ts'
import { maySetRegion } from '#organisations/rules/regions.ts'
import { beginVersion, type Organisation } from '#organisations/store/organisations.ts'
import { inheritingFrom, lockRegions, regionOf, saveRegion } from '#organisations/store/regions.ts'
import { mustFollowLastChange, mustHaveSeen, organisationLocked, standing } from '#organisations/actions/known.ts'
import { touchOrganisation } from '#organisations/actions/touching.ts'

/** Lays down in which region an organisation and all below it stand, or that its superior's code holds. */
export function setRegion(world: World, doer: Doer, input: Seen<ParsedOf<typeof contract.setRegion>>): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'organisations.set-region', input, on: input.on }, async (tx) => {
    const organisation = await organisationLocked(tx, doer.realm, input.id)
    await mustHaveSeen(tx, world, doer, organisation, input.version)
    const { name, kind, parent_id: parentId, region: before } = organisation
    must(maySetRegion({ organisation: { ...standing(organisation), region: before }, region: input.region, on: input.on }, world.clock.today()))
    await mustFollowLastChange(tx, organisation, input.on)
    await saveRegion(tx, organisation, input.region)
    await beginVersion(tx, doer.realm, organisation.id, { name, kind, parentId }, input.on, input.act)
    await tellRegions(tx, organisation, input.on)
    await touchOrganisation(tx, world, doer.realm, [organisation.id])
    await world.tell(tx, regionChanged, { realm: doer.realm, path: organisation.path })
    const payload = { ...input, before }
    return { answer: { id: input.id }, ref: { kind: 'organisation', id: input.id }, path: organisation.path, payload }
  })
}

/** A body brings nobody's code along but its own: under another superior that one's holds. */
export const regionsMoved = async (tx: Db, moved: Organisation, on: Day): Promise<void> => {
  if (moved.region === null) await tellRegions(tx, moved, on)
}

/** So many at once; a province has more below it than one statement should carry. */
const portion = 5000

async function tellRegions(tx: Db, top: Organisation, on: Day): Promise<void> {
  await lockRegions(tx, top.realm_id, 'changing')
  const [region, concerned] = [await regionOf(tx, top), await inheritingFrom(tx, top)]
  await beyondReach(tx, async () => {
    for (let at = 0; at < concerned.length; at += portion) await tellRegion(tx, top.realm_id, concerned.slice(at, at + portion), region, on)
  })
}
