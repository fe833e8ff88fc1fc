import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { everywhere, within } from '#database/scope.ts'
import { owedBy } from '#obligations/actions.ts'
import { fulfilmentsOf } from '#obligations/store/books.ts'
import { workList } from '#app/contract.ts'
import * as life from '#org-life/appraisal/contract.ts'
import { appraisalSteps, type AppraisalAct } from '#org-life/appraisal/rules/states.ts'
import type { AppraisalState } from '#org-life/kinds.ts'
import * as inner from '#org-life/contract/private.ts'
import { appraisalPaper } from '#org-life/print/contract.ts'
import { duties } from '#org-life/duties.ts'
import { once } from '../../../../test/cluster.ts'
import { openOffice, type Office } from '../../../../test/office.ts'
import { serving, type Client } from '../../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
let branch: string
let league: string
let leagueTop: string
let people: string[]
let young: string[]
let secretary: Client
let organiser: Client
let member: Client
let leagueSecretary: Client
let leagueOrganiser: Client
let superior: Client
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
  leagueTop = await office.found('league.local-committee', '共青团青石县委员会', null, { leader: office.top })
  league = await office.found('league.branch', '青石社区团支部', leagueTop, { leader: branch })
  young = []
  for (const name of ['陈一', '褚二', '卫三', '蒋四']) young.push(await office.register(name, league, { status: 'member', born: '2006-01-01', joinedOn: '2021-05-04', on: '2021-05-04' }))
  await office.appoint(young[0]!, league, 'league.branch.secretary')
  secretary = await office.as(app, 'party.branch.secretary', branch, people[0]!)
  organiser = await office.as(app, 'party.branch.organisation-member', branch, people[1]!)
  member = await office.as(app, 'party.branch.publicity-member', branch, people[2]!)
  leagueSecretary = await office.as(app, 'league.branch.secretary', league, young[0]!)
  leagueOrganiser = await office.as(app, 'league.branch.organisation-member', league, young[1]!)
  superior = await office.as(app, 'league.local-committee.secretary', leagueTop)
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
const rowsOf = (ids: string[], grade: 'excellent' | 'qualified' | null, ballots: number) => ids.map((person) => ({ person, qualified: ballots, grade }))
const heldBy = async (who: Client, organisation: string, year = '2026') => (await who.call(life.appraisal, { organisation, year })).appraisal!
const mineOf = async (who: Client) => (await who.call(life.myAppraisals, {})).appraisals[0]!

