import { refuse, Refusal, type Decision } from '#base/decision.ts'
import type { OutputOf, ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import { accountOfPerson, freeLogin, invite, makeSlip, type AccountRow } from '#access/accounts.ts'
import { holdsBeyond } from '#access/seats.ts'
import { reaches } from '#access/visible.ts'
import { beyondReach } from '#database/scope.ts'
import { perform, type Doer } from '#ledger/act.ts'
import type { World } from '#database/world.ts'
import { personKeys } from '#search/keys.ts'
import type * as contract from '#people/contract.ts'
import { isMinor } from '#people/rules.ts'
import { postsOfPerson } from '#people/store/posts.ts'
import type { Person } from '#people/store/persons.ts'
import { livingPerson, placeOf } from '#people/actions/known.ts'
import { seatAllPosts } from '#people/actions/posts.ts'

type Slip = OutputOf<typeof contract.invite>

/**
 * Prints a one-time slip: for a person without account an activation, otherwise a reset. The code is answered once and
 * kept nowhere in clear: whoever lost the answer prints another, which voids the first.
 */
export async function invitePerson(world: World, doer: Doer, input: ParsedOf<typeof contract.invite>): Promise<Decision<Slip>> {
  let slip: Slip | null = null
  const done = await perform(world, doer, { id: input.act, kind: 'people.invite', input }, async (tx) => {
    const person = await livingPerson(tx, doer.realm, input.id)
    if (isMinor(person.born, world.clock.today())) throw new Refusal(refuse('people.minor', { what: '账号' }))
    const now = world.clock.now()
    const held = await accountOfPerson(tx, doer.realm, person.public_id)
    const login = held?.login ?? (await freeLogin(tx, personKeys(person.name).key))
    await mustBeWhollyInReach(tx, world, doer, person, held)
    const account = held ?? (await invite(tx, { login, name: person.name, realm: doer.realm, personId: person.public_id, now }))
    if (!held) await seatAllPosts(tx, person)
    const purpose = account.state === 'active' ? 'reset' : 'activation'
    const { code, ends } = await makeSlip(tx, purpose, account.id, now)
    slip = { name: person.name, login, code, ends: ends.toISOString(), purpose }
    return { answer: {}, ref: { kind: 'person', id: input.id }, path: placeOf(person, doer), payload: { name: person.name, login, purpose } }
  })
  if (!done.ok) return done
  return slip ? { ok: true, value: slip } : refuse('people.slip-already-printed')
}

/** A slip opens every post of its owner, so only who reaches them all may print it: else a branch could take a county's. */
async function mustBeWhollyInReach(tx: Db, world: World, doer: Doer, person: Person, account: AccountRow | null): Promise<void> {
  const posts = await beyondReach(tx, () => postsOfPerson(tx, doer.realm, person.id))
  const isBeyond = posts.some((post) => post.to_on === null && !reaches(doer.reach, post.path))
  const sitsBeyond = account !== null && (await holdsBeyond(tx, account.id, doer, world.clock.today()))
  if (isBeyond || sitsBeyond) throw new Refusal(refuse('people.account-beyond-reach'))
}
