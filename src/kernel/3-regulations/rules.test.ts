import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { addDays, type Day } from '#base/day.ts'
import { national } from '#regulations/packs/national.ts'
import {
  holds, isConfigurable, isInForce, isToBeChecked, maySet, ruleOn, rulesFor, unknownStart, type Place, type Regulation,
} from '#regulations/rules.ts'
import { sentenceOf, why } from '#regulations/words.ts'

const branchAt = (day: Day, more: Partial<Place> = {}): Place =>
  ({ kind: 'party.branch', line: 'party', day, ...more })
const leagueBranchAt = (day: Day, more: Partial<Place> = {}): Place =>
  ({ kind: 'league.branch', line: 'league', day, ...more })
const ruleFor = (id: string, place: Place) => ruleOn(national.rules, id, place)

const example: Regulation = {
  id: 'example', value: 10, unit: '人', comparator: '>=', base: '党员', force: 'must', says: '不少于 {value} 人',
  article: '《例》', source: 'X1', grade: 'A', from: '2020-01-01', scope: {},
}

describe('a limit has two sides', () => {
  test.each([
    ['>=', 9, false], ['>=', 10, true], ['>', 10, false], ['>', 11, true], ['<=', 10, true], ['<=', 11, false],
    ['<', 9, true], ['<', 10, false], ['=', 10, true], ['=', 9, false], ['=', 11, false],
  ] as const)('%s 10 with %i is %s', (comparator, given, expected) => {
    expect(holds({ ...example, comparator }, given)).toBe(expected)
  })
})

describe('the rule in force on a day', () => {
  test('a rule holds from its first day and no longer on the day that ends it', () => {
    const dated = { ...example, to: '2021-01-01' }
    expect(['2019-12-31', '2020-01-01', '2020-12-31', '2021-01-01'].map((day) => isInForce(dated, day)))
      .toEqual([false, true, true, false])
  })

  test.each([
    ['2025-01-02', {}, 3, [2, 3]], ['2025-01-03', {}, 3, undefined],
    ['2025-01-02', { flags: ['student'] }, 1, undefined], ['2025-01-03', { flags: ['student'] }, 1, undefined],
  ] as const)('《团基层组织选举工作条例》 League branch term on %s with %o is %i years', (day, more, value, choices) => {
    const rule = ruleFor('league.branch.term', leagueBranchAt(day, { flags: [], ...more }))!
    expect([rule.value, rule.choices]).toEqual([value, choices])
  })

  test('《团基层组织选举工作条例》 the new term rule names its document only from 2025-01-03', () => {
    expect(ruleFor('league.branch.term', leagueBranchAt('2025-01-02'))!.article).toBe('《团支部工作条例（试行）》')
    expect(ruleFor('league.branch.term', leagueBranchAt('2025-01-03'))!.article).toContain('中青发〔2025〕1号')
  })

  test('《团基层组织选举工作条例》 the shift of six months is known from 2025-01-03 on', () => {
    expect(ruleFor('league.election.shift-max', leagueBranchAt('2025-01-02'))).toBeNull()
    expect(ruleFor('league.election.shift-max', leagueBranchAt('2025-01-03'))!.value).toBe(6)
    const general = { kind: 'league.general-branch', line: 'league', day: '2025-01-03' }
    expect(ruleFor('league.election.shift-max', general)!.value).toBe(12)
  })

  test.each([
    ['2018-09-30', null, 3, [2, 3]], ['2018-10-01', null, 3, undefined],
    ['2018-09-30', 'village', 3, [2, 3]], ['2018-10-01', 'village', 5, undefined],
    ['2018-10-01', 'community', 5, undefined],
    ['2018-10-01', 'school', 3, undefined],
  ] as const)('《中国共产党支部工作条例（试行）》 party branch term on %s in %s is %i years', (day, sector, value, choices) => {
    const rule = ruleFor('party.branch.term', branchAt(day, { sector }))!
    expect([rule.value, rule.choices]).toEqual([value, choices])
  })

  test('《中国共产党支部工作条例（试行）》 its sizes are not asked before 2018-10', () => {
    expect(ruleFor('party.branch.members-min', branchAt('2018-09-30'))).toBeNull()
    expect(ruleFor('party.branch.members-min', branchAt('2018-10-01'))!.value).toBe(3)
  })

  test('《中国共产党基层组织选举工作条例》 the shift of one year is known from 2020-07-13 on', () => {
    expect(ruleFor('party.election.shift-max', branchAt('2020-07-12'))).toBeNull()
    expect(ruleFor('party.election.shift-max', branchAt('2020-07-13'))!.value).toBe(12)
  })

  test('base committee: three to five years before 2018-10, five since, still to be checked', () => {
    const at = (day: Day) => ruleFor('party.committee.term', { kind: 'party.committee', line: 'party', day })!
    expect(at('2018-09-30').choices).toEqual([3, 4, 5])
    expect([at('2018-10-01').value, at('2018-10-01').choices, at('2018-10-01').grade]).toEqual([5, undefined, 'M'])
  })
})

