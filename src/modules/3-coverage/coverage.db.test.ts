import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { many } from '#base/sql.ts'
import { reading } from '#database/scope.ts'
import { everywhere, within } from '#database/scope.ts'
import { presentEntries } from '#ledger/present.ts'
import type { Actor } from '#access/actor.ts'
import { dissolve, merge, move } from '#organisations/actions/changes.ts'
import { foundOrganisation } from '#organisations/actions/founding.ts'
import { addLink } from '#organisations/actions/links.ts'
import { changeUnit, placeInUnits, registerUnit } from '#organisations/actions/units.ts'
import { organisationByPublicId } from '#organisations/store/organisations.ts'
import { unitByPublicId, unitsUnder } from '#organisations/store/units.ts'
import { plan, setAside, takeUp } from '#coverage/actions/decisions.ts'
import { drain } from '#coverage/actions/drain.ts'
import { coverageRound } from '#coverage/jobs.ts'
import { filterOf } from '#coverage/filters.ts'
import { presentOverview, presentUnit, spotOf } from '#coverage/present.ts'
import { spotsUnder } from '#coverage/store/spots.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let office: Office
/** a street: its party working committee, and the League and union bodies it leads */
let street: string
let league: string
let union: string

const today = '2026-11-23'

beforeAll(async () => {
  world = await testWorld()
  office = await openOffice(world)
  street = await office.found('party.working-committee', '翠湖街道工作委员会', office.top)
  const district = await office.found('league.local-committee', '共青团青石县委员会', null, { leader: office.top })
  league = await office.found('league.working-committee', '共青团翠湖街道工作委员会', district)
  must(await addLink(world, office.doer, { act: newId(), kind: 'leads', from: street, to: league, on: '2001-01-01' }))
  union = await office.found('union.federation', '翠湖街道总工会', null, { leader: street })
})
afterAll(() => world.end())

interface Facts { staff?: number | null; young?: number | null; migrant?: number | null; fullMembers?: number | null; leagueMembers?: number | null; women?: number | null }
let number = 0
const nothing = { staff: 10, young: 0, migrant: 0, fullMembers: 0, leagueMembers: 0, women: 0 }
const fieldsOf = (name: string, facts: Facts) =>
  ({ name, code: null, kind: 'enterprise', sector: 'private-enterprise', factsOn: today, ...nothing, ...facts })

async function firm(facts: Facts, responsible = street): Promise<string> {
  return must(await registerUnit(world, office.doer, { act: newId(), responsible, ...fieldsOf(`小企业${++number}`, facts) })).id
}
const change = (id: string, facts: Facts) => changeUnit(world, office.doer, { act: newId(), id, ...fieldsOf('改过的企业', facts) })

const actorAt = async (organisation: string): Promise<Actor> => ({ ...(await office.doerAt(organisation)), permissions: new Set(['coverage.view']) } as unknown as Actor)

async function listAt(organisation: string, asked: object = {}, as = organisation) {
  const actor = await actorAt(as)
  return reading(world.db, actor, async (tx) => {
    const { path } = (await organisationByPublicId(tx, office.realm, organisation))!
    const filter = filterOf({ unknown: 'with', state: 'open', ...asked }, world.clock.today())
    return (await spotsUnder(tx, office.realm, path, actor.reach, filter, 200)).map(spotOf)
  })
}
const codesOf = async (unit: string, at = street) => (await listAt(at)).filter((one) => one.unit?.id === unit).map((one) => one.code).sort()

async function overviewAt(organisation: string, twoNew = false) {
  const actor = await actorAt(organisation)
  return reading(world.db, actor, async (tx) => presentOverview(tx, actor, (await organisationByPublicId(tx, office.realm, organisation))!, twoNew, today))
}

async function unitAt(unit: string, organisation: string) {
  const actor = await actorAt(organisation)
  return reading(world.db, actor, async (tx) => presentUnit(tx, actor, (await unitByPublicId(tx, office.realm, unit))!, world.clock.today()))
}

