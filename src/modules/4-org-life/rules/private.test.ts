import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { national, type RuleId } from '#regulations/packs/national.ts'
import { ruleOn } from '#regulations/rules.ts'
import type { Grade, LeaveReason, Mark } from '#org-life/kinds.ts'
import { absenceOf, monthsBetween, stageOf } from '#org-life/rules/absence.ts'
import { mayAppraise, mayBegin, mayFinish, registrationOf, type Appraised } from '#org-life/rules/appraisal.ts'

const rule = (id: RuleId, line: 'party' | 'league') => ruleOn(national.rules, id, { kind: `${line}.branch`, line, day: '2026-11-23' })!
const refusal = (decision: { ok: boolean; refusal?: string }) => (decision.ok ? null : decision.refusal)
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

describe('appraisal', () => {
  const row = (name: string, grade: Grade | null, graded = true): Appraised => ({ name, graded, excellent: 0, qualified: 10, basic: 0, unqualified: 0, grade })
  const some = (excellent: number, of: number) => Array.from({ length: of }, (_, no) => row(`第${no}人`, no < excellent ? 'excellent' : 'qualified'))
  const party = rule('party.branch.appraisal.excellent-max', 'party')
  const league = rule('league.branch.appraisal.excellent-max', 'league')

  test('the votes on each add up to the ballots', () => {
    expect(mayAppraise(row('赵一', 'qualified'), 10).ok).toBe(true)
    expect(refusal(mayAppraise({ ...row('赵一', 'qualified'), excellent: 1 }, 10))).toBe('org-life.votes-do-not-balance')
    expect(refusal(mayAppraise({ ...row('赵一', 'qualified'), qualified: 9 }, 10))).toBe('org-life.votes-do-not-balance')
  })
  test('a probationary member takes part and is given no grade', () => {
    expect(mayAppraise(row('冯', null, false), 10).ok).toBe(true)
    expect(refusal(mayAppraise(row('冯', 'qualified', false), 10))).toBe('org-life.probationary-ungraded')
    expect(mayFinish([row('赵一', 'qualified'), row('冯', null, false)], party, false).ok).toBe(true)
  })
  test('of a party branch generally a third: four of twelve pass, five are warned of and may be confirmed (一般不超过三分之一)', () => {
    expect(mayFinish(some(4, 12), party, false)).toEqual({ ok: true, value: { excellent: 4, most: 4 } })
    expect(refusal(mayFinish(some(5, 12), party, false))).toBe('org-life.appraisal.warned')
    expect(mayFinish(some(5, 12), party, true).ok).toBe(true)
  })
  test('a third is rounded down: three of eleven, four are warned of', () => {
    expect(mayFinish(some(3, 11), party, false).ok).toBe(true)
    expect(refusal(mayFinish(some(4, 11), party, false))).toBe('org-life.appraisal.warned')
  })
  test('of a League branch 30 % and no more, confirmed or not (中青发〔2017〕5号)', () => {
    expect(mayFinish(some(3, 10), league, false).ok).toBe(true)
    expect(refusal(mayFinish(some(4, 10), league, true))).toBe('org-life.too-many-excellent')
    expect(refusal(mayFinish(some(3, 9), league, true))).toBe('org-life.too-many-excellent')
    expect(mayFinish(some(2, 9), league, false).ok).toBe(true)
  })
  test('nobody is left without a grade', () => {
    expect(refusal(mayFinish([row('赵一', null)], party, true))).toBe('org-life.grade-missing')
  })
  test('a League appraisal begins with more than two thirds, the party’s by its meeting (中青发〔2017〕5号)', () => {
    const quorum = rule('league.branch.appraisal.quorum', 'league')
    expect(mayBegin(7, 9, quorum).ok).toBe(true)
    expect(refusal(mayBegin(6, 9, quorum))).toBe('org-life.appraisal-no-quorum')
    expect(mayBegin(6, 9, null).ok).toBe(true)
    expect(refusal(mayBegin(10, 9, null))).toBe('org-life.ballots-too-many')
  })
  test('registration wants at least 基本合格', () => {
    expect([null, 'unqualified', 'basic', 'qualified', 'excellent'].map((grade) => registrationOf(grade as Grade | null))).toEqual(['deferred', 'deferred', 'registered', 'registered', 'registered'])
  })
})
