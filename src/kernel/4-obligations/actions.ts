import { refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import { addDays, addYears, type Day } from '#base/day.ts'
import { newId } from '#base/id.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { perform } from '#ledger/act.ts'
import { rulesAt, rulesOfRealm } from '#regulations/actions.ts'
import { ruleOn, type Regulation } from '#regulations/rules.ts'
import type * as contract from '#obligations/contract.ts'
import type { Duty } from '#obligations/duty.ts'
import { owed, periodOf, type Engine, type Obligation, type Subject } from '#obligations/owed.ts'
import type { Period } from '#obligations/periods.ts'
import { counting, noteDifference } from '#obligations/tally.ts'
import {
  deleteFulfilments, fulfilmentsOf, heldOf, insertFulfilment, insertWaiver, lockedSubject, openSubjects, settledBy, subjectsOf, waiversOf,
} from '#obligations/store/books.ts'

/** Days that the clock itself works by, from the pack: all to be checked, all settable. */
const clockRule = (rules: readonly Regulation[], id: 'clock.grace' | 'clock.remind', day: Day): number => ruleOn(rules, id, { kind: '', line: '', day })!.value

const engineOn = (duties: readonly Duty[], rules: readonly Regulation[], today: Day): Engine =>
  ({ duties, rules, grace: clockRule(rules, 'clock.grace', today) })
export const remindDays = async (tx: Db, realm: number, path: string, today: Day): Promise<number> => clockRule(await rulesAt(tx, realm, path), 'clock.remind', today)

export interface Settled {
  duty: Duty
  organisationId: string
  occurredOn: Day
  /** a day in the period it was done for, when it is made up later */
  forDay?: Day
  personId?: string
  ref: { kind: string; id: string }
}

/** Settles a duty by an act, in its transaction. False where the rules ask nothing of the organisation then. */
export async function settle(tx: Db, world: World, realm: number, one: Settled): Promise<boolean> {
  const day = one.forDay ?? one.occurredOn
  const versions = await lockedSubject(tx, realm, one.organisationId)
  const subject = versions.find(({ from, to }) => from <= day && (to === null || day < to))
  const rules = subject && (await rulesAt(tx, realm, subject.path))
  const asked = subject && periodOf(rules!, one.duty, subject, day)
  if (!asked) return false
  const { organisationId, occurredOn, ref } = one
  const key = { organisationId, path: subject.path, duty: one.duty.id, periodFrom: asked.period.from, periodTo: asked.period.to, times: owes(rules!, one.duty, versions, asked.period) ? asked.times : 0 }
  const before = await heldOf(tx, realm, key)
  const n = await insertFulfilment(tx, realm, { ...key, personId: one.personId ?? null, occurredOn, ref }, world.clock.now())
  if (n > 0) await noteDifference(tx, realm, key, before, { ...before, done: [...before.done, occurredOn] })
  return true
}

/** Takes back all that a record settled: it is revised, or was entered by mistake. */
export async function unsettle(tx: Db, realm: number, ref: { kind: string; id: string }): Promise<number> {
  const keys = await settledBy(tx, realm, ref)
  const taken = await Promise.all(keys.map(async (key) => ({ key, before: await heldOf(tx, realm, key) })))
  const n = await deleteFulfilments(tx, realm, ref)
  for (const { key, before } of taken) await noteDifference(tx, realm, key, before, await heldOf(tx, realm, key))
  return n
}

/** Whether it is owed at all: what is done beyond duty is kept and shown, and counted by nobody. */
function owes(rules: readonly Regulation[], duty: Duty, subjects: readonly Subject[], period: Period): boolean {
  return owed({ duties: [duty], rules, grace: 0 }, { subjects, fulfilments: [], waivers: [] }, { from: period.from, to: period.to }, period.from)
    .some((one) => one.period.from === period.from && one.period.every === period.every)
}

/** What some organisations owe in the periods that touch a range, each one's together. */
export async function owedBy(
  tx: Db, realm: number, duties: readonly Duty[], organisationIds: string[], range: { from: Day; to: Day }, today: Day,
): Promise<Map<string, Obligation[]>> {
  // a period that touches the range may begin up to a year before it
  const wide = { from: addYears(range.from, -1), to: range.to }
  const [subjects, fulfilments, waivers] = await Promise.all([
    subjectsOf(tx, realm, organisationIds), fulfilmentsOf(tx, realm, organisationIds, wide), waiversOf(tx, realm, organisationIds, wide),
  ])
  const byOrganisation = <T extends { organisationId: string }>(rows: T[]) => Map.groupBy(rows, ({ organisationId }) => organisationId)
  const [facts, done, waived] = [byOrganisation(subjects), byOrganisation(fulfilments), byOrganisation(waivers)]
  const rules = await rulesOfRealm(tx, realm)
  return new Map(organisationIds.map((id) => [
    id, owed(engineOn(duties, rules.at(facts.get(id)?.at(-1)?.path ?? ''), today), { subjects: facts.get(id) ?? [], fulfilments: done.get(id) ?? [], waivers: waived.get(id) ?? [] }, range, today),
  ]))
}

/** Lets an organisation off one duty in one period. Only from above: nobody lets the own organisation off. */
export function waive(world: World, actor: Actor, duties: readonly Duty[], input: ParsedOf<typeof contract.waive>): Promise<Decision<{ waived: true }>> {
  const today = world.clock.today()
  return perform(world, actor, { id: input.act, kind: 'obligations.waive', input }, async (tx) => {
    if (input.organisation === actor.seat.organisationId) throw new Refusal(refuse('obligations.own-waiver'))
    const range = { from: input.periodFrom, to: addDays(input.periodFrom, 1) }
    const all = (await owedBy(tx, actor.realm, duties, [input.organisation], range, today)).get(input.organisation)!
    const one = all.find(({ duty, period }) => duty.id === input.duty && period.from === input.periodFrom)
    if (!one) throw new Refusal(refuse('obligations.not-owed'))
    if (one.state === 'met' || one.state === 'met-late') throw new Refusal(refuse('obligations.met-already'))
    if (one.waiver) throw new Refusal(refuse('obligations.waived-already'))
    const [subject] = await openSubjects(tx, actor.realm, [input.organisation])
    const waiver = { organisationId: input.organisation, duty: input.duty, periodFrom: input.periodFrom, reason: input.reason, by: actor.postWords, on: today }
    const id = newId()
    const key = { organisationId: input.organisation, path: subject!.path, duty: input.duty, periodFrom: input.periodFrom, periodTo: one.period.to, times: one.rule.value }
    await counting(tx, actor.realm, key, () => insertWaiver(tx, actor.realm, id, subject!.path, waiver))
    const payload = { ...input, words: one.duty.words, organisation: subject!.name }
    return {
      answer: { waived: true as const }, ref: { kind: 'waiver', id }, path: subject!.path, payload,
      touches: [{ kind: 'organisation', id: input.organisation }],
    }
  })
}
