import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import type {} from '@fastify/cookie'
import type {} from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { zhCN } from 'zod/locales'
import type { AnyEndpoint, OutputOf, ParsedOf, Problem } from '#base/contract.ts'
import { isDatabaseAway, isDiskFull } from '#base/http/away.ts'
import { decide, Refusal, refuse, type Decision, type Facts, type Refused } from '#base/decision.ts'

// what zod finds wrong with an input is read by people
z.config(zhCN())

/** What every handler gets, beside what the gate adds (`C`). */
export interface Request<I> {
  input: I
  from: { address: string; agent: string }
  /** aborted when the client goes away */
  signal: AbortSignal
  /** the uploaded file of an `upload` endpoint */
  file?: { name: string; stream: Readable & { truncated?: boolean } }
  /** sets or clears the session cookie of the answer */
  session: { set(token: string): void; clear(): void; token: string | null }
}

/** A file out: written as attachment, never rendered */
export interface Download {
  name: string
  type: string
  body: Readable | Buffer
}

export interface Route<C> {
  endpoint: AnyEndpoint
  handle(call: C & Request<never>): Promise<unknown>
}

/** Joins an endpoint to its handler; the handler may answer a value, a decision, a Download or an async iterable. */
export function on<C, E extends AnyEndpoint>(
  endpoint: E,
  handle: (call: C & Request<ParsedOf<E>>) => Promise<OutputOf<E> | Decision<OutputOf<E>> | Download | AsyncIterable<OutputOf<E>>>,
): Route<C> {
  return { endpoint, handle: handle as unknown as Route<C>['handle'] }
}

export interface Serving<C> {
  /** checks the endpoint's guard; answers what handlers get, or the refusal */
  gate(request: FastifyRequest, endpoint: AnyEndpoint, input: Record<string, unknown>): Promise<Decision<C>>
  /** the Chinese sentence of a refusal */
  words(refusal: string, facts: Facts): string
  /** HTTP status of refusals that are not 422 */
  statuses: Record<string, number>
  cookie: { name: string; secure: boolean }
  log: { error(facts: object, message: string): void }
  /** largest uploaded file in bytes */
  uploadLimit: number
  /** whether the disk has no room but its reserve; then nothing new is taken in */
  isDiskFull?(): Promise<boolean>
  /** hears of every call that was let through, and how it was refused if it was */
  watch?(call: C & Request<unknown>, endpoint: AnyEndpoint, refused: Refused | null): Promise<unknown>
}

const statuses: Record<string, number> = {
  'input.invalid': 400,
  'input.not-json': 400,
  'input.no-file': 400,
  'input.file-too-large': 413,
  'input.file-cut-off': 400,
  'server.database-away': 503,
  'server.disk-full': 503,
}

export function problemOf(refused: Refused, serving: Pick<Serving<unknown>, 'words' | 'statuses'>, reference: string): Problem {
  const status = statuses[refused.refusal] ?? serving.statuses[refused.refusal] ?? 422
  const detail = serving.words(refused.refusal, refused.facts ?? {})
  const base = { type: `urn:tongxin:${refused.refusal}`, title: '没有办成', status, detail, code: refused.refusal, reference }
  return refused.facts ? { ...base, facts: refused.facts } : base
}

/** Serves every route under /api/v1. Throws at start when an endpoint lacks a guard or a name is used twice. */
export function serve<C>(app: FastifyInstance, routes: Route<C>[], serving: Serving<C>): void {
  const names = new Set<string>()
  for (const route of routes) {
    assertGuarded(route.endpoint, names)
    app.route({
      method: route.endpoint.method,
      url: `/api/v1${route.endpoint.path.replace(/\{(\w+)\}/g, ':$1')}`,
      handler: (request, reply) => answer(route, request, reply, serving),
    })
  }
}

function assertGuarded(endpoint: AnyEndpoint, names: Set<string>): void {
  const guard = endpoint.guard as unknown as Record<string, unknown> | undefined
  const reason = guard && (guard['open'] ?? guard['self'] ?? guard['permission'])
  if (typeof reason !== 'string' || reason === '') throw new Error(`endpoint ${endpoint.name} declares no permission`)
  if (names.has(endpoint.name)) throw new Error(`two endpoints are named ${endpoint.name}`)
  names.add(endpoint.name)
}

