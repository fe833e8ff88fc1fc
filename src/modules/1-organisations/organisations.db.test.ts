import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnyEndpoint } from '#base/contract.ts'
import type { Decision } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { many } from '#base/sql.ts'
import { seatsOf } from '#access/sessions.ts'
import { invite } from '#access/accounts.ts'
import { seat } from '#access/seats.ts'
import { everywhere, within } from '#database/scope.ts'
import { dissolve, merge, move, rename } from '#organisations/actions/changes.ts'
import { foundOrganisation } from '#organisations/actions/founding.ts'
import { addLink, endLink } from '#organisations/actions/links.ts'
import { beginTerm } from '#organisations/actions/terms.ts'
import { changeUnit, placeInUnits, registerUnit } from '#organisations/actions/units.ts'
import * as contract from '#organisations/contract.ts'
import { reachForSeat } from '#organisations/actions/reach.ts'
import { reachOf } from '#organisations/store/links.ts'
import { creditCode } from '../../../test/codes.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { serving, type Client } from '../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
let officer: Client
const today = '2026-11-23'

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  officer = await office.as(app, 'party.local-committee.organisation-officer', office.top)
})
afterAll(async () => {
  await app.close()
  await world.end()
})

const act = () => ({ act: newId() })
/** What came out; a refusal must be one the contract names (or the ledger's own). */
function codeOf(answer: Decision<unknown>, endpoint?: AnyEndpoint): string {
  if (answer.ok) return 'done'
  if (endpoint && !answer.refusal.startsWith('ledger.')) expect(endpoint.refusals).toContain(answer.refusal)
  return answer.refusal
}
const rows = <T>(query: ReturnType<typeof sql<T>>) => within(world.db, everywhere(office.realm), (tx) => many(tx, query))

let number = 0
/** A street committee with some branches below it, of names of their own. */
async function street(branches = 2): Promise<{ street: string; branches: string[] }> {
  const made = await office.found('party.working-committee', `街道${++number}工委`, office.top)
  const below = []
  for (let at = 1; at <= branches; at++) below.push(await office.found('party.branch', `街道${number}第${at}支部`, made))
  return { street: made, branches: below }
}

const founding = (more: object) => ({ ...act(), kind: 'party.branch', name: `支部${++number}`, parent: office.top, on: '2020-01-01', flags: [], units: [], approved: false, confirmed: false, ...more })
const foundAnd = async (more: object) => codeOf(await foundOrganisation(world, office.doer, founding(more) as never), contract.found)

/** Who stands under whom on a day, as names. */
async function treeOn(under: string, on?: string): Promise<Record<string, string | null>> {
  const { nodes } = await officer.call(contract.tree, { under, levels: 20, ...(on && { on }) })
  const names = new Map(nodes.map((node) => [node.id, node.name]))
  return Object.fromEntries(nodes.map((node) => [node.name, node.parent === null ? null : (names.get(node.parent) ?? null)]))
}

const versionsOf = (id: string) =>
  rows(sql<{ from_on: string; to_on: string | null; name: string; parent: string | null }>`
    select v.from_on, v.to_on, v.name, p.name as parent from organisations_versions v
    join organisations o on o.realm_id = v.realm_id and o.id = v.organisation_id
    left join organisations p on p.realm_id = v.realm_id and p.id = v.parent_id where o.public_id = ${id} order by v.id`)

