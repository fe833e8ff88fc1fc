import { refuse, Refusal } from '#base/decision.ts'
import { on, type Route } from '#base/http/serve.ts'
import { many } from '#base/sql.ts'
import { sql } from 'kysely'
import * as contract from '#access/contract.ts'
import { activate, changePassword, readSlip, signIn } from '#access/actions.ts'
import { anybodyHasPassword } from '#access/accounts.ts'
import type { Account, Powers, Seat } from '#access/actor.ts'
import { rememberSignIn } from '#access/events.ts'
import type { Caller } from '#access/gate.ts'
import { endSession, seatsOf, sessionsOf } from '#access/sessions.ts'
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

export const routesOf = (powers: Powers): Route<Caller>[] => [
  on<Caller, typeof contract.whoAmI>(contract.whoAmI, async ({ world, account }) => {
    const firstRun = account === null && !(await anybodyHasPassword(world.db))
    if (!account) return { me: null, firstRun }
    const seats = await seatsOf(world.db, account.id, world.clock.today(), world.clock.now())
    return { me: await present(world, account, seats, powers), firstRun }
  }),
  on<Caller, typeof contract.signIn>(contract.signIn, async ({ world, input, from, session }) => {
    const { token, name } = await signIn(world, input.login, input.password, from)
    session.set(token)
    return { name }
  }),
  on<Caller, typeof contract.signOut>(contract.signOut, async ({ world, account, sessionId, session, from }) => {
    if (account && sessionId && (await endSession(world.db, account.id, sessionId))) {
      await rememberSignIn(world.db, 'sign-out', account.id, from.address, world.clock.now())
    }
    session.clear()
    return {}
  }),
  on<Caller, typeof contract.readSlip>(contract.readSlip, ({ world, input, from }) => readSlip(world, input.code, from)),
  on<Caller, typeof contract.activate>(contract.activate, async ({ world, input, from, session }) => {
    const { token, name } = await activate(world, input.code, input.password, from)
    session.set(token)
    return { name }
  }),
  on<Caller, typeof contract.changePassword>(contract.changePassword, async (call) => {
    const { world, input, from, session } = call
    session.set(await changePassword(world, accountOf(call).id, input.current, input.password, from))
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
    }))
    return { sessions }
  }),
  on<Caller, typeof contract.endMySession>(contract.endMySession, async (call) => {
    const ended = await endSession(call.world.db, accountOf(call).id, call.input.id)
    if (!ended) throw new Refusal(refuse('access.session-unknown'))
    return {}
  }),
]
