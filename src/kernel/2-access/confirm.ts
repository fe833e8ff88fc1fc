import { refuse, Refusal } from '#base/decision.ts'
import type { World } from '#database/world.ts'
import { accountById } from '#access/accounts.ts'
import { mayGuess, rememberGuess } from '#access/guesses.ts'
import { isPassword } from '#access/password.ts'
import type { From } from '#access/sessions.ts'

/** Asks who sits here to prove it once more, by the password; a wrong one counts as a guess at signing in. */
export async function confirmPassword(world: World, accountId: number, password: string, from: From): Promise<void> {
  const account = await accountById(world.db, accountId)
  if (!account?.password) throw new Refusal(refuse('access.no-password'))
  const now = world.clock.now()
  await mayGuess(world.db, account.login, from.address, now)
  if (await isPassword(password, account.password)) return
  await rememberGuess(world.db, account.login, from.address, now)
  throw new Refusal(refuse('access.wrong-password'))
}
