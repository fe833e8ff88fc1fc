import type { ParsedOf } from '#base/contract.ts'
import { addDays, addMonths } from '#base/day.ts'
import { refuse, Refusal } from '#base/decision.ts'
import type { Db } from '#base/sql.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { organisationByPublicId, type Organisation } from '#organisations/actions/lookup.ts'
import { kindCodes, kindOf, type Flag, type KindCode } from '#organisations/kinds.ts'
import { ruleOn, type HoldingRegulation } from '#regulations/rules.ts'
import { why } from '#regulations/words.ts'
import { groundAt } from '#dues/actions/assessing.ts'
import { ownLineOnly, type Body } from '#dues/actions/books.ts'
import { inHand, keepsJournal } from '#dues/actions/journal-known.ts'
import { isDuesLine } from '#dues/codes.ts'
import type * as contract from '#dues/contract/report.ts'
import type { OverviewRow, OverviewView, PublicationView, ReportView, YearView } from '#dues/contract/report.ts'
import { bodyOf } from '#dues/present.ts'
import { firstDay, monthOf, monthWords, plusMonths, type Month } from '#dues/rules/months.ts'
import { balancesOf } from '#dues/store/journal.ts'
import { publicationsOf, type Publication } from '#dues/store/publications.ts'
import { byMonth, childSums, ownSums, yearSums, type ChildSums, type Range } from '#dues/store/sums.ts'
import { lineWords, overviewWords } from '#dues/words.ts'
import { accountWords } from '#dues/words/money.ts'

const collecting: readonly KindCode[] = kindCodes.filter((kind) => kindOf(kind).holdsMembers)
const monthRange = (month: Month): Range => ({ from: firstDay(month), to: firstDay(plusMonths(month, 1)) })
const yearRange = (year: number): Range => ({ from: `${year}-01-01`, to: `${year + 1}-01-01` })
const total = <K extends string>(rows: readonly Record<K, number>[], key: K): number => rows.reduce((sum, row) => sum + row[key], 0)

/** What somebody above has to look at: never how much, and in no order but the tree's. */
function exceptionsOf({ bodies, closed, unpaid, unhanded }: ChildSums, isOver: boolean): string[] {
  return [
    ...(isOver && closed < bodies ? [overviewWords.notClosed(bodies - closed)] : []),
    ...(unpaid > 0 ? [overviewWords.unpaid(unpaid)] : []),
    ...(unhanded > 0 ? [overviewWords.unhanded(unhanded)] : []),
  ]
}

const kindWordsOf = ({ id, name, kind, flags }: ChildSums): string =>
  bodyOf({ public_id: id, name, kind: kind as KindCode, flags: flags as Flag[] }).kindWords

function rowOf(one: ChildSums, isOver: boolean): OverviewRow {
  const { unhanded: _, kind: __, flags: ___, ...sums } = one
  return { ...sums, kindWords: kindWordsOf(one), exceptions: exceptionsOf(one, isOver) }
}

/** A branch by months, anything else by the bodies next below: down to the branch, and no further. */
export async function presentOverview(tx: Db, world: World, actor: Actor, input: ParsedOf<typeof contract.overview>): Promise<OverviewView> {
  const top = await bodyHere(tx, actor, input.organisation)
  const { month } = input
  const line = isDuesLine(top.line) ? top.line : null
  const leaf = kindOf(top.kind).holdsMembers
  const asked = { line: line ?? ('party' as const), kinds: collecting, month: monthRange(month), year: yearRange(Number(month.slice(0, 4))) }
  const now = monthOf(world.clock.today())
  const rows = line === null ? [] : leaf
    ? await monthRows(tx, top, asked, now)
    : (await childSums(tx, actor.realm, top.id, asked, actor.reach)).map((one) => rowOf(one, month < now))
  const sums = line === null ? null : await ownSums(tx, actor.realm, top.id, asked)
  return {
    organisation: bodyOf(top), line, month, monthWords: monthWords(month), leaf, keepsJournal: keepsJournal(top), rows,
    totals: {
      bodies: sums?.bodies ?? 0, closed: sums?.closed ?? 0, unpaid: sums?.unpaid ?? 0, collected: sums?.collected ?? 0,
      yearCollected: sums?.yearCollected ?? 0, used: sums?.used ?? 0, remitted: sums?.remitted ?? 0,
    },
  }
}

