import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Decision } from '#base/decision.ts'
import { on, type Request, type Route } from '#base/http/serve.ts'
import type { Powers } from '#access/actor.ts'
import { demandOf } from '#access/demand.ts'
import * as contract from '#access/factors/contract.ts'
import { isFresh } from '#access/factors/known.ts'
import { addPasskey, addTotp, dropPasskey, dropTotp, preparePasskey, prepareTotp, renewRecovery, type Added, type Owner } from '#access/factors/own.ts'
import { passkeysOf, takesPasskeys } from '#access/factors/passkeys.ts'
import { recoveryLeft } from '#access/factors/recovery.ts'
import { askPasskey, signInWithCode, signInWithPasskey } from '#access/factors/sign-in.ts'
import { totpSince } from '#access/factors/totp.ts'
import { ownerOf, type Caller } from '#access/gate.ts'
import { needsSecondFactor } from '#access/second-factor.ts'
import { seatsOf, type Opened } from '#access/sessions.ts'
import { linkOf } from '#access/sign-on/links.ts'

type Session = Request<unknown>['session']

/** Puts the token into the cookie; the answer tells only what comes next. */
export function seated(session: Session, { token, next, name }: Opened) {
  session.set(token)
  return { next, name }
}

function added(session: Session, done: Decision<Added>): Decision<{ recovery: string[] | null }> {
  if (!done.ok) return done
  session.set(done.value.token)
  return { ok: true, value: { recovery: done.value.recovery } }
}

/** Everything about the own ways in, for the page that shows them. */
async function present({ account, opened, site }: Owner, { world }: Caller, powers: Powers) {
  const { signOn } = site
  const [totp, passkeys, recovery, seats, demand, linked] = await Promise.all([
    totpSince(world.db, account.id), passkeysOf(world.db, account.id), recoveryLeft(world.db, account.id),
    seatsOf(world.db, account.id, world.clock.today(), world.clock.now()), demandOf(world.db),
    signOn && linkOf(world.db, account.id, signOn.settings.issuer),
  ])
  return {
    demanded: needsSecondFactor(demand, seats, powers),
    fresh: isFresh(opened, world.clock.now()),
    totp: totp && { since: totp.toISOString() },
    passkeys: passkeys.map((one) => ({
      id: one.public_id, name: one.name, since: one.made_at.toISOString(), used: one.used_at?.toISOString() ?? null, here: one.host === site.host,
    })),
    passkeysHere: takesPasskeys(site),
    recovery,
    signOn: signOn && { name: signOn.settings.name, linked: linked && { label: linked.label, since: linked.made_at.toISOString() } },
  }
}

export const factorRoutes = (powers: Powers): Route<Caller>[] => [
  on<Caller, typeof contract.signInCode>(contract.signInCode, async ({ world, input, from, session }) =>
    seated(session, await signInWithCode(world, session.token, input.code, from))),
  on<Caller, typeof contract.passkeyOptions>(contract.passkeyOptions, async ({ world, site, from }) => ({ options: await askPasskey(world, site, from) })),
  on<Caller, typeof contract.passkeySignIn>(contract.passkeySignIn, async ({ world, site, input, from, session }) => {
    const response = input.response as unknown as AuthenticationResponseJSON
    return seated(session, await signInWithPasskey(world, site, response, { from, token: session.token }))
  }),
  on<Caller, typeof contract.myFactors>(contract.myFactors, (call) => present(ownerOf(call), call, powers)),
  on<Caller, typeof contract.offerTotp>(contract.offerTotp, (call) => prepareTotp(call.world, ownerOf(call), call.input.current)),
  on<Caller, typeof contract.confirmTotp>(contract.confirmTotp, async (call) =>
    added(call.session, await addTotp(call.world, ownerOf(call), call.input))),
  on<Caller, typeof contract.removeTotp>(contract.removeTotp, (call) => dropTotp(call.world, powers, ownerOf(call), call.input)),
  on<Caller, typeof contract.passkeyToAdd>(contract.passkeyToAdd, async (call) => ({
    options: await preparePasskey(call.world, ownerOf(call), call.input.current),
  })),
  on<Caller, typeof contract.addPasskey>(contract.addPasskey, async (call) => {
    const { act, name, response } = call.input
    const made = { act, name, response: response as unknown as RegistrationResponseJSON }
    return added(call.session, await addPasskey(call.world, ownerOf(call), made))
  }),
  on<Caller, typeof contract.removePasskey>(contract.removePasskey, (call) => dropPasskey(call.world, powers, ownerOf(call), call.input)),
  on<Caller, typeof contract.makeRecovery>(contract.makeRecovery, (call) => renewRecovery(call.world, ownerOf(call), call.input)),
]
