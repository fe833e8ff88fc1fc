import { must, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Day } from '#base/day.ts'
import { newId } from '#base/id.ts'
import type { Db } from '#base/sql.ts'
import { accountOfPerson } from '#access/accounts.ts'
import type { Actor } from '#access/actor.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { perform } from '#ledger/act.ts'
import { notify } from '#notices/send.ts'
import { organisationByPublicId } from '#organisations/actions/lookup.ts'
import { ruleOn, type HoldingRegulation } from '#regulations/rules.ts'
import { groundAt } from '#dues/actions/assessing.ts'
import { bodyAt, collects, type Body } from '#dues/actions/books.ts'
import type * as contract from '#dues/contract/arrears.ts'
import { isAnswered, mayRecord, monthsInARow, stageOf, type Stage } from '#dues/rules/arrears.ts'
import { monthOf, monthWords, type Month } from '#dues/rules/months.ts'
import { lastClosed, unpaidOf } from '#dues/store/arrears.ts'
import { insertStep, sealNote, stepsOf, type HeldStep } from '#dues/store/steps.ts'
import { lineWords } from '#dues/words.ts'
import { arrearsNotice } from '#dues/words/arrears.ts'

/** Somebody with months unpaid, as far as it has come. */
export interface Owing {
  person: string
  name: string
  months: { month: Month; fen: number }[]
  inARow: number
  stage: Stage
  answered: boolean
  steps: HeldStep[]
}

export interface Clock {
  rows: Owing[]
  /** the rules of member, talk, deadline, limit */
  rules: { member: HoldingRegulation; talk: HoldingRegulation; deadline: HoldingRegulation; limit: HoldingRegulation }
}

/** How far each has come who has not paid for closed months, on the rules of a day. */
export async function clockOf(tx: Db, body: Body, today: Day, person?: string): Promise<Clock> {
  const { rules, place } = await groundAt(tx, body, today)
  const rule = (id: string) => ruleOn(rules, id, place)!
  const held = {
    member: rule('dues.arrears.member'), talk: rule('dues.remind-months'), deadline: rule('dues.arrears.deadline'),
    limit: rule(`${body.line}.dues.arrears-months`),
  }
  const numbers = { member: held.member.value, talk: held.talk.value, deadline: held.deadline.value, limit: held.limit.value }
  const last = await lastClosed(tx, body.realm_id, body.public_id)
  if (last === null) return { rows: [], rules: held }
  const unpaid = (await unpaidOf(tx, body.realm_id, body.public_id)).filter((one) => person === undefined || one.person === person)
  const persons = Map.groupBy(unpaid, (one) => one.person)
  const steps = await stepsOf(tx, body.realm_id, body.line, [...persons.keys()])
  const rows = [...persons].map(([id, found]) => {
    const months = found.map(({ month, fen }) => ({ month: monthOf(month), fen }))
    const inARow = monthsInARow(months.map(({ month }) => month), monthOf(last))
    const stage = stageOf(inARow, numbers)
    const own = steps.filter((step) => step.person === id)
    return { person: id, name: found[0]!.name, months, inARow, stage, steps: own, answered: isAnswered(stage, own, months[0]!.month) }
  })
  return { rows, rules: held }
}

/** A month is closed: whoever has not paid is told first, and nobody else hears of it. */
export async function tellUnpaid(tx: Db, world: World, body: Body, month: Month, persons: readonly string[]): Promise<void> {
  const title = arrearsNotice(lineWords[body.line], monthWords(month))
  for (const person of persons) {
    const account = await accountOfPerson(tx, body.realm_id, person)
    if (!account) continue
    const notice = { realm: body.realm_id, class: 'act' as const, title, body: '', link: '/my-dues', from: body.public_id }
    await notify(tx, [account.id], notice, world.clock.now())
    await addStep(tx, body, { person, kind: 'told', on: world.clock.today(), doer: '' })
  }
}

const addStep = (tx: Db, body: Body, made: Pick<HeldStep, 'person' | 'kind' | 'on' | 'doer'>): Promise<number> =>
  insertStep(tx, body.realm_id, body, { publicId: newId(), line: body.line, until: null, sealed: null, ...made })

/** A talk about unpaid dues was recorded where talks are kept; its content stays there. */
export async function noteTalk(tx: Db, realm: number, talk: { organisation: string; person: string; on: Day; doer: string }): Promise<void> {
  const body = await organisationByPublicId(tx, realm, talk.organisation)
  if (!body || !collects(body)) return
  const { person, on, doer } = talk
  await beyondReach(tx, () => addStep(tx, body as Body, { person, kind: 'talk', on, doer }))
}

/** What the secretary did: a deadline, a reason found, or what the branch meeting decided. Nothing follows by itself. */
export function recordStep(world: World, actor: Actor, input: ParsedOf<typeof contract.recordStep>): Promise<Decision<{ id: string }>> {
  const today = world.clock.today()
  return perform(world, actor, { id: input.act, kind: 'dues.step', input }, async (tx) => {
    const body = await bodyAt(tx, actor, input.organisation)
    const [owing] = (await clockOf(tx, body, today, input.person)).rows
    const { kind, on, note, person } = input
    const step = { kind, on, until: input.until ?? null, note }
    must(mayRecord(step, { months: owing?.months.length ?? 0, today }))
    const sealed = sealNote(world.keys, input.act, note)
    await insertStep(tx, actor.realm, body, { publicId: input.act, person, line: body.line, kind, on, until: step.until, sealed, doer: actor.name })
    const payload = { ...input, name: owing!.name, line: body.line }
    return { answer: { id: input.act }, ref: { kind: 'dues-arrears', id: person }, path: body.path, payload }
  })
}
