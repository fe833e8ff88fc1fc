import { describe, expect, test } from 'vitest'
import { national } from '#regulations/packs/national.ts'
import { holds, ruleOn, type Place, type Regulation } from '#regulations/rules.ts'

const now = '2026-03-10'
type Row = [id: string, kind: string, day: string, more: Partial<Place>, right: number[], wrong: number[]]

/** Every rule of the pack with numbers on both sides of its limit. */
const golden: Row[] = [
  ['party.branch.members-min', 'party.branch', now, {}, [3, 50], [2]],
  ['party.branch.members-max', 'party.branch', now, {}, [50], [51]],
  ['party.branch.joint-units-max', 'party.branch', now, {}, [5], [6]],
  ['party.branch.project-months-min', 'party.branch', now, {}, [6], [5]],
  ['party.branch.committee-from', 'party.branch', now, {}, [7], [6]],
  ['party.branch.committee-min', 'party.branch', now, {}, [3], [2]],
  ['party.branch.committee-usual', 'party.branch', now, {}, [5], [6]],
  ['party.branch.committee-max', 'party.branch', now, {}, [7], [8]],
  ['party.branch.temporary.secretary-appointed', 'party.branch', now, { flags: ['temporary'] }, [1], [0, 2]],
  ['party.branch.temporary.elections', 'party.branch', now, { flags: ['temporary'] }, [0], [1]],
  ['party.branch.temporary.admissions', 'party.branch', now, { flags: ['temporary'] }, [0], [1]],
  ['party.branch.temporary.dues', 'party.branch', now, { flags: ['temporary'] }, [0], [1]],
  ['party.general-branch.members-min', 'party.general-branch', now, {}, [50], [49]],
  ['party.general-branch.members-min', 'party.general-branch', now, { sector: 'state-enterprise' }, [50], [49]],
  ['party.general-branch.members-max', 'party.general-branch', now, {}, [99], [100]],
  ['party.committee.members-min', 'party.committee', now, {}, [100], [99]],
  ['party.committee.members-min', 'party.agency-committee', now, { sector: 'state-enterprise' }, [100], [99]],
  ['party.branch.term', 'party.branch', '2018-09-30', {}, [3], [2, 4]],
  ['party.branch.term', 'party.branch', '2018-10-01', {}, [3], [2, 4]],
  ['party.branch.term', 'party.branch', '2018-10-01', { sector: 'village' }, [5], [4, 6]],
  ['party.general-branch.term', 'party.general-branch', '2018-09-30', {}, [3], [2, 4]],
  ['party.general-branch.term', 'party.general-branch', '2018-10-01', {}, [3], [2, 4]],
  ['party.general-branch.term', 'party.general-branch', '2018-10-01', { sector: 'community' }, [5], [4, 6]],
  ['party.committee.term', 'party.committee', '2018-09-30', {}, [5], [4, 6]],
  ['party.committee.term', 'party.committee', '2018-10-01', {}, [5], [4, 6]],
  ['party.local-committee.term', 'party.local-committee', now, {}, [5], [4, 6]],
  ['party.election.shift-max', 'party.branch', '2020-07-13', {}, [12], [13]],
  ['party.member.age-min', 'party.branch', now, {}, [18], [17]],
  ['league.branch.members-min', 'league.branch', now, {}, [3], [2]],
  ['league.branch.members-max', 'league.branch', now, {}, [50], [51]],
  ['league.branch.project-months-min', 'league.branch', now, {}, [6], [5]],
  ['league.branch.committee-from', 'league.branch', now, {}, [7], [6]],
  ['league.branch.committee-min', 'league.branch', now, {}, [3], [2]],
  ['league.branch.committee-usual', 'league.branch', now, {}, [5], [6]],
  ['league.branch.committee-max', 'league.branch', now, {}, [7], [8]],
  ['league.branch.temporary.secretary-appointed', 'league.branch', now, { flags: ['temporary'] }, [1], [0, 2]],
  ['league.branch.term', 'league.general-branch', '2025-01-02', {}, [3], [2, 4]],
  ['league.branch.term', 'league.branch', '2025-01-02', { flags: ['student'] }, [1], [0, 2]],
  ['league.branch.term', 'league.general-branch', '2025-01-03', {}, [3], [2, 4]],
  ['league.branch.term', 'league.branch', '2025-01-03', { flags: ['student'] }, [1], [0, 2]],
  ['league.committee.term', 'league.committee', '2025-01-02', {}, [5], [4, 6]],
  ['league.committee.term', 'league.committee', '2025-01-03', {}, [5], [4, 6]],
  ['league.local-committee.term', 'league.local-committee', now, {}, [5], [4, 6]],
  ['league.election.shift-max', 'league.branch', '2025-01-03', {}, [6], [7]],
  ['league.election.shift-max', 'league.committee', '2025-01-03', {}, [12], [13]],
  ['league.member.age-min', 'league.branch', now, {}, [14], [13]],
  ['league.member.age-below', 'league.branch', now, {}, [27], [28]],
  ['league.youth.age-max', 'league.branch', now, {}, [35], [36]],
  ['union.base.duty-from', 'union.base', now, {}, [25], [24]],
  ['union.women-committee.duty-from', 'union.base', now, {}, [10], [9]],
  ['union.base.committee-min', 'union.base', now, { members: 0 }, [1], [0]],
  ['union.base.committee-max', 'union.base', now, { members: 25 }, [1], [2]],
  ['union.base.committee-min', 'union.base', now, { members: 26 }, [3], [2]],
  ['union.base.committee-max', 'union.base', now, { members: 200 }, [7], [8]],
  ['union.base.committee-min', 'union.base', now, { members: 201 }, [7], [6]],
  ['union.base.committee-max', 'union.base', now, { members: 1000 }, [15], [16]],
  ['union.base.committee-min', 'union.base', now, { members: 1001 }, [15], [14]],
  ['union.base.committee-max', 'union.base', now, { members: 5000 }, [21], [22]],
  ['union.base.committee-min', 'union.base', now, { members: 5001 }, [21], [20]],
  ['union.base.committee-max', 'union.base', now, { members: 10_000 }, [29], [30]],
  ['union.base.committee-max', 'union.base', now, { members: 10_001 }, [37], [38]],
  ['union.base.term', 'union.base', now, {}, [3], [2, 4]],
  ['union.federation.term', 'union.federation', now, {}, [5], [4, 6]],
  ['pioneers.member.age-min', 'pioneers.company', now, {}, [6], [5]],
  ['pioneers.member.age-below', 'pioneers.company', now, {}, [13], [14]],
  ['pioneers.squad.members-min', 'pioneers.squad', now, {}, [5], [4]],
  ['pioneers.squad.members-max', 'pioneers.squad', now, {}, [13], [14]],
  ['pioneers.brigade.term', 'pioneers.brigade', now, {}, [12], [11, 13]],
  ['pioneers.working-committee.term', 'pioneers.working-committee', now, {}, [5], [4, 6]],
  ['women.federation.term', 'women.federation', now, {}, [5], [4, 6]],
  ['women.committee.term', 'women.committee', now, {}, [5], [4, 6]],
  ['party.transfer.answer-days', 'party.branch', now, {}, [30], [31]],
  ['party.transfer.letter-months', 'party.branch', now, {}, [3], [4]],
  ['league.transfer.answer-days', 'league.branch', now, {}, [10], [11]],
  ['league.transfer.letter-months', 'league.branch', now, {}, [3], [4]],
  ['union.transfer.answer-days', 'union.base', now, {}, [30], [31]],
  ['pioneers.transfer.answer-days', 'pioneers.company', now, {}, [30], [31]],
  ['privacy.unmask.reason-words', 'party.branch', now, {}, [4], [3]],
  ['privacy.correction.answer-days', 'party.branch', now, {}, [30], [31]],
  ['coverage.league.joint-from', 'league.branch', now, {}, [1], [0]],
  ['coverage.league.young-from', 'league.branch', now, {}, [1], [0]],
  ['coverage.union.staff-from', 'union.base', now, {}, [25], [24]],
  ['coverage.league.facts', 'league.branch', now, {}, [0], [1]],
  ['coverage.party.facts', 'party.branch', now, {}, [0], [1]],
  ['coverage.union.facts', 'union.base', now, {}, [0], [1]],
  ['coverage.league.reachable-min', 'league.branch', now, {}, [1], [0]],
  ['coverage.league.officer-min', 'league.branch', now, {}, [1], [0]],
  ['coverage.party.reachable-min', 'party.branch', now, {}, [1], [0]],
  ['coverage.party.officer-min', 'party.branch', now, {}, [1], [0]],
]

const selected = ([id, kind, day, more]: Row): Regulation | null =>
  ruleOn(national.rules, id, { kind, line: kind.split('.')[0]!, day, ...more })
const named = golden.map((row) => [`${selected(row)?.article} ${row[0]} of ${row[1]} on ${row[2]}`, row] as const)

describe('both sides of every limit', () => {
  test.each(named)('%s', (_, row) => {
    const rule = selected(row)!
    expect(row[4].map((number) => holds(rule, number))).toEqual(row[4].map(() => true))
    expect(row[5].map((number) => holds(rule, number))).toEqual(row[5].map(() => false))
  })

  test('the table leaves no rule of the pack out', () => {
    const covered = new Set(golden.map(selected))
    expect(national.rules.filter((rule) => !covered.has(rule)).map((rule) => [rule.id, rule.scope])).toEqual([])
  })
})
