import { sql } from 'kysely'
import { refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import { run, type Db } from '#base/sql.ts'
import { accountOfPerson, closeAccount, linkPerson } from '#access/accounts.ts'
import { reaches } from '#access/visible.ts'
import { beyondReach } from '#database/scope.ts'
import { perform, type Doer } from '#ledger/act.ts'
import type { World } from '#database/world.ts'
import type * as contract from '#people/contract.ts'
import { membershipsOf, saveEnd } from '#people/store/memberships.ts'
import { fieldsOf, refreshPaths, saveMerged, savePerson, type Person, type PersonFields } from '#people/store/persons.ts'
import { postsOfPerson, savePostEnd, type HeldPost } from '#people/store/posts.ts'
import { seatPosts } from '#people/actions/posts.ts'
import { personKeys } from '#search/keys.ts'
import { closeWith, mergeTransfers } from '#people/actions/transfers/follow.ts'
import { livingPerson, placeOf, recount } from '#people/actions/known.ts'

/** Merges a double into the record that stays: what the other lacks is filled in, memberships and posts go over. */
export function mergePersons(world: World, doer: Doer, input: ParsedOf<typeof contract.merge>): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'people.merge', input }, async (tx) => {
    if (input.id === input.into) throw new Refusal(refuse('people.same-person'))
    const from = await livingPerson(tx, doer.realm, input.id)
    const into = await livingPerson(tx, doer.realm, input.into)
    // Records beyond the reach would stay with a person who is no more.
    if (!from.paths.every((path) => reaches(doer.reach, path))) throw new Refusal(refuse('people.merge-beyond-reach'))
    if (from.id_hash && into.id_hash && !from.id_hash.equals(into.id_hash)) throw new Refusal(refuse('people.id-numbers-differ'))
    const lost = await fieldsOf(tx, world.keys, from)
    const kept = filled(await fieldsOf(tx, world.keys, into), lost)
    await saveMerged(tx, from, into)
    await savePerson(tx, world.keys, into, kept)
    // what ended long ago may stand anywhere and goes along
    await beyondReach(tx, () => moveRecords(tx, world, from, into))
    const payload = { name: into.name, reason: input.reason, from: input.id, lost }
    return { answer: { id: input.into }, ref: { kind: 'person', id: input.id }, path: placeOf(into, doer), payload, touches: [{ kind: 'person', id: input.into }] }
  })
}

/** The record that stays wins; empty fields take the other's value. */
function filled(kept: PersonFields, lost: PersonFields): PersonFields {
  const entries = Object.entries(kept).map(([field, value]) => [field, value ?? lost[field as keyof PersonFields]])
  return Object.fromEntries(entries) as unknown as PersonFields
}

/** A line in which both stood keeps the membership of the record that stays; the other's ends with the reason. */
async function moveRecords(tx: Db, world: World, from: Person, into: Person): Promise<void> {
  const [realm, today] = [from.realm_id, world.clock.today()]
  const [ours, theirs] = [await membershipsOf(tx, realm, from.id), await membershipsOf(tx, realm, into.id)]
  const openLines = new Set(theirs.filter((one) => one.to_on === null).map((one) => one.line))
  for (const one of ours) if (one.to_on === null && openLines.has(one.line)) {
    await saveEnd(tx, realm, one.id, today, '重复登记合并')
    await closeWith(tx, from, one.line, today, 'double')
  }
  await mergeTransfers(tx, from, into, today)
  await moveMemberships(tx, from, into)
  const held = await movePosts(tx, from, into, today)
  await moveAccount(tx, from, into, held)
  await refreshPaths(tx, realm, [into.id])
  await recount(tx, world, realm, [...ours, ...theirs].map((one) => one.organisation_id))
}

const moveMemberships = (tx: Db, from: Person, into: Person): Promise<number> =>
  run(
    tx,
    sql`update people_memberships set person_id = ${into.id}, name = ${into.name}, name_key = ${personKeys(into.name).key}
      where realm_id = ${from.realm_id} and person_id = ${from.id}`,
  )

/** All posts go over; one that both hold now ends for the double. Answers those held now that came over. */
async function movePosts(tx: Db, from: Person, into: Person, today: string): Promise<HeldPost[]> {
  const realm = from.realm_id
  const held = new Set((await openPosts(tx, into)).map((post) => `${post.organisation_id} ${post.post}`))
  const [twice, over] = [[] as HeldPost[], [] as HeldPost[]]
  for (const post of await openPosts(tx, from)) (held.has(`${post.organisation_id} ${post.post}`) ? twice : over).push(post)
  for (const post of twice) await savePostEnd(tx, realm, post.id, today)
  await run(tx, sql`update people_posts set person_id = ${into.id} where realm_id = ${realm} and person_id = ${from.id}`)
  return over
}

const openPosts = async (tx: Db, person: Person): Promise<HeldPost[]> =>
  (await postsOfPerson(tx, person.realm_id, person.id)).filter((post) => post.to_on === null)

/** The account goes over too; where both have one, the double's is closed and the other sits in the posts that came. */
async function moveAccount(tx: Db, from: Person, into: Person, held: HeldPost[]): Promise<void> {
  const account = await accountOfPerson(tx, from.realm_id, from.public_id)
  const kept = await accountOfPerson(tx, from.realm_id, into.public_id)
  if (account && !kept) await linkPerson(tx, account.id, into.public_id)
  if (account && kept) await closeAccount(tx, account.id)
  if (kept) await seatPosts(tx, into, held)
}
