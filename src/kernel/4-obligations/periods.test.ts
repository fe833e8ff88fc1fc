import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween } from '#base/day.ts'
import type { Every } from '#regulations/rules.ts'
import { lastDay, next, periodAt, periodsBetween, periodWords, previous } from '#obligations/periods.ts'

const every = fc.constantFrom<Every>('month', 'quarter', 'half-year', 'year', 'school-term')
const day = fc.integer({ min: 0, max: 80_000 }).map((days) => addDays('1949-10-01', days))

test.each([
  ['month', '2024-02-29', '2024-02-01', '2024-03-01', '2024年2月'], ['quarter', '2026-03-31', '2026-01-01', '2026-04-01', '2026年第1季度'],
  ['half-year', '2026-07-01', '2026-07-01', '2027-01-01', '2026年下半年'], ['year', '2026-12-31', '2026-01-01', '2027-01-01', '2026年'],
  ['school-term', '2027-01-31', '2026-08-01', '2027-02-01', '2026年秋季学期'], ['school-term', '2027-02-01', '2027-02-01', '2027-08-01', '2027年春季学期'],
] as const)('the %s of %s', (kind, on, from, to, words) => {
  const period = periodAt(kind, on)
  expect(period).toEqual({ every: kind, from, to })
  expect(periodWords(period)).toBe(words)
})

test('every day lies in exactly one period: no gap and no overlap, month ends and leap days included', () => {
  fc.assert(fc.property(every, day, (kind, on) => {
    const period = periodAt(kind, on)
    expect(period.from <= on && on < period.to).toBe(true)
    expect(periodAt(kind, lastDay(period))).toEqual(period)
    expect(next(period).from).toBe(period.to)
    expect(previous(next(period))).toEqual(period)
  }))
})

test('the periods between two days follow each other and hold both ends', () => {
  fc.assert(fc.property(every, day, fc.integer({ min: 1, max: 1_500 }), (kind, from, length) => {
    const to = addDays(from, length)
    const periods = periodsBetween(kind, from, to)
    expect(periods[0]!.from <= from && to <= periods.at(-1)!.to).toBe(true)
    expect(periods.reduce((sum, period) => sum + daysBetween(period.from, period.to), 0))
      .toBe(daysBetween(periods[0]!.from, periods.at(-1)!.to))
  }))
})

test('a period’s words and last day: the quarter, the half of the year, the end of February', () => {
  const words = (every: Every, day: string) => periodWords(periodAt(every, day))
  expect(['2026-03-31', '2026-04-01', '2026-09-30', '2026-12-31'].map((day) => words('quarter', day)))
    .toEqual(['2026年第1季度', '2026年第2季度', '2026年第3季度', '2026年第4季度'])
  expect([words('half-year', '2026-06-30'), words('half-year', '2026-07-01')]).toEqual(['2026年上半年', '2026年下半年'])
  expect([lastDay(periodAt('month', '2024-02-10')), lastDay(periodAt('year', '2026-02-10'))]).toEqual(['2024-02-29', '2026-12-31'])
})
