import type {} from '@fastify/cookie'
import type { FastifyRequest } from 'fastify'
import { allow, refuse, Refusal, type Decision, type Refused } from '#base/decision.ts'
import type { AnyEndpoint, Guard } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import { reading } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { actorOf, type Account, type Actor, type Powers } from '#access/actor.ts'
import { demandOf } from '#access/demand.ts'
import { byActor, rememberEvent } from '#access/events.ts'
import { isStrong, needsSecondFactor, type Opening } from '#access/second-factor.ts'
import { sessionOf, type From, type Session } from '#access/sessions.ts'
import { siteOf, type Site, type SiteParts } from '#access/site.ts'
import { groundsOf } from '#access/visible.ts'

/**
 * How the gate finds where a thing stands: its paths, or null when there is none. Runs inside the actor's scope.
 * The roof hands over one finder per kind of thing, from the module that owns it.
 */
export type Finder = (tx: Db, actor: Actor, publicId: string) => Promise<readonly string[] | null>

/** What the gate adds to every call. `actor` is only there behind a permission. */
export interface Caller {
  world: World
  account: Account | null
  sessionId: string | null
  /** how and when the session was opened; null for a stranger */
  opened: { by: Opening[]; since: Date } | null
  /** the posts of this account demand a second step that it does not have yet: nothing else is open to it */
  mustEnrol: boolean
  site: Site
  actor: Actor
}

/** Whoever is signed in, acting on the own account. */
export function ownerOf(call: Caller & { from: From }) {
  const { account, opened, from, site } = call
  if (!account || !opened) throw new Refusal(refuse('access.sign-in-first'))
  return { account, opened, from, site }
}

export interface GateParts {
  world: World
  powers: Powers
  finders: Record<string, Finder>
  cookieName: string
  /** where people open it, and the unit's own sign-on */
  site?: SiteParts
}

/** HTTP statuses of the gate's refusals and the ledger's; every other refusal is 422. */
export const statuses: Record<string, number> = {
  'access.sign-in-first': 401,
  'access.not-permitted': 403,
  'access.no-seat': 403,
  'access.no-such-seat': 403,
  'access.foreign-origin': 403,
  'access.second-factor-first': 403,
  'access.not-found': 404,
  'access.too-many-guesses': 429,
  'ledger.act-reused': 409,
  'ledger.at-the-same-time': 409,
  'ledger.changed-meanwhile': 409,
}

/** The one place that decides whether a request may be handled: origin, session, post, permission, reach. */
export function gateOf(parts: GateParts) {
  return async (request: FastifyRequest, endpoint: AnyEndpoint, input: Record<string, unknown>): Promise<Decision<Caller>> => {
    if (endpoint.method !== 'GET' && !isFromOwnPage(request)) return refuse('access.foreign-origin')
    const { world } = parts
    const token = request.cookies[parts.cookieName]
    const session = token ? await sessionOf(world.db, token, world.clock.now(), world.clock.today()) : null
    const caller = await callerOf(session, request, parts)
    const { guard } = endpoint
    if ('open' in guard) return allow(withActor(caller, session, request, parts.powers))
    if (!session) return refuse('access.sign-in-first')
    if (caller.mustEnrol && !('self' in guard && guard.enrolling)) return refuse('access.second-factor-first')
    if ('self' in guard) return allow(withActor(caller, session, request, parts.powers))
    const decision = await permitted(guard, caller, session, request, input, parts)
    if (!decision.ok) await rememberRefused(world, withActor(caller, session, request, parts.powers), endpoint, decision, request.ip)
    return decision
  }
}

/** A request that met the wall: who asked, as what, for which permission; never what for. */
export const rememberRefused = (
  world: World, { account, actor }: Partial<Caller>, { guard, summary }: AnyEndpoint, refused: Refused, address: string,
): Promise<number> =>
  rememberEvent(
    world.db,
    {
      kind: 'refused', doer: account?.name ?? '', accountId: account?.id ?? null, realm: account?.realm ?? null, ...(actor && byActor(actor)),
      ...('permission' in guard && { permission: guard.permission }), detail: `${summary}（${refused.refusal}）`, address,
    },
    world.clock.now(),
  )
const nowhere: SiteParts = { publicUrl: null, signOn: null }

async function callerOf(session: Session | null, request: FastifyRequest, parts: GateParts): Promise<Caller> {
  const site = siteOf(parts.site ?? nowhere, request)
  const opened = session && { by: session.by, since: session.since }
  const mustEnrol = session !== null && (await lacksSecondFactor(session, site, parts))
  return { world: parts.world, account: session?.account ?? null, sessionId: session?.publicId ?? null, opened, mustEnrol, site } as Caller
}

/** Asked anew at every request: a post begun, or a profile changed, during a session counts at once. */
async function lacksSecondFactor(session: Session, site: Site, { world, powers }: GateParts): Promise<boolean> {
  if (isStrong(session.by, site.signOn?.settings.strong ?? false)) return false
  // most people hold no post of whom it is ever demanded: they are not made to wait for the profile
  return needsSecondFactor('wide', session.seats, powers) && needsSecondFactor(await demandOf(world.db), session.seats, powers)
}

/** Where a post was chosen or there is only one, open and self endpoints may use it too. */
function withActor(caller: Caller, session: Session | null, request: FastifyRequest, powers: Powers): Caller {
  const seat = session && seatOf(session, request)
  return seat ? { ...caller, actor: actorOf(session.account, seat, powers) } : caller
}

/** Browsers cannot send this header across origins without a preflight, which is never answered. */
function isFromOwnPage(request: FastifyRequest): boolean {
  if (request.headers['x-tongxin'] !== '1') return false
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const { origin, host } = request.headers
  // `null`, from a sandboxed frame, is no address and no page of ours
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)
}

function seatOf(session: Session, request: FastifyRequest) {
  const wished = request.headers['x-seat'] ?? (request.query as Record<string, unknown>)['seat']
  return wished === undefined ? session.seats[0] : session.seats.find((seat) => seat.publicId === wished)
}

async function permitted(
  guard: Extract<Guard, { permission: string }>,
  caller: Caller,
  session: Session,
  request: FastifyRequest,
  input: Record<string, unknown>,
  parts: GateParts,
): Promise<Decision<Caller>> {
  if (session.seats.length === 0) return refuse('access.no-seat')
  const seat = seatOf(session, request)
  if (!seat) return refuse('access.no-such-seat')
  const actor = actorOf(session.account, seat, parts.powers)
  if (!actor.permissions.has(guard.permission)) return refuse('access.not-permitted', { post: actor.postWords, permission: guard.permission })
  const named = Object.keys(guard.over).some((field) => input[field] !== undefined && input[field] !== null)
  const reached = !named || (await reading(parts.world.db, actor, (tx) => allReached(tx, guard.over, actor, input, parts.finders)))
  return reached ? allow({ ...caller, actor }) : refuse('access.not-found')
}

/** Every id the guard names must be found and lie in reach; arrays of ids too. Absent optional fields are skipped. */
async function allReached(tx: Db, over: Record<string, string>, actor: Actor, input: Record<string, unknown>, finders: GateParts['finders']) {
  for (const [field, kind] of Object.entries(over)) {
    const finder = finders[kind]
    if (!finder) throw new Error(`no finder for ${kind}`)
    for (const id of [input[field]].flat()) {
      if (id === undefined || id === null) continue
      const paths = await finder(tx, actor, String(id))
      if (groundsOf(actor.reach, paths ?? []).length === 0) return false
    }
  }
  return true
}
