import { randomInt } from 'node:crypto'
import type { Day } from '#base/day.ts'
import { must, refuse, Refusal } from '#base/decision.ts'
import type { Db } from '#base/sql.ts'
import { accountOfPerson } from '#access/accounts.ts'
import { endSeat, holdersOf } from '#access/seats.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { notify, type NewNotice } from '#notices/send.ts'
import { organisationByPublicId, organisationsByIds, type Organisation } from '#organisations/actions/lookup.ts'
import { postsOf } from '#organisations/posts.ts'
import { organisationLocked, recount } from '#people/actions/known.ts'
import { endStays } from '#people/actions/transfers/stays.ts'
import { mayArrive, type Place } from '#people/rules/transfers.ts'
import { insertMembership, openForChange, saveEnd, statusesOf, type Membership } from '#people/store/memberships.ts'
import { personByIdForChange, refreshPaths, type Person } from '#people/store/persons.ts'
import { endPostsIn } from '#people/store/posts.ts'
import { saveSettled, transferByPublicId, transferForChange, type Settling, type Transfer } from '#people/store/transfers.ts'
import { groupTitle } from '#people/words/transfers.ts'
import { personKeys } from '#search/keys.ts'

export const placeOf = (organisation: Organisation): Place => ({
  id: organisation.id,
  parentId: organisation.parent_id,
  kind: organisation.kind,
  dissolved: organisation.dissolved_on,
  temporary: organisation.flags.includes('temporary'),
})

/** Without 0, 1, I, L and O, which paper confuses: 31^10 codes, about 2^49. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
export const newCode = (): string => Array.from({ length: 10 }, () => letters[randomInt(letters.length)]!).join('')
/** As typed from paper: small letters, blanks and hyphens do not matter. */
export const readCode = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '')

export interface Case {
  transfer: Transfer
  person: Person
}

/** The transfer and its person, locked in this order everywhere: first the person, then the transfer. */
export async function caseOf(tx: Db, realm: number, publicId: string): Promise<Case> {
  const seen = await transferByPublicId(tx, realm, publicId)
  if (!seen) throw new Refusal(refuse('access.not-found'))
  return lockedCase(tx, realm, seen)
}

export async function lockedCase(tx: Db, realm: number, seen: Transfer): Promise<Case> {
  return beyondReach(tx, async () => {
    const person = await personByIdForChange(tx, realm, seen.person_id)
    const transfer = await transferForChange(tx, realm, seen.id)
    if (!person || !transfer) throw new Refusal(refuse('access.not-found'))
    // merged into another a moment ago: the record that stays holds it now
    return transfer.person_id === person.id ? { person, transfer } : { person: (await personByIdForChange(tx, realm, transfer.person_id))!, transfer }
  })
}

export const organisationOf = async (tx: Db, realm: number, id: number): Promise<Organisation> => (await organisationsByIds(tx, realm, [id]))[0]!

/** The receiver as a sender names it: any organisation of the realm, by an id that the list of destinations gave. */
export async function receiverOf(tx: Db, realm: number, publicId: string): Promise<Organisation> {
  const organisation = await organisationByPublicId(tx, realm, publicId)
  if (!organisation) throw new Refusal(refuse('people.transfer-destination'))
  return organisation
}

/** The person comes over: old membership closed, the new one opened the same day with its whole history; old posts end. */
export function carryOver(tx: Db, world: World, { transfer, person }: Case, to: Organisation, on: Day): Promise<void> {
  const realm = person.realm_id
  return beyondReach(tx, async () => {
    const from = await organisationOf(tx, realm, transfer.from_id!)
    // under this lock nobody dissolves the receiver meanwhile
    const receiver = await organisationLocked(tx, realm, to.public_id)
    const held = await openForChange(tx, realm, person.id, transfer.line)
    must(mayArrive({
      line: transfer.line, standsIn: held?.organisation_id ?? null, since: held?.from_on ?? on, from: placeOf(from), to: placeOf(receiver),
      sentOn: transfer.sent_on, on,
    }))
    await leaveBranch(tx, person, held!, from, on, `转往“${receiver.name}”`)
    await enterBranch(tx, realm, person, held!, receiver, on)
    await refreshPaths(tx, realm, [person.id])
    await recount(tx, world, realm, [from.id, receiver.id])
  })
}

/** The letter was received outside: the membership ends, the person is no longer here. */
export function carryOut(tx: Db, world: World, { transfer, person }: Case, on: Day): Promise<void> {
  const realm = person.realm_id
  return beyondReach(tx, async () => {
    const from = await organisationOf(tx, realm, transfer.from_id!)
    const held = await openForChange(tx, realm, person.id, transfer.line)
    if (held?.organisation_id !== from.id) throw new Refusal(refuse('people.transfer-stale'))
    if (on < transfer.sent_on || on < held.from_on) {
      throw new Refusal(refuse('people.dates-not-lawful', { why: `接收日期 ${on} 早于转出日期 ${transfer.sent_on}` }))
    }
    await leaveBranch(tx, person, held, from, on, `转出到“${transfer.to_outside}”`)
    await refreshPaths(tx, realm, [person.id])
    await recount(tx, world, realm, [from.id])
  })
}

async function leaveBranch(tx: Db, person: Person, held: Membership, from: Organisation, on: Day, reason: string): Promise<void> {
  const realm = person.realm_id
  await saveEnd(tx, realm, held.id, on, reason)
  const ended = await endPostsIn(tx, realm, person.id, from.id, on)
  const account = ended.length > 0 ? await accountOfPerson(tx, realm, person.public_id) : null
  for (const { post } of account ? ended : []) await endSeat(tx, account!.id, from.public_id, post, on)
  await endStays(tx, person, held.line, on, 'transferred')
}

async function enterBranch(tx: Db, realm: number, person: Person, held: Membership, to: Organisation, on: Day): Promise<void> {
  const history = await statusesOf(tx, realm, [held.id])
  const steps = history.length > 0 ? history : [{ status: held.status, since: held.status_on ?? held.from_on }]
  const whom = { id: person.id, name: person.name, nameKey: personKeys(person.name).key }
  const { status, joined_on: joinedOn, full_on: fullOn } = held
  await insertMembership(tx, realm, { person: whom, organisation: to, status, joinedOn, fullOn, on, steps })
}

/** Those who keep the roster of an organisation: its head, deputies, organisers and office. */
const keepers = (organisation: Organisation): string[] =>
  postsOf(organisation.kind).filter((post) => post.head || post.office || /\.(deputy|organisation|counsellor)/.test(post.code)).map((post) => post.code)

/** A notice to the desk of an organisation, but not to the one who acted. */
export async function tellDesk(tx: Db, world: World, organisation: Organisation, exceptAccount: number, notice: Omit<NewNotice, 'realm'>): Promise<void> {
  const realm = organisation.realm_id
  const held = await holdersOf(tx, realm, organisation.public_id, keepers(organisation), world.clock.today())
  const accounts = held.map((one) => one.account_id).filter((id) => id !== exceptAccount)
  const group = { organisation: organisation.public_id, title: groupTitle }
  await notify(tx, accounts, { realm, group, ...notice }, world.clock.now())
}


/** Beyond the reach: a tree that moves at the same moment takes the transfer's paths out of it. */
export const settle = (tx: Db, realm: number, transfer: Transfer, done: Settling): Promise<void> =>
  beyondReach(tx, () => saveSettled(tx, realm, transfer, done))
