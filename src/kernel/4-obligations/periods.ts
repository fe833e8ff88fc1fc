import { addDays, addMonths, type Day } from '#base/day.ts'
import type { Every } from '#regulations/rules.ts'

/** A stretch of days that a rule counts in: `from` <= day < `to`. */
export interface Period {
  every: Every
  from: Day
  to: Day
}

const months: Record<Every, number> = { month: 1, quarter: 3, 'half-year': 6, year: 12, 'school-term': 6 }
/** the month that a first period of the year begins with */
const first: Record<Every, number> = { month: 1, quarter: 1, 'half-year': 1, year: 1, 'school-term': 2 }

/** The period a day lies in. */
export function periodAt(every: Every, day: Day): Period {
  const [year, month] = day.split('-').map(Number) as [number, number]
  const since = year * 12 + month - first[every]
  const start = since - (since % months[every]) + first[every] - 1
  const from = addMonths('0001-01-01', start - 12)
  return { every, from, to: addMonths(from, months[every]) }
}

export const next = ({ every, to }: Period): Period => periodAt(every, to)
export const previous = ({ every, from }: Period): Period => periodAt(every, addDays(from, -1))
export const lastDay = ({ to }: Period): Day => addDays(to, -1)

/** Every period that has a day in `from` <= day < `to`. */
export function periodsBetween(every: Every, from: Day, to: Day): Period[] {
  const found: Period[] = []
  for (let period = periodAt(every, from); period.from < to; period = next(period)) found.push(period)
  return found
}

/** 2026年3月, 2026年第1季度, 2026年上半年, 2026年, 2026年秋季学期 */
export function periodWords({ every, from }: Period): string {
  const [year, month] = from.split('-').map(Number) as [number, number]
  switch (every) {
    case 'month': return `${year}年${month}月`
    case 'quarter': return `${year}年第${Math.ceil(month / 3)}季度`
    case 'half-year': return `${year}年${month === 1 ? '上' : '下'}半年`
    case 'year': return `${year}年`
    case 'school-term': return `${year}年${month === 2 ? '春' : '秋'}季学期`
  }
}