/** Everything counted anew from the remembered units and bodies, against what was carried up. */
async function expectSumsRight() {
  await drain(world, office.realm)
  const rows = await within(world.db, everywhere(office.realm), (tx) => many(tx, sql<{ name: string; kept: number; counted: number }>`
    with memory as (
      select o.id, m.measure, count(*)::int n from coverage_units u
      cross join lateral (values (u.party_id, array['party', 'league', 'union']), (u.league_id, array['league']), (u.union_id, array['union'])) h(id, lines)
      join organisations holder on holder.id = h.id
      cross join lateral (
        select 'units' as measure where u.counted
        union all select 'league.' || u.league where u.counted and u.league <> 'none' and 'league' = any(h.lines)
        union all select 'spot.' || c from unnest(u.open) c where split_part(replace(c, 'women', 'union'), '-', 1) = any(h.lines)
      ) m
      join organisations o on starts_with(holder.path, o.path)
      where u.realm_id = ${office.realm} group by o.id, m.measure
      union all
      select o.id, 'spot.' || c, count(*)::int from coverage_bodies b, unnest(b.open) c, organisations o
      where b.realm_id = ${office.realm} and starts_with(b.path, o.path) group by 1, 2
    ), counted as (select id, measure, sum(n)::int n from memory group by 1, 2)
    select coalesce(c.id, s.organisation_id) || ' ' || coalesce(c.measure, s.measure) as name, coalesce(s.n, 0) kept, coalesce(c.n, 0) counted
    from counted c full join (select * from coverage_stats where realm_id = ${office.realm}
      and measure not like 'first.%' and measure not like '%.new' and measure !~ '^(party|union)[.]') s on s.organisation_id = c.id and s.measure = c.measure
    where coalesce(s.n, 0) <> coalesce(c.n, 0)`))
  expect(rows).toEqual([])
}

describe('a unit is judged with the act that changes it', () => {
  test('three League members and no League: a blank spot, until the branch stands there', async () => {
    const unit = await firm({ leagueMembers: 3, young: 9 })
    expect(await codesOf(unit)).toEqual(['league-missing'])
    expect(await codesOf(unit, league)).toEqual(['league-missing'])
    const branch = await office.found('league.branch', '某企业团支部', league, { units: [unit] })
    expect(await codesOf(unit)).toEqual([])
    must(await dissolve(world, office.doer, { act: newId(), id: branch, on: today, reason: '试' }))
    expect(await codesOf(unit)).toEqual(['league-missing'])
    await expectSumsRight()
  })

  test('changed facts change the findings at once', async () => {
    const unit = await firm({})
    expect(await codesOf(unit)).toEqual([])
    must(await change(unit, { leagueMembers: 2, staff: 25, fullMembers: 3 }))
    expect(await codesOf(unit)).toEqual(['league-joint', 'party-missing', 'union-missing'])
    must(await change(unit, { leagueMembers: null, staff: null, fullMembers: null }))
    expect(await codesOf(unit)).toEqual(['league-facts', 'party-facts', 'union-facts'])
    await expectSumsRight()
  })

  test('a joint branch covers jointly, and leaving the unit uncovers it', async () => {
    const [one, other] = [await firm({ leagueMembers: 4 }), await firm({ leagueMembers: 2 })]
    const joint = await office.found('league.branch', '联合团支部', league, { flags: ['joint'], units: [one, other] })
    expect([await codesOf(one), await codesOf(other)]).toEqual([[], []])
    const third = await firm({})
    must(await placeInUnits(world, office.doer, { act: newId(), id: joint, units: [other, third], on: today }))
    expect([await codesOf(one), await codesOf(other)]).toEqual([['league-missing'], []])
    expect((await unitAt(other, street)).lines.find((line) => line.line === 'league')?.state).toBe('joint')
    await expectSumsRight()
  })

  test('women of a union are counted from its roster when everybody’s sex is known, otherwise from what was reported', async () => {
    const unit = await firm({ staff: 40, women: 3 })
    const base = await office.found('union.base', '大厂工会', union, { units: [unit] })
    expect(await codesOf(unit)).toEqual([])
    for (let i = 0; i < 10; i++) await office.register(`会员${i}`, base, { status: 'member', sex: '女' })
    expect(await codesOf(unit)).toEqual(['women-missing'])
    const fact = (await unitAt(unit, street)).facts.find((one) => one.name === 'women')
    expect(fact).toMatchObject({ value: 10, source: 'registry', on: today })
    await office.register('不知道', base, { status: 'member', sex: null })
    expect(await codesOf(unit)).toEqual([])
    expect((await unitAt(unit, street)).facts.find((one) => one.name === 'women')).toMatchObject({ value: 3, source: 'reported' })
    must(await change(unit, { staff: 40, women: 11 }))
    expect(await codesOf(unit)).toEqual(['women-missing'])
    await office.found('union.women-committee', '大厂女职工委员会', base)
    expect(await codesOf(unit)).toEqual([])
    await expectSumsRight()
  })
})

