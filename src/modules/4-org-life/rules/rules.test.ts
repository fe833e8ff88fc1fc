import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { national } from '#regulations/packs/national.ts'
import { ruleOn } from '#regulations/rules.ts'
import type { RuleId } from '#regulations/packs/national.ts'
import type { Mark, MeetingKindCode } from '#org-life/kinds.ts'
import { count, isQuorate, mayClose, mayHold, quorumOf, type Attendee } from '#org-life/rules/attendance.ts'
import { minutesOf } from '#org-life/rules/minutes.ts'
import { proposeMonth } from '#org-life/rules/propose.ts'
import { isLate, maySession } from '#org-life/rules/sessions.ts'
import { meetingSteps, stepOf, stepsFrom } from '#org-life/rules/states.ts'
import { mayOpenVote, tally, voteRules } from '#org-life/rules/votes.ts'

const rule = (id: RuleId, line: 'party' | 'league', day = '2026-03-05') => ruleOn(national.rules, id, { kind: `${line}.branch`, line, day })!
const roll = (entitled: number, there: number, probationary = 0): Attendee[] => [
  ...Array.from({ length: entitled }, (_, i): Attendee => ({ entitled: true, mark: i < there ? 'present' : 'leave' })),
  ...Array.from({ length: probationary }, (): Attendee => ({ entitled: false, mark: 'present' })),
]
const refusal = (decision: { ok: boolean; refusal?: string }) => (decision.ok ? null : decision.refusal)

describe('who counts', () => {
  const quorum = rule('party.branch.members-meeting.quorum', 'party')
  test.each([
    [10, 5, true], [10, 4, false], [11, 6, true], [11, 5, false], [1, 1, true], [40, 20, true], [40, 19, false],
  ])('a members’ meeting of %i with a vote and %i of them there (第十一条：半数以上)', (entitled, there, met) => {
    expect(isQuorate([quorum], count(roll(entitled, there)))).toBe(met)
  })
  test('probationary members are there without a vote and fill no quorum (第十一条)', () => {
    const counted = count(roll(10, 4, 6))
    expect(counted).toEqual({ expected: 16, entitled: 10, present: 10, presentEntitled: 4, leave: 6, absent: 0 })
    expect(isQuorate([quorum], counted)).toBe(false)
  })
  test('whoever takes part from afar is there', () => {
    expect(count([{ entitled: true, mark: 'online' }]).presentEntitled).toBe(1)
  })
  test.each([[10, 6, true], [10, 5, false], [11, 6, true]])(
    'a League members’ meeting of %i with %i there (中青发〔2017〕5号：超过半数)', (entitled, there, met) => {
      expect(isQuorate([rule('league.branch.members-meeting.quorum', 'league')], count(roll(entitled, there)))).toBe(met)
    })
  test.each([[9, 7, true], [9, 6, false], [10, 7, true]])(
    'a League appraisal of %i with %i there (中青发〔2017〕5号：超过三分之二)', (entitled, there, met) => {
      expect(isQuorate([rule('league.branch.appraisal.quorum', 'league')], count(roll(entitled, there)))).toBe(met)
    })
  test('of several kinds in one session the strictest quorum is told', () => {
    const rules = [rule('league.branch.members-meeting.quorum', 'league'), rule('league.branch.appraisal.quorum', 'league')]
    expect(quorumOf(rules, 9)).toMatchObject({ needed: 7, rule: { id: 'league.branch.appraisal.quorum' } })
    expect(quorumOf([], 9)).toBeNull()
  })
})

describe('a record is whole', () => {
  const closing = {
    on: '2026-03-05', today: '2026-03-05', roll: roll(10, 5), matters: [{ title: '学习', record: '', vote: 'none' }], chair: 'a', recorder: 'b',
    quorum: [rule('party.branch.members-meeting.quorum', 'party')],
  }
  test('on the day itself it may be closed, the day before it may not', () => {
    expect(mayClose(closing).ok).toBe(true)
    expect(refusal(mayClose({ ...closing, today: '2026-03-04' }))).toBe('org-life.in-the-future')
    expect(mayHold('2026-03-05', '2026-03-05').ok).toBe(true)
  })
  test.each([
    ['with somebody not marked', { roll: [...roll(9, 9), { entitled: true, mark: null }] }, 'org-life.roll-missing'],
    ['with an empty roll', { roll: [] }, 'org-life.roll-missing'],
    ['with nobody there', { roll: roll(10, 0), quorum: [] }, 'org-life.nobody-there'],
    ['without a quorum (第十一条)', { roll: roll(10, 4) }, 'org-life.no-quorum'],
    ['with nothing dealt with', { matters: [] }, 'org-life.nothing-dealt'],
    ['with a vote not counted', { matters: [{ title: '预算', record: '', vote: 'open' }] }, 'org-life.vote-open'],
    ['without a recorder', { recorder: null }, 'org-life.nobody-signs'],
    ['without a chair', { chair: null }, 'org-life.nobody-signs'],
    ['recorded and chaired by one person', { recorder: 'a' }, 'org-life.same-signer'],
  ])('%s it is not closed', (_, change, code) => {
    expect(refusal(mayClose({ ...closing, ...(change as object) }))).toBe(code)
  })
  test('where no rule asks for a quorum, one who is there is enough', () => {
    expect(mayClose({ ...closing, roll: roll(10, 1), quorum: [] }).ok).toBe(true)
  })
})