describe('founding', () => {
  test('puts a body under its superior: path, depth, a first version, numbers at zero, an entry in the history', async () => {
    const id = await office.found('party.branch', '青石镇党支部', office.top, { on: '2020-03-01' })
    const [made, top] = [await office.organisation(id), await office.organisation(office.top)]
    expect(made).toMatchObject({ path: `${top.path}${made.id.toString(36)}/`, depth: 2, founded_on: '2020-03-01', line: 'party', parent_id: top.id })
    expect(await versionsOf(id)).toEqual([{ from_on: '2020-03-01', to_on: null, name: '青石镇党支部', parent: '青石县委员会' }])
    expect(await rows(sql`select path, members, voting, young from organisations_stats where organisation_id = ${made.id}`)).toEqual([{ path: made.path, members: 0, voting: 0, young: 0 }])
    const { entries } = await officer.call(contract.history, { id })
    expect(entries.map((entry) => [entry.words, entry.occurredOn, entry.late])).toEqual([['成立党支部“青石镇党支部”', '2020-03-01', true]])
  })

  test('twice by the same act makes one', async () => {
    const input = founding({ name: '只此一个支部' })
    const first = await foundOrganisation(world, office.doer, input as never)
    expect(await foundOrganisation(world, office.doer, input as never)).toEqual(first)
    expect(await rows(sql`select 1 from organisations where name = '只此一个支部'`)).toHaveLength(1)
  })

  test('is refused for every reason that needs the database', async () => {
    const branch = await office.found('party.branch', '占名支部', office.top, { on: '2010-01-01' })
    const late = await office.found('party.working-committee', '新街道工委', office.top, { on: '2022-01-01' })
    const gone = await office.found('party.working-committee', '老街道工委', office.top)
    await dissolve(world, office.doer, { ...act(), id: gone, on: '2021-01-01', reason: '撤街设镇' })
    const leagueless = { kind: 'league.committee', parent: undefined }
    expect(await foundAnd({ kind: 'party.cell' })).toBe('organisations.kind-unknown')
    expect(await foundAnd({ parent: branch })).toBe('organisations.wrong-place')
    expect(await foundAnd({ parent: undefined })).toBe('organisations.needs-leader')
    expect(await foundAnd({ kind: 'party.group', parent: undefined, leader: branch })).toBe('organisations.needs-superior')
    expect(await foundAnd({ name: '占名支部' })).toBe('organisations.name-taken')
    expect(await foundAnd({ parent: late, on: '2021-12-31' })).toBe('organisations.before-superior')
    expect(await foundAnd({ parent: late, on: '2022-01-01' })).toBe('done')
    expect(await foundAnd({ parent: gone, on: '2021-01-01' })).toBe('organisations.superior-dissolved')
    expect(await foundAnd({ flags: ['joint'] })).toBe('organisations.joint-needs-units')
    expect(await foundAnd({ flags: ['student'] })).toBe('organisations.form-not-for-kind')
    expect(await foundAnd({ on: '2026-11-24' })).toBe('ledger.in-the-future')
    expect(await foundAnd({ members: { full: 2, all: 2 } })).toBe('organisations.too-few-members')
    expect(await foundAnd({ members: { full: 3, all: 3 } })).toBe('done')
    expect(await foundAnd({ members: { full: 51, all: 51 } })).toBe('organisations.warned')
    expect(await foundAnd({ members: { full: 51, all: 51 }, confirmed: true })).toBe('done')
    expect(await foundAnd({ kind: 'party.committee', members: { full: 99, all: 99 } })).toBe('organisations.needs-approval')
    expect(await foundAnd({ kind: 'party.committee', members: { full: 99, all: 99 }, approved: true, confirmed: true })).toBe('done')
    expect(await foundAnd({ kind: 'party.committee', members: { full: 100, all: 100 } })).toBe('done')
    expect(await foundAnd(leagueless)).toBe('organisations.needs-leader')
  })

  test('leaves nothing behind when it is refused', async () => {
    const before = await rows(sql`select count(*)::int as n from organisations_versions`)
    await foundAnd({ name: '占名支部' })
    expect(await rows(sql`select count(*)::int as n from organisations_versions`)).toEqual(before)
  })

  test('of the same name by two people at once makes one body', async () => {
    const parent = await office.found('party.working-committee', '抢名工委', office.top)
    const answers = await Promise.all([1, 2, 3, 4].map(() => foundAnd({ name: '抢名支部', parent })))
    expect(answers.sort()).toEqual(['done', 'organisations.name-taken', 'organisations.name-taken', 'organisations.name-taken'])
  })

  test('of a League body by a post of its leader works and lies in that post’s reach from then on', async () => {
    const { street: at } = await street(0)
    const secretary = await office.as(app, 'party.working-committee.secretary', at)
    const input = { ...act(), kind: 'league.working-committee', name: '街道团工委', leader: at, on: '2024-01-01' }
    const { id } = await secretary.call(contract.found, input)
    expect((await secretary.call(contract.read, { id })).links[0]).toMatchObject({ kind: 'leads', direction: 'to', other: { id: at } })
    expect((await secretary.call(contract.history, { id })).entries.map((entry) => entry.kind)).toEqual(['organisations.found'])
    expect(await secretary.call(contract.found, input)).toEqual({ id })
    const branch = { ...act(), kind: 'league.branch', name: '街道直属团支部', parent: id, on: '2024-02-01' }
    expect((await secretary.call(contract.found, branch)).id).toBeTruthy()
  })

  test('of a League body under its leader lets the leader’s posts reach it', async () => {
    const { branches } = await street(1)
    const league = await office.found('league.branch', '青石团支部', null, { leader: branches[0]! })
    const reach = (await office.doerAt(branches[0]!)).reach
    expect(reach).toEqual([(await office.organisation(branches[0]!)).path, (await office.organisation(league)).path].sort())
  })
})

describe('renaming', () => {
  test('keeps the old name for the days before', async () => {
    const { street: top, branches } = await street(1)
    const before = (await office.organisation(branches[0]!)).name
    expect(codeOf(await rename(world, office.doer, { ...act(), id: branches[0]!, name: '新名支部', on: '2024-05-01' }), contract.rename)).toBe('done')
    expect(Object.keys(await treeOn(top, '2024-04-30'))).toContain(before)
    expect(Object.keys(await treeOn(top, '2024-05-01'))).toContain('新名支部')
    expect(Object.keys(await treeOn(top))).toContain('新名支部')
    const { entries } = await officer.call(contract.history, { id: branches[0]! })
    expect(entries[0]!.words).toBe(`由“${before}”更名为“新名支部”`)
  })

  test('is refused: same name, a sibling’s name, before the last change, before the founding, after the dissolution', async () => {
    const { branches } = await street(2)
    const [one, two] = [branches[0]!, branches[1]!]
    const taken = (await office.organisation(two)).name
    const renamed = async (name: string, on: string) => codeOf(await rename(world, office.doer, { ...act(), id: one, name, on }), contract.rename)
    expect(await renamed((await office.organisation(one)).name, today)).toBe('organisations.name-unchanged')
    expect(await renamed(taken, today)).toBe('organisations.name-taken')
    expect(await renamed('甲支部', '1999-12-31')).toBe('organisations.before-founding')
    expect(await renamed('甲支部', '2010-01-01')).toBe('done')
    expect(await renamed('乙支部', '2009-12-31')).toBe('organisations.before-last-change')
    expect(await renamed('乙支部', '2010-01-01')).toBe('done')
    await dissolve(world, office.doer, { ...act(), id: one, on: '2020-01-01', reason: '撤销' })
    expect(await renamed('丙支部', '2021-01-01')).toBe('organisations.dissolved')
  })

  test('is found under the new name and no longer under the old', async () => {
    const { branches } = await street(1)
    await rename(world, office.doer, { ...act(), id: branches[0]!, name: '凤凰岭护林站支部', on: today })
    const found = await rows(sql<{ n: number }>`select count(*)::int as n from organisations_search(${office.realm}, ${['凤凰', '凰岭']}, 10)`)
    expect(found).toEqual([{ n: 1 }])
  })
})

