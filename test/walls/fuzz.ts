import type { FastifyInstance, InjectOptions } from 'fastify'
import { problem, type AnyEndpoint } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import type { Seeded } from '#base/seeded.ts'
import { addressOf } from '#base/web/call.ts'
import { openSession } from '#access/sessions.ts'
import { exchange, hasSentence } from '#app/modules.ts'
import { schemaOf } from '../inputs.ts'
import { truthOf } from './truth.ts'
import type { Caller, Twins } from './twins.ts'
import { fitting, fittingObject, junk, past, type Draw } from './values.ts'

type Input = Record<string, unknown>
export type How = 'fitting' | 'past' | 'junk' | 'missing' | 'unknown field' | 'wire'

interface Shot {
  endpoint: AnyEndpoint
  caller: Caller
  how: How
  request: InjectOptions
}

export interface Answered {
  status: number
  type: string
  body: string
  headers: Record<string, unknown>
  ms: number
}

/** What begins work in the background, derives keys from passwords or rebuilds a world is asked less often. */
const slow = /^(exchange\.(paste|map|recheck|commit|undo|fix-all)|access\.(sign-in|activate|change-password)|app\.(open-|start-|reset-|remove-))/
const rebuilds = /^app\.(reset|remove)-sample$/

export const fuzzable = (endpoints: readonly AnyEndpoint[]): AnyEndpoint[] => endpoints.filter(({ name }) => !rebuilds.test(name))

/** Refusals of the gate, the ledger and the server itself belong to no single endpoint. */
const general = /^(access\.(sign-in-first|not-permitted|no-seat|no-such-seat|foreign-origin|not-found|too-many-guesses)|ledger\.(act-reused|at-the-same-time|in-the-future)|input\.(invalid|not-json|no-file|file-too-large|no-such-address|[a-z-]+))$/

/** Milliseconds that no answer may take. */
const slowest = 5_000

async function answerOf(app: FastifyInstance, request: InjectOptions): Promise<Answered> {
  const began = performance.now()
  const { statusCode: status, headers, body } = await app.inject(request)
  return { status, headers, body, type: String(headers['content-type'] ?? ''), ms: performance.now() - began }
}

/** Null when the answer keeps the contract; else what is wrong. */
export function brokenIn(endpoint: AnyEndpoint, { status, type, body, headers, ms }: Answered): string | null {
  if (status >= 500) return `fails with ${status}`
  if (ms > slowest) return `takes ${Math.round(ms)} ms`
  if (headers['x-content-type-options'] !== 'nosniff' || headers['cache-control'] !== 'no-store') return 'lacks a guarding header'
  if (status >= 400) return brokenProblem(endpoint, status, type, body)
  if (status === 204 || body === '') return null
  if (endpoint.form === 'download') return String(headers['content-disposition']).startsWith('attachment; ') ? null : 'is no attachment'
  if (endpoint.form === 'stream') return body.split('\n\n').filter((event) => event.startsWith('data: ')).every((event) => endpoint.output.safeParse(JSON.parse(event.slice(6))).success) ? null : 'streams what is not in the contract'
  return type === 'application/json; charset=utf-8' ? brokenOutput(endpoint, body) : `answers as ${type}`
}

/** The contract's own parse, and nothing beyond it: a field that the contract does not name is as wrong as one that is missing. */
function brokenOutput(endpoint: AnyEndpoint, body: string): string | null {
  const parsed = endpoint.output.safeParse(JSON.parse(body))
  if (!parsed.success) return `answers what is not in the contract: ${parsed.error.issues[0]?.message} at ${parsed.error.issues[0]?.path.join('.')}`
  return JSON.stringify(parsed.data).length === body.length ? null : 'answers more than the contract names'
}

function brokenProblem({ refusals }: AnyEndpoint, status: number, type: string, body: string): string | null {
  if (type !== 'application/problem+json; charset=utf-8') return `refuses as ${type}`
  const parsed = problem.strict().safeParse(JSON.parse(body))
  if (!parsed.success) return `refuses with another document: ${parsed.error.issues[0]?.message}`
  const { code, detail, status: said } = parsed.data
  if (said !== status) return `says ${said} and answers ${status}`
  if (!refusals.includes(code) && !general.test(code)) return `refuses with ${code}, which its contract does not list`
  if (!hasSentence(code) && !code.startsWith('planted.')) return `has no sentence for ${code}`
  return /[\u4e00-\u9fff][\s\S]*。$/.test(detail) ? null : `tells no sentence: ${detail}`
}

export class Fuzzer {
  readonly faults: string[] = []
  readonly counts = { requests: 0, answered: 0, refused: 0, slowest: 0, endpoints: 0, hows: {} as Record<string, number> }
  readonly #met = new Set<string>()
  readonly #endpoints: AnyEndpoint[]
  readonly #weights: number[]
  readonly #callers: Caller[]
  readonly #twins: Twins
  readonly #chance: Seeded
  #ids = new Map<string, string[]>()

