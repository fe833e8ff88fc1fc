import { inflateRawSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import type { AnyEndpoint } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import type { Seeded } from '#base/seeded.ts'
import { addressOf } from '#base/web/call.ts'
import { idFields, inputOf, isList, schemaOf, type Schema } from '../inputs.ts'
import { marksIn } from './canary.ts'
import { truthOf, type Truth } from './truth.ts'
import type { Caller, Twins } from './twins.ts'

export interface Sent {
  endpoint: AnyEndpoint
  caller: Caller
  input: Record<string, unknown>
  headers: Record<string, string>
}
export interface Got {
  status: number
  headers: string
  type: string
  bytes: Buffer
}

/** Through the server without a socket, or through one. */
export type Carrier = (sent: Sent) => Promise<Got>

function requestOf({ endpoint, input, headers }: Sent) {
  const { url, rest } = addressOf(endpoint, input)
  const asQuery = endpoint.method === 'GET' || endpoint.form === 'upload'
  const query = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined && value !== null).map(([field, value]) => [field, String(value)]))
  return { url, query: asQuery ? query : {}, payload: asQuery ? undefined : rest, headers: { ...headers, ...(endpoint.method === 'POST' && { 'x-tongxin': '1' }) } }
}

export const injected = (app: FastifyInstance): Carrier => async (sent) => {
  const { url, query, payload, headers } = requestOf(sent)
  const answer = await app.inject({ method: sent.endpoint.method, url, query, headers, ...(payload && { payload }) })
  return { status: answer.statusCode, headers: JSON.stringify(answer.headers), type: String(answer.headers['content-type'] ?? ''), bytes: answer.rawPayload }
}

/** A real connection; a stream is read until it ends or for two seconds. */
export const overSocket = (address: string): Carrier => async (sent) => {
  const { url, query, payload, headers } = requestOf(sent)
  const body = payload && JSON.stringify(payload)
  const search = new URLSearchParams(query).toString()
  const answer = await fetch(`${address}${url}${search && `?${search}`}`, {
    method: sent.endpoint.method, headers: { ...headers, ...(body && { 'content-type': 'application/json' }) }, ...(body && { body }), signal: AbortSignal.timeout(10_000),
  })
  const chunks: Uint8Array[] = []
  const until = Date.now() + 2_000
  for await (const chunk of answer.body ?? []) {
    chunks.push(chunk as Uint8Array)
    if (Date.now() > until) break
  }
  return { status: answer.status, headers: JSON.stringify([...answer.headers]), type: answer.headers.get('content-type') ?? '', bytes: Buffer.concat(chunks) }
}

/** The text of an answer; of a workbook all of its parts, also those nobody opens. */
export function textOf({ bytes, headers }: Got): string {
  const parts = [headers, headers.replaceAll(/(?:%[0-9A-F]{2})+/gi, (text) => Buffer.from(text.replaceAll('%', ''), 'hex').toString('utf8'))]
  if (bytes.toString('latin1', 0, 4) !== 'PK\x03\x04') return [...parts, bytes.toString('utf8')].join(' ')
  for (let at = bytes.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    const [method, size, local] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)]
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const part = bytes.subarray(from, from + size)
    parts.push((method === 8 ? inflateRawSync(part) : part).toString('utf8'))
  }
  return parts.join(' ')
}

/** What walkers ask with: ids and words of all things, also of those they must never see. */
interface Pools {
  ids: string[]
  /** of one kind of thing, as guards call it: of the table that is called so */
  idsOf(kind: string | undefined): string[]
  words: string[]
  cursors: string[]
  seats: string[]
}

const poolsOf = ({ callers }: Twins, truth: Truth): Pools => ({
  ids: [...truth.marks.keys()].filter((mark) => mark.length === 36),
  idsOf: (kind) => (kind ? [...truth.ids].filter(([table]) => table.split('_').at(-1)!.startsWith(kind)).flatMap(([, ids]) => ids) : []),
  words: [...truth.marks.keys()].filter((mark) => mark.length !== 36),
  cursors: [],
  seats: callers.flatMap(({ seatId }) => seatId ?? []),
})

