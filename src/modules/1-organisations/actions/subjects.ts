import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import { beyondReach } from '#database/scope.ts'
import { endFacts, tellMembers, tellSubjects } from '#obligations/subjects.ts'
import { lineOf } from '#organisations/kinds.ts'
import { saveNumbers as keepNumbers, type Numbers, type Organisation } from '#organisations/store/organisations.ts'
import { lockRegions, regionOf } from '#organisations/store/regions.ts'
import { factsOf, publicIdsOf } from '#organisations/store/subjects.ts'

const isGroup = ({ kind }: Pick<Organisation, 'kind'>): boolean => kind.endsWith('.group') && lineOf(kind) !== 'union'

/** A new organisation, for the engine of obligations: its facts from its founding on, known from the day it is registered. */
export async function tellFounded(tx: Db, made: Organisation, today: Day): Promise<void> {
  await lockRegions(tx, made.realm_id, 'founding')
  const region = await regionOf(tx, made)
  const { public_id: organisationId, name, path, kind, line, flags, sector } = made
  const facts = { organisationId, name, path, kind, line, flags, sector, region, members: 0 }
  await tellSubjects(tx, made.realm_id, [{ facts, from: made.founded_on, knownOn: today }])
  await tellSuperior(tx, made, made.founded_on)
}

/** Some organisations as they are now, which holds from a day on. */
export async function tellChanged(tx: Db, realm: number, ids: readonly number[], on: Day): Promise<void> {
  await beyondReach(tx, async () => {
    const facts = await factsOf(tx, realm, ids)
    await tellSubjects(tx, realm, facts.map(({ founded: _, ...one }) => ({ facts: one, from: on, knownOn: on })))
  })
}

/** Whether a branch has groups is told anew when one comes or goes. */
async function tellSuperior(tx: Db, organisation: Organisation, on: Day): Promise<void> {
  if (isGroup(organisation) && organisation.parent_id !== null) await tellChanged(tx, organisation.realm_id, [organisation.parent_id], on)
}

/** A group that comes under another branch is missed by the one and gained by the other. */
export async function tellMoved(tx: Db, moved: Organisation, to: number, on: Day): Promise<void> {
  if (isGroup(moved)) await tellChanged(tx, moved.realm_id, [to, ...(moved.parent_id === null ? [] : [moved.parent_id])], on)
}

export async function tellEnded(tx: Db, organisation: Organisation, on: Day): Promise<void> {
  await beyondReach(tx, () => endFacts(tx, organisation.realm_id, organisation.public_id, on))
  await tellSuperior(tx, organisation, on)
}

/** A tree planted at once: everything from its founding on, known since a day. */
export async function tellPlanted(tx: Db, realm: number, ids: readonly number[], knownOn: Day): Promise<void> {
  const facts = await factsOf(tx, realm, ids)
  await tellSubjects(tx, realm, facts.map(({ founded, ...one }) => ({ facts: one, from: founded, knownOn })))
}

/** Numbers of members, pushed down by the people module whenever memberships changed; the engine of obligations hears them too. */
export async function saveNumbers(tx: Db, realm: number, rows: ({ organisationId: number } & Numbers)[]): Promise<void> {
  await keepNumbers(tx, realm, rows)
  const ids = await publicIdsOf(tx, realm, rows.map((row) => row.organisationId))
  const members = rows.flatMap((row) => (ids.has(row.organisationId) ? [{ organisationId: ids.get(row.organisationId)!, members: row.members }] : []))
  await tellMembers(tx, realm, members)
}
