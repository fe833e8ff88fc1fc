import type { Day } from '#base/day.ts'
import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { perform, type Doer } from '#ledger/act.ts'
import { organisationForChange, regionOf, regulations, type Organisation } from '#organisations/actions/lookup.ts'
import { livingPerson, tellPerson } from '#people/actions/known.ts'
import { carryOver, caseOf, newCode, organisationOf, placeOf, receiverOf, settle, tellDesk } from '#people/actions/transfers/known.ts'
import type * as contract from '#people/contract/transfers.ts'
import { answerDueOn, maySend, ruleOfAnswer } from '#people/rules/transfers.ts'
import { membershipByPublicId, membershipForChange, type Membership } from '#people/store/memberships.ts'
import { personById, type Person } from '#people/store/persons.ts'
import { insertTransfer, nextSerial, pendingOf, type NewTransfer, type Way } from '#people/store/transfers.ts'
import { movedNotice, sentNotice, toldSent } from '#people/words/transfers.ts'
import { personKeys } from '#search/keys.ts'

interface Wish {
  id: string
  way: Way
  to: Organisation | null
  outside: string | null
  reason: string
  remark: string | null
  duesUntil: string | null
  on: Day
}

interface Sent {
  publicId: string
  person: Person
  membership: Membership
  from: Organisation
}

/** Sends somebody to an organisation here, or away with a letter. Until it is received nothing about them changes. */
export function sendTransfer(world: World, doer: Doer, input: ParsedOf<typeof contract.send>): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'people.transfer-send', input, on: input.on }, async (tx) => {
    if ((input.to === undefined) === (input.outside === undefined)) throw new Refusal(refuse('people.transfer-destination'))
    const to = input.to === undefined ? null : await receiverOf(tx, doer.realm, input.to)
    const outside = input.outside ?? null
    const sent = await send(tx, world, doer, { ...input, way: to ? 'inside' : 'letter', to, outside })
    const where = to?.name ?? outside!
    const link = `/transfers/${sent.publicId}`
    const notice = { ...sentNotice(sent.person.name, sent.from.name, link), from: sent.from.public_id }
    if (to) await beyondReach(tx, () => tellDesk(tx, world, to, doer.accountId, notice))
    await tellPerson(tx, world, sent.person, toldSent(sent.from.name, where))
    const payload = { ...input, name: sent.person.name, from: sent.from.name, where, line: sent.membership.line }
    return deedOf(sent, payload, to)
  })
}

const deedOf = (sent: Sent, payload: object, to: Organisation | null) => ({
  answer: { id: sent.publicId },
  ref: { kind: 'transfer', id: sent.publicId },
  path: sent.from.path,
  payload,
  touches: [
    { kind: 'person', id: sent.person.public_id }, { kind: 'organisation', id: sent.from.public_id },
    ...(to ? [{ kind: 'organisation', id: to.public_id }] : []),
  ],
})

/** Moves somebody between two organisations that the doer's post reaches both: one act, received at once. */
export function moveMember(world: World, doer: Doer, input: ParsedOf<typeof contract.move>): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'people.transfer-move', input, on: input.on }, async (tx) => {
    const to = await receiverOf(tx, doer.realm, input.to)
    const sent = await send(tx, world, doer, { ...input, way: 'move', to, outside: null, duesUntil: null })
    const held = await caseOf(tx, doer.realm, sent.publicId)
    await carryOver(tx, world, held, to, input.on)
    await settle(tx, doer.realm, held.transfer, { state: 'received', on: input.on, by: doer.postWords })
    for (const desk of [sent.from, to]) {
      await tellDesk(tx, world, desk, doer.accountId, movedNotice(sent.person.name, sent.from.name, to.name, `/transfers/${sent.publicId}`))
    }
    const payload = { ...input, name: sent.person.name, from: sent.from.name, where: to.name, line: sent.membership.line }
    return deedOf(sent, payload, to)
  })
}

