import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { workList } from '#app/contract.ts'
import * as life from '#org-life/appraisal/contract.ts'
import { openOffice, type Office } from '../../../../test/office.ts'
import { serving, type Client } from '../../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../../test/world.ts'

/* 团员教育评议 of 2026, approved on 23 November: one of four is 不合格. */

let world: TestWorld
let app: FastifyInstance
let office: Office
let league: string
let young: string[]
let secretary: Client
let superior: Client
let wrong: string
const today = '2026-11-23'
const of = () => ({ act: newId(), organisation: league, year: '2026' })

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  const top = await office.found('league.local-committee', '共青团青石县委员会', null, { leader: office.top })
  league = await office.found('league.branch', '青石社区团支部', top, { leader: office.top })
  const member = { status: 'member', born: '2006-01-01', joinedOn: '2021-05-04', on: '2021-05-04' } as const
  young = []
  for (const name of ['陈一', '褚二', '卫三', '蒋四']) young.push(await office.register(name, league, member))
  wrong = young[3]!
  await office.appoint(young[0]!, league, 'league.branch.secretary')
  secretary = await office.as(app, 'league.branch.secretary', league, young[0]!)
  superior = await office.as(app, 'league.local-committee.secretary', top)
  await secretary.call(life.beginAppraisal, { ...of(), way: 'named' })
  await secretary.call(life.holdVote, { ...of(), on: today, ballots: 4, confirmed: true })
  const rows = young.map((person) => (person === wrong ? { person, unqualified: 4, grade: 'unqualified' as const } : { person, qualified: 4, grade: 'qualified' as const }))
  await secretary.call(life.appraise, { ...of(), rows })
  await secretary.call(life.finishAppraisal, { ...of(), by: 'meeting', on: today })
})
afterAll(async () => {
  await app.close()
  await world.end()
})

const line = async () => (await secretary.call(life.appraisal, { organisation: league, year: '2026' })).appraisal!.rows.find(({ person }) => person.id === wrong)!
const again = (on: string, grade: 'qualified' | 'unqualified' = 'qualified', person = wrong) => ({ ...of(), person, on, grade })
const codeOf = async (asked: Promise<{ code: string }>) => (await asked).code

test('before the superior has approved nobody is to correct anything', async () => {
  expect((await line()).correction).toBeNull()
  expect(await codeOf(secretary.refused(life.setCorrection, { ...of(), person: wrong, until: '2027-04-01' }))).toBe('org-life.not-correcting')
})

test('with the approval the longest term begins, stands on the work list with its article, and may be shortened to three months', async () => {
  await superior.call(life.approveAppraisal, { ...of(), approve: true })
  expect((await line()).correction).toMatchObject({ until: '2027-05-23', from: '2027-02-23', to: '2027-05-23', again: null })
  const [work] = (await secretary.call(workList, {})).items.filter(({ id }) => id.startsWith('again-'))
  expect(work).toMatchObject({ about: '蒋四', dueOn: '2027-05-23', why: { article: expect.stringContaining('第三十五条') } })
  const late = await secretary.refused(life.setCorrection, { ...of(), person: wrong, until: '2027-02-22' })
  expect([late.code, late.detail]).toEqual(['org-life.correction-term', expect.stringContaining('2027-02-23')])
  await secretary.call(life.setCorrection, { ...of(), person: wrong, until: '2027-02-23' })
  expect((await line()).correction!.until).toBe('2027-02-23')
})

test('who was graded 合格 has nothing to correct, and the superior does not enter it for the branch', async () => {
  expect(await codeOf(secretary.refused(life.appraiseAgain, again(today, 'qualified', young[1])))).toBe('org-life.not-correcting')
  expect(await codeOf(superior.refused(life.appraiseAgain, again(today)))).toBe('access.not-permitted')
})

test('it is too early within the term; when it is over a better grade brings the registration, and is told to the member', async () => {
  await secretary.call(life.registerMembers, of())
  expect((await line()).registration).toBe('deferred')
  expect(await codeOf(secretary.refused(life.appraiseAgain, again(today)))).toBe('org-life.again-too-early')
  world.clock = { ...world.clock, now: () => new Date('2027-02-23T02:00:00Z'), today: () => '2027-02-23' }
  secretary = await office.as(app, 'league.branch.secretary', league)
  expect(await codeOf(secretary.refused(life.appraiseAgain, again('2027-02-24')))).toBe('org-life.in-the-future')
  await secretary.call(life.appraiseAgain, again('2027-02-23'))
  expect(await line()).toMatchObject({ grade: 'unqualified', registration: 'registered', correction: { again: { on: '2027-02-23', grade: 'qualified' } } })
  expect((await secretary.call(workList, {})).items.filter(({ id }) => id.startsWith('again-'))).toEqual([])
  expect(await codeOf(secretary.refused(life.appraiseAgain, again('2027-02-23')))).toBe('org-life.again-already')
})
