import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { national, type RuleId } from '#regulations/packs/national.ts'
import { ruleOn } from '#regulations/rules.ts'
import type { LeaveReason, Mark } from '#org-life/kinds.ts'
import { absenceOf, monthsBetween, stageOf } from '#org-life/rules/absence.ts'

const rule = (id: RuleId, line: 'party' | 'league') => ruleOn(national.rules, id, { kind: `${line}.branch`, line, day: '2026-11-23' })!
const never = () => false

describe('the absence clock', () => {
  const at = (day: string, mark: Mark, reason: LeaveReason | null = null) => ({ day, mark, reason })
  const rules = { member: rule('org-life.absence.member-told', 'party'), secretary: rule('org-life.absence.secretary-told', 'party'), limit: rule('party.member.absence-months', 'party') }

  test('runs from the first meeting missed to the last one, not to today: no meeting, no absence', () => {
    expect(absenceOf([at('2026-05-10', 'absent'), at('2026-08-10', 'absent')], never)).toEqual({ since: '2026-05-10', until: '2026-08-10', months: 3 })
    expect(absenceOf([at('2026-05-10', 'absent')], never)).toMatchObject({ months: 0 })
  })
  test.each([['present', null], ['online', null], ['leave', 'ill'], ['leave', 'duty']] as const)('%s (%s) begins it anew', (mark, reason) => {
    expect(absenceOf([at('2026-05-10', 'absent'), at('2026-06-10', mark, reason), at('2026-08-10', 'absent')], never)).toMatchObject({ since: '2026-08-10', months: 0 })
    expect(absenceOf([at('2026-05-10', 'absent'), at('2026-06-10', mark, reason)], never)).toBeNull()
  })
  test('long leave for illness, birth, old age or work elsewhere suspends it', () => {
    const marks = [at('2026-05-10', 'absent'), at('2026-06-10', 'absent'), at('2026-08-10', 'absent')]
    expect(absenceOf(marks, (day) => day >= '2026-05-01' && day <= '2026-07-01')).toMatchObject({ since: '2026-08-10' })
  })
  test.each([
    [1, 'none'], [2, 'member'], [3, 'secretary'], [5, 'secretary'], [6, 'reached'], [9, 'reached'],
  ] as const)('after %i months: %s (本人先知；第九条：六个月)', (months, stage) => {
    expect(stageOf({ since: '2026-01-01', until: '2026-12-01', months }, rules)).toBe(stage)
  })
  test('six months are complete on the day, not the day before (《中国共产党章程》第九条)', () => {
    expect(monthsBetween('2026-02-15', '2026-08-15')).toBe(6)
    expect(monthsBetween('2026-02-15', '2026-08-14')).toBe(5)
    expect(monthsBetween('2026-01-31', '2026-02-28')).toBe(1)
  })
  test('whoever took part last has no clock, whatever was before', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom<Mark>('present', 'online', 'leave', 'absent'), { maxLength: 30 }), (marks) => {
      const attended = marks.map((mark, no) => at(`2026-${String(1 + Math.floor(no / 28)).padStart(2, '0')}-${String(1 + (no % 28)).padStart(2, '0')}`, mark))
      return marks.at(-1) === 'absent' ? absenceOf(attended, never) !== null : absenceOf(attended, never) === null
    }))
  })
})
