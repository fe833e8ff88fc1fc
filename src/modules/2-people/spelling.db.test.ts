import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { run } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import * as contract from '#people/contract.ts'
import { spellAnew } from '#people/actions/spell.ts'
import { search } from '#search/contract.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { serving, type Client } from '../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
let branch: string
let secretary: Client

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  branch = await office.found('party.branch', '青石村支部', office.top)
  secretary = await office.as(app, 'party.branch.secretary', branch)
  for (const name of ['胡一刀', '陈锐', '程咬金', '黄蓉', '陈飞']) {
    await secretary.call(contract.register, { act: newId(), organisation: branch, name, sex: '男', born: '1970-01-01', status: 'full', on: '2000-01-01' })
  }
})
afterAll(async () => {
  await app.close()
  await world.end()
})

const inOrder = ['陈飞', '陈锐', '程咬金', '胡一刀', '黄蓉']
const roster = async (more: object = {}) => (await secretary.call(contract.list, { organisation: branch, ...more })).rows.map(({ name }) => name)
const found = async (q: string) => (await secretary.call(search, { q, limit: 20 })).hits.map(({ title }) => title)

test('a roster stands surname by surname, page by page', async () => {
  expect(await roster()).toEqual(inOrder)
  const first = await secretary.call(contract.list, { organisation: branch, limit: 3 })
  const rest = await secretary.call(contract.list, { organisation: branch, limit: 3, after: first.next! })
  expect([...first.rows, ...rest.rows].map(({ name }) => name)).toEqual(inOrder)
})

test.each([['chenf', ['陈飞']], ['chen fei', ['陈飞']], ['chengyaojin', ['程咬金']], ['huangr', ['黄蓉']], ['cyj', ['程咬金']]])('%s finds them in the box and in the list', async (q, names) => {
  expect(await found(q)).toEqual(names)
  expect(await roster({ q })).toEqual(names)
})

test('keys of an older version are spelled anew, once; a name of one word keeps its key', async () => {
  const old = (table: string) => sql`update ${sql.table(table)} set name_key = replace(name_key, ' ', '') where realm_id = ${office.realm}`
  for (const table of ['people_persons', 'people_memberships']) await within(world.db, everywhere(office.realm), (tx) => run(tx, old(table)))
  expect(await roster(), 'as it was').toEqual(['陈飞', '程咬金', '陈锐', '黄蓉', '胡一刀'])
  expect(await found('chenf'), 'found before the job came by').toEqual(['陈飞'])
  expect(await spellAnew(world, office.realm)).toBe(10)
  expect(await roster()).toEqual(inOrder)
  expect(await spellAnew(world, office.realm)).toBe(0)
})