describe('votes', () => {
  const majority = rule('party.branch.members-meeting.majority', 'party')
  const opening = { quorum: rule('party.branch.members-meeting.quorum', 'party'), majority, counted: count(roll(10, 5)), written: 0, takesWritten: false }
  test('open with half of those entitled there, not with one less (第十一条)', () => {
    expect(mayOpenVote(opening)).toEqual({ ok: true, value: { base: 10, present: 5, needed: 6, written: 0 } })
    expect(refusal(mayOpenVote({ ...opening, counted: count(roll(10, 4)) }))).toBe('org-life.no-quorum')
  })
  test('pass with more than half of all who should be there, not of those who are (第十一条)', () => {
    const opened = { base: 10, present: 8, needed: 6, written: 0 }
    expect(tally(opened, { for: 6, against: 2, abstain: 0 }, majority)).toEqual({ ok: true, value: { passed: true } })
    expect(tally(opened, { for: 5, against: 2, abstain: 1 }, majority)).toEqual({ ok: true, value: { passed: false } })
  })
  test('counts that do not balance are refused, one too many and one too few', () => {
    const opened = { base: 10, present: 8, needed: 6, written: 0 }
    expect(refusal(tally(opened, { for: 8, against: 1, abstain: 0 }, majority))).toBe('org-life.votes-do-not-balance')
    expect(refusal(tally(opened, { for: 7, against: 0, abstain: 0 }, majority))).toBe('org-life.votes-do-not-balance')
  })
  test('an admission needs more than half there, and a written opinion counts as a vote (发展党员工作的规定)', () => {
    const admission = { ...opening, quorum: rule('party.branch.admission.quorum', 'party'), majority: rule('party.branch.admission.majority', 'party'), takesWritten: true }
    expect(refusal(mayOpenVote(admission))).toBe('org-life.no-quorum')
    expect(mayOpenVote({ ...admission, counted: count(roll(10, 6)), written: 2 })).toEqual({ ok: true, value: { base: 10, present: 6, needed: 6, written: 2 } })
    expect(tally({ base: 10, present: 5, needed: 6, written: 1 }, { for: 6, against: 0, abstain: 0 }, admission.majority)).toEqual({ ok: true, value: { passed: true } })
    expect(refusal(mayOpenVote({ ...admission, counted: count(roll(10, 6)), written: 5 }))).toBe('org-life.written-too-many')
    expect(mayOpenVote({ ...admission, counted: count(roll(10, 6)), written: 4 }).ok).toBe(true)
  })
  test('an ordinary matter takes no opinion in writing', () => {
    expect(refusal(mayOpenVote({ ...opening, written: 1 }))).toBe('org-life.written-not-counted')
  })
  test('which rules a matter follows, and where nothing is decided', () => {
    expect(voteRules(['members-meeting', 'lesson'], 'decide')?.majority).toBe('party.branch.members-meeting.majority')
    expect(voteRules(['committee-meeting'], 'decide')?.quorum).toBe('party.branch.committee-meeting.quorum')
    expect(voteRules(['members-meeting'], 'admission')?.quorum).toBe('party.branch.admission.quorum')
    expect(voteRules(['league-members-meeting'], 'recommend')?.majority).toBe('league.branch.recommend.majority')
    expect(voteRules(['committee-meeting'], 'admission')).toBeNull()
    expect(voteRules(['members-meeting'], 'recommend')).toBeNull()
    expect(voteRules(['group-meeting'], 'decide')).toBeNull()
    expect(voteRules(['party-day'], 'decide')).toBeNull()
    expect(voteRules(['members-meeting'], 'study')).toBeNull()
  })
  test('whatever the numbers: who passes has more than half of the base, and ballots never exceed those who may vote', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 60 }), fc.nat(60), fc.nat(60), (entitled, there, yes, no) => {
      const counted = count(roll(entitled, Math.min(there, entitled)))
      const opened = mayOpenVote({ ...opening, counted })
      if (!opened.ok) return counted.presentEntitled * 2 < entitled
      const abstain = opened.value.present - yes - no
      const told = tally(opened.value, { for: yes, against: no, abstain: Math.max(0, abstain) }, majority)
      return told.ok ? abstain >= 0 && told.value.passed === (yes * 2 > entitled) : abstain < 0
    }))
  })
})