async function monthRows(tx: Db, top: Organisation, asked: Parameters<typeof ownSums>[3], now: Month): Promise<OverviewRow[]> {
  const rows: OverviewRow[] = []
  for (let month = monthOf(asked.year.from); month <= now && month < monthOf(asked.year.to); month = plusMonths(month, 1)) {
    const one = await ownSums(tx, top.realm_id, top.id, { ...asked, month: monthRange(month) })
    rows.push({ ...rowOf({ ...one, unhanded: 0 }, month < now), id: null, name: monthWords(month) })
  }
  return rows
}

async function bodyHere(tx: Db, actor: Actor, publicId: string): Promise<Organisation> {
  const found = await organisationByPublicId(tx, actor.realm, publicId)
  if (!found) throw new Refusal(refuse('access.not-found'))
  ownLineOnly(actor, found)
  return found
}

export async function bodyOfLine(tx: Db, actor: Actor, publicId: string): Promise<Body> {
  const found = await bodyHere(tx, actor, publicId)
  if (!isDuesLine(found.line)) throw new Refusal(refuse('dues.no-dues-here'))
  return found as Body
}

/** A year's sums, out of receipts and journal: nothing is typed for a report. */
export async function yearOf(tx: Db, actor: Actor, body: Body, year: number): Promise<YearView> {
  const range = yearRange(year)
  const months = await byMonth(tx, body.realm_id, body, range)
  const asked = { line: body.line, kinds: collecting, month: { from: range.from, to: addMonths(range.from, 1) }, year: range }
  const children = kindOf(body.kind).holdsMembers ? [] : await childSums(tx, body.realm_id, body.id, asked, actor.reach)
  return {
    ...(await yearSums(tx, body.realm_id, body, range)), collected: total(months, 'fen'),
    months: months.map(({ month, fen }) => ({ words: monthWords(monthOf(month)), fen })),
    bodies: children.map(({ name, yearCollected, used, remitted }) => ({ name, collected: yearCollected, used, remitted })),
    account: keepsJournal(body) ? await accountOf(tx, body, range) : null,
  }
}

const isSpent = (account: string): boolean => account === 'remitted' || account === 'grants' || account.startsWith('use.')

async function accountOf(tx: Db, { realm_id: realm, public_id: id }: Body, { from, to }: Range): Promise<NonNullable<YearView['account']>> {
  const before = await inHand(tx, realm, id, addDays(from, -1))
  const moved = (await balancesOf(tx, realm, id, from, to)).filter(({ account, fen }) => fen !== 0 && account !== 'cash' && account !== 'bank')
  const line = (sign: 1 | -1) => ({ account, fen }: { account: string; fen: number }) => ({ words: accountWords(account), fen: sign * fen })
  const [spent, income] = [moved.filter(({ account }) => isSpent(account)), moved.filter(({ account }) => !isSpent(account))]
  const opening = before.cash + before.bank
  return { opening, income: income.map(line(-1)), spent: spent.map(line(1)), closing: opening - total(moved, 'fen') }
}

export async function grainOf(tx: Db, body: Body, day: string): Promise<HoldingRegulation> {
  const { rules, place } = await groundAt(tx, body, day)
  return ruleOn(rules, 'dues.publicity.grain', place)!
}

/** What is told in the grain chosen: the year; by month; by month and by body below. Never a person. */
export const told = (content: YearView, grain: number): YearView =>
  ({ ...content, months: grain >= 2 ? content.months : [], bodies: grain >= 3 ? content.bodies : [] })

export const publicationView = ({ publicId: id, year, on, way, grain, content, doer }: Publication): PublicationView =>
  ({ id, year, on, way, grain, grainWords: overviewWords.grain(grain), doer, content })

export async function presentReport(tx: Db, world: World, actor: Actor, input: ParsedOf<typeof contract.report>): Promise<ReportView> {
  const body = await bodyOfLine(tx, actor, input.organisation)
  const grain = await grainOf(tx, body, world.clock.today())
  const publications = await publicationsOf(tx, actor.realm, [body.public_id], input.year)
  return {
    organisation: bodyOf(body), line: body.line, lineWords: lineWords[body.line], year: input.year, content: await yearOf(tx, actor, body, input.year),
    grain: grain.value, grainWords: overviewWords.grain(grain.value), grainWhy: { rule: grain.id, ...why(grain) },
    publications: publications.map(publicationView),
  }
}
