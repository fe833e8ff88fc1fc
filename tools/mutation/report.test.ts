import { expect, test } from 'vitest'
import { reportOf } from './report.ts'

const mutant = (file: string, line: number) => ({ id: `${file}${line}`, file, line, was: 'a < b', now: 'a <= b' })

test('the report adds up by room and names the lines of what nobody noticed, and what was not tried', () => {
  const tried = [mutant('src/modules/3-dues/rules/owed.ts', 5), mutant('src/modules/3-dues/rules/base.ts', 7), mutant('src/kernel/4-obligations/owed.ts', 9)]
  const text = reportOf({ tried, survivors: [tried[1]!], untried: 2, day: '2026-11-24', commit: 'abc1234' })
  expect(text).toContain('| modules/3-dues | 2 | 1 | 1 | 50.0 % |\n| kernel/4-obligations | 1 | 1 | 0 | 100.0 % |\n| **合计** | 3 | 2 | 1 | 66.7 % |')
  expect(text).toContain('- `src/modules/3-dues/rules/base.ts`：第 7 行')
  expect(text).toContain('另有 2 处')
})