describe('a party branch’s appraisal', () => {
  const of = { organisation: '', year: '2026' }
  beforeAll(() => { of.organisation = branch })

  test('begins with everybody asked to write, each sees the own page', async () => {
    expect(await secretary.call(life.beginAppraisal, { act: act(), ...of })).toEqual({ people: 5, told: 3 })
    expect((await secretary.refused(life.beginAppraisal, { act: act(), ...of })).code).toBe('org-life.appraised-already')
    expect(await mineOf(member)).toMatchObject({ state: 'writing', writable: true, self: null, gradeWords: null })
    expect((await mineOf(member)).others.map(({ person }) => person.name).toSorted()).toEqual(['李四', '赵一', '钱二', '预备冯'].toSorted())
    expect((await superior.call(life.myAppraisals, {})).appraisals).toEqual([])
  })

  test('a self-appraisal is read by the member and the secretary, stands sealed, and is not written over from paper', async () => {
    const { id } = await mineOf(member)
    await member.call(life.writeSelf, { act: act(), id, text: '学习不够系统' })
    expect((await mineOf(member)).self).toMatchObject({ text: '学习不够系统', how: 'self' })
    expect((await heldBy(secretary, branch)).rows.find(({ person }) => person.name === '孙三')!.self).toMatchObject({ text: '学习不够系统' })
    const { rows } = await once(world.superuserUrl, "select encode(self_text, 'escape') as text from org_life_appraised where self_text is not null")
    expect(JSON.stringify(rows)).not.toContain('学习')
    expect((await secretary.refused(life.enterSelf, { act: act(), ...of, person: people[2]!, text: '改掉' })).code).toBe('org-life.self-written')
    expect(JSON.stringify(await organiser.call(life.myAppraisals, {}))).not.toContain('学习不够系统')
    expect((await organiser.refused(life.appraisal, of)).code).toBe('access.not-permitted')
  })

  test('what came on paper is entered on behalf and marked so', async () => {
    await secretary.call(life.enterSelf, { act: act(), ...of, person: people[3]!, text: '按纸抄录' })
    expect((await heldBy(secretary, branch)).rows.find(({ person }) => person.name === '李四')!.self).toEqual({ text: '按纸抄录', on: today, how: 'paper' })
    expect((await secretary.refused(life.enterOpinion, { act: act(), ...of, about: people[3]!, text: '很好' })).code).toBe('org-life.author-missing')
    expect((await secretary.refused(life.enterOpinion, { act: act(), ...of, about: people[3]!, author: people[3]!, text: '很好' })).code).toBe('org-life.not-about-oneself')
    expect((await secretary.refused(life.enterOpinion, { act: act(), ...of, about: young[0]!, author: people[3]!, text: '很好' })).code).toBe('org-life.not-a-member-then')
    await secretary.call(life.enterOpinion, { act: act(), ...of, about: people[2]!, author: people[3]!, text: '热心群众工作' })
  })

  test('named opinions may be changed, and are shown to whom they concern only when the result stands', async () => {
    const { id } = await mineOf(organiser)
    await organiser.call(life.writeOpinions, { act: act(), id, opinions: [{ about: people[2]!, text: '初稿' }] })
    await organiser.call(life.writeOpinions, { act: act(), id, opinions: [{ about: people[2]!, text: '建议多带新同志' }] })
    expect((await organiser.refused(life.writeOpinions, { act: act(), id, opinions: [{ about: people[1]!, text: '我很好' }] })).code).toBe('org-life.not-about-oneself')
    const seen = (await heldBy(secretary, branch)).rows.find(({ person }) => person.name === '孙三')!.opinions
    expect(seen.map(({ author, text }) => [author, text]).toSorted()).toEqual([['李四', '热心群众工作'], ['钱二', '建议多带新同志']].toSorted())
    expect((await mineOf(member)).opinions).toEqual([])
  })

  test('the vote warns of who wrote no self-appraisal, with the article; then grades within the third', async () => {
    const vote = { ...of, on: today, ballots: 5 }
    expect((await secretary.refused(life.holdVote, { act: act(), ...vote, on: '2026-11-24' })).code).toBe('org-life.in-the-future')
    expect((await secretary.refused(life.holdVote, { act: act(), ...vote, on: '2024-11-20' })).code).toBe('org-life.other-year')
    expect((await secretary.refused(life.holdVote, { act: act(), ...vote })).detail).toMatch(/还有 3 人没有书面自评.*民主评议党员的规定/)
    await secretary.call(life.holdVote, { act: act(), ...vote, confirmed: true })
    expect((await member.refused(life.writeSelf, { act: act(), id: (await mineOf(member)).id, text: '晚了' })).code).toBe('org-life.appraisal-not-now')
    expect((await secretary.refused(life.appraise, { act: act(), ...of, rows: [{ person: people[0]!, qualified: 4, grade: 'qualified' }] })).code).toBe('org-life.votes-do-not-balance')
    expect((await secretary.refused(life.appraise, { act: act(), ...of, rows: [{ person: people[4]!, qualified: 5, grade: 'qualified' }] })).code).toBe('org-life.probationary-ungraded')
    const finish = { ...of, by: 'committee' as const, on: today }
    expect((await secretary.refused(life.finishAppraisal, { act: act(), ...finish })).code).toBe('org-life.grade-missing')
    await secretary.call(life.appraise, { act: act(), ...of, rows: rowsOf(people.slice(0, 2), 'excellent', 5) })
    await secretary.call(life.appraise, { act: act(), ...of, rows: rowsOf(people.slice(2, 4), 'qualified', 5) })
    expect((await secretary.refused(life.finishAppraisal, { act: act(), ...finish })).code).toBe('org-life.appraisal.warned')
    expect((await secretary.refused(appraisalPaper, { ...of, form: 'results' })).code).toBe('org-life.not-finished')
    await secretary.call(life.appraise, { act: act(), ...of, rows: rowsOf([people[1]!], 'qualified', 5) })
    expect(await secretary.call(life.finishAppraisal, { act: act(), ...finish })).toEqual({ excellent: 1, most: 1, state: 'finished' })
    expect(await stateOf(branch, 'org-life.appraisal')).toBe('met')
    expect((await heldBy(secretary, branch)).decidedWords).toBe(`${today} 支委会提出等次`)
  })

  test('then each reads the own grade and opinions, and the slips print: the probationary member’s without a grade', async () => {
    expect(await mineOf(member)).toMatchObject({ state: 'finished', gradeWords: '合格' })
    expect((await mineOf(member)).opinions).toHaveLength(2)
    expect((await member.call(inner.myRecord, {})).grades).toMatchObject([{ year: 2026, gradeWords: '合格' }])
    const slips = JSON.stringify(await secretary.call(appraisalPaper, { ...of, form: 'results' }))
    expect(slips).toContain('孙三同志：2026 年度评议等次为“合格”。')
    expect(slips).toContain('预备冯同志：您参加了 2026 年度评议，预备期内不定等次。')
    expect(JSON.stringify(await secretary.call(appraisalPaper, { ...of, form: 'ballot' }))).toContain('无记名')
  })

  test('a correction is a second person’s, with a reason; what it said is kept, what it met is open again', async () => {
    expect((await secretary.refused(life.reviseAppraisal, { act: act(), ...of, reason: '票数抄错' })).code).toBe('org-life.appraisal-second')
    expect(await organiser.call(life.reviseAppraisal, { act: act(), ...of, reason: '票数抄错' })).toEqual({ revision: 2 })
    expect(await stateOf(branch, 'org-life.appraisal')).toBe('due')
    expect((await member.call(inner.myRecord, {})).grades).toEqual([])
    const held = await heldBy(secretary, branch)
    expect(held).toMatchObject({ state: 'counting', revision: 2, revisions: [{ revision: 1, reason: '票数抄错' }] })
    expect(held.revisions[0]!.before).toContain('赵一 优秀')
    expect((await secretary.refused(life.registerMembers, { act: act(), ...of })).code).toBe('org-life.not-the-league')
  })
})

