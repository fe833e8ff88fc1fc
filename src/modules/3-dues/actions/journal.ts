import { must, refuse, Refusal, type Decision } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { perform } from '#ledger/act.ts'
import { settle, unsettle } from '#obligations/actions.ts'
import { concerned, inHand, journalAt, remittanceAt, sideOf, type Concerned } from '#dues/actions/journal-known.ts'
import type { Body } from '#dues/actions/books.ts'
import type * as contract from '#dues/contract/journal.ts'
import { remitting } from '#dues/duty.ts'
import type { Entry } from '#dues/money.ts'
import { balanceOf, entriesFor, mayConfirm, type Wish } from '#dues/rules/journal.ts'
import { firstDay } from '#dues/rules/months.ts'
import { insertHanded, insertTaken, reopenHanded } from '#dues/store/handing.ts'
import { bankVouchersOf, insertVoucher, lockJournal, type Voucher } from '#dues/store/journal.ts'
import { insertOrder, orderForChange, saveOrder, type HeldOrder, type Order } from '#dues/store/orders.ts'
import { insertReconciliation, lastReconciled } from '#dues/store/reconciliations.ts'
import { yuan } from '#dues/words.ts'

const wishOf = ({ kind, on, money, fen, purpose, about, decidedBy, decidedOn }: Order): Wish =>
  ({ kind, on, money, fen, purpose, about, decision: decidedBy && decidedOn && decidedOn <= on ? { by: decidedBy, on: decidedOn } : null })

function orderOf(actor: Actor, input: ParsedOf<typeof contract.draw>, today: string): Order {
  const { act, kind, on, money, fen, about } = input
  return {
    publicId: act, kind, on, money: kind === 'interest' ? 'bank' : money, fen, about, other: input.other ?? null,
    through: input.through ? firstDay(input.through) : null, voucher: input.voucher ?? null, purpose: input.purpose ?? null,
    forYear: kind === 'remit' ? (input.year ?? Number(on.slice(0, 4))) : null, decidedBy: input.decidedBy || null,
    decidedOn: input.decidedOn ?? null, document: input.document || null, state: 'drawn', makerAccount: actor.accountId, maker: actor.name,
    makerSide: sideOf(actor), madeOn: today,
  }
}

/** One of the two draws a voucher up. What stands against it is said at once; it counts when the other has confirmed it. */
export function draw(world: World, actor: Actor, input: ParsedOf<typeof contract.draw>): Promise<Decision<{ id: string }>> {
  const today = world.clock.today()
  return perform(world, actor, { id: input.act, kind: 'dues.draw', input }, async (tx) => {
    const body = await journalAt(tx, actor, input.organisation, 'write')
    await lockJournal(tx, actor.realm, body)
    const order = orderOf(actor, input, today)
    must(entriesFor(wishOf(order), (await concerned(tx, body, order, today)).ground))
    await insertOrder(tx, actor.realm, body, order)
    const payload = { ...input, name: body.name, line: body.line }
    return { answer: { id: order.publicId }, ref: { kind: 'dues-order', id: order.publicId }, path: body.path, payload }
  })
}

/** The order and the body it is of, under the journal's lock. */
async function orderHere(tx: Db, actor: Actor, publicId: string): Promise<{ order: HeldOrder; body: Body }> {
  const found = await orderForChange(tx, actor.realm, publicId)
  if (!found) throw new Refusal(refuse('access.not-found'))
  const body = await journalAt(tx, actor, found.organisation, 'write')
  await lockJournal(tx, actor.realm, body)
  return { order: found, body }
}

/** The other of the two confirms that the money has moved: the voucher stands in the journal, for good. */
export function confirm(world: World, actor: Actor, input: ParsedOf<typeof contract.confirm>): Promise<Decision<{ id: string; number: number }>> {
  const today = world.clock.today()
  return perform(world, actor, { id: input.act, kind: 'dues.confirm', input }, async (tx) => {
    const { order, body } = await orderHere(tx, actor, input.order)
    must(mayConfirm(order, { accountId: actor.accountId, side: sideOf(actor) }))
    const known = await concerned(tx, body, order, today)
    const entries = must(entriesFor(wishOf(order), known.ground))
    const voucher = voucherOf(input.act, order, known, actor.name)
    const number = await insertVoucher(tx, actor.realm, body, voucher, entries, world.clock.now())
    await saveOrder(tx, actor.realm, order.publicId, 'booked', actor.name, today)
    await follow(tx, world, body, voucher, known)
    const payload = { order: input.order, kind: order.kind, fen: order.fen, number, name: body.name, line: body.line }
    const ref = { kind: 'dues-voucher', id: input.act }
    return { answer: { id: input.act, number }, ref, path: body.path, payload, touches: [{ kind: 'dues-order', id: order.publicId }] }
  })
}

