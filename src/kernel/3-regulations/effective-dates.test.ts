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

test('before October 2018 a party branch chose two years or three, since then it has three; what it chose is its own', () => {
  const term = (day: string) => on('party.branch.term', day, branch)
  expect([term('2018-09-30').choices, term('2018-10-01').choices]).toEqual([[2, 3], undefined])
  const chosen = (day: string) => ruleOn(national.rules, 'party.branch.term', { day, ...branch }, { 'party.branch.term': 2 })!.value
  expect([chosen('2018-09-30'), chosen('2018-10-01')]).toEqual([2, 3])
})

test('民主评议党员: three grades until 2017, four from 2018 on, the day known to the year only', () => {
  const grades = (day: string) => on('party.branch.appraisal.grades', day, branch)
  expect([grades('2017-12-31').value, grades('2018-01-01').value, grades('2018-01-01').dated]).toEqual([3, 4, 'year'])
})

test('党费 by 中组发〔2008〕3号 from 2008-04-01: five bands before, four after, the deciding sums are others', () => {
  const bands = (day: string) => [1, 2, 3, 4, 5].map((no) => {
    const rule = ruleOn(national.rules, `party.dues.salaried.band-${no}`, { day, ...branch })
    return rule && [rule.value, (rule.scope.amount?.to ?? Infinity) / 100]
  })
  expect(bands('2008-03-31')).toEqual([[0.5, 400], [1, 600], [1.5, 800], [2, 1500], [3, Infinity]])
  expect(bands('2008-04-01')).toEqual([[0.5, 3000], [1, 5000], [1.5, 10_000], [2, Infinity], null])
})

test('组电明字〔2017〕5号: at most 1000 yuan a month and a base fixed for the year from 2017 on; before, neither', () => {
  const held = (id: string, day: string) => ruleOn(national.rules, id, { day, ...branch })?.article ?? null
  const notice = expect.stringContaining('组电明字〔2017〕5号') as string
  expect(['party.dues.monthly-cap', 'party.dues.base-fixed'].map((id) => [held(id, '2016-12-31'), held(id, '2017-01-01')])).toEqual([[null, notice], [null, notice]])
})

test('团费 by 中青发〔2016〕13号: ten fen of a student until 2015, twenty from 2016 on; bands at 400 yuan until then, 2‰ since', () => {
  const league = (id: string, day: string) => ruleOn(national.rules, `league.dues.${id}`, { day, kind: 'league.branch', line: 'league' })?.value ?? null
  expect([league('student', '2015-12-31'), league('student', '2016-01-01')]).toEqual([0.1, 0.2])
  expect([league('salaried.band-1', '2015-12-31'), league('salaried.band-1', '2016-01-01')]).toEqual([0.5, null])
  expect([league('rate', '2015-12-31'), league('rate', '2016-01-01')]).toEqual([null, 0.2])
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

test('《发展团员工作细则》 from 2023-08-17: talk, training and lessons before it were another text’s, which nobody has seen', () => {
  const asked = (day: string) => ['talk-months', 'training-months', 'lesson-hours']
    .map((id) => ruleOn(national.rules, `league.joining.${id}`, { day, kind: 'league.branch', line: 'league' })?.value ?? null)
  expect([asked('2023-08-16'), asked('2023-08-17')]).toEqual([[null, null, null], [1, 3, 8]])
})
