import { readdirSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import Fastify, { type FastifyInstance, type InjectOptions, type LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problem, type AnyEndpoint } from '#base/contract.ts'
import { addressOf } from '#base/web/call.ts'
import { upload } from '#exchange/contract.ts'
import { contracts, exchange } from '#app/modules.ts'
import { ensureWebBuilt, serveWeb } from '#app/server/web.ts'
import { inputOf } from '../inputs.ts'
import { serving } from '../serving.ts'
import { testWorld, type TestWorld } from '../world.ts'
import { plantTwins, type Caller, type Twins } from './twins.ts'

let world: TestWorld
let app: FastifyInstance
let twins: Twins
let secretary: Caller
beforeAll(async () => {
  await ensureWebBuilt(() => undefined)
  world = await testWorld()
  app = await serving(world)
  await serveWeb(app)
  twins = await plantTwins(world, app)
  secretary = twins.callers.find(({ post }) => post === 'party.branch.secretary')!
}, 180_000)
afterAll(async () => {
  app.server.closeAllConnections()
  await app.close()
  await world.end()
})

type Headers = Record<string, unknown>

/** What every answer carries, whatever it is. */
function lackingIn(headers: Headers): string[] {
  const csp = String(headers['content-security-policy'] ?? '')
  const cookies = [headers['set-cookie'] ?? []].flat().map(String)
  const rules: [string, boolean][] = [
    ['a policy for content', /default-src '(none|self)'/.test(csp) && csp.includes("frame-ancestors 'none'") && csp.includes("base-uri 'none'")],
    ['a policy without unsafe parts', !/unsafe|\*|http:|data:(?! blob:)/.test(csp)],
    ['HSTS', /max-age=31536000.*includeSubDomains/.test(String(headers['strict-transport-security']))],
    ['nosniff', headers['x-content-type-options'] === 'nosniff'],
    ['a referrer policy', headers['referrer-policy'] === 'no-referrer'],
    ['no frames', headers['x-frame-options'] !== undefined],
    ['silence about the program', headers['server'] === undefined && headers['x-powered-by'] === undefined],
    ['no leave for other origins', headers['access-control-allow-origin'] === undefined],
    ['guarded cookies', cookies.every((cookie) => cookie.startsWith('__Host-') && ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/'].every((part) => cookie.includes(part)))],
  ]
  return rules.flatMap(([rule, kept]) => (kept ? [] : [rule]))
}

const personal = (headers: Headers) => (headers['cache-control'] === 'no-store' ? [] : ['never stored'])
const ask = (request: InjectOptions): Promise<LightMyRequestResponse> => app.inject({ remoteAddress: '127.0.0.1', ...request })

function requestFor(endpoint: AnyEndpoint, headers: Record<string, string>, given: Record<string, unknown>): InjectOptions {
  const { url, rest } = addressOf(endpoint, inputOf(endpoint, world.clock.today(), given))
  const query = Object.fromEntries(Object.entries(rest).map(([field, value]) => [field, String(value)]))
  const asQuery = endpoint.method === 'GET' || endpoint.form === 'upload'
  return { method: endpoint.method, url, headers: { ...headers, 'x-tongxin': '1' }, ...(asQuery ? { query } : { payload: rest }) }
}

describe('every endpoint', () => {
  const ownOrganisation = (endpoint: AnyEndpoint) => Object.fromEntries(['organisation', 'id', 'under'].filter((field) => Object.keys((endpoint.input as { shape?: object }).shape ?? {}).includes(field)).map((field) => [field, secretary.at!]))

  test.each(contracts.map((one) => [one.name, one] as const))('%s guards its answers, refusals and files, and lets nobody store them', async (_, endpoint) => {
    const callers: Record<string, string>[] = [{}, endpoint.name === 'access.sign-out' ? {} : secretary.headers]
    for (const headers of callers) {
      const answer = await ask(requestFor(endpoint, headers, ownOrganisation(endpoint)))
      expect([answer.statusCode, ...lackingIn(answer.headers), ...personal(answer.headers)]).toEqual([answer.statusCode])
      if (answer.statusCode === 200 && endpoint.form === 'download') {
        expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''/)
        expect(answer.headers['content-security-policy']).toContain('sandbox')
      }
    }
  })

  test('a stream over a real connection too', async () => {
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    const list = await app.inject({ url: '/api/v1/imports', headers: secretary.headers })
    const [batch] = list.json<{ rows: { id: string }[] }>().rows
    const answer = await fetch(`${address}/api/v1/imports/${batch!.id}/progress`, { headers: secretary.headers })
    await answer.text()
    const headers = Object.fromEntries(answer.headers)
    expect([headers['content-type'], ...lackingIn(headers), ...personal(headers)]).toEqual(['text/event-stream; charset=utf-8'])
  })
})

describe('every other address', () => {
  const json = { 'x-tongxin': '1', 'content-type': 'application/json' }
  const odd: [string, InjectOptions, number][] = [
    ['an API address that is none', { url: '/api/v1/none' }, 404],
    ['another version', { url: '/api/v9/me' }, 404],
    ['a wrong method', { method: 'PUT', url: '/api/v1/me' }, 404],
    ['OPTIONS', { method: 'OPTIONS', url: '/api/v1/me', headers: { origin: 'https://x.invalid', 'access-control-request-method': 'POST' } }, 404],
    ['a body of another type', { method: 'POST', url: '/api/v1/sign-in', headers: { 'x-tongxin': '1', 'content-type': 'text/xml' }, payload: '<a/>' }, 415],
    ['a body beyond 2 MiB', { method: 'POST', url: '/api/v1/sign-in', headers: json, payload: `"${'x'.repeat(2 ** 21)}"` }, 413],
    ['a body that is not JSON', { method: 'POST', url: '/api/v1/sign-in', headers: json, payload: '{' }, 400],
    ['broken escapes', { url: '/%' }, 404],
    ['an asset that is none', { url: '/assets/none.js' }, 404],
    ['a path out of the assets', { url: '/assets/..%2f..%2fpackage.json' }, 404],
    ['a method for pages that is none', { method: 'POST', url: '/' }, 404],
    ['numbers asked from elsewhere', { url: '/metrics', remoteAddress: '10.0.0.7' }, 404],
    ['liveness', { url: '/healthz' }, 200],
    ['readiness', { url: '/readyz' }, 200],
    ['numbers', { url: '/metrics' }, 200],
    ['the icon', { url: '/favicon.ico' }, 204],
  ]
  test.each(odd)('%s', async (_, request, status) => {
    const { statusCode, headers } = await ask(request)
    expect([statusCode, ...lackingIn(headers), ...personal(headers)]).toEqual([status])
  })

  test('a page may run what came with it, and nothing else; its nonce is good once', async () => {
    const pages = await Promise.all(['/', '/organisations', '/people/x?y=1', '/no/such/page', '/.env', '/api'].map((url) => ask({ url })))
    expect(pages.map(({ statusCode, headers }) => [statusCode, ...lackingIn(headers)])).toEqual(pages.map(() => [200]))
    expect(pages.map(({ headers }) => headers['cache-control'])).toEqual(pages.map(() => 'no-cache'))
    const nonces = pages.map(({ headers }) => /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))![1]!)
    expect(new Set(nonces).size).toBe(pages.length)
    for (const [at, { body }] of pages.entries()) {
      expect(body).toContain(`nonce="${nonces[at]}"`)
      expect(body.replaceAll(/<script[^>]*nonce="[^"]+"[^>]*>/g, '')).not.toContain('<script')
      expect(body).not.toMatch(/\son\w+=|javascript:/i)
    }
  })

  test('every asset says what it is, for good, and nothing personal', async () => {
    const assets = readdirSync(join(import.meta.dirname, '../../dist/web/assets')).filter((name) => !/\.(gz|br)$/.test(name))
    expect(assets.length).toBeGreaterThan(10)
    for (const name of assets) {
      const { statusCode, headers } = await ask({ url: `/assets/${name}` })
      expect([name, statusCode, ...lackingIn(headers)]).toEqual([name, 200])
      expect(headers['cache-control']).toContain('immutable')
      expect(headers['content-type']).toMatch(/javascript|css|svg|font|png|woff|json|wasm/)
      expect(headers['set-cookie']).toBeUndefined()
    }
  })
})

describe('a file sent in', () => {
  const form = (parts: string[]) => `${parts.map((part) => `--x\r\n${part}\r\n`).join('')}--x--\r\n`
  const file = (name: string, body = '姓名\n张安', field = 'file') => `content-disposition: form-data; name="${field}"; filename="${name}"\r\n\r\n${body}`
  const send = (payload: string | Buffer, headers: Record<string, string> = {}, url = `/api/v1/imports?organisation=${secretary.at}`) =>
    ask({ method: 'POST', url, payload, headers: { ...secretary.headers, 'x-tongxin': '1', 'content-type': 'multipart/form-data; boundary=x', ...headers } })
  const kept = () => readdir(join(world.dataDir, 'uploads'))

  test('goes nowhere but where the contract takes one', async () => {
    for (const endpoint of contracts.filter(({ method, form: kind }) => method === 'POST' && kind !== 'upload')) {
      const { url } = addressOf(endpoint, inputOf(endpoint, world.clock.today()))
      const answer = await send(form([file('a.csv')]), {}, url)
      expect([endpoint.name, answer.statusCode, problem.parse(answer.json()).code]).toEqual([endpoint.name, expect.toSatisfy((status: number) => status >= 400 && status < 500), expect.any(String)])
    }
    expect(contracts.filter(({ form: kind }) => kind === 'upload').map(({ name }) => name)).toContain(upload.name)
  })

  test.each([
    ['a name that climbs', '../../../etc/passwd'], ['a Windows path', 'C:\\Users\\x\\名册.csv'], ['a device', 'CON'], ['a name turned round', '\u202exslx.csv'],
    ['a name of 5,000 characters', '长'.repeat(5_000)], ['no name', ''], ['line breaks', 'a%0d%0ax: y.csv'], ['a NUL', 'a\u0000.csv'],
  ])('with %s is kept under a name of our own, and shown as text', async (_, name) => {
    const answer = await send(form([file(name)]))
    expect(answer.statusCode).toBeLessThan(500)
    await exchange.jobs.idle()
    expect((await kept()).filter((one) => !/^[0-9a-f-]{36}\.sealed$/.test(one))).toEqual([])
    if (answer.statusCode !== 200) return
    const { file: shown } = answer.json<{ file: string }>()
    expect(shown).toMatch(/^[^/\\\p{Cc}\p{Cf}]{1,120}$/u)
  })

  test.each([
    ['of 33 MiB', () => form([file('a.csv', 'x'.repeat(33 * 1024 * 1024))]), 413], ['that is a field', () => form(['content-disposition: form-data; name="file"\r\n\r\nx']), 400],
    ['in no form', () => 'x', 400], ['in a form without parts', () => form([]), 400], ['cut off', () => `--x\r\n${file('a.csv')}`, 400], ['cut off in its head', () => '--x\r\ncontent-disposition: form-data; name="fi', 400],
  ])('%s is refused with a sentence and leaves nothing', async (_, make, status) => {
    const before = await kept()
    const answer = await send(make())
    expect([answer.statusCode, problem.parse(answer.json()).status]).toEqual([status, status])
    expect(await kept()).toEqual(before)
  })

  test('as JSON is refused; of two files one is taken', async () => {
    expect((await send('{}', { 'content-type': 'application/json' })).json<{ code: string }>().code).toBe('input.no-file')
    const before = (await kept()).length
    const answer = await send(form([file('a.csv'), file('b.csv', '姓名\n李宁', 'more')]))
    expect(answer.statusCode).toBeLessThan(500)
    expect((await kept()).length).toBeLessThanOrEqual(before + 1)
  })
})

test('the check itself notices a bare server and a careless cookie', async () => {
  const bare = Fastify()
  bare.get('/', (_, reply) => reply.header('set-cookie', 'tongxin=1').header('access-control-allow-origin', '*').header('x-powered-by', 'x').send('x'))
  const { headers } = await bare.inject('/')
  expect([...lackingIn(headers), ...personal(headers)]).toHaveLength(9)
  expect(lackingIn({ ...headers, 'content-security-policy': "default-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'" })).toContain('a policy without unsafe parts')
  await bare.close()
})