async function send(tx: Db, world: World, doer: Doer, wish: Wish): Promise<Sent> {
  const { realm } = doer
  const { person, membership, from, to } = await memberLocked(tx, realm, wish.id, wish.to)
  const pending = await beyondReach(tx, () => pendingOf(tx, realm, person.id, membership.line))
  must(maySend({
    line: membership.line, status: membership.status, since: membership.from_on, ended: membership.to_on, lost: person.lost_since !== null,
    pending: pending !== null, from: placeOf(from), to: to && placeOf(to), duesUntil: wish.duesUntil, on: wish.on,
  }, world.clock.today()))
  const made = { ...letterOf(person, membership), ...placesOf(from, { ...wish, to }), ...(await dueOf(tx, membership, from, wish)), state: 'sent' as const }
  const year = Number(wish.on.slice(0, 4))
  const serial = await nextSerial(tx, realm, from.id, year)
  const rest = { code: newCode(), year, serial, reason: wish.reason, remark: wish.remark, dues_until: wish.duesUntil, sent_on: wish.on }
  const publicId = await insertTransfer(tx, realm, { ...made, ...rest, sent_by: doer.postWords, settled_on: null, settled_by: null })
  return { publicId, person, membership, from }
}

interface Locked {
  person: Person
  membership: Membership
  from: Organisation
  to: Organisation | null
}

/**
 * The member as they stand once everybody else is done: first the person is locked, then both organisations, which may be
 * merged or dissolved at this moment (and whose letters are numbered one after another), then the membership.
 */
export async function memberLocked(tx: Db, realm: number, membershipId: string, receiver: Organisation | null): Promise<Locked> {
  const seen = await membershipByPublicId(tx, realm, membershipId)
  const held = seen && (await personById(tx, realm, seen.person_id))
  if (!seen || !held) throw new Refusal(refuse('access.not-found'))
  const person = await livingPerson(tx, realm, held.public_id)
  const sender = await organisationOf(tx, realm, seen.organisation_id)
  // in one order, or two who send to each other would wait for each other
  const both = [sender, ...(receiver ? [receiver] : [])].sort((a, b) => a.id - b.id)
  for (const one of both) await organisationForChange(tx, realm, one.public_id)
  const membership = await membershipForChange(tx, realm, membershipId)
  if (!membership) throw new Refusal(refuse('access.not-found'))
  const to = receiver && (await organisationOf(tx, realm, receiver.id))
  return { person, membership, from: await organisationOf(tx, realm, sender.id), to }
}

/** What the letter says of the person, as of now. */
export const letterOf = (person: Person, { line, status }: Pick<Membership, 'line' | 'status'>): Pick<NewTransfer, 'person_id' | 'line' | 'status' | 'name' | 'name_key' | 'sex' | 'born' | 'nation' | 'id_mask'> => ({
  person_id: person.id,
  line,
  status,
  name: person.name,
  name_key: personKeys(person.name).key,
  sex: person.sex,
  born: person.born,
  nation: person.nation,
  id_mask: person.id_mask,
})

/** Inside, it lies on the receiver's desk; a letter is followed up by the sender. */
function placesOf(from: Organisation, { way, to, outside }: Wish) {
  const desk = to ?? from
  return {
    way, from_id: from.id, from_path: from.path, from_outside: null, to_id: to?.id ?? null, to_path: to?.path ?? null, to_outside: outside,
    desk_id: desk.id, desk_path: desk.path,
  }
}

/** The region is kept with it: why this day is asked later, perhaps by whom cannot see where the sender stands. */
async function dueOf(tx: Db, membership: Membership, from: Organisation, { way, on }: Wish) {
  const region = await regionOf(tx, from)
  if (way === 'move') return { due_on: null, due_rule: null, from_region: region }
  const rule = ruleOfAnswer(regulations, { line: membership.line, kind: from.kind, region }, way === 'inside', on)
  return { due_on: answerDueOn(rule, on), due_rule: rule?.id ?? null, from_region: region }
}
