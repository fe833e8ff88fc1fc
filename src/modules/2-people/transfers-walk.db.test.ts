import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '#base/day.ts'
import { one } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import { organisationByPublicId } from '#organisations/store/organisations.ts'
import { insertMembership, saveEnd } from '#people/store/memberships.ts'
import { personById } from '#people/store/persons.ts'
import { openOffice } from '../../../test/office.ts'
import { buildTown, walk, walks, type Town } from '../../../test/transfer-walk.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

// CUSTODY_RUNS makes it a long run of its own
const runs = Number(process.env['CUSTODY_RUNS'] ?? 6)
const rounds = Number(process.env['CUSTODY_ROUNDS'] ?? 8)

let world: TestWorld
let towns = 0
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.end())

const newTown = async (): Promise<Town> => buildTown(world, await openOffice(world, 'party.local-committee', `第${++towns}县委员会`), `甲${towns}`)

test('whatever happens at the same moment, everybody stands in exactly one organisation, without a gap and without a double', async () => {
  const walked = fc.asyncProperty(walks(rounds), async (all) => {
    expect(await walk(await newTown(), all)).toEqual([])
  })
  await fc.assert(walked, { numRuns: runs, endOnFailure: true })
}, 600_000)

/** Closes the old membership and opens the new one on the morrow: a day on which nobody answers for the person. */
async function carelessMove(town: Town): Promise<void> {
  const { realm } = town.office
  const today = town.world.clock.today()
  await within(town.world.db, everywhere(realm), async (tx) => {
    const held = await one(tx, sql<{ id: number; person_id: number; status: string }>`select id, person_id, status from people_memberships
      where realm_id = ${realm} and to_on is null order by id limit 1`)
    const person = (await personById(tx, realm, held.person_id))!
    const { public_id } = await one(tx, sql<{ public_id: string }>`select public_id from organisations where realm_id = ${realm} and kind = 'party.branch' and dissolved_on is null order by id desc limit 1`)
    await saveEnd(tx, realm, held.id, today, '转往别处')
    const whom = { id: person.id, name: person.name, nameKey: 'x' }
    await insertMembership(tx, realm, { person: whom, organisation: (await organisationByPublicId(tx, realm, public_id))!, status: held.status, joinedOn: null, fullOn: null, on: addDays(today, 1) })
  })
}

/** Closes the old membership and forgets the new one. */
async function lostMove(town: Town): Promise<void> {
  const { realm } = town.office
  await within(town.world.db, everywhere(realm), async (tx) => {
    const held = await one(tx, sql<{ id: number }>`select id from people_memberships where realm_id = ${realm} and to_on is null order by id limit 1`)
    await saveEnd(tx, realm, held.id, town.world.clock.today(), '转往别处')
  })
}

test.each([['leaves a day between', carelessMove], ['forgets where the person went', lostMove]])('the walk finds a planted move that %s', async (_, planted) => {
  const town = { ...(await newTown()), planted }
  const faults = await walk(town, [{ at: [{ what: 'move', who: 0, where: 0 }], days: 0 }])
  expect(faults.join()).toMatch(/gap|nowhere/)
}, 120_000)