describe('a spot worked off', () => {
  test('keeps the number that was reported until the roster holds people, and tells what founding ended it', async () => {
    const unit = await firm({ leagueMembers: 8, young: 20 })
    const party = await office.found('party.branch', '恒河物流党支部', street, { units: [unit] })
    const secretary = await office.doerAt(league)
    const input = { act: newId(), kind: 'league.branch', name: '恒河物流团支部', parent: league, on: today, flags: [], units: [unit], approved: false, confirmed: true }
    const branch = must(await foundOrganisation(world, secretary, { ...input, leadHere: true })).id
    const members = async () => (await unitAt(unit, league)).facts.find((one) => one.name === 'leagueMembers')
    expect(await members()).toMatchObject({ value: 8, source: 'reported' })
    expect((await unitAt(unit, league)).closings).toEqual([
      { code: 'league-missing', on: today, sentence: `“应建未建团组织”（${today} 发现，当时有团员 8 人）办结：已建立“恒河物流团支部”` },
    ])
    const entries = await reading(world.db, await actorAt(league), (tx) => presentEntries(tx, world, office.realm, { kind: 'unit', id: unit }))
    expect(entries.map((one) => one.kind)).toContain('organisations.found')
    await office.register('小团员', branch, { status: 'member', on: today, joinedOn: null })
    expect(await members()).toMatchObject({ value: 1, source: 'registry' })
    expect((await office.doerAt(party)).reach).toContain((await office.organisation(branch)).path)
  })

  test('whoever founds it names no leader where none stands, or more than one', async () => {
    const [bare, two] = [await firm({ leagueMembers: 3 }), await firm({ leagueMembers: 3 })]
    for (const no of [1, 2]) await office.found('party.branch', `双党支部${no}`, street, { units: [two] })
    const wish = { kind: 'league.branch', parent: league, on: today, flags: [], approved: false, confirmed: true, leadHere: true }
    const found = async (unit: string) => foundOrganisation(world, await office.doerAt(league), { act: newId(), name: `试团支部${unit.slice(-4)}`, ...wish, units: [unit] } as never)
    expect(await found(bare)).toMatchObject({ refusal: 'organisations.no-leader-here', facts: { given: 0 } })
    expect(await found(two)).toMatchObject({ refusal: 'organisations.no-leader-here', facts: { given: 2 } })
  })
})

describe('branches', () => {
  const at = async (organisation: string) => (await listAt(organisation)).filter((one) => one.body?.id === organisation).map((one) => one.code)

  test('without members hollow, with too few small, with a secretary and three members nothing', async () => {
    const branch = await office.found('party.branch', '三人党支部', street)
    expect(await at(branch)).toEqual(['party-hollow'])
    const first = await office.register('甲', branch)
    await office.register('乙', branch)
    expect(await at(branch), 'members who can be reached and no post: not hollow').toEqual(['party-officer', 'party-small'])
    const { beginPost } = await import('#people/actions/posts.ts')
    must(await beginPost(world, office.doer, { act: newId(), id: first, organisation: branch, post: 'party.branch.secretary', on: today }))
    expect(await at(branch)).toEqual(['party-small'])
    await office.register('丙', branch)
    expect(await at(branch)).toEqual([])
    for (const name of ['丁', '戊', '己']) await office.register(name, branch)
    expect(await at(branch)).toEqual([])
    await office.register('庚', branch)
    expect(await at(branch)).toEqual(['party-committee'])
    await expectSumsRight()
  })

  test('everybody lost: hollow', async () => {
    const branch = await office.found('league.branch', '村团支部', league)
    const first = await office.register('小甲', branch, { status: 'member', lostSince: '2025-01-01' })
    for (const name of ['小乙', '小丙']) await office.register(name, branch, { status: 'member', lostSince: '2025-01-01' })
    const { beginPost } = await import('#people/actions/posts.ts')
    must(await beginPost(world, office.doer, { act: newId(), id: first, organisation: branch, post: 'league.branch.secretary', on: today }))
    expect(await at(branch)).toEqual(['league-hollow'])
    const { changePerson } = await import('#people/actions/register.ts')
    must(await changePerson(world, office.doer, { act: newId(), id: first, version: 1, changes: { lostSince: null } }))
    expect(await at(branch)).toEqual([])
  })
})

