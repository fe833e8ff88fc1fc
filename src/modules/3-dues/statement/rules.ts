import type { Facts } from '#base/decision.ts'
import type { Day } from '#base/day.ts'
import { mayCollect, type Limits, type MonthDue } from '#dues/rules/collecting.ts'
import { monthOf, monthWords, plusMonths, type Month } from '#dues/rules/months.ts'
import type { Choice, Part, Proposal, Reason } from '#dues/statement/codes.ts'

/** What came in, as the statement tells it. */
export interface Entry {
  row: number
  day: Day
  fen: number
  /** the counterparty */
  name: string
  /** the last four of the account or telephone number it came from */
  tail: string
  remark: string
}

export interface Payer {
  person: string
  organisation: string
  name: string
  /** ends of accounts and telephones known to be this person's */
  tails: ReadonlySet<string>
  quarterly: boolean
  dues: Map<Month, MonthDue>
}

export interface Books {
  /** by name, all who pay under this account */
  payers: ReadonlyMap<string, readonly Payer[]>
  limits(organisation: string, day: Day, quarterly: boolean): Limits
}

const payroll = /代发|代扣|扣缴|扣款|工资(?!卡|户)|薪金|薪酬|薪资|奖金/
const unit = /公司|银行|集团|大学|学校|中学|小学|幼儿园|医院|中心|委员会|办公室|机关|财政|核算|合作社|工会|支部|政府|..[局院厂所社部队处站店馆]$/
/** Whoever carries the payments of others is named as the counterparty by the bank. */
const carrier = /支付宝|财付通|微信|网联|银联|云闪付|翼支付|待清算|备付金/

export const isUnit = (name: string): boolean => unit.test(name) && !carrier.test(name)
const bare = (name: string): string => name.replace(/[\s·•]/g, '')

/** Who is meant by a line, before any sum is looked at. */
export interface Meant {
  payers: Payer[]
  how: 'name' | 'remark' | 'masked' | 'two-names' | 'joint' | 'loose'
}

const longest = 6

/** Everybody whose name stands in a text; of names within names the longest. */
export function namedIn(text: string, payers: Books['payers']): string[] {
  const found: string[] = []
  for (let at = 0; at < text.length; at++) {
    for (let size = Math.min(longest, text.length - at); size >= 2; size--) {
      const name = text.slice(at, at + size)
      if (!payers.has(name)) continue
      found.push(name)
      at += size - 1
      break
    }
  }
  return [...new Set(found)]
}

/** 张*, *三, 李*明: the platform hides a part of the name. */
function maskedAs(name: string, payers: Books['payers']): Payer[] {
  if (!/^(?=.*\p{Script=Han})[\p{Script=Han}*＊]{2,4}$/u.test(name) || !/[*＊]/.test(name)) return []
  const shape = new RegExp(`^${name.replace(/[*＊]+/g, '.{1,3}')}$`, 'u')
  return [...payers].flatMap(([one, all]) => (shape.test(one) ? all : []))
}

/** What a remark may say beside a name and still leave no doubt. */
const plainRemark = /(?:转账|汇款|网银|手机银行|跨行|转入|收款|补缴|补交|缴纳|交纳|代缴|代交|缴|交|党费|团费|会费|工会|党员|团员|元|年|月份|月|季度|至|到|第|[一二三四五六七八九十\d.,，、;；:：\-—~_/\s()（）])+/g

export function meantBy(entry: Entry, payers: Books['payers']): Meant | null {
  const own = bare(entry.name)
  const byName = payers.get(own) ?? []
  const named = namedIn(bare(entry.remark), payers)
  const others = named.filter((name) => name !== own)
  const of = (names: string[]) => names.flatMap((name) => payers.get(name) ?? [])
  if (others.length > 1 || (others.length === 1 && named.length > 1)) return { payers: of(named), how: 'joint' }
  if (others.length === 1 && byName.length > 0) return { payers: [...of(others), ...byName], how: 'two-names' }
  if (byName.length > 0) return { payers: [...byName], how: 'name' }
  if (others.length === 1) {
    const rest = bare(entry.remark).replace(others[0]!, '').replace(plainRemark, '')
    return { payers: of(others), how: rest === '' ? 'remark' : 'loose' }
  }
  const masked = maskedAs(own, payers)
  return masked.length > 0 ? { payers: masked, how: 'masked' } : null
}

