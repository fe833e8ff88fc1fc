import { isDeepStrictEqual } from 'node:util'
import { seeded, type Seeded } from '#base/seeded.ts'
import { newId } from '#base/id.ts'
import { openPool } from '#database/pools.ts'
import { appRole, urlAs } from '#database/roles.ts'
import { change, register } from '#people/contract.ts'
import { registerUnit } from '#organisations/contract.ts'
import { httpServer } from '#app/server/http.ts'
import { once } from '../cluster.ts'
import { openOffice } from '../office.ts'
import type { Client } from '../serving.ts'
import { testPasswords } from '../template.ts'
import type { TestWorld } from '../world.ts'
import { startProxy, type Fate, type Proxy } from './proxy.ts'
import type { Asked } from './writers.ts'

export interface Cuts {
  /** acts whose COMMIT was cut, by the way it was */
  cut: Record<Exclude<Fate, 'pass'>, number>
  /** of them: done already when asked again */
  kept: number
  /** not 503 with its sentence, or another answer than the right one */
  wrong: string[]
  /** connections to the database at the end, and the most a pool may hold */
  connections: number
  pool: number
}

const pool = 4

/** So many acts whose connection is cut exactly at COMMIT, then asked again with the same id. */
export async function cutCommits(world: TestWorld, times: number, seed: string): Promise<Cuts> {
  const chance = seeded(seed)
  const proxy = await startProxy(Number(new URL(world.superuserUrl).port))
  const through = openPool(proxy.through(urlAs(world.superuserUrl, appRole, testPasswords.app)), pool, () => undefined)
  const log = { ...world.log, error: () => undefined }
  const office = await openOffice(world)
  const branch = await office.found('party.branch', '断线支部', office.top)
  const app = await httpServer({ world: { ...world, db: through.db, log }, secureCookie: true, trustProxy: false })
  try {
    const client = await office.as(app, 'party.local-committee.secretary', office.top)
    const found: Cuts = { cut: { 'cut before': 0, 'cut after': 0, 'cut with': 0 }, kept: 0, wrong: [], connections: 0, pool }
    const person = { id: '', version: 1 }
    person.id = (await client.call(register, registration(branch, '断线人'))).id
    for (let n = 0; n < times; n++) await oneCut({ world, client, proxy, chance, found }, nextAct(chance, { top: office.top, branch, person, n }), person)
    found.connections = proxy.connections()
    return found
  } finally {
    await app.close()
    await through.close()
    proxy.close()
  }
}

const registration = (organisation: string, name: string) =>
  ({ act: newId(), organisation, name, status: 'full', joinedOn: '2015-07-01', on: '2015-07-01' })

interface Known {
  top: string
  branch: string
  person: { id: string; version: number }
  n: number
}

function nextAct(chance: Seeded, { top, branch, person, n }: Known): Asked {
  const which = chance.whole(0, 2)
  if (which === 0) return { endpoint: registerUnit, input: { act: newId(), responsible: top, name: `断线店${n}`, kind: 'enterprise', sector: 'private-enterprise' } }
  if (which === 1) return { endpoint: register, input: registration(branch, `断线人${String.fromCodePoint(0x4e00 + n)}`) }
  return { endpoint: change, input: { act: newId(), id: person.id, version: person.version, changes: { job: `第${n}任` } } }
}

interface Bench {
  world: TestWorld
  client: Client
  proxy: Proxy
  chance: Seeded
  found: Cuts
}

async function oneCut({ world, client, proxy, chance, found }: Bench, { endpoint, input }: Asked, person: Known['person']): Promise<void> {
  const fate = chance.pick(['cut before', 'cut after', 'cut with'] as const)
  let left = 1
  proxy.onCommit(() => (left-- > 0 ? fate : 'pass'))
  const complain = (what: string, told: unknown) => found.wrong.push(`${endpoint.name}, ${fate}: ${what} ${JSON.stringify(told)}`)
  const first = await client.send(endpoint, input)
  const problem = JSON.parse(first.body) as { code?: string; detail?: string }
  if (first.status !== 503 || problem.code !== 'server.database-away' || !problem.detail?.includes('再试一次')) complain('was answered', first)
  found.cut[fate]++
  // While the first may still be on its way, as an impatient person does
  const [second, third] = [await client.send(endpoint, input), await client.send(endpoint, input)]
  const entries = (await once(world.superuserUrl, `select xmin::text from ledger_entries where act_id = '${input.act}'`)).rowCount
  if (second.status !== 200) complain('asked again was answered', second)
  if (entries !== 1) complain('stands in the ledger so many times:', entries)
  if (third.status !== 200 || !isDeepStrictEqual(JSON.parse(second.body), JSON.parse(third.body))) complain('had two answers', [second, third])
  if (fate === 'cut after') found.kept++
  if (endpoint === change) person.version = (JSON.parse(third.body) as { version: number }).version
}

/** Whether each act made exactly one thing: units and people by name, the person's version by count. */
export async function effectsOf(world: TestWorld, table: 'organisations_units' | 'people_persons', prefix: string): Promise<{ rows: number; names: number }> {
  const { rows } = await once(world.superuserUrl, `select count(*)::int as rows, count(distinct name)::int as names from ${table} where name like '${prefix}%'`)
  return rows[0] as { rows: number; names: number }
}
