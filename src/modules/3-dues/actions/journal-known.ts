import { addDays, type Day } from '#base/day.ts'
import { refuse, Refusal } from '#base/decision.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import { organisationByPublicId, type Organisation } from '#organisations/actions/lookup.ts'
import { kindCodes, kindOf } from '#organisations/kinds.ts'
import { ruleOn, type HoldingRegulation } from '#regulations/rules.ts'
import { groundAt, type Ground as Rules } from '#dues/actions/assessing.ts'
import { ownLineOnly, type Body } from '#dues/actions/books.ts'
import { isDuesLine, type DuesLine } from '#dues/codes.ts'
import { permissions } from '#dues/contract.ts'
import type { Money, Purpose, Side } from '#dues/money.ts'
import type { Ground } from '#dues/rules/journal.ts'
import { ratioFor, remittanceOf } from '#dues/rules/remit.ts'
import { bodiesBelow, closedUnhanded, paidUnder, type Below, type OpenMonth } from '#dues/store/handing.ts'
import { balancesOf, isOpened, remittedFor, voucherByPublicId, type HeldVoucher } from '#dues/store/journal.ts'
import type { Order } from '#dues/store/orders.ts'
import { lastReconciled } from '#dues/store/reconciliations.ts'

export type JournalRefusal = 'dues.no-account-here'

const ever = { from: '0001-01-01', to: '9000-12-31' }
const keepers = new Set<string>(kindCodes.filter((kind) => kindOf(kind).keepsAccount))
export const keepsJournal = ({ kind, line }: Pick<Organisation, 'kind' | 'line'>): boolean => isDuesLine(line) && keepers.has(kind)

/** The body whose journal is meant; the gate has found it. Whoever stands above reads it, the own two write it. */
export async function journalAt(tx: Db, actor: Actor, publicId: string, way: 'read' | 'write'): Promise<Body> {
  const found = await organisationByPublicId(tx, actor.realm, publicId)
  if (!found) throw new Refusal(refuse('access.not-found'))
  ownLineOnly(actor, found)
  if (way === 'write' && actor.seat.organisationId !== publicId) throw new Refusal(refuse('dues.not-your-books'))
  if (!keepsJournal(found)) throw new Refusal(refuse('dues.no-account-here'))
  return found as Body
}

/** Whether somebody acts as 会计 or as 出纳. */
export const sideOf = (actor: Pick<Actor, 'permissions'>): Side => (actor.permissions.has(permissions.reconcile) ? 'accountant' : 'cashier')

/** Bodies below, each with the journal its money goes to. */
export interface Under {
  bodies: Below[]
  /** those that hand their closed months in to this journal */
  branches: Below[]
  /** those below that keep a journal and have none between */
  accounts: Below[]
}

export async function under(tx: Db, body: Body): Promise<Under> {
  const bodies = await bodiesBelow(tx, body.realm_id, body)
  const holders = bodies.filter(({ kind }) => keepers.has(kind))
  const holderOf = (path: string, self: boolean) =>
    holders.findLast((one) => path.startsWith(one.path) && (self || one.path !== path))?.id
  return {
    bodies,
    branches: bodies.filter(({ kind, path }) => kindOf(kind).holdsMembers && holderOf(path, true) === body.public_id),
    accounts: holders.filter(({ id, path }) => id !== body.public_id && holderOf(path, false) === body.public_id),
  }
}

/** What is in hand and what is held for the Centre, up to the end of a day. */
export async function inHand(tx: Db, realm: number, organisation: string, on = ever.to): Promise<Record<Money | 'central', number>> {
  const found = new Map((await balancesOf(tx, realm, organisation, ever.from, addDays(on, 1))).map(({ account, fen }) => [account, fen]))
  return { cash: found.get('cash') ?? 0, bank: found.get('bank') ?? 0, central: -(found.get('central') ?? 0) }
}

export interface Remittance {
  paid: number
  ratio: HoldingRegulation | null
  due: number
  done: number
}

async function ratioOn(tx: Db, body: Body, day: Day): Promise<HoldingRegulation | null> {
  const { rules, place } = await groundAt(tx, body, day)
  return ratioFor(rules, body.line, place)
}

/** What a body has to remit for a year, on what was paid in it. */
export async function remittanceAt(tx: Db, body: Body, year: number, today: Day): Promise<Remittance> {
  const paid = await paidUnder(tx, body.realm_id, body, `${year}-01-01`, `${year + 1}-01-01`)
  // the ratio of that year; where it was laid down only later, that one
  const end = `${year}-12-31`
  const ratio = (await ratioOn(tx, body, end < today ? end : today)) ?? (await ratioOn(tx, body, today))
  const done = await remittedFor(tx, body.realm_id, body.public_id, year)
  return { paid, ratio, due: ratio ? remittanceOf(paid, ratio) : 0, done }
}

export const purposeRule = ({ rules, place }: Rules, line: DuesLine, purpose: Purpose): HoldingRegulation | null =>
  ruleOn(rules, `${line}.dues.use.${purpose}`, place)

/** What an order concerns in the books, so that its entries can be made or refused. */
export interface Concerned {
  ground: Ground
  /** months that come in by it, of this body */
  months: OpenMonth[]
  from: Below | null
  held: HeldVoucher | null
}

export async function concerned(tx: Db, body: Body, order: Order, today: Day): Promise<Concerned> {
  const { realm_id: realm, public_id: id } = body
  const rules = await groundAt(tx, body, order.on)
  const below = await under(tx, body)
  const from = below.branches.find((one) => one.id === order.other) ?? null
  const held = order.voucher ? await voucherByPublicId(tx, realm, order.voucher) : null
  const months = from && order.through ? await handingOf(tx, realm, from.id, order.through) : []
  const hand = await inHand(tx, realm, id)
  const sent = held?.kind === 'remit' && !held.reversedBy && below.accounts.some((one) => one.id === held.organisation) ? held : null
  const own = held?.organisation === id ? held : null
  const ground: Ground = {
    today, reconciledTo: await lastReconciled(tx, realm, id), inHand: hand, central: hand.central,
    opened: order.kind === 'open' && (await isOpened(tx, realm, id, order.money)),
    handing: from && { dues: sum(months, 'dues'), central: sum(months, 'central') },
    below: sent && { fen: sum(sent.entries, 'fen'), taken: sent.taken },
    grantee: below.accounts.some((one) => one.id === order.other),
    remit: order.kind === 'remit' ? await openFor(tx, body, order.forYear!, today) : null,
    purposeOpen: order.purpose !== null && (purposeRule(rules, body.line, order.purpose)?.value ?? 0) > 0,
    held: own && { entries: own.entries, reversal: own.reverses !== null, reversed: own.reversedBy !== null, taken: own.taken },
  }
  return { ground, months, from, held }
}

const sum = <K extends string>(rows: readonly Record<K, number>[], key: K): number => rows.reduce((total, row) => total + row[key], 0)

export const handingOf = async (tx: Db, realm: number, branch: string, through: Day): Promise<OpenMonth[]> =>
  (await closedUnhanded(tx, realm, [branch])).filter(({ month }) => month <= through)

async function openFor(tx: Db, body: Body, year: number, today: Day): Promise<number | null> {
  const { ratio, due, done } = await remittanceAt(tx, body, year, today)
  return ratio ? due - done : null
}