async function answer<C>(route: Route<C>, request: FastifyRequest, reply: FastifyReply, serving: Serving<C>): Promise<unknown> {
  try {
    reply.header('cache-control', 'no-store')
    const input = await inputOf(route.endpoint, request)
    if (!input.ok) return await refusal(reply, request, input, serving)
    const called = await serving.gate(request, route.endpoint, input.value as Record<string, unknown>)
    if (!called.ok) return await refusal(reply, request, called, serving)
    if (takesIn(route.endpoint) && (await serving.isDiskFull?.())) return await later(reply, request, 'server.disk-full', serving)
    const call = { ...called.value, ...(await requestOf(route.endpoint, request, reply, input.value, serving)) }
    return await send(route.endpoint, request, reply, await watched(route, call as C & Request<never>, serving), serving)
  } catch (error) {
    if (error instanceof Refusal) return refusal(reply, request, error.refused, serving)
    return failure(reply, request, error, serving)
  }
}

async function watched<C>(route: Route<C>, call: C & Request<never>, serving: Serving<C>): Promise<unknown> {
  if (!serving.watch) return route.handle(call)
  const done = await decide(() => route.handle(call))
  const refused = !done.ok ? done : isDecision(done.value) && !done.value.ok ? done.value : null
  await serving.watch(call, route.endpoint, refused)
  return refused ?? (done as { value: unknown }).value
}

/** Path parameters, query and body as one flat object, checked against the contract. The post acted as is not input. */
async function inputOf(endpoint: AnyEndpoint, request: FastifyRequest): Promise<Decision<unknown>> {
  const query = { ...(request.query as Record<string, unknown>) }
  delete query['seat']
  // a form is taken where the contract says so: elsewhere its fields would be ignored and the act done all the same
  if (endpoint.form !== 'upload' && String(request.headers['content-type']).startsWith('multipart/')) return refuse('input.not-json')
  const body = endpoint.method === 'POST' && endpoint.form !== 'upload' ? (request.body ?? {}) : {}
  if (typeof body !== 'object' || Array.isArray(body)) return refuse('input.not-json')
  const given = { ...(endpoint.method === 'GET' || endpoint.form === 'upload' ? query : {}), ...body, ...(request.params as object) }
  const parsed = await endpoint.input.safeParseAsync(given)
  if (parsed.success) return { ok: true, value: parsed.data }
  const faults = parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }))
  return { ...refuse('input.invalid', { faults: faults.length, first: `${faults[0]!.field} ${faults[0]!.message}`.trim() }), faults } as Refused
}

async function requestOf<C>(
  endpoint: AnyEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  input: unknown,
  serving: Serving<C>,
): Promise<Request<unknown>> {
  const { name, secure } = serving.cookie
  const options = { path: '/', httpOnly: true, secure, sameSite: 'lax' as const }
  const gone = new AbortController()
  reply.raw.on('close', () => {
    if (!reply.raw.writableFinished) gone.abort()
  })
  const call: Request<unknown> = {
    input,
    from: { address: request.ip, agent: String(request.headers['user-agent'] ?? '') },
    signal: gone.signal,
    session: {
      token: request.cookies[name] ?? null,
      set: (token) => void reply.setCookie(name, token, options),
      clear: () => void reply.clearCookie(name, options).header('clear-site-data', '"cache"'),
    },
  }
  if (endpoint.form === 'upload') call.file = await fileOf(request, serving.uploadLimit)
  return call
}

async function fileOf(request: FastifyRequest, limit: number): Promise<NonNullable<Request<unknown>['file']>> {
  if (!request.isMultipart()) throw new Refusal(refuse('input.no-file'))
  const limits = { fileSize: limit, files: 1, fields: 0 }
  // fields instead of a file, a form that is none: whatever the parser calls it, there is no file
  const part = await request.file({ limits }).catch(() => undefined)
  if (!part) throw new Refusal(refuse('input.no-file'))
  return { name: part.filename.slice(-200), stream: part.file }
}

/** The form ended before the file did: the parser says so to whoever reads the file. */
const isCutOff = (error: unknown): boolean => /^(Unexpected end of multipart data|Part terminated early)/.test((error as Error).message)

