import type { ParsedOf } from '#base/contract.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import type { Organisation } from '#organisations/actions/lookup.ts'
import { kindWords } from '#organisations/words.ts'
import { why } from '#regulations/words.ts'
import { bodyAt, isClosed, monthGiven, rangeOf } from '#dues/actions/books.ts'
import { standingsIn, standingsOf, type Standing } from '#dues/actions/assessing.ts'
import type { DuesLine } from '#dues/codes.ts'
import type * as contract from '#dues/contract.ts'
import type { MonthView, PayerView, ReceiptView, StandingView } from '#dues/contract.ts'
import { baseOf } from '#dues/rules/base.ts'
import { firstDay, monthOf, monthWords, plusMonths } from '#dues/rules/months.ts'
import { payerHere, policyOf } from '#dues/actions/payers.ts'
import { arrangementsOf, type Arrangement } from '#dues/store/arrangements.ts'
import { closingOf } from '#dues/store/months.ts'
import { receiptsIn, receiptsOf, type HeldReceipt } from '#dues/store/receipts.ts'
import { historyOfWorksheets, type HeldWorksheet } from '#dues/store/worksheets.ts'
import { arrangementStates, arrangementWords, inWords, lineWords, paymentWords, unknownBase, voluntaryWords, wayWords, yuan } from '#dues/words.ts'

export const bodyOf = ({ public_id: id, name, kind, flags }: Pick<Organisation, 'public_id' | 'name' | 'kind' | 'flags'>) =>
  ({ id, name, kindWords: kindWords(kind, Object.fromEntries(flags.map((flag) => [flag, true]))) })

/** Base, rate and sum in one line: 5,100.00 × 1.5% = 76.50 */
function sentenceFor({ state, fen, base, rules, relief }: Standing): string {
  if (state === 'unknown') return unknownBase
  if (state === 'voluntary') return voluntaryWords
  if (relief && state === 'exempt') return `${arrangementWords.exempt}（${relief.settledBy ?? ''} ${relief.decidedOn}）`
  if (relief?.kind === 'reduced') return `${arrangementWords.reduced}，每月 ${yuan(fen)} 元`
  const [rule] = rules
  const made = base !== null && rule?.share ? `${yuan(base)} × ${rule.share[0] / (rule.share[1] / 100)}% = ${yuan(fen)}` : ''
  return made || rule?.base || ''
}

export function standingView(standing: Standing, mayOpen: (organisation: string) => boolean): StandingView {
  const { person: id, name, state, payer, fen, rules, paid, quarterly, silent } = standing
  const [rule] = rules
  return {
    id, name, state, payer, fen, quarterly, silent, sentence: sentenceFor(standing), why: rule ? { rule: rule.id, ...why(rule) } : null,
    paid: paid && { on: paid.paidOn, receipt: mayOpen(paid.organisation) ? paid.receipt : null },
  }
}

export function receiptView(held: HeldReceipt): ReceiptView {
  const { publicId: id, year, number, code, person, name, organisationName, line, way, payer, paidOn, fen, collector, lines, reverses, reversedBy, reason } = held
  return {
    id, number: `${year}-${String(number).padStart(4, '0')}`, code, person: { id: person, name: name ?? '' }, organisation: organisationName ?? '', line,
    lineWords: lineWords[line], wayWords: wayWords[way], payer, paidOn, fen, inWords: inWords(fen), collector, reverses, reversedBy, reason,
    lines: lines.map(({ kind, month, fen: sum }) => ({ kind, month: month && monthOf(month), fen: sum, words: month ? monthWords(monthOf(month)) : paymentWords[kind] })),
  }
}

const sum = (fens: readonly number[]): number => fens.reduce((total, fen) => total + fen, 0)

export async function presentMonth(tx: Db, world: World, actor: Actor, input: ParsedOf<typeof contract.readMonth>): Promise<MonthView> {
  const body = await bodyAt(tx, actor, input.organisation)
  const month = monthGiven(input.month)
  const { from, to } = rangeOf(month)
  const standings = await standingsOf(tx, world, body, month)
  const receipts = await receiptsIn(tx, actor.realm, body.public_id, from, to)
  const closing = await closingOf(tx, actor.realm, body.public_id, from)
  const owing = standings.filter(({ state }) => state === 'owed')
  const paid = owing.filter((one) => one.paid !== null)
  return {
    organisation: bodyOf(body), line: body.line, lineWords: lineWords[body.line], month, monthWords: monthWords(month),
    rows: standings.map((one) => standingView(one, (organisation) => organisation === body.public_id)),
    receipts: receipts.map(receiptView),
    totals: {
      payers: owing.length, owed: sum(owing.map(({ fen }) => fen)), paidCount: paid.length, paid: sum(paid.map(({ fen }) => fen)),
      unknown: standings.filter(({ state }) => state === 'unknown').length, collected: sum(receipts.map(({ fen }) => fen)),
    },
    closing: closing && { closed: closing.closed, doer: closing.doer, on: closing.onDay, own: closing.accountId === actor.accountId, reason: closing.reason, unpaid: closing.unpaid },
  }
}

const worksheetView = (line: DuesLine, { publicId: id, from, payer, slip, items, madeOn }: HeldWorksheet): PayerView['worksheets'][number] => {
  const base = baseOf(line, { payer, slip, items }, false)
  return { id, from: monthOf(from), payer, slip, items: [...items], base: base.ok ? base.value : null, madeOn }
}

export const arrangementView = ({ publicId: id, kind, fen, from, to, reason, decidedOn, state, settledBy, settledOn, document }: Arrangement): PayerView['arrangements'][number] =>
  ({ id, kind, words: arrangementWords[kind], fen, from: monthOf(from), to: monthOf(to), reason, decidedOn, state, stateWords: arrangementStates[state], settledBy, settledOn, document })

/** months before this one that may still be paid, and this one with the rest of its quarter */
const monthsShown = [-6, -5, -4, -3, -2, -1, 0, 1, 2]

export async function presentPayer(tx: Db, world: World, actor: Actor, input: ParsedOf<typeof contract.readPayer>): Promise<PayerView> {
  const body = await bodyAt(tx, actor, input.organisation)
  const { name } = await payerHere(tx, world, body, input.person)
  const today = monthOf(world.clock.today())
  const months: PayerView['months'] = []
  for (const [month, [standing]] of await standingsIn(tx, world, body, monthsShown.map((offset) => plusMonths(today, offset)), input.person)) {
    months.push({ month, monthWords: monthWords(month), closed: await isClosed(tx, actor.realm, body.public_id, month), standing: standing ? standingView(standing, (at) => at === body.public_id) : null })
  }
  const books = await beyondReach(tx, async () => ({
    worksheets: await historyOfWorksheets(tx, world.keys, actor.realm, body.line, input.person),
    arrangements: await arrangementsOf(tx, world.keys, actor.realm, body.line, [input.person]),
  }))
  const receipts = await receiptsOf(tx, actor.realm, [input.person], firstDay(plusMonths(today, -12)), firstDay(plusMonths(today, 1)))
  return {
    organisation: bodyOf(body), person: { id: input.person, name }, line: body.line, lineWords: lineWords[body.line], policy: await policyOf(tx, body, world.clock.today()), months,
    worksheets: books.worksheets.map((one) => worksheetView(body.line, one)), arrangements: books.arrangements.map(arrangementView),
    receipts: receipts.filter(({ organisation }) => organisation === body.public_id).map(receiptView),
  }
}
