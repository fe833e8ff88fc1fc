import { addYears } from '#base/day.ts'
import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { Db } from '#base/sql.ts'
import { accountOfPerson } from '#access/accounts.ts'
import { reaches } from '#access/visible.ts'
import type { Scope } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { notify, type NewNotice } from '#notices/send.ts'
import { readIdNumber } from '#exchange/values/id-number.ts'
import { readPhone } from '#exchange/values/phone.ts'
import { organisationByPublicId, lockNumbers, organisationForChange, organisationsByIds, saveNumbers, type Organisation } from '#organisations/actions/lookup.ts'
import { rosterChanged } from '#people/events.ts'
import { isMinor, type PeopleRefusal } from '#people/rules.ts'
import { statuses } from '#people/statuses.ts'
import { holderOf, personById, personForChange, type Person, type PersonFields } from '#people/store/persons.ts'
import { countsOf } from '#people/store/memberships.ts'
import type { Line } from '#organisations/kinds.ts'

/** The organisation; the gate has found it. A dissolved one takes nobody. */
export async function livingOrganisation(tx: Db, realm: number, publicId: string): Promise<Organisation> {
  const organisation = await organisationByPublicId(tx, realm, publicId)
  if (!organisation) throw new Refusal(refuse('access.not-found'))
  if (organisation.dissolved_on) throw new Refusal(refuse('people.organisation-dissolved', { dissolved: organisation.dissolved_on }))
  return organisation
}

/** The same, locked: what may be there once only is counted under this lock. */
export async function organisationLocked(tx: Db, realm: number, publicId: string): Promise<Organisation> {
  await organisationForChange(tx, realm, publicId)
  return livingOrganisation(tx, realm, publicId)
}

/** The person, locked and not merged away. */
export async function livingPerson(tx: Db, realm: number, publicId: string): Promise<Person> {
  const person = await personForChange(tx, realm, publicId)
  if (!person) throw new Refusal(refuse('access.not-found'))
  if (person.merged_into !== null) throw new Refusal(refuse('people.merged'))
  return person
}

/** Where an act on a person belongs in the ledger: with several places, one the doer reaches. */
export const placeOf = (person: Person, doer: Scope): string => person.paths.find((path) => reaches(doer.reach, path)) ?? doer.reach[0]!

/** The fields as a person typed them, normalised: the ID number checked against birth date and sex, which it fills in. */
export function fieldsChecked(given: PersonFields, today: string): Decision<PersonFields, PeopleRefusal> {
  const fields = { ...given }
  if (fields.idNumber) {
    const read = readIdNumber(fields.idNumber, { today })
    if (!read.ok) return refuse('people.id-number-wrong', { proposal: read.proposal ?? null })
    const { number, born, sex } = read.value
    if (fields.born && fields.born !== born) return refuse('people.born-differs', { born })
    if (fields.sex && fields.sex !== sex) return refuse('people.sex-differs', { sex })
    Object.assign(fields, { idNumber: number, born, sex })
  }
  for (const field of ['phone', 'guardianPhone'] as const) {
    const read = fields[field] ? readPhone(fields[field]) : null
    if (read && !read.ok) return refuse('people.phone-wrong', { field })
    if (read) fields[field] = read.value
  }
  if (isMinor(fields.born, today) && !fields.guardian) return refuse('people.guardian-missing')
  return { ok: true, value: fields }
}

/** Refuses an ID number that somebody else holds; the name is told only when that person can be seen from here. */
export async function mustBeFree(tx: Db, world: World, realm: number, idNumber: string | null, exceptId: number | null): Promise<void> {
  if (!idNumber) return
  const holder = await holderOf(tx, world.keys, realm, idNumber)
  if (holder === null || holder === exceptId) return
  const seen = await personById(tx, realm, holder)
  must(refuse('people.id-number-taken', { name: seen?.name ?? null }))
}

const keyed = (wanted: 'member' | 'voting') =>
  (Object.keys(statuses) as Line[]).flatMap((line) =>
    Object.entries<{ member: boolean; voting: boolean }>(statuses[line])
      .filter(([, status]) => status[wanted])
      .map(([code]) => `${line} ${code}`),
  )
export const memberStatuses = keyed('member')
const votingStatuses = keyed('voting')

/** Young people for the League's business are those below 28: counted as of today, refreshed by every change. */
const youngBelow = 28

/** Counts some organisations anew and pushes their numbers down. */
export async function recount(tx: Db, world: World, realm: number, organisationIds: number[]): Promise<void> {
  const ids = [...new Set(organisationIds)]
  const bornAfter = addYears(world.clock.today(), -youngBelow)
  await lockNumbers(tx, realm, ids)
  await saveNumbers(tx, realm, await countsOf(tx, realm, ids, memberStatuses, votingStatuses, bornAfter))
  await world.tell(tx, rosterChanged, { realm, organisations: ids })
}

export const organisationName = async (tx: Db, realm: number, id: number): Promise<string> => (await organisationsByIds(tx, realm, [id]))[0]?.name ?? ''

/** A notice to the person's account, if there is one. */
export async function tellPerson(tx: Db, world: World, person: Person, notice: Omit<NewNotice, 'realm'>): Promise<void> {
  const account = await accountOfPerson(tx, person.realm_id, person.public_id)
  if (account) await notify(tx, [account.id], { realm: person.realm_id, ...notice }, world.clock.now())
}
