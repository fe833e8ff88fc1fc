import type { Day } from '#base/day.ts'
import { keyedHash, place, unseal, type Keys } from '#base/seal.ts'
import type { Difference } from '#exchange/kind.ts'
import { statusWords } from '#people/statuses.ts'
import type { RosterLine } from '#people/exchange/columns.ts'
import type { RosterValues } from '#people/exchange/judge.ts'
import type { HeldMembership, HeldPerson } from '#people/store/import-held.ts'

/** What is held about a person in one line. */
export interface Held {
  person: HeldPerson
  membership: HeldMembership | null
  /** post codes that the row adds in the organisation it names */
  posts: string[]
}

export interface Where {
  organisationId: number | null
  name: string
}

/** A difference and what it would write. */
export interface Step extends Difference {
  /** the person's field; absent for what belongs to the membership and the posts */
  person?: true
}

const opened = (keys: Keys, person: HeldPerson, column: 'phone' | 'address' | 'guardian_phone'): string | null =>
  person[column] === null ? null : unseal(keys, place('people_persons', column, person.public_id), person[column])

/** Where the sheet says more than is held, or something else. Blank cells say nothing. */
export function stepsOf(keys: Keys, line: RosterLine, values: RosterValues, held: Held, where: Where, names: (id: number) => string): Step[] {
  return [...personSteps(keys, values, held.person), ...membershipSteps(line, values, held, where, names)]
}

function personSteps(keys: Keys, values: RosterValues, person: HeldPerson): Step[] {
  const steps: Step[] = []
  const step = (field: string, held: string | null, sheet: string | null) => {
    if (sheet !== null && sheet !== held) steps.push({ field, held, sheet, person: true })
  }
  for (const field of ['name', 'sex', 'nation', 'education', 'category', 'job', 'guardian'] as const) step(field, person[field], values[field])
  step('born', person.born, dayTold(values, 'born', person.born))
  if (person.id_hash === null) step('idNumber', null, values.idNumber)
  if (values.phone !== null && !person.phone_hash?.equals(keyedHash(keys, 'phone', values.phone))) step('phone', opened(keys, person, 'phone'), values.phone)
  if (values.address !== null) step('address', opened(keys, person, 'address'), values.address)
  if (values.guardianPhone !== null) step('guardianPhone', opened(keys, person, 'guardian_phone'), values.guardianPhone)
  absence(step, 'lost', values.lost, values.lostSince, person.lost_since)
  absence(step, 'floating', values.floating, values.floatingSince, person.floating_since)
  step('floatingTo', person.floating_to, values.floatingTo)
  return steps
}

/** A month agrees with any of its days; a day fills in a month, so it differs. */
function dayTold(values: RosterValues, field: 'born' | 'joinedOn' | 'fullOn', held: Day | null): Day | null {
  const told = values[field]
  const agrees = told !== null && held !== null && values.months.includes(field) && told.slice(0, 7) === held.slice(0, 7)
  return agrees ? held : told
}

type Add = (field: string, held: string | null, sheet: string | null) => void

/** 否 against a held day is a difference, 是 against none too; the day itself where the sheet gives one. */
function absence(step: Add, field: 'lost' | 'floating', told: boolean | null, since: Day | null, held: Day | null): void {
  if (told === null) return
  if (since !== null) return step(`${field}Since`, held, since)
  if (told && held === null) step(field, null, '是')
  if (!told && held !== null) step(field, `是（${held}起）`, '否')
}

function membershipSteps(line: RosterLine, values: RosterValues, { membership, posts }: Held, where: Where, names: (id: number) => string): Step[] {
  const steps: Step[] = []
  const step: Add = (field, held, sheet) => {
    if (sheet !== null && sheet !== held) steps.push({ field, held, sheet })
  }
  const elsewhere = membership && membership.organisation_id !== where.organisationId
  if (!membership || elsewhere) step('place', membership ? names(membership.organisation_id) : null, where.name)
  if (membership) {
    step('status', statusWords(line, membership.status), values.status)
    step('joinedOn', membership.joined_on, dayTold(values, 'joinedOn', membership.joined_on))
    step('fullOn', membership.full_on, dayTold(values, 'fullOn', membership.full_on))
  }
  if (posts.length > 0) step('posts', null, values.posts)
  return steps
}
