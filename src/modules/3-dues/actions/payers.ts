import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { perform } from '#ledger/act.ts'
import { bodyAt, isClosed, monthGiven, ownLineOnly, type Body } from '#dues/actions/books.ts'
import { groundAt, limitOf, standingsOf, type Standing } from '#dues/actions/assessing.ts'
import type * as contract from '#dues/contract.ts'
import { mayAssess, type Policy } from '#dues/rules/base.ts'
import { firstDay, lastDay, monthOf, monthWords } from '#dues/rules/months.ts'
import { arrangementForChange, insertArrangement, saveSettled, type Arrangement } from '#dues/store/arrangements.ts'
import { historyOfWorksheets, insertWorksheet } from '#dues/store/worksheets.ts'

/** Somebody who pays here, this month or in the one given. */
export async function payerHere(tx: Db, world: World, body: Body, person: string, month?: string): Promise<Standing> {
  const months = [...new Set([monthOf(world.clock.today()), ...(month ? [month] : [])])]
  for (const one of months) {
    const [standing] = await standingsOf(tx, world, body, one, person)
    if (standing) return standing
  }
  throw new Refusal(refuse('dues.nobody-here'))
}

/** How the place counts a year's bonus, and whether a base stands for the year: rules that its committee lays down. */
export async function policyOf(tx: Db, body: Body, day: string): Promise<Policy> {
  const ground = await groundAt(tx, body, day)
  return { bonus: limitOf(ground, `${body.line}.dues.bonus`) === 1, fixed: limitOf(ground, `${body.line}.dues.base-fixed`) === 12 }
}

/** Lays down from which month on somebody pays how. Months that are paid or closed keep what was reckoned. */
export function assess(world: World, actor: Actor, input: ParsedOf<typeof contract.assess>): Promise<Decision<{ id: string }>> {
  return perform(world, actor, { id: input.act, kind: 'dues.assess', input }, async (tx) => {
    const body = await bodyAt(tx, actor, input.organisation)
    const from = monthGiven(input.from)
    const { name } = await payerHere(tx, world, body, input.person, from)
    const { payer, slip, items, person } = input
    const held = await beyondReach(tx, () => historyOfWorksheets(tx, world.keys, actor.realm, body.line, person))
    const sheet = { payer, slip, items, from: firstDay(from), reason: input.reason }
    must(mayAssess(body.line, sheet, held.toReversed(), await policyOf(tx, body, world.clock.today())))
    if (await isClosed(tx, actor.realm, body.public_id, from)) throw new Refusal(refuse('dues.month-closed', { month: monthWords(from) }))
    const made = { publicId: input.act, person, line: body.line, organisation: body.public_id, from: firstDay(from), madeOn: world.clock.today(), payer, slip, items }
    await insertWorksheet(tx, world.keys, actor.realm, made, body.path)
    const payload = { ...input, name, line: body.line }
    return { answer: { id: made.publicId }, ref: { kind: 'dues-worksheet', id: made.publicId }, path: body.path, payload }
  })
}

/** What needs the superior's leave (第七条): less or nothing, for whoever is not retired, in the Party. */
const needsLeave = (body: Body, kind: Arrangement['kind'], { payer }: Standing): boolean => kind !== 'quarterly' && body.line === 'party' && payer !== 'retired'

/** Paying by the quarter, less in hardship or nothing: agreed by the branch, and where the rules say so by its superior. */
export function arrange(world: World, actor: Actor, input: ParsedOf<typeof contract.arrange>): Promise<Decision<{ id: string; asked: boolean }>> {
  return perform(world, actor, { id: input.act, kind: 'dues.arrange', input, on: input.decidedOn }, async (tx) => {
    const body = await bodyAt(tx, actor, input.organisation)
    const [from, to] = [monthGiven(input.from), monthGiven(input.to)]
    if (to < from) throw new Refusal(refuse('dues.months-turned'))
    if ((input.kind === 'reduced') !== (input.fen !== undefined)) throw new Refusal(refuse('dues.reduced-to-what'))
    const standing = await payerHere(tx, world, body, input.person, from)
    const asked = needsLeave(body, input.kind, standing)
    const made: Arrangement = {
      publicId: input.act, person: input.person, line: body.line, organisation: body.public_id, path: body.path, kind: input.kind, fen: input.fen ?? null,
      from: firstDay(from), to: lastDay(to), reason: input.reason, decidedOn: input.decidedOn, state: asked ? 'asked' : 'agreed',
      settledOn: asked ? null : world.clock.today(), settledBy: asked ? null : actor.postWords, document: null,
    }
    await insertArrangement(tx, world.keys, actor.realm, made)
    const payload = { ...input, name: standing.name, asked, line: body.line }
    return { answer: { id: made.publicId, asked }, ref: { kind: 'dues-arrangement', id: made.publicId }, path: body.path, payload }
  })
}

/** The superior's answer, with the document that gives it. Nobody answers the own branch. */
export function answerArrangement(world: World, actor: Actor, input: ParsedOf<typeof contract.answer>): Promise<Decision<{ id: string }>> {
  return perform(world, actor, { id: input.act, kind: 'dues.answer', input }, async (tx) => {
    const held = await arrangementForChange(tx, world.keys, actor.realm, input.arrangement)
    if (!held) throw new Refusal(refuse('access.not-found'))
    ownLineOnly(actor, held)
    if (held.path === actor.seat.path) throw new Refusal(refuse('dues.answer-own'))
    if (held.state !== 'asked') throw new Refusal(refuse('dues.answered-already'))
    const state = input.agreed ? 'agreed' : 'declined'
    const settled: Arrangement = { ...held, state, settledOn: world.clock.today(), settledBy: actor.postWords, document: input.document || null }
    await beyondReach(tx, () => saveSettled(tx, actor.realm, settled))
    const payload = { arrangement: input.arrangement, agreed: input.agreed, document: input.document, line: held.line }
    return { answer: { id: held.publicId }, ref: { kind: 'dues-arrangement', id: held.publicId }, path: held.path, payload }
  })
}
