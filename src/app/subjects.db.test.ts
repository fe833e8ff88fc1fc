import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { many, one } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import type { Actor } from '#access/actor.ts'
import { owedBy, settle, unsettle, waive } from '#obligations/actions.ts'
import type { Duty } from '#obligations/duty.ts'
import { setRule } from '#regulations/actions.ts'
import { dissolve, merge, move, rename } from '#organisations/actions/changes.ts'
import { endPost } from '#people/actions/posts.ts'
import { openOffice, type Office } from '../../test/office.ts'
import { testWorld, type TestWorld } from '../../test/world.ts'

let world: TestWorld
let office: Office

beforeAll(async () => {
  world = await testWorld()
  office = await openOffice(world)
})
afterAll(() => world.end())

interface Row { name: string; from: string; to: string | null; path: string; flags: string[]; members: number; known: string | null }
const told = (id: string): Promise<Row[]> =>
  within(world.db, everywhere(office.realm), (tx) => many(tx, sql<Row>`select name, from_on as "from", to_on as "to", path, flags, members, known_on as known
    from obligations_subjects where realm_id = ${office.realm} and organisation_id = ${id} order by from_on`))
const id = () => newId()
const partyDay: Duty = { id: 'test.party-day', words: '主题党日', rule: 'party.branch.party-day', verb: '登记', address: () => '/' }
const groupMeeting: Duty = { id: 'test.group-meeting', words: '党小组会', rule: 'party.branch.group-meeting', verb: '登记', address: () => '/' }
const range = { from: '2026-01-01', to: '2027-01-01' }
const owedOf = (organisation: string, duties = [partyDay]) =>
  within(world.db, everywhere(office.realm), async (tx) => (await owedBy(tx, office.realm, duties, [organisation], range, world.clock.today())).get(organisation)!)

describe('what an organisation is', () => {
  test('is told by its founding, from that day on, and known from the day it was registered', async () => {
    const branch = await office.found('party.branch', '一支部', office.top, { on: '2010-05-01' })
    expect(await told(branch)).toEqual([{ name: '一支部', from: '2010-05-01', to: null, path: (await office.organisation(branch)).path, flags: [], members: 0, known: '2026-11-23' }])
    expect((await owedOf(branch)).map(({ period }) => period.from)).toEqual(['2026-11-01', '2026-12-01'])
  })

  test('follows its name, its place in the tree and its members without a new version', async () => {
    const [upper, other] = [await office.found('party.committee', '甲党委', office.top), await office.found('party.committee', '乙党委', office.top)]
    const branch = await office.found('party.branch', '二支部', upper)
    must(await rename(world, office.doer, { act: id(), id: branch, name: '第二支部', on: '2026-03-01' }))
    must(await move(world, office.doer, { act: id(), id: upper, parent: other, on: '2026-03-01' }))
    await office.register('王一', branch)
    const { path } = await office.organisation(branch)
    expect(await told(branch)).toMatchObject([{ name: '第二支部', from: '2000-01-01', to: null, path, members: 1 }])
    expect(path).toContain((await office.organisation(other)).path)
  })

  test('ends with a merger or a dissolution, and the one that stays keeps its own', async () => {
    const [goes, stays] = [await office.found('party.branch', '三支部', office.top), await office.found('party.branch', '四支部', office.top)]
    const dissolved = await office.found('party.branch', '五支部', office.top)
    must(await merge(world, office.doer, { act: id(), id: goes, into: stays, on: '2026-04-10', confirmed: true }))
    must(await dissolve(world, office.doer, { act: id(), id: dissolved, on: '2026-05-10', reason: '没有成员' }))
    expect([await told(goes), await told(stays), await told(dissolved)]).toMatchObject([[{ to: '2026-04-10' }], [{ to: null }], [{ to: '2026-05-10' }]])
    expect(await owedOf(goes)).toEqual([])
  })

  test('knows of a committee from its first member’s day on, and no longer when the last one leaves', async () => {
    const branch = await office.found('party.branch', '六支部', office.top)
    const [secretary, organiser] = [await office.register('张一', branch), await office.register('张二', branch)]
    await office.appoint(secretary, branch, 'party.branch.secretary')
    expect(await told(branch)).toMatchObject([{ flags: [] }])
    const post = await office.appoint(organiser, branch, 'party.branch.organisation-member')
    expect(await told(branch)).toMatchObject([{ flags: [], from: '2000-01-01', to: '2020-01-01' }, { flags: ['with-committee'], from: '2020-01-01', to: null, members: 2 }])
    must(await endPost(world, office.doer, { act: id(), id: post, on: '2026-11-20' }))
    expect(await told(branch)).toMatchObject([{}, { to: '2026-11-20' }, { flags: [], from: '2026-11-20' }])
  })

  test('knows of groups, which owe meetings from the next month on', async () => {
    const branch = await office.found('party.branch', '七支部', office.top)
    expect(await owedOf(branch, [groupMeeting])).toEqual([])
    const group = await office.found('party.group', '第一党小组', branch, { on: '2026-11-10' })
    expect(await told(branch)).toMatchObject([{ flags: [], to: '2026-11-10' }, { flags: ['with-groups'], from: '2026-11-10' }])
    expect((await owedOf(branch, [groupMeeting])).map(({ period }) => period.from)).toEqual(['2026-12-01'])
    must(await dissolve(world, office.doer, { act: id(), id: group, on: '2026-11-23', reason: '调整' }))
    expect(await owedOf(branch, [groupMeeting])).toEqual([])
  })
})

