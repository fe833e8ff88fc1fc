import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { one, run, type Db } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import { renewStatistics } from '#database/statistics.ts'
import { once } from '../../../test/cluster.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let office: Office
beforeAll(async () => {
  world = await testWorld()
  office = await openOffice(world)
})
beforeEach(() => once(world.superuserUrl, 'analyze'))
afterAll(() => world.end())

const grow = (tx: Db) => run(tx, sql`insert into organisations_units (realm_id, public_id, name, name_key, grams, kind, sector, two_new, organisation_id, path)
  select o.realm_id, app_uuidv7(), '单位' || n, '', '{}', 'enterprise', 'private-enterprise', true, o.id, o.path
  from organisations o, generate_series(1, 5000) n where o.public_id = ${office.top}`)

const tuples = async (tx: Db): Promise<number> => (await one(tx, sql<{ n: number }>`select reltuples::int n from pg_class where oid = 'organisations_units'::regclass`)).n

test('what a long transaction added is known to the planner before it ends', async () => {
  await within(world.db, everywhere(office.realm), async (tx) => {
    await grow(tx)
    expect(await tuples(tx)).toBeLessThan(100)
    await renewStatistics(tx)
    expect(await tuples(tx)).toBeGreaterThan(4_000)
  })
})

test('a table that somebody else is analysing is left to them: nobody waits', async () => {
  const other = new pg.Client({ connectionString: world.superuserUrl })
  await other.connect()
  try {
    await other.query('begin')
    await other.query('lock table organisations_units in share update exclusive mode')
    await within(world.db, everywhere(office.realm), async (tx) => {
      const before = await tuples(tx)
      await grow(tx)
      await renewStatistics(tx)
      expect(await tuples(tx)).toBe(before)
    })
  } finally {
    await other.end()
  }
})
