import { newId } from '#base/id.ts'
import type { Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import { personKeys } from '#search/keys.ts'
import type { Organisation } from '#organisations/actions/lookup.ts'
import { recount } from '#people/actions/known.ts'
import { insertMembership } from '#people/store/memberships.ts'
import { insertPerson, type PersonFields } from '#people/store/persons.ts'
import { insertPost } from '#people/store/posts.ts'

export interface SamplePerson {
  key: string
  fields: PersonFields
  memberships: { organisation: string; status: string; since: string; history: { status: string; since: string }[]; joined: string | null; full: string | null; from: string }[]
  posts: { organisation: string; post: string; since: string; until: string | null }[]
}

/** Plants many people at once, without an act for each; answers the public id of each key. */
export async function plantPeople(tx: Db, world: World, realm: number, people: SamplePerson[], organisations: Map<string, Organisation>) {
  const ids = new Map<string, string>()
  for (const person of people) ids.set(person.key, await plantPerson(tx, world, realm, person, organisations))
  await recount(tx, world, realm, [...organisations.values()].map((one) => one.id))
  return ids
}

async function plantPerson(tx: Db, world: World, realm: number, person: SamplePerson, organisations: Map<string, Organisation>): Promise<string> {
  const places = [...person.memberships, ...person.posts].map((one) => organisations.get(one.organisation)!.path)
  const nowhere = [...organisations.values()][0]!.path
  const { id, publicId } = await insertPerson(tx, world.keys, realm, person.fields, places.length > 0 ? [...new Set(places)] : [nowhere])
  const whom = { id, name: person.fields.name, nameKey: personKeys(person.fields.name).key }
  for (const one of person.memberships) await plantMembership(tx, realm, whom, one, organisations.get(one.organisation)!)
  for (const post of person.posts) {
    const organisation = organisations.get(post.organisation)!
    const made = { public_id: newId(), person_id: id, organisation_id: organisation.id, post: post.post, from_on: post.since, path: organisation.path }
    await insertPost(tx, realm, made, post.until)
  }
  return publicId
}

async function plantMembership(tx: Db, realm: number, person: { id: number; name: string; nameKey: string }, one: SamplePerson['memberships'][number], organisation: Organisation) {
  const steps = [...one.history, { status: one.status, since: one.since }]
  await insertMembership(tx, realm, { person, organisation, status: one.status, joinedOn: one.joined, fullOn: one.full, on: one.from, steps })
}
