import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, isDay } from '#base/day.ts'
import { national } from '#regulations/packs/national.ts'
import { kindCodes, kindOf, type Flags, type KindCode } from '#organisations/kinds.ts'
import { mayBeginTerm, termDue, type TermPlace } from '#organisations/rules/terms.ts'

const dueOf = (kind: KindCode, started: string, flags: Flags = {}, place: TermPlace = {}) =>
  termDue(kind, flags, started, national.rules, place)

describe('when the next election is due', () => {
  test.each<[string, KindCode, Flags, TermPlace, string, string]>([
    ['《中国共产党支部工作条例（试行）》 a branch after 3 years', 'party.branch', {}, {}, '2024-05-06', '2027-05-06'],
    ['《中国共产党支部工作条例（试行）》 a village branch after 5',
      'party.branch', {}, { sector: 'village' }, '2024-05-06', '2029-05-06'],
    ['《中国共产党支部工作条例（试行）》 a community branch after 5',
      'party.branch', {}, { sector: 'community' }, '2024-05-06', '2029-05-06'],
    ['before 2018-10 a village branch too after 3',
      'party.branch', {}, { sector: 'village' }, '2018-09-30', '2021-09-30'],
    ['before 2018-10 a branch that had chosen 2',
      'party.branch', {}, { local: { 'party.branch.term': 2 } }, '2018-09-30', '2020-09-30'],
    ['since 2018-10 nobody chooses 2',
      'party.branch', {}, { local: { 'party.branch.term': 2 } }, '2018-10-01', '2021-10-01'],
    ['党的基层组织任期的规定 a base committee after 5', 'party.committee', {}, {}, '2024-05-06', '2029-05-06'],
    ['党的基层组织任期的规定 a general branch after 3', 'party.general-branch', {}, {}, '2024-05-06', '2027-05-06'],
    ['《团基层组织选举工作条例》 a League branch after 3', 'league.branch', {}, {}, '2025-01-03', '2028-01-03'],
    ["《团基层组织选举工作条例》 a students' branch after 1", 'league.branch', { student: true }, {}, '2025-01-03', '2026-01-03'],
    ['《团支部工作条例（试行）》 a League branch that chose 2 before',
      'league.branch', {}, { local: { 'league.branch.term': 2 } }, '2025-01-02', '2027-01-02'],
    ['《团基层组织选举工作条例》 no choice of 2 since',
      'league.branch', {}, { local: { 'league.branch.term': 2 } }, '2025-01-03', '2028-01-03'],
    ['《团基层组织选举工作条例》 a League committee chooses 3 to 5',
      'league.committee', {}, { local: { 'league.committee.term': 4 } }, '2025-01-03', '2029-01-03'],
    ['a union after 3', 'union.base', {}, {}, '2024-05-06', '2027-05-06'],
    ['a union that chose 5', 'union.base', {}, { local: { 'union.base.term': 5 } }, '2024-05-06', '2029-05-06'],
    ['a brigade after a school year', 'pioneers.brigade', {}, {}, '2025-09-01', '2026-09-01'],
    ['a company each term',
      'pioneers.company', {}, { local: { 'pioneers.brigade.term': 6 } }, '2025-09-01', '2026-03-01'],
    ["a women's federation after 5", 'women.federation', {}, {}, '2024-05-06', '2029-05-06'],
    ['from a leap day to the end of February', 'party.branch', {}, {}, '2024-02-29', '2027-02-28'],
    ['from the end of February into a leap year', 'party.branch', {}, {}, '2025-02-28', '2028-02-28'],
  ])('%s', (_, kind, flags, place, started, due) => expect(dueOf(kind, started, flags, place)?.due).toBe(due))

  test('a later rule does not rewrite a running term', () => {
    expect(dueOf('league.branch', '2025-01-02')!.rule.article).toBe('《团支部工作条例（试行）》')
  })
  test('appointed bodies, groups and temporary branches have no election', () => {
    expect(dueOf('party.working-committee', '2024-01-01')).toBeNull()
    expect(dueOf('party.group', '2024-01-01')).toBeNull()
    expect(dueOf('party.branch', '2024-01-01', { temporary: true })).toBeNull()
  })
  test('《中国共产党基层组织选举工作条例》 a party election moves by one year at most', () => {
    expect(dueOf('party.branch', '2024-05-06')!.shift).toMatchObject({ earliest: '2026-05-06', latest: '2028-05-06' })
  })
  test('《团基层组织选举工作条例》 a League branch moves by six months, a committee by a year', () => {
    expect(dueOf('league.branch', '2024-05-06')!.shift).toMatchObject({ earliest: '2026-11-06', latest: '2027-11-06' })
    expect(dueOf('league.committee', '2024-05-06')!.shift)
      .toMatchObject({ earliest: '2028-05-06', latest: '2030-05-06' })
  })
  test('no rule of shifting is invented for unions', () => expect(dueOf('union.base', '2024-05-06')!.shift).toBeNull())
})