describe('moving', () => {
  test('takes the whole subtree along: paths, depths, numbers, units, seats', async () => {
    const [from, to] = [await street(1), await street(0)]
    const group = await office.found('party.group', '第一党小组', from.branches[0]!)
    const unit = newId()
    await registerUnit(world, office.doer, { act: unit, responsible: from.branches[0]!, name: '小店', code: null, kind: 'sole-trader', sector: 'private-enterprise', staff: 3, young: 1, migrant: 0, factsOn: null })
    const secretary = await seatAt(from.branches[0]!)
    expect(codeOf(await move(world, office.doer, { ...act(), id: from.branches[0]!, parent: to.street, on: '2024-01-01' }), contract.move)).toBe('done')
    const [branch, below, target] = [await office.organisation(from.branches[0]!), await office.organisation(group), await office.organisation(to.street)]
    expect(branch.path).toBe(`${target.path}${branch.id.toString(36)}/`)
    expect([below.path, below.depth]).toEqual([`${branch.path}${below.id.toString(36)}/`, 4])
    expect(await rows(sql`select s.path from organisations_stats s where s.organisation_id in (${branch.id}, ${below.id}) order by 1`)).toEqual([{ path: branch.path }, { path: below.path }])
    expect(await rows(sql`select path from organisations_units where name = '小店'`)).toEqual([{ path: branch.path }])
    expect(await secretary()).toEqual([{ path: branch.path, reach: [branch.path] }])
  })

  test('shows the tree as it was on the day before, and as it is from the day on', async () => {
    const [from, to] = [await street(1), await street(0)]
    const name = (await office.organisation(from.branches[0]!)).name
    await move(world, office.doer, { ...act(), id: from.branches[0]!, parent: to.street, on: '2024-01-01' })
    const [old, young] = [(await office.organisation(from.street)).name, (await office.organisation(to.street)).name]
    expect((await treeOn(office.top, '2023-12-31'))[name]).toBe(old)
    expect((await treeOn(office.top, '2024-01-01'))[name]).toBe(young)
    expect((await treeOn(office.top))[name]).toBe(young)
  })

  test('is refused: where it stands, under itself or its own, where its kind may not stand, before the superior was there', async () => {
    const { street: at, branches } = await street(1)
    const late = await office.found('party.working-committee', '晚设工委', office.top, { on: '2025-01-01' })
    const committee = await office.found('party.committee', '甲党委', office.top)
    const below = await office.found('party.committee', '乙党委', committee)
    const moved = async (id: string, parent: string, on = today) => codeOf(await move(world, office.doer, { ...act(), id, parent, on }), contract.move)
    expect(await moved(branches[0]!, at)).toBe('organisations.already-there')
    expect(await moved(committee, committee)).toBe('organisations.under-itself')
    expect(await moved(committee, below)).toBe('organisations.under-itself')
    expect(await moved(at, committee)).toBe('organisations.wrong-place')
    expect(await moved(branches[0]!, late, '2024-12-31')).toBe('organisations.before-superior')
    expect(await moved(branches[0]!, late, '2025-01-01')).toBe('done')
    expect(await moved(branches[0]!, at, '2024-12-31')).toBe('organisations.before-last-change')
  })

  test('into the past is refused where the new superior stood elsewhere then: nothing ever stood under itself', async () => {
    const a = await office.found('party.committee', '环甲党委', office.top)
    const b = await office.found('party.committee', '环乙党委', a)
    await move(world, office.doer, { ...act(), id: b, parent: office.top, on: '2020-01-01' })
    expect(codeOf(await move(world, office.doer, { ...act(), id: a, parent: b, on: '2015-01-01' }), contract.move)).toBe('organisations.before-last-change')
    expect(codeOf(await move(world, office.doer, { ...act(), id: a, parent: b, on: '2020-01-01' }), contract.move)).toBe('done')
  })

  test('follows with every seat whose reach holds what moved, also of those who lead only something below it', async () => {
    const leader = await street(0)
    const [here, there] = [await office.found('league.local-committee', '团县委', null, { leader: office.top }), await office.found('league.local-committee', '团市委', null, { leader: office.top })]
    const working = await office.found('league.working-committee', '团工委', here)
    const branch = await office.found('league.branch', '工委直属团支部', working)
    for (const to of [here, branch]) await addLink(world, office.doer, { ...act(), kind: 'leads', from: leader.street, to, on: '2010-01-01' })
    const seated = await seatAt(leader.street)
    expect((await seated())[0]!.reach).toHaveLength(2)
    await move(world, office.doer, { ...act(), id: working, parent: there, on: '2020-01-01' })
    const paths = await Promise.all([leader.street, here, branch].map(async (id) => (await office.organisation(id)).path))
    expect((await seated())[0]!.reach.toSorted()).toEqual(paths.toSorted())
  })
})

/** A seat at an organisation with its reach; tells later what became of path and reach. */
async function seatAt(id: string, post = 'party.branch.secretary') {
  const at = await office.organisation(id)
  const account = await invite(world.db, { login: `s${newId().slice(-12)}`, name: '测试', realm: office.realm, personId: null, now: world.clock.now() })
  const reach = await within(world.db, everywhere(office.realm), (tx) => reachOf(tx, office.realm, at.id))
  await seat(world.db, { realm: office.realm, accountId: account.id, post, organisationId: id, organisationName: at.name, path: at.path, reach, starts: '2000-01-01', ends: null })
  return async () => (await seatsOf(world.db, account.id, today, world.clock.now())).map(({ path, reach: over }) => ({ path, reach: over }))
}

