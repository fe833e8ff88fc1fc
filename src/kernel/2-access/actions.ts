import { refuse, Refusal } from '#base/decision.ts'
import type { World } from '#database/world.ts'
import { accountById, accountByLogin, setPassword, slipByCode, redeemSlip } from '#access/accounts.ts'
import { forgetGuesses, mayGuess, rememberGuess } from '#access/guesses.ts'
import { isPassword, wasteTime } from '#access/password.ts'
import { openSession, type From } from '#access/sessions.ts'

/** Signs in; the answer and its time are the same for an unknown login, a closed account and a wrong password. */
export async function signIn(world: World, login: string, password: string, from: From): Promise<{ token: string; name: string }> {
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
  return { token: await openSession(world.db, account.id, from, now), name: account.name }
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
  return { purpose: slip.purpose as string, name: account?.name ?? null, login: account?.login ?? null }
}

/** Uses a slip to set a password, then signs in with a fresh session. The slip stays good when the password is refused. */
export async function activate(world: World, code: string, password: string, from: From): Promise<{ token: string; name: string }> {
  const now = world.clock.now()
  await readSlip(world, code, from)
  return world.db.transaction().execute(async (tx) => {
    const slip = await redeemSlip(tx, code, ['activation', 'reset'], now)
    const account = slip.accountId === null ? null : await accountById(tx, slip.accountId)
    if (!account || account.state === 'closed') throw new Refusal(refuse('access.slip-unknown'))
    await setPassword(tx, account, password, now)
    return { token: await openSession(tx, account.id, from, now), name: account.name }
  })
}

/** Changes the own password after asking for the current one; every session ends, a fresh one begins here. */
export async function changePassword(world: World, accountId: number, current: string, password: string, from: From): Promise<string> {
  const now = world.clock.now()
  const account = await accountById(world.db, accountId)
  if (!account?.password) throw new Refusal(refuse('access.wrong-password'))
  await mayGuess(world.db, account.login, from.address, now)
  if (!(await isPassword(current, account.password))) {
    await rememberGuess(world.db, account.login, from.address, now)
    throw new Refusal(refuse('access.wrong-password'))
  }
  await mayGuess(world.db, account.login, from.address, now)
  return world.db.transaction().execute(async (tx) => {
    await setPassword(tx, account, password, now)
    return openSession(tx, account.id, from, now)
  })
}
