import { describe, expect, test } from 'vitest'
import { national, type RuleId } from '#regulations/packs/national.ts'
import { ruleOn, type HoldingRegulation } from '#regulations/rules.ts'
import { baseOf, mayAppraise, mayDecide, mayFinish, mayVote, registrationOf, type Appraised, type Voting } from '#org-life/appraisal/rules/grading.ts'
import { isShownTo, mayEnter, maySpeak, type Speaking } from '#org-life/appraisal/rules/opinions.ts'
import { stepOf, stepsFrom } from '#org-life/appraisal/rules/states.ts'
import type { Grade } from '#org-life/kinds.ts'

const rule = (id: RuleId, line: 'party' | 'league') => ruleOn(national.rules, id, { kind: `${line}.branch`, line, day: '2026-11-23' })!
const refusal = (decision: { ok: boolean; refusal?: string }) => (decision.ok ? null : decision.refusal)

describe('appraisal', () => {
  const row = (name: string, grade: Grade | null, graded = true): Appraised => ({ name, graded, excellent: 0, qualified: 10, basic: 0, unqualified: 0, grade })
  const some = (excellent: number, of: number) => Array.from({ length: of }, (_, no) => row(`第${no}人`, no < excellent ? 'excellent' : 'qualified'))
  const finish = (rows: Appraised[], ceiling: HoldingRegulation, confirmed: boolean, base: HoldingRegulation | null = null) =>
    mayFinish({ rows, ballots: 10, ceiling, base, confirmed })
  const vote = (more: Partial<Voting>): Voting => ({ ballots: 9, expected: 9, quorum: null, withoutSelf: [], order: rule('party.branch.appraisal.order', 'party'), confirmed: false, ...more })
  const party = rule('party.branch.appraisal.excellent-max', 'party')
  const league = rule('league.branch.appraisal.excellent-max', 'league')

  test('the votes on each add up to the ballots', () => {
    expect(mayAppraise(row('赵一', 'qualified'), 10).ok).toBe(true)
    expect(refusal(mayAppraise({ ...row('赵一', 'qualified'), excellent: 1 }, 10))).toBe('org-life.votes-do-not-balance')
    expect(refusal(mayAppraise({ ...row('赵一', 'qualified'), qualified: 9 }, 10))).toBe('org-life.votes-do-not-balance')
  })
  test('an 不合格 is a ballot like the others; before the count a line has none', () => {
    expect(mayAppraise({ ...row('赵一', 'qualified'), qualified: 8, unqualified: 2 }, 10)).toEqual({ ok: true, value: true })
    expect(mayAppraise({ ...row('赵一', null), qualified: 0 }, 10).ok).toBe(true)
    expect(refusal(mayAppraise({ ...row('赵一', null), qualified: 1 }, 10))).toBe('org-life.votes-do-not-balance')
  })
  test('民主评议 until 2017 knows three grades, from 2018 on four: 基本合格 is neither voted nor given before', () => {
    const grades = (day: string) => ruleOn(national.rules, 'party.branch.appraisal.grades', { kind: 'party.branch', line: 'party', day })
    const [voted, given] = [{ ...row('赵一', 'qualified'), qualified: 9, basic: 1 }, row('赵一', 'basic')]
    expect([voted, given].map((one) => refusal(mayAppraise(one, 10, grades('2017-12-31'))))).toEqual(['org-life.grade-not-then', 'org-life.grade-not-then'])
    expect([voted, given].map((one) => refusal(mayAppraise(one, 10, grades('2018-01-01'))))).toEqual([null, null])
    expect(mayAppraise(row('赵一', 'unqualified'), 10, grades('2017-12-31')).ok).toBe(true)
    expect([refusal(mayAppraise(given, 10)), grades('2017-12-31')?.article]).toEqual([null, '2018年以前的做法'])
  })
  test('before any rule of a ceiling as many may be 优秀 as are graded', () => {
    expect(mayFinish({ rows: some(5, 6), ballots: 10, ceiling: null, base: null, confirmed: false })).toEqual({ ok: true, value: { excellent: 5, most: 6 } })
  })
  test('a probationary member takes part and is given no grade', () => {
    expect(mayAppraise(row('冯', null, false), 10).ok).toBe(true)
    expect(refusal(mayAppraise(row('冯', 'qualified', false), 10))).toBe('org-life.probationary-ungraded')
    expect(finish([row('赵一', 'qualified'), row('冯', null, false)], party, false).ok).toBe(true)
  })
  test('of a party branch generally a third: four of twelve pass, five are warned of and may be confirmed (一般不超过三分之一)', () => {
    expect(finish(some(4, 12), party, false)).toEqual({ ok: true, value: { excellent: 4, most: 4 } })
    expect(refusal(finish(some(5, 12), party, false))).toBe('org-life.appraisal.warned')
    expect(finish(some(5, 12), party, true).ok).toBe(true)
  })
  test('a third is rounded down: three of eleven, four are warned of', () => {
    expect(finish(some(3, 11), party, false).ok).toBe(true)
    expect(refusal(finish(some(4, 11), party, false))).toBe('org-life.appraisal.warned')
  })
  test('of a League branch 30 % and no more, confirmed or not (中青发〔2017〕5号)', () => {
    expect(finish(some(3, 10), league, false).ok).toBe(true)
    expect(refusal(finish(some(4, 10), league, true))).toBe('org-life.too-many-excellent')
    expect(refusal(finish(some(3, 9), league, true))).toBe('org-life.too-many-excellent')
    expect(finish(some(2, 9), league, false).ok).toBe(true)
  })
  test('nobody is left without a grade', () => {
    expect(refusal(finish([row('赵一', null)], party, true))).toBe('org-life.grade-missing')
  })
  test('a League appraisal begins with more than two thirds, the party’s by its meeting (中青发〔2017〕5号)', () => {
    const quorum = rule('league.branch.appraisal.quorum', 'league')
    expect(mayVote(vote({ ballots: 7, expected: 9, quorum })).ok).toBe(true)
    expect(refusal(mayVote(vote({ ballots: 6, expected: 9, quorum })))).toBe('org-life.appraisal-no-quorum')
    expect(mayVote(vote({ ballots: 6, expected: 9 })).ok).toBe(true)
    expect(refusal(mayVote(vote({ ballots: 10, expected: 9 })))).toBe('org-life.ballots-too-many')
  })
  test('registration wants at least 基本合格', () => {
    expect([null, 'unqualified', 'basic', 'qualified', 'excellent'].map((grade) => registrationOf(grade as Grade | null))).toEqual(['deferred', 'deferred', 'registered', 'registered', 'registered'])
  })
  test('the vote comes after the self-appraisals; what was only said aloud is confirmed (个人自评、党员互评、民主测评)', () => {
    const missing = mayVote(vote({ withoutSelf: ['赵一', '钱二'] }))
    expect(missing).toMatchObject({ refusal: 'org-life.appraisal.warned' })
    expect(String(!missing.ok && missing.facts?.['warnings'])).toMatch(/2 人没有书面自评：赵一、钱二。民主评议按.*（组织生活会、民主评议党员的规定）/)
    expect(mayVote(vote({ withoutSelf: ['赵一'], confirmed: true })).ok).toBe(true)
    expect(mayVote(vote({})).ok).toBe(true)
    const many = mayVote(vote({ withoutSelf: ['一', '二', '三', '四', '五', '六'] }))
    expect(String(!many.ok && many.facts?.['warnings'])).toContain('一、二、三、四、五等。')
    const five = mayVote(vote({ withoutSelf: ['一', '二', '三', '四', '五'] }))
    expect(String(!five.ok && five.facts?.['warnings'])).toContain('一、二、三、四、五。')
  })
  test('no grade stands without the ballots on it, nor with other ballots than were returned', () => {
    expect(refusal(finish([{ ...row('赵一', 'qualified'), qualified: 0 }], party, true))).toBe('org-life.votes-missing')
    expect(refusal(finish([{ ...row('赵一', 'qualified'), qualified: 9 }], party, true))).toBe('org-life.votes-do-not-balance')
    expect(finish([{ ...row('赵一', 'qualified'), qualified: 9, basic: 1 }], party, true).ok).toBe(true)
  })
  test('whose third it is, is a setting: of twelve members, ten ballots, nine graded four, three, three', () => {
    const whole = { members: 12, ballots: 10, graded: 9 }
    const setting = rule('party.branch.appraisal.excellent-base', 'party')
    expect([1, 2, 3].map((value) => baseOf(whole, { ...setting, value }))).toEqual([12, 10, 9])
    expect([baseOf(whole, setting), baseOf(whole, null)]).toEqual([9, 9])
  })
  test('a branch without a committee proposes its grades in the meeting, on the day of the vote or later, not tomorrow', () => {
    const known = { hasCommittee: true, heldOn: '2026-11-20', today: '2026-11-23' }
    expect(mayDecide('committee', '2026-11-20', known).ok).toBe(true)
    expect(mayDecide('committee', '2026-11-23', known).ok).toBe(true)
    expect(refusal(mayDecide('committee', '2026-11-19', known))).toBe('org-life.dates-not-lawful')
    expect(refusal(mayDecide('meeting', '2026-11-24', known))).toBe('org-life.in-the-future')
    expect(refusal(mayDecide('committee', '2026-11-20', { ...known, hasCommittee: false }))).toBe('org-life.no-committee')
    expect(mayDecide('meeting', '2026-11-20', { ...known, hasCommittee: false }).ok).toBe(true)
  })
})

