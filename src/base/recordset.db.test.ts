import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordset } from '#base/recordset.ts'
import { many } from '#base/sql.ts'
import { testWorld, type TestWorld } from '../../test/world.ts'

let world: TestWorld
beforeAll(async () => void (world = await testWorld()))
afterAll(() => world.end())

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((one) => !one.includes('\u0000') && !one.includes('\u001f'))
const bytes = fc.uint8Array({ maxLength: 40 }).map((one) => Buffer.from(one))
const row = fc.record({
  seq: fc.nat(), name: maybe(text), born: maybe(fc.constantFrom('1980-05-17', '2000-02-29')), big: maybe(fc.maxSafeNat()), is: maybe(fc.boolean()),
  paths: maybe(fc.array(text.filter((one) => one !== ''), { maxLength: 3 })), secret: maybe(bytes), other: maybe(bytes),
})
const columns = {
  seq: 'int', name: 'text', born: 'date', big: 'bigint', is: 'boolean', paths: 'text[]', secret: 'bytea', other: 'bytea',
} as const

test('rows go to the server and come back as they were, whatever they hold', async () => {
  await fc.assert(fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
    expect(await many(world.db, sql`select r.* from ${recordset(rows, columns)}`)).toEqual(rows)
  }), { numRuns: 60 })
})