/** How many requests one reading of the truth serves: what walkers write afterwards is judged anew before it is told. */
const round = 5_000

/** These do work in the background or end sessions: seldom, or never. */
const seldom = /^exchange\.(paste|map|recheck|commit|undo|fix-all|upload)$/
const never = /^(access\.(sign-in|sign-out|change-password|activate|end-session|read-slip)|app\.)/

export function walkable(endpoints: readonly AnyEndpoint[]): AnyEndpoint[] {
  return endpoints.filter(({ name }) => !never.test(name) || name === 'app.work-list')
}

/** Reads are asked most; what is refused teaches nothing new after a while. */
const weightOf = (endpoint: AnyEndpoint): number => (seldom.test(endpoint.name) || endpoint.form === 'upload' ? 0.05 : endpoint.method === 'GET' ? 6 : 1)

/** Where names of all bodies of the own realm are shown on purpose: a member is sent to a body one does not reach. */
export const directories: Record<string, string> = { 'people.destinations': 'where a membership may be transferred to' }

export interface Walked {
  requests: number
  answered: number
  refused: number
  exports: number
  streams: number
  marks: number
  endpoints: number
}

export class Walker {
  readonly faults: string[] = []
  readonly counts: Walked = { requests: 0, answered: 0, refused: 0, exports: 0, streams: 0, marks: 0, endpoints: 0 }
  #truth!: Truth
  #pools!: Pools
  /** ids that some caller was answered for, by endpoint and field: of the right kind */
  readonly #fitting = new Map<string, string[]>()
  readonly #met = new Set<string>()
  readonly #twins: Twins
  readonly #endpoints: AnyEndpoint[]
  readonly #chance: Seeded
  readonly #weights: number[]

  constructor(twins: Twins, endpoints: readonly AnyEndpoint[], chance: Seeded) {
    this.#twins = twins
    this.#endpoints = walkable(endpoints)
    this.#chance = chance
    let sum = 0
    this.#weights = this.#endpoints.map((endpoint) => (sum += weightOf(endpoint)))
  }

  async refresh(): Promise<void> {
    const cursors = this.#pools?.cursors ?? []
    this.#truth = await truthOf(this.#twins.world, this.#twins.numbers)
    this.#pools = { ...poolsOf(this.#twins, this.#truth), cursors }
  }

  /** Walks so many steps, or until there are faults enough to look at. */
  async walk(times: number, carry: Carrier, { lanes = 4, enough = 100 } = {}): Promise<void> {
    for (let done = 0; done < times; done += round) {
      await this.refresh()
      let left = Math.min(round, times - done)
      const lane = async () => {
        while (left-- > 0 && this.faults.length < enough) await this.step(carry)
      }
      await Promise.all(Array.from({ length: lanes }, lane))
    }
  }