const digitsOf: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10, 十一: 11, 十二: 12 }
const monthNumber = (text: string): number => digitsOf[text] ?? Number(text)
const no = String.raw`(十[一二]?|[一二三四五六七八九]|1[0-2]|0?[1-9])`
const spans = new RegExp(String.raw`(?<!\d)(?:(20\d\d)[年.\-/])?${no}月?[-—~至到]${no}月`, 'g')
const single = new RegExp(String.raw`(?<!\d)(?:(20\d\d)[年.\-/])?${no}(?:月|(?=[、,，]\s*\d{1,2}月))`, 'g')
const quarters = /(?:(20\d\d)年)?第?([一二三四1-4])季度/g

/** A month without its year is the one nearest to the day of payment, seldom one still far ahead. */
function nearest(year: string | undefined, number: number, day: Day): Month {
  const at = (full: number): Month => `${full}-${String(number).padStart(2, '0')}`
  if (year !== undefined) return at(Number(year))
  const of = Number(day.slice(0, 4))
  const farthest = plusMonths(monthOf(day), 3)
  return [at(of + 1), at(of), at(of - 1)].find((month) => month <= farthest)!
}

/** The months that a remark speaks of; none where it speaks of none. */
export function monthsIn(remark: string, day: Day): Month[] {
  const found = new Set<Month>()
  const range = (year: string | undefined, from: number, to: number) => {
    const end = nearest(year, to, day)
    for (let back = (to - from + 12) % 12; back >= 0; back--) found.add(plusMonths(end, -back))
  }
  const rest = remark
    .replace(quarters, (_, year: string | undefined, quarter: string) => { range(year, monthNumber(quarter) * 3 - 2, monthNumber(quarter) * 3); return ' ' })
    .replace(spans, (_, year: string | undefined, from: string, to: string) => { range(year, monthNumber(from), monthNumber(to)); return ' ' })
  for (const [, year, number] of rest.matchAll(single)) found.add(nearest(year, monthNumber(number!), day))
  return [...found].sort()
}

const givenOf = (entry: Entry, payer: Payer, months: readonly Month[], extra: number) => ({
  months: months.map((month) => payer.dues.get(month) ?? { month, state: null, fen: 0, paid: false }),
  fen: entry.fen, extra, way: 'transfer' as const, payer: null, paidOn: entry.day,
})

const judged = (entry: Entry, payer: Payer, books: Books, months: readonly Month[], extra = 0) =>
  mayCollect(givenOf(entry, payer, months, extra), books.limits(payer.organisation, entry.day, payer.quarterly))

const mostChoices = 4

/** Ways in which a sum could be meant by somebody: months behind each other that make it up, or a month and a gift beyond it. */
export function choicesFor(entry: Entry, payer: Payer, books: Books): Choice[] {
  const { person, organisation } = payer
  const open = [...payer.dues.values()].filter((due) => due.state === 'owed' && due.fen > 0 && !due.paid).map(({ month }) => month).sort()
  const found: Choice[] = []
  const offer = (months: Month[], extra: number) => {
    if (judged(entry, payer, books, months, extra).ok) found.push({ person, organisation, months, extra })
  }
  for (let from = 0; from < open.length; from++) {
    for (let to = from + 1; to <= open.length; to++) {
      const sum = open.slice(from, to).reduce((total, month) => total + payer.dues.get(month)!.fen, 0)
      if (sum === entry.fen) offer(open.slice(from, to), 0)
    }
  }
  const now = monthOf(entry.day)
  found.sort((a, b) => Number(b.months.includes(now)) - Number(a.months.includes(now)))
  const due = payer.dues.get(now)
  if (due && open.includes(now) && entry.fen > due.fen) offer([now], entry.fen - due.fen)
  if (found.length === 0 && due && (due.paid || due.state === 'voluntary' || due.state === 'exempt')) offer([], entry.fen)
  return found.slice(0, mostChoices)
}