describe('the most specific scope wins', () => {
  test('state enterprises are told article 4 of their own regulation', () => {
    const at = (sector: string | null) =>
      ruleFor('party.committee.members-min', { kind: 'party.committee', line: 'party', day: '2026-01-01', sector })!
    expect(at('state-enterprise').article).toBe('《中国共产党国有企业基层组织工作条例（试行）》第四条')
    expect(at('school').article).not.toContain('国有企业')
  })

  test.each([
    [0, 1, 1], [25, 1, 1], [26, 3, 7], [200, 3, 7], [201, 7, 15], [1000, 7, 15], [1001, 15, 21], [5000, 15, 21],
    [5001, 21, 29], [10_000, 21, 29], [10_001, null, 37],
  ])('基层工会委员会人数 with %i members is %s to %i', (members, smallest, largest) => {
    const place = { kind: 'union.base', line: 'union', day: '2026-01-01', members }
    expect(ruleFor('union.base.committee-min', place)?.value ?? null).toBe(smallest)
    expect(ruleFor('union.base.committee-max', place)?.value).toBe(largest)
  })

  test('no number of members known: no size of the union committee is guessed', () => {
    expect(ruleFor('union.base.committee-max', { kind: 'union.base', line: 'union', day: '2026-01-01' })).toBeNull()
  })

  const place = branchAt('2026-01-01', { region: '370202' })
  const local = (value: number, region: string): Regulation => ({ ...example, value, scope: { regions: [region] } })
  test('a locality may be stricter than a 应当 rule', () => {
    expect(ruleOn([example, local(12, '37')], 'example', place)!.value).toBe(12)
  })
  test('a locality may not be laxer than a 应当 rule', () => {
    expect(ruleOn([example, local(8, '37')], 'example', place)!.value).toBe(10)
  })
  test('a locality may be laxer where the text says 一般', () => {
    expect(ruleOn([{ ...example, force: 'generally' }, local(8, '37')], 'example', place)!.value).toBe(8)
  })
  test('a city goes before its province, and another province does not count', () => {
    expect(ruleOn([example, local(12, '37'), local(14, '3702'), local(20, '11')], 'example', place)!.value).toBe(14)
  })
  test('a local rule stands alone where no national one exists', () => {
    expect(ruleOn([local(8, '37')], 'example', place)!.value).toBe(8)
    expect(ruleOn([local(8, '11')], 'example', place)).toBeNull()
  })
})

describe("an organisation's own settings", () => {
  const place = branchAt('2026-01-01')
  test('a stricter value than a firm rule is taken, and the national one stays beside it', () => {
    expect(ruleOn([example], 'example', place, { example: 12 })).toMatchObject({ value: 12, nationalValue: 10 })
  })
  test('a laxer value than a firm rule is not taken', () => {
    expect(ruleOn([example], 'example', place, { example: 9 })).toEqual(example)
  })
  test('a setting that says the same changes nothing, and one for a rule not in force is nothing', () => {
    expect(ruleOn([example], 'example', place, { example: 10 })).toEqual(example)
    expect(ruleOn([example], 'example', branchAt('2019-12-31'), { example: 12 })).toBeNull()
  })
  test("over a locality's rule the national number is still the one told beside", () => {
    const regional = { ...example, value: 12, scope: { regions: ['37'] } }
    const there = branchAt('2026-01-01', { region: '37' })
    expect(ruleOn([example, regional], 'example', there, { example: 15 }))
      .toMatchObject({ value: 15, nationalValue: 10 })
    expect(ruleOn([regional], 'example', there, { example: 15 })).toMatchObject({ value: 15, nationalValue: 12 })
  })
  test('"at least" is stricter upwards', () => {
    for (const comparator of ['>=', '>'] as const) {
      expect([9, 10, 11].map((value) => maySet({ ...example, comparator }, value))).toEqual([false, true, true])
    }
  })
  test('"at most" is stricter downwards, an exact value cannot be changed', () => {
    expect([9, 10, 11].map((value) => maySet({ ...example, comparator: '<=' }, value))).toEqual([true, true, false])
    expect([9, 10, 11].map((value) => maySet({ ...example, comparator: '=' }, value))).toEqual([false, true, false])
  })
  test('where a duty begins at the value, the lower one is stricter', () => {
    expect([9, 10, 11].map((value) => maySet({ ...example, comparator: '>=', obliges: true }, value))).toEqual([true, true, false])
  })
  test('a rule still to be checked may be set freely', () => {
    expect((['A', 'B', 'C', 'D', 'M'] as const).map((grade) => maySet({ ...example, grade }, 1)))
      .toEqual([false, false, true, true, true])
  })
  test("only the text's own choices are taken where it leaves a choice", () => {
    const union = { kind: 'union.base', line: 'union', day: '2026-01-01' }
    const termSet = (value: number) =>
      ruleOn(national.rules, 'union.base.term', union, { 'union.base.term': value })!.value
    expect([3, 4, 5].map(termSet)).toEqual([3, 3, 5])
  })
  test('nonsense is never taken', () => {
    const free = { ...example, force: 'generally' } as const
    expect([NaN, Infinity, -1, 0].map((value) => maySet(free, value))).toEqual([false, false, false, true])
  })
})