describe('merging', () => {
  test('takes bodies below, units and links over, and ends the one that went', async () => {
    const [from, into] = [await street(2), await street(1)]
    const unit = newId()
    await registerUnit(world, office.doer, { act: unit, responsible: from.street, name: '并入的单位', code: null, kind: 'agency', sector: 'agency', staff: null, young: null, migrant: null, factsOn: null })
    const league = await office.found('league.working-committee', `随迁团工委${++number}`, null, { leader: from.street })
    const [gone, stays] = [await seatAt(from.street), await seatAt(into.street)]
    expect(codeOf(await merge(world, office.doer, { ...act(), id: from.street, into: into.street, on: '2024-01-01', confirmed: false }), contract.merge)).toBe('done')
    const target = await office.organisation(into.street)
    for (const branch of from.branches) expect((await office.organisation(branch)).path.startsWith(target.path)).toBe(true)
    expect(await office.organisation(from.street)).toMatchObject({ dissolved_on: '2024-01-01', merged_into: target.id })
    expect(await rows(sql`select path from organisations_units where name = '并入的单位'`)).toEqual([{ path: target.path }])
    expect(await gone()).toEqual([])
    expect((await stays())[0]!.reach.toSorted()).toEqual([target.path, (await office.organisation(league)).path].toSorted())
    const before = await treeOn(office.top, '2023-12-31')
    expect(before[(await office.organisation(from.branches[0]!)).name]).toBe((await office.organisation(from.street)).name)
    expect(Object.keys(await treeOn(office.top))).not.toContain((await office.organisation(from.street)).name)
    const view = await officer.call(contract.read, { id: from.street })
    expect([view.mergedInto?.id, view.dissolved]).toEqual([into.street, true])
  })

  test('is refused with itself, with another kind, with one that is gone, into one that stands below it', async () => {
    const [one, two] = [await street(1), await street(1)]
    const committee = await office.found('party.committee', '上党委', office.top)
    const below = await office.found('party.committee', '下党委', committee)
    const merged = async (id: string, into: string, on = today) => codeOf(await merge(world, office.doer, { ...act(), id, into, on, confirmed: true }), contract.merge)
    expect(await merged(one.street, one.street)).toBe('organisations.merge-with-itself')
    expect(await merged(one.street, one.branches[0]!)).toBe('organisations.merge-other-kind')
    expect(await merged(committee, below)).toBe('organisations.under-itself')
    expect((await office.organisation(below)).path.startsWith((await office.organisation(committee)).path)).toBe(true)
    expect(await merged(one.branches[0]!, two.branches[0]!, '1999-12-31')).toBe('organisations.before-founding')
    await dissolve(world, office.doer, { ...act(), id: two.branches[0]!, on: '2020-01-01', reason: '撤销' })
    expect(await merged(one.branches[0]!, two.branches[0]!)).toBe('organisations.dissolved')
    expect(await merged(below, committee)).toBe('done')
  })

  test('into the past is refused where the one that stays stood below the other then', async () => {
    const gone = await office.found('party.committee', '并走的党委', office.top)
    const below = await office.found('party.committee', '其下的党委', gone)
    const stays = await office.found('party.committee', '留下的党委', below)
    await move(world, office.doer, { ...act(), id: stays, parent: office.top, on: '2020-01-01' })
    const merged = async (on: string) => codeOf(await merge(world, office.doer, { ...act(), id: gone, into: stays, on, confirmed: true }), contract.merge)
    expect(await merged('2015-01-01')).toBe('organisations.before-last-change')
    expect(await merged('2020-01-01')).toBe('done')
  })

  test('before a body below last changed is refused, not broken', async () => {
    const [from, into] = [await street(0), await street(0)]
    await office.found('party.branch', '后来的支部', from.street, { on: '2022-01-01' })
    const merged = async (on: string) => codeOf(await merge(world, office.doer, { ...act(), id: from.street, into: into.street, on, confirmed: true }), contract.merge)
    expect(await merged('2021-12-31')).toBe('organisations.before-last-change')
    expect(await merged('2022-01-01')).toBe('done')
  })
})

describe('dissolving', () => {
  test('ends version, term, links, places and seats on its day, and keeps the body in the past', async () => {
    const { street: at, branches } = await street(1)
    const id = branches[0]!
    const league = await office.found('league.branch', `随支部的团支部${number}`, null, { leader: id })
    await beginTerm(world, office.doer, { ...act(), id, startsOn: '2023-01-01', confirmed: true })
    const [own, above] = [await seatAt(id), await seatAt(at)]
    const name = (await office.organisation(id)).name
    expect(codeOf(await dissolve(world, office.doer, { ...act(), id, on: '2024-01-01', reason: '项目结束' }), contract.dissolve)).toBe('done')
    const organisation = await office.organisation(id)
    expect(organisation.dissolved_on).toBe('2024-01-01')
    expect((await versionsOf(id)).map((version) => version.to_on)).toEqual(['2024-01-01'])
    expect(await rows(sql`select ended_on from organisations_terms where organisation_id = ${organisation.id}`)).toEqual([{ ended_on: '2024-01-01' }])
    const led = await office.organisation(league)
    expect(await rows(sql`select to_on from organisations_links where to_id = ${led.id}`)).toEqual([{ to_on: '2024-01-01' }])
    expect([await own(), (await above()).length]).toEqual([[], 1])
    expect(Object.keys(await treeOn(office.top))).not.toContain(name)
    expect(Object.keys(await treeOn(office.top, '2024-01-01'))).not.toContain(name)
    expect(Object.keys(await treeOn(office.top, '2023-12-31'))).toContain(name)
  })

  test('is refused while bodies stand below it, and before they were gone', async () => {
    const { street: at, branches } = await street(1)
    const gone = async (id: string, on: string) => codeOf(await dissolve(world, office.doer, { ...act(), id, on, reason: '撤销' }), contract.dissolve)
    expect(await gone(at, today)).toBe('organisations.children-open')
    expect(await gone(branches[0]!, '2024-06-01')).toBe('done')
    expect(await gone(at, '2024-05-31')).toBe('organisations.before-last-change')
    expect(await gone(at, '2024-06-01')).toBe('done')
    expect(await gone(at, today)).toBe('organisations.dissolved')
  })
})

describe('names under one superior', () => {
  test('stay different when a body moves there, or the bodies of one merged away do', async () => {
    const [one, two] = [await street(0), await street(0)]
    const moved = await office.found('party.branch', '同名支部', one.street)
    await office.found('party.branch', '同名支部', two.street)
    expect(codeOf(await move(world, office.doer, { ...act(), id: moved, parent: two.street, on: today }), contract.move)).toBe('organisations.name-taken')
    const into = { ...act(), id: one.street, into: two.street, on: today, confirmed: true }
    expect(codeOf(await merge(world, office.doer, into), contract.merge)).toBe('organisations.name-taken')
    // another kind of the same name is no double
    await office.found('party.general-branch', '同名支部', one.street)
    await rename(world, office.doer, { ...act(), id: moved, name: '改名支部', on: today })
    expect(codeOf(await move(world, office.doer, { ...act(), id: moved, parent: two.street, on: today }))).toBe('done')
    expect(codeOf(await merge(world, office.doer, { ...into, ...act() }))).toBe('done')
  })

  test('are told of before any warning', async () => {
    const wish = founding({ name: '先说重名', members: { full: 60, all: 60 } })
    const first = await officer.send(contract.found, { ...wish, confirmed: true })
    expect(first.status).toBe(200)
    expect((await officer.refused(contract.found, { ...wish, ...act(), name: '另起的名' })).code).toBe('organisations.warned')
    expect((await officer.refused(contract.found, { ...wish, ...act() })).code).toBe('organisations.name-taken')
  })
})

