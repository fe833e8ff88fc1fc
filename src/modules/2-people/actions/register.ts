import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import { reaches } from '#access/visible.ts'
import { beyondReach } from '#database/scope.ts'
import { perform, type Doer } from '#ledger/act.ts'
import { mustBeSeen } from '#ledger/seen.ts'
import type { World } from '#database/world.ts'
import { personKeys } from '#search/keys.ts'
import type { Line } from '#organisations/kinds.ts'
import { regionOf, regulations, type Organisation } from '#organisations/actions/lookup.ts'
import type * as contract from '#people/contract.ts'
import { areDatesLawful, mayEnter, mayStandFrom } from '#people/rules.ts'
import { insertMembership, membershipsOf, openIn } from '#people/store/memberships.ts'
import { alikeOf, fieldsOf, insertPerson, refreshPaths, savePerson, type Person, type PersonFields } from '#people/store/persons.ts'
import { fieldsChecked, livingPerson, mustBeFree, organisationLocked, organisationName, placeOf, recount } from '#people/actions/known.ts'
import { tellOwner } from '#people/actions/posts.ts'

type Registration = Omit<ParsedOf<typeof contract.register>, 'act' | 'earlier'> & { act: string; earlier?: boolean }

/** Registers a person and puts them into an organisation. */
export function registerPerson(world: World, doer: Doer, input: Registration): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'people.register', input, on: input.on }, async (tx) => {
    const { organisation, publicId } = await enrol(tx, world, doer, input)
    const touches = [{ kind: 'organisation', id: organisation.public_id }]
    const payload = { name: input.name, organisation: organisation.name, line: organisation.line, status: input.status, fields: input }
    return { answer: { id: publicId }, ref: { kind: 'person', id: publicId }, path: organisation.path, payload, touches }
  })
}

/** The same inside another act: somebody who comes with a letter. */
export async function enrol(tx: Db, world: World, doer: Doer, input: Registration): Promise<{ organisation: Organisation; publicId: string }> {
  // under this lock nobody dissolves it meanwhile
  const organisation = await organisationLocked(tx, doer.realm, input.organisation)
  const fields = must(fieldsChecked(input, world.clock.today()))
  const since = input.joinedOn ?? input.on
  const region = await regionOf(tx, organisation)
  must(mayEnter({ kind: organisation.kind, status: input.status, born: fields.born, since, region }, regulations))
  must(areDatesLawful({ born: fields.born, joined: input.joinedOn, full: input.fullOn }, world.clock.today()))
  must(mayStandFrom({ on: input.on, founded: organisation.founded_on, earlier: input.earlier ?? false }))
  await mustBeFree(tx, world, doer.realm, fields.idNumber, null)
  if (!input.confirmed) await mustBeNew(tx, world, doer.realm, fields)
  const { id, publicId } = await insertPerson(tx, world.keys, doer.realm, only(fields), [organisation.path])
  const person = { id, name: fields.name, nameKey: personKeys(fields.name).key }
  await insertMembership(tx, doer.realm, { person, organisation, status: input.status, joinedOn: input.joinedOn, fullOn: input.fullOn, on: input.on })
  await recount(tx, world, doer.realm, [organisation.id])
  return { organisation, publicId }
}

/** The form carries more than the person's own fields. */
function only(given: PersonFields): PersonFields {
  const { name, sex, born, nation, education, category, job, idNumber, phone, address, guardian, guardianPhone } = given
  const { lostSince, floatingSince, floatingTo } = given
  return { name, sex, born, nation, education, category, job, idNumber, phone, address, guardian, guardianPhone, lostSince, floatingSince, floatingTo }
}

/** Someone of the same name and birth date is perhaps the same person: asked once, before anything is written. */
async function mustBeNew(tx: Db, world: World, realm: number, fields: PersonFields): Promise<void> {
  if (fields.born === null) return
  const [alike] = await alikeOf(tx, world.keys, realm, fields)
  if (!alike) return
  const [membership] = await membershipsOf(tx, realm, alike.id)
  const organisation = membership ? await organisationName(tx, realm, membership.organisation_id) : ''
  throw new Refusal(refuse('people.perhaps-known', { name: alike.name, organisation, id: alike.public_id }))
}

type Changed = Promise<Decision<{ id: string; version: number }>>