describe('不适用', () => {
  test('needs a finding and a day ahead, hides it for that time, and it comes back on its day', async () => {
    const unit = await firm({ leagueMembers: 5 })
    const aside = (reviewOn: string, code = 'league-missing' as const) =>
      setAside(world, office.doer, { act: newId(), id: unit, code, cause: 'not-due', reason: '项目年底结束', reviewOn })
    expect(await aside(today)).toMatchObject({ refusal: 'coverage.review-not-later' })
    expect(await aside('2029-01-01')).toMatchObject({ refusal: 'coverage.review-too-late' })
    expect(await setAside(world, office.doer, { act: newId(), id: unit, code: 'party-missing', cause: 'other', reason: '试', reviewOn: '2026-12-24' }))
      .toMatchObject({ refusal: 'coverage.no-such-spot' })
    must(await aside('2026-12-24'))
    expect(await codesOf(unit)).toEqual([])
    expect((await listAt(street, { state: 'aside' })).map((one) => [one.unit?.id, one.asideUntil])).toEqual([[unit, '2026-12-24']])
    const before = (await overviewAt(street)).total.open
    await expectSumsRight()
    const clock = world.clock
    try {
      world.clock = { now: () => new Date('2026-12-24T02:00:00Z'), today: () => '2026-12-24' }
      expect(await codesOf(unit)).toEqual(['league-missing'])
      await coverageRound(world, true)
      expect((await overviewAt(street)).total.open).toBe(before + 1)
    } finally {
      world.clock = clock
    }
    await expectSumsRight()
  })

  test('taken up again it is back at once; what is not set aside cannot be', async () => {
    const unit = await firm({ leagueMembers: 5 })
    const up = () => takeUp(world, office.doer, { act: newId(), id: unit, code: 'league-missing' })
    expect(await up()).toMatchObject({ refusal: 'coverage.not-set-aside' })
    must(await setAside(world, office.doer, { act: newId(), id: unit, code: 'league-missing', cause: 'other', reason: '试试', reviewOn: '2027-01-01' }))
    must(await up())
    expect(await codesOf(unit)).toEqual(['league-missing'])
  })

  test('a closed unit owes nothing and is not counted', async () => {
    const unit = await firm({ leagueMembers: 5, fullMembers: 5 })
    const before = (await overviewAt(street)).total.units
    must(await setAside(world, office.doer, { act: newId(), id: unit, code: 'league-missing', cause: 'closed', reason: '已注销', reviewOn: '2027-01-01' }))
    expect(await codesOf(unit)).toEqual([])
    expect((await overviewAt(street)).total.units).toBe(before - 1)
    await expectSumsRight()
  })

  test('a plan stands beside the finding and goes with it', async () => {
    const unit = await firm({ leagueMembers: 5 })
    const planned = (targetOn: string) => plan(world, office.doer, { act: newId(), id: unit, code: 'league-missing', targetOn, responsible: street, note: '由街道办理' })
    expect(await planned('2026-11-22')).toMatchObject({ refusal: 'coverage.target-past' })
    must(await planned('2027-03-31'))
    expect((await listAt(street)).find((one) => one.unit?.id === unit)?.targetOn).toBe('2027-03-31')
    expect((await unitAt(unit, street)).spots[0]!.plan).toMatchObject({ targetOn: '2027-03-31', note: '由街道办理' })
    must(await change(unit, {}))
    must(await change(unit, { leagueMembers: 5 }))
    expect((await unitAt(unit, street)).spots[0]!.plan).toBeNull()
  })
})