describe('opinions', () => {
  const said: Speaking = { way: 'named', author: 'a', about: ['b'], persons: new Set(['a', 'b', 'c']), handedOn: null }
  test('are of one who takes part on another who does', () => {
    expect(maySpeak(said).ok).toBe(true)
    expect(maySpeak({ ...said, author: null }).ok).toBe(true)
    expect(refusal(maySpeak({ ...said, about: ['b', 'x'] }))).toBe('org-life.not-a-member-then')
    expect(refusal(maySpeak({ ...said, author: 'x' }))).toBe('org-life.not-a-member-then')
    expect(refusal(maySpeak({ ...said, about: ['b', 'a'] }))).toBe('org-life.not-about-oneself')
  })
  test('slips are handed in once; named ones may be changed', () => {
    expect(maySpeak({ ...said, way: 'slip' }).ok).toBe(true)
    expect(refusal(maySpeak({ ...said, way: 'slip', handedOn: '2026-11-20' }))).toBe('org-life.slips-handed')
    expect(maySpeak({ ...said, handedOn: '2026-11-20' }).ok).toBe(true)
  })
  test('entered from paper a slip has no author and a named one has', () => {
    expect([mayEnter('named', 'a').ok, mayEnter('slip', null).ok]).toEqual([true, true])
    expect([refusal(mayEnter('named', null)), refusal(mayEnter('slip', 'a'))]).toEqual(['org-life.author-missing', 'org-life.author-on-slip'])
  })
  test('are read by the secretary at once, by whom they concern when the result stands, by nobody else', () => {
    expect((['secretary', 'subject', 'other'] as const).map((reader) => [isShownTo(reader, false), isShownTo(reader, true)])).toEqual([[true, true], [false, true], [false, false]])
  })
})

describe('the steps', () => {
  test('a party branch finishes by itself, a League branch asks its superior and then registers (中青发〔2017〕5号)', () => {
    expect([stepsFrom('counting', 'party'), stepsFrom('counting', 'league')]).toEqual([['vote', 'grade', 'finish'], ['vote', 'grade', 'submit']])
    expect([stepsFrom('finished', 'party'), stepsFrom('finished', 'league')]).toEqual([['revise'], ['register', 'revise']])
    expect(stepOf('submitted', 'approve', 'league')).toEqual({ ok: true, value: 'finished' })
    expect(refusal(stepOf('counting', 'register', 'league'))).toBe('org-life.appraisal-not-now')
  })
})
