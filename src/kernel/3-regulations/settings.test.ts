import { describe, expect, test } from 'vitest'
import type { Regulation } from '#regulations/rules.ts'
import { ruleOn } from '#regulations/rules.ts'
import { laidOver, settingRefusal, type Setting } from '#regulations/settings.ts'
import { why } from '#regulations/words.ts'

const base = { unit: '次', comparator: '>=', base: '党课', says: '每半年上党课 {value} 次', article: '某规定', source: 'P16', from: '2018-10-01', scope: {} } as const
const lesson: Regulation = { ...base, id: 'a.lesson', value: 1, force: 'generally', grade: 'C', every: 'half-year' }
const hard: Regulation = { ...base, id: 'a.hard', value: 2, force: 'must', grade: 'A' }
const most: Regulation = { ...hard, id: 'a.most', comparator: '<=', value: 50 }
const term: Regulation = { ...hard, id: 'a.term', comparator: '=', value: 3, choices: [3, 5] }
const half: Regulation = { ...hard, id: 'a.half', value: 0.5, share: [1, 2] }
const rules = [lesson, hard, most, term, half]
const setting = (more: Partial<Setting> = {}): Setting => ({
  id: '1', organisationId: 'o', organisationName: '区委', path: '1/', rule: 'a.lesson', value: 2, document: '区委〔2026〕1号', from: '2026-03-01', to: null, ...more,
})
const on = (settings: Setting[], id: string, day: string) => ruleOn(laidOver(rules, settings), id, { day, kind: 'party.branch', line: 'party' })

describe('a value laid over a rule', () => {
  test('holds from its day on and leaves the days before as they were', () => {
    expect(['2025-12-31', '2026-02-28', '2026-03-01', '2030-01-01'].map((day) => on([setting()], 'a.lesson', day)?.value)).toEqual([1, 1, 2, 2])
  })
  test('ends on its last day, and the rule is what it was', () => {
    const ended = [setting({ to: '2026-09-01' })]
    expect(['2026-08-31', '2026-09-01'].map((day) => on(ended, 'a.lesson', day)?.value)).toEqual([2, 1])
  })
  test('says who laid it down, by which document, beside the rule’s own', () => {
    expect(why(on([setting()], 'a.lesson', '2026-03-01')!)).toMatchObject({ toBeChecked: false, sentence: expect.stringContaining('“区委”依据区委〔2026〕1号定为 2次（原规定 1次），2026年3月1日起') as string })
  })
  test('that only confirms takes the mark 待核 away', () => {
    const [checked, before] = ['2026-03-01', '2026-02-28'].map((day) => why(on([setting({ value: null })], 'a.lesson', day)!))
    expect([checked!.toBeChecked, before!.toBeChecked]).toEqual([false, true])
  })
  test.each([['a.hard', 3, 3], ['a.hard', 1, 2], ['a.most', 40, 40], ['a.most', 51, 50], ['a.term', 5, 5], ['a.term', 4, 3]])(
    '%s set to %d counts as %d: never laxer than a hard rule', (rule, value, holds) =>
      expect(on([setting({ rule, value })], rule, '2026-03-01')?.value).toBe(holds))
  test('may be made stricter below, not laxer, although the text would leave it free', () => {
    const below = (value: number) => on([setting({ value, path: '1/2/', id: '2', from: '2026-04-01' }), setting()], 'a.lesson', '2026-05-01')?.value
    expect([below(3), below(1)]).toEqual([3, 2])
  })
})

describe('laying a value down', () => {
  const refusal = (rule: string, value: number | null, from = '2026-03-01') => settingRefusal(rules, { rule, value, from }, '2026-03-01')
  test.each([
    ['a.lesson', 2, undefined, null],
    ['a.lesson', 2, '2026-02-28', 'regulations.setting-past'],
    ['a.none', 2, undefined, 'regulations.rule-unknown'],
    ['a.hard', 1, undefined, 'regulations.laxer'],
    ['a.hard', 2, undefined, null],
    ['a.term', 4, undefined, 'regulations.not-a-choice'],
    ['a.half', 1, undefined, 'regulations.share-fixed'],
    ['a.half', null, undefined, null],
  ])('%s as %s from %s: %s', (rule, value, from, wanted) => expect(refusal(rule, value, from)).toBe(wanted))
})
