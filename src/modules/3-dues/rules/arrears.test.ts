import { describe, expect, test } from 'vitest'
import { isAnswered, mayRecord, monthsInARow, stageOf, type Stage } from '#dues/rules/arrears.ts'

describe('months that stay unpaid', () => {
  test.each([
    [['2026-10', '2026-09', '2026-08'], 3], [['2026-10', '2026-08'], 1], [['2026-09', '2026-08'], 0], [[], 0], [['2026-10', '2026-09', '2026-11'], 2],
  ])('%o up to October are %i in a row', (months, count) => expect(monthsInARow(months, '2026-10')).toBe(count))

  const rules = { member: 1, talk: 3, deadline: 5, limit: 6 }
  test.each<[number, Stage]>([
    [0, 'none'], [1, 'member'], [2, 'member'], [3, 'talk'], [4, 'talk'], [5, 'deadline'], [6, 'meeting'], [9, 'meeting'],
  ])('after %i months the step is %s', (months, stage) => expect(stageOf(months, rules)).toBe(stage))

  test('a talk answers three months, and not six', () => {
    const steps = [{ kind: 'talk', on: '2026-08-03' }] as const
    expect([isAnswered('talk', steps, '2026-06'), isAnswered('deadline', steps, '2026-06'), isAnswered('meeting', steps, '2026-06')]).toEqual([true, false, false])
  })
  test('a talk about an older time answers nothing', () =>
    expect(isAnswered('talk', [{ kind: 'talk', on: '2026-05-31' }], '2026-06')).toBe(false))
  test('a reason that was found ends it, whatever the month', () =>
    expect(isAnswered('meeting', [{ kind: 'reason', on: '2026-06-01' }], '2026-06')).toBe(true))

  const step = { kind: 'deadline', on: '2026-11-20', until: '2026-12-20', note: '' } as const
  const known = { months: 5, today: '2026-11-23' }
  test('a deadline with its day is recorded', () => expect(mayRecord(step, known)).toEqual({ ok: true, value: true }))
  test('a step of today is recorded', () => expect(mayRecord({ ...step, on: known.today }, known).ok).toBe(true))
  test.each([
    ['dues.nothing-unpaid', step, { ...known, months: 0 }], ['dues.step-in-future', { ...step, on: '2026-11-24' }, known],
    ['dues.until-missing', { ...step, until: null }, known], ['dues.until-missing', { ...step, until: '2026-11-20' }, known],
    ['dues.note-missing', { ...step, kind: 'meeting' as const }, known],
  ] as const)('%s', (code, given, facts) => expect(mayRecord(given, facts)).toMatchObject({ refusal: code }))
})
