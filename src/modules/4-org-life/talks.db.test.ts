import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { everywhere, within } from '#database/scope.ts'
import { owedBy } from '#obligations/actions.ts'
import { fulfilmentOf } from '#obligations/reading.ts'
import { leave } from '#people/actions/memberships.ts'
import * as inner from '#org-life/contract/private.ts'
import { talksDuty } from '#org-life/duties.ts'
import { once } from '../../../test/cluster.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { serving, type Client } from '../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

// The clock stands at 23 November 2026
const today = '2026-11-23'
let world: TestWorld
let app: FastifyInstance
let office: Office
let branch: string
let secretary: Client
const people: Record<string, string> = {}
const act = () => newId()

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  branch = await office.found('party.branch', '青石社区党支部', office.top)
  for (const name of ['书记', '组织委员', '党员甲', '党员乙']) people[name] = await office.register(name, branch)
  await office.appoint(people['书记']!, branch, 'party.branch.secretary')
  await office.appoint(people['组织委员']!, branch, 'party.branch.organisation-member')
  secretary = await office.as(app, 'party.branch.secretary', branch, people['书记'])
  await once(world.superuserUrl, 'update obligations_subjects set known_on = null')
})
afterAll(async () => {
  await app?.close()
  await world?.end()
})

const talk = (talker: string, partners: string[], on = today) => secretary.call(inner.recordTalks, {
  act: act(), organisation: branch, talker: people[talker]!, partners: partners.map((name) => people[name]!), on, occasion: 'yearly',
})
const read = (year = '2026') => secretary.call(inner.talks, { organisation: branch, year })
const openNames = async (year?: string) => (await read(year)).without.map(({ name }) => name).toSorted()
const inRealm = <T>(work: Parameters<typeof within<T>>[2]) => within(world.db, everywhere(office.realm), work)

/** What the branch's own page and the superior's count say of the year: they must never differ. */
async function year(of = '2026') {
  const range = { from: `${of}-01-01`, to: `${Number(of) + 1}-01-01` }
  const [one] = (await inRealm((tx) => owedBy(tx, office.realm, [talksDuty], [branch], range, today))).get(branch)!
  const { path } = await office.organisation(office.top)
  const above = await inRealm((tx) => fulfilmentOf(tx, office.realm, { duties: [talksDuty], organisation: { id: office.top, path }, range, today }))
  return { state: one!.state, persons: one!.persons.length, met: above.children[0]!.counts.get(talksDuty.id)!.met }
}

test('a talk counts for the person talked with alone, and leaves the others open (第十九条)', async () => {
  expect(await openNames()).toEqual(['书记', '党员乙', '党员甲', '组织委员'].toSorted())
  await talk('书记', ['党员甲'])
  expect(await openNames()).toEqual(['书记', '党员乙', '组织委员'].toSorted())
  expect(await year()).toEqual({ state: 'due', persons: 1, met: 0 })
})

test('the page says with whom: one of the committee with another of it, a member with one of the committee', async () => {
  const { members } = await read()
  expect(members.find(({ name }) => name === '书记')).toMatchObject({ talk: 'open', withWhom: '与其他委员' })
  expect(members.find(({ name }) => name === '党员乙')).toMatchObject({ talk: 'open', withWhom: '与委员' })
  expect(members.find(({ name }) => name === '党员甲')).toMatchObject({ talk: 'done' })
})

test('two members’ talk with each other is kept, and counts for neither', async () => {
  await talk('党员甲', ['党员乙'])
  expect((await read()).talks).toHaveLength(2)
  expect(await openNames()).toContain('党员乙')
})

test('two of the committee talk for both of them, and with the last one the year’s duty is met', async () => {
  await talk('书记', ['组织委员'])
  expect([await openNames(), (await year()).state]).toEqual([['党员乙'], 'due'])
  await talk('组织委员', ['党员乙'])
  expect([await openNames(), await year()]).toEqual([[], { state: 'met', persons: 4, met: 1 }])
})

test('a second talk with the same person counts nobody twice', async () => {
  await talk('书记', ['党员甲'])
  expect(await year()).toEqual({ state: 'met', persons: 4, met: 1 })
})

test('who was there on 1 January is waited for, who came on the 2nd is not until the next year', async () => {
  people['二日来的'] = await office.register('二日来的', branch, { on: '2026-01-02', joinedOn: '2020-07-01' })
  expect(await year()).toMatchObject({ state: 'met', met: 1 })
  expect((await read()).members.find(({ name }) => name === '二日来的')).toMatchObject({ talk: 'next-year' })
  people['一日来的'] = await office.register('一日来的', branch, { on: '2026-01-01', joinedOn: '2020-07-01' })
  expect([await openNames(), await year()]).toEqual([['一日来的'], { state: 'due', persons: 4, met: 0 }])
})

test('who leaves is waited for no longer: the duty is met without another talk', async () => {
  const { rows } = await once(world.superuserUrl, `select m.public_id as id from people_memberships m join people_persons p on p.id = m.person_id and p.realm_id = m.realm_id
    where p.public_id = '${people['一日来的']}'`)
  must(await leave(world, office.doer, { act: act(), id: (rows[0] as { id: string }).id, on: '2026-11-20', reason: '去世' }))
  expect([await openNames(), await year()]).toEqual([[], { state: 'met', persons: 4, met: 1 }])
})

test('the year before has talks of its own, and is met beside this one', async () => {
  expect(await openNames('2025')).toEqual(['书记', '党员乙', '党员甲', '组织委员'].toSorted())
  await talk('书记', ['党员甲', '党员乙', '组织委员'], '2025-12-31')
  expect([await openNames('2025'), await year('2025'), await year()]).toMatchObject([[], { state: 'met', met: 1 }, { state: 'met', met: 1 }])
})
