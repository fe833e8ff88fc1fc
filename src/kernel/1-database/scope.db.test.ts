import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { many, one, planned, run } from '#base/sql.ts'
import { openPool, type Pool } from '#database/pools.ts'
import { appRole, urlAs } from '#database/roles.ts'
import { beyondReach, everywhere, reading, within } from '#database/scope.ts'
import { freshDatabase, type FreshDatabase } from '../../../test/cluster.ts'
import { testPasswords } from '../../../test/template.ts'

let database: FreshDatabase
let pool: Pool
const scope = { realm: 3, reach: ['1/', '2/k/'] }
const settings = sql<{ realm: string | null; reach: string | null }>`
  select nullif(current_setting('app.realm', true), '') realm, nullif(current_setting('app.reach', true), '') reach`

beforeAll(async () => {
  database = await freshDatabase()
  // One connection, so that whatever a transaction left behind is met by the next
  pool = openPool(urlAs(database.superuserUrlForIt, appRole, testPasswords.app), 1, () => undefined)
})
afterAll(async () => {
  await pool.close()
  await database.drop()
})

test.each([['within', within], ['reading', reading]] as const)('%s sets the scope for its work and leaves nothing of it behind', async (_, way) => {
  expect(await way(pool.db, scope, (tx) => one(tx, settings))).toEqual({ realm: '3', reach: '1/,2/k/' })
  expect(await one(pool.db, settings)).toEqual({ realm: null, reach: null })
})

test.each([['within', within], ['reading', reading]] as const)('%s hands on what its work throws, and the connection is free again', async (_, way) => {
  await expect(way(pool.db, scope, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(way(pool.db, scope, (tx) => many(tx, sql`select 1/0`))).rejects.toThrow('division by zero')
  expect(await one(pool.db, settings)).toEqual({ realm: null, reach: null })
})

test('work that hides a failed statement is not answered as if it had been kept', async () => {
  const hiding = within(pool.db, scope, async (tx) => {
    await many(tx, sql`select 1/0`).catch(() => undefined)
    return 'kept'
  })
  await expect(hiding).rejects.toThrow('nothing of it was kept')
  expect(await within(pool.db, scope, () => Promise.resolve('kept'))).toBe('kept')
})

test('several readings at once on few connections keep their scopes apart', async () => {
  const realms = Array.from({ length: 40 }, (_, at) => at + 1)
  const seen = await Promise.all(realms.map((realm) => reading(pool.db, { realm, reach: [] }, (tx) => one(tx, settings))))
  expect(seen).toEqual(realms.map((realm) => ({ realm: String(realm), reach: null })))
})

test('a reading that asks nothing leaves the connection free', async () => {
  expect(await reading(pool.db, scope, () => Promise.resolve(7))).toBe(7)
  await expect(reading(pool.db, scope, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await one(pool.db, settings)).toEqual({ realm: null, reach: null })
})

test('work that only reads cannot write, since nobody would wait to hear whether it was kept', async () => {
  const write = sql`insert into access_guesses (about, at) values ('x', now())`
  await expect(reading(pool.db, everywhere(1), (tx) => run(tx, write))).rejects.toThrow(/read-only transaction/)
  await within(pool.db, everywhere(1), (tx) => run(tx, write))
  expect(await many(pool.db, sql`select about from access_guesses`)).toEqual([{ about: 'x' }])
})

test.each([
  [['1/2/'], '1/', true],
  [['1/2/'], '1/2/', true],
  [['1/2/'], '1/2/3/', false],
  [['1/2/'], '2/', false],
  // '1/2/' lies neither under '1/2' of another number nor beside its own end
  [['1/20/'], '1/2/', false],
  [['11/2/'], '1/', false],
  [['1/2/', '7/'], '9/,7/', true],
  [['1/2/', '7/'], '9/,8/', false],
  [['1/2/'], ',', true],
  [['1/2/'], '', false],
  [['1/2/'], null, false],
  [[], ',', false],
])('a person standing at %j is shown to the reach %j: %s', async (paths, reach, shown) => {
  expect(await one(pool.db, sql`select coalesce(app_within(${paths}::text[], ${reach}), false) shown`)).toEqual({ shown })
})

test.each([
  ['1/2/', ['1/'], true],
  ['1/2/', ['1/2/3/'], false],
  ['11/', ['1/'], false],
  ['7/', ['1/', '7/'], true],
  ['7/', [''], true],
  ['7/', [], false],
])('a row at %s is shown to the reach %j: %s', async (path, reach, shown) => {
  const asked = sql`select app_reached(${path}) shown`
  expect(await reading(pool.db, { realm: 1, reach }, (tx) => one(tx, asked))).toEqual({ shown })
})

test('nothing is shown to a connection without a scope', async () => {
  expect(await one(pool.db, sql`select app_reached('1/') shown`)).toEqual({ shown: false })
})

test('a planned query is prepared once per connection, with a name for each of its forms', async () => {
  for (const limit of [1, 1, 2]) await many(pool.db, planned('test.forms', sql`select 1 as one limit ${sql.lit(limit)}`))
  const held = await many(pool.db, sql<{ name: string }>`select name from pg_prepared_statements where name like 'test.forms %'`)
  expect(held).toHaveLength(2)
})

test('beyond the reach one sees everything for a moment, and exactly what one saw before afterwards', async () => {
  const seen = (reach: string) => ({ realm: '3', reach })
  await within(pool.db, scope, async (tx) => {
    expect(await beyondReach(tx, () => one(tx, settings))).toEqual(seen(','))
    expect(await one(tx, settings)).toEqual(seen('1/,2/k/'))
    const twice = await beyondReach(tx, () => beyondReach(tx, () => one(tx, settings)))
    expect([twice, await one(tx, settings)]).toEqual([seen(','), seen('1/,2/k/')])
  })
  const broken = within(pool.db, scope, (tx) => beyondReach(tx, () => many(tx, sql`select 1/0`)))
  await expect(broken).rejects.toThrow('division by zero')
  expect(await one(pool.db, settings)).toEqual({ realm: null, reach: null })
})

test('a number beyond what JavaScript holds exactly is refused, not rounded', async () => {
  expect(await one(pool.db, sql`select 9007199254740991::bigint n`)).toEqual({ n: 9007199254740991 })
  await expect(one(pool.db, sql`select 9007199254740993::bigint n`)).rejects.toThrow(/beyond 2\^53/)
})
