import { expect, test } from 'vitest'
import { arrearsState, monthsInARow } from '#dues/rules/arrears.ts'

test.each([
  [[], 0], [['2026-10'], 1], [['2026-08', '2026-09', '2026-10'], 3], [['2026-07', '2026-08', '2026-10'], 1], [['2026-08', '2026-09'], 0],
  [['2025-11', '2025-12', '2026-01'], 0],
])('unpaid %j up to October is %d months in a row', (unpaid, count) => expect(monthsInARow(unpaid, '2026-10')).toBe(count))

test('the row goes over the turn of the year', () => expect(monthsInARow(['2025-11', '2025-12', '2026-01'], '2026-01')).toBe(3))

test('two months are left alone, three are reminded of, six are for the branch meeting', () =>
  expect([2, 3, 5, 6].map((months) => arrearsState(months, 3, 6))).toEqual(['none', 'remind', 'remind', 'limit']))
