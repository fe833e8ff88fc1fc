import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { everywhere, reading, within } from '#database/scope.ts'
import { settleUnder } from '#organisations/actions/touching.ts'
import { organisationByPublicId } from '#organisations/store/organisations.ts'
import { drain } from '#coverage/actions/drain.ts'
import { permissions } from '#coverage/contract.ts'
import { presentOverview, spotOf } from '#coverage/present.ts'
import { spotsUnder } from '#coverage/store/spots.ts'
import { queue } from '#coverage/store/stats.ts'
import type { Bench, BenchCase, Figure, Spread } from '../case.ts'
import type { Place } from '../load/places.ts'
import { alone, compared, spreadOf } from '../measure.ts'

/** One unit beside each branch, under the village's party organisation; in two of three the branch stands. */
const plantUnits = `
  insert into organisations_units (realm_id, public_id, name, name_key, grams, kind, sector, two_new, staff, young, migrant, full_members, league_members,
    women, facts_on, organisation_id, path)
  select b.realm_id, app_uuidv7(), '测量单位' || b.id, 'celiang' || b.id, '{}', 'enterprise', 'private-enterprise', true, b.id * 7 % 60, b.id % 5, b.id % 3,
    nullif(b.id * 5 % 11, 10), nullif(b.id * 3 % 9, 8), b.id % 25, current_date, p.id, p.path
  from organisations b join organisations p on p.realm_id = b.realm_id and p.id = b.parent_id
  where b.kind in ('party.branch', 'league.branch', 'union.base')`
const plantPlaces = `
  insert into organisations_places (realm_id, organisation_id, unit_id, from_on)
  select u.realm_id, b.id, u.id, date '2015-01-01' from organisations_units u
  join organisations b on b.realm_id = u.realm_id and b.id = substr(u.name, 5)::bigint where b.id % 3 <> 0`
const refreshPlaces = `update organisations_units u set places = array(select o.path from organisations_places p
  join organisations o on o.realm_id = p.realm_id and o.id = p.organisation_id where p.realm_id = u.realm_id and p.unit_id = u.id and p.to_on is null)`

async function plant(owner: pg.Client): Promise<number> {
  const { rowCount } = await owner.query(plantUnits)
  await owner.query(plantPlaces)
  await owner.query(refreshPlaces)
  for (const table of ['organisations_units', 'organisations_places']) await owner.query(`vacuum analyze ${table}`)
  return rowCount ?? 0
}

const seconds = (ms: number): Spread => ({ median: ms / 1000, p95: Number.NaN })

/** The rows the page needs, read by one who knows which they are. */
const rawRows = `select organisation_id, measure, n from coverage_stats where realm_id = $1 and organisation_id = any($2::bigint[])`
const rawTop = `select id, public_id, name, kind, line, flags, path, depth from organisations where realm_id = $1 and public_id = $2`
const rawChildren = `select id, public_id, name, kind, flags from organisations where realm_id = $1 and parent_id = $2 and dissolved_on is null order by position, id`
const rawAdditions = `select organisation_id, measure, path, n from coverage_additions where realm_id = $1 and path >= $2 and path < $2 || '~'`

/** The same rates without any of it: units by child, who stands in them, whether alone; and League spots by the rule. */
const counted = `
  with stands as (
    select p.unit_id, o.line, bool_or(not 'joint' = any(o.flags)) as own from organisations_places p
    join organisations o on o.realm_id = p.realm_id and o.id = p.organisation_id and o.dissolved_on is null
    where p.realm_id = $1 and p.to_on is null group by p.unit_id, o.line
  )
  select split_part(u.path, '/', $3) as child, count(*) as units,
    count(*) filter (where party.own) as party_own, count(*) filter (where not party.own) as party_joint,
    count(*) filter (where league.own) as league_own, count(*) filter (where not league.own) as league_joint,
    count(*) filter (where trade.own) as union_own, count(*) filter (where not trade.own) as union_joint,
    count(*) filter (where league.own is null and u.league_members >= 3) as league_missing,
    count(*) filter (where party.own is null and u.full_members >= 3) as party_missing,
    count(*) filter (where trade.own is null and u.staff >= 25) as union_missing
  from organisations_units u
  left join stands party on party.unit_id = u.id and party.line = 'party'
  left join stands league on league.unit_id = u.id and league.line = 'league'
  left join stands trade on trade.unit_id = u.id and trade.line = 'union'
  where u.realm_id = $1 and u.path >= $2 and u.path < $2 || '~' group by 1`

