import type { Day } from '#base/day.ts'
import { allow, refuse, type Decision } from '#base/decision.ts'

export const mirrorRefusals = [
  'people.no-own-record',
  'people.nothing-asked',
  'people.already-asked',
  'people.request-unknown',
  'people.request-closed',
  'people.answer-missing',
  'people.field-not-asked',
  'people.too-many-copies',
  'people.nobody-to-print',
  'people.too-many-sheets',
  'people.sheet-unknown',
  'people.sheet-unsigned',
] as const
export type MirrorRefusal = (typeof mirrorRefusals)[number]
type Verdict<T> = Decision<T, MirrorRefusal>

/** What a person may ask to have corrected: the own fields. Being lost or away is what the organisation records. */
export const askable = [
  'name', 'sex', 'born', 'nation', 'education', 'category', 'job', 'idNumber', 'phone', 'address', 'guardian', 'guardianPhone',
] as const
export type Askable = (typeof askable)[number]
/** What no field can say: a wrong date of joining, a post that is missing. Settling it changes nothing by itself. */
export const other = 'other'

/** A copy of all one's data a few times a day: enough for anybody, too slow for a stolen session. */
export const copiesPerDay = 5
export const sheetsAtOnce = 300

/** Something is asked, and none of it is asked already. */
export function mayAsk(fields: readonly string[], open: readonly string[]): Verdict<readonly string[]> {
  if (fields.length === 0) return refuse('people.nothing-asked')
  const twice = fields.filter((field) => open.includes(field))
  return twice.length > 0 ? refuse('people.already-asked', { fields: twice.join(' ') }) : allow(fields)
}

export interface Settling {
  open: readonly string[]
  accepted: readonly string[]
  answer: string | null
}

/** Every open field gets its answer at once; whoever declines one says why. */
export function maySettle({ open, accepted, answer }: Settling): Verdict<{ declined: string[] }> {
  if (open.length === 0) return refuse('people.request-closed')
  const foreign = accepted.find((field) => !open.includes(field))
  if (foreign !== undefined) return refuse('people.field-not-asked', { field: foreign })
  const declined = open.filter((field) => !accepted.includes(field))
  return declined.length > 0 && !answer ? refuse('people.answer-missing') : allow({ declined })
}

export function mayPrint(people: number): Verdict<number> {
  if (people === 0) return refuse('people.nobody-to-print')
  return people > sheetsAtOnce ? refuse('people.too-many-sheets', { most: sheetsAtOnce, people }) : allow(people)
}

/** A sheet that is out, signed, and not before it was printed. */
export function mayEnter(sheet: { state: string; madeOn: Day } | null, signed: boolean, on: Day): Verdict<Day> {
  if (sheet?.state !== 'out' || on < sheet.madeOn) return refuse('people.sheet-unknown')
  return signed ? allow(on) : refuse('people.sheet-unsigned')
}

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** Odd weights have an inverse modulo 32, so that no single misread sign goes unnoticed. */
const checkOf = (signs: readonly number[]): number => signs.reduce((total, sign, at) => total + sign * (2 * at + 3), 0) % letters.length

/** From random bytes to a code a person can copy from paper: no look-alikes, the last sign checks the others. */
export function sheetCode(bytes: Uint8Array): string {
  const signs = [...bytes.subarray(0, 7)].map((byte) => byte % letters.length)
  const text = [...signs, checkOf(signs)].map((sign) => letters[sign]!).join('')
  return `${text.slice(0, 4)}-${text.slice(4)}`
}

/** As it stands in the books, however it was typed; null when a sign was misread. */
export function readSheetCode(typed: string): string | null {
  const plain = typed.normalize('NFKC').toUpperCase().replace(/[^0-9A-Z]/g, '')
  const signs = [...plain].map((sign) => letters.indexOf(sign))
  if (signs.length !== 8 || signs.includes(-1)) return null
  return checkOf(signs.slice(0, 7)) === signs[7] ? `${plain.slice(0, 4)}-${plain.slice(4)}` : null
}
