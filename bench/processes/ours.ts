// The product's HTTP server in a process of its own, so that its CPU and memory can be told from the bench's.
import { needs, nothing, open } from '#base/contract.ts'
import { endpoint, publicId } from '#base/contract.ts'
import { on, serve, type Route } from '#base/http/serve.ts'
import { gateOf, statuses, type Caller } from '#access/gate.ts'
import { permissions } from '#people/contract.ts'
import { finders, sentenceOf } from '#app/modules.ts'
import { powers } from '#app/powers.ts'
import { httpServer } from '#app/server/http.ts'
import { z } from 'zod'
import { answerUsage } from './answer-usage.ts'
import { smallAnswer } from './small-answer.ts'
import { worldHere } from './world.ts'

const world = worldHere()

const small = { method: 'GET', summary: '测量', output: z.object({ rows: z.array(z.object({ id: publicId, name: z.string(), members: z.int() })) }), refusals: [] } as const
const smallOpen = endpoint({ ...small, name: 'bench.open', path: '/bench/open', guard: open('测量'), input: nothing })
const smallGuarded = endpoint({
  ...small, name: 'bench.guarded', path: '/bench/{organisation}', guard: needs(permissions.view, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId }),
})
const routes: Route<Caller>[] = [
  on<Caller, typeof smallOpen>(smallOpen, async () => smallAnswer),
  on<Caller, typeof smallGuarded>(smallGuarded, async () => smallAnswer),
]

const app = await httpServer({ world, secureCookie: true, trustProxy: false })
const gate = gateOf({ world, powers, finders, cookieName: '__Host-tongxin' })
serve(app, routes, { gate, words: sentenceOf, statuses, cookie: { name: '__Host-tongxin', secure: true }, log: world.log, uploadLimit: 1 })
await app.listen({ port: 0, host: '127.0.0.1' })
answerUsage((app.server.address() as { port: number }).port)