  async step(carry: Carrier): Promise<void> {
    const sent = this.#draw()
    const got = await carry(sent)
    this.#count(sent, got)
    const text = textOf(got)
    const asked = marksIn(JSON.stringify([sent.input, sent.headers]))
    const isListed = (mark: string) => directories[sent.endpoint.name] !== undefined && this.#truth.realmOf(mark) === sent.caller.realm
    const foreign = () => [...marksIn(text)].filter((mark) => !asked.has(mark) && !this.#truth.maySee(sent.caller, mark) && !isListed(mark))
    if (foreign().length === 0) return
    // something may have moved since the truth was read
    this.#truth = await truthOf(this.#twins.world, this.#twins.numbers)
    for (const mark of foreign()) {
      const at = text.toLowerCase().lastIndexOf(mark)
      this.faults.push(`${sent.endpoint.name} showed ${sent.caller.who} “${mark}” for ${JSON.stringify(sent.input)}: ${got.status} …${text.slice(Math.max(0, at - 120), at + 60)}…`)
    }
  }

  #count({ endpoint, input, caller }: Sent, { status, type, bytes }: Got): void {
    const { counts } = this
    for (const field of status === 200 ? idFields(endpoint) : []) {
      for (const by of ['', caller.seatId ?? caller.who]) this.#fits(`${endpoint.name} ${field} ${by}`, [input[field]].flat()[0])
    }
    counts.requests++
    if (status < 300) counts.answered++
    else counts.refused++
    if (status < 300 && endpoint.form === 'download') counts.exports++
    if (type.startsWith('text/event-stream')) counts.streams++
    this.#met.add(endpoint.name)
    counts.endpoints = this.#met.size
    counts.marks = this.#truth.marks.size
    const next = status === 200 && /"next":"([^"]+)"/.exec(bytes.toString('utf8'))?.[1]
    if (next && this.#pools.cursors.length < 500) this.#pools.cursors.push(next)
  }

  #fits(field: string, id: unknown): void {
    const held = this.#fitting.get(field) ?? []
    if (typeof id === 'string' && held.length < 200 && !held.includes(id)) held.push(id)
    this.#fitting.set(field, held)
  }

  #draw(): Sent {
    const [chance, pools] = [this.#chance, this.#pools]
    const at = chance.next() * this.#weights.at(-1)!
    const endpoint = this.#endpoints[this.#weights.findIndex((sum) => sum > at)]!
    const caller = chance.pick(this.#twins.callers)
    const headers = { ...caller.headers }
    // now and then as a post of somebody else
    if (chance.chance(0.02)) headers['x-seat'] = chance.pick(pools.seats)
    return { endpoint, caller, input: this.#input(endpoint, caller), headers }
  }

  /** Half of all ids lie in the caller's reach, so that answers are full; the others are anybody's. */
  #input(endpoint: AnyEndpoint, caller: Caller): Record<string, unknown> {
    const [chance, { ids, words, cursors }] = [this.#chance, this.#pools]
    const own = () => {
      for (let tries = 0; tries < 20; tries++) {
        const id = chance.pick(ids)
        if (this.#truth.maySee(caller, id)) return id
      }
      return caller.at ?? caller.person ?? newId()
    }
    const kinds = 'permission' in endpoint.guard ? endpoint.guard.over : {}
    const id = (field: string) => {
      const fitting = this.#fitting.get(`${endpoint.name} ${field} ${chance.chance(0.6) ? (caller.seatId ?? caller.who) : ''}`) ?? []
      if (fitting.length > 0 && chance.chance(0.7)) return chance.pick(fitting)
      const ofKind = chance.chance(0.5) ? this.#pools.idsOf(kinds[field]) : []
      if (ofKind.length > 0) return chance.pick(ofKind)
      return chance.chance(0.5) ? own() : chance.chance(0.05) ? newId() : chance.pick(ids)
    }
    const { properties = {} } = schemaOf(endpoint)
    const given: Record<string, unknown> = {}
    // `id`s of the right kind are rare in the pool: the own organisation is tried often
    for (const field of idFields(endpoint)) {
      const value = chance.chance(0.2) && caller.at ? caller.at : id(field)
      if (endpoint.path.includes(`{${field}}`) || chance.chance(0.8)) given[field] = isList(endpoint, field) ? [value] : value
    }
    for (const [field, schema] of Object.entries(properties)) {
      if (field in given || field === 'act' || !chance.chance(0.5)) continue
      const value = valueFor(field, schema, { chance, words, cursors, isRead: endpoint.method === 'GET' })
      if (value !== undefined) given[field] = value
    }
    return inputOf(endpoint, this.#twins.world.clock.today(), given)
  }
}

interface Drawing {
  chance: Seeded
  words: string[]
  cursors: string[]
  isRead: boolean
}

/** Words of others go into searches and filters alone: what an act writes would be the writer's own. */
function valueFor(field: string, schema: Schema, { chance, words, cursors, isRead }: Drawing): unknown {
  if (field === 'after') return cursors.length > 0 ? chance.pick(cursors) : undefined
  if (schema.enum) return chance.pick(schema.enum)
  // the reason of an export is written down
  if (schema.type === 'string' && isRead && !schema.format && field !== 'reason') return chance.chance(0.7) ? chance.pick(words) : chance.pick(['王', '党', 'd', '1', '支部', '新人'])
  if (schema.type === 'boolean' || schema.anyOf?.some((one) => one.type === 'boolean')) return chance.chance(0.5)
  if (field === 'limit' || field === 'levels') return chance.whole(1, 20)
  return undefined
}
