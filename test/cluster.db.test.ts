import { afterAll, expect, test } from 'vitest'
import { freshDatabase, once, type FreshDatabase } from './cluster.ts'

const made: FreshDatabase[] = []
const fresh = async () => {
  const database = await freshDatabase()
  made.push(database)
  return database
}
afterAll(() => Promise.all(made.map((database) => database.drop())))

test('what one test writes, another never sees', async () => {
  const [one, other] = [await fresh(), await fresh()]
  await once(one.superuserUrlForIt, 'create table only_here (id int)')
  const seen = await once(other.superuserUrlForIt, "select to_regclass('only_here') as found")
  expect(seen.rows[0]).toEqual({ found: null })
})

test('a dropped database is gone even while somebody is connected', async () => {
  const database = await fresh()
  await once(database.superuserUrlForIt, 'select 1')
  await database.drop()
  await expect(once(database.superuserUrlForIt, 'select 1')).rejects.toThrow(/does not exist/)
})

test('eight databases at once are made without waiting for each other’s template', async () => {
  const names = await Promise.all(Array.from({ length: 8 }, async () => (await fresh()).name))
  expect(new Set(names).size).toBe(8)
})
