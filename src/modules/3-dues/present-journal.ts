import type { ParsedOf } from '#base/contract.ts'
import { addYears } from '#base/day.ts'
import { sql } from 'kysely'
import { many, type Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { ruleOn } from '#regulations/rules.ts'
import { why as whyOf } from '#regulations/words.ts'
import { groundAt, type Ground } from '#dues/actions/assessing.ts'
import type { Body } from '#dues/actions/books.ts'
import { inHand, journalAt, purposeRule, remittanceAt, sideOf, under, type Under } from '#dues/actions/journal-known.ts'
import { permissions } from '#dues/contract.ts'
import type * as contract from '#dues/contract/journal.ts'
import type { JournalView, OrderView, VoucherView } from '#dues/contract/journal.ts'
import { purposesOf } from '#dues/money.ts'
import { bodyOf } from '#dues/present.ts'
import { balanceOf } from '#dues/rules/journal.ts'
import { monthOf, monthWords } from '#dues/rules/months.ts'
import { closedUnhanded } from '#dues/store/handing.ts'
import { balancesOf, bankVouchersOf, remittancesUnder, vouchersOf, type HeldVoucher } from '#dues/store/journal.ts'
import { drawnOf, ordersBehind, type HeldOrder } from '#dues/store/orders.ts'
import { reconciliationsOf } from '#dues/store/reconciliations.ts'
import { lineWords } from '#dues/words.ts'
import { accountWords, moneyWords, purposeWords, voucherWords } from '#dues/words/money.ts'

type Rule = Parameters<typeof whyOf>[0]
const why = (rule: Rule | null) => rule && { rule: rule.id, ...whyOf(rule) }
const sum = (rows: readonly { fen: number }[]): number => rows.reduce((total, { fen }) => total + fen, 0)

const decisionOf = ({ decidedBy, decidedOn, document }: Pick<HeldOrder, 'decidedBy' | 'decidedOn' | 'document'>): string | null =>
  [decidedOn, decidedBy, document].filter(Boolean).join(' ') || null

/** 使用：培训党员, 收下级交来：第一党支部 2026年10月 */
const wordsOf = ({ kind, purpose, otherName, forYear }: Pick<HeldVoucher, 'kind' | 'purpose' | 'otherName' | 'forYear'>): string => {
  const about = purpose ? purposeWords[purpose as keyof typeof purposeWords] : (otherName ?? (forYear ? `${forYear} 年` : ''))
  return about ? `${voucherWords[kind]}：${about}` : voucherWords[kind]
}

const orderView = (actor: Actor) => (order: HeldOrder): OrderView => {
  const { publicId: id, kind, on, money, fen, about, maker, madeOn, makerAccount, makerSide, through } = order
  const mine = makerAccount === actor.accountId || makerSide === sideOf(actor)
  const words = `${wordsOf(order)}${through ? ` ${monthWords(monthOf(through))}为止` : ''}`
  return { id, kind, words, on, money, moneyWords: moneyWords[money], fen, about, decision: decisionOf(order), maker, madeOn, mine }
}

const numberOf = ({ year, number }: HeldVoucher): string => `${year}-${String(number).padStart(4, '0')}`

async function voucherViews(tx: Db, realm: number, held: readonly HeldVoucher[]): Promise<VoucherView[]> {
  const orders = new Map((await ordersBehind(tx, realm, held.map(({ order }) => order))).map((one) => [one.publicId, one]))
  return held.map((one) => ({
    id: one.publicId, number: numberOf(one), on: one.on, kind: one.kind, words: wordsOf(one), about: one.about,
    decision: decisionOf(orders.get(one.order)!), fen: sum(one.entries), maker: one.maker, checker: one.checker,
    entries: one.entries.map(({ debit, credit, fen }) => ({ debit: accountWords(debit), credit: accountWords(credit), fen })),
    reverses: one.reverses, reversedBy: one.reversedBy,
  }))
}

/** What each body below has closed and not handed in yet. */
async function handingViews(tx: Db, realm: number, { branches }: Under): Promise<JournalView['handing']> {
  const open = Map.groupBy(await closedUnhanded(tx, realm, branches.map(({ id }) => id)), ({ organisation }) => organisation)
  return branches.flatMap(({ id, name }) => {
    const months = open.get(id)
    if (!months) return []
    const fen = months.reduce((total, { dues, central }) => total + dues + central, 0)
    return [{ id, name, months: months.map(({ month }) => monthWords(monthOf(month))), through: monthOf(months.at(-1)!.month), fen }]
  })
}

async function remittanceView(tx: Db, body: Body, ground: Ground, year: number, today: string): Promise<JournalView['remittances'][number]> {
  const { paid, ratio, due, done } = await remittanceAt(tx, body, year, today)
  const by = ruleOn(ground.rules, `${body.line}.dues.remit.by`, ground.place)
  const month = by ? `${year + 1} 年 ${by.value} 月底前` : ''
  return { year, paid, ratio: ratio?.value ?? null, due, done, open: due - done, by: month, why: why(ratio), byWhy: why(by) }
}

/** Who keeps the money there now: whether both posts are held is said, not by whom. */
async function keepersOf(tx: Db, body: Body): Promise<JournalView['keepers']> {
  const held = await many(tx, sql<{ post: string }>`select post from people_posts where realm_id = ${body.realm_id}
    and organisation_id = ${body.id} and to_on is null and post = any(${[`${body.kind}.accountant`, `${body.kind}.cashier`]}::text[])`)
  const has = (role: string) => held.some(({ post }) => post.endsWith(role))
  return { accountant: has('.accountant'), cashier: has('.cashier') }
}

async function bankViews(tx: Db, body: Body, today: string): Promise<JournalView['bankVouchers']> {
  const rows = await bankVouchersOf(tx, body.realm_id, body.public_id, today)
  return rows.map((one) => ({ id: one.publicId, number: numberOf(one), on: one.on, words: wordsOf(one), fen: balanceOf(one.entries, 'bank') }))
}

/** A committee's journal of a year, with what waits to be done in it. */
export async function presentJournal(tx: Db, world: World, actor: Actor, input: ParsedOf<typeof contract.readJournal>): Promise<JournalView> {
  const body = await journalAt(tx, actor, input.organisation, 'read')
  const { realm_id: realm, public_id: id, line } = body
  const { year } = input
  const today = world.clock.today()
  const [from, below] = [`${year}-01-01`, await under(tx, body)]
  const ground = await groundAt(tx, body, today)
  const sent = await remittancesUnder(tx, realm, below.accounts.map((one) => one.id))
  const nameOf = new Map(below.accounts.map((one) => [one.id, one.name]))
  const reconciled = await reconciliationsOf(tx, realm, id)
  const hand = await inHand(tx, realm, id)
  return {
    organisation: bodyOf(body), line, lineWords: lineWords[line], year,
    side: actor.permissions.has(permissions.draw) && actor.seat.organisationId === id ? sideOf(actor) : null, keepers: await keepersOf(tx, body),
    cash: hand.cash, bank: hand.bank, central: hand.central,
    accounts: (await balancesOf(tx, realm, id, from, addYears(from, 1))).filter(({ fen }) => fen !== 0)
      .map(({ account, fen }) => ({ account, words: accountWords(account), fen })),
    drawn: (await drawnOf(tx, realm, id)).map(orderView(actor)), handing: await handingViews(tx, realm, below),
    arriving: sent.map((one) => ({
      voucher: one.publicId, id: one.organisation, name: nameOf.get(one.organisation)!, on: one.on, year: one.forYear, fen: sum(one.entries),
    })),
    remittances: [await remittanceView(tx, body, ground, year - 1, today), await remittanceView(tx, body, ground, year, today)],
    purposes: purposesOf[line].map((purpose) => ({ purpose, rule: purposeRule(ground, line, purpose) })).filter(({ rule }) => (rule?.value ?? 0) > 0)
      .map(({ purpose, rule }) => ({ purpose, words: purposeWords[purpose], why: why(rule) })),
    below: below.accounts.map((one) => ({ id: one.id, name: one.name })), bankVouchers: await bankViews(tx, body, today),
    reconciliations: reconciled.map(({ publicId, on, statement, book, outstanding, doer }) =>
      ({ id: publicId, on, statement, book, outstanding: outstanding.length, doer })),
    vouchers: await voucherViews(tx, realm, await vouchersOf(tx, realm, id, year)),
  }
}