describe('sessions', () => {
  test('a lesson fits into a members’ meeting, the committee does not', () => {
    expect(maySession(['members-meeting', 'lesson', 'party-day'], 'party', false).ok).toBe(true)
    expect(refusal(maySession(['members-meeting', 'committee-meeting'], 'party', false))).toBe('org-life.not-joint')
    expect(refusal(maySession(['league-lesson'], 'party', false))).toBe('org-life.other-line')
    expect(refusal(maySession(['group-meeting'], 'party', false))).toBe('org-life.group-missing')
    expect(maySession(['group-meeting'], 'party', true).ok).toBe(true)
  })
  test('a session of two lines is refused, and one that fits says so', () => {
    expect(refusal(maySession(['party-day', 'league-lesson'], 'party', false))).toBe('org-life.other-line')
    expect(maySession(['party-day'], 'party', false)).toEqual({ ok: true, value: true })
  })
  test('a record is late when it was planned afterwards, or closed after the days given', () => {
    const held = { occurredOn: '2026-03-05', enteredOn: '2026-03-01', closedOn: '2026-03-12' }
    expect(isLate(held, 7)).toBe(false)
    expect(isLate({ ...held, closedOn: '2026-03-13' }, 7)).toBe(true)
    expect(isLate({ ...held, enteredOn: '2026-03-05' }, 7)).toBe(false)
    expect(isLate({ ...held, enteredOn: '2026-03-06' }, 7)).toBe(true)
    expect(isLate({ ...held, occurredOn: null }, 7)).toBe(false)
  })
})

describe('the month proposed', () => {
  const owing = (kind: MeetingKindCode, left = 1) => ({ kind, to: '2026-04-01', left })
  test('members’ meeting, theme day and lesson share one evening; the committee meets before them', () => {
    const proposed = proposeMonth([owing('members-meeting'), owing('committee-meeting'), owing('lesson'), owing('party-day')], '2026-03-01', {}, '2026-03-01')
    expect(proposed).toEqual([
      { kinds: ['committee-meeting'], on: '2026-03-04' },
      { kinds: ['members-meeting', 'party-day', 'lesson'], on: '2026-03-13' },
    ])
  })
  test('they come in the order of their days, whatever is owed first; one kind owed twice is proposed', () => {
    const days = (...kinds: MeetingKindCode[]) => proposeMonth(kinds.map((kind) => owing(kind, 2)), '2026-03-01', {}, '2026-03-01').map(({ kinds: [kind], on }) => [kind, on])
    const wanted = [['committee-meeting', '2026-03-04'], ['members-meeting', '2026-03-13'], ['group-meeting', '2026-03-13']]
    expect([days('members-meeting', 'committee-meeting', 'group-meeting'), days('group-meeting', 'committee-meeting', 'members-meeting')]).toEqual([wanted, wanted])
  })
  test('party and League keep evenings of their own', () => {
    expect(proposeMonth([owing('members-meeting'), owing('league-members-meeting'), owing('league-lesson')], '2026-03-01', {}, '2026-03-01').map(({ kinds }) => kinds))
      .toEqual([['members-meeting'], ['league-members-meeting', 'league-lesson']])
  })
  test('where the first Friday is the first or second of the month, the committee meets on it', () => {
    const committee = (month: string) => proposeMonth([owing('committee-meeting')], month, {}, month)[0]!.on
    expect([committee('2026-05-01'), committee('2026-10-01'), committee('2026-07-01')]).toEqual(['2026-05-01', '2026-10-02', '2026-07-01'])
  })
  test('the second Monday stays the second Monday, the last day of a week its week', () => {
    const like = (last: string, month: string) => proposeMonth([owing('party-day')], month, { 'party-day': last }, month)[0]!.on
    expect([like('2026-02-09', '2026-03-01'), like('2026-01-07', '2026-04-01'), like('2026-01-14', '2026-04-01'), like('2026-01-08', '2026-04-01')])
      .toEqual(['2026-03-09', '2026-04-01', '2026-04-08', '2026-04-09'])
  })
  test('on a Sunday gone by to the Monday, today itself stands', () => {
    expect(proposeMonth([owing('party-day')], '2026-03-01', {}, '2026-03-15')[0]!.on).toBe('2026-03-16')
    expect(proposeMonth([owing('party-day')], '2026-03-01', { 'party-day': '2026-02-14' }, '2026-03-14')[0]!.on).toBe('2026-03-14')
  })
  test('what is settled or planned is not proposed again', () => {
    expect(proposeMonth([owing('party-day', 0), owing('committee-meeting', -1)], '2026-03-01', {}, '2026-03-01')).toEqual([])
  })
  test('the same weekday of the month as last time, and never a day gone by', () => {
    expect(proposeMonth([owing('party-day')], '2026-03-01', { 'party-day': '2026-02-12' }, '2026-03-01')[0]!.on).toBe('2026-03-12')
    expect(proposeMonth([owing('party-day')], '2026-03-01', { 'party-day': '2026-02-12' }, '2026-03-20')[0]!.on).toBe('2026-03-20')
    expect(proposeMonth([owing('party-day')], '2026-02-01', { 'party-day': '2026-01-30' }, '2026-02-01')[0]!.on).toBe('2026-02-27')
  })
  test('never on a weekend nobody chose', () => {
    expect(proposeMonth([owing('party-day')], '2026-03-01', {}, '2026-03-14')[0]!.on).toBe('2026-03-16')
    expect(proposeMonth([owing('party-day')], '2026-03-01', { 'party-day': '2026-02-14' }, '2026-03-01')[0]!.on).toBe('2026-03-14')
  })
  test('every day proposed lies in the month, or is today where the month is nearly over', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 28 }), (months, habit, today) => {
      const month = new Date(Date.UTC(2024, months, 1)).toISOString().slice(0, 10)
      const day = (n: number) => `${month.slice(0, 8)}${String(n).padStart(2, '0')}`
      const [one] = proposeMonth([owing('party-day')], month, { 'party-day': `2023-05-${String(habit).padStart(2, '0')}` }, day(today))
      return one!.on >= day(today) && (one!.on.slice(0, 7) === month.slice(0, 7) || today > 26)
    }))
  })
})

