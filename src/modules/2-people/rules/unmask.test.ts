import { expect, test } from 'vitest'
import { national } from '#regulations/packs/national.ts'
import type { Regulation } from '#regulations/rules.ts'
import { fewestWords, mayUnmask } from '#people/rules/unmask.ts'

const told = (reason: string, rules: readonly Regulation[] = national.rules) => {
  const decision = mayUnmask(reason, rules, '2026-11-23')
  return decision.ok ? 'allowed' : [decision.refusal, decision.facts]
}
const short = ['people.reason-too-short', { fewest: 4 }]

test.each([['通知开会', 'allowed'], ['核对 1 号', 'allowed'], ['核对人', short], ['核对', short], ['。。。。。。', short], ['啊啊啊啊啊啊', short], ['1111111', short], ['核 、 对 。', short]])(
  '“%s” as a reason to look', (reason, verdict) => expect(told(reason)).toEqual(verdict))

test('how many words it takes is a rule that may be set', () => {
  const stricter = national.rules.map((rule) => (rule.id === 'privacy.unmask.reason-words' ? { ...rule, value: 8 } : rule))
  expect(told('通知开会', stricter)).toEqual(['people.reason-too-short', { fewest: 8 }])
  expect(fewestWords(stricter, '2026-11-23')).toBe(8)
})
