import { afterAll, beforeAll, expect, test } from 'vitest'
import { urlAs, appRole } from '#database/roles.ts'
import { freshDatabase, type FreshDatabase } from '../test/cluster.ts'
import { testPasswords } from '../test/template.ts'
import { openBench, type OpenBench } from './open.ts'
import { isMet, tableOf, type Measured } from './report.ts'
import { benchCases, measureAll } from './run.ts'

let database: FreshDatabase
let bench: OpenBench
let measured: Measured[]

beforeAll(async () => {
  database = await freshDatabase()
  const owner = database.superuserUrlForIt
  const urls = { owner, app: urlAs(owner, appRole, testPasswords.app) }
  bench = await openBench({ urls, organisations: 400, memberships: 4_000, rounds: 4, say: () => undefined })
  measured = await measureAll(bench, await benchCases())
}, 180_000)

afterAll(async () => {
  await bench?.end()
  await database?.drop()
})

test('the loaded country has as many rows as it says', async () => {
  const count = async (table: string) => Number((await bench.owner.query<{ n: string }>(`select count(*) n from ${table}`)).rows[0]!.n)
  expect(await count('organisations')).toBe(400)
  expect(await count('organisations_stats')).toBe(400)
  // The import case has added 200 people twice
  expect(await count('people_memberships')).toBe(bench.size.memberships + 400)
  expect(await count('people_persons')).toBe(bench.size.persons + 400)
})

test('indexes and keys that were taken off while loading are there again', async () => {
  const { rows } = await bench.owner.query<{ name: string }>(
    `select indexrelid::regclass::text as name from pg_index where indrelid = 'people_memberships'::regclass
      union select conname from pg_constraint where contype = 'f' and conrelid = 'people_memberships'::regclass`)
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['people_memberships_a2', 'people_memberships_person_fkey']))
})

test('every organisation’s own numbers are those that the people module would count', async () => {
  const { rows } = await bench.owner.query(
    `select s.organisation_id from organisations_stats s
      left join (select organisation_id, count(*) filter (where status in ('full', 'probationary', 'member')) members, count(*) filter (where status in ('full', 'member')) voting
        from people_memberships where to_on is null group by organisation_id) m using (organisation_id)
      where s.members <> coalesce(m.members, 0) or s.voting <> coalesce(m.voting, 0)`)
  expect(rows).toEqual([])
})

test('every case answers numbers, and a goal is either met or missed', () => {
  const figures = measured.flatMap(({ benchCase, figures: of }) => of.map((figure) => ({ benchCase, figure })))
  expect(measured.map(({ benchCase }) => benchCase.name)).toEqual(['page', 'tree', 'search', 'http', 'worklist', 'sign-in', 'import', 'coverage', 'fulfilment', 'dues'])
  for (const { benchCase, figure } of figures) {
    const what = `${benchCase.name} ${figure.at}`
    expect([what, figure.ours.median > 0]).toEqual([what, true])
    expect([what, figure.raw === null || figure.raw.median > 0]).toEqual([what, true])
    const goal = figure.goal === undefined ? benchCase.goal : figure.goal
    expect([what, typeof isMet(figure, benchCase.goal)]).toEqual([what, goal === null ? 'object' : 'boolean'])
  }
})

test('the table has a line for every figure', () => {
  const lines = tableOf(measured).split('\n')
  expect(lines).toHaveLength(2 + measured.reduce((sum, { figures }) => sum + figures.length, 0))
  expect(lines.every((line) => line.split('|').length === 9)).toBe(true)
})