async function pageAt(bench: Bench, at: string, place: Place): Promise<Figure[]> {
  const { world, owner, realm, rounds } = bench
  const actor = await bench.actorAt(place, permissions.view)
  const today = world.clock.today()
  const page = () => reading(world.db, actor, async (tx) =>
    presentOverview(tx, actor, (await organisationByPublicId(tx, realm, place.publicId))!, false, today))
  const raw = async () => {
    const top = await owner.query<{ id: number }>({ name: 'coverage-top', text: rawTop, values: [realm, place.publicId] })
    const children = await owner.query<{ id: number }>({ name: 'coverage-children', text: rawChildren, values: [realm, top.rows[0]!.id] })
    await owner.query({ name: 'coverage-rows', text: rawRows, values: [realm, [place.id, ...children.rows.map((row) => row.id)]] })
    await owner.query({ name: 'coverage-additions', text: rawAdditions, values: [realm, place.path] })
  }
  const base = () => owner.query({ name: 'coverage-counted', text: counted, values: [realm, place.path, place.depth + 1] })
  const { rows } = await base() as unknown as { rows: { units: string, league_missing: string }[] }
  const shown = await page()
  const sum = (name: 'units' | 'league_missing') => rows.reduce((total, row) => total + Number(row[name]), 0)
  if (shown.total.units !== sum('units')) throw new Error(`the page says ${shown.total.units} units, the tables ${sum('units')}`)
  const missing = shown.counts.find((one) => one.code === 'league-missing')?.n ?? 0
  if (missing !== sum('league_missing')) throw new Error(`the page says ${missing} spots, the tables ${sum('league_missing')}`)
  const read = await compared(at, rounds, page, raw, `${shown.rows.length} 行，${shown.total.units} 个单位；裸：只读这些行`)
  const full = await compared(`${at}·对比现数`, Math.ceil(rounds / 20), page, base, '裸：从单位、所在、组织三张表现数')
  const faster = full.raw!.median / full.ours.median
  return [
    { ...read, met: read.ratio! <= 1.5 || read.ours.median <= 10, goal: '≤ 1.5× 或 ≤ 10 ms' },
    { ...full, goal: '快 ≥ 50 倍', met: faster >= 50, detail: `快 ${faster.toFixed(0)} 倍；${full.detail}` },
    { at: `${at}·p95`, ours: { median: read.ours.p95, p95: Number.NaN }, raw: null, unit: 'ms', ratio: null, goal: '≤ 100 ms', detail: '同一页的 p95' },
  ]
}

async function listAt(bench: Bench, at: string, place: Place): Promise<Figure> {
  const { world, owner, realm, rounds } = bench
  const actor = await bench.actorAt(place, permissions.view)
  const filter = { aside: false, today: world.clock.today(), codes: ['league-missing' as const] }
  const ours = () => reading(world.db, actor, async (tx) => (await spotsUnder(tx, realm, place.path, actor.reach, filter, 50)).map(spotOf))
  const text = `select s.*, u.name, u.code, r.name as responsible from (
      select * from coverage_spots where code = 'league-missing' and path >= $1 and path < $1 || '~' and (previous is null or previous < $1)
      order by path, subject, subject_id limit 50) s
    join organisations_units u on u.realm_id = s.realm_id and u.id = s.subject_id join organisations r on r.realm_id = u.realm_id and r.id = u.organisation_id
    order by s.path, s.subject_id`
  const raw = () => owner.query({ name: 'spots', text, values: [place.path] })
  return { ...await compared(`${at}·名单`, rounds, ours, raw, '50 条应建未建，按树的顺序'), goal: '≤ 2× 或 ≤ 10 ms' }
}

/** The branches that a roster of 100,000 rows fills (the import case uses as many), and their unions' units. */
const branchesOfRoster = 4_000

async function drained(bench: Bench): Promise<number> {
  const began = performance.now()
  await drain(bench.world, bench.realm)
  return performance.now() - began
}

