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

describe('the days of a rule and of what is laid over it', () => {
  const ending: Regulation = { ...lesson, to: '2026-09-01' }
  const laid = (rule: Regulation, settings: Setting[]) => laidOver([rule], settings).map(({ from, to, value }) => [from, to ?? null, value])

  test('from the rule’s own first day on nothing is left before it, nor after its own last', () => {
    expect(laid(ending, [setting({ from: '2018-10-01' })])).toEqual([['2018-10-01', '2026-09-01', 2]])
    expect(laid(ending, [setting({ from: '2010-01-01', to: '2026-09-01' })])).toEqual([['2018-10-01', '2026-09-01', 2]])
    expect(laid(ending, [setting({ to: '2030-01-01' })])).toEqual([['2018-10-01', '2026-03-01', 1], ['2026-03-01', '2026-09-01', 2]])
  })
  test('one that ends the day before the rule’s last leaves that day as it was', () => {
    expect(laid(ending, [setting({ to: '2026-08-31' })])).toEqual([['2018-10-01', '2026-03-01', 1], ['2026-03-01', '2026-08-31', 2], ['2026-08-31', '2026-09-01', 1]])
  })
  test('one of no day, or wholly after the rule, changes nothing', () => {
    const as = [['2018-10-01', '2026-09-01', 1]]
    expect([laid(ending, [setting({ to: '2026-03-01' })]), laid(ending, [setting({ from: '2026-09-01' })])]).toEqual([as, as])
    expect(laid(ending, [setting({ from: '2026-08-31' })])).toHaveLength(2)
  })
  test('one without end leaves the rule without end, in words too', () => {
    expect(laid(lesson, [setting()])).toEqual([['2018-10-01', '2026-03-01', 1], ['2026-03-01', null, 2]])
    expect(Object.keys(laidOver([lesson], [setting()])[1]!)).not.toContain('to')
    expect(laid(lesson, [setting({ to: '2026-09-01' })]).at(-1)).toEqual(['2026-09-01', null, 1])
  })
  test('of two of one organisation the earlier is laid first, whichever comes first in the list', () => {
    const [spring, summer] = [setting({ value: 2 }), setting({ value: 4, from: '2026-07-01' })]
    const wanted = [['2018-10-01', '2026-03-01', 1], ['2026-03-01', '2026-07-01', 2], ['2026-07-01', null, 4]]
    expect([laid(lesson, [spring, summer]), laid(lesson, [summer, spring])]).toEqual([wanted, wanted])
  })
  test('of three bodies the uppermost is laid first', () => {
    const chain = [setting({ path: '1/2/3/', value: 4 }), setting({ path: '1/', value: 2 }), setting({ path: '1/2/', value: 3 })]
    expect([on(chain, 'a.lesson', '2026-05-01')?.value, on(chain.toReversed(), 'a.lesson', '2026-05-01')?.value]).toEqual([4, 4])
  })
  test('a share takes no number, and another rule stays as it was', () => {
    expect(on([setting({ rule: 'a.half', value: 0.6 })], 'a.half', '2026-05-01')?.value).toBe(0.5)
    expect(on([setting({ value: 5 })], 'a.hard', '2026-05-01')?.value).toBe(2)
  })
})

test('a value is refused where one of the versions that stand then refuses it, and not where another rule would', () => {
  const [student, other] = [{ ...term, choices: [1, 3] }, { ...hard, scope: { line: 'league' }, value: 4 }]
  const refusal = (held: Regulation[], rule: string, value: number) => settingRefusal(held, { rule, value, from: '2026-03-01' }, '2026-03-01')
  expect([refusal([term, student], 'a.term', 5), refusal([term, student], 'a.term', 3)]).toEqual(['regulations.not-a-choice', null])
  expect([refusal([hard, other], 'a.hard', 3), refusal([hard, other], 'a.hard', 4)]).toEqual(['regulations.laxer', null])
  expect(refusal([{ ...half, id: 'a.hard' }, hard], 'a.hard', 3)).toBe('regulations.share-fixed')
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
