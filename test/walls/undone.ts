import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyInstance } from 'fastify'
import type { AnyEndpoint } from '#base/contract.ts'
import { serve } from '#base/http/serve.ts'
import type { Powers } from '#access/actor.ts'
import { gateOf, statuses } from '#access/gate.ts'
import type { World } from '#database/world.ts'
import { finders, routes, sentenceOf } from '#app/modules.ts'
import { powers } from '#app/powers.ts'
import type { Cell, expectedOf } from '../matrix.ts'

/* One rule taken away at a time: a matrix that stays green without it would not have noticed that it was forgotten. */

/** The endpoint's own handler behind a gate with another guard or other powers; `world` may have no second wall. */
export async function servedWith(world: World, endpoint: AnyEndpoint, altered: { guard?: AnyEndpoint['guard']; powers?: Powers }): Promise<FastifyInstance> {
  const route = routes.find((one) => one.endpoint.name === endpoint.name)!
  const app = Fastify()
  await app.register(cookie)
  await app.register(multipart)
  const gate = gateOf({ world, powers: altered.powers ?? powers, finders, cookieName: '__Host-tongxin' })
  const parts = { gate, words: sentenceOf, statuses, cookie: { name: '__Host-tongxin', secure: true }, log: { error: () => undefined }, uploadLimit: 1_000 }
  serve(app, [{ ...route, endpoint: { ...endpoint, guard: altered.guard ?? endpoint.guard } }], parts)
  return app
}

export interface Undone {
  /** what was taken away */
  rule: string
  endpoint: AnyEndpoint
  /** whether a cell of the matrix is about this rule */
  about(cell: Cell, expected: ReturnType<typeof expectedOf>): boolean
  altered: { guard?: AnyEndpoint['guard']; powers?: Powers }
}

const altering = (change: (held: ReadonlySet<string>) => ReadonlySet<string>): Powers => ({ ...powers, permissionsOf: (post) => change(powers.permissionsOf(post)) })

/** Every field a guard tests, every permission it asks for: each forgotten once, each permission given to all and to none. */
export function rulesUndone(endpoint: AnyEndpoint): Undone[] {
  const { guard, name } = endpoint
  if (!('permission' in guard)) return []
  const { permission, over } = guard
  const fields = Object.keys(over).map((field): Undone => {
    const rest = Object.fromEntries(Object.entries(over).filter(([one]) => one !== field))
    return { rule: `${name}: ${field} need not lie in reach`, endpoint, about: (cell, expected) => cell.target.startsWith(`${field}@`) && expected === 404, altered: { guard: { permission, over: rest } } }
  })
  const all = altering((held) => new Set([...held, permission]))
  const none = altering((held) => new Set([...held].filter((one) => one !== permission)))
  return [
    ...fields,
    { rule: `${name}: everybody holds ${permission}`, endpoint, about: (cell, expected) => expected === 403 && cell.caller.post !== null && /^$|here/.test(cell.target), altered: { powers: all } },
    { rule: `${name}: nobody holds ${permission}`, endpoint, about: (_, expected) => expected === 'through', altered: { powers: none } },
  ]
}