/** As after an import of 100,000 members: their branches, and the units their unions stand in, are judged anew. */
async function afterRoster(bench: Bench): Promise<Figure> {
  const { owner } = bench
  const branches = `from organisations where kind in ('party.branch', 'league.branch') order by id limit $1`
  await owner.query(`insert into coverage_outbox (realm_id, subject, subject_id) select realm_id, 'organisation', id ${branches}`, [branchesOfRoster])
  await owner.query(`insert into coverage_outbox (realm_id, subject, subject_id) select realm_id, 'unit', id from organisations_units order by id limit $1`, [branchesOfRoster / 4])
  const took = await drained(bench)
  return {
    at: '导入 10 万人名册后', ours: seconds(took), raw: null, unit: '秒', ratio: null, goal: '≤ 10 秒', met: took <= 10_000,
    detail: `后台重新核对 ${branchesOfRoster} 个支部、${branchesOfRoster / 4} 个单位`,
  }
}

/** As after an import of an employer list: new facts in many units, judged in the background while others read. */
async function recompute(bench: Bench, units: number): Promise<Figure[]> {
  const { world, owner, realm } = bench
  const many = Math.min(100_000, units)
  const actor = await bench.actorAt(bench.places.county, permissions.view)
  const ask = () => reading(world.db, actor, async (tx) =>
    presentOverview(tx, actor, (await organisationByPublicId(tx, realm, bench.places.county.publicId))!, false, world.clock.today()))
  const idle = await alone(bench.rounds, async () => {
    await ask()
    await sleep(10)
  }).then(({ median, p95 }) => ({ median: median - 10, p95: p95 - 10 }))
  await owner.query(`update organisations_units set league_members = (coalesce(league_members, 1) + 2) % 7 where id in (select id from organisations_units order by id limit $1)`, [many])
  await owner.query('vacuum organisations_units')
  const { rows } = await owner.query<{ id: string }>('select id from organisations_units order by id limit $1', [many])
  await within(world.db, everywhere(realm), (tx) => queue(tx, realm, 'unit', rows.map((row) => Number(row.id))))
  const samples: number[] = []
  let going = true
  const asking = (async () => {
    while (going) {
      const began = performance.now()
      await ask()
      samples.push(performance.now() - began)
      await sleep(10)
    }
  })()
  const took = await drained(bench)
  going = false
  await asking
  const busy = spreadOf(samples)
  return [
    { at: `${many} 个单位变动后`, ours: seconds(took), raw: null, unit: '秒', ratio: null, goal: null, detail: `每个单位的团员数都变了；每秒 ${Math.round((many * 1000) / took)} 个` },
    { at: '同时的另一个请求', ours: busy, raw: idle, unit: 'ms', ratio: busy.median / idle.median, goal: '≤ 2×', detail: '县的覆盖页，与核对在同一个进程里；“裸”是没有核对时' },
  ]
}

export const benchCase: BenchCase = {
  name: 'coverage',
  words: '组织覆盖',
  goal: null,
  async run(bench) {
    const { world, owner, realm } = bench
    const units = await plant(owner)
    await within(world.db, everywhere(realm), (tx) => settleUnder(tx, world, realm, bench.places.nation.path))
    await owner.query(`insert into coverage_outbox (realm_id, subject, subject_id) select realm_id, 'unit', id from organisations_units`)
    await owner.query(`insert into coverage_outbox (realm_id, subject, subject_id) select realm_id, 'organisation', id from organisations
      where kind in ('party.branch', 'league.branch')`)
    const began = performance.now()
    const judged = await drain(world, realm)
    const first = performance.now() - began
    await owner.query('vacuum analyze')
    const figures: Figure[] = [{
      at: '第一次全部核对', ours: seconds(first), raw: null, unit: '秒', ratio: null, goal: null, detail: `${units} 个单位和全部支部，共 ${judged} 个`,
    }]
    for (const [at, place] of [['全国', bench.places.nation], ['省', bench.places.province]] as const) {
      figures.push(...(await pageAt(bench, at, place)), await listAt(bench, at, place))
    }
    return [...figures, await afterRoster(bench), ...(await recompute(bench, units))]
  },
}