  constructor(twins: Twins, endpoints: readonly AnyEndpoint[], chance: Seeded) {
    this.#twins = twins
    this.#endpoints = fuzzable(endpoints)
    this.#chance = chance
    // one of each post of one realm, a member and a stranger
    this.#callers = [...new Map(twins.callers.map((caller) => [caller.post ?? caller.who, caller])).values()]
    let sum = 0
    this.#weights = this.#endpoints.map(({ name }) => (sum += slow.test(name) ? 0.04 : 1))
  }

  async fuzz(times: number, app: FastifyInstance, { lanes = 4, enough = 200 } = {}): Promise<void> {
    for (let done = 0; done < times; done += 10_000) {
      this.#ids = (await truthOf(this.#twins.world, this.#twins.numbers)).ids
      let left = Math.min(10_000, times - done)
      const lane = async () => {
        while (left-- > 0 && this.faults.length < enough) await this.shoot(app)
      }
      await Promise.all(Array.from({ length: lanes }, lane))
      await exchange.jobs.idle()
    }
    if ('polluted' in {}) this.faults.push('a prototype was polluted')
  }

  async shoot(app: FastifyInstance): Promise<void> {
    const shot = this.#draw()
    let answered = await answerOf(app, shot.request)
    // a machine that pauses must not decide: whoever is slow is asked again
    if (answered.ms > slowest) answered = await answerOf(app, shot.request)
    const { status, body } = answered
    await this.#count(shot, answered)
    const endpoint = shot.request.method === 'HEAD' ? { ...shot.endpoint, form: 'download' as const } : shot.endpoint
    const broken = shot.request.method === 'HEAD' && status < 500 ? null : brokenIn(endpoint, answered)
    if (broken) this.faults.push(`${shot.endpoint.name} (${shot.how}) as ${shot.caller.who} ${broken}: ${JSON.stringify(shot.request).slice(0, 600)} → ${body.slice(0, 200)}`)
  }

