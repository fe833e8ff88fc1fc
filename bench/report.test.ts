import { expect, test } from 'vitest'
import type { Figure } from './case.ts'
import { isMet, tableOf } from './report.ts'

const figure = (given: Partial<Figure>): Figure =>
  ({ at: '省', ours: { median: 4, p95: 9 }, raw: { median: 2, p95: 3 }, unit: 'ms', ratio: 2, detail: '', ...given })

test.each([
  ['≤ 2×', { ratio: 2 }, true],
  ['≤ 2×', { ratio: 2.01 }, false],
  ['≤ 2×', { ratio: null }, false],
  ['≤ 512 MiB', { ratio: null, ours: { median: 512, p95: 512 } }, true],
  ['≤ 512 MiB', { ratio: null, ours: { median: 513, p95: 513 } }, false],
  ['≤ 2× 或 ≤ 10 ms', { ratio: 9, ours: { median: 10, p95: 99 } }, true],
  ['≤ 2× 或 ≤ 10 ms', { ratio: 9, ours: { median: 11, p95: 99 } }, false],
  ['≤ 2×', { ratio: 3, goal: '≤ 3×' }, true],
  ['≤ 2×', { ratio: 3, goal: null }, null],
  [null, { ratio: 3 }, null],
])('the goal %s is met by %j: %s', (goal, given, met) => {
  expect(isMet(figure(given), goal)).toBe(met)
})

test('a line says what was measured where, both times, their ratio and whether the goal was met', () => {
  const benchCase = { name: 'page', words: '50 人一页', goal: '≤ 2×', run: () => Promise.resolve([]) }
  const [, , line] = tableOf([{ benchCase, figures: [figure({ ratio: 2.5, detail: '第一页' })] }]).split('\n')
  expect(line).toBe('| 50 人一页 | 省 | 4.00（9.00） ms | 2.00（3.00） ms | 2.50× | ≤ 2× ✗ | 第一页 |')
})
