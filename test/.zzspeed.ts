import { monitorEventLoopDelay } from 'node:perf_hooks'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { pipeline } from 'node:stream/promises'
import { fixedClock } from '#base/clock.ts'
import { openPool } from '#database/pools.ts'
import { appRole, urlAs } from '#database/roles.ts'
import { readInWorker } from '#exchange/read/in-worker.ts'
import { rosters } from '#people/exchange/kinds.ts'
import { everywhere, within } from '#database/scope.ts'
import { insertOrganisation, organisationByPublicId } from '#organisations/store/organisations.ts'
import { newId } from '#base/id.ts'
import { commit, deskAt, undo, upload } from './desk.ts'
import { messyRoster } from './make-sheets.ts'
import { openOffice } from './office.ts'
import { throwAwayServer } from './throw-away.ts'
import { prepareTemplate, testPasswords } from './template.ts'
import { once, urlOfDatabase } from './cluster.ts'

const times = new Map<string, { n: number; ms: number }>()
const original = pg.Client.prototype.query
;(pg.Client.prototype as any).query = function (this: unknown, ...args: any[]) {
  const text = String(typeof args[0] === 'string' ? args[0] : args[0]?.text).replace(/\s+/g, ' ').slice(0, 80)
  const a = performance.now()
  const out = (original as any).apply(this, args)
  const add = () => { const t = times.get(text) ?? { n: 0, ms: 0 }; t.n++; t.ms += performance.now() - a; times.set(text, t) }
  if (out?.then) out.then(add, add)
  return out
}
const report = () => { for (const [text, t] of [...times].sort((a, b) => b[1].ms - a[1].ms).slice(0, 6)) console.info('   ', t.n, Math.round(t.ms), text); times.clear() }

const server = await throwAwayServer()
await once(server.superuserUrl, 'create database zz')
const url = urlOfDatabase(server.superuserUrl, 'zz')
await prepareTemplate(url)
const pool = openPool(urlAs(url, appRole, testPasswords.app), 6, () => undefined)
const dataDir = mkdtempSync('/tmp/xch/data-')
const world: any = { db: pool.db, pool: pool.raw, clock: fixedClock('2026-11-23T02:00:00Z'), keys: { current: 'k1', byId: { k1: randomBytes(32) }, hash: randomBytes(32) }, log: console, dataDir, tell: async () => {} }
const n = Number(process.env.N ?? 100_000)
const branches = Array.from({ length: 2000 }, (_, i) => `中共永宁街道第${i + 1}支部委员会`)
const office = await openOffice(world)
await within(world.db, everywhere(office.realm), async (tx) => {
  const top = (await organisationByPublicId(tx, office.realm, office.top))!
  for (const name of branches) await insertOrganisation(tx, { realm: office.realm, publicId: newId(), kind: 'party.branch', line: 'party', name, code: null, parent: top, foundedOn: '2000-01-01', flags: [], sector: null })
})
times.clear()
const file = `/tmp/xch/r${n}.xlsx`
if (!existsSync(file)) writeFileSync(file, (await messyRoster({ rows: n, branches, faults: false })).bytes)
const lap = async <T>(what: string, work: () => Promise<T>) => {
  globalThis.gc?.()
  const lag = monitorEventLoopDelay({ resolution: 5 }); lag.enable()
  let peak = 0; let at: any; const timer = setInterval(() => { const r = process.memoryUsage.rss(); if (r > peak) { peak = r; at = process.memoryUsage() } }, 20)
  const cpu = process.cpuUsage()
  const a = performance.now(); const v = await work(); clearInterval(timer); lag.disable()
  const used = process.cpuUsage(cpu)
  console.info(what, Math.round(performance.now() - a), 'ms  cpu', Math.round((used.user + used.system) / 1000), 'lag max', Math.round(lag.max / 1e6), 'p99', Math.round(lag.percentile(99) / 1e6), 'rss', Math.round(peak / 1e6), at && Object.entries(at).map(([k, v]) => `${k} ${Math.round((v as number) / 1e6)}`).join(' '))
  report()
  return v
}
await lap('parse', async () => { let k = 0; for await (const rows of readInWorker(file)) k += rows.length })
const desk = await deskAt(world, office, rosters)
const bytes = readFileSync(file)
const batch = await lap('check', () => upload(desk, office.top, { name: 'r.xlsx', bytes, kind: 'people.party-roster' }))
console.info(batch.state, batch.fault, JSON.stringify(batch.counts))
console.info(JSON.stringify(await lap('commit', () => commit(desk, batch.public_id, true))))
if (!process.env.SHORT) {
  const again = await lap('check again', () => upload(desk, office.top, { name: 'r.xlsx', bytes }))
  console.info(again.state, JSON.stringify(again.counts))
  // COPY of finished rows into tables of the same shape, as the app role could not
  const client = new pg.Client({ connectionString: url }); await client.connect()
  for (const table of ['people_persons', 'people_memberships', 'people_statuses']) {
    await client.query(`create table c_${table} (like ${table} including all)`)
    await client.query(`copy (select * from ${table}) to '/dev/shm/${table}.copy'`).catch((e) => console.info(e.message))
  }
  await client.query(`alter table c_people_memberships add foreign key (realm_id, person_id) references c_people_persons (realm_id, id); alter table c_people_statuses add foreign key (realm_id, membership_id) references c_people_memberships (realm_id, id)`)
  await lap('copy', async () => { for (const table of ['people_persons', 'people_memberships', 'people_statuses']) await client.query(`copy c_${table} from '/dev/shm/${table}.copy'`) })
  await client.end()
  console.info(await lap('undo', () => undo(desk, batch.public_id)))
}
await pool.close()
await server.stop()
rmSync(dataDir, { recursive: true })
