import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { within } from '#database/scope.ts'
import { toldBy } from '#notices/told.ts'
import { fulfilment } from '#obligations/contract.ts'
import * as appraisal from '#org-life/appraisal/contract.ts'
import { notify, plan } from '#org-life/contract.ts'
import { openOffice, type Office } from '../../test/office.ts'
import { serving, type Client } from '../../test/serving.ts'
import { testWorld, type TestWorld } from '../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
let top: string
let branch: string
let young: string[]
let secretary: Client
let superior: Client
const today = '2026-11-23'
const november = { from: '2026-11-01', to: '2026-12-01' }
const burdenOf = async (who: Client, organisation: string, span = november) => (await who.call(fulfilment, { organisation, ...span })).burden.notices

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  top = await office.found('league.local-committee', '共青团青石县委员会', null, { leader: office.top })
  branch = await office.found('league.branch', '青石社区团支部', top)
  young = []
  for (const name of ['陈一', '褚二', '卫三']) young.push(await office.register(name, branch, { status: 'member', born: '2006-01-01', joinedOn: '2021-05-04', on: '2021-05-04' }))
  secretary = await office.as(app, 'league.branch.secretary', branch, young[0]!)
  await office.as(app, 'league.branch.organisation-member', branch, young[1]!)
  superior = await office.as(app, 'league.local-committee.secretary', top)
})
afterAll(async () => {
  await app?.close()
  await world?.end()
})

test('who asked for nothing costs nobody anything', async () => {
  expect(await burdenOf(superior, top)).toEqual([])
})

test('a branch’s notice of a meeting costs as many readings as it has readers, the superior’s decision one', async () => {
  const session = { kinds: ['league-members-meeting' as const], on: '2026-11-25' }
  const { ids } = await secretary.call(plan, { act: newId(), organisation: branch, sessions: [session] })
  await secretary.call(notify, { act: newId(), id: ids[0]! })
  // the secretary has it on the own desk already: only the other one with an account reads it
  expect(await burdenOf(secretary, branch)).toEqual([{ class: 'act', words: '须办', notices: 1, readers: 1 }])
  const of = { organisation: branch, year: '2026' }
  await secretary.call(appraisal.beginAppraisal, { act: newId(), ...of })
  expect(await burdenOf(secretary, branch)).toEqual([{ class: 'act', words: '须办', notices: 2, readers: 3 }])
  await secretary.call(appraisal.holdVote, { act: newId(), ...of, on: today, ballots: 3, confirmed: true })
  await secretary.call(appraisal.appraise, { act: newId(), ...of, rows: young.map((person) => ({ person, qualified: 3, grade: 'qualified' as const })) })
  for (const approve of [false, true]) {
    await secretary.call(appraisal.finishAppraisal, { act: newId(), ...of, by: 'meeting', on: today })
    await superior.call(appraisal.approveAppraisal, { act: newId(), ...of, approve, reason: approve ? '' : '请再核对' })
  }
  expect(await burdenOf(superior, top)).toEqual([
    { class: 'act', words: '须办', notices: 1, readers: 1 }, { class: 'know', words: '须知', notices: 1, readers: 1 },
  ])
})

test('only what was told in the days asked about counts, both sides of the limit', async () => {
  expect(await burdenOf(superior, top, { from: today, to: '2026-11-24' })).toHaveLength(2)
  expect(await burdenOf(superior, top, { from: '2026-11-01', to: today })).toEqual([])
  expect(await burdenOf(superior, top, { from: '2026-11-24', to: '2026-12-01' })).toEqual([])
})

test('the numbers of another realm are nobody’s here', async () => {
  const other = await openOffice(world, 'party.committee', '别处的党委')
  expect(await within(world.db, other.doer, (tx) => toldBy(tx, top, november))).toEqual([])
  expect(await within(world.db, office.doer, (tx) => toldBy(tx, top, november))).toHaveLength(2)
})
