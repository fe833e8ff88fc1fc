import { expect, test } from 'vitest'
import { national } from '#regulations/packs/national.ts'
import { countFor, holdsShare, ruleOn, type Place } from '#regulations/rules.ts'

const on = (id: string, day: string, more: Partial<Place> = {}) => ruleOn(national.rules, id, { day, kind: id.split('.').slice(0, 2).join('.'), line: id.split('.')[0]!, ...more })!
const branch = { kind: 'party.branch', line: 'party' } as const

/** The day before a new rule and its first day: what was begun under the old one is judged by it for ever. */
test('《中国共产党基层组织选举工作条例》 from 2020-07-13: four fifths of those who should attend are enough, exactly', () => {
  const quorum = (day: string) => on('party.election.quorum', day, branch)
  expect([quorum('2020-07-12').article, quorum('2020-07-13').article]).toEqual(['1990年《中国共产党基层组织选举工作暂行条例》', '《中国共产党基层组织选举工作条例》'])
  expect([holdsShare(quorum('2020-07-13'), 4, 5), holdsShare(quorum('2020-07-13'), 39, 50)]).toEqual([true, false])
})

test('elected by more than half: of those present until 2020-07-12, of those who should attend from 2020-07-13 on', () => {
  const elected = (day: string) => on('party.election.elected', day, branch)
  expect([elected('2020-07-12').base, elected('2020-07-13').base]).toEqual(['实到会有选举权的党员', '应到会有选举权的党员'])
  // twenty should attend, sixteen do: nine votes were enough, eleven are needed
  expect([countFor(elected('2020-07-12'), 16), countFor(elected('2020-07-13'), 20)]).toEqual([9, 11])
})

test('a party branch in a village has five years, any other three, since the rules of 2018', () => {
  const term = (sector: string | null) => on('party.branch.term', '2026-01-01', { ...branch, sector }).value
  expect([term(null), term('village')]).toEqual([3, 5])
})

test('a League branch: three years, of pupils one, by the rules of 2025-01-03; a term begun before keeps its own', () => {
  const term = (day: string, flags: string[] = []) => on('league.branch.term', day, { kind: 'league.branch', line: 'league', flags })
  expect([term('2025-01-03').value, term('2025-01-03', ['student']).value]).toEqual([3, 1])
  expect(term('2025-01-02').article).not.toBe(term('2025-01-03').article)
})

test('三会一课 is asked by 《中国共产党支部工作条例（试行）》 from October 2018 and not before', () => {
  const asked = (day: string) => ruleOn(national.rules, 'party.branch.members-meeting', { day, ...branch })
  expect([asked('2018-09-30'), asked('2018-10-01')?.every]).toEqual([null, 'quarter'])
})
