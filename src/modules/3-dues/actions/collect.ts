import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import { keyedHash } from '#base/seal.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { perform } from '#ledger/act.ts'
import { bodyAt, isClosed, monthGiven, ownLineOnly, type Body } from '#dues/actions/books.ts'
import { chargeOf, groundOf, limitOf, standingsIn, type Standing } from '#dues/actions/assessing.ts'
import type * as contract from '#dues/contract.ts'
import { kindOfExtra, mayCollect, type Limits, type MonthDue } from '#dues/rules/collecting.ts'
import { firstDay, monthOf, type Month } from '#dues/rules/months.ts'
import { deletePaid, dropOpenCharges, insertCharges, insertPaid } from '#dues/store/months.ts'
import { insertReceipt, lockBook, receiptByPublicId, saveLast, type Payment, type Receipt } from '#dues/store/receipts.ts'

export interface Found {
  month: Month
  standing: Standing | null
}

export const dueOf = ({ month, standing }: Found): MonthDue =>
  ({ month, state: standing?.state ?? null, fen: standing?.fen ?? 0, paid: standing?.paid != null })

export async function limitsAt(tx: Db, world: World, body: Body, paidOn: string, quarterly: boolean): Promise<Limits> {
  const ground = await groundOf(tx, body, monthOf(paidOn))
  const limit = (name: string) => limitOf(ground, `${body.line}.dues.${name}`) ?? 0
  const closed = await isClosed(tx, body.realm_id, body.public_id, monthOf(paidOn))
  return { line: body.line, today: world.clock.today(), lateMonths: limit('late-months'), aheadMonths: limit('ahead-months'), quarterly, closed }
}

/** The number of the next receipt, and a code by which a printed one is known again. */
async function numbered(tx: Db, world: World, body: Body, publicId: string, paidOn: string): Promise<{ year: number; number: number; code: string }> {
  const year = Number(paidOn.slice(0, 4))
  const number = (await lockBook(tx, body.realm_id, body, year)).last + 1
  await saveLast(tx, body.realm_id, body.public_id, year, number)
  return { year, number, code: keyedHash(world.keys, 'dues-receipt', publicId).toString('hex').slice(0, 8).toUpperCase() }
}

/** Writes down what somebody handed over: for months, and perhaps something beyond. One act, one receipt. */
export function collect(world: World, actor: Actor, input: ParsedOf<typeof contract.collect>): Promise<Decision<{ id: string; number: number }>> {
  return perform(world, actor, { id: input.act, kind: 'dues.collect', input, on: input.paidOn }, async (tx) => {
    const body = await bodyAt(tx, actor, input.organisation)
    // under the book's lock nobody else numbers, closes or pays here meanwhile
    const number = await numbered(tx, world, body, input.act, input.paidOn)
    const wanted = [...new Set([...input.months.map(monthGiven), monthOf(input.paidOn)])]
    const standings = await standingsIn(tx, world, body, wanted, input.person)
    const found: Found[] = input.months.map((month) => ({ month, standing: standings.get(month)![0] ?? null }))
    const now = standings.get(monthOf(input.paidOn))![0]
    if (!now && found.every(({ standing }) => standing === null)) throw new Refusal(refuse('dues.nobody-here'))
    const quarterly = [now, ...found.map(({ standing }) => standing)].some((one) => one?.quarterly)
    const { fen, extra, way, paidOn, payer } = input
    const given = { months: found.map(dueOf), fen, extra, way, paidOn, payer: payer || null }
    must(mayCollect(given, await limitsAt(tx, world, body, paidOn, quarterly)))

    const central = limitOf(await groundOf(tx, body, monthOf(paidOn)), 'party.dues.central-extra')
    const lines: Payment[] = [
      ...found.map(({ month, standing }): Payment => ({ kind: 'month', month: firstDay(month), fen: standing!.fen })),
      ...(extra > 0 ? [{ kind: kindOfExtra(body.line, extra, central === null ? null : central * 100), month: null, fen: extra }] : []),
    ]
    const receipt: Receipt = {
      publicId: input.act, organisation: body.public_id, path: body.path, person: input.person, line: body.line, ...number, way,
      payer: payer || null, paidOn, fen, reverses: null, reason: null, collector: actor.name,
    }
    await insertReceipt(tx, actor.realm, receipt, lines, world.clock.now())
    await insertCharges(tx, actor.realm, body, found.map(({ month, standing }) => chargeOf(body.line, month, standing!)))
    await insertPaid(tx, actor.realm, body, body.line, found.map(({ month }) => ({ person: input.person, month: firstDay(month), receipt: receipt.publicId, paidOn })))
    const payload = { ...input, name: (now ?? found[0]!.standing!).name, line: body.line, number: receipt.number }
    return {
      answer: { id: receipt.publicId, number: receipt.number }, ref: { kind: 'dues-receipt', id: receipt.publicId }, path: body.path, payload,
    }
  })
}

/** A mistake is answered by a counter-entry of today; the months are open again. */
export function correct(world: World, actor: Actor, input: ParsedOf<typeof contract.correct>): Promise<Decision<{ id: string; number: number }>> {
  const today = world.clock.today()
  return perform(world, actor, { id: input.act, kind: 'dues.correct', input }, async (tx) => {
    const first = await receiptByPublicId(tx, actor.realm, input.receipt)
    if (!first) throw new Refusal(refuse('access.not-found'))
    ownLineOnly(actor, first)
    const body = await bodyAt(tx, actor, first.organisation)
    const number = await numbered(tx, world, body, input.act, today)
    const held = (await receiptByPublicId(tx, actor.realm, input.receipt))!
    if (held.reverses) throw new Refusal(refuse('dues.is-counter-entry'))
    if (held.reversedBy) throw new Refusal(refuse('dues.corrected-already'))
    if (await isClosed(tx, actor.realm, body.public_id, monthOf(today))) throw new Refusal(refuse('dues.book-closed', { month: monthOf(today) }))
    const { person, line, way, payer } = held
    const receipt: Receipt = {
      publicId: input.act, organisation: body.public_id, path: body.path, person, line, ...number, way, payer, paidOn: today, fen: -held.fen,
      reverses: held.publicId, reason: input.reason, collector: actor.name,
    }
    await insertReceipt(tx, actor.realm, receipt, held.lines.map((one) => ({ ...one, fen: -one.fen })), world.clock.now())
    await dropOpenCharges(tx, actor.realm, held.publicId)
    await deletePaid(tx, actor.realm, held.publicId)
    const payload = { ...input, name: held.name, line, of: held.number, number: receipt.number }
    return {
      answer: { id: receipt.publicId, number: receipt.number }, ref: { kind: 'dues-receipt', id: held.publicId }, path: body.path, payload,
      touches: [{ kind: 'dues-receipt', id: receipt.publicId }],
    }
  })
}
