import type { FastifyInstance } from 'fastify'
import { newId } from '#base/id.ts'
import type { AnyEndpoint, Problem } from '#base/contract.ts'
import { addressOf } from '#base/web/call.ts'
import { idFields, inputOf, isList } from './inputs.ts'
import type { Reaching, Thing, Things } from './geometry.ts'

/** Someone who calls: headers of a session or none, and what they may do. */
export interface Caller {
  who: string
  headers: Record<string, string>
  signedIn: boolean
  /** null: no post */
  post: { permissions: ReadonlySet<string>; at: number } | null
  /** things by where they stand, seen from the caller's post */
  places: Record<string, Things>
}

export interface Answer {
  status: number
  body: string
}

export interface Cell {
  endpoint: AnyEndpoint
  caller: Caller
  /** `id@beside`, or nothing where the endpoint names no target */
  target: string
  input: Record<string, unknown>
  /** the organisations that must all be reached; null: a thing that does not exist */
  stands: number[] | null
}

/** What a guard may resolve inside the handler instead: nested ids that are refused by a code of their own. */
const checkedInside: Record<string, readonly string[]> = {
  'people.send-transfer': ['to'],
  'people.float': ['to'],
  'org-life.plan': ['sessions'],
  'org-life.expect': ['persons'],
  'org-life.change': ['chair', 'recorder'],
  'org-life.change-matter': ['matter'],
  'org-life.remove-matter': ['matter'],
  'org-life.open-vote': ['matter'],
  'org-life.count-vote': ['matter'],
  'org-life.record-talks': ['talker', 'partners'],
  'org-life.excuse': ['person'],
  'org-life.end-excuse': ['person'],
  'org-life.enter-self-appraisal': ['person'],
  'org-life.enter-opinion': ['about', 'author'],
  'org-life.set-correction': ['person'],
  'org-life.appraise-again': ['person'],
  'notices.read': ['id'],
  'access.end-session': ['id'],
  'administration.propose-end': ['seat'],
  'administration.answer': ['id'],
  'administration.answer-profile': ['id'],
}

/** The kind of thing a field names: by the guard, or, where the guard forgot it, by what the caller would try. */
export function kindsOf(endpoint: AnyEndpoint, field: string, things: Things): string[] {
  const { guard } = endpoint
  const named = 'permission' in guard ? guard.over[field] : undefined
  return named ? [named] : Object.keys(things)
}

/** A thing and what else it may be: looked at nearby, once in reach and once beyond it. */
const statesOf = (place: string, thing: Thing): (readonly [string, Thing])[] => {
  const others = ['here', 'beside'].includes(place) ? Object.entries(thing.states ?? {}) : []
  return [[place, thing], ...others.map(([state, one]) => [`${place} ${state}`, one] as const)]
}

/** Every cell of an endpoint for one caller: each id it takes, at every place, the other ids in reach. */
export function cellsOf(endpoint: AnyEndpoint, caller: Caller, today: string): Cell[] {
  const skipped = checkedInside[endpoint.name] ?? []
  const fields = 'permission' in endpoint.guard ? idFields(endpoint).filter((field) => !skipped.includes(field)) : []
  if (fields.length === 0) return [{ endpoint, caller, target: '', input: inputOf(endpoint, today), stands: [] }]
  const here = caller.places['here']!
  const fill = (field: string, thing: Thing | null) => {
    const id = thing?.id ?? newId()
    return isList(endpoint, field) ? [id] : id
  }
  return fields.flatMap((field) =>
    kindsOf(endpoint, field, here).flatMap((kind) => {
      if (!here[kind]) throw new Error(`${endpoint.name}: plant a thing of the kind “${kind}” in geometry.ts`)
      const others = Object.fromEntries(fields.filter((one) => one !== field).map((one) => [one, fill(one, here[kindsOf(endpoint, one, here)[0]!]!)]))
      const places = Object.entries(caller.places).flatMap(([place, things]) => statesOf(place, things[kind]!))
      return [...places, ['nowhere', null] as const].map(([place, thing]): Cell => {
        const input = inputOf(endpoint, today, { ...others, [field]: fill(field, thing) })
        return { endpoint, caller, target: `${field}@${place}`, input, stands: thing?.stands ?? null }
      })
    }),
  )
}

export async function send(app: FastifyInstance, { endpoint, caller, input }: Cell): Promise<Answer> {
  const { url, rest } = addressOf(endpoint, input)
  const asQuery = endpoint.method === 'GET' || endpoint.form === 'upload'
  const query = Object.fromEntries(Object.entries(rest).map(([field, value]) => [field, String(value)]))
  const headers = { ...caller.headers, ...(endpoint.method === 'POST' && { 'x-tongxin': '1' }) }
  const answer = await app.inject({ method: endpoint.method, url, headers, ...(asQuery ? { query } : { payload: rest }) })
  return { status: answer.statusCode, body: answer.body }
}

/** What must come out, from guard, powers and geometry alone. */
export function expectedOf({ endpoint, caller, stands }: Cell, reaching: Reaching): 401 | 403 | 404 | 'through' {
  const { guard } = endpoint
  if ('open' in guard) return 'through'
  if (!caller.signedIn) return 401
  if ('self' in guard) return 'through'
  if (!caller.post?.permissions.has(guard.permission)) return 403
  const { at } = caller.post
  return stands !== null && stands.every((organisation) => reaching(at, organisation)) ? 'through' : 404
}

/** A refusal that belongs to no single endpoint: the gate's and the ledger's. */
const general = /^(access\.(too-many-guesses|no-such-seat)|ledger\.)/

/** Null when the answer is what it must be; otherwise what is wrong, in one line. */
export function faultOf(cell: Cell, answer: Answer, expected: ReturnType<typeof expectedOf>): string | null {
  const { endpoint, caller, target } = cell
  const told = (what: string) => `${endpoint.name} ${target} as ${caller.who}: ${what}, answered ${answer.status} ${answer.body.slice(0, 160)}`
  if (expected !== 'through') return answer.status === expected ? null : told(`must be ${expected}`)
  if ([401, 403, 404].includes(answer.status)) return told('must be let through')
  if (answer.status === 200) return null
  if (answer.status >= 500) return told('must not fail')
  const { code } = JSON.parse(answer.body) as Problem
  if (endpoint.method === 'GET' && !endpoint.refusals.includes(code)) return told('must be readable')
  if (answer.status === 400 && code !== 'input.no-file') return told('the generated input must be valid')
  return endpoint.refusals.includes(code) || general.test(code) ? null : told(`refusal ${code} is not in the contract`)
}

/** The same problem, but for the number of the request. */
export const withoutReference = (body: string): string => body.replace(/"reference":"[^"]*"/, '')

/** Ids in an answer of things that stand where the caller does not reach. Their own page may show all of oneself. */
export function leaksIn({ endpoint, caller }: Cell, { status, body }: Answer, stands: Map<string, number[]>, reaching: Reaching): string[] {
  if (status !== 200 || !('permission' in endpoint.guard)) return []
  const ids = new Set(body.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? [])
  const isBeyond = (places: number[]) => caller.post === null || !places.some((place) => reaching(caller.post!.at, place))
  return [...ids].flatMap((id) => (isBeyond(stands.get(id) ?? [caller.post?.at ?? 0]) ? `${endpoint.name} shows ${caller.who} ${id}` : []))
}
