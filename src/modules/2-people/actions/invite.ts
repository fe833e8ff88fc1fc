import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { OutputOf, ParsedOf } from '#base/contract.ts'
import { accountOfPerson, freeLogin, invite, knowOwner, makeSlip } from '#access/accounts.ts'
import { perform, type Doer } from '#ledger/act.ts'
import type { World } from '#database/world.ts'
import { personKeys } from '#search/keys.ts'
import type * as contract from '#people/contract.ts'
import { isMinor, mayClear } from '#people/rules.ts'
import { resetNotice } from '#people/words.ts'
import { mustBeWhollyInReach, mustNotBeOwn } from '#people/actions/account.ts'
import { livingPerson, placeOf, tellPerson } from '#people/actions/known.ts'
import { seatAllPosts } from '#people/actions/posts.ts'

type Slip = OutputOf<typeof contract.invite>

/**
 * Prints a one-time slip: for a person without account an activation, otherwise a reset. The code is answered once and
 * kept nowhere in clear: whoever lost the answer prints another, which voids the first. A reset may clear the second
 * factors too, when whoever prints it says so, with a reason.
 */
export async function invitePerson(world: World, doer: Doer, input: ParsedOf<typeof contract.invite>): Promise<Decision<Slip>> {
  let slip: Slip | null = null
  const done = await perform(world, doer, { id: input.act, kind: 'people.invite', input }, async (tx) => {
    const person = await livingPerson(tx, doer.realm, input.id)
    if (isMinor(person.born, world.clock.today())) throw new Refusal(refuse('people.minor', { what: '账号' }))
    must(mayClear(input))
    const now = world.clock.now()
    const held = await accountOfPerson(tx, doer.realm, person.public_id)
    const login = held?.login ?? (await freeLogin(tx, personKeys(person.name).key))
    mustNotBeOwn(doer, held)
    await mustBeWhollyInReach(tx, world, doer, person, held)
    const account = held ?? (await invite(tx, { login, name: person.name, realm: doer.realm, personId: person.public_id, now }))
    await knowOwner(tx, account.id, person.id_hash)
    if (!held) await seatAllPosts(tx, person)
    const purpose = account.state === 'active' ? 'reset' : 'activation'
    const clears = input.clears && purpose === 'reset'
    const { code, ends } = await makeSlip(tx, purpose, account.id, now, clears)
    slip = { name: person.name, login, code, ends: ends.toISOString(), purpose, clears }
    if (purpose === 'reset') await tellPerson(tx, world, person, resetNotice(`${doer.postWords} ${doer.name}`, clears ? input.reason : null))
    const payload = { name: person.name, login, purpose, ...(clears && { clears, reason: input.reason }) }
    return { answer: {}, ref: { kind: 'person', id: input.id }, path: placeOf(person, doer), payload }
  })
  if (!done.ok) return done
  return slip ? { ok: true, value: slip } : refuse('people.slip-already-printed')
}
