import { expect, test } from 'vitest'
import { isGraduating } from '#people/web/transfers/graduating.ts'

test.each([
  ['league.branch', '九（2）班团支部', true],
  ['league.branch', '高三4班团支部', true],
  ['league.branch', '2026届毕业班团支部', true],
  ['league.branch', '八年级学生团支部', false],
  ['league.branch', '教工团支部', false],
  ['pioneers.squad', '九（2）班中队', false],
])('%s %s: %s', (kind, name, expected) => expect(isGraduating({ kind, name })).toBe(expected))
