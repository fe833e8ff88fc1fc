import { refuse, Refusal } from '#base/decision.ts'
import type { Db } from '#base/sql.ts'
import type { Account } from '#access/actor.ts'
import { beyondReach, reading, type Scope } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import type { Doer } from '#ledger/act.ts'
import { recordsOf } from '#people/mirror/store/subject.ts'
import { personByPublicId, type Person } from '#people/store/persons.ts'

/** What is kept about oneself may stand anywhere in the realm: the scope reaches it, the queries name oneself. */
const ownScope = (account: Account, persons: readonly string[]): Scope =>
  ({ realm: account.realm, reach: [''], accountId: account.id, persons })

/** The record of the account's person and the ids of doubles merged into it; null for an account that is nobody. */
async function ownRecord(tx: Db, account: Account): Promise<{ person: Person; publicIds: string[] } | null> {
  const person = account.personId === null ? null : await personByPublicId(tx, account.realm, account.personId)
  return person && { person, publicIds: (await recordsOf(tx, account.realm, person.id)).publicIds }
}

const held = (world: World, account: Account) => reading(world.db, ownScope(account, []), (tx) => ownRecord(tx, account))

/** The public ids of one's own record; none for an account that is nobody. */
export const ownIds = (tx: Db, account: Account): Promise<string[]> =>
  beyondReach(tx, async () => (await ownRecord(tx, account))?.publicIds ?? [])

/** Reads something about oneself; `none` is the answer for an account that is nobody. */
export async function readOwn<T>(world: World, account: Account, none: T, work: (tx: Db, person: Person, publicIds: string[]) => Promise<T>): Promise<T> {
  const own = await held(world, account)
  if (!own) return none
  return reading(world.db, ownScope(account, own.publicIds), (tx) => work(tx, own.person, own.publicIds))
}

/** Oneself as the one who acts: no post, and no further than where one stands. */
export async function ownDoer(world: World, account: Account): Promise<{ doer: Doer; person: Person }> {
  const own = await held(world, account)
  if (!own) throw new Refusal(refuse('people.no-own-record'))
  const { id: accountId, realm, name, publicId: seatId } = account
  const doer: Doer = { realm, reach: own.person.paths, persons: own.publicIds, accountId, name, postWords: '本人', seatId }
  return { doer, person: own.person }
}
