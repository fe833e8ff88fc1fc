import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { needs, nothing, publicId, type AnyEndpoint } from '#base/contract.ts'
import { refuse, Refusal } from '#base/decision.ts'
import { on, serve, type Route } from '#base/http/serve.ts'
import { many } from '#base/sql.ts'
import { gateOf, statuses, type Caller } from '#access/gate.ts'
import { everywhere, within } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { writeXlsx } from 'hucre/xlsx'
import { finders, sentenceOf } from '#app/modules.ts'
import { powers } from '#app/powers.ts'
import { serving } from '../serving.ts'

/* Holes dug on purpose: a harness that does not fall into them proves nothing. */

type Handler = Parameters<typeof on<Caller, AnyEndpoint>>[1]

export interface Hole {
  endpoint: AnyEndpoint
  handle: Handler
}

/** The real server with planted routes beside its own, behind the real gate. */
export async function servingHoles(world: World, holes: readonly Hole[]): Promise<FastifyInstance> {
  const app = await serving(world)
  const gate = gateOf({ world, powers, finders, cookieName: '__Host-tongxin' })
  const name = { name: '__Host-tongxin', secure: true }
  const routes: Route<Caller>[] = holes.map(({ endpoint, handle }) => on<Caller, AnyEndpoint>(endpoint, handle))
  serve(app, routes, { gate, words: (code, facts) => (code.startsWith('planted.') ? `没有办成：${JSON.stringify(facts)}` : sentenceOf(code, facts)), statuses, cookie: name, log: { error: () => undefined }, uploadLimit: 1_000 })
  return app
}

export const hole = (name: string, more: Partial<AnyEndpoint>, handle: Handler): Hole => ({
  endpoint: {
    name: `planted.${name}`, method: 'GET', path: `/planted/${name}`, summary: '', guard: needs('people.view'),
    input: nothing, output: z.unknown(), refusals: [], ...more,
  },
  handle,
})

const persons = ({ world, actor }: Caller) =>
  within(world.db, everywhere(actor.realm), (tx) => many(tx, sql<{ id: string; name: string }>`select public_id as id, name from people_persons where realm_id = ${actor.realm} order by id`))

/** Each forgets the reach in another way. */
export const leaks: Hole[] = [
  hole('by-id', { path: '/planted/by-id/{id}', input: z.strictObject({ id: publicId }) }, async (call) => {
    const { id } = call.input as unknown as { id: string }
    return { name: (await persons(call)).find((one) => one.id === id)?.name ?? null }
  }),
  hole('list', {}, async (call) => ({ rows: (await persons(call)).map(({ id }) => ({ id })) })),
  hole('error', {}, async (call) => {
    throw new Refusal(refuse('planted.taken', { by: (await persons(call)).at(-1)!.name }))
  }),
  hole('export', { form: 'download' }, async (call) => {
    const rows = (await persons(call)).map(({ name }) => [name])
    const body = Buffer.from(await writeXlsx({ sheets: [{ name: '名册', rows: [['姓名']] }, { name: '备查', rows }] }))
    return { name: 'a.xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', body }
  }),
  hole('file-name', { form: 'download' }, async (call) => ({ name: `${(await persons(call))[0]!.name}.csv`, type: 'text/csv', body: Buffer.from('x') })),
  hole('stream', { form: 'stream' }, async function (call) {
    const [one] = await persons(call)
    return (async function* () {
      yield { name: one!.name }
    })()
  }),
]

/** Shows no id and no name of anybody, only how many there are. */
export const counting = hole('count', {}, async (call) => ({ people: (await persons(call)).length }))
