import { addDays } from '#base/day.ts'
import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import { newId } from '#base/id.ts'
import type { Db } from '#base/sql.ts'
import type { Account, Powers } from '#access/actor.ts'
import { perform } from '#ledger/act.ts'
import type { World } from '#database/world.ts'
import { notify } from '#notices/send.ts'
import { holds, type HoldingRegulation, ruleOn } from '#regulations/rules.ts'
import { regulations } from '#organisations/actions/lookup.ts'
import { fieldsChecked, livingPerson } from '#people/actions/known.ts'
import type * as contract from '#people/mirror/contract.ts'
import { keepersOf } from '#people/mirror/keepers.ts'
import { ownDoer } from '#people/mirror/own.ts'
import { mayAsk, other } from '#people/mirror/rules.ts'
import { correctionForChange, insertCorrection, openFields, saveItems, saveSettled } from '#people/mirror/store/corrections.ts'
import { askNotice, fieldList } from '#people/mirror/words.ts'
import { fieldsOf, type Person, type PersonFields } from '#people/store/persons.ts'

/** The rule on the days an answer may take; it holds for everybody, wherever they stand. */
export function answerRule(day: string): HoldingRegulation {
  const rule = ruleOn(regulations, 'privacy.correction.answer-days', { day, kind: '', line: '' })
  if (!rule || !holds(rule, rule.value)) throw new Error('no rule says how soon a correction is answered')
  return rule
}

type Asked = ParsedOf<typeof contract.ask>

/** What really differs from what is held, checked as the register would check it: so that it can be accepted. */
async function wished(tx: Db, world: World, person: Person, { changes, other: free }: Asked) {
  const before = await fieldsOf(tx, world.keys, person)
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  // whether somebody else holds the number is not told here: only the keeper of the register may learn it
  const after = Object.keys(given).length === 0 ? before : must(fieldsChecked({ ...before, ...given }, world.clock.today()))
  const fields = (Object.keys(given) as (keyof PersonFields)[]).filter((field) => after[field] !== before[field])
  const items: { field: string; value: string | null }[] = fields.map((field) => ({ field, value: after[field] }))
  return free ? [...items, { field: other, value: free }] : items
}

/** A person asks to have the own registration corrected: it waits on the work list of the organisation that keeps it. */
export async function askCorrection(world: World, powers: Powers, account: Account, input: Asked): Promise<Decision<{ id: string }>> {
  const { doer } = await ownDoer(world, account)
  return perform(world, doer, { id: input.act, kind: 'people.ask-correction', input }, async (tx) => {
    const person = await livingPerson(tx, doer.realm, account.personId!)
    const items = await wished(tx, world, person, input)
    const fields = must(mayAsk(items.map((one) => one.field), await openFields(tx, doer.realm, person.id)))
    const [id, madeAt, today] = [newId(), world.clock.now(), world.clock.today()]
    const dueOn = addDays(today, answerRule(today).value)
    await insertCorrection(tx, world.keys, doer.realm, { publicId: id, personId: person.id, reason: input.reason, madeAt, dueOn, items })
    const keepers = await keepersOf(tx, powers, doer.realm, person.paths, today)
    const notice = askNotice(person.name, fieldList(fields), `/people/${person.public_id}`)
    await notify(tx, keepers.map((one) => one.account_id), { realm: doer.realm, ...notice }, madeAt)
    const payload = { name: person.name, fields }
    return { answer: { id }, ref: { kind: 'correction', id }, path: person.paths[0]!, payload, touches: [{ kind: 'person', id: person.public_id }] }
  })
}

/** Takes back what nobody has answered yet. */
export async function withdrawCorrection(world: World, account: Account, input: ParsedOf<typeof contract.withdraw>): Promise<Decision<{ id: string }>> {
  const { doer, person } = await ownDoer(world, account)
  return perform(world, doer, { id: input.act, kind: 'people.withdraw-correction', input }, async (tx) => {
    const correction = await correctionForChange(tx, world.keys, doer.realm, input.id)
    if (correction?.person_id !== person.id) throw new Refusal(refuse('people.request-unknown'))
    const fields = correction.items.filter((item) => item.state === 'open').map((item) => item.field)
    if (fields.length === 0) throw new Refusal(refuse('people.request-closed'))
    await saveItems(tx, doer.realm, correction.id, fields, 'withdrawn')
    await saveSettled(tx, world.keys, doer.realm, correction, { who: `${doer.postWords} ${doer.name}`, answer: null, at: world.clock.now() })
    const payload = { name: person.name, fields }
    const touches = [{ kind: 'person', id: person.public_id }]
    return { answer: { id: input.id }, ref: { kind: 'correction', id: input.id }, path: person.paths[0]!, payload, touches }
  })
}