describe('a League branch’s appraisal', () => {
  const of = { organisation: '', year: '2026' }
  beforeAll(() => { of.organisation = league })

  test('by slip: no name is kept, each hands in once, and the act tells nothing of what was said', async () => {
    await leagueSecretary.call(life.beginAppraisal, { act: act(), ...of, way: 'slip' })
    const { id } = await mineOf(leagueOrganiser)
    await leagueOrganiser.call(life.writeOpinions, { act: act(), id, opinions: [{ about: young[0]!, text: '开会少念稿子' }] })
    expect((await leagueOrganiser.refused(life.writeOpinions, { act: act(), id, opinions: [{ about: young[2]!, text: '再说一句' }] })).code).toBe('org-life.slips-handed')
    expect((await leagueSecretary.refused(life.enterOpinion, { act: act(), ...of, about: young[2]!, author: young[1]!, text: '很好' })).code).toBe('org-life.author-on-slip')
    const [said] = (await heldBy(leagueSecretary, league)).rows.find(({ person }) => person.name === '陈一')!.opinions
    expect(said).toMatchObject({ author: null, text: '开会少念稿子' })
    expect((await mineOf(leagueOrganiser)).others.every(({ said: own }) => own === '')).toBe(true)
    const { rows } = await once(world.superuserUrl, 'select author_id, author_name from org_life_opinions where on_paper = false and author_id is null')
    expect(rows).toEqual([{ author_id: null, author_name: null }])
  })

  test('two thirds are not enough, more are; a branch without a committee proposes in its meeting (中青发〔2017〕5号)', async () => {
    const vote = { ...of, on: today, confirmed: true }
    expect((await leagueSecretary.refused(life.holdVote, { act: act(), ...vote, ballots: 2 })).detail).toContain('应到 4 人，至少 3 人参加')
    await leagueSecretary.call(life.holdVote, { act: act(), ...vote, ballots: 3 })
    await leagueSecretary.call(life.appraise, { act: act(), ...of, rows: rowsOf(young.slice(0, 3), 'qualified', 3) })
    const finish = { ...of, by: 'meeting' as const, on: today }
    await leagueSecretary.call(life.appraise, { act: act(), ...of, rows: [{ person: young[3]!, grade: 'unqualified' }] })
    expect((await leagueSecretary.refused(life.finishAppraisal, { act: act(), ...finish })).code).toBe('org-life.votes-missing')
    await leagueSecretary.call(life.appraise, { act: act(), ...of, rows: [{ person: young[3]!, unqualified: 3, grade: 'unqualified' }] })
    expect((await leagueSecretary.refused(life.finishAppraisal, { act: act(), ...finish, by: 'committee' })).code).toBe('org-life.no-committee')
    expect((await superior.refused(life.submitted, of)).code).toBe('org-life.nothing-submitted')
    expect((await leagueSecretary.call(life.finishAppraisal, { act: act(), ...finish })).state).toBe('submitted')
    expect(await stateOf(league, 'org-life.league-appraisal')).toBe('due')
    expect((await leagueSecretary.refused(life.registerMembers, { act: act(), ...of })).code).toBe('org-life.appraisal-first')
  })

  test('the League superior sees grades and nothing that was said, sends back with a reason, approves; a party committee does not', async () => {
    expect((await superior.call(workList, {})).items.map(({ title }) => title)).toContain('2026 年度教育评议的等次等您批准')
    const seen = await superior.call(life.submitted, of)
    expect(seen.rows.find(({ name }) => name === '蒋四')).toMatchObject({ gradeWords: '不合格' })
    expect(JSON.stringify(seen)).not.toContain('少念稿子')
    const party = await office.as(app, 'party.local-committee.secretary', office.top)
    expect((await party.refused(life.approveAppraisal, { act: act(), ...of, approve: true })).code).toBe('org-life.superior-approves')
    expect((await superior.refused(life.approveAppraisal, { act: act(), ...of, approve: false })).code).toBe('org-life.reason-missing')
    await superior.call(life.approveAppraisal, { act: act(), ...of, approve: false, reason: '请说明蒋四的情况' })
    expect((await leagueSecretary.call(workList, {})).items.map(({ title }) => title)).toContain('2026 年度评议被上级退回：请说明蒋四的情况')
    await leagueSecretary.call(life.finishAppraisal, { act: act(), ...of, by: 'meeting', on: today })
    await superior.call(life.approveAppraisal, { act: act(), ...of, approve: true })
    expect(await stateOf(league, 'org-life.league-appraisal')).toBe('met')
    expect((await heldBy(leagueSecretary, league)).approvalWords).toContain('共青团青石县委员会')
  })

  test('registration follows: three registered, one deferred; a correction takes both back', async () => {
    expect(await leagueSecretary.call(life.registerMembers, { act: act(), ...of })).toEqual({ registered: 3, deferred: 1 })
    expect((await leagueSecretary.refused(life.registerMembers, { act: act(), ...of })).code).toBe('org-life.registered-already')
    expect(await stateOf(league, 'org-life.registration')).toBe('met')
    await superior.call(life.reviseAppraisal, { act: act(), ...of, reason: '漏了一人的说明' })
    expect([await stateOf(league, 'org-life.registration'), await stateOf(league, 'org-life.league-appraisal')]).toEqual(['due', 'due'])
  })
})

