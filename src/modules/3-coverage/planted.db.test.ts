import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { seeded } from '#base/seeded.ts'
import { many, run, type Db } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import { buildWorld } from '#app/samples/world.ts'
import type { Organisation } from '#organisations/store/organisations.ts'
import { settleAll } from '#organisations/actions/touching.ts'
import { changeUnit } from '#organisations/actions/units.ts'
import { drain } from '#coverage/actions/drain.ts'
import { openOffice } from '../../../test/office.ts'
import { sampleWorld } from '../../../test/sample.ts'
import type { TestWorld } from '../../../test/world.ts'

let world: TestWorld
let realm: number
beforeAll(async () => void ({ world, realm } = await sampleWorld()))
afterAll(() => world.end())

const today = '2026-11-23'

const openSpots = (realm: number) =>
  within(world.db, everywhere(realm), (tx) => many(tx, sql<{ name: string; code: string }>`select distinct u.name, s.code from coverage_spots s
    join organisations_units u on u.realm_id = s.realm_id and u.id = s.subject_id where s.realm_id = ${realm} and s.subject = 'unit'`))

test('in the sample world every spot planted is found, and no other of its kind', async () => {
  const { units, planted } = buildWorld(today)
  const found = await openSpots(realm)
  const keyOf = new Map(units.map((unit) => [unit.name, unit.key]))
  const inCode = (code: string) => found.filter((spot) => spot.code === code).map((spot) => keyOf.get(spot.name)!).sort()
  expect(inCode('league-missing')).toEqual([...planted.leagueDueBesideParty, ...planted.leagueDue].sort())
  expect(inCode('league-joint')).toEqual([...planted.leagueJoint].sort())
  expect(inCode('league-no-members')).toEqual([...planted.youngWithoutMembers].sort())
  expect(inCode('party-missing')).toEqual([...planted.partyDue].sort())
  expect(inCode('league-facts')).toEqual(expect.arrayContaining([...planted.factsMissing]))
}, 120_000)

interface Unit {
  name: string
  facts: Record<'staff' | 'young' | 'migrant' | 'fullMembers' | 'leagueMembers' | 'women', number | null>
  /** what stands there, as the oracle remembers it */
  party: string
  league: string
  union: string
}

const count = 5_000

/** 5,000 units of every combination, drawn by a seed; every fact may be unknown, every line may stand alone, jointly or not. */
function drawUnits(): Unit[] {
  const random = seeded(20261123)
  const number = (most: number) => (random.next() < 0.12 ? null : Math.floor(random.next() * most))
  const standing = () => (random.next() < 0.5 ? 'none' : random.next() < 0.7 ? 'own' : 'joint')
  return Array.from({ length: count }, (_, i) => ({
    name: `单位${i}`,
    facts: { staff: number(50), young: number(4), migrant: number(3), fullMembers: number(6), leagueMembers: number(6), women: number(20) },
    party: standing(), league: standing(), union: standing(),
  }))
}

/** The rules once more, written as the field note says them. */
function expectedOf({ facts, party, league, union }: Unit): string[] {
  const { staff, young, fullMembers, leagueMembers, women } = facts
  const spots: string[] = []
  if (party === 'none') spots.push(...(fullMembers === null ? ['party-facts'] : fullMembers > 2 ? ['party-missing'] : []))
  if (league === 'none') {
    if (leagueMembers === null || (leagueMembers === 0 && young === null)) spots.push('league-facts')
    else if (leagueMembers > 2) spots.push('league-missing')
    else if (leagueMembers > 0) spots.push('league-joint')
    else if (young! > 0) spots.push('league-no-members')
  }
  if (union === 'none') spots.push(...(staff === null ? ['union-facts'] : staff > 24 ? ['union-missing'] : []))
  if (union === 'own') spots.push(...(women === null ? ['women-facts'] : women > 9 ? ['women-missing'] : []))
  return spots.sort()
}

interface Body {
  line: 'party' | 'league' | 'union'
  units: string[]
  joint: boolean
}

/** Joint bodies stand in two units each; where one is left over, it is made alone. */
function bodiesOf(units: Unit[]): Body[] {
  return (['party', 'league', 'union'] as const).flatMap((line) => {
    const joint = units.filter((unit) => unit[line] === 'joint')
    if (joint.length % 2 === 1) joint.pop()![line] = 'own'
    const pairs = Array.from({ length: joint.length / 2 }, (_, i) => [joint[2 * i]!.name, joint[2 * i + 1]!.name])
    const alone = units.filter((unit) => unit[line] === 'own').map((unit) => [unit.name])
    return [...pairs, ...alone].map((names) => ({ line, units: names, joint: names.length > 1 }))
  })
}

const kinds = { party: 'party.branch', league: 'league.branch', union: 'union.base' }

