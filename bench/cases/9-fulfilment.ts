import pg from 'pg'
import { fixedClock } from '#base/clock.ts'
import { addMonths, type Day } from '#base/day.ts'
import { newId } from '#base/id.ts'
import { everywhere, reading, within } from '#database/scope.ts'
import { national } from '#regulations/packs/national.ts'
import { settle } from '#obligations/actions.ts'
import { permissions } from '#obligations/contract.ts'
import type { Duty } from '#obligations/duty.ts'
import { slotsDue } from '#obligations/fulfilment.ts'
import { carrySums, remind } from '#obligations/jobs.ts'
import { presentFulfilment } from '#obligations/present-fulfilment.ts'
import type { Bench, BenchCase, Figure, Spread } from '../case.ts'
import type { Place } from '../load/places.ts'
import { compared, interleaved } from '../measure.ts'

/** Twenty duties by the rules that say how often; where there are fewer, some twice. */
const rules = national.rules.filter((rule) => rule.every !== undefined).map(({ id }) => id)
const duties: Duty[] = Array.from({ length: 20 }, (_, i) => {
  const rule = rules[i % rules.length]!
  return { id: `bench.${i}`, words: rule, rule, verb: '登记', address: () => '/' }
})

const plantSubjects = `
  insert into obligations_subjects (realm_id, organisation_id, from_on, path, name, kind, line, flags, sector, members)
  select o.realm_id, o.public_id, o.founded_on, o.path, o.name, o.kind, o.line,
    o.flags || case when o.id % 3 = 0 then array['with-committee'] else '{}'::text[] end, o.sector, 10 from organisations o on conflict do nothing`
const plantChanges = `insert into obligations_changes (realm_id, path, facts, begins, ends, gone, known, n)
  select c.* from obligations_subjects s cross join lateral obligations_crowd_of(s, 1) c`
/** What would stand there after a year's work: at every node of the upper four levels, for every duty and period. */
const plantTallies = `insert into obligations_tallies (realm_id, path, duty, period_from, met, late, waived)
  select distinct $1::bigint, n.path, s.duty, s.period_from, 5, 1, 0
  from organisations n cross join unnest($2::text[], $3::date[]) s(duty, period_from)
  where n.realm_id = $1 and n.depth <= 4 on conflict do nothing`

async function plant({ owner, realm, world, say }: Bench, year: { from: Day; to: Day }): Promise<void> {
  await owner.query(plantSubjects)
  await owner.query(plantChanges)
  const slots = slotsDue(national.rules, duties, year)
  await owner.query(plantTallies, [realm, slots.map(({ duty }) => duty.id), slots.map(({ period }) => period.from)])
  const began = performance.now()
  await carrySums(world, realm)
  say(`情况汇总到各级：${((performance.now() - began) / 1000).toFixed(1)} 秒`)
  for (const table of ['subjects', 'crowds', 'tallies', 'changes']) await owner.query(`vacuum analyze obligations_${table}`)
}

const rawChildren = `select distinct on (organisation_id) organisation_id, name, path, kind from obligations_subjects
  where realm_id = $1 and above = $2 order by organisation_id, from_on desc`
const rawCrowds = `select path, facts, begins, ends, gone, known, n from obligations_crowds where realm_id = $1 and path = any($2::text[])`
const rawTallies = `select path, duty, period_from, met, late, waived from obligations_tallies
  where realm_id = $1 and path = any($2::text[]) and period_from >= $3 and period_from < $4`

async function pageAt(bench: Bench, at: string, place: Place, year: { from: Day; to: Day }): Promise<Figure[]> {
  const { world, owner, realm, rounds } = bench
  const actor = await bench.actorAt(place, permissions.view)
  const today = world.clock.today()
  const wish = { organisation: place.publicId, ...year }
  const page = () => reading(world.db, actor, (tx) => presentFulfilment(tx, realm, duties, wish, today))
  const wide = addMonths(year.from, -12)
  const raw = async () => {
    const children = await owner.query<{ path: string }>({ name: 'fulfilment-children', text: rawChildren, values: [realm, place.path] })
    const paths = children.rows.map(({ path }) => path)
    await owner.query({ name: 'fulfilment-crowds', text: rawCrowds, values: [realm, paths] })
    await owner.query({ name: 'fulfilment-tallies', text: rawTallies, values: [realm, paths, wide, year.to] })
  }
  const shown = await page()
  const detail = `${shown.rows.length} 个下级，应办 ${shown.total.owed} 件，${shown.duties.length} 种；裸：只读这些行`
  const read = await compared(at, rounds, page, raw, detail)
  return [
    { ...read, met: read.ratio! <= 1.5, goal: '≤ 1.5×' },
    { at: `${at}·p95`, ours: { median: read.ours.p95, p95: Number.NaN }, raw: null, unit: 'ms', ratio: null, met: read.ours.p95 <= 100, goal: '≤ 100 ms', detail: '同一页的 p95' },
  ]
}

