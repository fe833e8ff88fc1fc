import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { everywhere, within } from '#database/scope.ts'
import { owedBy } from '#obligations/actions.ts'
import type { Duty } from '#obligations/duty.ts'
import { endSetting, set } from '#regulations/contract.ts'
import { found, rulesInForce } from '#organisations/contract.ts'
import { openOffice, type Office } from '../../test/office.ts'
import { serving, type Client } from '../../test/serving.ts'
import { testWorld, type TestWorld } from '../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
let [county, committee, branch] = ['', '', '']
let [officer, below, secretary] = [] as unknown as [Client, Client, Client]

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  county = office.top
  committee = await office.found('party.committee', '镇党委', county)
  branch = await office.found('party.branch', '一村支部', committee)
  officer = await office.as(app, 'party.local-committee.organisation-officer', county)
  below = await office.as(app, 'party.committee.secretary', committee)
  secretary = await office.as(app, 'party.branch.secretary', branch)
})
afterAll(async () => {
  await app.close()
  await world.end()
})

const laid = (organisation: string, rule: string, value: number | null, from = '2026-11-23') =>
  ({ act: newId(), organisation, rule, value, document: '县委〔2026〕7号', from })
const ruleOf = async (client: Client, rule: string, on?: string, at = branch) =>
  (await client.call(rulesInForce, { id: at, ...(on && { on }) })).rules.find((one) => one.rule === rule)
const lesson = 'party.branch.lesson'
const duty: Duty = { id: 'test.lesson', words: '党课', rule: lesson, verb: '登记', address: () => '/' }

test('a superior’s value holds below from its day on; what was judged before stays judged', async () => {
  await officer.call(set, laid(county, lesson, 2, '2027-01-01'))
  expect((await ruleOf(secretary, lesson, '2027-01-01'))).toMatchObject({ value: 2, isSet: true, toBeChecked: false, own: null })
  expect((await ruleOf(secretary, lesson, '2026-12-31'))).toMatchObject({ value: 1, isSet: false, toBeChecked: true })
  const range = { from: '2026-07-01', to: '2027-07-01' }
  const owed = await within(world.db, everywhere(office.realm), (tx) => owedBy(tx, office.realm, [duty], [branch], range, '2027-02-01'))
  expect(owed.get(branch)!.map(({ period, rule }) => [period.from, rule.value])).toEqual([['2026-07-01', 1], ['2027-01-01', 2]])
})

test('below it may be made stricter and not laxer, and nothing is laid down for the past', async () => {
  expect((await below.refused(set, laid(committee, lesson, 1, '2027-01-01'))).code).toBe('regulations.laxer')
  expect((await below.refused(set, laid(committee, lesson, 3, '2026-11-22'))).code).toBe('regulations.setting-past')
  await below.call(set, laid(committee, lesson, 3, '2027-03-01'))
  expect([(await ruleOf(secretary, lesson, '2027-02-28'))!.value, (await ruleOf(secretary, lesson, '2027-03-01'))!.value]).toEqual([2, 3])
  const asBranch = await officer.call(rulesInForce, { id: committee, on: '2027-03-01', as: 'party.branch' })
  expect(asBranch.rules.find((one) => one.rule === lesson)).toMatchObject({ own: { value: 3, from: '2027-03-01' } })
})

test('a branch’s own value ends on a day, and what stands above holds again', async () => {
  await secretary.call(set, laid(branch, 'party.branch.talks', 2, '2026-12-01'))
  await secretary.call(endSetting, { act: newId(), organisation: branch, rule: 'party.branch.talks', on: '2026-12-15' })
  expect([(await ruleOf(secretary, 'party.branch.talks', '2026-12-14'))!.value, (await ruleOf(secretary, 'party.branch.talks', '2026-12-15'))!.value]).toEqual([2, 1])
  const again = { act: newId(), organisation: branch, rule: 'party.branch.talks', on: '2026-12-15' }
  expect((await secretary.refused(endSetting, again)).code).toBe('regulations.no-setting')
})

test('a branch lays nothing down for its superior', async () => {
  expect((await secretary.send(set, laid(committee, lesson, 9))).status).toBe(404)
})

test('founding is judged by what the superior laid down, too', async () => {
  await officer.call(set, laid(county, 'party.branch.members-min', 5))
  const asked = (members: number) => ({
    act: newId(), kind: 'party.branch', name: `新支部${members}`, parent: committee, on: '2026-11-23', flags: [], units: [], approved: true, confirmed: true, members: { full: members, all: members },
  })
  expect((await below.refused(found, asked(4))).detail).toMatch(/5/)
  expect(await below.call(found, asked(5))).toHaveProperty('id')
})
