import { newId } from '#base/id.ts'
import type { Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import { personKeys } from '#search/keys.ts'
import type { Organisation } from '#organisations/actions/lookup.ts'
import { recount } from '#people/actions/known.ts'
import { regulations } from '#organisations/actions/lookup.ts'
import { newCode } from '#people/actions/transfers/known.ts'
import { answerDueOn, ruleOfAnswer, type ReturnReason, type SendReason } from '#people/rules/transfers.ts'
import { insertFloating } from '#people/store/floating.ts'
import { insertMembership } from '#people/store/memberships.ts'
import { insertPerson, personByPublicId, refreshPaths, type Person, type PersonFields } from '#people/store/persons.ts'
import { insertPost } from '#people/store/posts.ts'
import { insertTransfer, nextSerial, saveClimbed, transferByPublicId, type Transfer } from '#people/store/transfers.ts'

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

export interface SampleTransfer {
  person: string
  from: string | null
  to?: string
  outside?: string
  /** who decides a case that has climbed */
  desk?: string
  state: Transfer['state']
  reason: SendReason
  back?: ReturnReason
  /** the letter says that dues are paid up to the month of sending */
  duesUntil?: true
  sentOn: string
  climbedOn: string | null
  settledOn: string | null
}

interface Ground {
  realm: number
  people: Map<string, string>
  organisations: Map<string, Organisation>
}

/** Transfers as they lie on the desks, each with a letter. */
export async function plantTransfers(tx: Db, ground: Ground, transfers: SampleTransfer[]): Promise<void> {
  for (const one of transfers) await plantTransfer(tx, ground, one)
}

async function plantTransfer(tx: Db, { realm, people, organisations }: Ground, one: SampleTransfer): Promise<void> {
  const person = (await personByPublicId(tx, realm, people.get(one.person)!))!
  const [from, to] = [one.from === null ? null : organisations.get(one.from)!, one.to === undefined ? null : organisations.get(one.to)!]
  const year = Number(one.sentOn.slice(0, 4))
  const serial = from ? await nextSerial(tx, realm, from.id, year) : 0
  const home = (from ?? to)!
  const rule = from && ruleOfAnswer(regulations, { line: home.line, kind: home.kind, region: null }, to !== null, one.sentOn)
  const id = await insertTransfer(tx, realm, {
    ...letterOf(person), ...placesOf(from, to, one.outside ?? null), code: newCode(), year, serial, line: home.line,
    state: one.state === 'climbed' ? 'sent' : one.state, dues_until: one.duesUntil ? one.sentOn.slice(0, 7) : null, reason: one.reason, remark: null,
    sent_on: one.sentOn, sent_by: from ? `${from.name} 书记` : '第 31 号', due_on: answerDueOn(rule, one.sentOn), due_rule: rule?.id ?? null,
    settled_on: one.settledOn, settled_by: one.settledOn && `${(to ?? home).name} 组织委员`, return_reason: one.back ?? null,
  })
  if (!one.desk) return
  const desk = organisations.get(one.desk)!
  await saveClimbed(tx, realm, (await transferByPublicId(tx, realm, id))!, desk, one.climbedOn!)
}

const letterOf = (person: Person) => ({
  person_id: person.id, status: 'full', name: person.name, name_key: personKeys(person.name).key, sex: person.sex, born: person.born,
  nation: person.nation, id_mask: person.id_mask,
})

function placesOf(from: Organisation | null, to: Organisation | null, outside: string | null) {
  const desk = (to ?? from)!
  return {
    way: from === null ? ('arrival' as const) : to ? ('inside' as const) : ('letter' as const),
    from_id: from?.id ?? null, from_path: from?.path ?? null, from_outside: from ? null : outside, from_region: null,
    to_id: to?.id ?? null, to_path: to?.path ?? null, to_outside: to ? null : outside, desk_id: desk.id, desk_path: desk.path,
  }
}

/** Those who live elsewhere (流动), as rows of their own; with `to` a branch here looks after them. */
export async function plantStays(tx: Db, { realm, people, organisations }: Ground, stays: { person: string; from: string; to?: string; outside: string; since: string }[]): Promise<void> {
  for (const stay of stays) {
    const person = (await personByPublicId(tx, realm, people.get(stay.person)!))!
    const [from, to] = [organisations.get(stay.from)!, stay.to === undefined ? null : organisations.get(stay.to)!]
    const places = { from_id: from.id, from_path: from.path, to_id: to?.id ?? null, to_path: to?.path ?? null, outside: to ? null : stay.outside }
    await insertFloating(tx, realm, { person_id: person.id, line: from.line, ...places, since: stay.since, until: null, contact: null })
    if (to) await refreshPaths(tx, realm, [person.id])
  }
}
