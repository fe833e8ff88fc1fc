import { refuse, Refusal } from '#base/decision.ts'
import { on, type Route } from '#base/http/serve.ts'
import { many } from '#base/sql.ts'
import { sql } from 'kysely'
import * as contract from '#access/contract.ts'
import { activate, changePassword, readSlip, signIn } from '#access/actions.ts'
import { anybodyHasPassword } from '#access/accounts.ts'
import type { Account, Powers, Seat } from '#access/actor.ts'
import { rememberSignIn } from '#access/events.ts'
import { ownerOf, type Caller } from '#access/gate.ts'
import { factorRoutes, seated } from '#access/factors/routes.ts'
import { endByToken, endSession, seatsOf, sessionsOf } from '#access/sessions.ts'
import { takesPasskeys } from '#access/factors/passkeys.ts'
import { signOnRoutes } from '#access/sign-on/routes.ts'
import { signOffAddress } from '#access/sign-on/sign-on.ts'
import type { Site } from '#access/site.ts'
import type { World } from '#database/world.ts'

async function present(world: World, account: Account, seats: Seat[], powers: Powers) {
  const realms = await many(world.db, sql<{ id: number; name: string; kind: string }>`select id, name, kind from realms`)
  return {
    account: { name: account.name, login: account.login, person: account.personId },
    seats: seats.map((seat) => {
      const realm = realms.find((one) => one.id === seat.realm)
      return {
        id: seat.publicId,
        post: seat.post,
        postWords: powers.wordsOf(seat.post),
        organisation: seat.organisationId,
        organisationName: seat.organisationName,
        realm: realm?.name ?? '',
        sample: realm?.kind === 'sample',
        permissions: [...powers.permissionsOf(seat.post)].sort(),
      }
    }),
  }
}

/** A signed-in account is guaranteed behind `self`. */
function accountOf(call: Caller): Account {
  if (!call.account) throw new Refusal(refuse('access.sign-in-first'))
  return call.account
}

const waysAt = (site: Site) => ({
  passkey: takesPasskeys(site), signOn: site.signOn?.settings.name ?? null, address: site.isSet ? site.origin : null,
})

export const routesOf = (powers: Powers): Route<Caller>[] => [
  on<Caller, typeof contract.whoAmI>(contract.whoAmI, async ({ world, account, site, mustEnrol }) => {
    const firstRun = account === null && !(await anybodyHasPassword(world.db))
    if (!account) return { me: null, firstRun, ways: waysAt(site) }
    const seats = await seatsOf(world.db, account.id, world.clock.today(), world.clock.now())
    return { me: { ...(await present(world, account, seats, powers)), mustEnrol }, firstRun, ways: waysAt(site) }
  }),
  on<Caller, typeof contract.signIn>(contract.signIn, async ({ world, input, from, session }) =>
    seated(session, await signIn(world, input.login, input.password, from))),
  on<Caller, typeof contract.signOut>(contract.signOut, async ({ world, account, site, session, from }) => {
    const by = session.token === null ? null : await endByToken(world.db, session.token)
    if (account && by) await rememberSignIn(world.db, 'sign-out', account.id, from.address, world.clock.now())
    session.clear()
    return { address: by?.includes('sign-on') ? await signOffAddress(world, site) : null }
  }),
  on<Caller, typeof contract.readSlip>(contract.readSlip, ({ world, input, from }) => readSlip(world, input.code, from)),
  on<Caller, typeof contract.activate>(contract.activate, async ({ world, input, from, session }) =>
    seated(session, await activate(world, input.code, input.password, from))),
  on<Caller, typeof contract.changePassword>(contract.changePassword, async (call) => {
    const { world, input, from, session } = call
    const { account, opened } = ownerOf(call)
    session.set(await changePassword(world, { id: account.id, by: opened.by }, input, from))
    return {}
  }),
  on<Caller, typeof contract.mySessions>(contract.mySessions, async (call) => {
    const rows = await sessionsOf(call.world.db, accountOf(call).id, call.world.clock.now())
    const sessions = rows.map((row) => ({
      id: row.public_id,
      here: row.public_id === call.sessionId,
      since: row.made_at.toISOString(),
      seen: row.seen_at.toISOString(),
      ends: row.ends_at.toISOString(),
      address: row.address,
      agent: row.agent,
      by: row.opened_by,
    }))
    return { sessions }
  }),
  on<Caller, typeof contract.endMySession>(contract.endMySession, async (call) => {
    const ended = await endSession(call.world.db, accountOf(call).id, call.input.id)
    if (!ended) throw new Refusal(refuse('access.session-unknown'))
    return {}
  }),
  ...factorRoutes(powers),
  ...signOnRoutes,
]
