import { addYears, type Day } from '#base/day.ts'
import { periodAt, periodWords, previous, type Period } from '#obligations/periods.ts'

const earlier = (period: Period, n: number): Period[] =>
  n === 0 ? [] : [period, ...earlier(previous(period), n - 1)]

export interface Span {
  value: string
  label: string
  from: Day
  to: Day
}

const spanOf = (period: Period): Span => ({ value: `${period.from}~${period.to}`, label: periodWords(period), from: period.from, to: period.to })

/** What one asks about: this and past months, quarters and years, the present one first. */
export const spansBefore = (today: Day): Span[] =>
  [...earlier(periodAt('month', today), 12), ...earlier(periodAt('quarter', today), 4), ...earlier(periodAt('year', today), 2)].map(spanOf)

/** The span an address tells, also one that is not offered. */
export function spanOfValue(value: string | undefined, today: Day): Span {
  const offered = spansBefore(today)
  const [from, to] = (value ?? '').split('~')
  if (!from || !to || !/^\d{4}-\d\d-\d\d$/.test(from) || !/^\d{4}-\d\d-\d\d$/.test(to) || to > addYears(from, 3) || to <= from) return offered[0]!
  return offered.find((one) => one.value === value) ?? { value: value!, label: `${from} 至 ${to} 前`, from, to }
}
