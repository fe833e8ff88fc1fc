import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { actId, needs, type AnyEndpoint } from '#base/contract.ts'
import { addDays } from '#base/day.ts'
import { newId } from '#base/id.ts'
import { contracts, exchange } from '#app/modules.ts'
import { idFields, schemaOf } from '../inputs.ts'
import { clientOf, serving } from '../serving.ts'
import { testWorld, type TestWorld } from '../world.ts'
import { doerOf, doing, inputFor, stageOf, withAct, type Stage } from './doing.ts'
import { hole, servingHoles } from './planted.ts'
import { everything } from './truth.ts'
import { plantTwins, seatAnother, type Caller, type Twins } from './twins.ts'

/* F-09: one act sent many times has one effect; its id opens nothing to anybody else. Generated over the contract. */

let world: TestWorld
let app: FastifyInstance
let twins: Twins
let stages: Stage[]
beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  twins = await plantTwins(world, app)
  stages = [stageOf(twins, 0, app), stageOf(twins, 1, app)]
})
afterAll(async () => {
  await app.close()
  await world.end()
})

/** Resetting the sample world pulls seats away and takes seconds: they come last. `open-own` needs a code that is good once. */
const last = (name: string) => Number(name.startsWith('app.')) + Number(name === 'app.remove-sample')
const acts = withAct(contracts).filter(({ name }) => name !== 'app.open-own').sort((a, b) => last(a.name) - last(b.name))

interface Answer {
  status: number
  body: string
}
/** A Word file or workbook is made anew from the record, and its bytes hold the time of its making. */
const bodyOf = ({ status, body }: Answer) =>
  `${status} ${body.startsWith('PK') ? 'a file' : body.slice(0, 2_000).replace(/"reference":"[^"]*"/, '')}`

/** Rows of all tables, but for what notes every request on purpose: failed guesses, the audit log. */
async function rowCounts(): Promise<Map<string, number>> {
  const all = await everything(world.superuserUrl)
  return new Map([...all].map(([table, rows]) => [table, rows.length] as const).filter(([table]) => !['access_guesses', 'access_events'].includes(table)))
}
async function grownBy<T>(work: () => Promise<T>): Promise<{ value: T; grown: Record<string, number> }> {
  const before = await rowCounts()
  const value = await work()
  await exchange.jobs.idle()
  const after = await rowCounts()
  const grown = [...after].map(([table, n]) => [table, n - (before.get(table) ?? 0)] as const).filter(([, n]) => n !== 0)
  return { value, grown: Object.fromEntries(grown) }
}

/** The same act with one thing said otherwise. */
function otherwise(endpoint: AnyEndpoint, input: Record<string, unknown>, stage: Stage): Record<string, unknown> | null {
  const { properties = {} } = schemaOf(endpoint)
  const others = Object.entries(properties).filter(([field]) => field !== 'act' && !endpoint.path.includes(`{${field}}`))
  for (const [field, schema] of others) {
    if (schema.format === 'date') return { ...input, [field]: addDays(String(input[field] ?? '2026-01-02'), -1) }
    if (schema.type === 'string' && !schema.format && !schema.enum && typeof input[field] === 'string') return { ...input, [field]: `${String(input[field])}甲` }
    if (schema.anyOf?.some((one) => one.type === 'boolean')) return { ...input, [field]: !(input[field] ?? schema.default ?? false) }
  }
  const [id] = idFields(endpoint)
  return id === 'id' ? { ...input, id: stage.twin.persons[1] } : null
}

const sender = (server: FastifyInstance, { headers }: Caller, endpoint: AnyEndpoint) => (input: object) => clientOf(server, headers).send(endpoint, input)
const times = 10

interface Tried {
  effect: boolean
  faults: string[]
}

async function tried(endpoint: AnyEndpoint, server: FastifyInstance): Promise<Tried> {
  const [once, often] = stages as [Stage, Stage]
  const faults: string[] = []
  const single = await inputFor(endpoint, once, world.clock.today())
  const first = await grownBy(() => sender(server, doerOf(endpoint, once, twins), endpoint)(single))
  const effect = first.value.status === 200
  const doer = doerOf(endpoint, often, twins)
  const send = sender(server, doer, endpoint)
  const input = await inputFor(endpoint, often, world.clock.today())
  const many = await grownBy(() => Promise.all(Array.from({ length: times }, () => send(input))))
  const done = many.value.filter(({ status }) => status === 200)
  const codes = new Set(many.value.filter(({ status }) => status !== 200).map(({ body }) => (JSON.parse(body) as { code: string }).code))
  const may = ['ledger.at-the-same-time', 'people.look-again', 'people.slip-already-printed']
  const [failed] = many.value.filter(({ status }) => status >= 500)
  if (failed) faults.push(`ten at once fail: ${failed.body}`)
  if (effect !== done.length > 0) faults.push(`one answers ${bodyOf(first.value)}, ten answer ${many.value.map(bodyOf).join(' | ').slice(0, 300)}`)
  if (effect && [...codes].some((code) => !may.includes(code))) faults.push(`retries are refused: ${[...codes].join(', ')}`)
  if (new Set(done.map(bodyOf)).size > 1) faults.push(`retries hear different answers: ${[...new Set(done.map(bodyOf))].join(' | ')}`)
  if (JSON.stringify(first.grown) !== JSON.stringify(many.grown)) faults.push(`once writes ${JSON.stringify(first.grown)}, ten times ${JSON.stringify(many.grown)}`)
  if (!effect) return { effect, faults }
  faults.push(...(await afterwards(endpoint, input, { send, doer, often, server, done: done[0] })))
  return { effect, faults }
}