interface Model {
  state: AppraisalState
  finishedBy: Client | null
  revision: number
}
interface Real {
  year: string
}

/** Any act, by the secretary, another of the branch or the superior, in any state: it is done exactly when the table says so. */
class Step implements fc.AsyncCommand<Model, Real> {
  readonly name: Exclude<AppraisalAct, 'begin' | 'finish' | 'write'>
  constructor(name: Exclude<AppraisalAct, 'begin' | 'finish' | 'write'>) {
    this.name = name
  }
  check = (): boolean => true
  private send(year: string): Promise<{ status: number; body: string }> {
    const of = { act: newId(), organisation: league, year }
    const rows = young.map((person) => ({ person, qualified: 4, grade: 'qualified' as const }))
    switch (this.name) {
      case 'enter': return leagueSecretary.send(life.enterSelf, { ...of, person: young[0]!, text: '自评' })
      case 'vote': return leagueSecretary.send(life.holdVote, { ...of, on: today, ballots: 4, confirmed: true })
      case 'grade': return leagueSecretary.send(life.appraise, { ...of, rows })
      case 'submit': return leagueSecretary.send(life.finishAppraisal, { ...of, by: 'meeting', on: today })
      case 'withdraw': return leagueSecretary.send(life.withdrawAppraisal, of)
      case 'return': return superior.send(life.approveAppraisal, { ...of, approve: false, reason: '再议' })
      case 'approve': return superior.send(life.approveAppraisal, { ...of, approve: true })
      case 'approve-paper': return leagueSecretary.send(life.approveOnPaper, { ...of, document: '团县字〔2026〕9号', on: today })
      case 'register': return leagueSecretary.send(life.registerMembers, of)
      case 'revise': return superior.send(life.reviseAppraisal, { ...of, reason: '更正' })
    }
  }
  async run(model: Model, { year }: Real): Promise<void> {
    const step = appraisalSteps.find((one) => one.from === model.state && one.act === this.name && one.line !== 'party')
    const graded = (await heldBy(leagueSecretary, league, year)).rows.every(({ grade }) => grade !== null)
    const allowed = step !== undefined && (this.name !== 'submit' || graded)
    const { status, body } = await this.send(year)
    expect(status, `${this.name} when ${model.state}: ${body}`).toBe(allowed ? 200 : 422)
    if (allowed) model.state = step.to as AppraisalState
    if (allowed && this.name === 'revise') model.revision++
    const held = await heldBy(leagueSecretary, league, year)
    expect(held).toMatchObject({ state: model.state, revision: model.revision })
    expect(held.finishedOn !== null).toBe(model.state === 'finished' || model.state === 'registered')
    expect(held.registeredOn !== null).toBe(model.state === 'registered')
    const done = await within(world.db, everywhere(office.realm), (tx) => fulfilmentsOf(tx, office.realm, [league], { from: '2020-01-01', to: '2100-01-01' }))
    const kinds = done.filter(({ periodFrom }) => periodFrom.startsWith(year)).map(({ ref }) => ref.kind).toSorted()
    expect(kinds).toEqual(model.state === 'registered' ? ['appraisal', 'registration'] : model.state === 'finished' ? ['appraisal'] : [])
  }
  toString = (): string => this.name
}

test('whatever is done to an appraisal in whatever order, it is where its table says, and counts exactly while it stands', async () => {
  const acts = ['enter', 'vote', 'grade', 'submit', 'withdraw', 'return', 'approve', 'approve-paper', 'register', 'revise', 'vote', 'grade', 'submit', 'approve'] as const
  const steps = fc.commands(acts.map((name) => fc.constant(new Step(name))), { maxCommands: 25, size: 'max' })
  await fc.assert(
    fc.asyncProperty(steps, async (commands) => {
      await once(world.superuserUrl, "delete from org_life_appraisals where year = 2025")
      await once(world.superuserUrl, "delete from obligations_fulfilments where period_from < '2026-01-01'")
      await leagueSecretary.call(life.beginAppraisal, { act: newId(), organisation: league, year: '2025' })
      await fc.asyncModelRun(() => ({ model: { state: 'writing', finishedBy: null, revision: 1 } as Model, real: { year: '2025' } }), commands)
    }),
    { numRuns: 10 },
  )
}, 120_000)
