import { randomBytes } from 'node:crypto'
import { dayAt } from '#base/day.ts'
import { must, type Decision } from '#base/decision.ts'
import type { OutputOf, ParsedOf } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import type { Db } from '#base/sql.ts'
import { rememberLook } from '#access/looks.ts'
import { perform, type Doer } from '#ledger/act.ts'
import type { World } from '#database/world.ts'
import { organisationByPublicId } from '#organisations/actions/lookup.ts'
import { livingPerson, placeOf, tellPerson } from '#people/actions/known.ts'
import { layOver, mustHaveSeen } from '#people/actions/register.ts'
import type * as contract from '#people/mirror/contract.ts'
import { mayEnter, mayPrint, readSheetCode, sheetCode, sheetsAtOnce } from '#people/mirror/rules.ts'
import { insertSheets, membersOf, saveEntered, sheetForChange } from '#people/mirror/store/sheets.ts'
import { enteredNotice, fieldList, printWords } from '#people/mirror/words.ts'

const whoOf = (doer: Doer): string => `${doer.postWords} ${doer.name}`

async function chosen(tx: Db, doer: Doer, organisationId: number, people: string[] | undefined) {
  if (!people) return membersOf(tx, doer.realm, organisationId, sheetsAtOnce + 1)
  const found = []
  for (const id of new Set(people)) found.push(await livingPerson(tx, doer.realm, id))
  return found.map(({ id, public_id }) => ({ id, public_id }))
}

/** Makes the sheets of one print, each with its code; earlier ones still out are void. Each person concerned can see that. */
export function printSheets(
  world: World, doer: Doer, input: ParsedOf<typeof contract.printSheets>,
): Promise<Decision<OutputOf<typeof contract.printSheets>>> {
  return perform(world, doer, { id: input.act, kind: 'people.print-sheets', input }, async (tx) => {
    const organisation = (await organisationByPublicId(tx, doer.realm, input.organisation))!
    const people = await chosen(tx, doer, organisation.id, input.people)
    must(mayPrint(people.length))
    const [id, now] = [newId(), world.clock.now()]
    const sheets = people.map((person) => ({ personId: person.id, code: sheetCode(randomBytes(7)) }))
    await insertSheets(tx, doer.realm, id, sheets, { who: whoOf(doer), at: now })
    const refIds = people.map((person) => person.public_id)
    const detail = printWords(organisation.name)
    await rememberLook(tx, { realm: doer.realm, accountId: doer.accountId, doer: whoOf(doer), kind: 'print', refIds, detail }, now)
    const payload = { organisation: organisation.name, sheets: sheets.length }
    const touches = refIds.map((one) => ({ kind: 'person', id: one }))
    return { answer: { id, sheets: sheets.length }, ref: { kind: 'sheets', id }, path: organisation.path, payload, touches }
  })
}

/** A signed sheet comes back and is entered on behalf: nothing to correct, or what the person wrote. */
export function enterSheet(world: World, doer: Doer, input: ParsedOf<typeof contract.enterSheet>): Promise<Decision<{ id: string }>> {
  return perform(world, doer, { id: input.act, kind: 'people.enter-sheet', input, on: input.signedOn }, async (tx) => {
    const person = await livingPerson(tx, doer.realm, input.id)
    const code = readSheetCode(input.code)
    const sheet = code === null ? null : await sheetForChange(tx, doer.realm, person.id, code)
    must(mayEnter(sheet && { state: sheet.state, madeOn: dayAt(sheet.made_at) }, input.signed, input.signedOn))
    await mustHaveSeen(tx, world, doer, person, input.version)
    const changed = Object.keys(input.changes)
    const written = changed.length > 0 ? await layOver(tx, world, person, input.changes) : { name: person.name, changed }
    const by = { who: whoOf(doer), at: world.clock.now(), signedOn: input.signedOn }
    await saveEntered(tx, doer.realm, sheet!.id, changed.length > 0 ? 'corrected' : 'right', by)
    await tellPerson(tx, world, person, enteredNotice(whoOf(doer), fieldList(changed)))
    const payload = { ...written, code, signedOn: input.signedOn }
    return { answer: { id: input.id }, ref: { kind: 'person', id: input.id }, path: placeOf(person, doer), payload }
  })
}