describe('the own body', () => {
  /** Whether a post at a body may decide about it, and what comes of trying. */
  async function tried(id: string, post: string, more: object = {}) {
    const head = await office.as(app, post, id)
    const { deciding } = await head.call(contract.read, { id })
    const answer = await head.send(contract.dissolve, { ...act(), id, on: today, reason: '撤销', ...more })
    return [deciding, answer.status === 200 ? 'done' : (JSON.parse(answer.body) as { code: string }).code]
  }

  test('is moved, merged and dissolved by the superior, not by its own head', async () => {
    const general = await office.found('party.committee', `自撤党委${++number}`, office.top)
    const beside = await office.found('party.committee', `旁边党委${number}`, general)
    expect(await tried(general, 'party.committee.secretary')).toEqual(['above', 'organisations.own-body'])
    const head = await office.as(app, 'party.committee.secretary', general)
    const { version } = await head.call(contract.read, { id: general })
    const moved = await head.refused(contract.move, { ...act(), id: general, version, parent: beside, on: today })
    const merged = await head.refused(contract.merge, { ...act(), id: general, into: beside, on: today, confirmed: true })
    expect([moved.code, merged.code]).toEqual(['organisations.own-body', 'organisations.own-body'])
    expect((await head.call(contract.read, { id: beside })).deciding).toBe('free')
    expect(codeOf(await merge(world, { ...office.doer, seat: { organisationId: office.top } }, { ...act(), id: beside, into: general, on: today, confirmed: true }))).toBe('done')
    expect((await officer.call(contract.read, { id: general })).deciding).toBe('free')
    expect((await officer.send(contract.dissolve, { ...act(), id: general, on: today, reason: '撤销' })).status).toBe(200)
  })

  test('without a superior is dissolved by who leads it; with neither, on a superior’s paper', async () => {
    const league = await office.found('league.committee', `自撤团委${++number}`, null, { leader: office.top })
    expect(await tried(league, 'league.committee.secretary')).toEqual(['above', 'organisations.own-body'])
    const { links } = await officer.call(contract.read, { id: league })
    await endLink(world, office.doer, { ...act(), id: links[0]!.id, on: today })
    expect(await tried(league, 'league.committee.secretary')).toEqual(['document', 'organisations.needs-document'])
    expect(await tried(league, 'league.committee.secretary', { approval: '团发〔2026〕3号' })).toEqual(['document', 'done'])
  })

  test('cannot shake off who leads it, and is not offered what it cannot reach', async () => {
    const { branches } = await street(1)
    const league = await office.found('league.committee', `带着的团委${++number}`, null, { leader: branches[0]! })
    const [made] = (await officer.call(contract.read, { id: league })).links
    const own = { ...office.doer, seat: { organisationId: league } }
    expect(codeOf(await endLink(world, own, { ...act(), id: made!.id, on: today }), contract.endLink)).toBe('organisations.own-leader')
    const head = await office.as(app, 'league.committee.secretary', league)
    const seen = async (client: Client) => (await client.call(contract.read, { id: league })).links.map((one) => one.endable)
    expect([await seen(head), await seen(officer)]).toEqual([[false], [true]])
    expect(codeOf(await endLink(world, { ...own, seat: { organisationId: branches[0]! } }, { ...act(), id: made!.id, on: today }))).toBe('done')
    expect((await officer.send(contract.read, { id: league })).status).toBe(404)
  })
})

describe('what lies beyond the reach', () => {
  test('is named without a way there: superiors, leaders, those beside in a unit', async () => {
    const { street: at, branches } = await street(2)
    const unit = (await registerUnit(world, office.doer, { ...act(), responsible: at, name: '同楼', code: null, kind: 'agency', sector: 'agency', staff: 3, young: 0, migrant: 0, factsOn: null })) as { value: { id: string } }
    const league = await office.found('league.branch', `同楼团支部${++number}`, null, { leader: branches[1]!, units: [unit.value.id] })
    await placeInUnits(world, office.doer, { ...act(), id: branches[0]!, units: [unit.value.id], on: '2020-01-01' })
    const head = await office.as(app, 'party.branch.secretary', branches[0]!)
    const leagueHead = await office.as(app, 'league.branch.secretary', league)
    const chainOf = async (client: Client) => (await client.call(contract.read, { id: branches[0]! })).chain.map((one) => [one.id, one.reached])
    expect([await chainOf(head), await chainOf(officer)]).toEqual([[[office.top, false], [at, false]], [[office.top, true], [at, true]]])
    expect((await leagueHead.call(contract.read, { id: league })).links.map((one) => [one.other.id, one.other.reached])).toEqual([[branches[1], false]])
    const seen = (await head.call(contract.readUnit, { id: unit.value.id })).unit
    expect(seen.responsible.reached).toBe(false)
    expect(Object.fromEntries(seen.organisations.map((one) => [one.id, one.reached]))).toEqual({ [branches[0]!]: true, [league]: false })
  })
})

