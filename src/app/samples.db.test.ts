import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { many } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import { loadSample, removeSample, resetSample, sampleCounts, sampleRealm } from '#app/sample-loader.ts'
import { buildWorld } from '#app/samples/world.ts'
import { openRealm } from '#app/welcome.ts'
import { testWorld, type TestWorld } from '../../test/world.ts'

/** Without an administrator of one's own the sample may not go: nobody could sign in. */
const own = {
  act: newId(), administrator: '韩守正', login: 'hanshouzheng', password: '一棵树成不了林 2026', kind: 'party.committee',
  organisation: '中共青禾集团委员会', foundedOn: '2010-06-01', post: 'party.committee.secretary',
}

let world: TestWorld
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.end())

test('the sample world stands in the database as it was written down', async () => {
  const realm = await loadSample(world)
  const sample = buildWorld(world.clock.today())
  expect(await sampleCounts(world)).toEqual({ organisations: sample.organisations.length, people: sample.persons.length })
  const counted = await within(world.db, everywhere(realm), (tx) =>
    many(tx, sql<{ name: string; members: number }>`select o.name, s.members from organisations o join organisations_stats s on s.organisation_id = o.id where o.realm_id = ${realm}`),
  )
  const held = sample.persons.flatMap((person) => person.memberships).filter((one) => ['full', 'probationary', 'member', 'retained'].includes(one.status))
  expect(counted.reduce((sum, row) => sum + row.members, 0)).toBe(held.length)
})

test('loading it twice keeps the first', async () => {
  expect(await loadSample(world)).toBe(await sampleRealm(world))
})

test('a reset brings back what was changed, and a removal leaves nothing but the ledger', async () => {
  const realm = (await sampleRealm(world))!
  await within(world.db, everywhere(realm), (tx) => many(tx, sql`delete from people_memberships where realm_id = ${realm}`))
  const counts = await resetSample(world)
  const rows = await within(world.db, everywhere(realm), (tx) => many(tx, sql<{ n: number }>`select count(*)::int n from people_memberships where realm_id = ${realm}`))
  expect(rows[0]!.n).toBeGreaterThan(counts.people * 0.8)
  await openRealm(world, own)
  await removeSample(world)
  expect(await sampleRealm(world)).toBeNull()
  const left = await within(world.db, everywhere(realm), (tx) => many(tx, sql<{ n: number }>`select count(*)::int n from organisations where realm_id = ${realm}`))
  expect(left[0]!.n).toBe(0)
})
