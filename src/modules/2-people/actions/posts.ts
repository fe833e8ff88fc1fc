import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import type { Db } from '#base/sql.ts'
import { accountOfPerson, knowOwner } from '#access/accounts.ts'
import { endSeat, seat } from '#access/seats.ts'
import { perform, type Doer } from '#ledger/act.ts'
import type { World } from '#database/world.ts'
import { organisationsByIds, reachForSeat, type Organisation } from '#organisations/actions/lookup.ts'
import { isPost, postByCode } from '#organisations/posts.ts'
import type * as contract from '#people/contract.ts'
import { rosterChanged } from '#people/events.ts'
import { mayHoldPost } from '#people/rules.ts'
import { countHolders, holdsPost, insertPost, postForChange, postsOfPerson, savePostEnd, type HeldPost } from '#people/store/posts.ts'
import { personById, refreshPaths, type Person } from '#people/store/persons.ts'
import { postNotice } from '#people/words.ts'
import { livingPerson, organisationLocked, tellPerson } from '#people/actions/known.ts'

/** Begins a post: the person, and their account if they have one, act as it from that day on. */
export function beginPost(world: World, doer: Doer, input: ParsedOf<typeof contract.beginPost>): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'people.begin-post', input, on: input.on }, async (tx) => {
    const person = await livingPerson(tx, doer.realm, input.id)
    const organisation = await organisationLocked(tx, doer.realm, input.organisation)
    const held = await holdsPost(tx, doer.realm, person.id, organisation.id, input.post)
    const apart = isPost(input.post) ? postByCode(input.post).apart : null
    const heldApart = apart !== null && (await holdsPost(tx, doer.realm, person.id, organisation.id, apart))
    const holders = await countHolders(tx, doer.realm, organisation.id, input.post)
    const { born } = person
    const wish = { post: input.post, kind: organisation.kind, dissolved: null, held, heldApart, holders, born, on: input.on }
    const post = must(mayHoldPost(wish, world.clock.today()))
    const id = newId()
    const made = { public_id: id, person_id: person.id, organisation_id: organisation.id, post: input.post, from_on: input.on, path: organisation.path }
    await insertPost(tx, doer.realm, made)
    await refreshPaths(tx, doer.realm, [person.id])
    await seatPerson(tx, person, organisation, input.post, input.on)
    await world.tell(tx, rosterChanged, { realm: doer.realm, organisations: [organisation.id] })
    await tellPerson(tx, world, person, postNotice(organisation.name, post.title, `/organisations/${organisation.public_id}`))
    const payload = { ...input, name: person.name, organisation: organisation.name, words: post.title }
    const touches = [{ kind: 'person', id: person.public_id }, { kind: 'organisation', id: organisation.public_id }]
    return { answer: { id }, ref: { kind: 'post', id }, path: organisation.path, payload, touches }
  })
}

/** Whose account it is follows a corrected ID number: one person may not hold what must be kept apart (三员). */
export async function tellOwner(tx: Db, realm: number, { id, public_id: publicId }: Person): Promise<void> {
  const account = await accountOfPerson(tx, realm, publicId)
  if (account) await knowOwner(tx, account.id, (await personById(tx, realm, id))?.id_hash ?? null)
}

/** A pupil's post gives no seat: children act for nobody and have no account. */
export async function seatPerson(tx: Db, person: Person, organisation: Organisation, post: string, on: string): Promise<string | null> {
  const account = await accountOfPerson(tx, person.realm_id, person.public_id)
  if (!account || !isPost(post) || postByCode(post).pupil) return null
  await knowOwner(tx, account.id, person.id_hash)
  const reach = await reachForSeat(tx, person.realm_id, organisation.id)
  const where = { organisationId: organisation.public_id, organisationName: organisation.name, path: organisation.path, reach }
  return seat(tx, { realm: person.realm_id, accountId: account.id, post, ...where, starts: on, ends: null })
}

/** Seats for every post a person holds: called when the person receives an account. */
export async function seatAllPosts(tx: Db, person: Person): Promise<void> {
  await seatPosts(tx, person, (await postsOfPerson(tx, person.realm_id, person.id)).filter((post) => post.to_on === null))
}

/** Seats for some posts a person holds now: also those that came over from a double. */
export async function seatPosts(tx: Db, person: Person, held: HeldPost[]): Promise<void> {
  const organisations = await organisationsByIds(tx, person.realm_id, held.map((post) => post.organisation_id))
  for (const post of held) {
    const organisation = organisations.find((one) => one.id === post.organisation_id)
    if (organisation) await seatPerson(tx, person, organisation, post.post, post.from_on)
  }
}

/** Ends a post; the seat ends on the same day. */
export function endPost(world: World, doer: Doer, input: ParsedOf<typeof contract.endPost>): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'people.end-post', input, on: input.on }, async (tx) => {
    const post = await postForChange(tx, doer.realm, input.id)
    const person = post && (await personById(tx, doer.realm, post.person_id))
    if (!post || !person) throw new Refusal(refuse('access.not-found'))
    if (post.to_on) must(refuse('people.post-ended', { day: post.to_on }))
    if (input.on < post.from_on) must(refuse('people.dates-not-lawful', { why: `卸任日期 ${input.on} 早于任职日期 ${post.from_on}` }))
    await savePostEnd(tx, doer.realm, post.id, input.on)
    const [organisation] = await organisationsByIds(tx, doer.realm, [post.organisation_id])
    const account = await accountOfPerson(tx, doer.realm, person.public_id)
    await world.tell(tx, rosterChanged, { realm: doer.realm, organisations: [post.organisation_id] })
    if (account && organisation) await endSeat(tx, account.id, organisation.public_id, post.post, input.on)
    await refreshPaths(tx, doer.realm, [person.id])
    const words = isPost(post.post) ? postByCode(post.post).title : post.post
    const payload = { ...input, name: person.name, organisation: organisation?.name ?? '', words }
    const touches = [{ kind: 'person', id: person.public_id }, ...(organisation ? [{ kind: 'organisation', id: organisation.public_id }] : [])]
    return { answer: { id: input.id }, ref: { kind: 'post', id: input.id }, path: post.path, payload, touches }
  })
}
