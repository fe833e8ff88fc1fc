import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problem, type AnyEndpoint } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import { addressOf } from '#base/web/call.ts'
import { signIn, whoAmI } from '#access/contract.ts'
import { register, list } from '#people/contract.ts'
import { contracts } from '#app/modules.ts'
import { openRealm } from '#app/welcome.ts'
import { inputOf } from '../../../test/inputs.ts'
import { send } from '../../../test/matrix.ts'
import { clientOf, serving, signedIn, type Client } from '../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'
import { one } from '#base/sql.ts'
import { sql } from 'kysely'

let world: TestWorld
let app: FastifyInstance
let secretary: Client
let organisation: string

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  const own = { act: newId(), administrator: '王芳', login: 'wangfang', password: '窗外的麻雀在电线杆上多嘴' }
  const body = { kind: 'party.branch', organisation: '青石镇党支部', foundedOn: '2020-01-01', post: 'party.branch.secretary' }
  organisation = (await openRealm(world, { ...own, ...body })).organisation
  const { id } = await one(world.db, sql<{ id: number }>`select id from realms where name = '青石镇党支部'`)
  const path = (await one(world.db, sql<{ path: string }>`select path from access_seats where realm_id = ${id} limit 1`)).path
  const place = { public_id: organisation, name: '青石镇党支部', path }
  secretary = await signedIn(app, world, { realm: id, post: 'party.branch.secretary', organisation: place, reach: [path] })
})
afterAll(async () => {
  await app.close()
  await world.end()
})

const api = (rest: InjectOptions) => app.inject({ method: 'POST', url: '/api/v1/sign-in', headers: { 'x-tongxin': '1' }, ...rest })
const credentials = { login: 'wangfang', password: '窗外的麻雀在电线杆上多嘴' }

