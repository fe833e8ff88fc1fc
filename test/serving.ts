import type { FastifyInstance } from 'fastify'
import { newId } from '#base/id.ts'
import type { AnyEndpoint, InputOf, OutputOf, Problem } from '#base/contract.ts'
import { addressOf } from '#base/web/call.ts'
import { invite, openWithoutPassword } from '#access/accounts.ts'
import { seat } from '#access/seats.ts'
import { openSession } from '#access/sessions.ts'
import type { SiteParts } from '#access/site.ts'
import { httpServer } from '#app/server/http.ts'
import type { World } from '#database/world.ts'

/** Someone signed in, acting as one post. */
export interface Client {
  call<E extends AnyEndpoint>(endpoint: E, input: InputOf<E>): Promise<OutputOf<E>>
  /** the problem of a call that must be refused */
  refused(endpoint: AnyEndpoint, input: object): Promise<Problem>
  /** the bare answer, for tests of status and headers */
  send(endpoint: AnyEndpoint, input: object): Promise<{ status: number; body: string; headers: Record<string, unknown> }>
  /** a file that an endpoint answers, byte for byte */
  file(endpoint: AnyEndpoint, input: object): Promise<{ status: number; raw: Buffer; headers: Record<string, unknown> }>
  /** the same person at another server over the same database */
  over(app: FastifyInstance): Client
}

export const serving = (world: World, site?: SiteParts): Promise<FastifyInstance> =>
  httpServer({ world, secureCookie: true, trustProxy: false, ...(site && { site }) })

export interface Holder {
  realm: number
  post: string
  organisation: { public_id: string; name: string; path: string }
  reach: string[]
  personId?: string
}

/** A fresh account in a seat, with a session: as if the person had just signed in. */
export async function signedIn(app: FastifyInstance, world: World, holder: Holder): Promise<Client> {
  const now = world.clock.now()
  const login = `t${newId().slice(-12)}`
  const account = await invite(world.db, { login, name: `测试${holder.post}`, realm: holder.realm, personId: holder.personId ?? null, now })
  await openWithoutPassword(world.db, account.id)
  const { public_id: organisationId, name: organisationName, path } = holder.organisation
  const seatId = await seat(world.db, {
    realm: holder.realm, accountId: account.id, post: holder.post, organisationId, organisationName, path,
    reach: holder.reach, starts: '2000-01-01', ends: null,
  })
  const token = await openSession(world.db, account.id, { address: '127.0.0.1', agent: 'test' }, now)
  return clientOf(app, { cookie: `__Host-tongxin=${token}`, 'x-seat': seatId })
}

/** A client with some headers; without a cookie it is a stranger. */
export function clientOf(app: FastifyInstance, headers: Record<string, string>): Client {
  const inject = (endpoint: AnyEndpoint, input: object) => {
    const { url, rest } = addressOf(endpoint, input as Record<string, unknown>)
    return app.inject(
      endpoint.method === 'GET'
        ? { method: 'GET', url, query: textOf(rest), headers }
        : endpoint.form === 'upload'
        ? { method: 'POST', url, query: textOf(rest), headers: { ...headers, 'x-tongxin': '1' } }
        : { method: 'POST', url, payload: rest, headers: { ...headers, 'x-tongxin': '1' } },
    )
  }
  const send: Client['send'] = async (endpoint, input) => {
    const answer = await inject(endpoint, input)
    return { status: answer.statusCode, body: answer.body, headers: answer.headers }
  }
  return {
    send,
    file: async (endpoint, input) => {
      const answer = await inject(endpoint, input)
      return { status: answer.statusCode, raw: answer.rawPayload, headers: answer.headers }
    },
    over: (other) => clientOf(other, headers),
    async call(endpoint, input) {
      const { status, body } = await send(endpoint, input as object)
      if (status !== 200) throw new Error(`${endpoint.name} answered ${status}: ${body}`)
      return JSON.parse(body) as never
    },
    async refused(endpoint, input) {
      const { status, body } = await send(endpoint, input)
      if (status < 400) throw new Error(`${endpoint.name} was not refused: ${body}`)
      return JSON.parse(body) as Problem
    },
  }
}

const textOf = (rest: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined).map(([field, value]) => [field, String(value)]))