describe('links', () => {
  const link = async (kind: 'leads' | 'guides', from: string, to: string, on = '2020-01-01') => addLink(world, office.doer, { ...act(), kind, from, to, on })

  test('hand the leader’s posts what it leads, and what that leads: 党 → 团 → 队', async () => {
    const { branches } = await street(1)
    const party = await seatAt(branches[0]!)
    const league = await office.found('league.committee', `校团委${++number}`, null, { leader: office.top })
    const pioneers = await office.found('pioneers.brigade', `大队${number}`, null, { leader: league })
    await link('leads', branches[0]!, league)
    const paths = await Promise.all([branches[0]!, league, pioneers].map(async (id) => (await office.organisation(id)).path))
    expect((await party())[0]!.reach.toSorted()).toEqual(paths.toSorted())
    const view = await officer.call(contract.read, { id: league })
    const made = view.links.find((one) => one.other.id === branches[0]!)!
    expect(codeOf(await endLink(world, office.doer, { ...act(), id: made.id, on: '2024-01-01' }), contract.endLink)).toBe('done')
    expect((await party())[0]!.reach).toEqual([paths[0]])
  })

  test('made below hand the superiors what is led there, topmost only, for as long as they last', async () => {
    const { street: at, branches } = await street(2)
    const [above, beside] = [await seatAt(at), await seatAt(branches[1]!)]
    const alone = [(await office.organisation(branches[1]!)).path]
    const league = await office.found('league.committee', `镇团委${++number}`, null, { leader: branches[0]! })
    const group = await office.found('league.branch', `镇团支部${number}`, league)
    await link('leads', branches[0]!, group)
    const paths = await Promise.all([at, league].map(async (id) => (await office.organisation(id)).path))
    expect((await above())[0]!.reach.toSorted()).toEqual(paths.toSorted())
    expect((await beside())[0]!.reach).toEqual(alone)
    await link('leads', branches[1]!, league)
    const [first, second] = await Promise.all([0, 1].map(async (no) =>
      (await officer.call(contract.read, { id: branches[no]! })).links.find((one) => one.other.id === league)!.id))
    await endLink(world, office.doer, { ...act(), id: first!, on: '2024-01-01' })
    expect((await above())[0]!.reach.toSorted()).toEqual(paths.toSorted())
    await endLink(world, office.doer, { ...act(), id: second!, on: '2024-01-01' })
    // what the first branch leads still, without the committee above it
    expect((await above())[0]!.reach.toSorted()).toEqual([paths[0], (await office.organisation(group)).path].toSorted())
    expect((await beside())[0]!.reach).toEqual(alone)
  })

  test('go with the branch that moves: the old superiors lose what it leads, the new ones get it', async () => {
    const [from, to] = [await street(1), await street(0)]
    const [left, right] = [await seatAt(from.street), await seatAt(to.street)]
    const union = await office.found('union.base', `镇工会${++number}`, null, { leader: from.branches[0]! })
    const { path } = await office.organisation(union)
    expect([(await left())[0]!.reach.includes(path), (await right())[0]!.reach.includes(path)]).toEqual([true, false])
    await move(world, office.doer, { ...act(), id: from.branches[0]!, parent: to.street, on: '2020-01-01' })
    expect([(await left())[0]!.reach.includes(path), (await right())[0]!.reach.includes(path)]).toEqual([false, true])
  })

  test('made while a seat is being given reach that seat too', async () => {
    const { branches, street: at } = await street(1)
    const league = await office.found('league.branch', `并行团支部${++number}`, null, { leader: (await street(1)).street })
    const where = await office.organisation(at)
    const account = await invite(world.db, { login: `r${newId().slice(-12)}`, name: '测试', realm: office.realm, personId: null, now: world.clock.now() })
    const making = await within(world.db, everywhere(office.realm), async (tx) => {
      const reach = await reachForSeat(tx, office.realm, where.id)
      const begun = link('leads', branches[0]!, league)
      await Promise.race([begun, new Promise((after) => setTimeout(after, 300))])
      const given = { organisationId: at, organisationName: where.name, path: where.path, reach }
      await seat(tx, { realm: office.realm, accountId: account.id, post: 'party.branch.secretary', ...given, starts: '2000-01-01', ends: null })
      return { begun }
    })
    expect(codeOf(await making.begun)).toBe('done')
    const paths = await Promise.all([at, league].map(async (id) => (await office.organisation(id)).path))
    expect((await seatsOf(world.db, account.id, today, world.clock.now()))[0]!.reach.toSorted()).toEqual(paths.toSorted())
  })

  test('guidance gives no reach', async () => {
    const above = await office.found('league.local-committee', `团区委${++number}`, null, { leader: office.top })
    const below = await office.found('league.committee', `行团委${number}`, null, { leader: office.top })
    const officerOf = await seatAt(above)
    expect(codeOf(await link('guides', above, below))).toBe('done')
    expect((await officerOf())[0]!.reach).toEqual([(await office.organisation(above)).path])
  })

  test('are refused for every reason that needs the database', async () => {
    const { branches } = await street(2)
    const [one, two] = [branches[0]!, branches[1]!]
    const league = await office.found('league.branch', `团支部${++number}`, null, { leader: one, on: '2015-01-01' })
    expect(codeOf(await link('leads', one, league))).toBe('organisations.link-double')
    expect(codeOf(await link('leads', one, one))).toBe('organisations.link-to-itself')
    expect(codeOf(await link('leads', league, two))).toBe('organisations.link-leads-party')
    expect(codeOf(await link('leads', one, two))).toBe('organisations.link-not-leading')
    expect(codeOf(await link('guides', one, league))).toBe('organisations.link-other-line')
    expect(codeOf(await link('leads', two, league, '2014-12-31'))).toBe('organisations.link-before-founding')
    const made = await link('leads', two, league, '2015-01-01')
    expect(codeOf(made)).toBe('done')
    const { id } = (made as { value: { id: string } }).value
    const ended = async (on: string) => codeOf(await endLink(world, office.doer, { ...act(), id, on }), contract.endLink)
    expect(await ended('2014-12-31')).toBe('organisations.link-ends-before-start')
    expect(await ended('2016-01-01')).toBe('done')
    expect(await ended('2017-01-01')).toBe('organisations.link-ended')
    await dissolve(world, office.doer, { ...act(), id: two, on: '2020-01-01', reason: '撤销' })
    expect(codeOf(await link('leads', two, league))).toBe('organisations.dissolved')
  })

  test('between bodies of two units are refused, of one unit made', async () => {
    const unitOf = async (name: string) => {
      const made = await registerUnit(world, office.doer, { ...act(), responsible: office.top, name, code: null, kind: 'school', sector: 'school', staff: 9, young: 1, migrant: 0, factsOn: null })
      return (made as { value: { id: string } }).value.id
    }
    const [here, there] = [await unitOf('甲校'), await unitOf('乙校')]
    const { branches } = await street(1)
    const union = await office.found('union.base', `工会${++number}`, null, { leader: office.top })
    await placeInUnits(world, office.doer, { ...act(), id: branches[0]!, units: [here], on: '2020-01-01' })
    await placeInUnits(world, office.doer, { ...act(), id: union, units: [there], on: '2020-01-01' })
    expect(codeOf(await link('leads', branches[0]!, union))).toBe('organisations.link-other-unit')
    await placeInUnits(world, office.doer, { ...act(), id: union, units: [here], on: '2021-01-01' })
    expect(codeOf(await link('leads', branches[0]!, union))).toBe('done')
  })
})

