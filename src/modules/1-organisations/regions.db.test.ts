import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { many, type Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import { everywhere, within } from '#database/scope.ts'
import { owedBy } from '#obligations/actions.ts'
import type { Duty } from '#obligations/duty.ts'
import { fulfilmentOf } from '#obligations/reading.ts'
import { installPacks } from '#regulations/packs/installed.ts'
import { builtIn } from '#regulations/packs/national.ts'
import { move, rename } from '#organisations/actions/changes.ts'
import { foundOrganisation } from '#organisations/actions/founding.ts'
import { setRegion } from '#organisations/actions/regions.ts'
import { beginTerm } from '#organisations/actions/terms.ts'
import { checks } from '#organisations/checks.ts'
import * as contract from '#organisations/contract.ts'
import { workOfOrganisations } from '#organisations/worklist.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { serving, type Client } from '../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
let officer: Client
let folder: string

const ruleOf = (id: string) => builtIn.findLast((rule) => rule.id === id && !rule.to)!
const laid = (id: string, value: number, region = '99') => {
  const { dated: _, nationalValue: __, ...rule } = ruleOf(id)
  return { ...rule, value, from: '2025-01-01', grade: 'B', article: '某省委〔2025〕9号', scope: { ...rule.scope, regions: [region] } }
}
const local = [
  laid('party.branch.lesson', 3), laid('party.branch.lesson', 0, '97'), laid('party.branch.members-max', 2), laid('league.committee.term', 4),
]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packs-'))
  await mkdir(join(folder, 'regulations'))
  await writeFile(join(folder, 'regulations', 'a.json'), JSON.stringify({ version: '1', title: '某省', rules: local }))
  expect(await installPacks(folder)).toEqual([])
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  officer = await office.as(app, 'party.local-committee.organisation-officer', office.top)
})
afterAll(async () => {
  await app.close()
  await world.end()
  await installPacks('/nowhere')
  await rm(folder, { recursive: true })
})

const inRealm = <T>(work: (tx: Db) => Promise<T>): Promise<T> => within(world.db, everywhere(office.realm), work)
const lesson: Duty = { id: 'test.lesson', words: '党课', rule: 'party.branch.lesson', verb: '登记', address: () => '/' }
/** Known from the beginning of the year, so that something is owed before today. */
const told = (id: string) => inRealm((tx) => many(tx, sql<{ from: string; to: string | null; region: string | null }>`
  select from_on as "from", to_on as "to", region from obligations_subjects where realm_id = ${office.realm} and organisation_id = ${id} order by from_on`))
const asked = async (id: string) => inRealm(async (tx) => {
  const books = await owedBy(tx, office.realm, [lesson], [id], { from: '2026-07-01', to: '2028-01-01' }, world.clock.today())
  return books.get(id)!.map(({ rule }) => rule.value)
})
const setTo = async (id: string, region: string | null, on = '2026-06-30') => {
  const { version } = await office.organisation(id)
  return setRegion(world, office.doer, { act: newId(), id, version, region, on })
}
const below = async (name: string, parent = office.top) => {
  const committee = await office.found('party.committee', `${name}党委`, parent)
  return { committee, branch: await office.found('party.branch', `${name}支部`, committee) }
}
const usual = ruleOf('party.branch.lesson').value

test("a region's rule binds inside it and not outside, by the beginning of the code", async () => {
  const [inside, outside, none] = [await below('区内'), await below('区外'), await below('没有代码')]
  must(await setTo(inside.branch, '990102'))
  must(await setTo(outside.branch, '980102'))
  expect([await asked(inside.branch), await asked(outside.branch), await asked(none.branch)].map((values) => values[0])).toEqual([3, usual, usual])
})

test('the code of the nearest superior that has one holds below, an own one goes before it', async () => {
  const { committee, branch } = await below('县')
  const near = await office.found('party.branch', '有代码的支部', committee)
  must(await setTo(committee, '990100'))
  must(await setTo(near, '980100'))
  expect([await told(branch), await told(near)]).toMatchObject([[{ to: '2026-06-30', region: null }, { region: '990100' }], [{}, { region: '980100' }]])
  must(await setTo(committee, '980200', '2026-11-01'))
  expect((await told(branch)).map(({ from, region }) => [from, region])).toEqual([['2000-01-01', null], ['2026-06-30', '990100'], ['2026-11-01', '980200']])
  expect((await told(near)).map(({ region }) => region)).toEqual([null, '980100'])
})

test('a code given up leaves what stands above it', async () => {
  const { committee, branch } = await below('放弃')
  must(await setTo(committee, '990100'))
  must(await setTo(branch, '980100'))
  must(await setTo(branch, null, '2026-11-01'))
  expect((await told(branch)).at(-1)).toMatchObject({ from: '2026-11-01', region: '990100' })
})

test('a rule changed by a new code leaves the periods begun before it as they were', async () => {
  const { branch } = await below('中途')
  must(await setTo(branch, '990102', '2026-11-01'))
  expect((await asked(branch)).slice(0, 3)).toEqual([usual, 3, 3])
})

test('what is founded in a region is told so, by its own code or that above it', async () => {
  const { committee } = await below('新设')
  must(await setTo(committee, '990100'))
  const made = async (name: string, region?: string) =>
    must(await foundOrganisation(world, office.doer, {
      act: newId(), kind: 'party.branch', name, parent: committee, on: '2026-07-01', flags: [], units: [], approved: true, confirmed: true, ...(region && { region }),
    })).id
  expect([await told(await made('甲支部')), await told(await made('乙支部', '980101'))]).toMatchObject([[{ region: '990100' }], [{ region: '980101' }]])
  const wrong = foundOrganisation(world, office.doer, {
    act: newId(), kind: 'party.branch', name: '丙支部', parent: committee, on: '2026-07-01', flags: [], units: [], approved: true, confirmed: true, region: '990002',
  })
  expect(await wrong).toMatchObject({ refusal: 'organisations.region-wrong' })
})

