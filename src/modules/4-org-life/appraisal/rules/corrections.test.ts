import { describe, expect, test } from 'vitest'
import { national } from '#regulations/packs/national.ts'
import { ruleOn } from '#regulations/rules.ts'
import { mayAppraiseAgain, mayEndOn, termOf, type Term } from '#org-life/appraisal/rules/corrections.ts'

const place = { day: '2026-11-23', kind: 'league.branch', line: 'league' }
const term: Term = {
  min: ruleOn(national.rules, 'league.branch.appraisal.correction-min', place)!, max: ruleOn(national.rules, 'league.branch.appraisal.correction-max', place)!,
}
const line = { name: '蒋四', correctBy: '2027-05-23', againGrade: null }
const finishedOn = '2026-11-23'
const codeOf = (decision: { ok: boolean; refusal?: string }) => (decision.ok ? 'ok' : decision.refusal)

describe('《团员教育管理工作条例（试行）》第三十五条、第三十六条: who is 不合格 corrects it in three to six months', () => {
  test('the term ends between these days', () => {
    expect(termOf(finishedOn, term)).toEqual({ from: '2027-02-23', to: '2027-05-23' })
    expect(termOf('2026-11-30', term)).toEqual({ from: '2027-02-28', to: '2027-05-30' })
  })
  test.each([['2027-02-22', 'org-life.correction-term'], ['2027-02-23', 'ok'], ['2027-05-23', 'ok'], ['2027-05-24', 'org-life.correction-term']])(
    'a term until %s: %s', (until, code) => expect(codeOf(mayEndOn(line, until, finishedOn, term))).toBe(code))
  test.each([['2027-02-22', 'org-life.again-too-early'], ['2027-02-23', 'ok'], ['2027-06-30', 'ok'], ['2027-07-01', 'org-life.in-the-future']])(
    'appraised again on %s: %s', (on, code) => expect(codeOf(mayAppraiseAgain(line, on, { finishedOn, today: '2027-06-30', term }))).toBe(code))
  test('only who was found 不合格, and once', () => {
    const [never, done] = [{ ...line, correctBy: null }, { ...line, againGrade: 'qualified' as const }]
    expect([never, done].map((one) => codeOf(mayEndOn(one, '2027-03-01', finishedOn, term)))).toEqual(['org-life.not-correcting', 'org-life.again-already'])
    expect([never, done].map((one) => codeOf(mayAppraiseAgain(one, '2027-03-01', { finishedOn, today: '2027-06-30', term }))))
      .toEqual(['org-life.not-correcting', 'org-life.again-already'])
  })
})