describe('every answer', () => {
  const guarded = (headers: Record<string, unknown>) => {
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['strict-transport-security']).toMatch(/max-age=31536000.*includeSubDomains/)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['cache-control']).toBe('no-store')
  }

  test.each(contracts.map((endpoint) => [endpoint.name, endpoint] as const))('of %s carries the guarding headers and is never stored', async (_, endpoint) => {
    const { headers } = await clientOf(app, {}).send(endpoint, inputOf(endpoint, world.clock.today()))
    guarded(headers)
  })

  const odd: [string, InjectOptions, number][] = [
    ['an address that does not exist', { url: '/api/v1/no-such-thing' }, 404],
    ['an address of another version', { method: 'GET', url: '/api/v2/me' }, 404],
    ['a wrong method', { method: 'DELETE', url: '/api/v1/people' }, 404],
    ['a body that is not JSON', { payload: '{"login":', headers: { 'x-tongxin': '1', 'content-type': 'application/json' } }, 400],
    ['a body of another type', { payload: 'login=a', headers: { 'x-tongxin': '1', 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    ['a body that is a list', { payload: [1] }, 400],
    ['a body that poisons prototypes', { payload: '{"__proto__":{"a":1}}', headers: { 'x-tongxin': '1', 'content-type': 'application/json' } }, 400],
    ['a body beyond 2 MiB', { payload: { login: 'a', password: 'x'.repeat(2 ** 21) } }, 413],
  ]
  test.each(odd)('to %s carries them too and is a problem in Chinese', async (_, request, status) => {
    const answer = await api(request)
    expect(answer.statusCode).toBe(status)
    guarded(answer.headers)
    expect(problem.parse(answer.json()).status).toBe(status)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect((answer.json() as { detail: string }).detail).toMatch(/。$/)
  })

  test('names its kind of content with the character set', async () => {
    expect((await secretary.send(whoAmI, {})).headers['content-type']).toBe('application/json; charset=utf-8')
  })

  test('a refusal is a problem of the form that is printed: code, sentence, number of the request', async () => {
    const refused = await secretary.refused(register, { ...inputOf(register, world.clock.today()), organisation })
    expect(problem.parse(refused)).toMatchObject({ status: 422, code: 'ledger.in-the-future', type: 'urn:tongxin:ledger.in-the-future' })
    expect(refused.detail).toContain('还没有到')
    expect(refused.reference).toMatch(/^[0-9a-f]{8}$/)
  })

  test('a failure inside tells a number and nothing else, and lets nobody through', async () => {
    const broken = await testWorld()
    const server = await serving({ ...broken, log: { ...broken.log, error: () => undefined } })
    await broken.end()
    const cell = { endpoint: list, caller: { who: '', headers: { cookie: '__Host-tongxin=x' }, signedIn: false, post: null, places: {} }, target: '', stands: [] }
    const answer = await send(server, { ...cell, input: { organisation } })
    await server.close()
    expect(answer.status).toBe(500)
    expect(Object.keys(problem.parse(JSON.parse(answer.body))).sort()).toEqual(['code', 'detail', 'reference', 'status', 'title', 'type'])
  })
})

describe('a change', () => {
  const foreign: [string, Record<string, string>][] = [
    ['without the header of our own pages', { 'x-tongxin': '' }],
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
    ['from a neighbour under the same domain', { 'sec-fetch-site': 'same-site' }],
    ['from a page of another origin', { origin: 'https://evil.example' }],
    ['from the same machine at another port', { origin: 'http://localhost:8601' }],
    ['from a sandboxed frame', { origin: 'null' }],
    ['from an origin that is no address', { origin: '…' }],
  ]
  test.each(foreign)('%s is refused', async (_, headers) => {
    const answer = await api({ payload: credentials, headers: { host: 'localhost:8600', 'x-tongxin': '1', ...headers } })
    expect(answer.statusCode).toBe(403)
    expect((answer.json() as { code: string }).code).toBe('access.foreign-origin')
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  test.each(contracts.filter((one) => one.method === 'POST').map((one) => [one.name, one] as const))('by %s asks for that header', async (_, endpoint) => {
    const { url, rest } = addressOf(endpoint, inputOf(endpoint, world.clock.today()))
    const query = Object.fromEntries(Object.entries(rest).map(([field, value]) => [field, String(value)]))
    const answer = await app.inject({ method: 'POST', url, ...(endpoint.form === 'upload' ? { query } : { payload: rest }) })
    const said = (answer.json() as { code: string }).code
    expect([endpoint.name, said]).toEqual([endpoint.name, 'access.foreign-origin'])
  })

  test.each([[{ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:8600' }], [{ 'sec-fetch-site': 'none' }], [{}]])('from our own page is let through: %j', async (headers) => {
    const answer = await api({ payload: credentials, headers: { host: 'localhost:8600', 'x-tongxin': '1', ...headers } })
    expect(answer.statusCode).toBe(200)
  })
})

describe('an input', () => {
  test.each(contracts.map((one) => [one.name, one] as const))('of %s with a field that is not in the contract is refused', async (_, endpoint) => {
    const { status, body } = await secretary.send(endpoint, { ...inputOf(endpoint, world.clock.today()), planted: 'x' })
    expect(problem.parse(JSON.parse(body))).toMatchObject({ status: 400, code: 'input.invalid' })
    expect([status, JSON.parse(body).detail]).toEqual([400, expect.stringMatching(/不合要求.*请改正.*。$/)])
  })

  test('with faults names each field', async () => {
    const refused = await secretary.refused(signIn, { login: '', password: 1 })
    expect(refused.faults!.map((fault) => fault.field)).toEqual(['login', 'password'])
  })

  /** One field after another carries what no field expects. */
  const hostile = ['\u0000', "'; drop table people_persons; --", '\ud800', '9'.repeat(400), '../..', '%00', '𠮷'.repeat(30), '{"$ne":1}']
  const fields = (endpoint: AnyEndpoint) => Object.keys((endpoint.input as unknown as { shape?: object }).shape ?? {})
  const named = (endpoint: AnyEndpoint) => [...endpoint.refusals, 'ledger.in-the-future', 'access.sign-in-first']
  // half a surrogate pair fits no address
  const sendable = (endpoint: AnyEndpoint, field: string, value: unknown) => value !== '\ud800' || !endpoint.path.includes(`{${field}}`)
  test.each(contracts.map((one) => [one.name, one] as const))('of %s never breaks the server, whatever a field holds', async (_, endpoint) => {
    for (const field of fields(endpoint)) {
      for (const value of [...hostile, [], {}, -1, 2 ** 53, null, true]) {
        if (!sendable(endpoint, field, value)) continue
        const input = { ...inputOf(endpoint, world.clock.today()), ...('organisation' in inputOf(endpoint, '2020-01-01') && { organisation }), [field]: value }
        const { status, body } = await secretary.send(endpoint, input)
        const told = `${endpoint.name} ${field} ${JSON.stringify(value)}: ${body.slice(0, 300)}`
        expect(status, told).toBeLessThan(500)
        if (status === 422) expect(named(endpoint), told).toContain((JSON.parse(body) as { code: string }).code)
      }
    }
  })

  test('a forged cursor skips rows and breaks nothing', async () => {
    const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    for (const after of ['x', '%', cursor(['\u0000', 1]), cursor(['a', 2 ** 60]), cursor([{}, []]), cursor(['a', 1.5]), cursor('a')]) {
      const { status } = await secretary.send(list, { organisation, after })
      expect([after, status]).toEqual([after, 200])
    }
  })
})

describe('what watches over the server', () => {
  test('liveness and readiness are told to anybody, the numbers only on the machine itself', async () => {
    expect((await app.inject('/healthz')).json()).toEqual({ alive: true })
    expect((await app.inject('/readyz')).json()).toEqual({ ready: true })
    expect((await app.inject({ url: '/metrics', remoteAddress: '10.0.0.7' })).statusCode).toBe(404)
    expect((await app.inject({ url: '/metrics', remoteAddress: '127.0.0.1' })).body).toContain('http_request_seconds')
  })

  test('a forged address of a proxy is not believed', async () => {
    const answer = await app.inject({ url: '/metrics', remoteAddress: '10.0.0.7', headers: { 'x-forwarded-for': '127.0.0.1' } })
    expect(answer.statusCode).toBe(404)
  })

  test('a server that lost its database is alive and not ready', async () => {
    const broken = await testWorld()
    const server = await serving(broken)
    await broken.end()
    expect((await server.inject('/healthz')).statusCode).toBe(200)
    expect((await server.inject('/readyz')).statusCode).toBe(503)
    await server.close()
  })
})