test('a subtree that moves takes the code of its new superior, unless it has its own', async () => {
  const [from, to] = [await below('原'), await below('新')]
  const inner = await office.found('party.general-branch', '总支', from.committee)
  const [follows, keeps] = [await office.found('party.branch', '跟着的支部', inner), await office.found('party.branch', '自己的支部', inner)]
  must(await setTo(from.committee, '980100'))
  must(await setTo(to.committee, '990100'))
  must(await setTo(keeps, '980101'))
  must(await move(world, office.doer, { act: newId(), id: inner, parent: to.committee, on: '2026-10-01' }))
  expect([(await told(follows)).at(-1), (await told(keeps)).at(-1)]).toMatchObject([{ from: '2026-10-01', region: '990100' }, { region: '980101' }])
  must(await rename(world, office.doer, { act: newId(), id: follows, name: '改名的支部', on: '2026-10-02' }))
  expect((await told(follows)).at(-1)).toMatchObject({ region: '990100' })
})

test('the sums of the superior follow the code', async () => {
  const { committee } = await below('汇总')
  const { path } = await office.organisation(committee)
  const range = { from: '2027-01-01', to: '2027-07-01' }
  const owed = () => inRealm(async (tx) => {
    const { children } = await fulfilmentOf(tx, office.realm, { duties: [lesson], organisation: { id: committee, path }, range, today: '2027-08-01' })
    return children.map(({ counts }) => counts.get(lesson.id)?.owed ?? 0)
  })
  const before = await owed()
  must(await setTo(committee, '970000'))
  expect([before, await owed()]).toEqual([[1], [0]])
})

test('a committee elected in a region stands for the term of its rule', async () => {
  const league = await office.found('league.committee', '地方团委', null, { leader: office.top })
  must(await setTo(league, '990102'))
  const { version } = await office.organisation(league)
  expect(must(await beginTerm(world, office.doer, { act: newId(), id: league, version, startsOn: '2026-07-01', confirmed: true })).dueOn).toBe('2030-07-01')
  expect((await officer.call(contract.read, { id: league })).term).toMatchObject({ why: { article: '某省委〔2025〕9号' } })
  const { rows } = await officer.call(contract.termsDue, { organisation: league, until: '2030-07-01' })
  expect(rows).toMatchObject([{ why: { article: '某省委〔2025〕9号' } }])
})

test('a founding, the page and the work list ask the size rule of the region', async () => {
  const { committee, branch } = await below('规模')
  must(await setTo(committee, '990102'))
  const many = { full: 3, all: 3 }
  const input = { act: newId(), kind: 'party.branch', name: '三人支部', parent: committee, on: '2026-07-01', flags: [], units: [], members: many, approved: true }
  expect(await foundOrganisation(world, office.doer, { ...input, confirmed: false })).toMatchObject({ refusal: 'organisations.warned' })
  expect(await foundOrganisation(world, office.doer, { ...input, region: '980000', confirmed: false })).toMatchObject({ ok: true })
  for (const name of ['张一', '张二', '张三']) await office.register(name, branch)
  const { findings } = await officer.call(contract.read, { id: branch })
  expect(findings.map(({ code, why }) => [code, why.article])).toContainEqual(['above-usual-size', '某省委〔2025〕9号'])
  const { reach } = await office.doerAt(branch)
  const work = await inRealm((tx) => workOfOrganisations(tx, { realm: office.realm, reach } as unknown as Actor, world.clock.today()))
  expect(work.map(({ id }) => id)).toContain(`above-usual-size-${branch}`)
})

test('the pages say the code, whose it is, and which rules are of the region alone', async () => {
  const { committee, branch } = await below('页面')
  must(await setTo(committee, '990100'))
  expect([(await officer.call(contract.read, { id: committee })).region, (await officer.call(contract.read, { id: branch })).region])
    .toEqual([{ code: '990100', from: null }, { code: '990100', from: '页面党委' }])
  const rules = await officer.call(contract.rulesInForce, { id: branch })
  const one = (found: typeof rules) => found.rules.find(({ rule }) => rule === 'party.branch.lesson')
  expect([rules.region, one(rules)]).toMatchObject(['990100', { value: 3, regions: ['99'] }])
  expect(one(await officer.call(contract.rulesInForce, { id: committee, as: 'party.branch' }))).toMatchObject({ regions: ['99'] })
  const before = await officer.call(contract.rulesInForce, { id: branch, on: '2026-06-29' })
  expect([before.region, one(before)]).toMatchObject([null, { value: usual, regions: [] }])
})

test('who has not seen the last change, and a day before it, are refused', async () => {
  const { branch } = await below('先后')
  must(await setTo(branch, '990102', '2026-10-01'))
  expect(await setTo(branch, '990103', '2026-09-30')).toMatchObject({ refusal: 'organisations.before-last-change' })
  expect(await setRegion(world, office.doer, { act: newId(), id: branch, version: 1, region: '990103', on: '2026-10-02' }))
    .toMatchObject({ refusal: 'ledger.changed-meanwhile' })
})

test('everything told agrees with the register, and the check would notice if not', async () => {
  const check = checks.find(({ words }) => words.includes('行政区划'))!
  const wrong = () => inRealm((tx) => many(tx, sql.raw<{ what: string }>(check.sql)))
  const { branch } = await below('核对')
  expect(await wrong()).toEqual([])
  await inRealm((tx) => many(tx, sql`update organisations set region = '990102' where public_id = ${branch}`))
  expect(await wrong()).toEqual([{ what: branch }])
})
