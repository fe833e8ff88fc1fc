import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import { reaches } from '#access/visible.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { perform, type Doer } from '#ledger/act.ts'
import { regionOf, regulations, type Organisation } from '#organisations/actions/lookup.ts'
import { fieldsChecked, organisationLocked, recount } from '#people/actions/known.ts'
import { enrol } from '#people/actions/register.ts'
import { newCode, placeOf } from '#people/actions/transfers/known.ts'
import { letterOf } from '#people/actions/transfers/send.ts'
import type * as contract from '#people/contract/transfers.ts'
import { areDatesLawful, mayEnter, mayStandFrom } from '#people/rules.ts'
import { lettered, mayStand } from '#people/rules/transfers.ts'
import { insertMembership, openIn } from '#people/store/memberships.ts'
import { holderOf, personById, personByIdForChange, personByPublicId, refreshPaths, type Person } from '#people/store/persons.ts'
import { insertTransfer } from '#people/store/transfers.ts'
import { personKeys } from '#search/keys.ts'

type Arrival = ParsedOf<typeof contract.arrive>

/** A letter from elsewhere: the person is registered by it, or, once a member here, stands in the line again. */
export function registerArrival(world: World, doer: Doer, input: Arrival): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'people.transfer-arrive', input, on: input.on }, async (tx) => {
    const to = await organisationLocked(tx, doer.realm, input.organisation)
    must(mayStand(to.line, null, placeOf(to)))
    if (!lettered.includes(to.line)) throw new Refusal(refuse('people.transfer-no-line'))
    const known = await knownHere(tx, world, doer, input)
    const person = known ? await comeBack(tx, world, known, to, input) : await register(tx, world, doer, input)
    const id = await insertTransfer(tx, doer.realm, { ...letterOf(person, { line: to.line, status: input.status }), ...placesOf(to, input), ...madeOf(doer, input) })
    const payload = { name: person.name, line: to.line, from: input.outside, where: to.name, status: input.status, fields: input }
    const touches = [{ kind: 'person', id: person.public_id }, { kind: 'organisation', id: to.public_id }]
    return { answer: { id }, ref: { kind: 'transfer', id }, path: to.path, payload, touches }
  })
}

async function register(tx: Db, world: World, doer: Doer, input: Arrival): Promise<Person> {
  const { publicId } = await enrol(tx, world, doer, input)
  return (await personByPublicId(tx, doer.realm, publicId))!
}

/** Who holds the ID number, if they are seen from here; beyond the reach `enrol` refuses and tells nothing. */
async function knownHere(tx: Db, world: World, doer: Doer, input: Arrival): Promise<Person | null> {
  const fields = must(fieldsChecked(input, world.clock.today()))
  const holder = fields.idNumber === null ? null : await holderOf(tx, world.keys, doer.realm, fields.idNumber)
  return holder === null ? null : personById(tx, doer.realm, holder)
}

/** Somebody who was here before: what is registered stays, the line begins anew. */
async function comeBack(tx: Db, world: World, seen: Person, to: Organisation, input: Arrival): Promise<Person> {
  const realm = to.realm_id
  const person = (await personByIdForChange(tx, realm, seen.id))!
  const held = await beyondReach(tx, () => openIn(tx, realm, person.id, to.line))
  if (held) throw new Refusal(refuse('people.already-in-line', { organisation: reaches([to.path], held.path) ? to.name : '另一个组织' }))
  const entry = { kind: to.kind, status: input.status, born: person.born, since: input.joinedOn ?? input.on, region: await regionOf(tx, to) }
  must(mayEnter(entry, regulations))
  must(areDatesLawful({ born: person.born, joined: input.joinedOn, full: input.fullOn }, world.clock.today()))
  must(mayStandFrom({ on: input.on, founded: to.founded_on, earlier: input.earlier }))
  const whom = { id: person.id, name: person.name, nameKey: personKeys(person.name).key }
  const { status, joinedOn, fullOn, on } = input
  await insertMembership(tx, realm, { person: whom, organisation: to, status, joinedOn, fullOn, on })
  await refreshPaths(tx, realm, [person.id])
  await recount(tx, world, realm, [to.id])
  return person
}

const placesOf = (to: Organisation, { outside }: Arrival) => ({
  way: 'arrival' as const, from_id: null, from_path: null, from_outside: outside, from_region: null, to_id: to.id, to_path: to.path, to_outside: null,
  desk_id: to.id, desk_path: to.path,
})

/** The number is the other side's; ours is not counted. */
const madeOf = (doer: Doer, { on, letter, duesUntil, remark }: Arrival) => ({
  state: 'received' as const, code: newCode(), year: Number(on.slice(0, 4)), serial: 0, reason: 'work', sent_on: on, sent_by: letter ?? '',
  remark, dues_until: duesUntil, due_on: null, due_rule: null, settled_on: on, settled_by: doer.postWords,
})