describe('terms', () => {
  test('are due when the rule of their day says, and the next one replaces the last', async () => {
    const { branches } = await street(1)
    const id = branches[0]!
    const began = async (startsOn: string, confirmed = true) => beginTerm(world, office.doer, { ...act(), id, startsOn, confirmed })
    expect(await began('2021-06-01')).toMatchObject({ ok: true, value: { dueOn: '2024-06-01' } })
    expect(codeOf(await began('2021-06-01'))).toBe('organisations.term-not-later')
    expect(codeOf(await began('2026-11-24'))).toBe('ledger.in-the-future')
    expect(codeOf(await began('2026-06-01', false))).toBe('organisations.warned')
    expect(codeOf(await began('2026-06-01'))).toBe('done')
    const terms = await rows(sql<{ starts_on: string; ended_on: string | null }>`select t.starts_on, t.ended_on from organisations_terms t join organisations o on o.id = t.organisation_id where o.public_id = ${id} order by 1`)
    expect(terms).toEqual([{ starts_on: '2021-06-01', ended_on: '2026-06-01' }, { starts_on: '2026-06-01', ended_on: null }])
    expect((await officer.call(contract.read, { id })).term).toMatchObject({ startsOn: '2026-06-01', dueOn: '2029-06-01' })
  })

  test('of a village branch last five years, of a working committee none', async () => {
    const village = await office.found('party.branch', '柳村支部', office.top, { sector: 'village' })
    expect(await beginTerm(world, office.doer, { ...act(), id: village, startsOn: '2022-01-01', confirmed: true })).toMatchObject({ value: { dueOn: '2027-01-01' } })
    const { street: at } = await street(0)
    expect(codeOf(await beginTerm(world, office.doer, { ...act(), id: at, startsOn: '2022-01-01', confirmed: true }), contract.beginTerm)).toBe('organisations.no-term')
  })
})

describe('units', () => {
  const unit = (more: object = {}) => ({ ...act(), responsible: office.top, name: `单位${++number}`, code: null, kind: 'enterprise', sector: 'private-enterprise', staff: 12, young: 5, migrant: 2, factsOn: today, ...more })
  const code = '91990000000000901N'
  const lawful = () => creditCode('91', 900 + ++number)

  test('are refused: unknown kind, sector that does not fit, wrong code, a code that another unit has', async () => {
    const registered = async (more: object) => codeOf(await registerUnit(world, office.doer, unit(more) as never), contract.registerUnit)
    const held = lawful()
    expect(await registered({ kind: 'castle' })).toBe('organisations.unit-kind-unknown')
    expect(await registered({ kind: 'school', sector: 'agency' })).toBe('organisations.unit-sector-not-fitting')
    expect(await registered({ code })).toBe('organisations.unit-code-wrong')
    expect(await registered({ code: held })).toBe('done')
    expect(await registered({ code: held })).toBe('organisations.unit-code-taken')
    expect(await registered({})).toBe('done')
  })

  test('of one code registered by four people at once are one unit', async () => {
    const held = lawful()
    const answers = await Promise.all([1, 2, 3, 4].map(() => registerUnit(world, office.doer, unit({ code: held }) as never)))
    expect(answers.map((answer) => codeOf(answer)).sort()).toEqual(['done', 'organisations.unit-code-taken', 'organisations.unit-code-taken', 'organisations.unit-code-taken'])
  })

  test('may keep their own code when they change, and are 两新 by their sector', async () => {
    const held = lawful()
    const { id } = (await registerUnit(world, office.doer, unit({ code: held }) as never) as { value: { id: string } }).value
    const changed = unit({ code: held, id, name: '改名的企业', kind: 'school', sector: 'school', staff: 20 })
    const { responsible: _responsible, ...input } = changed
    expect(codeOf(await changeUnit(world, office.doer, input as never), contract.changeUnit)).toBe('done')
    const { unit: view, entries } = await officer.call(contract.readUnit, { id })
    expect([view.name, view.staff, view.twoNew, view.code]).toEqual(['改名的企业', 20, false, held])
    expect(entries.map((entry) => entry.kind)).toEqual(['organisations.change-unit', 'organisations.register-unit'])
  })

  test('a joint branch stands in two or more, another in one at most; who left is in the past', async () => {
    const ids: string[] = []
    for (let at = 0; at < 3; at++) ids.push((await registerUnit(world, office.doer, unit() as never) as { value: { id: string } }).value.id)
    const joint = await office.found('party.branch', `联合支部${++number}`, office.top, { flags: ['joint'], units: ids.slice(0, 2) })
    const single = await office.found('party.branch', `单独支部${number}`, office.top, { units: ids.slice(0, 1) })
    const placed = async (id: string, units: string[]) => codeOf(await placeInUnits(world, office.doer, { ...act(), id, units, on: '2023-01-01' }), contract.placeInUnit)
    expect(await placed(joint, ids.slice(0, 1))).toBe('organisations.joint-needs-units')
    expect(await placed(single, ids.slice(0, 2))).toBe('organisations.one-unit-only')
    expect(await placed(joint, ids.slice(1, 3))).toBe('done')
    expect((await officer.call(contract.read, { id: joint })).units.map((one) => one.id).sort()).toEqual(ids.slice(1, 3).sort())
    const { id } = await office.organisation(joint)
    expect(await rows(sql`select to_on from organisations_places where organisation_id = ${id} and to_on is not null`)).toEqual([{ to_on: '2023-01-01' }])
  })

  test('are listed under their organisation, page by page, each once', async () => {
    const { street: at, branches } = await street(1)
    for (let count = 0; count < 7; count++) await registerUnit(world, office.doer, unit({ responsible: count % 2 ? at : branches[0] }) as never)
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await officer.call(contract.units, { organisation: at, limit: 3, ...(after && { after }) })
      seen.push(...page.rows.map((row) => row.id))
      after = page.next ?? undefined
    } while (after)
    expect([seen.length, new Set(seen).size]).toEqual([7, 7])
    expect((await officer.call(contract.units, { organisation: branches[0]! })).rows).toHaveLength(4)
  })
})

