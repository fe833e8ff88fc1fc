import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { assess, close, collect } from '#dues/contract.ts'
import { arrears, dossier, recordStep } from '#dues/contract/arrears.ts'
import { mine } from '#dues/contract/own.ts'
import { myNotices } from '#notices/contract.ts'
import { read as readPerson } from '#people/contract.ts'
import { recordTalks } from '#org-life/contract/private.ts'
import { workList } from '#app/contract.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { serving, type Client } from '../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
let branch: string
let secretary: Client
let talker: string
let person: string
let member: Client
const today = '2026-11-23'

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  branch = await office.found('party.branch', '青石县第一党支部', office.top)
  talker = await office.register('王书记', branch)
  secretary = await office.as(app, 'party.branch.secretary', branch, talker)
  person = await office.register('李党员', branch)
  member = await office.as(app, 'party.branch.publicity-member', branch, person)
  const slip = { payer: 'salaried' as const, slip: 'agreed' as const, items: [{ item: 'agreed' as const, fen: 510_000 }] }
  await secretary.call(assess, { act: newId(), organisation: branch, person, from: '2026-01', ...slip })
})
afterAll(async () => {
  await app.close()
  await world.end()
})

const close_ = (month: string) => secretary.call(close, { act: newId(), organisation: branch, month })
const rowOf = async () => (await secretary.call(arrears, { organisation: branch })).rows.find(({ id }) => id === person)
const asked = async (who = secretary) => (await who.call(workList, {})).items.filter(({ id }) => id === `dues-arrears-${person}`).map(({ title }) => title)

test('one month unpaid: the member is told, and nobody else', async () => {
  await close_('2026-05')
  expect(await rowOf()).toMatchObject({ inARow: 1, stage: 'member', done: true, steps: [{ words: '已提醒本人' }] })
  expect((await member.call(myNotices, {})).rows.map(({ title }) => title)).toContain('2026年5月党费还没有登记交纳')
  expect([await asked(), await asked(member)]).toEqual([[], []])
})

test('three months: the secretary is asked for a talk in private; the talk recorded where talks are kept answers it', async () => {
  await close_('2026-06')
  expect(await asked()).toEqual([])
  await close_('2026-07')
  expect(await asked()).toEqual(['连续 3 个月未交，请个别谈话'])
  const talk = { act: newId(), organisation: branch, talker, partners: [person], on: today, note: '家里有困难，答应补交' }
  await secretary.call(recordTalks, { ...talk, occasion: 'yearly' })
  expect(await asked()).toEqual(['连续 3 个月未交，请个别谈话'])
  await secretary.call(recordTalks, { ...talk, act: newId(), occasion: 'dues' })
  expect(await asked()).toEqual([])
  const { steps } = (await rowOf())!
  expect(steps.at(-1)).toMatchObject({ kind: 'talk', on: today, doer: '王书记', note: null })
})

test('five months: a deadline is set; six: the facts for the branch meeting are ready, and nothing happens by itself', async () => {
  await close_('2026-08')
  expect(await asked()).toEqual([])
  await close_('2026-09')
  expect(await asked()).toEqual(['连续 5 个月未交，请谈话并限期补交'])
  const step = { act: newId(), organisation: branch, person, kind: 'deadline' as const, on: today }
  expect((await secretary.refused(recordStep, step)).code).toBe('dues.until-missing')
  await secretary.call(recordStep, { ...step, until: '2026-12-20' })
  expect(await asked()).toEqual([])
  await close_('2026-10')
  expect(await asked()).toEqual(['连续 6 个月未交，情况已备好，请提交支部大会研究'])
  const facts = await secretary.call(dossier, { organisation: branch, person })
  expect(facts).toMatchObject({ owing: { inARow: 6, fen: 6 * 7650, next: '情况提交支部大会研究' }, lastPaid: null })
  expect(facts.months.map(({ month }) => month)).toEqual(['2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10'])
  expect(facts.rules.at(-1)!.sentence).toContain('第十三条')
  expect((await secretary.call(readPerson, { id: person })).memberships[0]).toMatchObject({ organisation: { id: branch }, status: 'full' })
})

test('what the meeting found ends the clock; the note lies sealed and is read by whoever collects alone', async () => {
  const step = { act: newId(), organisation: branch, person, kind: 'meeting' as const, on: today, note: '支部大会：有正当理由，限期补交' }
  expect((await secretary.refused(recordStep, { ...step, act: newId(), note: '' })).code).toBe('dues.note-missing')
  await secretary.call(recordStep, step)
  expect(await asked()).toEqual([])
  expect((await rowOf())!.steps.at(-1)).toMatchObject({ note: '支部大会：有正当理由，限期补交' })
  expect((await member.refused(arrears, { organisation: branch })).code).toBe('access.not-permitted')
  const committee = await office.as(app, 'party.local-committee.secretary', office.top)
  expect((await committee.refused(dossier, { organisation: branch, person })).code).toBe('access.not-permitted')
})

test('months paid late end it; nothing is left to record', async () => {
  const months = ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10']
  await secretary.call(collect, { act: newId(), organisation: branch, person, months, fen: 6 * 7650, way: 'cash', paidOn: today })
  expect(await rowOf()).toBeUndefined()
  const step = { act: newId(), organisation: branch, person, kind: 'reason' as const, on: today, note: '补交' }
  expect((await secretary.refused(recordStep, step)).code).toBe('dues.nothing-unpaid')
  expect((await member.call(mine, { year: '2026' })).total).toBe(6 * 7650)
})
