import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import { refuse, Refusal } from '#base/decision.ts'
import type { Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import { accountById, type AccountRow } from '#access/accounts.ts'
import { accountHappened, type Happening } from '#access/happenings.ts'
import { answered, ask } from '#access/factors/challenges.ts'
import { codesOf, plainCode } from '#access/factors/codes.ts'
import { accountShowing, challengeIn, passkeyToShow, takesPasskeys } from '#access/factors/passkeys.ts'
import { recoveryLeft, spendRecoveryCode } from '#access/factors/recovery.ts'
import { spendTotp } from '#access/factors/totp.ts'
import { countOf, forgetGuesses, mayGuess, rememberGuess } from '#access/guesses.ts'
import { endByToken, halfOf, openSession, type From, type Opened } from '#access/sessions.ts'
import type { Site } from '#access/site.ts'

/** After so many wrong codes behind a right password its owner is told: the password is known to somebody. */
const tellAfter = 5

/**
 * The second step: a code of the telephone or a recovery code. A half sign-in that is unknown, too old or of an account
 * closed meanwhile gets the answer of a wrong code, after the same work.
 */
export async function signInWithCode(world: World, token: string | null, given: string, from: From): Promise<Opened> {
  const now = world.clock.now()
  const half = token === null ? null : await halfOf(world.db, token, now)
  const about = half && codesOf(half.public_id)
  await mayGuess(world.db, about, from.address, now)
  const opened = await world.db.transaction().execute(async (tx): Promise<Opened | null> => {
    const by = await spend(tx, world, half, plainCode(given))
    if (by === null || half === null || token === null) return null
    await endByToken(tx, token)
    await mayGuess(tx, about, from.address, now)
    if (by === 'recovery') await happened(tx, world, half, 'recovery-used', String(await recoveryLeft(tx, half.id)))
    return { token: await openSession(tx, half.id, from, now, [...half.opened_by, by]), next: 'in', name: half.name }
  })
  if (opened) {
    await forgetGuesses(world.db, about!)
    return opened
  }
  await rememberGuess(world.db, about, from.address, now)
  if (half && (await countOf(world.db, `login:${about}`, now)) === tellAfter) await happened(world.db, world, half, 'codes-guessed', String(tellAfter))
  throw new Refusal(refuse('access.wrong-code'))
}

/** Six digits are a telephone's, anything else a recovery code. */
async function spend(tx: Db, world: World, half: AccountRow | null, code: string): Promise<'totp' | 'recovery' | null> {
  const now = world.clock.now()
  const id = half?.id ?? null
  if (/^\d{6}$/.test(code)) return (await spendTotp(tx, world.keys, id, code, now)) ? 'totp' : null
  return (await spendRecoveryCode(tx, world.keys, id, code, now)) ? 'recovery' : null
}

const happened = (tx: Db, world: World, account: AccountRow, what: Happening, detail: string) =>
  world.tell(tx, accountHappened, { accountId: account.id, realm: account.realm_id, what, detail })

/** A question for a passkey. It asks for no login, so there is no list of passkeys that could tell who has one. */
export async function askPasskey(world: World, site: Site, from: From): Promise<PublicKeyCredentialRequestOptionsJSON> {
  if (!takesPasskeys(site)) throw new Refusal(refuse('access.no-passkeys-here', { host: site.host }))
  const options = await passkeyToShow(site)
  await ask(world.db, world.keys, options.challenge, { purpose: 'passkey-sign-in', accountId: null, address: from.address }, world.clock.now())
  return options
}

/** Signs in with a passkey alone: it is the device and whoever unlocks it. */
export async function signInWithPasskey(world: World, site: Site, response: AuthenticationResponseJSON, at: { from: From; token: string | null }): Promise<Opened> {
  const { from, token } = at
  const now = world.clock.now()
  await mayGuess(world.db, null, from.address, now)
  const challenge = challengeIn(response)
  const asked = await answered(world.db, world.keys, challenge, ['passkey-sign-in'], now)
  const opened = asked && (await world.db.transaction().execute(async (tx): Promise<Opened | null> => {
    const id = await accountShowing(tx, { response, challenge, site, now })
    const account = id === null ? null : await accountById(tx, id)
    if (account?.state !== 'active') return null
    // the half it may have begun with
    if (token !== null) await endByToken(tx, token)
    return { token: await openSession(tx, account.id, from, now, ['passkey']), next: 'in', name: account.name }
  }))
  if (opened) return opened
  await rememberGuess(world.db, null, from.address, now)
  throw new Refusal(refuse('access.wrong-passkey'))
}
