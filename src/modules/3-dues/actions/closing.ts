import { refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { perform } from '#ledger/act.ts'
import { settle, unsettle } from '#obligations/actions.ts'
import { tellUnpaid } from '#dues/actions/arrears.ts'
import { bodyAt, monthGiven, rangeOf } from '#dues/actions/books.ts'
import { chargeOf, standingsOf } from '#dues/actions/assessing.ts'
import type * as contract from '#dues/contract.ts'
import { monthly } from '#dues/duty.ts'
import { firstDay, monthOf, monthWords } from '#dues/rules/months.ts'
import { closingOf, collectedIn, dropUnpaidCharges, insertCharges, insertClosing, type Closing } from '#dues/store/months.ts'
import { isHanded } from '#dues/store/handing.ts'
import { lockBook } from '#dues/store/receipts.ts'

/** Closes a month: what was owed is written down, what came in is counted, and the body's duty is settled. */
export function closeMonth(world: World, actor: Actor, input: ParsedOf<typeof contract.close>): Promise<Decision<{ id: string }>> {
  const today = world.clock.today()
  return perform(world, actor, { id: input.act, kind: 'dues.close', input }, async (tx) => {
    const body = await bodyAt(tx, actor, input.organisation)
    const month = monthGiven(input.month)
    if (month > monthOf(today)) throw new Refusal(refuse('dues.month-not-begun'))
    await lockBook(tx, actor.realm, body, Number(month.slice(0, 4)))
    if ((await closingOf(tx, actor.realm, body.public_id, firstDay(month)))?.closed) throw new Refusal(refuse('dues.closed-already'))
    const standings = await standingsOf(tx, world, body, month)
    const owing = standings.filter(({ state }) => state === 'owed' || state === 'unknown')
    await insertCharges(tx, actor.realm, body, standings.filter(({ state }) => state !== 'unknown').map((one) => chargeOf(body.line, month, one)))
    const { from, to } = rangeOf(month)
    const made: Closing = {
      publicId: input.act, month: from, closed: true, accountId: actor.accountId, doer: actor.name, onDay: today, reason: null,
      payers: owing.length, owed: owing.reduce((sum, { fen }) => sum + fen, 0), unpaid: owing.filter(({ paid, fen, state }) => paid === null && (fen > 0 || state === 'unknown')).length,
      collected: await collectedIn(tx, actor.realm, body.public_id, from, to),
    }
    await insertClosing(tx, actor.realm, body, made)
    await tellUnpaid(tx, world, body, month, owing.filter(({ paid, fen }) => paid === null && fen > 0).map(({ person }) => person))
    const ref = { kind: 'dues-closing', id: made.publicId }
    await settle(tx, world, actor.realm, { duty: monthly, organisationId: body.public_id, occurredOn: today, forDay: from, ref })
    const payload = { ...input, name: body.name, unpaid: made.unpaid }
    return { answer: { id: made.publicId }, ref, path: body.path, payload, touches: [{ kind: 'organisation', id: body.public_id }] }
  })
}

/** A second person opens a closed month again, with a reason. */
export function reopenMonth(world: World, actor: Actor, input: ParsedOf<typeof contract.reopen>): Promise<Decision<{ id: string }>> {
  const today = world.clock.today()
  return perform(world, actor, { id: input.act, kind: 'dues.reopen', input }, async (tx) => {
    const body = await bodyAt(tx, actor, input.organisation)
    const month = monthGiven(input.month)
    await lockBook(tx, actor.realm, body, Number(month.slice(0, 4)))
    const held = await closingOf(tx, actor.realm, body.public_id, firstDay(month))
    if (!held?.closed) throw new Refusal(refuse('dues.not-closed'))
    if (await isHanded(tx, actor.realm, body.public_id, firstDay(month))) throw new Refusal(refuse('dues.month-handed-in', { month: monthWords(month) }))
    if (held.accountId === actor.accountId) throw new Refusal(refuse('dues.reopen-own', { doer: held.doer }))
    const made: Closing = { ...held, publicId: input.act, closed: false, accountId: actor.accountId, doer: actor.name, onDay: today, reason: input.reason }
    await insertClosing(tx, actor.realm, body, made)
    await dropUnpaidCharges(tx, actor.realm, body.public_id, firstDay(month))
    await unsettle(tx, actor.realm, { kind: 'dues-closing', id: held.publicId })
    const payload = { ...input, name: body.name }
    return { answer: { id: made.publicId }, ref: { kind: 'dues-closing', id: held.publicId }, path: body.path, payload, touches: [{ kind: 'organisation', id: body.public_id }] }
  })
}
