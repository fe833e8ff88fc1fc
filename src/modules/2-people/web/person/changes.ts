import type { Values } from '#base/web/draft.ts'
import type { PersonView } from '#people/contract.ts'
import { words } from '#people/web/words.ts'
import { fieldWords } from '#people/words.ts'

export type FieldName = keyof typeof fieldWords
const secrets = ['idNumber', 'phone', 'address', 'guardianPhone'] as const
export type Secret = (typeof secrets)[number]
export const isSecret = (field: string): field is Secret => (secrets as readonly string[]).includes(field)

export function maskOf({ idMask, phoneMask, hasAddress, guardianMask }: PersonView, field: Secret): string | null {
  const address = hasAddress ? words.held : null
  return { idNumber: idMask, phone: phoneMask, address, guardianPhone: guardianMask }[field]
}

/** What is held and may be shown; of sealed fields nothing, so that blank means unchanged. */
export const heldOf = (person: PersonView): Values => {
  const { name, sex, born, nation, education, category, job, guardian, lostSince, floatingSince, floatingTo } = person
  return { name, sex, born, nation, education, category, job, guardian, lostSince, floatingSince, floatingTo }
}

export const textOf = (value: unknown) => (value === undefined || value === null ? '' : String(value).trim())

/** Only what was touched and differs; a field emptied on purpose is sent as null. */
export function changesOf(typed: Values, person: PersonView): Record<string, string | null> {
  const held = heldOf(person)
  const differs = (field: string, value: unknown) =>
    (isSecret(field) ? value === null || textOf(value) !== '' : textOf(value) !== textOf(held[field]))
  const changed = Object.entries(typed).filter(([field, value]) => field in fieldWords && differs(field, value))
  return Object.fromEntries(changed.map(([field, value]) => [field, textOf(value) || null]))
}
