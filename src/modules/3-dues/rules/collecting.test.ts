import { describe, expect, test } from 'vitest'
import { kindOfExtra, mayCollect, type Given, type Limits, type MonthDue } from '#dues/rules/collecting.ts'
import { lastDay, monthsBetween, plusMonths, quarterEnd } from '#dues/rules/months.ts'

const due = (month: string, more: Partial<MonthDue> = {}): MonthDue => ({ month, state: 'owed', fen: 7650, paid: false, ...more })
const limits: Limits = { line: 'party', today: '2026-11-23', lateMonths: 6, aheadMonths: 0, quarterly: false, closed: false }
const given = (more: Partial<Given> = {}): Given =>
  ({ months: [due('2026-11')], fen: 7650, extra: 0, way: 'cash', payer: null, paidOn: '2026-11-20', ...more })
const answer = (one: Partial<Given>, under: Partial<Limits> = {}) => {
  const decision = mayCollect(given(one), { ...limits, ...under })
  return decision.ok ? 'collected' : decision.refusal
}

describe('a payment is written down', () => {
  test('for this month', () => expect(answer({})).toBe('collected'))
  test('for several months, each by itself', () =>
    expect(answer({ months: ['2026-09', '2026-10', '2026-11'].map((month) => due(month)), fen: 3 * 7650 })).toBe('collected'))
  test('by somebody else, who is named', () => expect(answer({ way: 'by-other', payer: '丈夫' })).toBe('collected'))
  test('with something given beyond it', () => expect(answer({ fen: 10_000, extra: 2350 })).toBe('collected'))
  test('on the day itself', () => expect(answer({ paidOn: limits.today })).toBe('collected'))
  test('of one fen owed', () => expect(answer({ months: [due('2026-11', { fen: 1 })], fen: 1 })).toBe('collected'))
  test('as a gift alone', () => expect(answer({ months: [], fen: 100_000, extra: 100_000 })).toBe('collected'))
})

describe('and refused, with the fact that stands against it', () => {
  test.each([
    ['payroll', 'dues.payroll-forbidden'], ['advance', 'dues.advance-forbidden'], ['special', 'dues.special-forbidden'],
  ] as const)('%s', (way, refusal) => expect(answer({ way })).toBe(refusal))
  test.each<[string, Partial<Given>, Partial<Limits>]>([
    ['dues.payer-unnamed', { way: 'by-other' }, {}],
    ['dues.paid-in-future', { paidOn: '2026-11-24' }, {}],
    ['dues.book-closed', {}, { closed: true }],
    ['dues.nothing-given', { months: [], fen: 0 }, {}],
    ['dues.month-twice', { months: [due('2026-11'), due('2026-11')] }, {}],
    ['dues.already-paid', { months: [due('2026-11', { paid: true })] }, {}],
    ['dues.not-a-member-then', { months: [due('2026-11', { state: null })] }, {}],
    ['dues.base-unknown', { months: [due('2026-11', { state: 'unknown', fen: 0 })] }, {}],
    ['dues.nothing-owed', { months: [due('2026-11', { state: 'exempt', fen: 0 })] }, {}],
    ['dues.nothing-owed', { months: [due('2026-11', { state: 'voluntary' })] }, {}],
    ['dues.nothing-owed', { months: [due('2026-11', { fen: 0 })], fen: 0 }, {}],
    ['dues.amount-short', { fen: 7649 }, {}],
    ['dues.amount-short', { fen: 9999, extra: 2350 }, {}],
    ['dues.amount-over', { fen: 10_001, extra: 2350 }, {}],
    ['dues.amount-over', { fen: 7651 }, {}],
  ])('%s', (refusal, one, under) => expect(answer(one, under)).toBe(refusal))

  test('six months late is in time, seven is too late', () => {
    expect(answer({ months: [due('2026-05')] })).toBe('collected')
    expect(answer({ months: [due('2026-04')] })).toBe('dues.too-late')
  })
  test('a month ahead is refused, unless the place allows it', () => {
    expect(answer({ months: [due('2026-12')] })).toBe('dues.ahead')
    expect(answer({ months: [due('2026-12')] }, { aheadMonths: 1 })).toBe('collected')
    expect(answer({ months: [due('2027-01')] }, { aheadMonths: 1 })).toBe('dues.ahead')
  })
  test('where the branch agreed to quarters, to the end of the quarter and no further', () => {
    expect(answer({ months: [due('2026-12')] }, { quarterly: true })).toBe('collected')
    expect(answer({ months: [due('2027-01')] }, { quarterly: true })).toBe('dues.ahead')
  })
})

test('a gift of 1000 yuan and more goes to the Centre, one fen less stays', () => {
  expect(kindOfExtra('party', 100_000, 100_000)).toBe('central')
  expect(kindOfExtra('party', 99_999, 100_000)).toBe('extra')
  expect(kindOfExtra('league', 100_000, null)).toBe('extra')
  expect([kindOfExtra('league', 100_000, 100_000), kindOfExtra('party', 100_000, null)]).toEqual(['extra', 'extra'])
})

test('months count over the turn of the year', () => {
  expect([plusMonths('2026-11', 2), plusMonths('2026-01', -1)]).toEqual(['2027-01', '2025-12'])
  expect([monthsBetween('2026-11', '2027-01'), monthsBetween('2027-01', '2026-11')]).toEqual([2, -2])
  expect(monthsBetween('1999-12', '2000-01')).toBe(1)
  expect(['2024-02', '2026-02', '2026-12'].map(lastDay)).toEqual(['2024-02-29', '2026-02-28', '2026-12-31'])
  expect(['2026-01', '2026-03', '2026-10', '2026-12'].map(quarterEnd)).toEqual(['2026-03', '2026-03', '2026-12', '2026-12'])
})
