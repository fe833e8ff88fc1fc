import { expect, test } from 'vitest'
import { periodAt } from '#obligations/periods.ts'
import type { ObligationView } from '#obligations/contract.ts'
import type { Every } from '#regulations/rules.ts'
import { askedAt, askedFor, askedIn, countedBy, leftOver, monthsDue, valueOf, withoutEmpty } from './due.ts'

const duty = (words: string, every: Every, day: string, state: ObligationView['state']): ObligationView => ({
  duty: words, words, period: { ...periodAt(every, day), words: '' }, times: 1, people: null, state, stateWords: '', done: [], waiver: null,
  why: { rule: '', sentence: '', article: '', grade: '', toBeChecked: false }, address: '', verb: '',
})
const year = [
  duty('支委会', 'month', '2026-10-01', 'missed'),
  duty('支委会', 'month', '2026-11-01', 'due'),
  duty('支部党员大会', 'quarter', '2026-11-01', 'due'),
  duty('支部党员大会', 'quarter', '2026-09-30', 'met'),
  duty('党课', 'half-year', '2026-11-01', 'not-due'),
  duty('民主评议党员', 'year', '2026-11-01', 'due'),
  duty('支委会', 'month', '2027-01-01', 'not-due'),
]
const told = (months: { words: string; duties: ObligationView[] }[]) => months.map(({ words, duties }) => `${words} ${duties.map((one) => one.words)}`)

test('an address tells a month, a quarter or a year, and the same address comes back', () => {
  for (const value of ['2026-11', '2026-Q4', '2026-Q1', '2026']) expect(valueOf(askedIn(value, '2026-11-20'))).toBe(value)
  expect(askedIn('2026-Q4', '2026-01-01')).toEqual({ every: 'quarter', from: '2026-10-01', to: '2027-01-01' })
})

test('without an address, or with one that says nothing, it is the month of today', () => {
  for (const value of [undefined, '', '2026-13', '2026-Q5', 'x', '0000', '2026-1']) expect(valueOf(askedIn(value, '2026-11-20'))).toBe('2026-11')
})

test('a span of days is a month, a quarter or a year only where it is exactly that', () => {
  expect(askedFor({ from: '2026-10-01', to: '2026-11-01' })).toEqual(askedAt('month', '2026-10-01'))
  expect(askedFor({ from: '2026-10-01', to: '2027-01-01' })).toEqual(askedAt('quarter', '2026-10-01'))
  expect(askedFor({ from: '2026-01-01', to: '2027-01-01' })).toEqual(askedAt('year', '2026-01-01'))
  expect(askedFor({ from: '2026-10-02', to: '2026-11-01' })).toBeNull()
  expect(askedFor({ from: '2026-10-01', to: '2026-10-31' })).toBeNull()
})

test('a quarter shows each of its months, and what lasts longer in the month it ends with', () => {
  expect(told(monthsDue(askedAt('quarter', '2026-11-20'), year))).toEqual([
    '2026年10月 支委会', '2026年11月 支委会', '2026年12月 民主评议党员,党课,支部党员大会',
  ])
  expect(told(monthsDue(askedAt('month', '2026-11-20'), year))).toEqual(['2026年11月 支委会'])
  expect(monthsDue(askedAt('year', '2026-11-20'), year).flatMap(({ duties }) => duties)).toHaveLength(6)
})

test('months in which nothing is due are told in one line', () => {
  const months = withoutEmpty(monthsDue(askedAt('year', '2026-01-01'), year.slice(0, 4)))
  expect(told(months)).toEqual(['2026年1月至8月 ', '2026年9月 支部党员大会', '2026年10月 支委会', '2026年11月 支委会', '2026年12月 支部党员大会'])
  expect(told(withoutEmpty(monthsDue(askedAt('year', '2026-01-01'), year.slice(0, 1))))).toEqual(['2026年1月至9月 ', '2026年10月 支委会', '2026年11月至12月 '])
  expect(told(withoutEmpty(monthsDue(askedAt('month', '2026-05-01'), [])))).toEqual(['2026年5月 '])
})

test('every duty of a year stands in exactly one of its months', () => {
  const shown = monthsDue(askedAt('year', '2026-01-01'), year).flatMap(({ duties }) => duties)
  expect(new Set(shown).size).toBe(shown.length)
})

test('what should have been done before is not lost sight of, and what has been done is', () => {
  expect(leftOver(askedAt('month', '2026-11-20'), year).map(({ words }) => words)).toEqual(['支委会'])
  expect(leftOver(askedAt('quarter', '2026-11-20'), year)).toEqual([])
})

test('the numbers of a month add up to its duties', () => {
  expect(countedBy(year)).toEqual([{ state: 'met', n: 1 }, { state: 'due', n: 3 }, { state: 'missed', n: 1 }, { state: 'not-due', n: 2 }])
})
