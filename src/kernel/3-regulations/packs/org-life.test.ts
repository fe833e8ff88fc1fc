import { describe, expect, test } from 'vitest'
import { national } from '#regulations/packs/national.ts'
import { countFor, holdsShare, ruleOn, type Place } from '#regulations/rules.ts'
import { sentenceOf } from '#regulations/words.ts'

const rule = (id: string, day = '2026-03-10', flags: string[] = []) => {
  const place: Place = { kind: id.startsWith('league') ? 'league.branch' : 'party.branch', line: id.split('.')[0]!, day, flags }
  return ruleOn(national.rules, id, place)
}

describe('shares are counted in whole people', () => {
  test.each([
    ['《中国共产党支部工作条例（试行）》第十一条 quorum', 'party.branch.members-meeting.quorum', 10, 5, 4],
    ['《中国共产党支部工作条例（试行）》第十一条 quorum of an odd number', 'party.branch.members-meeting.quorum', 11, 6, 5],
    ['《中国共产党支部工作条例（试行）》第十一条 majority', 'party.branch.members-meeting.majority', 10, 6, 5],
    ['《中国共产党基层组织选举工作条例》 quorum', 'party.election.quorum', 10, 8, 7],
    ['《中国共产党基层组织选举工作条例》 quorum of eleven', 'party.election.quorum', 11, 9, 8],
    ['中青发〔2017〕5号 appraisal', 'league.branch.appraisal.quorum', 9, 7, 6],
  ])('%s', (_, id, whole, enough, short) => {
    expect(holdsShare(rule(id)!, enough, whole)).toBe(true)
    expect(holdsShare(rule(id)!, short, whole)).toBe(false)
    expect(countFor(rule(id)!, whole)).toBe(enough)
  })
  test.each([[9, 3], [10, 3], [11, 3], [12, 4], [2, 0]])('of %i members at most %i are graded 优秀', (whole, most) => {
    const max = rule('party.branch.appraisal.excellent-max')!
    expect(countFor(max, whole)).toBe(most)
    expect([holdsShare(max, most, whole), holdsShare(max, most + 1, whole)]).toEqual([true, false])
  })
  test('30 % of ten are three, of nine two', () => {
    expect([10, 9].map((whole) => countFor(rule('league.branch.appraisal.excellent-max')!, whole))).toEqual([3, 2])
  })
})

test('before 2020-07-13 whoever had more than half of those present was elected, since then of those who should attend', () => {
  expect(rule('party.election.elected', '2020-07-12')!.base).toContain('实到')
  expect(rule('party.election.elected', '2020-07-13')!.base).toContain('应到')
})

test('a small branch owes no committee meeting, a temporary one elects and admits nobody', () => {
  expect(rule('party.branch.committee-meeting')).toBeNull()
  expect(rule('party.branch.committee-meeting', '2026-03-10', ['with-committee'])!.every).toBe('month')
  expect(rule('party.election.quorum', '2026-03-10', ['temporary'])).toBeNull()
  expect(rule('party.branch.members-meeting', '2026-03-10', ['temporary'])!.every).toBe('quarter')
})

test('shares are told in words', () => {
  expect(sentenceOf(rule('party.branch.members-meeting.quorum')!)).toBe('支部党员大会须有半数以上有表决权的党员到会方可进行')
  expect(sentenceOf(rule('party.election.quorum')!)).toContain('五分之四')
  expect(sentenceOf(rule('league.branch.appraisal.excellent-max')!)).toContain('30%')
})
