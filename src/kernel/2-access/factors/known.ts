import { refuse, Refusal, type Decision } from '#base/decision.ts'
import type { Db } from '#base/sql.ts'
import { everywhere } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { perform, type Doer } from '#ledger/act.ts'
import { accountById } from '#access/accounts.ts'
import type { Account } from '#access/actor.ts'
import { accountHappened, type Happening } from '#access/happenings.ts'
import { mayGuess, rememberGuess } from '#access/guesses.ts'
import { isPassword, wasteTime } from '#access/password.ts'
import type { Opening } from '#access/second-factor.ts'
import type { From } from '#access/sessions.ts'

/** Refuses unless the account's password is given; wrong ones count as guesses. */
export async function mustKnowPassword(world: World, accountId: number, current: string, from: From): Promise<void> {
  const now = world.clock.now()
  const account = await accountById(world.db, accountId)
  if (!account) throw new Refusal(refuse('access.sign-in-first'))
  await mayGuess(world.db, account.login, from.address, now)
  const right = account.password ? await isPassword(current, account.password) : await wasteTime(current)
  if (!right) {
    await rememberGuess(world.db, account.login, from.address, now)
    throw new Refusal(refuse('access.wrong-password'))
  }
  await mayGuess(world.db, account.login, from.address, now)
}

/** Whoever typed the password a moment ago need not type it again to add what makes the account safer. */
const freshMinutes = 10

export interface Opened {
  by: Opening[]
  since: Date
}

export const isFresh = (opened: Opened, now: Date): boolean => now.getTime() - opened.since.getTime() < freshMinutes * 60_000

export async function mustBeFresh(world: World, who: { account: Account; opened: Opened; current: string | undefined; from: From }): Promise<void> {
  if (who.current !== undefined) return mustKnowPassword(world, who.account.id, who.current, who.from)
  if (!isFresh(who.opened, world.clock.now())) throw new Refusal(refuse('access.password-again'))
}

/** The owner of an account acting on it: as nobody's post. */
const ownerOf = (account: Account): Doer =>
  ({ ...everywhere(account.realm), accountId: account.id, name: account.name, postWords: '本人', seatId: account.publicId })

export interface OwnAct {
  id: string
  what: Happening
  /** what the client sent, without any secret: its digest is kept */
  input: object
}

/** One act on one's own account: the change, its ledger entry, and the notice to the owner. */
export function performOwn<T>(world: World, account: Account, act: OwnAct, work: (tx: Db) => Promise<{ answer: T; detail?: string }>): Promise<Decision<T>> {
  return perform(world, ownerOf(account), { id: act.id, kind: `access.${act.what}`, input: act.input }, async (tx) => {
    const { answer, detail = '' } = await work(tx)
    await world.tell(tx, accountHappened, { accountId: account.id, realm: account.realm, what: act.what, detail })
    const payload = { name: account.name, login: account.login, detail }
    return { answer, ref: { kind: 'account', id: account.publicId }, path: '', payload }
  })
}