const voucherOf = (publicId: string, order: HeldOrder, { held }: Concerned, checker: string): Omit<Voucher, 'number'> => ({
  publicId, year: Number(order.on.slice(0, 4)), on: order.on, kind: order.kind, order: order.publicId, purpose: order.purpose,
  other: order.kind === 'from-below' ? held!.organisation : order.other, about: order.about, maker: order.maker, checker,
  forYear: order.kind === 'reverse' ? held!.forYear : order.kind === 'from-below' ? held!.forYear : order.forYear,
  reverses: order.kind === 'reverse' ? order.voucher : null,
})

/** What a voucher closes, or its reversal opens again. */
async function follow(tx: Db, world: World, body: Body, voucher: Omit<Voucher, 'number'>, { months, from, held }: Concerned): Promise<void> {
  const { realm_id: realm } = body
  if (voucher.kind === 'receive') await insertHanded(tx, realm, voucher.publicId, from!, months)
  if (voucher.kind === 'from-below') await insertTaken(tx, realm, voucher.publicId, held!)
  if (voucher.kind === 'reverse') {
    await reopenHanded(tx, realm, voucher.reverses!)
    await unsettle(tx, realm, { kind: 'dues-voucher', id: voucher.reverses! })
  }
  if (voucher.kind === 'remit') await settleRemitted(tx, world, body, voucher)
}

/** The duty to remit for the year before is met when that year is over and nothing of it is open. */
async function settleRemitted(tx: Db, world: World, body: Body, voucher: Omit<Voucher, 'number'>): Promise<void> {
  const { due, done } = await remittanceAt(tx, body, voucher.forYear!, world.clock.today())
  if (done < due || voucher.forYear! >= Number(voucher.on.slice(0, 4))) return
  const ref = { kind: 'dues-voucher', id: voucher.publicId }
  const forDay = `${voucher.forYear! + 1}-01-01`
  await settle(tx, world, body.realm_id, { duty: remitting, organisationId: body.public_id, occurredOn: voucher.on, forDay, ref })
}

/** Sends back what has not been booked. */
export function drop(world: World, actor: Actor, input: ParsedOf<typeof contract.drop>): Promise<Decision<{ id: string }>> {
  return perform(world, actor, { id: input.act, kind: 'dues.drop', input }, async (tx) => {
    const { order, body } = await orderHere(tx, actor, input.order)
    if (order.state !== 'drawn') throw new Refusal(refuse('dues.order-settled'))
    await saveOrder(tx, actor.realm, order.publicId, 'dropped', actor.name, world.clock.today())
    const payload = { ...input, kind: order.kind, name: body.name, line: body.line }
    return { answer: { id: order.publicId }, ref: { kind: 'dues-order', id: order.publicId }, path: body.path, payload }
  })
}

const onBank = (entries: readonly Entry[]): number => balanceOf(entries, 'bank')

/** The bank's sum beside the journal's: what the bank has not booked yet is named, and the rest agrees to the fen. */
export function reconcile(world: World, actor: Actor, input: ParsedOf<typeof contract.reconcile>): Promise<Decision<{ id: string }>> {
  const today = world.clock.today()
  return perform(world, actor, { id: input.act, kind: 'dues.reconcile', input }, async (tx) => {
    const body = await journalAt(tx, actor, input.organisation, 'write')
    await lockJournal(tx, actor.realm, body)
    if (input.on > today) throw new Refusal(refuse('dues.money-in-future', { today }))
    const last = await lastReconciled(tx, actor.realm, body.public_id)
    if (last !== null && input.on <= last) throw new Refusal(refuse('dues.reconciled-already', { to: last }))
    const vouchers = await bankVouchersOf(tx, actor.realm, body.public_id, input.on)
    const outstanding = [...new Set(input.outstanding)].map((id) => vouchers.find(({ publicId }) => publicId === id))
    if (outstanding.includes(undefined)) throw new Refusal(refuse('dues.no-such-voucher'))
    const book = (await inHand(tx, actor.realm, body.public_id, input.on)).bank
    const expected = book - outstanding.reduce((sum, one) => sum + onBank(one!.entries), 0)
    if (expected !== input.statement) {
      throw new Refusal(refuse('dues.statement-differs', { expected: yuan(expected), statement: yuan(input.statement) }))
    }
    const made = { publicId: input.act, on: input.on, statement: input.statement, book, outstanding: input.outstanding, doer: actor.name, madeOn: today }
    await insertReconciliation(tx, actor.realm, body, made)
    const payload = { ...input, name: body.name, line: body.line }
    return { answer: { id: input.act }, ref: { kind: 'dues-reconciliation', id: input.act }, path: body.path, payload }
  })
}