/** What `settle` sends, sent by one who knows what comes back. */
const statements = [
  'select * from obligations_subjects where realm_id = $1 and organisation_id = $2 order by from_on for update',
  `select * from regulations_settings where realm_id = $1 and starts_with((select path from obligations_subjects where realm_id = $1 and organisation_id = $2 limit 1), path)`,
  `select occurred_on from obligations_fulfilments where realm_id = $1 and organisation_id = $2 and duty = 'bench.raw' and period_from = '2026-11-01'
   union all select null from obligations_waivers where realm_id = $1 and organisation_id = $2 and duty = 'bench.raw' and period_from = '2026-11-01'`,
  `insert into obligations_fulfilments (realm_id, organisation_id, path, duty, period_from, period_to, times, occurred_on, recorded_at, ref_kind, ref_id)
   select $1, $2, path, 'bench.raw', '2026-11-01', '2026-12-01', 1, '2026-11-10', now(), 'bench', app_uuidv7() from obligations_subjects
   where realm_id = $1 and organisation_id = $2 limit 1`,
  `insert into obligations_changes (realm_id, path, duty, period_from, met) select $1, path, 'bench.raw', '2026-11-01', 1
   from obligations_subjects where realm_id = $1 and organisation_id = $2 limit 1`,
]

async function settling(bench: Bench): Promise<Figure> {
  const { world, urls, owner, realm, rounds } = bench
  const duty: Duty = { ...duties[0]!, id: 'bench.settled', rule: 'party.branch.party-day' }
  const branches = (await owner.query<{ id: string }>(`select organisation_id as id from obligations_subjects where kind = 'party.branch' order by path limit 4000`)).rows.map(({ id }) => id)
  const client = new pg.Client({ connectionString: urls.owner })
  await client.connect()
  let turn = 0
  const next = () => branches[turn++ % branches.length]!
  const ours = () => within(world.db, everywhere(realm), (tx) =>
    settle(tx, world, realm, { duty, organisationId: next(), occurredOn: '2026-11-10', ref: { kind: 'bench', id: newId() } }))
  const raw = async () => {
    const id = next()
    await client.query('begin')
    for (const [i, text] of statements.entries()) await client.query({ name: `settle-${i}`, text, values: [realm, id] })
    await client.query('commit')
  }
  try {
    const { ours: mine, raw: bare } = await interleaved(rounds, ours, raw)
    const share = bare.median / mine.median
    return { at: '办成一件', ours: mine, raw: bare, unit: 'ms', ratio: mine.median / bare.median, met: share >= 0.6, goal: '≥ 60 % 的裸速', detail: `${(share * 100).toFixed(0)} %；裸：同样的语句` }
  } finally {
    await client.end()
  }
}

/** Everybody reminded for the first time: two accounts in three thousand branches hear of it. */
async function reminding({ world, realm, size }: Bench): Promise<Figure[]> {
  const endOfMonth = { ...world, clock: fixedClock('2026-12-28T02:00:00Z') }
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let peak = before
  const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage().rss) }, 50)
  const once = async () => {
    const began = performance.now()
    const n = await remind(endOfMonth, realm, duties)
    return { n, seconds: (performance.now() - began) / 1000 }
  }
  const first = await once()
  const again = await once()
  clearInterval(watch)
  const seconds = (n: number): Spread => ({ median: n, p95: Number.NaN })
  return [
    { at: '提醒一遍', ours: seconds(first.seconds), raw: null, unit: '秒', ratio: null, met: first.seconds <= 60, goal: '≤ 60 秒', detail: `${size.organisations} 个组织，提醒 ${first.n} 次；再跑一遍 ${again.seconds.toFixed(1)} 秒、提醒 ${again.n} 次` },
    { at: '提醒时的内存', ours: seconds(peak / 1024 / 1024), raw: null, unit: 'MiB', ratio: null, met: peak <= 512 * 1024 * 1024, goal: '≤ 512 MiB', detail: `整个测量进程的最高值；开始前 ${(before / 1024 / 1024).toFixed(0)} MiB` },
  ]
}

export const benchCase: BenchCase = {
  name: 'fulfilment',
  words: '履行情况',
  goal: null,
  async run(bench) {
    const year = { from: '2026-01-01', to: '2027-01-01' }
    await plant(bench, year)
    const { nation, province, county } = bench.places
    return [
      ...(await pageAt(bench, '全国', nation, year)), ...(await pageAt(bench, '省', province, year)), ...(await pageAt(bench, '县', county, year)),
      await settling(bench), ...(await reminding(bench)),
    ]
  },
}
