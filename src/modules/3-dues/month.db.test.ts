import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixedClock } from '#base/clock.ts'
import { newId } from '#base/id.ts'
import { many } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import { assessMonth, settlePastMonths } from '#dues/actions/month.ts'
import { standingsIn } from '#dues/actions/assessing.ts'
import type { Body } from '#dues/actions/books.ts'
import * as dues from '#dues/contract.ts'
import { once } from '../../../test/cluster.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { serving, type Client } from '../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
let officer: Client
let branches: string[]
let pupils: string
const month = '2026-11'

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  officer = await office.as(app, 'party.local-committee.organisation-officer', office.top)
  branches = [await office.found('party.branch', '第一党支部', office.top), await office.found('party.branch', '第二党支部', office.top, { sector: 'private-enterprise' })]
  const silent = await office.found('party.branch', '从没记过账的党支部', office.top)
  await office.register('没人管', silent)
  const bases = [298_000, 300_000, 300_001, 500_000, 500_001, 1_000_000, 1_000_001]
  for (const organisation of branches) {
    for (const fen of [...bases, ...bases]) await payer(organisation, fen)
    await office.register('待核定', organisation)
    await office.register('入党积极分子', organisation, { status: 'activist', joinedOn: null, on: '2026-05-01' })
  }
  const eased = await payer(branches[0]!, 510_000)
  await officer.call(dues.arrange, { act: newId(), organisation: branches[0]!, person: eased, kind: 'reduced', fen: 1_000, from: '2026-11', to: '2026-12', reason: '困难', decidedOn: '2026-11-01' })
  await once(world.superuserUrl, `update dues_arrangements set state = 'agreed'`)
  // from before there were marks of terms
  await once(world.superuserUrl, `update dues_worksheets set terms = null where id in (select min(id) from dues_worksheets group by organisation_id)`)
  const league = await office.found('league.committee', '共青团青石一中委员会', null, { leader: office.top })
  pupils = await office.found('league.branch', '高一团支部', league, { flags: ['student'] })
  const head = await office.as(app, 'league.branch.secretary', pupils)
  const pupil = await office.register('学生甲', pupils, { status: 'member', joinedOn: '2025-05-04', on: '2025-09-01' })
  await office.register('学生乙', pupils, { status: 'member', joinedOn: '2025-05-04', on: '2025-09-01' })
  await head.call(dues.assess, { act: newId(), organisation: pupils, person: pupil, from: '2026-01', payer: 'student', slip: 'none', items: [] })
})
afterAll(async () => {
  await app.close()
  await world.end()
})

let no = 0
async function payer(organisation: string, fen: number): Promise<string> {
  const person = await office.register(`党员${++no}`, organisation)
  const base = { payer: 'salaried' as const, slip: 'agreed' as const, items: [{ item: 'agreed' as const, fen }] }
  await officer.call(dues.assess, { act: newId(), organisation, person, from: '2026-01', ...base })
  return person
}

interface Charge { person: string; state: string; fen: number; rules: string[]; organisation: string }
const charges = () => within(world.db, everywhere(office.realm), (tx) => many(tx, sql<Charge>`
  select person_id as person, state, fen, rules, organisation_id as organisation from dues_charges where month = ${`${month}-01`} order by person_id`))

/** What the branch's page would say of everybody, one by one. */
async function oneByOne(): Promise<Charge[]> {
  const found: Charge[] = []
  for (const organisation of [...branches, pupils]) {
    const body = (await office.organisation(organisation)) as Body
    const standings = (await within(world.db, everywhere(office.realm), (tx) => standingsIn(tx, world, body, [month]))).get(month)!
    found.push(...standings.filter(({ state }) => state !== 'unknown').map(({ person, state, fen, rules }) => ({ person, state, fen, rules: rules.map(({ id }) => id), organisation })))
  }
  return found.sort((a, b) => (a.person < b.person ? -1 : 1))
}

test('a whole realm’s month, reckoned at once, is what every branch reckons for itself', async () => {
  const expected = await oneByOne()
  const written = await within(world.db, everywhere(office.realm), async (tx) => (await assessMonth(tx, world, office.realm, 'party', month)) + (await assessMonth(tx, world, office.realm, 'league', month)))
  expect(written).toBe(expected.length)
  expect(await charges()).toEqual(expected)
  expect(new Set(expected.map(({ fen }) => fen)).size).toBeGreaterThan(6)
  expect(expected.find(({ fen }) => fen === 1_000)).toMatchObject({ state: 'owed' })
})

test('again, nothing changes; what was written down stays though the base is another', async () => {
  const before = await charges()
  const { rows } = await officer.call(dues.readMonth, { organisation: branches[1]!, month })
  const owing = rows.find(({ state }) => state === 'owed')!
  await officer.call(dues.assess, { act: newId(), organisation: branches[1]!, person: owing.id, from: '2026-02', payer: 'salaried', slip: 'agreed', items: [{ item: 'agreed', fen: 777_700 }], reason: '调动' })
  expect(await within(world.db, everywhere(office.realm), (tx) => assessMonth(tx, world, office.realm, 'party', month))).toBe(0)
  expect(await charges()).toEqual(before)
})

test('a month is written down for good when it can no longer be paid, six months on and not before', async () => {
  const at = (day: string) => settlePastMonths({ ...world, clock: fixedClock(`${day}T02:00:00Z`) }, office.realm)
  await once(world.superuserUrl, 'delete from dues_charges')
  // the month that has run out in May is October, of which these books know nothing
  expect(await at('2027-05-31')).toBe(0)
  expect(await at('2027-06-01')).toBeGreaterThan(20)
  expect((await charges()).length).toBeGreaterThan(20)
  expect(await at('2027-06-01')).toBe(0)
})