const proposal = (part: Part, reason: Reason, facts: Facts = {}, choices: Choice[] = []): Proposal => ({ part, reason, facts, choices })

/** One person by the end of an account or telephone, where the name alone does not tell. */
const byTail = (payers: readonly Payer[], tail: string): Payer[] => (tail === '' ? [] : payers.filter((one) => one.tails.has(tail)))

/** Whose line it is and for what, or why that cannot be told. Nothing is guessed: only a single answer is `sure`. */
export function proposalFor(entry: Entry, books: Books): Proposal {
  if (payroll.test(entry.remark) || payroll.test(entry.name)) return proposal('refused', 'payroll')
  const meant = meantBy(entry, books.payers)
  if (meant === null) return proposal('nobody', 'none')
  if (isUnit(entry.name) && !books.payers.has(bare(entry.name))) return proposal('refused', 'unit')
  if (meant.how === 'joint') return proposal('doubtful', 'joint', { names: meant.payers.map(({ name }) => name).join('、') })
  const told = meant.payers.length > 1 ? byTail(meant.payers, entry.tail) : meant.payers
  const offered = () => (told.length > 0 ? told : meant.payers).flatMap((one) => choicesFor(entry, one, books)).slice(0, 8)
  if (meant.how === 'masked' || meant.how === 'two-names' || meant.how === 'loose') return proposal('doubtful', meant.how, {}, offered())
  if (told.length !== 1) return proposal('doubtful', 'several', { n: meant.payers.length, name: meant.payers[0]!.name }, offered())
  const [payer] = told as [Payer]
  const stated = monthsIn(entry.remark, entry.day)
  const months = stated.length > 0 ? stated : [monthOf(entry.day)]
  const decision = judged(entry, payer, books, months)
  if (!decision.ok) return proposal('doubtful', decision.refusal, decision.facts ?? {}, offered())
  const choice = { person: payer.person, organisation: payer.organisation, months, extra: 0 }
  const facts = { months: months.map(monthWords).join('、'), ...(bare(entry.name) === payer.name ? {} : { by: entry.name }) }
  return proposal('sure', meant.payers.length > 1 ? 'tail' : meant.how, facts, [choice])
}

/** One counterparty that pays for more than so many others is looked at by a person: it may deduct or advance. */
const mostOthers = 2

/** What only shows when all lines stand side by side: one who pays for many, and two that claim the same month. */
export function together(entries: readonly Entry[], found: readonly Proposal[]): Proposal[] {
  const carriers = many(entries, found)
  const claimed = new Set<string>()
  return found.map((one, at) => {
    if (one.part !== 'sure') return one
    const [choice] = one.choices as [Choice]
    if (one.facts['by'] && carriers.has(entries[at]!.name)) return { ...one, part: 'doubtful', reason: 'many' }
    const keys = choice.months.map((month) => `${choice.person} ${month}`)
    if (keys.some((key) => claimed.has(key))) return { ...one, part: 'doubtful', reason: 'twice', choices: [] }
    for (const key of keys) claimed.add(key)
    return one
  })
}

function many(entries: readonly Entry[], found: readonly Proposal[]): Set<string> {
  const paidFor = new Map<string, Set<string>>()
  for (const [at, { part, facts, choices }] of found.entries()) {
    if (part !== 'sure' || !facts['by']) continue
    const { name } = entries[at]!
    paidFor.set(name, (paidFor.get(name) ?? new Set()).add(choices[0]!.person))
  }
  return new Set([...paidFor].flatMap(([name, persons]) => (persons.size > mostOthers ? [name] : [])))
}

/** Whose name goes on the receipt as the payer, where it was another person. */
export const otherPayer = (counterparty: string, name: string): string | null =>
  /^\p{Script=Han}{2,4}(?:·\p{Script=Han}+)*$/u.test(bare(counterparty)) && bare(counterparty) !== name && !carrier.test(counterparty) ? bare(counterparty) : null
