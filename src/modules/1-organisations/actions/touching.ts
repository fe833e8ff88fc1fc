import type { Db } from '#base/sql.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { organisationsTouched, unitsTouched } from '#organisations/events.ts'
import { everything, refreshBodiesOf, refreshBodiesUnder } from '#organisations/store/bodies.ts'

/** Tells those who watch units that some of them changed: their facts, who stands in them, who is to build in them. */
export async function touchUnits(tx: Db, world: World, realm: number, units: number[]): Promise<void> {
  if (units.length > 0) await world.tell(tx, unitsTouched, { realm, units: [...new Set(units)] })
}

/** New units, or units that came to another organisation: who is to build in them is looked up. */
export async function settleUnits(tx: Db, world: World, realm: number, units: number[]): Promise<void> {
  if (units.length === 0) return
  await beyondReach(tx, () => refreshBodiesOf(tx, realm, units))
  await touchUnits(tx, world, realm, units)
}

/** What a party organisation leads changed: units at and below it may have another body that builds in them. */
export async function settleUnder(tx: Db, world: World, realm: number, path: string): Promise<void> {
  await touchUnits(tx, world, realm, await beyondReach(tx, () => refreshBodiesUnder(tx, realm, path)))
}

/** An organisation was founded, renamed, changed or is gone. */
export const touchOrganisation = (tx: Db, world: World, realm: number, organisations: number[]): Promise<void> =>
  world.tell(tx, organisationsTouched, { realm, organisations })

/** A realm filled without an act for each thing: who builds where is looked up, and everything is told once. */
export async function settleAll(tx: Db, world: World, realm: number): Promise<void> {
  await beyondReach(tx, () => refreshBodiesUnder(tx, realm, ''))
  const { units, organisations } = await everything(tx, realm)
  await touchOrganisation(tx, world, realm, organisations)
  await touchUnits(tx, world, realm, units)
}
