import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { everywhere, within } from '#database/scope.ts'
import { owedBy } from '#obligations/actions.ts'
import * as life from '#org-life/contract.ts'
import * as own from '#org-life/contract/own.ts'
import * as inner from '#org-life/contract/private.ts'
import { duties } from '#org-life/duties.ts'
import { once } from '../../../test/cluster.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { serving, type Client } from '../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
let branch: string
let league: string
let people: string[]
let young: string[]
let secretary: Client
let leagueSecretary: Client
let superior: Client
let member: Client
const act = () => newId()
const today = '2026-11-23'

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  branch = await office.found('party.branch', '青石社区党支部', office.top)
  people = []
  for (const name of ['赵一', '钱二', '孙三', '李四']) people.push(await office.register(name, branch))
  people.push(await office.register('预备冯', branch, { status: 'probationary', joinedOn: '2026-06-01', on: '2026-06-01' }))
  await office.appoint(people[0]!, branch, 'party.branch.secretary')
  await office.appoint(people[1]!, branch, 'party.branch.organisation-member')
  const leagueTop = await office.found('league.local-committee', '共青团青石县委员会', null, { leader: office.top })
  league = await office.found('league.branch', '青石社区团支部', leagueTop, { leader: branch })
  young = []
  for (const name of ['陈一', '褚二', '卫三', '蒋四']) young.push(await office.register(name, league, { status: 'member', born: '2006-01-01', joinedOn: '2021-05-04', on: '2021-05-04' }))
  await office.appoint(young[0]!, league, 'league.branch.secretary')
  secretary = await office.as(app, 'party.branch.secretary', branch, people[0]!)
  superior = await office.as(app, 'party.local-committee.secretary', office.top)
  member = await office.as(app, 'party.branch.publicity-member', branch, people[2]!)
  leagueSecretary = await office.as(app, 'league.branch.secretary', league, young[0]!)
  await once(world.superuserUrl, 'update obligations_subjects set known_on = null')
})
afterAll(async () => {
  await app?.close()
  await world?.end()
})

const stateOf = async (organisation: string, duty: string) => {
  const all = await within(world.db, everywhere(office.realm), (tx) => owedBy(tx, office.realm, duties, [organisation], { from: '2026-01-01', to: '2027-01-01' }, today))
  return all.get(organisation)!.find((one) => one.duty.id === duty)?.state
}
const talk = (partners: string[], more = {}) =>
  ({ act: act(), organisation: branch, talker: people[0]!, partners, on: today, occasion: 'yearly' as const, ...more })

describe('talks', () => {
  test('are the branch secretary’s own: a superior who reaches the branch is refused', async () => {
    expect((await superior.refused(inner.talks, { organisation: branch, year: '2026' })).code).toBe('access.not-permitted')
    const head = await office.as(app, 'party.branch.secretary', await office.found('party.branch', '白石社区党支部', office.top))
    expect((await head.refused(inner.talks, { organisation: branch, year: '2026' })).code).toBe('access.not-found')
  })

  test('what was said stands sealed and is opened for the two alone', async () => {
    await secretary.call(inner.recordTalks, talk([people[2]!], { note: '谈了父亲住院的事', occasion: 'hardship' }))
    const told = JSON.stringify(await secretary.call(inner.talks, { organisation: branch, year: '2026' }))
    expect(told).toContain('孙三')
    expect(told).not.toContain('父亲')
    expect((await member.call(inner.myRecord, {})).talks).toMatchObject([{ with: '赵一', note: '谈了父亲住院的事' }])
    const other = await office.as(app, 'party.branch.organisation-member', branch, people[1]!)
    expect((await other.call(inner.myRecord, {})).talks).toEqual([])
    const { rows } = await once(world.superuserUrl, "select encode(note, 'escape') as note from org_life_talks")
    expect(JSON.stringify(rows)).not.toContain('父亲')
  })

  test('nobody talks with themselves, and a note is of one person', async () => {
    expect((await secretary.refused(inner.recordTalks, talk([people[0]!]))).code).toBe('org-life.talk-with-oneself')
    expect((await secretary.refused(inner.recordTalks, talk([people[1]!, people[3]!], { note: '都谈了' }))).code).toBe('org-life.note-of-several')
    expect((await secretary.refused(inner.recordTalks, talk([young[0]!]))).code).toBe('org-life.not-a-member-then')
  })

  test('the year’s duty is met when the last member has been talked with (第十九条)', async () => {
    await secretary.call(inner.recordTalks, talk([people[1]!, people[3]!]))
    expect(await stateOf(branch, 'org-life.talks')).toBe('due')
    expect((await secretary.call(inner.talks, { organisation: branch, year: '2026' })).without.map(({ name }) => name)).toEqual(['预备冯'])
    await secretary.call(inner.recordTalks, talk([people[4]!]))
    expect(await stateOf(branch, 'org-life.talks')).toBe('met')
  })
})