interface After {
  send(input: object): Promise<Answer>
  doer: Caller
  often: Stage
  server: FastifyInstance
  done: Answer | undefined
}

/** Later, otherwise, and by somebody else. */
async function afterwards(endpoint: AnyEndpoint, input: Record<string, unknown>, { send, doer, often, server, done }: After): Promise<string[]> {
  const faults: string[] = []
  const again = await grownBy(() => send(input))
  const secret = /look-again|slip-already-printed/.test(again.value.body)
  if (!secret && done && bodyOf(again.value) !== bodyOf(done)) faults.push(`a later retry hears ${bodyOf(again.value)} instead of ${bodyOf(done)}`)
  if (Object.keys(again.grown).length > 0) faults.push(`a later retry writes ${JSON.stringify(again.grown)}`)
  const other = otherwise(endpoint, input, often)
  const changed = other && (await grownBy(() => send(other)))
  // what is named instead may be none of its kind, or no lawful value: then nothing is told at all
  if (changed && (![400, 404, 409].includes(changed.value.status) || Object.keys(changed.grown).length > 0)) faults.push(`another body under the same id hears ${bodyOf(changed.value)}, writes ${JSON.stringify(changed.grown)}`)
  const rival = twins.callers.find((one) => one.realm === doer.realm && one !== doer && one.post === doer.post) ?? (await seatAnother(world, twins, doer))
  // whoever starts an own realm is nobody yet: they are who knows the new password
  if (endpoint.name === 'app.start-own') return faults
  const foreign = await grownBy(() => sender(server, rival, endpoint)(input))
  if (foreign.value.status === 200 || Object.keys(foreign.grown).length > 0) faults.push(`somebody else with the same id hears ${bodyOf(foreign.value)}, writes ${JSON.stringify(foreign.grown)}`)
  return faults
}

describe('one act sent ten times at once, again later, otherwise, and by somebody else', () => {
  const effective: string[] = []
  // resetting a world does not go by the act's id: doing it twice leaves the same world
  const natural = ['app.reset-sample', 'app.remove-sample']
  test.each(acts.filter(({ name }) => !natural.includes(name)).map((one) => [one.name, one] as const))('%s', async (name, endpoint) => {
    const { effect, faults } = await tried(endpoint, app)
    if (effect) effective.push(name)
    expect(faults).toEqual([])
  }, 60_000)

  test.each(natural)('%s leaves one world however often it is asked at once', async (name) => {
    const endpoint = contracts.find((one) => one.name === name)!
    await doing[name]!(stages[0]!)
    const send = sender(app, doerOf(endpoint, stages[0]!, twins), endpoint)
    const answers = await Promise.all([1, 2, 3].map(() => send({ act: newId() })))
    expect(answers.map(bodyOf)).toEqual(Array.from({ length: 3 }, () => bodyOf(answers[0]!)))
    expect(answers[0]!.status).toBe(200)
    expect(Number(await stages[0]!.ask("select count(*) from realms where kind = 'sample'"))).toBe(name === 'app.reset-sample' ? 1 : 0)
  }, 120_000)

  test('most acts really do something here; those without an effect are named', () => {
    const idle = acts.map(({ name }) => name).filter((name) => !effective.includes(name) && !natural.includes(name))
    process.stdout.write(`same act ×${times}: ${effective.length} acts with an effect; tried without one: ${idle.join(', ') || 'none'}\n`)
    expect(Object.keys(doing).filter((name) => !effective.includes(name) && !natural.includes(name))).toEqual([])
  })
})

describe('the check itself', () => {
  test('falls into an act that forgets its id, and into one that answers everybody', async () => {
    const kept = new Map<string, string>()
    const more = { method: 'POST', guard: needs('people.register', { organisation: 'organisation' }), input: z.strictObject({ act: actId, organisation: z.uuid(), name: z.string() }), output: z.unknown() } as const
    const forgetful = hole('forgetful', more, async (call) => {
      const { organisation } = call.input as unknown as { organisation: string }
      const { office } = twins.twins.find((twin) => twin.office.realm === call.actor.realm)!
      return { id: await office.register(`忘${newId().slice(-8)}`, organisation) }
    })
    const talkative = hole('talkative', more, async ({ input }) => {
      const { act } = input as unknown as { act: string }
      kept.set(act, kept.get(act) ?? newId())
      return { id: kept.get(act) }
    })
    doing['planted.forgetful'] = doing['planted.talkative'] = ({ twin }) => ({ organisation: twin.subs[0]!.branches[0]!, name: '甲' })
    const server = await servingHoles(world, [forgetful, talkative])
    const found = [(await tried(forgetful.endpoint, server)).faults.join('\n'), (await tried(talkative.endpoint, server)).faults.join('\n')]
    await server.close()
    expect(found[0]).toMatch(/once writes/)
    expect(found[0]).toMatch(/retries hear different answers/)
    expect(found[1]).toMatch(/another body under the same id/)
    expect(found[1]).toMatch(/somebody else with the same id/)
  }, 60_000)
})
