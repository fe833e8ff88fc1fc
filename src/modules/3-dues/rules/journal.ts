import { allow, refuse, type Decision } from '#base/decision.ts'
import type { Day } from '#base/day.ts'
import type { Account, Entry, Money, Purpose, Side, VoucherKind } from '#dues/money.ts'

export type MoneyRefusal =
  | 'dues.money-in-future' | 'dues.reconciled-already' | 'dues.voucher-incomplete' | 'dues.opened-already' | 'dues.nothing-to-hand-in'
  | 'dues.sum-differs' | 'dues.use-not-allowed' | 'dues.decision-missing' | 'dues.not-enough' | 'dues.remit-unset' | 'dues.remit-over'
  | 'dues.central-over' | 'dues.taken-already' | 'dues.not-below' | 'dues.reversed-already' | 'dues.is-reversal' | 'dues.no-such-voucher'

/** What is to be booked, as it was typed. */
export interface Wish {
  kind: VoucherKind
  on: Day
  money: Money
  fen: number
  purpose: Purpose | null
  about: string
  decision: { by: string; on: Day } | null
}

/** What the books say of it. */
export interface Ground {
  today: Day
  /** up to this day the bank's statement was compared */
  reconciledTo: Day | null
  inHand: Record<Money, number>
  /** held for the Centre */
  central: number
  /** whether the balance of this money was taken over already */
  opened: boolean
  /** what a body below has to hand in up to a month; null: no such body */
  handing: { dues: number; central: number } | null
  /** a committee's remittance that is to be taken in; null: no such one */
  below: { fen: number; taken: boolean } | null
  /** a body below that money is granted to */
  grantee: boolean
  /** what still goes up for a year; null: no ratio is laid down */
  remit: number | null
  purposeOpen: boolean
  /** the voucher to be reversed */
  held: { entries: readonly Entry[]; reversal: boolean; reversed: boolean; taken: boolean } | null
}

type Verdict = Decision<Entry[], MoneyRefusal>

/** The entries a voucher makes, or which fact stands against it. */
export function entriesFor(wish: Wish, ground: Ground): Verdict {
  if (wish.on > ground.today) return refuse('dues.money-in-future', { today: ground.today })
  const made = makers[wish.kind](wish, ground)
  if (!made.ok) return made
  if (ground.reconciledTo !== null && wish.on <= ground.reconciledTo && made.value.some(touches('bank'))) {
    return refuse('dues.reconciled-already', { to: ground.reconciledTo })
  }
  return enough(made.value, ground)
}

const touches = (account: Account) => ({ debit, credit }: Entry): boolean => debit === account || credit === account

/** What is in hand never falls below nothing: 量入为出. */
function enough(entries: Entry[], { inHand }: Ground): Verdict {
  for (const money of ['cash', 'bank'] as const) {
    const after = inHand[money] + balanceOf(entries, money)
    if (after < 0 && balanceOf(entries, money) < 0) return refuse('dues.not-enough', { has: inHand[money], money })
  }
  return allow(entries)
}

/** What stands on an account: debits less credits. */
export const balanceOf = (entries: readonly Entry[], account: Account): number =>
  entries.reduce((sum, { debit, credit, fen }) => sum + (debit === account ? fen : 0) - (credit === account ? fen : 0), 0)

const entry = (debit: Account, credit: Account, fen: number): Entry => ({ debit, credit, fen })
const incomplete = (field: string) => refuse('dues.voucher-incomplete', { field })
const decided = ({ decision, about }: Wish): Verdict | null =>
  decision === null ? refuse('dues.decision-missing') : about === '' ? incomplete('about') : null

const makers: Record<VoucherKind, (wish: Wish, ground: Ground) => Verdict> = {
  open: ({ money, fen }, { opened }) => (opened ? refuse('dues.opened-already') : allow([entry(money, 'opening', fen)])),
  receive: ({ money, fen }, { handing }) => {
    if (!handing) return refuse('dues.not-below')
    const sum = handing.dues + handing.central
    if (sum <= 0) return refuse('dues.nothing-to-hand-in')
    if (fen !== sum) return refuse('dues.sum-differs', { due: sum, given: fen })
    return allow(split(money, handing))
  },
  'from-below': ({ money, fen }, { below }) => {
    if (!below) return refuse('dues.no-such-voucher')
    if (below.taken) return refuse('dues.taken-already')
    return fen === below.fen ? allow([entry(money, 'below', fen)]) : refuse('dues.sum-differs', { due: below.fen, given: fen })
  },
  granted: ({ money, fen, about }) => (about === '' ? incomplete('about') : allow([entry(money, 'granted', fen)])),
  interest: ({ fen }) => allow([entry('bank', 'interest', fen)]),
  move: ({ money, fen }) => allow([money === 'cash' ? entry('bank', 'cash', fen) : entry('cash', 'bank', fen)]),
  use: (wish, { purposeOpen }) => {
    const against = decided(wish)
    if (against) return against
    if (wish.purpose === null) return incomplete('purpose')
    return purposeOpen ? allow([entry(`use.${wish.purpose}`, wish.money, wish.fen)]) : refuse('dues.use-not-allowed')
  },
  grant: (wish, { grantee }) =>
    decided(wish) ?? (grantee ? allow([entry('grants', wish.money, wish.fen)]) : refuse('dues.not-below')),
  remit: ({ money, fen }, { remit }) => {
    if (remit === null) return refuse('dues.remit-unset')
    return fen > remit ? refuse('dues.remit-over', { open: remit, given: fen }) : allow([entry('remitted', money, fen)])
  },
  central: ({ money, fen, about }, { central }) => {
    if (about === '') return incomplete('about')
    return fen > central ? refuse('dues.central-over', { open: central, given: fen }) : allow([entry('central', money, fen)])
  },
  reverse: ({ about, fen }, { held }) => {
    if (about === '') return incomplete('about')
    if (!held) return refuse('dues.no-such-voucher')
    const sum = held.entries.reduce((total, one) => total + one.fen, 0)
    if (fen !== sum) return refuse('dues.sum-differs', { due: sum, given: fen })
    if (held.reversal) return refuse('dues.is-reversal')
    if (held.taken) return refuse('dues.taken-already')
    return held.reversed ? refuse('dues.reversed-already') : allow(held.entries.map(({ debit, credit, fen }) => entry(credit, debit, fen)))
  },
}

/** Counter-entries may outweigh one part: then it goes out again. */
function split(money: Money, { dues, central }: { dues: number; central: number }): Entry[] {
  const part = (account: Account, fen: number) =>
    fen === 0 ? [] : [fen > 0 ? entry(money, account, fen) : entry(account, money, -fen)]
  return [...part('dues', dues), ...part('central', central)]
}

export type CheckRefusal = 'dues.own-voucher' | 'dues.same-side' | 'dues.order-settled'

/** 会计、出纳 are two: whoever drew it up, and whoever holds the same office, does not confirm it. */
export function mayConfirm(
  order: { state: string; makerAccount: number; makerSide: Side; maker: string }, by: { accountId: number; side: Side },
): Decision<true, CheckRefusal> {
  if (order.state !== 'drawn') return refuse('dues.order-settled')
  if (order.makerAccount === by.accountId) return refuse('dues.own-voucher')
  return order.makerSide === by.side ? refuse('dues.same-side', { maker: order.maker }) : allow(true)
}
