import { refuse, Refusal } from '#base/decision.ts'
import type { Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import { accountById, accountByLogin, clearFactors, redeemSlip, setPassword, slipByCode, type AccountRow } from '#access/accounts.ts'
import { accountHappened } from '#access/happenings.ts'
import { mustKnowPassword } from '#access/factors/known.ts'
import { forgetGuesses, mayGuess, rememberGuess } from '#access/guesses.ts'
import { isPassword, wasteTime } from '#access/password.ts'
import { factorsOf, hasFactor, isStrong, type Opening } from '#access/second-factor.ts'
import { openHalf, openSession, type From, type Opened } from '#access/sessions.ts'

/** Where a right first step leads: in, or to the second step where the account has one. */
export async function afterFirstStep(
  db: Db, account: Pick<AccountRow, 'id' | 'name'>, by: Opening, at: { from: From; now: Date; signOnIsStrong?: boolean },
): Promise<Opened> {
  const { from, now, signOnIsStrong = false } = at
  const isDone = isStrong([by], signOnIsStrong) || !hasFactor(await factorsOf(db, account.id))
  if (isDone) return { token: await openSession(db, account.id, from, now, [by]), next: 'in', name: account.name }
  return { token: await openHalf(db, account.id, from, now, [by]), next: 'code', name: null }
}

/** Signs in; the answer and its time are the same for an unknown login, a closed account and a wrong password. */
export async function signIn(world: World, login: string, password: string, from: From): Promise<Opened> {
  const now = world.clock.now()
  const name = login.trim().toLowerCase()
  await mayGuess(world.db, name, from.address, now)
  const account = await accountByLogin(world.db, name)
  const right = account?.password ? await isPassword(password, account.password) : await wasteTime(password)
  if (!right || account?.state !== 'active') {
    await rememberGuess(world.db, name, from.address, now)
    throw new Refusal(refuse('access.wrong-password'))
  }
  await mayGuess(world.db, name, from.address, now)
  await forgetGuesses(world.db, name)
  return afterFirstStep(world.db, account, 'password', { from, now })
}

/** Whose slip it is; wrong codes count as guesses of the address. */
export async function readSlip(world: World, code: string, from: From) {
  const now = world.clock.now()
  await mayGuess(world.db, null, from.address, now)
  const slip = await slipByCode(world.db, code, now)
  if (!slip) {
    await rememberGuess(world.db, null, from.address, now)
    throw new Refusal(refuse('access.slip-unknown'))
  }
  const account = slip.account_id === null ? null : await accountById(world.db, slip.account_id)
  return { purpose: slip.purpose as string, name: account?.name ?? null, login: account?.login ?? null, clears: slip.clears_factors }
}

/**
 * Uses a slip to set a password, then signs in. The slip stays good when the password is refused. A slip is no second
 * factor: where the account has one it is asked for, unless whoever printed the slip chose to clear it.
 */
export async function activate(world: World, code: string, password: string, from: From): Promise<Opened> {
  const now = world.clock.now()
  await readSlip(world, code, from)
  return world.db.transaction().execute(async (tx) => {
    const slip = await redeemSlip(tx, code, ['activation', 'reset'], now)
    const account = slip.accountId === null ? null : await accountById(tx, slip.accountId)
    if (!account || account.state === 'closed') throw new Refusal(refuse('access.slip-unknown'))
    await setPassword(tx, account, password, now)
    if (slip.clears && (await clearFactors(tx, account.id))) {
      await world.tell(tx, accountHappened, { accountId: account.id, realm: account.realm_id, what: 'factors-cleared', detail: '' })
    }
    return afterFirstStep(tx, account, 'slip', { from, now })
  })
}

/** Changes the own password after asking for the current one; every session ends, a fresh one begins here, opened as before. */
export async function changePassword(
  world: World, owner: { id: number; by: Opening[] }, given: { current: string; password: string }, from: From,
): Promise<string> {
  const now = world.clock.now()
  await mustKnowPassword(world, owner.id, given.current, from)
  return world.db.transaction().execute(async (tx) => {
    const account = await accountById(tx, owner.id)
    if (!account) throw new Refusal(refuse('access.sign-in-first'))
    await setPassword(tx, account, given.password, now)
    return openSession(tx, account.id, from, now, owner.by)
  })
}