  async #count({ endpoint, caller, how }: Shot, { status, ms }: Answered): Promise<void> {
    const { counts } = this
    counts.requests++
    if (status < 400) counts.answered++
    else counts.refused++
    counts.slowest = Math.max(counts.slowest, Math.round(ms))
    counts.hows[how] = (counts.hows[how] ?? 0) + 1
    this.#met.add(endpoint.name)
    counts.endpoints = this.#met.size
    // somebody ended their own session: they sign in again
    if (status === 401 && caller.accountId > 0) await this.#renew(caller)
  }

  async #renew(caller: Caller): Promise<void> {
    const { world } = this.#twins
    const token = await openSession(world.db, caller.accountId, { address: '127.0.0.1', agent: 'test' }, world.clock.now())
    caller.headers = { ...caller.headers, cookie: `__Host-tongxin=${token}` }
  }

  #drawFor(endpoint: AnyEndpoint): Draw {
    const chance = this.#chance
    const kinds = Object.values('permission' in endpoint.guard ? endpoint.guard.over : {})
    const tables = [...this.#ids].filter(([table]) => kinds.some((kind) => table.split('_').at(-1)!.startsWith(kind)))
    const fit = tables.flatMap(([, ids]) => ids)
    return { chance, today: this.#twins.world.clock.today(), id: () => (fit.length > 0 && chance.chance(0.8) ? chance.pick(fit) : newId()) }
  }

  #draw(): Shot {
    const chance = this.#chance
    const at = chance.next() * this.#weights.at(-1)!
    const endpoint = this.#endpoints[this.#weights.findIndex((sum) => sum > at)]!
    const caller = chance.pick(this.#callers)
    const how = chance.pick<How>(['fitting', 'fitting', 'fitting', 'past', 'junk', 'junk', 'junk', 'missing', 'unknown field', 'wire'])
    const input = this.#spoilt(endpoint, how)
    return { endpoint, caller, how, request: how === 'wire' ? this.#wire(endpoint, caller, input) : requestOf(endpoint, caller, input) }
  }

  #spoilt(endpoint: AnyEndpoint, how: How): Input {
    const chance = this.#chance
    const draw = this.#drawFor(endpoint)
    const schema = schemaOf(endpoint)
    const input = fittingObject(schema, draw)
    const field = chance.pick([...Object.keys(schema.properties ?? {}), 'x'])
    const one = schema.properties?.[field]
    if (how === 'past' && one) return { ...input, [field]: past(one.anyOf?.[0] ?? one, chance) }
    if (how === 'junk' && one) return { ...input, [field]: one.type === 'array' && chance.chance(0.5) ? [fitting(one.items!, draw), junk(chance)] : junk(chance) }
    if (how === 'missing') return Object.fromEntries(Object.entries(input).filter(([key]) => key !== field))
    if (how === 'unknown field') return { ...input, [chance.pick(['x', 'realm', 'constructor', '__proto__ ', 'toString', 'actor', 'seat_', '', '0'])]: junk(chance) }
    return input
  }

  /** What is wrong with the request as such: method, type, bytes, address. */
  #wire(endpoint: AnyEndpoint, caller: Caller, input: Input): InjectOptions {
    const chance = this.#chance
    const fine = requestOf(endpoint, caller, input)
    const text = JSON.stringify(input)
    const json = { 'content-type': 'application/json' }
    const body = (payload: string | Buffer, headers: Record<string, string> = json): InjectOptions => ({ ...fine, payload, headers: { ...fine.headers, ...headers } as Record<string, string> })
    const post = [
      () => body(text.slice(0, chance.whole(0, text.length - 1))), () => body(`${text}}`), () => body('null'), () => body('[]'), () => body('"x"'), () => body('1'),
      () => body(text, { 'content-type': chance.pick(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'application/json; charset=utf-16', 'multipart/form-data', 'multipart/form-data; boundary=x', 'x', '']) }),
      () => body(Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d])), () => body(`\ufeff${text}`), () => body(''), () => body(`{"__proto__":{"polluted":1},${text.slice(1)}`),
      () => body(`{"act":1,${text.slice(1)}`), () => body('['.repeat(50_000)), () => body(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`), () => body(text, { ...json, 'content-encoding': 'gzip' }),
      () => body('--x\r\ncontent-disposition: form-data; name="file"; filename="../../a\u0000.csv"\r\n\r\n姓名\r\n--x--\r\n', { 'content-type': 'multipart/form-data; boundary=x' }),
      () => body('--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n姓', { 'content-type': 'multipart/form-data; boundary=x' }),
      () => body(`--x\r\ncontent-disposition: form-data; name="__proto__"; filename="${'长'.repeat(2_000)}"\r\n\r\nx\r\n--x--\r\n`, { 'content-type': 'multipart/form-data; boundary=x' }),
    ]
    const any = [
      () => ({ ...fine, method: chance.pick(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE'] as never[]) }),
      () => ({ ...fine, url: `${String(fine.url)}${chance.pick(['/', '//', '/..', '/%2e%2e', '%00', '?', '?a=1&a=2', '?seat=x', '?__proto__=1', '?act=1&act=2', '?limit=1&limit=2', '?after=%F0', ';x', '/%', '#x', `?x=${'a'.repeat(20_000)}`])}` }),
      () => ({ ...fine, headers: { ...fine.headers, 'x-seat': chance.pick(['', 'x', '\u00e9', newId(), 'a'.repeat(4_000)]) } }),
      () => ({ ...fine, headers: { ...fine.headers, cookie: chance.pick(['', '=', ';;;', '__Host-tongxin=%E4%', `__Host-tongxin=${'a'.repeat(9_000)}`, '__proto__=1']) } }),
      () => ({ ...fine, headers: { ...fine.headers, 'x-tongxin': chance.pick(['', '2']) } }),
      () => ({ ...fine, headers: { ...fine.headers, origin: chance.pick(['null', 'https://x.invalid', '…'].map((one) => Buffer.from(one).toString('latin1'))) } }),
    ] as (() => InjectOptions)[]
    return (endpoint.method === 'POST' && chance.chance(0.7) ? chance.pick(post) : chance.pick(any))()
  }
}

/** A value in an address: half a surrogate pair fits none. */
const wellFormed = (value: unknown): unknown => (typeof value === 'string' ? value.toWellFormed() : value)

function requestOf(endpoint: AnyEndpoint, caller: Caller, input: Input): InjectOptions {
  const inPath = Object.fromEntries([...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, field]) => [field!, wellFormed(input[field!])]))
  const { url, rest } = addressOf(endpoint, { ...input, ...inPath })
  const asQuery = endpoint.method === 'GET' || endpoint.form === 'upload'
  const query = new URLSearchParams(Object.entries(rest).filter(([, value]) => value !== undefined).map(([field, value]) => [field, typeof value === 'object' ? JSON.stringify(value) : String(value)]))
  const headers = { ...caller.headers, ...(endpoint.method === 'POST' && { 'x-tongxin': '1', ...(endpoint.form !== 'upload' && { 'content-type': 'application/json' }) }) }
  const address = asQuery && query.size > 0 ? `${url}?${query}` : url
  return { method: endpoint.method, url: address, headers, ...(!asQuery && { payload: JSON.stringify(rest) }) }
}