describe('a tree that moves takes its numbers along', () => {
  test('the sums of a street go from one superior to the other', async () => {
    const from = await office.found('party.local-committee', '甲区委', office.top)
    const to = await office.found('party.local-committee', '乙区委', office.top)
    const moving = await office.found('party.working-committee', '搬家街道', from)
    const unit = await firm({ leagueMembers: 3 }, moving)
    expect([(await overviewAt(from)).total.units, (await overviewAt(to)).total.units]).toEqual([1, 0])
    await drain(world, office.realm)
    must(await move(world, office.doer, { act: newId(), id: moving, parent: to, on: today }))
    expect([(await overviewAt(from)).total.units, (await overviewAt(to)).total.units]).toEqual([0, 1])
    expect([await codesOf(unit, from), await codesOf(unit, to)]).toEqual([[], ['league-missing']])
    await expectSumsRight()
  })

  test('a merged organisation’s units are counted by the other, and a new League body sees them', async () => {
    const into = await office.found('party.working-committee', '并入街道', office.top)
    const from = await office.found('party.working-committee', '合并街道', office.top)
    const body = await office.found('league.committee', '并入街道团委', null, { leader: into })
    const unit = await firm({ leagueMembers: 3 }, from)
    expect(await codesOf(unit, body)).toEqual([])
    must(await merge(world, office.doer, { act: newId(), id: from, into, on: today, confirmed: true }))
    expect(await codesOf(unit, into)).toEqual(['league-missing'])
    expect(await codesOf(unit, body)).toEqual(['league-missing'])
    await expectSumsRight()
  })
})

describe('只算两新组织', () => {
  test('every number follows the filter, also what is open, what is unknown and the branches', async () => {
    const top = await office.found('party.working-committee', '两新街道', office.top)
    const firms = [await firm({ leagueMembers: 3, fullMembers: null }, top), await firm({ leagueMembers: 4 }, top)]
    const institute = must(await registerUnit(world, office.doer, { act: newId(), responsible: top, ...fieldsOf('某所', { leagueMembers: 5, fullMembers: null }), kind: 'institution', sector: 'institution' })).id
    const branch = await office.found('party.branch', '所支部', top, { units: [institute] })
    const numbers = async (twoNew: boolean) => {
      const { total, rows, counts } = await overviewAt(top, twoNew)
      const of = (code: string) => counts.find((one) => one.code === code)
      return {
        units: total.units, open: total.open, first: total.first, unknown: total.unknown, missing: of('league-missing')?.n,
        facts: of('party-facts')?.n, hollow: of('party-hollow')?.n, sum: rows.reduce((n, row) => n + row.open + row.unknown, 0),
      }
    }
    expect(await numbers(false)).toEqual({ units: 3, open: 4, first: 3, unknown: 1, missing: 3, facts: 1, hollow: 1, sum: 5 })
    expect(await numbers(true)).toEqual({ units: 2, open: 2, first: 2, unknown: 1, missing: 2, facts: 1, hollow: undefined, sum: 0 })
    must(await placeInUnits(world, office.doer, { act: newId(), id: branch, units: [firms[1]!], on: today }))
    expect(await numbers(true)).toMatchObject({ open: 3, hollow: 1, sum: 4 })
    expect((await overviewAt(branch, true)).counts.map(({ code }) => code)).toContain('party-hollow')
    expect((await listAt(top, { first: 'two-new' })).map((one) => one.unit?.id ?? one.body?.id)).toContain(branch)
    must(await placeInUnits(world, office.doer, { act: newId(), id: branch, units: [], on: today }))
    expect(await numbers(true)).toMatchObject({ open: 2, hollow: undefined })
    await expectSumsRight()
  })
})