describe('absence', () => {
  const meet = async (on: string, absent: string[]) => {
    const [id] = (await secretary.call(life.plan, { act: act(), organisation: branch, sessions: [{ kinds: ['party-day'], on }] })).ids
    await secretary.call(life.open, { act: act(), id: id! })
    const { roll } = await secretary.call(life.read, { id: id! })
    const marks = roll.filter(({ person }) => absent.includes(person.id)).map(({ person, version }) => ({ person: person.id, version, mark: 'absent' as const }))
    if (marks.length > 0) await secretary.call(life.markRoll, { act: act(), id: id!, marks })
    await secretary.call(life.addMatter, { act: act(), id: id!, kind: 'study', title: '学习' })
    await secretary.call(life.close, { act: act(), id: id! })
  }

  test('the member is told after two months, the secretary only after three', async () => {
    await meet('2026-07-10', [people[2]!])
    await meet('2026-09-10', [people[2]!])
    expect((await member.call(own.mine, {})).clocks).toMatchObject([{ months: 2, since: '2026-07-10' }])
    expect((await secretary.call(inner.absences, { organisation: branch })).absences).toEqual([])
    await meet('2026-10-12', [people[2]!])
    expect((await secretary.call(inner.absences, { organisation: branch })).absences).toMatchObject([{ person: { name: '孙三' }, months: 3, stage: 'secretary' }])
  })

  test('long leave stops it, and the next roll marks it by itself', async () => {
    await secretary.call(inner.excuseOne, { act: act(), organisation: branch, person: people[2]!, cause: 'ill', from: '2026-11-01' })
    expect((await secretary.call(inner.absences, { organisation: branch })).absences).toEqual([])
    expect((await member.call(own.mine, {})).clocks).toEqual([])
    const [id] = (await secretary.call(life.plan, { act: act(), organisation: branch, sessions: [{ kinds: ['lesson'], on: '2026-11-20' }] })).ids
    await secretary.call(life.open, { act: act(), id: id! })
    expect((await secretary.call(life.read, { id: id! })).roll.find(({ person }) => person.name === '孙三')).toMatchObject({ mark: 'leave', reason: 'ill' })
    expect((await secretary.refused(inner.excuseOne, { act: act(), organisation: branch, person: people[2]!, cause: 'old', from: '2026-11-01' })).code).toBe('org-life.excused-already')
    await secretary.call(inner.endExcuse, { act: act(), organisation: branch, person: people[2]!, on: '2026-11-22' })
    expect((await secretary.refused(inner.endExcuse, { act: act(), organisation: branch, person: people[2]!, on: today })).code).toBe('org-life.not-excused')
  })
})

describe('appraisal', () => {
  const year = { organisation: '', year: '2026' }
  const rowsOf = (ids: string[], grade: 'excellent' | 'qualified' | null, ballots: number) => ids.map((person) => ({ person, qualified: ballots, grade }))

  test('a party branch’s: graded, within the third, met; the member sees the own grade only then', async () => {
    const of = { ...year, organisation: branch }
    await secretary.call(inner.beginAppraisal, { act: act(), ...of, on: today, ballots: 5 })
    expect((await secretary.refused(inner.beginAppraisal, { act: act(), ...of, on: today, ballots: 5 })).code).toBe('org-life.appraised-already')
    const wrong = { act: act(), ...of, rows: [{ person: people[0]!, qualified: 4, grade: 'qualified' as const }] }
    expect((await secretary.refused(inner.appraise, wrong)).code).toBe('org-life.votes-do-not-balance')
    const probationary = { act: act(), ...of, rows: [{ person: people[4]!, qualified: 5, grade: 'qualified' as const }] }
    expect((await secretary.refused(inner.appraise, probationary)).code).toBe('org-life.probationary-ungraded')
    await secretary.call(inner.appraise, { act: act(), ...of, rows: rowsOf(people.slice(0, 2), 'excellent', 5) })
    expect((await secretary.refused(inner.finishAppraisal, { act: act(), ...of })).code).toBe('org-life.grade-missing')
    await secretary.call(inner.appraise, { act: act(), ...of, rows: rowsOf(people.slice(2, 4), 'qualified', 5) })
    expect((await secretary.refused(inner.finishAppraisal, { act: act(), ...of })).code).toBe('org-life.appraisal.warned')
    expect((await member.call(inner.myRecord, {})).grades).toEqual([])
    await secretary.call(inner.appraise, { act: act(), ...of, rows: rowsOf([people[1]!], 'qualified', 5) })
    await secretary.call(inner.finishAppraisal, { act: act(), ...of })
    expect((await member.call(inner.myRecord, {})).grades).toMatchObject([{ year: 2026, gradeWords: '合格' }])
    expect(await stateOf(branch, 'org-life.appraisal')).toBe('met')
    expect((await secretary.refused(inner.registerMembers, { act: act(), ...of })).code).toBe('org-life.not-the-league')
  })

  test('a League branch’s: two thirds there, registration only after it', async () => {
    const of = { ...year, organisation: league }
    expect((await leagueSecretary.refused(inner.beginAppraisal, { act: act(), ...of, on: today, ballots: 2 })).detail).toContain('应到 4 人，至少 3 人参加')
    await leagueSecretary.call(inner.beginAppraisal, { act: act(), ...of, on: today, ballots: 3 })
    expect((await leagueSecretary.refused(inner.registerMembers, { act: act(), ...of })).code).toBe('org-life.appraisal-first')
    await leagueSecretary.call(inner.appraise, { act: act(), ...of, rows: rowsOf(young.slice(0, 3), 'qualified', 3) })
    await leagueSecretary.call(inner.appraise, { act: act(), ...of, rows: [{ person: young[3]!, unqualified: 3, grade: 'unqualified' }] })
    await leagueSecretary.call(inner.finishAppraisal, { act: act(), ...of })
    expect(await leagueSecretary.call(inner.registerMembers, { act: act(), ...of })).toEqual({ registered: 3, deferred: 1 })
    expect(await stateOf(league, 'org-life.registration')).toBe('met')
    expect(await stateOf(league, 'org-life.league-appraisal')).toBe('met')
  })
})
