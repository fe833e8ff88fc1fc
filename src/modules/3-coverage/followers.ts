import { follow, type Follower } from '#base/event.ts'
import type { Db } from '#base/sql.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { rulesLaid } from '#regulations/events.ts'
import { unitsConcerning } from '#organisations/actions/lookup.ts'
import { organisationsTouched, pathMoved, regionChanged, unitsTouched } from '#organisations/events.ts'
import { rosterChanged } from '#people/events.ts'
import { carryMove } from '#coverage/actions/sums.ts'
import { refreshBodies } from '#coverage/actions/refresh-bodies.ts'
import { refreshUnits } from '#coverage/actions/refresh-units.ts'
import { branchesBelow, branchesIn } from '#coverage/store/bodies.ts'
import { queue } from '#coverage/store/stats.ts'
import { unitsOfUnions } from '#coverage/store/units.ts'

/** More than this at once (an import, a whole district moved) is judged by the job, a moment after the act. */
export const atOnce = 200

async function lookAtUnits(tx: Db, world: World, realm: number, ids: readonly number[]): Promise<void> {
  await lookAtBodies(tx, world, realm, await beyondReach(tx, () => branchesIn(tx, realm, ids)))
  if (ids.length <= atOnce) await refreshUnits(tx, world, realm, ids)
  else await queue(tx, realm, 'unit', ids)
}

async function lookAtBodies(tx: Db, world: World, realm: number, ids: readonly number[]): Promise<void> {
  if (ids.length <= atOnce) await refreshBodies(tx, world, realm, ids)
  else await queue(tx, realm, 'organisation', ids)
}

async function lookAtOrganisations(tx: Db, world: World, realm: number, ids: readonly number[]): Promise<void> {
  await lookAtBodies(tx, world, realm, ids)
  await lookAtUnits(tx, world, realm, await beyondReach(tx, () => unitsOfUnions(tx, realm, ids)))
}

export const followersOf = (world: World): Follower[] => [
  follow(unitsTouched, (tx, { realm, units }) => lookAtUnits(tx, world, realm, units)),
  follow(organisationsTouched, (tx, { realm, organisations }) => lookAtOrganisations(tx, world, realm, organisations)),
  follow(rulesLaid, async (tx, { realm, path }) => lookAtBodies(tx, world, realm, await beyondReach(tx, () => branchesBelow(tx, realm, [path])))),
  follow(regionChanged, async (tx, { realm, path }) => {
    await lookAtBodies(tx, world, realm, await beyondReach(tx, () => branchesBelow(tx, realm, [path])))
    await lookAtUnits(tx, world, realm, await beyondReach(tx, () => unitsConcerning(tx, realm, path)))
  }),
  follow(rosterChanged, (tx, { realm, organisations }) => lookAtOrganisations(tx, world, realm, organisations)),
  follow(pathMoved, async (tx, { realm, from, to }) => {
    await beyondReach(tx, () => carryMove(tx, realm, from, to))
    await lookAtUnits(tx, world, realm, await beyondReach(tx, () => unitsConcerning(tx, realm, to)))
  }),
]
