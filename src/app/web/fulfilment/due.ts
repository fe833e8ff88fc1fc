import type { Day } from '#base/day.ts'
import { periodAt, periodWords, type Period } from '#obligations/periods.ts'
import type { ObligationView } from '#obligations/contract.ts'

/** A stretch of time that an organisation's duties are looked at in. */
export const everies = ['month', 'quarter', 'year'] as const
export type Asked = Period & { every: (typeof everies)[number] }

export const askedAt = (every: Asked['every'], day: Day): Asked => ({ ...periodAt(every, day), every })

/** What stands in the address: 2026-11, 2026-Q4, 2026 */
export function valueOf({ every, from }: Asked): string {
  const [year, month] = from.split('-') as [string, string]
  if (every === 'year') return year
  return every === 'month' ? `${year}-${month}` : `${year}-Q${Math.ceil(Number(month) / 3)}`
}

/** What an address asks for; without one, or one that nobody wrote here, the month of today. */
export function askedIn(value: string | undefined, today: Day): Asked {
  const found = /^([12]\d{3})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?$/.exec(value ?? '')
  if (!found) return askedAt('month', today)
  const [, year, month, quarter] = found
  if (month) return askedAt('month', `${year}-${month}-01`)
  if (quarter) return askedAt('quarter', `${year}-${String(Number(quarter) * 3).padStart(2, '0')}-01`)
  return askedAt('year', `${year}-01-01`)
}

/** The month, quarter or year that a span of days is; null where it is none. */
export function askedFor({ from, to }: { from: Day; to: Day }): Asked | null {
  return everies.map((every) => askedAt(every, from)).find((one) => one.from === from && one.to === to) ?? null
}

/** A month of the asked period, with what has to be done by a day of it. */
export interface DueMonth {
  words: string
  from: Day
  duties: ObligationView[]
}

const byEnd = (one: ObligationView, other: ObligationView): number =>
  one.period.to < other.period.to ? -1 : one.period.to > other.period.to ? 1 : one.period.from < other.period.from ? -1 : 1

/** By the month of its last day: a quarter's duty is due in the quarter's last month, a year's in December. */
export function monthsDue(asked: Asked, obligations: readonly ObligationView[]): DueMonth[] {
  const months: Asked[] = []
  for (let month = askedAt('month', asked.from); month.from < asked.to; month = askedAt('month', month.to)) months.push(month)
  return months.map((month) => ({
    words: periodWords(month), from: month.from,
    duties: obligations.filter(({ period: { to } }) => month.from < to && to <= month.to).sort(byEnd),
  }))
}

/** Months in which nothing is due are told together: 2026年1月至8月. */
export function withoutEmpty(months: readonly DueMonth[]): DueMonth[] {
  return months.flatMap((month, no) => {
    if (month.duties.length > 0) return [month]
    if (months[no - 1]?.duties.length === 0) return []
    const n = months.slice(no).findIndex(({ duties }) => duties.length > 0)
    const last = months[(n === -1 ? months.length : no + n) - 1]!
    return [{ ...month, words: last === month ? month.words : `${month.words}至${Number(last.from.slice(5, 7))}月` }]
  })
}

/** What was to be done before the asked period, and is not. */
export const leftOver = (asked: Asked, obligations: readonly ObligationView[]): ObligationView[] =>
  obligations.filter(({ period, state }) => period.to <= asked.from && (state === 'missed' || state === 'due')).sort(byEnd)

const parts = ['met', 'met-late', 'waived', 'due', 'missed', 'not-due'] as const

/** How many there are of each state, those of which there are none left out. */
export const countedBy = (duties: readonly ObligationView[]): { state: (typeof parts)[number]; n: number }[] =>
  parts.map((state) => ({ state, n: duties.filter((one) => one.state === state).length })).filter(({ n }) => n > 0)
