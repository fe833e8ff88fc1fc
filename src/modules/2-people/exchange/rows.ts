import type { Day } from '#base/day.ts'
import { newId } from '#base/id.ts'
import { keyedHash, place, seal, type Keys } from '#base/seal.ts'
import { maskIdNumber } from '#exchange/values/id-number.ts'
import { maskPhone } from '#exchange/values/phone.ts'
import { personKeys } from '#search/keys.ts'
import type { RosterLine } from '#people/exchange/columns.ts'
import type { Step } from '#people/exchange/compare.ts'
import type { RosterValues } from '#people/exchange/judge.ts'
import type { NewMembershipRow, NewPersonRow } from '#people/store/import-write.ts'
import { ancestorsOf } from '#people/store/memberships.ts'
import { sealedOf, type PersonFields } from '#people/store/persons.ts'

/** bytea as jsonb gives and takes it */
const hex = (bytes: Buffer | null): string | null => bytes && `\\x${bytes.toString('hex')}`

export interface Body {
  id: number
  public_id: string
  name: string
  path: string
}

/** A person the register does not know yet. */
export function personRow(keys: Keys, id: number, values: RosterValues, where: Body, today: Day): NewPersonRow {
  const publicId = newId()
  const fields: PersonFields = {
    ...values,
    lostSince: values.lost ? (values.lostSince ?? today) : null,
    floatingSince: values.floating ? (values.floatingSince ?? today) : null,
    floatingTo: values.floatingTo,
  }
  const sealed = sealedOf(keys, publicId, fields)
  return {
    id, public_id: publicId, paths: [where.path], name: values.name, name_key: sealed.key, initials: sealed.initials, sex: values.sex, born: values.born,
    nation: values.nation, education: values.education, category: values.category, job: values.job,
    id_number: sealed.idNumber, id_hash: sealed.idHash, id_mask: sealed.idMask,
    phone: sealed.phone, phone_hash: sealed.phoneHash, phone_tail: sealed.phoneTail, phone_mask: sealed.phoneMask,
    address: sealed.address, guardian: values.guardian, guardian_phone: sealed.guardianPhone, guardian_mask: sealed.guardianMask,
    lost_since: fields.lostSince, floating_since: fields.floatingSince, floating_to: values.floatingTo,
  }
}

/** The columns that the steps of a known person write. */
export function changedColumns(keys: Keys, publicId: string, steps: readonly Step[], today: Day): Record<string, unknown> {
  const columns: Record<string, unknown> = {}
  for (const { field, sheet } of steps) Object.assign(columns, columnsFor(keys, publicId, field, sheet!, today))
  return columns
}

function columnsFor(keys: Keys, publicId: string, field: string, text: string, today: Day): Record<string, unknown> {
  const sealed = (column: string) => hex(seal(keys, place('people_persons', column, publicId), text))
  switch (field) {
    case 'name': {
      const { key, initials } = personKeys(text)
      return { name: text, name_key: key, initials }
    }
    case 'idNumber':
      return { id_number: sealed('id_number'), id_hash: hex(keyedHash(keys, 'id-number', text)), id_mask: maskIdNumber(text) }
    case 'phone': {
      const tail = keyedHash(keys, 'phone-tail', text.slice(-4))
      return { phone: sealed('phone'), phone_hash: hex(keyedHash(keys, 'phone', text)), phone_tail: hex(tail), phone_mask: maskPhone(text) }
    }
    case 'address':
      return { address: sealed('address') }
    case 'guardianPhone':
      return { guardian_phone: sealed('guardian_phone'), guardian_mask: maskPhone(text) }
    case 'lost':
      return { lost_since: text === '是' ? today : null }
    case 'floating':
      return { floating_since: text === '是' ? today : null }
    case 'lostSince':
      return { lost_since: text }
    case 'floatingSince':
      return { floating_since: text }
    case 'floatingTo':
      return { floating_to: text }
    default:
      return { [field]: text }
  }
}

/** Since when somebody has a status, as far as the sheet tells. */
export const statusDay = (values: RosterValues): Day | null =>
  values.statusCode === 'full' ? (values.fullOn ?? values.joinedOn) : ['probationary', 'member'].includes(values.statusCode) ? values.joinedOn : null

export interface Whom {
  id: number
  name: string
  nameKey: string
}

export function membershipRow(line: RosterLine, id: number, values: RosterValues, person: Whom, where: Body, today: Day): NewMembershipRow {
  const [a1, a2, a3, a4] = ancestorsOf(where.path) as [number, number | null, number | null, number | null]
  return {
    id, public_id: newId(), person_id: person.id, organisation_id: where.id, line, status: values.statusCode, status_on: statusDay(values) ?? today,
    joined_on: values.joinedOn, full_on: values.fullOn, from_on: today, path: where.path, a1, a2, a3, a4, name: person.name, name_key: person.nameKey,
  }
}

/** The statuses a new membership begins with: of a full member also the year of probation, where both days are known. */
export function statusSteps(line: RosterLine, values: RosterValues, today: Day): { status: string; since: Day }[] {
  const now = { status: values.statusCode, since: statusDay(values) ?? today }
  const wasProbationary = line === 'party' && values.statusCode === 'full' && values.joinedOn !== null && values.fullOn !== null
  return wasProbationary ? [{ status: 'probationary', since: values.joinedOn! }, now] : [now]
}
