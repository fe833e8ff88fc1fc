import { connect } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { open, problem, publicId, type AnyEndpoint } from '#base/contract.ts'
import { seeded } from '#base/seeded.ts'
import { contracts } from '#app/modules.ts'
import { serving } from '../serving.ts'
import { testWorld, type TestWorld } from '../world.ts'
import { brokenIn, fuzzable, Fuzzer } from './fuzz.ts'
import { hole, servingHoles, type Hole } from './planted.ts'
import { plantTwins, type Twins } from './twins.ts'

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

test('3,000 requests made from the contract, fitting, spoilt and broken, as every post: no failure, every answer as printed', async () => {
  const fuzzer = new Fuzzer(twins, contracts, seeded('suite'))
  await fuzzer.fuzz(3_000, app)
  process.stdout.write(`fuzz: ${JSON.stringify(fuzzer.counts)}\n`)
  expect(fuzzer.faults).toEqual([])
  expect(fuzzer.counts.answered).toBeGreaterThan(250)
  expect(fuzzer.counts.endpoints).toBeGreaterThan(fuzzable(contracts).length * 0.85)
}, 120_000)

describe('what no route sees', () => {
  const guarded = (headers: Record<string, unknown>) => {
    for (const name of ['content-security-policy', 'strict-transport-security', 'x-content-type-options', 'referrer-policy', 'x-frame-options']) expect(headers[name]).toBeTruthy()
    expect(headers['cache-control']).toBe('no-store')
  }

  test.each(['/api/v1/work/%', '/api/v1/people/%E4%', '/%c0', `/api/v1/people/${'a'.repeat(300)}`])('the address %s gets a sentence and the guarding headers', async (url) => {
    const answer = await app.inject({ url })
    expect(answer.statusCode).toBe(404)
    expect(problem.strict().parse(answer.json())).toMatchObject({ code: 'input.no-such-address', detail: expect.stringMatching(/。$/) })
    guarded(answer.headers)
  })

  const raw = async (bytes: string): Promise<{ status: number; headers: Record<string, string>; body: string }> => {
    await app.listen({ port: 0, host: '127.0.0.1' }).catch(() => '')
    const { port } = app.server.address() as { port: number }
    const answer = await new Promise<string>((settle, fail) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
      let text = ''
      socket.on('data', (chunk) => (text += chunk.toString()))
      socket.on('close', () => settle(text))
      socket.on('error', fail)
    })
    const [head, body] = answer.split('\r\n\r\n')
    const [first, ...lines] = head!.split('\r\n')
    return { status: Number(first!.split(' ')[1]), headers: Object.fromEntries(lines.map((line) => line.split(': ') as [string, string])), body: body! }
  }
  test.each([
    ['bytes that are no request', 'hello\r\n\r\n', 400],
    ['a header with a NUL', 'GET / HTTP/1.1\r\nhost: x\r\nx: a\u0000b\r\n\r\n', 400],
    ['headers of 40 KB', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
    ['two lengths', 'POST /api/v1/sign-in HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx', 400],
  ])('%s get them too', async (_, bytes, status) => {
    const answer = await raw(bytes)
    expect(answer.status).toBe(status)
    guarded(answer.headers)
    expect(problem.strict().parse(JSON.parse(answer.body))).toMatchObject({ code: 'input.unreadable', status })
  })
})

describe('the fuzzer itself', () => {
  const anybody = { guard: open('planted'), method: 'POST' } as const
  const holes: [RegExp, Hole][] = [
    [/fails with 500/, hole('fails', { ...anybody, input: z.strictObject({ name: z.string().max(40) }) }, async ({ input }) => {
      if ((input as { name: string }).name.length === 40) throw new Error('longest')
      return {}
    })],
    [/people.minor, which its contract does not list/, hole('unlisted', { ...anybody, input: z.strictObject({ id: publicId.optional() }), output: z.object({}) }, async () => ({ ok: false, refusal: 'people.minor' }))],
    [/more than the contract names/, hole('more', { ...anybody, output: z.looseObject({ id: z.string() }) }, async () => ({ id: 'x', secret: 1 }))],
    [/fails with 500/, hole('takes-all', { ...anybody, input: z.looseObject({}) }, async ({ input }) => {
      if (Object.keys(input as object).length > 0) throw new Error('taken as given')
      return {}
    })],
  ]
  test.each(holes.map(([found, one]) => [one.endpoint.name, found, one] as const))('falls into %s', async (name, found, one) => {
    const server = await servingHoles(world, [one])
    // what the server is asked by and what is printed may differ: the printed one is narrower
    const printed: AnyEndpoint = name === 'planted.more' ? { ...one.endpoint, output: z.object({ id: z.string() }) } : one.endpoint
    const fuzzer = new Fuzzer(twins, [printed], seeded('planted'))
    await fuzzer.fuzz(300, server, { lanes: 1, enough: 1 })
    await server.close()
    expect(fuzzer.faults).toEqual([expect.stringMatching(found)])
  })

  test('knows a slow answer, one that may be stored, one of another kind and one without a sentence', () => {
    const [endpoint] = contracts
    const headers = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' }
    const fine = { status: 404, headers, type: 'application/problem+json; charset=utf-8', ms: 1 }
    const body = (more: object) => JSON.stringify({ type: '', title: '', status: 404, detail: '没有找到。', code: 'access.not-found', reference: '', ...more })
    expect(brokenIn(endpoint!, { ...fine, body: body({}) })).toBeNull()
    expect(brokenIn(endpoint!, { ...fine, body: body({}), ms: 6_000 })).toContain('takes')
    expect(brokenIn(endpoint!, { ...fine, body: body({}), headers: {} })).toContain('header')
    expect(brokenIn(endpoint!, { ...fine, body: body({}), type: 'text/html' })).toContain('text/html')
    expect(brokenIn(endpoint!, { ...fine, body: body({ status: 403 }) })).toContain('403')
    expect(brokenIn(endpoint!, { ...fine, body: body({ detail: 'not found' }) })).toContain('sentence')
    expect(brokenIn(endpoint!, { ...fine, body: body({ where: 'x' }) })).toContain('document')
  })
})