/** The acts that overwrite a person's fields */
const changing = ['people.register', 'people.change', 'people.merge', 'people.settle-correction', 'people.enter-sheet', 'exchange.commit', 'exchange.undo']

/** Refuses a change by somebody who has not seen the last one. */
export const mustHaveSeen = (tx: Db, world: World, doer: Doer, person: Person, seen: number | undefined): Promise<void> =>
  mustBeSeen(tx, world, doer, { kind: 'person', id: person.public_id }, { held: person.version, seen, by: changing })

/** Lays changes over a person's fields; refused when somebody else changed the record since it was opened. */
export function changePerson(world: World, doer: Doer, input: ParsedOf<typeof contract.change>): Changed {
  return perform(world, doer, { id: input.act, kind: 'people.change', input }, async (tx) => {
    const person = await livingPerson(tx, doer.realm, input.id)
    await mustHaveSeen(tx, world, doer, person, input.version)
    const payload = await layOver(tx, world, person, input.changes)
    return { answer: { id: input.id, version: person.version + 1 }, ref: { kind: 'person', id: input.id }, path: placeOf(person, doer), payload }
  })
}

/** Lays changes over a person; answers what the ledger keeps of it. */
export async function layOver(tx: Db, world: World, person: Person, changes: object) {
  const before = await fieldsOf(tx, world.keys, person)
  const fields = must(fieldsChecked({ ...before, ...given(changes) }, world.clock.today()))
  await mustBeFree(tx, world, person.realm_id, fields.idNumber, person.id)
  await savePerson(tx, world.keys, person, fields)
  await tellOwner(tx, person.realm_id, person)
  await beyondReach(tx, async () => {
    const open = (await membershipsOf(tx, person.realm_id, person.id)).filter((one) => one.to_on === null)
    await recount(tx, world, person.realm_id, open.map((one) => one.organisation_id))
  })
  const changed = Object.keys(changes)
  return { name: fields.name, changed, before: pick(before, changed), after: pick(fields, changed) }
}

const given = (changes: object): Partial<PersonFields> => Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
const pick = (fields: PersonFields, names: string[]) => Object.fromEntries(names.map((name) => [name, fields[name as keyof PersonFields]]))

/** One line, one organisation; of an organisation beyond the reach is told that it is another one, and no more. */
async function mustBeOutOf(tx: Db, doer: Doer, person: Person, line: Line): Promise<void> {
  const held = await beyondReach(tx, () => openIn(tx, doer.realm, person.id, line))
  if (!held) return
  const isNear = reaches(doer.reach, held.path)
  throw new Refusal(refuse('people.already-in-line', { organisation: isNear ? await organisationName(tx, doer.realm, held.organisation_id) : '另一个组织' }))
}

/** Lets a registered person stand in another line too. */
export function joinLine(world: World, doer: Doer, input: ParsedOf<typeof contract.join>): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'people.join', input, on: input.on }, async (tx) => {
    const person = await livingPerson(tx, doer.realm, input.id)
    const organisation = await organisationLocked(tx, doer.realm, input.organisation)
    const region = await regionOf(tx, organisation)
    const entry = { kind: organisation.kind, status: input.status, born: person.born, since: input.joinedOn ?? input.on, region }
    const { line } = must(mayEnter(entry, regulations))
    must(areDatesLawful({ born: person.born, joined: input.joinedOn, full: null }, world.clock.today()))
    must(mayStandFrom({ on: input.on, founded: organisation.founded_on, earlier: input.earlier }))
    await mustBeOutOf(tx, doer, person, line)
    const whom = { id: person.id, name: person.name, nameKey: personKeys(person.name).key }
    const made = { person: whom, organisation, status: input.status, joinedOn: input.joinedOn, fullOn: null, on: input.on }
    const { publicId } = await insertMembership(tx, doer.realm, made)
    await refreshPaths(tx, doer.realm, [person.id])
    await recount(tx, world, doer.realm, [organisation.id])
    const payload = { ...input, name: person.name, organisation: organisation.name, line }
    const touches = [{ kind: 'person', id: person.public_id }, { kind: 'organisation', id: organisation.public_id }]
    return { answer: { id: publicId }, ref: { kind: 'membership', id: publicId }, path: organisation.path, payload, touches }
  })
}