describe('为什么', () => {
  test('a firm rule answers with its number, document and first month', () => {
    const answer = why(ruleFor('party.branch.members-min', branchAt('2026-01-01'))!)
    expect(answer.sentence).toBe(
      '有正式党员 3 人以上的，应当成立党支部。依据：《中国共产党支部工作条例（试行）》（2018年10月起）。条款待核：收集到的文本没有标明是第几条。',
    )
    expect(answer).toMatchObject({ grade: 'B', from: '2018-10-01', to: null, toBeChecked: false })
  })
  test('a rule from practice is marked 待核 and gives no first day it does not know', () => {
    const answer = why(ruleFor('union.base.term', { kind: 'union.base', line: 'union', day: '2026-01-01' })!)
    expect(answer).toMatchObject({ from: null, toBeChecked: true })
    expect(answer.sentence).toContain('待核')
  })
  test('an ended rule tells its last validity, a set one both numbers', () => {
    expect(why(ruleFor('league.branch.term', leagueBranchAt('2024-01-01'))!).sentence).toContain('2025年1月3日前')
    const id = 'party.branch.members-max'
    const set = ruleOn(national.rules, id, branchAt('2026-01-01'), { [id]: 60 })!
    expect(why(set).sentence).toContain('本组织自定为 60人，原规定为 50人')
  })
  test('a year alone is told as a year', () => {
    expect(why(ruleFor('league.branch.members-min', leagueBranchAt('2026-01-01'))!).sentence).toContain('（2019年起）')
  })
})

