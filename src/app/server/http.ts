import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { refuse } from '#base/decision.ts'
import { newReference, problemOf, sendProblem, serve, unexpected } from '#base/http/serve.ts'
import { gateOf, statuses } from '#access/gate.ts'
import type { SiteParts } from '#access/site.ts'
import type { World } from '#database/world.ts'
import { statuses as noticeStatuses } from '#notices/routes.ts'
import { watch } from '#app/administration/watch.ts'
import { finders, routes, sentenceOf } from '#app/modules.ts'
import { powers } from '#app/powers.ts'
import { roomIn, type Room } from '#app/server/room.ts'
import { unreadAddress, unreadBytes } from '#app/server/unread.ts'
import { one } from '#base/sql.ts'
import { sql } from 'kysely'

export interface HttpOptions {
  world: World
  /** the session cookie only over TLS or on the machine itself */
  secureCookie: boolean
  trustProxy: boolean
  /** bytes of the data folder's disk that stay free for the database's log and for signing in; see `room.ts` */
  reserve?: number
  /** the address people open, where one is configured, and the unit's own sign-on */
  site?: SiteParts
}

const MiB = 1024 * 1024
const uploadLimit = 32 * MiB

/** The HTTP server with every route of every module; not yet listening. */
export async function httpServer({ world, secureCookie, trustProxy, reserve = 0, site }: HttpOptions): Promise<FastifyInstance> {
  const unread = { frameworkErrors: unreadAddress, clientErrorHandler: unreadBytes }
  const app = Fastify({ logger: false, genReqId: newReference, trustProxy, bodyLimit: 2 * MiB, requestTimeout: 120_000, ...unread })
  await app.register(helmet, {
    // the page sets its own policy with a nonce; everything else may load nothing
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"] } },
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
    referrerPolicy: { policy: 'no-referrer' },
  })
  await app.register(cookie)
  await app.register(multipart)
  const room = roomIn(world.dataDir, reserve)
  const metrics = measure(app, world, room)
  health(app, world, metrics)
  // also answers that never reach a handler, such as of a body that is not JSON; pages and assets say otherwise
  app.addHook('onRequest', async (_, reply) => void reply.header('cache-control', 'no-store'))
  app.all('/api/*', (_, reply) => noSuchAddress(reply))
  app.setErrorHandler((error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode ?? 500
    if (status >= 500) world.log.error({ request: request.id, error: String(error) }, 'a request failed')
    const code = status === 413 ? 'input.file-too-large' : 'input.not-json'
    if (status < 500) return sendProblem(reply, { ...unexpected(request.id), status, code, title: '没有办成', detail: sentenceOf(code, {}) })
    return sendProblem(reply, unexpected(request.id))
  })
  const name = secureCookie ? '__Host-tongxin' : 'tongxin'
  const gate = gateOf({ world, powers, finders, cookieName: name, ...(site && { site }) })
  const isDiskFull = () => room.isFull()
  serve(app, routes, { gate, words: sentenceOf, statuses: { ...statuses, ...noticeStatuses }, cookie: { name, secure: secureCookie }, log: world.log, uploadLimit, isDiskFull, watch })
  return app
}

export const noSuchAddress = (reply: FastifyReply) =>
  sendProblem(reply, problemOf(refuse('input.no-such-address'), { words: sentenceOf, statuses: { 'input.no-such-address': 404 } }, reply.request.id))

function measure(app: FastifyInstance, world: World, room: Room): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const collect = async function (this: Gauge) {
    this.set(await room.free())
  }
  registry.registerMetric(new Gauge({ name: 'data_disk_free_bytes', help: 'room left where the data folder lies', registers: [], collect }))
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'time to answer',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'page'
    seconds.observe({ route, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
    world.log.info({ request: request.id, route, method: request.method, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered')
  })
  return registry
}

const isLocal = (address: string) => address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1'

/** Liveness, readiness, and numbers for monitoring (local only). */
function health(app: FastifyInstance, world: World, metrics: Registry): void {
  app.get('/healthz', async () => ({ alive: true }))
  app.get('/readyz', async (_, reply) => {
    const ready = await one(world.db, sql`select 1`).then(
      () => true,
      () => false,
    )
    return reply.code(ready ? 200 : 503).send({ ready })
  })
  app.get('/metrics', async (request, reply) =>
    isLocal(request.ip) ? reply.type(metrics.contentType).send(await metrics.metrics()) : reply.code(404).send(),
  )
}
