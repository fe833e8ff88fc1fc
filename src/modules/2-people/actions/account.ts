import { refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import { accountOfPerson, closeAccount, type AccountRow } from '#access/accounts.ts'
import { holdsBeyond } from '#access/seats.ts'
import { reaches } from '#access/visible.ts'
import { beyondReach } from '#database/scope.ts'
import { perform, type Doer } from '#ledger/act.ts'
import type { World } from '#database/world.ts'
import type * as contract from '#people/contract/accounts.ts'
import { livingPerson, placeOf } from '#people/actions/known.ts'
import { postsOfPerson } from '#people/store/posts.ts'
import type { Person } from '#people/store/persons.ts'

/** A slip opens every post of its owner, so only who reaches them all may print it: else a branch could take a county's. */
export async function mustBeWhollyInReach(tx: Db, world: World, doer: Doer, person: Person, account: AccountRow | null): Promise<void> {
  const posts = await beyondReach(tx, () => postsOfPerson(tx, doer.realm, person.id))
  const isBeyond = posts.some((post) => post.to_on === null && !reaches(doer.reach, post.path))
  const sitsBeyond = account !== null && (await holdsBeyond(tx, account.id, doer, world.clock.today()))
  if (isBeyond || sitsBeyond) throw new Refusal(refuse('people.account-beyond-reach'))
}

/** Whoever sits at an open screen must not get at the account behind it without its password. */
export function mustNotBeOwn(doer: Doer, account: AccountRow | null): void {
  if (account?.id === doer.accountId) throw new Refusal(refuse('people.own-account'))
}

/** Closes an account for good: it opens nothing any more. A new slip later makes a new account. */
export function closeAccountOf(world: World, doer: Doer, input: ParsedOf<typeof contract.closeAccount>): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'people.close-account', input }, async (tx) => {
    const person = await livingPerson(tx, doer.realm, input.id)
    const account = await accountOfPerson(tx, doer.realm, person.public_id)
    if (!account) throw new Refusal(refuse('people.no-account'))
    mustNotBeOwn(doer, account)
    await mustBeWhollyInReach(tx, world, doer, person, account)
    await closeAccount(tx, account.id)
    const payload = { name: person.name, login: account.login, reason: input.reason }
    return { answer: { id: input.id }, ref: { kind: 'person', id: input.id }, path: placeOf(person, doer), payload }
  })
}
