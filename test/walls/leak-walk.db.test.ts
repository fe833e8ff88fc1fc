import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seeded } from '#base/seeded.ts'
import { contracts } from '#app/modules.ts'
import { serving } from '../serving.ts'
import { testWorld, type TestWorld } from '../world.ts'
import { counting, leaks, servingHoles } from './planted.ts'
import { interference } from './still.ts'
import { truthOf } from './truth.ts'
import { plantTwins, type Twins } from './twins.ts'
import { injected, overSocket, walkable, Walker } from './walk.ts'

let world: TestWorld
let app: FastifyInstance
let twins: Twins
beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  twins = await plantTwins(world, app)
})
afterAll(async () => {
  app.server.closeAllConnections()
  await app.close()
  await world.end()
})

const walker = (endpoints = contracts, seed = 'suite') => new Walker(twins, endpoints, seeded(seed))

describe('two worlds of one shape, everybody asking at random', () => {
  test('nobody sees a name, number or id of what is not theirs in 4,000 answers, errors, exports and streams', async () => {
    const walk = walker()
    await walk.walk(3_800, injected(app))
    const carry = overSocket(await app.listen({ port: 0, host: '127.0.0.1' }))
    await walk.walk(150, carry)
    const streams = walker(contracts.filter(({ form }) => form === 'stream'))
    await streams.walk(400, carry)
    process.stdout.write(`leak walk: ${JSON.stringify(walk.counts)}\n`)
    expect([...walk.faults, ...streams.faults]).toEqual([])
    expect(streams.counts.streams).toBeGreaterThan(2)
    expect(walk.counts.answered).toBeGreaterThan(800)
    expect(walk.counts.exports).toBeGreaterThan(20)
    expect(walk.counts.endpoints).toBeGreaterThan(walkable(contracts).length * 0.9)
  }, 120_000)

  test('nobody can tell that something happened in another subtree or realm, by no count and no sum', async () => {
    const { faults, questions } = await interference(twins, contracts, injected(app), 2)
    expect(faults).toEqual([])
    expect(questions).toBeGreaterThan(400)
  }, 120_000)
})

describe('the walk itself', () => {
  test.each(leaks.map((leak) => [leak.endpoint.name, leak] as const))('falls into %s', async (_, leak) => {
    const server = await servingHoles(world, [leak])
    const walk = walker([leak.endpoint], 'planted')
    const carry = leak.endpoint.form === 'stream' ? overSocket(await server.listen({ port: 0, host: '127.0.0.1' })) : injected(server)
    await walk.walk(1_500, carry, { enough: 1 })
    await server.close()
    expect(walk.faults).not.toEqual([])
  })

  test('a number that counts strangers is noticed, though it names nobody', async () => {
    const server = await servingHoles(world, [counting])
    const walk = walker([counting.endpoint], 'planted')
    await walk.walk(60, injected(server))
    const { faults } = await interference(twins, [counting.endpoint], injected(server), 1)
    await server.close()
    expect(walk.faults).toEqual([])
    expect(faults).not.toEqual([])
  })

  test('knows who may see what: everybody sees something of the own and nothing of the other realm', async () => {
    const truth = await truthOf(world, twins.numbers)
    const seen = (realm: number, other: number) =>
      twins.callers.filter((caller) => caller.realm === realm && caller.at && caller.post !== 'system.administrator').map((caller) => twins.twins[other]!.persons.filter((id) => truth.maySee(caller, id)).length)
    const [first] = twins.twins
    expect(Math.min(...seen(first!.office.realm, 0))).toBeGreaterThan(1)
    expect(Math.max(...seen(first!.office.realm, 1))).toBe(0)
    expect(truth.marks.size).toBeGreaterThan(400)
  })
})