describe('the national pack', () => {
  test('every sentence shows its number and has no full stop of its own', () => {
    for (const rule of national.rules) {
      expect(rule.says.endsWith('。'), rule.id).toBe(false)
      expect(sentenceOf(rule), rule.id).not.toContain('{')
      if (rule.value > 0) expect(rule.says, rule.id).toContain('{value}')
    }
  })
  test('an article number is cited only where the sources give one', () => {
    const cited = national.rules.filter((rule) => /第.+条/.test(rule.article)).map((rule) => rule.source)
    expect(new Set(cited)).toEqual(new Set(['D1', 'D13', 'P5', 'U3', 'P3', 'P6', 'P8', 'P10', 'Y15']))
  })
  test('rules of practice are to be checked and configurable, rules of official texts are not to be checked', () => {
    for (const rule of national.rules) {
      expect(isToBeChecked(rule), rule.id).toBe(['C', 'D', 'M'].includes(rule.grade))
      if (isToBeChecked(rule)) expect(isConfigurable(rule), rule.id).toBe(true)
    }
  })
  test('no two rules of one id and one scope hold on the same day', () => {
    const pairs = national.rules.flatMap((a, i) => national.rules.slice(i + 1).map((b) => [a, b] as const))
    const same = pairs.filter(([a, b]) => a.id === b.id && JSON.stringify(a.scope) === JSON.stringify(b.scope))
    const overlapping = same.filter(([a, b]) => (!a.to || b.from < a.to) && (!b.to || a.from < b.to))
    expect(overlapping.map(([a]) => a.id)).toEqual([])
    expect(same.length).toBeGreaterThan(0)
  })
  test('rules for a kind come once each, and none of another line', () => {
    const found = rulesFor(national.rules, branchAt('2026-01-01', { flags: [], sector: 'village' }))
    expect(new Set(found.map((rule) => rule.id)).size).toBe(found.length)
    // what the law of personal information asks of every body names no line
    expect(found.filter((rule) => rule.scope.line !== 'party').map((rule) => rule.id)).toEqual([
      'privacy.correction.answer-days', 'privacy.unmask.reason-words', 'clock.grace', 'clock.remind', 'org-life.record.days', 'org-life.absence.member-told',
      'org-life.absence.secretary-told', 'dues.remind-months', 'dues.use.collective',
      'dues.two-persons', 'dues.publicity.grain', 'dues.arrears.member', 'dues.arrears.deadline',
    ])
    expect(found.find((rule) => rule.id === 'party.branch.term')!.value).toBe(5)
    expect(found.some((rule) => rule.id.startsWith('party.branch.temporary'))).toBe(false)
  })
  test('a temporary branch is told: no dues, no admission, no election, an appointed secretary', () => {
    const found = rulesFor(national.rules, branchAt('2026-01-01', { flags: ['temporary'] }))
    const temporary = found.filter((rule) => rule.id.startsWith('party.branch.temporary'))
    expect(Object.fromEntries(temporary.map((rule) => [rule.id.split('.')[3], rule.value])))
      .toEqual({ 'secretary-appointed': 1, elections: 0, admissions: 0, dues: 0 })
  })
  test.each([
    ['league.member.age-min', 13, 14], ['party.member.age-min', 17, 18], ['pioneers.member.age-min', 5, 6],
    ['league.member.age-below', 28, 27], ['league.youth.age-max', 36, 35], ['pioneers.member.age-below', 14, 13],
  ])('%s refuses %i and allows %i years', (id, wrong, right) => {
    const line = id.split('.')[0]!
    const rule = ruleFor(id, { kind: `${line}.branch`, line, day: '2026-01-01' })!
    expect([holds(rule, wrong), holds(rule, right)]).toEqual([false, true])
  })
})

describe('for every rule and day', () => {
  const anyDay = fc.integer({ min: 0, max: 30_000 }).map((days) => addDays('1960-01-01', days))
  const anyPlace = fc.record({
    day: anyDay,
    rule: fc.constantFrom(...national.rules),
    flags: fc.subarray(['student', 'temporary', 'joint', 'village']),
    sector: fc.constantFrom(null, 'village', 'community', 'school', 'state-enterprise'),
    members: fc.integer({ min: 0, max: 20_000 }),
  })

  test('the selection never returns a rule outside its dates, its scope or its id', () => {
    fc.assert(fc.property(anyPlace, ({ rule, ...rest }) => {
      const line = rule.scope.line!
      const place = { ...rest, line, kind: rule.scope.kinds?.[0] ?? `${line}.branch` }
      const found = ruleOn(national.rules, rule.id, place)
      if (!found) return
      expect(found.id).toBe(rule.id)
      expect(found.from <= place.day && (!found.to || place.day < found.to)).toBe(true)
      expect(found.scope.flags?.every((flag) => place.flags.includes(flag)) ?? true).toBe(true)
      expect(found.scope.sectors?.includes(place.sector!) ?? true).toBe(true)
    }), { numRuns: 2000 })
  })

  test('the order in which packs list their rules does not matter', () => {
    fc.assert(fc.property(anyPlace, ({ rule, ...rest }) => {
      const place = { ...rest, line: rule.scope.line!, kind: rule.scope.kinds?.[0] ?? 'x' }
      expect(ruleOn([...national.rules].reverse(), rule.id, place)).toEqual(ruleOn(national.rules, rule.id, place))
    }))
  })

  test('a term rule leaves no gap: some rule holds on every day for every kind with a term', () => {
    const terms = [...new Set(national.rules.filter((rule) => rule.id.endsWith('.term')).map((rule) => rule.id))]
    for (const id of terms) {
      for (const rule of national.rules.filter((one) => one.id === id && one.to !== undefined)) {
        const { kinds, line, flags } = rule.scope
        const place = { kind: kinds![0]!, line: line!, flags: flags ?? [], day: rule.to! }
        expect(ruleFor(id, place), id).not.toBeNull()
      }
      expect(national.rules.some((rule) => rule.id === id && rule.from === unknownStart), id).toBe(true)
    }
  })
})