/** Writes units and bodies as an import would leave them, in a few statements. */
async function plant(tx: Db, realm: number, tops: Record<Body['line'], Organisation>, units: Unit[], bodies: Body[]): Promise<void> {
  const rows = units.map(({ name, facts }) => ({ name, ...facts }))
  await run(tx, sql`insert into organisations_units (realm_id, public_id, name, name_key, grams, kind, sector, two_new, staff, young, migrant,
      full_members, league_members, women, facts_on, organisation_id, path)
    select ${realm}, app_uuidv7(), r.name, r.name, '{}', 'enterprise', 'private-enterprise', true, r.staff, r.young, r.migrant, r."fullMembers",
      r."leagueMembers", r.women, ${today}::date, ${tops.party.id}, ${tops.party.path} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(name text, staff int, young int, migrant int, "fullMembers" int, "leagueMembers" int, women int)`)
  const ids = await many(tx, sql<{ id: number }>`select nextval(pg_get_serial_sequence('organisations', 'id')) id from generate_series(1, ${bodies.length}::int)`)
  const made = bodies.map((body, i) => ({
    id: ids[i]!.id, kind: kinds[body.line], line: body.line, parent: tops[body.line].id, path: `${tops[body.line].path}${ids[i]!.id.toString(36)}/`,
    flags: body.joint ? ['joint'] : [], units: body.units,
  }))
  await run(tx, sql`with made as (select * from jsonb_to_recordset(${JSON.stringify(made)}::jsonb)
      as r(id bigint, kind text, line text, parent bigint, path text, flags text[], units text[])),
    organised as (insert into organisations (realm_id, id, public_id, kind, line, name, name_key, initials, grams, parent_id, path, depth, founded_on, flags)
      overriding system value select ${realm}, id, app_uuidv7(), kind, line, '组织' || id, '', '', '{}', parent, path, 3, '2010-01-01', flags from made)
    insert into organisations_stats (realm_id, organisation_id, path, line) select ${realm}, id, path, line from made`)
  await run(tx, sql`insert into organisations_places (realm_id, organisation_id, unit_id, from_on)
    select ${realm}, r.id, u.id, '2010-01-01' from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as r(id bigint, units text[])
    join organisations_units u on u.realm_id = ${realm} and u.name = any(r.units)`)
}

test('of 5,000 planted units every spot is found and none invented; afterwards a change is followed at once', async () => {
  const office = await openOffice(world, 'party.local-committee', '大县委员会')
  const { realm } = office
  const units = drawUnits()
  const bodies = bodiesOf(units)
  const [party, league, union] = [
    await office.found('party.working-committee', '街道工委', office.top), await office.found('league.working-committee', '街道团工委', null, { leader: office.top }),
    await office.found('union.federation', '街道总工会', null, { leader: office.top }),
  ]
  const tops = { party: await office.organisation(party), league: await office.organisation(league), union: await office.organisation(union) }
  await within(world.db, everywhere(realm), async (tx) => {
    await plant(tx, realm, tops, units, bodies)
    await settleAll(tx, world, realm)
  })
  const started = performance.now()
  await drain(world, realm)
  process.stdout.write(`5,000 units and ${bodies.length} bodies judged in ${Math.round(performance.now() - started)} ms\n`)
  const found = Map.groupBy(await openSpots(realm), (spot) => spot.name)
  const wrong = units.filter((unit) => JSON.stringify((found.get(unit.name) ?? []).map((spot) => spot.code).sort()) !== JSON.stringify(expectedOf(unit)))
  expect(wrong).toEqual([])
  expect(units.flatMap(expectedOf).length).toBeGreaterThan(count / 2)

  const one = units.find((unit) => unit.league === 'none' && unit.facts.leagueMembers === 0)!
  const [{ id } = { id: '' }] = await within(world.db, everywhere(realm), (tx) =>
    many(tx, sql<{ id: string }>`select public_id as id from organisations_units where realm_id = ${realm} and name = ${one.name}`))
  const facts = { ...one.facts, leagueMembers: 3 }
  must(await changeUnit(world, office.doer, { act: newId(), id, name: one.name, code: null, kind: 'enterprise', sector: 'private-enterprise', ...facts, factsOn: today }))
  const now = (await openSpots(realm)).filter((spot) => spot.name === one.name).map((spot) => spot.code).sort()
  expect(now).toEqual(expectedOf({ ...one, facts }))
  await within(world.db, everywhere(realm), (tx) => run(tx, sql`delete from coverage_spots where realm_id = ${realm} and code = 'union-missing'`))
  expect((await openSpots(realm)).length, 'the comparison sees what is taken away').toBeLessThan(units.flatMap(expectedOf).length)
}, 240_000)