test('each number of the overview is the length of its list, also what the body itself is responsible for', async () => {
  const top = await office.found('party.working-committee', '数街道', office.top)
  const body = await office.found('league.working-committee', '数街道团工委', null, { leader: top })
  const community = await office.found('party.committee', '数社区党委', top)
  await firm({ leagueMembers: 3, fullMembers: null }, top)
  await firm({ leagueMembers: 4 }, top)
  await firm({ leagueMembers: 5, staff: 30 }, community)
  await office.found('party.branch', '数支部', community)
  for (const at of [top, body]) {
    const { total, rows } = await overviewAt(at)
    for (const row of [total, ...rows]) {
      const asked = { direct: row.id === null }
      const length = async (unknown: string) => (await listAt(row.id ?? at, { ...asked, unknown }, at)).length
      expect([await length('without'), await length('only')], row.name).toEqual([row.open, row.unknown])
    }
    expect(total.open).toBeGreaterThan(2)
  }
  expect((await overviewAt(top)).rows.map((row) => [row.id === null, row.open])).toEqual([[true, 2], [false, 3]])
})

describe('who sees what', () => {
  test('a League body sees the League’s findings of units it is to build in, and none of the party’s', async () => {
    const unit = await firm({ leagueMembers: 3, fullMembers: 4, staff: 30 })
    expect(await codesOf(unit)).toEqual(['league-missing', 'party-missing', 'union-missing'])
    expect(await codesOf(unit, league)).toEqual(['league-missing'])
    expect((await unitAt(unit, league)).spots.map((spot) => spot.code)).toEqual(['league-missing'])
    expect(await codesOf(unit, union)).toEqual(['union-missing'])
  })

  test('the list of units holds what the rates count: a League body finds the units where nothing of the League stands', async () => {
    const top = await office.found('party.working-committee', '名录街道', office.top)
    const body = await office.found('league.working-committee', '名录街道团工委', null, { leader: top })
    const blank = await firm({ leagueMembers: 3 }, top)
    const covered = await firm({ leagueMembers: 3 }, top)
    await office.found('league.branch', '名录团支部', body, { units: [covered] })
    const elsewhere = await firm({ leagueMembers: 3 })
    const listed = async (organisation: string) => {
      const actor = await actorAt(organisation)
      return reading(world.db, actor, async (tx) =>
        (await unitsUnder(tx, (await organisationByPublicId(tx, office.realm, organisation))!.path, {}, 100)).map((unit) => unit.public_id).sort())
    }
    expect(await listed(body)).toEqual([blank, covered].sort())
    expect((await overviewAt(body)).total.units).toBe(2)
    expect(await listed(body)).not.toContain(elsewhere)
    expect(await listed(top)).toEqual([blank, covered].sort())
  })

  test('a branch sees its own unit and no other', async () => {
    const [mine, other] = [await firm({ leagueMembers: 3 }), await firm({ leagueMembers: 3 })]
    const branch = await office.found('party.branch', '独立党支部', street, { units: [mine] })
    const seen = await listAt(branch)
    expect(seen.map((one) => one.unit?.id ?? one.body?.id).sort()).toEqual([mine, branch].sort())
    expect((await overviewAt(branch)).units).toEqual([{ id: mine, name: expect.stringContaining('小企业') }])
    expect((await overviewAt(street)).units).toBeNull()
    expect(seen.some((one) => one.unit?.id === other)).toBe(false)
  })

  test('nothing is listed twice from above, though it is seen from several places', async () => {
    const unit = await firm({ leagueMembers: 3 })
    await office.found('party.branch', '又一党支部', street, { units: [unit] })
    const seen = await listAt(office.top)
    expect(seen.filter((one) => one.unit?.id === unit && one.code === 'league-missing')).toHaveLength(1)
    expect(new Set(seen.map((one) => one.key)).size).toBe(seen.length)
  })

  test('a number out of the party’s roster is not shown to the League', async () => {
    const unit = await firm({ leagueMembers: 3, fullMembers: 1 })
    const branch = await office.found('party.branch', '保密党支部', street, { units: [unit] })
    for (const name of ['一', '二', '三', '四']) await office.register(`党员${name}`, branch)
    const full = async (at: string) => (await unitAt(unit, at)).facts.find((fact) => fact.name === 'fullMembers')
    expect(await full(street)).toMatchObject({ value: 4, source: 'registry' })
    expect(await full(league)).toMatchObject({ value: 1, source: 'reported' })
  })
})
