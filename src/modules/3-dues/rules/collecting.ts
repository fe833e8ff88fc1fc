import { allow, refuse, type Decision, type Facts } from '#base/decision.ts'
import type { Day } from '#base/day.ts'
import { forbiddenWays, type DuesLine, type Way } from '#dues/codes.ts'
import { monthOf, monthsBetween, monthWords, quarterEnd, type Month } from '#dues/rules/months.ts'

export type CollectRefusal =
  | 'dues.payroll-forbidden' | 'dues.advance-forbidden' | 'dues.special-forbidden' | 'dues.payer-unnamed' | 'dues.month-twice'
  | 'dues.already-paid' | 'dues.base-unknown' | 'dues.nothing-owed' | 'dues.too-late' | 'dues.ahead' | 'dues.amount-short'
  | 'dues.amount-over' | 'dues.not-a-member-then' | 'dues.paid-in-future' | 'dues.book-closed' | 'dues.nothing-given'

/** One month somebody pays for, and what is known of it. */
export interface MonthDue {
  month: Month
  /** null: was no member of this organisation then */
  state: 'owed' | 'unknown' | 'voluntary' | 'exempt' | null
  fen: number
  paid: boolean
}

export interface Given {
  months: readonly MonthDue[]
  /** all that was handed over, in fen */
  fen: number
  /** of it, given beyond what is owed, of free will */
  extra: number
  way: Way
  payer: string | null
  paidOn: Day
}

/** What the rules of the place allow. */
export interface Limits {
  line: DuesLine
  today: Day
  lateMonths: number
  aheadMonths: number
  /** the branch agreed to quarterly payment for this person (第十二条) */
  quarterly: boolean
  /** the book of the month in which it was handed over is closed */
  closed: boolean
}

const forbidden: Record<(typeof forbiddenWays)[number], CollectRefusal> = {
  payroll: 'dues.payroll-forbidden', advance: 'dues.advance-forbidden', special: 'dues.special-forbidden',
}

const isForbidden = (way: Way): way is (typeof forbiddenWays)[number] => (forbiddenWays as readonly Way[]).includes(way)

/** Whether a payment may be written down, and if not, which fact stands against it. */
export function mayCollect(given: Given, limits: Limits): Decision<Given, CollectRefusal> {
  if (isForbidden(given.way)) return refuse(forbidden[given.way])
  if (given.way === 'by-other' && !given.payer) return refuse('dues.payer-unnamed')
  if (given.paidOn > limits.today) return refuse('dues.paid-in-future', { today: limits.today })
  if (limits.closed) return refuse('dues.book-closed', { month: monthWords(monthOf(given.paidOn)) })
  if (given.months.length === 0 && given.extra === 0) return refuse('dues.nothing-given')
  if (new Set(given.months.map(({ month }) => month)).size < given.months.length) return refuse('dues.month-twice')
  for (const due of given.months) {
    const against = againstMonth(due, given, limits)
    if (against) return against
  }
  return sumFits(given)
}

function againstMonth(due: MonthDue, { paidOn }: Given, limits: Limits): ReturnType<typeof refuse<CollectRefusal>> | null {
  const facts: Facts = { month: monthWords(due.month) }
  if (due.paid) return refuse('dues.already-paid', facts)
  if (due.state === null) return refuse('dues.not-a-member-then', facts)
  if (due.state === 'unknown') return refuse('dues.base-unknown', facts)
  if (due.state !== 'owed' || due.fen === 0) return refuse('dues.nothing-owed', facts)
  const late = monthsBetween(due.month, monthOf(paidOn))
  if (late > limits.lateMonths) return refuse('dues.too-late', { ...facts, most: limits.lateMonths })
  const withinQuarter = limits.quarterly && due.month <= quarterEnd(monthOf(paidOn))
  if (-late > limits.aheadMonths && !withinQuarter) return refuse('dues.ahead', { ...facts, most: limits.aheadMonths })
  return null
}

function sumFits(given: Given): Decision<Given, CollectRefusal> {
  const due = given.months.reduce((sum, { fen }) => sum + fen, 0)
  const facts = { due, given: given.fen }
  if (given.fen < due + given.extra) return refuse('dues.amount-short', facts)
  if (given.fen > due + given.extra) return refuse('dues.amount-over', facts)
  return allow(given)
}

/** A one-off gift from this sum on goes wholly to the Centre (第十一条, "1000元以上" includes it). */
export const kindOfExtra = (line: DuesLine, extra: number, centralFrom: number | null): 'extra' | 'central' =>
  line === 'party' && centralFrom !== null && extra >= centralFrom ? 'central' : 'extra'