describe('two at once', () => {
  test('on one body follow each other: both happen, and its versions have no gap', async () => {
    const { branches } = await street(1)
    const id = branches[0]!
    const answers = await Promise.all(['子', '丑', '寅', '卯'].map((name) => rename(world, office.doer, { ...act(), id, name: `${name}支部${number}`, on: today })))
    expect(answers.map((answer) => codeOf(answer))).toEqual(['done', 'done', 'done', 'done'])
    const versions = await versionsOf(id)
    expect(versions).toHaveLength(5)
    expect(versions.slice(1).map((version) => version.from_on)).toEqual(versions.slice(0, -1).map((version) => version.to_on))
  })

  test('moving each under the other never closes a circle', async () => {
    const [one, two] = [await office.found('party.committee', '圈甲', office.top), await office.found('party.committee', '圈乙', office.top)]
    const answers = await Promise.all([
      move(world, office.doer, { ...act(), id: one, parent: two, on: today }),
      move(world, office.doer, { ...act(), id: two, parent: one, on: today }),
    ])
    expect(answers.map((answer) => codeOf(answer)).sort()).toEqual(['done', 'organisations.under-itself'])
  })
})

describe('a committee’s officer', () => {
  test('does every act of this module as the post, and not only who sees everything', async () => {
    const { street: at, branches } = await street(2)
    const [one, two] = [branches[0]!, branches[1]!]
    const other = (await street(0)).street
    const party = await office.found('party.committee', '随行党委', office.top)
    const done = async (endpoint: AnyEndpoint, input: object) => {
      const { id } = input as { id?: string }
      const seen = !id ? {} : endpoint === contract.changeUnit ? (await officer.call(contract.readUnit, { id })).unit : await officer.call(contract.read, { id }).catch(() => ({}))
      const version = 'version' in (endpoint.input as unknown as { shape: object }).shape ? { version: (seen as { version: number }).version } : {}
      const answer = await officer.send(endpoint, { ...act(), ...input, ...version })
      expect([endpoint.name, answer.status, answer.body]).toEqual([endpoint.name, 200, expect.any(String)])
      return JSON.parse(answer.body) as { id: string }
    }
    const facts = { kind: 'enterprise', sector: 'private-enterprise', staff: 5, young: 1, migrant: 0 }
    const league = await done(contract.found, { kind: 'league.committee', name: '随行团委', leader: office.top, on: '2021-01-01' })
    const below = await done(contract.found, { kind: 'party.branch', name: '随行支部', parent: party, on: '2021-01-01' })
    const unit = await done(contract.registerUnit, { responsible: at, name: '随行单位', ...facts })
    await done(contract.placeInUnit, { id: one, units: [unit.id], on: '2021-01-01' })
    await done(contract.changeUnit, { id: unit.id, name: '随行单位有限公司', ...facts })
    await done(contract.rename, { id: one, name: '随行第一支部', on: '2022-01-01' })
    await done(contract.beginTerm, { id: one, startsOn: '2022-02-01', confirmed: true })
    await done(contract.move, { id: one, parent: other, on: '2022-03-01' })
    const link = await done(contract.addLink, { kind: 'leads', from: two, to: league.id, on: '2022-04-01' })
    await done(contract.endLink, { id: link.id, on: '2022-05-01' })
    await done(contract.merge, { id: at, into: other, on: '2022-06-01', confirmed: true })
    await done(contract.dissolve, { id: below.id, on: '2022-07-01', reason: '撤销' })
    await done(contract.dissolve, { id: two, on: '2022-07-01', reason: '撤销' })
    expect((await officer.call(contract.readUnit, { id: unit.id })).unit).toMatchObject({ name: '随行单位有限公司', responsible: { id: other }, organisations: [{ id: one }] })
    expect((await officer.call(contract.history, { id: one })).entries.length).toBeGreaterThan(4)
  })
})

describe('after all of this', () => {
  test('a unit is where its responsible body is, and known to be where the bodies in it are', async () => {
    const off = await rows(sql`select u.name, u.path, u.places, o.path as responsible,
        array(select x.path from organisations_places p join organisations x on x.id = p.organisation_id where p.unit_id = u.id and p.to_on is null order by 1) as stands
      from organisations_units u join organisations o on o.id = u.organisation_id
      where u.path <> o.path or array(select unnest(u.places) order by 1) is distinct from
        array(select x.path from organisations_places p join organisations x on x.id = p.organisation_id where p.unit_id = u.id and p.to_on is null order by 1)`)
    expect(off).toEqual([])
    expect((await rows(sql`select 1 from organisations_places where to_on is null`)).length).toBeGreaterThan(3)
  })

  test('no two bodies stand at one path, and every path is the chain of superiors', async () => {
    const off = await rows(sql`select o.name from organisations o left join organisations p on p.realm_id = o.realm_id and p.id = o.parent_id
      where o.path <> coalesce(p.path, '') || split_part(o.path, '/', o.depth) || '/' or o.depth <> coalesce(p.depth, 0) + 1`)
    expect(off).toEqual([])
  })
})
