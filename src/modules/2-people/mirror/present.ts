import type { OutputOf } from '#base/contract.ts'
import { dayAt } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import { maskIdNumber } from '#exchange/values/id-number.ts'
import { maskPhone } from '#exchange/values/phone.ts'
import { why } from '#regulations/words.ts'
import type { CorrectionView, SheetView, sheets } from '#people/mirror/contract.ts'
import { answerRule } from '#people/mirror/actions/ask.ts'
import { correctionsOf, type Correction } from '#people/mirror/store/corrections.ts'
import { sheetsOfPrint } from '#people/mirror/store/sheets.ts'
import { fieldName, heldWords, itemStateWords, sheetStateWords } from '#people/mirror/words.ts'
import { presentPerson } from '#people/present.ts'
import { fieldsOf, personById, type Person, type PersonFields } from '#people/store/persons.ts'
import { fieldWords } from '#people/words.ts'

/** What stands there now, as a page may show it. */
function masked(fields: PersonFields, field: string): string | null {
  const value = (fields as unknown as Record<string, string | null>)[field] ?? null
  if (value === null) return null
  if (field === 'idNumber') return maskIdNumber(value)
  if (field === 'phone' || field === 'guardianPhone') return maskPhone(value)
  return field === 'address' ? heldWords.held : value
}

function presentCorrection(one: Correction, fields: PersonFields): CorrectionView {
  return {
    id: one.public_id,
    reason: one.reason,
    madeAt: one.made_at.toISOString(),
    dueOn: one.due_on,
    why: why(answerRule(dayAt(one.made_at))).sentence,
    settledAt: one.settled_at?.toISOString() ?? null,
    settledBy: one.settled_by,
    answer: one.answer,
    items: one.items.map(({ field, value, state }) => ({
      field, label: fieldName(field), now: masked(fields, field), value, state, stateWords: itemStateWords[state],
    })),
  }
}

/** A person's requests, those still open first; what was asked for is shown whole: the person wrote it to be read. */
export async function presentCorrections(tx: Db, world: World, person: Person): Promise<CorrectionView[]> {
  const found = await correctionsOf(tx, world.keys, person.realm_id, person.id)
  if (found.length === 0) return []
  const fields = await fieldsOf(tx, world.keys, person)
  return found.map((one) => presentCorrection(one, fields))
}

const onPaper = [
  'name', 'sex', 'born', 'nation', 'education', 'category', 'job', 'idNumber', 'phone', 'address', 'guardian', 'guardianPhone', 'floatingTo',
] as const

async function presentSheet(tx: Db, world: World, person: Person, code: string, state: string): Promise<SheetView> {
  const view = await presentPerson(tx, person, [''], world.clock.today())
  const shown: Record<string, string | null> = {
    ...(view as unknown as Record<string, string | null>),
    idNumber: view.idMask, phone: view.phoneMask, address: view.hasAddress ? heldWords.held : null, guardianPhone: view.guardianMask,
  }
  const fields = onPaper.filter((field) => view.minor || view.guardian || !field.startsWith('guardian'))
  const open = view.memberships.filter((one) => one.toOn === null)
  const posts = view.posts.filter((one) => one.toOn === null)
  return {
    code, name: view.name, minor: view.minor, state: sheetStateWords[state] ?? state, organisation: open[0]?.organisation.name ?? '',
    held: fields.map((field) => ({ label: fieldWords[field], value: shown[field] ?? null })),
    standing: [
      ...open.map((one) => [
        `${one.lineWords}：${one.organisation.name}，${one.statusWords}`, one.joinedOn && heldWords.joined(one.joinedOn), one.fullOn && heldWords.full(one.fullOn),
      ].filter(Boolean).join('，')),
      ...posts.map((one) => `${heldWords.post}：${one.organisation.name} ${one.words}，${heldWords.since(one.fromOn)}`),
    ],
  }
}

/** The sheets of one print, for those people the scope shows. */
export async function presentSheets(tx: Db, world: World, realm: number, printId: string): Promise<OutputOf<typeof sheets>> {
  const printed = await sheetsOfPrint(tx, realm, printId)
  const views: SheetView[] = []
  for (const { code, person_id: id, state } of printed) {
    const person = await personById(tx, realm, id)
    if (person) views.push(await presentSheet(tx, world, person, code, state))
  }
  return { madeOn: printed[0] ? dayAt(printed[0].made_at) : '', by: printed[0]?.made_by ?? '', sheets: views }
}