describe('recording a new term', () => {
  const begin = (kind: KindCode, previous: string | null, started: string, flags: Flags = {}) => {
    const term = { kind, flags, started, founded: '2015-01-01', previous }
    const decision = mayBeginTerm(term, national.rules, '2026-03-10')
    return decision.ok ? decision.value.warnings : decision.refusal
  }
  test('《中国共产党基层组织选举工作条例》 one year late is in order, a day more is warned of', () => {
    expect(begin('party.branch', '2021-05-06', '2025-05-06')).toEqual([])
    expect(begin('party.branch', '2021-05-06', '2025-05-07')).toEqual([
      { finding: 'election-late', rule: 'party.election.shift-max', given: 13, limit: 12 },
    ])
  })
  test('months over the limit are counted whole', () => {
    expect(begin('party.branch', '2021-05-06', '2025-06-06')).toMatchObject([{ given: 13 }])
    expect(begin('party.branch', '2021-05-06', '2025-06-07')).toMatchObject([{ given: 14 }])
  })
  test('《中国共产党基层组织选举工作条例》 one year early is in order, a day more is warned of', () => {
    expect(begin('party.branch', '2021-05-06', '2023-05-06')).toEqual([])
    expect(begin('party.branch', '2021-05-06', '2023-05-05')).toMatchObject([{ finding: 'election-early', given: 13 }])
  })
  test('《团基层组织选举工作条例》 a League branch six months late, a day more', () => {
    expect(begin('league.branch', '2022-05-06', '2025-11-06')).toEqual([])
    expect(begin('league.branch', '2022-05-06', '2025-11-07'))
      .toMatchObject([{ finding: 'election-late', given: 7, limit: 6 }])
  })
  test('the first term needs no one before it', () => expect(begin('party.branch', null, '2015-01-01')).toEqual([]))
  test('not before founding, not in the future, not on the day of the last one', () => {
    expect(begin('party.branch', null, '2014-12-31')).toBe('organisations.before-founding')
    expect(begin('party.branch', null, '2026-03-11')).toBe('organisations.day-in-future')
    expect(begin('party.branch', '2024-01-01', '2024-01-01')).toBe('organisations.term-not-later')
    expect(begin('party.branch', '2024-01-01', '2024-01-02')).toMatchObject([{ finding: 'election-early' }])
  })
  test('a temporary branch and a working committee elect nobody', () => {
    expect(begin('party.branch', null, '2024-01-01', { temporary: true })).toBe('organisations.no-term')
    expect(begin('party.working-committee', null, '2024-01-01')).toBe('organisations.no-term')
  })
})

describe('for every kind and day', () => {
  const electing = kindCodes.filter((kind) => kindOf(kind).term !== null)
  const anyDay = fc.integer({ min: 0, max: 29_000 }).map((days) => addDays('1970-01-01', days))
  const anyBody = fc.record({
    kind: fc.constantFrom(...electing), student: fc.boolean(),
    sector: fc.constantFrom(null, 'village' as const, 'school' as const, 'state-enterprise' as const),
  })

  test('a term that begins later never ends earlier, leap days and changes of rules included', () => {
    fc.assert(fc.property(anyBody, anyDay, fc.integer({ min: 0, max: 500 }), (body, day, later) => {
      const [first, second] = [day, addDays(day, later)].map((started) => dueOf(body.kind, started, body, body)!.due)
      expect(first! <= second!).toBe(true)
    }), { numRuns: 3000 })
  })

  test('the end is a day of the calendar after the start, inside what may be shifted', () => {
    fc.assert(fc.property(anyBody, anyDay, (body, started) => {
      const { due, shift } = dueOf(body.kind, started, body, body)!
      expect(isDay(due) && due > started).toBe(true)
      if (shift) expect(shift.earliest < due && due < shift.latest).toBe(true)
    }), { numRuns: 2000 })
  })
})