describe('the life of a record', () => {
  test('a locked record leads only to a revision, a cancelled one nowhere', () => {
    expect(stepsFrom('locked')).toEqual(['revise'])
    expect(stepsFrom('cancelled')).toEqual([])
    expect(refusal(stepOf('locked', 'close'))).toBe('org-life.locked')
    expect(refusal(stepOf('planned', 'sign'))).toBe('org-life.not-now')
  })
  test('nothing is locked without the recorder before the chair, on any path', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...meetingSteps.map(({ act }) => act)), { maxLength: 40 }), (acts) => {
      let [state, signed] = ['planned' as Parameters<typeof stepOf>[0], false]
      for (const act of acts) {
        const next = stepOf(state, act)
        if (!next.ok) continue
        if (act === 'sign') signed = true
        if (act === 'reopen' || act === 'revise') signed = false
        state = next.value
        if (state === 'locked' && !signed) return false
      }
      return true
    }))
  })
})

describe('minutes', () => {
  const of = {
    kinds: ['members-meeting', 'lesson'], organisation: '青石社区党支部', occurredOn: '2026-03-05', plannedOn: '2026-03-05', starts: '19:00', place: null, chair: '赵一',
    recorder: '钱二', guests: '', topic: '', oath: null,
    roll: [
      { name: '赵一', entitled: true, mark: 'present' as Mark, reasonWords: '' }, { name: '孙三', entitled: true, mark: 'leave' as Mark, reasonWords: '病假' },
      { name: '李四', entitled: true, mark: 'absent' as Mark, reasonWords: '' },
    ],
    matters: [
      { kind: 'decide' as const, title: '党费使用', record: '听取汇报。', base: 3, present: 2, written: 0, votes: { for: 2, against: 0, abstain: 0 }, passed: true },
    ],
  }
  test('say who was away and why, what was voted on which base, and leave blanks blank', () => {
    const told = minutesOf(of)
    expect(told[0]).toBe('青石社区党支部党员大会、党课')
    expect(told[1]).toBe('时间：2026-03-05 19:00　地点：　主持：赵一　记录：钱二')
    expect(told).toContain('请假 1 人：孙三（病假）。')
    expect(told).toContain('缺席 1 人：李四。')
    expect(told.at(-1)).toBe('一、表决事项：党费使用\n听取汇报。\n应到会有表决权 3 人，实到 2 人。表决：赞成 2 票，反对 0 票，弃权 0 票，通过。')
  })
  test('name the oath that was sworn', () => {
    expect(minutesOf({ ...of, oath: '入党誓词' })).toContain('宣誓：《入党誓词》')
  })
})
