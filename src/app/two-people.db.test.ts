import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnyEndpoint } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import { one } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import { changeUnit as unseen } from '#organisations/actions/units.ts'
import { beginTerm, changeUnit, move, placeInUnit, registerUnit, rename } from '#organisations/contract.ts'
import { change } from '#people/contract.ts'
import { contracts } from '#app/modules.ts'
import { openOffice, type Office } from '../../test/office.ts'
import { serving, type Client } from '../../test/serving.ts'
import { testWorld, type TestWorld } from '../../test/world.ts'

/* Many people with one record open: one is quicker, the others are told who, when and what. */

let world: TestWorld
let app: FastifyInstance
let office: Office
let officer: Client
const at: Record<string, string> = {}

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  officer = await office.as(app, 'party.local-committee.secretary', office.top)
  at['street'] = await office.found('party.committee', '同改街道党委', office.top)
  at['other'] = await office.found('party.committee', '另一街道党委', office.top)
  at['branch'] = await office.found('party.branch', '同改支部', at['street']!)
  at['person'] = await office.register('同改人', at['branch']!)
  at['unit'] = (await officer.call(registerUnit, { act: newId(), responsible: at['street']!, name: '同改单位', ...firm })).id
})
afterAll(async () => {
  await app.close()
  await world.end()
})

const firm = { kind: 'enterprise', sector: 'private-enterprise' }
const day = (n: number) => `2021-${String(1 + (n % 12)).padStart(2, '0')}-01`

interface Case {
  endpoint: AnyEndpoint
  thing: string
  table: string
  /** what the n-th of them wants */
  wish(n: number): object
  told: RegExp
}
const cases: Case[] = [
  { endpoint: change, thing: 'person', table: 'people_persons', wish: (n) => ({ changes: { job: `第${n}个岗位` } }), told: /更正同改人的工作岗位/ },
  { endpoint: changeUnit, thing: 'unit', table: 'organisations_units', wish: (n) => ({ name: '同改单位', ...firm, staff: n }), told: /更改单位“同改单位”/ },
  { endpoint: rename, thing: 'branch', table: 'organisations', wish: (n) => ({ name: `第${n}个名称`, on: '2022-01-01' }), told: /更名为/ },
  { endpoint: placeInUnit, thing: 'branch', table: 'organisations', wish: (n) => ({ units: n % 2 ? [] : [at['unit']], on: '2022-02-01' }), told: /登记所在单位/ },
  { endpoint: beginTerm, thing: 'branch', table: 'organisations', wish: (n) => ({ startsOn: day(n), confirmed: true }), told: /登记换届/ },
  { endpoint: move, thing: 'branch', table: 'organisations', wish: () => ({ parent: at['other'], on: '2023-01-01' }), told: /隶属由/ },
]

const versionOf = async ({ table, thing }: Case): Promise<number> =>
  (await within(world.db, everywhere(office.realm), (tx) => one(tx, sql<{ version: number }>`select version from ${sql.table(table)} where public_id = ${at[thing]!}`))).version

test.each(cases.map((one) => [one.endpoint.name, one] as const))('of 64 who send %s over the same version one is taken, and 63 hear who was quicker', async (_, given) => {
  const version = await versionOf(given)
  const answers = await Promise.all(
    Array.from({ length: 64 }, (_, n) => officer.send(given.endpoint, { act: newId(), id: at[given.thing], version, ...given.wish(n) })),
  )
  expect(answers.map(({ status }) => status).filter((status) => status !== 409)).toEqual([200])
  expect(await versionOf(given)).toBe(version + 1)
  const refused = answers.filter(({ status }) => status === 409).map(({ body }) => JSON.parse(body) as { code: string; detail: string; facts: object })
  for (const { code, detail, facts } of refused) {
    expect(code).toBe('ledger.changed-meanwhile')
    expect(facts).toMatchObject({ version: version + 1, by: expect.any(String) as string, post: expect.any(String) as string, at: '2026-11-23T02:00:00.000Z' })
    expect(detail).toMatch(given.told)
    expect(detail).toMatch(/在 2026-11-23 10:00 改过.*您填的内容还在/)
  }
}, 60_000)

test('without the version every one of them would be taken: the race is real', async () => {
  const facts = { name: '同改单位', code: null, ...firm, young: null, migrant: null, factsOn: null } as const
  const answers = await Promise.all(Array.from({ length: 16 }, (_, n) => unseen(world, office.doer, { act: newId(), id: at['unit']!, ...facts, staff: n })))
  expect(answers.filter(({ ok }) => ok)).toHaveLength(16)
})

test('every endpoint that asks for the version seen names the refusal', () => {
  const asking = contracts.filter((one) => 'version' in ((one.input as unknown as { shape?: object }).shape ?? {}))
  expect(asking.map((one) => one.name).toSorted()).toEqual(expect.arrayContaining(cases.map((one) => one.endpoint.name)) as string[])
  for (const endpoint of asking) expect([endpoint.name, endpoint.refusals]).toEqual([endpoint.name, expect.arrayContaining(['ledger.changed-meanwhile'])])
})