describe('a duty', () => {
  const ref = () => ({ kind: 'meeting', id: id() })
  const actorAt = async (organisation: string): Promise<Actor> => {
    const { id: accountId } = await one(world.db, sql<{ id: number }>`select id from access_accounts where realm_id = ${office.realm} limit 1`)
    const doer = await office.doerAt(organisation)
    return { ...doer, accountId, seat: { organisationId: organisation } } as unknown as Actor
  }
  const states = async (organisation: string) => (await owedOf(organisation)).map(({ state }) => state)

  test('is settled by an act, counted once however often it is told, and open again when the act is taken back', async () => {
    const branch = await office.found('party.branch', '八支部', office.top)
    const meeting = ref()
    const done = { duty: partyDay, organisationId: branch, occurredOn: '2026-11-12', ref: meeting }
    const inside = <T>(work: (tx: Parameters<Parameters<typeof within<T>>[2]>[0]) => Promise<T>) => within(world.db, everywhere(office.realm), work)
    expect(await states(branch)).toEqual(['due', 'not-due'])
    expect(await inside((tx) => settle(tx, world, office.realm, done))).toBe(true)
    await inside((tx) => settle(tx, world, office.realm, done))
    expect([await states(branch), (await owedOf(branch))[0]!.done.length]).toEqual([['met', 'not-due'], 1])
    expect(await inside((tx) => unsettle(tx, office.realm, meeting))).toBe(1)
    expect(await states(branch)).toEqual(['due', 'not-due'])
    const elsewhere = { ...done, duty: groupMeeting, ref: ref() }
    expect(await inside((tx) => settle(tx, world, office.realm, elsewhere))).toBe(false)
  })

  test('is asked as often as on its period’s first day: a rule made stricter in the middle holds from the next one on', async () => {
    const branch = await office.found('party.branch', '十支部', office.top)
    await office.register('赵一', branch)
    const membersMeeting: Duty = { ...partyDay, id: 'test.members-meeting', rule: 'party.branch.members-meeting' }
    const laid = { act: id(), organisation: branch, rule: 'party.branch.members-meeting', value: 2, document: '青石〔2026〕3号', from: '2026-12-01' }
    const placeOf = async () => ({ name: '十支部', path: (await office.organisation(branch)).path })
    must(await setRule(world, await actorAt(branch), placeOf, laid))
    const settled = async (occurredOn: string) => {
      const meeting = ref()
      await within(world.db, everywhere(office.realm), (tx) => settle(tx, world, office.realm, { duty: membersMeeting, organisationId: branch, occurredOn, ref: meeting }))
      const query = sql<{ times: number }>`select times from obligations_fulfilments where ref_id = ${meeting.id}`
      return (await within(world.db, everywhere(office.realm), (tx) => one(tx, query))).times
    }
    expect([await settled('2026-12-31'), await settled('2027-01-01')]).toEqual([1, 2])
  })

  test('is waived by the superior with a reason, not by the organisation itself, not twice, and not when it is done', async () => {
    const branch = await office.found('party.branch', '九支部', office.top)
    const input = () => ({ act: id(), organisation: branch, duty: partyDay.id, periodFrom: '2026-11-01', reason: '整体搬迁' })
    const refusal = async (actor: Actor, given = input()) => {
      const done = await waive(world, actor, [partyDay], given)
      return done.ok ? null : done.refusal
    }
    const [superior, own] = [await actorAt(office.top), await actorAt(branch)]
    expect(await refusal(own)).toBe('obligations.own-waiver')
    expect(await refusal(superior, { ...input(), periodFrom: '2026-10-01' })).toBe('obligations.not-owed')
    expect(await refusal(superior)).toBeNull()
    expect(await refusal(superior)).toBe('obligations.waived-already')
    expect(await states(branch)).toEqual(['waived', 'not-due'])
  })
})
