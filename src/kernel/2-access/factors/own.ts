import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { refuse, Refusal, type Decision } from '#base/decision.ts'
import type { Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import { lockAccount } from '#access/accounts.ts'
import type { Account, Powers } from '#access/actor.ts'
import { demandOf } from '#access/demand.ts'
import { answered, ask } from '#access/factors/challenges.ts'
import { codesOf, plainCode } from '#access/factors/codes.ts'
import { mustBeFresh, mustKnowPassword, performOwn, type Opened } from '#access/factors/known.ts'
import { challengeIn, keepPasskey, passkeyToMake, removePasskey, takesPasskeys } from '#access/factors/passkeys.ts'
import { makeRecoveryCodes, removeRecoveryCodes } from '#access/factors/recovery.ts'
import { confirmTotp, offerTotp, removeTotp, totpAddress } from '#access/factors/totp.ts'
import { mayGuess, rememberGuess } from '#access/guesses.ts'
import { factorsOf, hasFactor, needsSecondFactor, type Opening } from '#access/second-factor.ts'
import { endAllSessions, openSession, seatsOf, type From } from '#access/sessions.ts'
import type { Site } from '#access/site.ts'

/** Whoever acts on the own account, from the session they came with. */
export interface Owner {
  account: Account
  opened: Opened
  from: From
  site: Site
}

/** What a new factor brings: a fresh session here, and recovery codes with the first one. */
export interface Added {
  token: string
  recovery: string[] | null
}

/** A secret for the telephone; it holds only after its first code. */
export async function prepareTotp(world: World, owner: Owner, current: string | undefined): Promise<{ secret: string; address: string }> {
  await mustBeFresh(world, { ...owner, current })
  const secret = await world.db.transaction().execute((tx) => offerTotp(tx, world.keys, owner.account.id, world.clock.now()))
  return { secret, address: totpAddress(secret, owner.account.login) }
}

export async function addTotp(world: World, owner: Owner, input: { act: string; code: string }): Promise<Decision<Added>> {
  const now = world.clock.now()
  const about = codesOf(owner.account.publicId)
  await mayGuess(world.db, about, owner.from.address, now)
  const done = await adding(world, owner, { id: input.act, what: 'totp-added', by: 'totp' }, async (tx) => {
    const right = await confirmTotp(tx, world.keys, owner.account.id, plainCode(input.code), now)
    if (!right) throw new Refusal(refuse('access.wrong-code'))
    return ''
  })
  if (!done.ok && done.refusal === 'access.wrong-code') await rememberGuess(world.db, about, owner.from.address, now)
  return done
}

export async function preparePasskey(world: World, owner: Owner, current: string | undefined): Promise<PublicKeyCredentialCreationOptionsJSON> {
  if (!takesPasskeys(owner.site)) throw new Refusal(refuse('access.no-passkeys-here', { host: owner.site.host }))
  await mustBeFresh(world, { ...owner, current })
  const { account, from, site } = owner
  const options = await passkeyToMake(world.db, account, site)
  await ask(world.db, world.keys, options.challenge, { purpose: 'passkey-add', accountId: account.id, address: from.address }, world.clock.now())
  return options
}

export async function addPasskey(
  world: World, owner: Owner, input: { act: string; name: string; response: RegistrationResponseJSON },
): Promise<Decision<Added>> {
  const { account, site } = owner
  const now = world.clock.now()
  const challenge = challengeIn(input.response)
  const asked = await answered(world.db, world.keys, challenge, ['passkey-add'], now)
  return adding(world, owner, { id: input.act, what: 'passkey-added', by: 'passkey' }, async (tx) => {
    const mine = asked?.accountId === account.id
    const kept = mine && (await keepPasskey(tx, { accountId: account.id, name: input.name, response: input.response, challenge, site, now }))
    if (!kept) throw new Refusal(refuse('access.wrong-passkey'))
    return input.name
  })
}

/**
 * Adds a factor in one act. Every session ends and a fresh one begins here, opened with what was just shown; the first
 * factor brings the recovery codes. Codes and token are answered once and kept nowhere in clear.
 */
async function adding(
  world: World, owner: Owner, act: { id: string; what: 'totp-added' | 'passkey-added'; by: Opening }, keep: (tx: Db) => Promise<string>,
): Promise<Decision<Added>> {
  const { account, opened, from } = owner
  const now = world.clock.now()
  let added: Added | null = null
  const done = await performOwn(world, account, { id: act.id, what: act.what, input: {} }, async (tx) => {
    await lockAccount(tx, account.id)
    const had = hasFactor(await factorsOf(tx, account.id))
    const detail = await keep(tx)
    const recovery = had ? null : await makeRecoveryCodes(tx, world.keys, account.id, now)
    await endAllSessions(tx, account.id)
    const token = await openSession(tx, account.id, from, now, [...new Set([...opened.by, act.by])])
    added = { token, recovery }
    return { answer: {}, detail }
  })
  if (!done.ok) return done
  return added ? { ok: true, value: added } : refuse('access.wrong-code')
}

/** Taking a factor away wants the password again; the last one stays while the posts demand it. */
async function removing(
  world: World, powers: Powers, owner: Owner, act: { id: string; what: 'totp-removed' | 'passkey-removed'; current: string },
  remove: (tx: Db) => Promise<string | null>,
): Promise<Decision<Record<string, never>>> {
  const { account, from } = owner
  await mustKnowPassword(world, account.id, act.current, from)
  const done = await performOwn(world, account, { id: act.id, what: act.what, input: {} }, async (tx) => {
    await lockAccount(tx, account.id)
    const detail = await remove(tx)
    if (detail === null) throw new Refusal(refuse('access.factor-unknown'))
    if (!hasFactor(await factorsOf(tx, account.id))) await mayDoWithout(tx, world, powers, account.id)
    return { answer: {}, detail }
  })
  return done
}

async function mayDoWithout(tx: Db, world: World, powers: Powers, accountId: number): Promise<void> {
  const seats = await seatsOf(tx, accountId, world.clock.today(), world.clock.now())
  if (needsSecondFactor(await demandOf(tx), seats, powers)) throw new Refusal(refuse('access.factor-demanded'))
  await removeRecoveryCodes(tx, accountId)
}

export const dropTotp = (world: World, powers: Powers, owner: Owner, input: { act: string; current: string }): Promise<Decision<Record<string, never>>> =>
  removing(world, powers, owner, { id: input.act, what: 'totp-removed', current: input.current }, async (tx) =>
    (await removeTotp(tx, owner.account.id)) ? '' : null)

export const dropPasskey = (world: World, powers: Powers, owner: Owner, input: { act: string; id: string; current: string }): Promise<Decision<Record<string, never>>> =>
  removing(world, powers, owner, { id: input.act, what: 'passkey-removed', current: input.current }, (tx) =>
    removePasskey(tx, owner.account.id, input.id))

export async function renewRecovery(world: World, owner: Owner, input: { act: string; current: string }): Promise<Decision<{ recovery: string[] | null }>> {
  const { account } = owner
  await mustKnowPassword(world, account.id, input.current, owner.from)
  let recovery: string[] | null = null
  const done = await performOwn(world, account, { id: input.act, what: 'recovery-made', input: {} }, async (tx) => {
    if (!hasFactor(await factorsOf(tx, account.id))) throw new Refusal(refuse('access.factor-unknown'))
    recovery = await makeRecoveryCodes(tx, world.keys, account.id, world.clock.now())
    return { answer: {} }
  })
  return done.ok ? { ok: true, value: { recovery } } : done
}
