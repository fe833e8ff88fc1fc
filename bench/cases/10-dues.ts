import { setTimeout as sleep } from 'node:timers/promises'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Day } from '#base/day.ts'
import { newId } from '#base/id.ts'
import { place as sealedAt, seal } from '#base/seal.ts'
import { everywhere, within } from '#database/scope.ts'
import { readInWorker } from '#exchange/read/in-worker.ts'
import { assessMonth } from '#dues/actions/month.ts'
import { permissions } from '#dues/contract.ts'
import { linesOf } from '#dues/statement/actions/reading.ts'
import { termsOf } from '#dues/store/worksheets.ts'
import type { Bench, BenchCase, Figure, Spread } from '../case.ts'
import { copyInto } from '../load/copy.ts'
import { spreadOf } from '../measure.ts'
import { signedIn, startServer, type Server } from '../processes/start.ts'

const once = (value: number): Spread => ({ median: value, p95: Number.NaN })
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} 秒`
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

interface Payer {
  person: string
  name: string
  organisation: string
  path: string
}

const payersSql = `select p.public_id as person, p.name, o.public_id as organisation, m.path from people_memberships m
  join people_persons p on p.realm_id = m.realm_id and p.id = m.person_id join organisations o on o.realm_id = m.realm_id and o.id = m.organisation_id
  where m.line = 'party' and m.to_on is null and m.status in ('full', 'probationary') and o.kind = 'party.branch' order by m.id limit $1`

/** As many bases as a country has; each sealed by itself, as the product keeps them. */
const baseOf = (at: number): number => 200_000 + ((at * 7_919) % 12_000) * 100
const worksheetColumns = 'realm_id, public_id, person_id, line, organisation_id, path, from_month, payer, slip, sealed, made_on, terms'

async function plant({ owner, urls, realm, world: { keys }, say }: Bench, most: number, from: Day): Promise<Payer[]> {
  const { rows } = await owner.query<Payer>(payersSql, [most])
  const copy = await copyInto(urls.owner, 'dues_worksheets', worksheetColumns)
  for (const [at, { person, organisation, path }] of rows.entries()) {
    const [publicId, items] = [newId(), [{ item: 'agreed' as const, fen: baseOf(at) }]]
    const sealed = seal(keys, sealedAt('dues_worksheets', 'sealed', publicId), JSON.stringify(items))
    const terms = termsOf(keys, { line: 'party', payer: 'salaried', slip: 'agreed', items })
    await copy.row([realm, publicId, person, 'party', organisation, path, from, 'salaried', 'agreed', sealed, from, terms])
  }
  await copy.end()
  await owner.query('vacuum analyze dues_worksheets')
  say(`交纳人 ${rows.length}`)
  return rows
}

// A month of a realm --------------------------------------------------------------------------------------------------------

async function assessing(bench: Bench, month: string, n: number): Promise<Figure> {
  const { owner, realm, world } = bench
  let written = 0
  const ours = await timed(() => within(world.db, everywhere(realm), async (tx) => { written = await assessMonth(tx, world, realm, 'party', month) }))
  if (written < n * 0.95) throw new Error(`of ${n} payers only ${written} were reckoned`)
  await owner.query('create table bench_charges (like dues_charges including all)')
  const raw = await timed(() => owner.query('insert into bench_charges select * from dues_charges'))
  await owner.query('drop table bench_charges')
  return {
    at: `核定一个月 ${written} 人`, ours: once(ours / 1000), raw: once(raw / 1000), unit: '秒', ratio: ours / raw, goal: '≤ 1.3×', met: ours / raw <= 1.3,
    detail: '按规定算出每人应交并记下；裸：同样的行、键和索引，一条 INSERT … SELECT',
  }
}

// One payment ---------------------------------------------------------------------------------------------------------------

const clients = 8

/** The statements that one payment writes, sent by whoever knows all answers beforehand. */
const statements = (payment: { body: Payer; person: string; receipt: string; no: number; day: Day; month: Day; fen: number }): [string, unknown[]][] => {
  const { body: { organisation, path }, person, receipt, no, day, month, fen } = payment
  const year = Number(day.slice(0, 4))
  return [
    ['select * from organisations where realm_id = 1 and public_id = $1', [organisation]],
    [`insert into dues_books (realm_id, organisation_id, path, year) values (1, $1, $2, $3) on conflict (realm_id, organisation_id, year) do update set path = excluded.path returning last`, [organisation, path, year]],
    ['update dues_books set last = last + 1 where realm_id = 1 and organisation_id = $1 and year = $2', [organisation, year]],
    ['select p.public_id, p.name, m.status from people_persons p join people_memberships m on m.realm_id = p.realm_id and m.person_id = p.id where p.realm_id = 1 and p.public_id = $1', [person]],
    ['select * from dues_worksheets where realm_id = 1 and person_id = $1 and line = \'party\' and from_month <= $2 order by from_month desc, id desc limit 1', [person, month]],
    ['select * from dues_arrangements where realm_id = 1 and person_id = $1 and line = \'party\'', [person]],
    ['select * from dues_charges where realm_id = 1 and person_id = $1 and line = \'party\' and month = $2', [person, month]],
    ['select * from dues_paid where realm_id = 1 and person_id = $1 and line = \'party\' and month = $2', [person, month]],
    ['select closed from dues_closings where realm_id = 1 and organisation_id = $1 and month = $2 order by id desc limit 1', [organisation, month]],
    [`insert into dues_receipts (realm_id, public_id, organisation_id, path, person_id, line, year, number, code, way, paid_on, fen, collector, recorded_at)
      values (1, $1, $2, $3, $4, 'party', $5, $6, 'A1B2C3D4', 'cash', $7, $8, '测量员', now())`, [receipt, organisation, path, person, year, no, day, fen]],
    [`insert into dues_payments (realm_id, receipt_id, organisation_id, path, person_id, line, kind, month, fen) values (1, $1, $2, $3, $4, 'party', 'month', $5, $6)`, [receipt, organisation, path, person, month, fen]],
    [`insert into dues_charges (realm_id, person_id, line, month, organisation_id, path, state, fen, rules) values (1, $1, 'party', $2, $3, $4, 'owed', $5, '{party.dues.salaried.band-1}') on conflict do nothing`, [person, month, organisation, path, fen]],
    [`insert into dues_paid (realm_id, person_id, line, month, organisation_id, path, receipt_id, paid_on) values (1, $1, 'party', $2, $3, $4, $5, $6)`, [person, month, organisation, path, receipt, day]],
    ['select max(recorded_at) from ledger_entries where realm_id = 1', []],
    [`insert into ledger_entries (realm_id, act_id, kind, ref_kind, ref_id, revision, occurred_on, recorded_at, account_id, doer_name, doer_post, doer_seat, path, body, leaf_hash)
      values (1, $1, 'dues.collect', 'dues-receipt', $1, 1, $2, clock_timestamp(), 1, '测量员', '测量', $1, $3, $4, $5) returning id`, [receipt, day, path, Buffer.alloc(260, 1), Buffer.alloc(32, 2)]],
    [`insert into ledger_secrets (realm_id, entry_id, salt, payload) select 1, id, $2, $3 from ledger_entries where realm_id = 1 and act_id = $1`, [receipt, Buffer.alloc(32, 3), Buffer.alloc(420, 4)]],
    [`insert into ledger_queue (realm_id, entry_id) select 1, id from ledger_entries where realm_id = 1 and act_id = $1`, [receipt]],
    [`insert into ledger_touches (realm_id, ref_kind, ref_id, entry_id) select 1, 'dues-receipt', $1, id from ledger_entries where realm_id = 1 and act_id = $1`, [receipt]],
    [`insert into ledger_answers (realm_id, act_id, account_id, digest, answer) values (1, $1, 1, $2, '{}')`, [receipt, Buffer.alloc(32, 5)]],
  ]
}

/** Eight at once, each taking the next job; answers the seconds of all and of each. */
async function atOnce<T>(jobs: readonly T[], work: (job: T, client: number) => Promise<void>): Promise<{ all: number; each: Spread }> {
  const samples: number[] = []
  let next = 0
  const all = await timed(() => Promise.all(Array.from({ length: clients }, async (_, client) => {
    while (next < jobs.length) {
      const job = jobs[next++]!
      samples.push(await timed(() => work(job, client)))
    }
  })))
  return { all, each: spreadOf(samples) }
}

async function paying(bench: Bench, server: Server, payers: readonly Payer[], day: Day): Promise<Figure> {
  const month = `${day.slice(0, 7)}-01`
  const { province } = bench.places
  const headers = await signedIn(bench.world, await bench.actorAt(province, permissions.collect))
  const most = Math.min(4_000, bench.rounds * 20)
  const mine = payers.filter(({ path }) => path.startsWith(province.path)).slice(0, most * 2)
  const [first, second] = [mine.slice(0, mine.length >> 1), mine.slice(mine.length >> 1)]
  const owed = new Map((await bench.owner.query<{ person: string; fen: string }>('select person_id as person, fen from dues_charges')).rows.map(({ person, fen }) => [person, Number(fen)]))
  const jobs = first.map((one) => ({ one, fen: owed.get(one.person) ?? 0 }))
  const ours = await atOnce(jobs, async ({ one, fen }) => {
    const input = { act: newId(), months: [month.slice(0, 7)], fen, way: 'cash', paidOn: day }
    const { status, body } = await server.post(`/api/v1/organisations/${one.organisation}/dues/payers/${one.person}/collect`, input, headers)
    if (status !== 200) throw new Error(`a payment was answered ${status}: ${body}`)
  })
  const connections = await Promise.all(Array.from({ length: clients }, async () => {
    const client = new pg.Client({ connectionString: bench.urls.owner })
    await client.connect()
    return client
  }))
  const raw = await atOnce(second.map((body, at) => ({ body, person: body.person, receipt: newId(), no: 100_000 + at, day, month, fen: owed.get(body.person) ?? 0 })), async (payment, at) => {
    const client = connections[at]!
    await client.query('begin')
    for (const [no, [text, values]] of statements(payment).entries()) await client.query({ name: `dues-${no}`, text, values })
    await client.query('commit')
  })
  for (const client of connections) await client.end()
  const [rate, bare] = [first.length / ours.all, second.length / raw.all]
  return {
    at: '收一笔·8 人同时', ours: ours.each, raw: raw.each, unit: 'ms', ratio: ours.each.median / raw.each.median, goal: '≥ 60 % 的裸速', met: rate / bare >= 0.6,
    detail: `每秒 ${Math.round(rate * 1000)} 笔，裸 ${Math.round(bare * 1000)} 笔，${Math.round((rate / bare) * 100)} %；整个请求：会话、权限、规定、收据、台账；裸：同样的语句`,
  }
}

// A statement ---------------------------------------------------------------------------------------------------------------

/** What a platform exports for a large account: most lines plain, some doubtful, some nobody's. */
function statementOf(payers: readonly Payer[], owed: ReadonlyMap<string, number>, n: number, day: Day): string {
  const rows = Array.from({ length: n }, (_, at) => {
    const payer = payers[at % payers.length]!
    const fen = (owed.get(payer.person) ?? 100) + (at % 50 === 0 ? 100 : 0)
    const name = at % 37 === 0 ? '过路人' : payer.name
    return `${day},T${String(at).padStart(8, '0')},${(fen / 100).toFixed(2)},,${name},62170000${String(at % 10_000).padStart(4, '0')},${at % 3 === 0 ? '党费' : ''}`
  })
  return ['收款账户交易明细', '交易日期,交易流水号,收入金额,支出金额,对方户名,对方账号,附言', ...rows].join('\r\n')
}

/** The generator repeats its names far more often than people do: those that only one payer has come first. */
function clearlyNamed(payers: readonly Payer[]): Payer[] {
  const times = new Map<string, number>()
  for (const { name } of payers) times.set(name, (times.get(name) ?? 0) + 1)
  return payers.toSorted((a, b) => times.get(a.name)! - times.get(b.name)!)
}

async function parseAndCopy(bench: Bench, file: string, n: number, day: Day): Promise<{ parse: number; copy: number }> {
  let read = 0
  const parse = await timed(async () => { for await (const rows of readInWorker(file)) read += rows.length })
  if (read < n) throw new Error(`${read} rows were read of ${n}`)
  await bench.owner.query('create table bench_lines (like dues_statement_lines including all)')
  const rows = linesOf(bench.world.keys, 'bench', Array.from({ length: n }, (_, at) =>
    ({ row: at, day, moment: day, fen: 7_650, name: '测量人', account: '621700001234', remark: '党费', serial: `T${at}` })))
  const ids = [newId(), newId()] as const
  const copy = await timed(async () => {
    const into = await copyInto(bench.urls.owner, 'bench_lines', 'realm_id, id, statement_id, organisation_id, path, row, paid_on, fen, name, tail, remark, part, reason, facts, choices')
    const choices = JSON.stringify([{ person: ids[0], organisation: ids[1], months: [day.slice(0, 7)], extra: 0 }])
    for (const { id, row, paidOn, fen, name, tail, remark } of rows) {
      await into.row([1, id, ids[0], ids[1], '1/', row, paidOn, fen, name, tail, remark, 'sure', 'name', '{"months":"2026年11月"}', choices])
    }
    await into.end()
  })
  await bench.owner.query('drop table bench_lines')
  return { parse, copy }
}

async function importing(bench: Bench, server: Server, payers: readonly Payer[], owed: ReadonlyMap<string, number>, folder: string, day: Day): Promise<Figure> {
  const { nation } = bench.places
  const n = Math.min(100_000, Math.max(400, payers.length))
  const text = statementOf(clearlyNamed(payers), owed, n, day)
  const file = join(folder, 'statement.csv')
  await writeFile(file, text)
  const raw = await parseAndCopy(bench, file, n, day)
  const headers = await signedIn(bench.world, await bench.actorAt(nation, permissions.collect))
  const began = performance.now()
  const asked = <T>({ status, body }: { status: number; body: string }): T => {
    if (status !== 200) throw new Error(`the statement was answered ${status}: ${body}`)
    return JSON.parse(body) as T
  }
  interface View { id: string; state: string; fault: string | null; parts: Record<string, { n: number }> }
  let view = asked<View>(await server.upload(`/api/v1/organisations/${nation.publicId}/dues/statements`, '对账单.csv', Buffer.from(text), headers))
  while (view.state === 'reading') {
    await sleep(50)
    view = asked<View>(await server.get(`/api/v1/dues/statements/${view.id}`, headers))
  }
  const ours = performance.now() - began
  if (view.state !== 'ready') throw new Error(`the statement came to ${view.state}: ${view.fault}`)
  const parts = Object.entries(view.parts).map(([part, { n: of }]) => `${part} ${of}`).join('、')
  const theirs = raw.parse + raw.copy
  return {
    at: `对账单 ${n} 行`, ours: once(ours / 1000), raw: once(theirs / 1000), unit: '秒', ratio: ours / theirs, goal: '≤ 3×', met: ours / theirs <= 3,
    detail: `上传、读、逐笔认人、存好待确认（${parts}）；裸：读 ${seconds(raw.parse)}、COPY ${seconds(raw.copy)}`,
  }
}

export const benchCase: BenchCase = {
  name: 'dues',
  words: '党费',
  goal: null,
  async run(bench) {
    const today = bench.world.clock.today()
    const month = today.slice(0, 7)
    const payers = await plant(bench, 1_000_000, `${today.slice(0, 4)}-01-01`)
    const assessed = await assessing(bench, month, payers.length)
    const owed = new Map((await bench.owner.query<{ person: string; fen: string }>('select person_id as person, fen from dues_charges')).rows.map(({ person, fen }) => [person, Number(fen)]))
    const server = await startServer('ours', bench)
    const folder = await mkdtemp(join(tmpdir(), 'tongxin-bench-dues-'))
    try {
      return [assessed, await paying(bench, server, payers, today), await importing(bench, server, payers, owed, folder, today)]
    } finally {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    }
  },
}
