import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seeded } from '#base/seeded.ts'
import { many } from '#base/sql.ts'
import { openPool } from '#database/pools.ts'
import { appRole, urlAs } from '#database/roles.ts'
import { contracts } from '#app/modules.ts'
import { inputOf, schemaOf } from '../inputs.ts'
import { serving } from '../serving.ts'
import { testPasswords } from '../template.ts'
import { testWorld, type TestWorld } from '../world.ts'
import { hole, servingHoles } from './planted.ts'
import { plantTwins, type Twins } from './twins.ts'
import { injected, Walker, walkable, type Carrier, type Sent } from './walk.ts'

/* F-22: two connections, everybody at once. What one request sets, no other sees. */

let world: TestWorld
let narrow: TestWorld
let app: FastifyInstance
let twins: Twins
let close: () => Promise<void>
beforeAll(async () => {
  world = await testWorld()
  const pool = openPool(urlAs(world.superuserUrl, appRole, testPasswords.app), 2, () => undefined)
  narrow = { ...world, db: pool.db }
  app = await serving(narrow)
  twins = await plantTwins(narrow, app)
  close = async () => {
    await app.close()
    await pool.close()
    await world.end()
  }
})
afterAll(() => close())

/** What everybody may ask about the own place, and what gets them a refusal or a failure in the midst of it. */
function questions(): Sent[] {
  const today = world.clock.today()
  const reads = walkable(contracts).filter(({ method, form }) => method === 'GET' && form !== 'stream' && form !== 'download')
  return twins.callers.flatMap((caller) =>
    reads.map((endpoint) => {
      const about = ['organisation', 'id', 'under'].find((field) => schemaOf(endpoint).properties?.[field])
      const q = schemaOf(endpoint).properties?.['q'] && { q: '党' }
      return { endpoint, caller, headers: caller.headers, input: inputOf(endpoint, today, { ...(about && { [about]: caller.at ?? twins.callers[0]!.at }), ...q }) }
    }),
  )
}

const bodyOf = (body: Buffer) => body.toString('utf8').replace(/"reference":"[^"]*"/g, '').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '')
async function told(carry: Carrier, asked: Sent[]): Promise<string[]> {
  const answers: string[] = []
  const waiting = asked.map((sent, at) => ({ sent, at }))
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const got = await carry(next.sent)
      answers[next.at] = `${got.status} ${bodyOf(got.bytes)}`
    }
  }
  await Promise.all(Array.from({ length: 24 }, lane))
  return answers
}

async function oneByOne(asked: Sent[]): Promise<string[]> {
  const answers = []
  for (const sent of asked) answers.push(...(await told(injected(app), [sent])))
  return answers
}

/** What is left on the pool's connections when nothing runs. */
const leftOver = async () => {
  const settings = sql<{ reach: string; realm: string }>`select coalesce(current_setting('app.reach', true), '') as reach, coalesce(current_setting('app.realm', true), '') as realm, pg_sleep(0.05)`
  const rows = (await Promise.all([1, 2].map(() => many(narrow.db, settings)))).flat()
  return rows.filter(({ reach, realm }) => reach !== '' || realm !== '')
}

test('everybody hears the same in a crowd as alone', async () => {
  const every = questions()
  const [first, second] = [await oneByOne(every), await oneByOne(every)]
  // how large the database is, and what else is never the same twice
  const asked = every.filter((_, at) => first[at] === second[at])
  const alone = first.filter((one, at) => one === second[at])
  expect(asked.length).toBeGreaterThan(every.length * 0.95)
  for (let round = 0; round < 2; round++) {
    const order = seeded(round).shuffled(asked.map((_, at) => at))
    const crowd = await told(injected(app), order.map((at) => asked[at]!))
    const differing = order.flatMap((at, no) => (crowd[no] === alone[at] ? [] : [`${asked[at]!.endpoint.name} as ${asked[at]!.caller.who}`]))
    expect(differing.slice(0, 5)).toEqual([])
  }
  process.stdout.write(`two connections: ${asked.length} questions of ${twins.callers.length} callers, alone and twice in a crowd\n`)
  expect(asked.length).toBeGreaterThan(500)
}, 120_000)

test('in a crowd that reads, writes, fails and is refused at random nobody sees anybody else’s', async () => {
  const walk = new Walker(twins, contracts, seeded('crowd'))
  await walk.walk(1_500, injected(app), { lanes: 24 })
  expect(walk.faults).toEqual([])
  expect(walk.counts.answered).toBeGreaterThan(200)
  expect(await leftOver()).toEqual([])
}, 120_000)

test('the check itself notices a setting that outlives its request', async () => {
  const careless = hole('careless', {}, async (call) => {
    await Promise.all([1, 2].map(() => many(call.world.db, sql`select set_config('app.reach', ',', false), pg_sleep(0.05)`)))
    return {}
  })
  const server = await servingHoles(narrow, [careless])
  const caller = twins.callers.find(({ post }) => post === 'party.branch.secretary')!
  await server.inject({ url: '/api/v1/planted/careless', headers: caller.headers })
  await server.close()
  expect((await leftOver()).length).toBeGreaterThan(0)
})