const isDecision = (value: unknown): value is Decision<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { ok?: unknown }).ok === 'boolean' && ('value' in value || 'refusal' in value)

async function send<C>(endpoint: AnyEndpoint, request: FastifyRequest, reply: FastifyReply, result: unknown, serving: Serving<C>) {
  if (isDecision(result)) {
    if (!result.ok) return refusal(reply, request, result, serving)
    result = result.value
  }
  if (endpoint.form === 'download') return sendFile(reply, result as Download)
  if (endpoint.form === 'stream') return sendEvents(reply, endpoint, result as AsyncIterable<unknown>, serving)
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(endpoint.output.parse(result)))
}

function sendFile(reply: FastifyReply, file: Download) {
  const ascii = file.name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  reply.header('content-disposition', `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file.name)}`)
  reply.header('content-security-policy', "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'")
  return reply.type(file.type).send(file.body)
}

/** Server-sent events: one JSON object each; a beat every 15 s keeps proxies from closing. */
async function sendEvents<C>(reply: FastifyReply, endpoint: AnyEndpoint, events: AsyncIterable<unknown>, serving: Serving<C>) {
  reply.hijack()
  const headers = reply.getHeaders() as Record<string, string>
  reply.raw.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
  const beat = setInterval(() => reply.raw.write(': beat\n\n'), 15_000)
  try {
    for await (const event of events) {
      if (reply.raw.destroyed) break
      reply.raw.write(`data: ${JSON.stringify(endpoint.output.parse(event))}\n\n`)
    }
  } catch (error) {
    serving.log.error({ error: String(error), endpoint: endpoint.name }, 'an event stream broke off')
  } finally {
    clearInterval(beat)
    reply.raw.end()
  }
}

function refusal<C>(reply: FastifyReply, request: FastifyRequest, refused: Refused, serving: Serving<C>) {
  const problem = problemOf(refused, serving, request.id)
  const faults = (refused as Refused & { faults?: Problem['faults'] }).faults
  return sendProblem(reply, faults ? { ...problem, faults } : problem)
}

/** What writes: acts and uploads. Signing in and out goes on, from the reserve. */
const takesIn = ({ method, guard }: AnyEndpoint): boolean => method === 'POST' && 'permission' in guard

const later = <C>(reply: FastifyReply, request: FastifyRequest, code: 'server.database-away' | 'server.disk-full', serving: Serving<C>) =>
  refusal(reply.header('retry-after', code === 'server.disk-full' ? '30' : '5'), request, refuse(code), serving)

/** PostgreSQL ends when it cannot write its log: then the full disk is what has to be told. */
async function awayOrFull<C>(reply: FastifyReply, request: FastifyRequest, isFull: boolean, serving: Serving<C>) {
  const full = isFull || (await serving.isDiskFull?.())
  return later(reply, request, full ? 'server.disk-full' : 'server.database-away', serving)
}

function failure<C>(reply: FastifyReply, request: FastifyRequest, error: unknown, serving: Serving<C>) {
  const code = (error as { code?: string }).code ?? ''
  if (code === 'FST_REQ_FILE_TOO_LARGE') return refusal(reply, request, refuse('input.file-too-large'), serving)
  if (isCutOff(error)) return refusal(reply, request, refuse('input.file-cut-off'), serving)
  const isFull = isDiskFull(error)
  if (isFull || isDatabaseAway(error)) {
    serving.log.error({ request: request.id, error: (error as Error).message }, isFull ? 'the disk is full' : 'the database is away')
    return awayOrFull(reply, request, isFull, serving)
  }
  serving.log.error({ request: request.id, url: request.url.split('?')[0], error: (error as Error).stack ?? String(error) }, 'a request failed')
  return sendProblem(reply, unexpected(request.id))
}

export const unexpected = (reference: string): Problem => ({
  type: 'urn:tongxin:server.failed',
  title: '出了差错',
  status: 500,
  detail: `服务器出了差错，您刚才的操作没有完成，数据没有改动。请稍后再试；仍不行请把编号 ${reference} 告诉管理员。`,
  code: 'server.failed',
  reference,
})

export const sendProblem = (reply: FastifyReply, problem: Problem) =>
  reply.code(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem))

export const newReference = (): string => randomUUID().slice(0, 8)

