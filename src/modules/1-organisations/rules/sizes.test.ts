import { describe, expect, test } from 'vitest'
import { national } from '#regulations/packs/national.ts'
import { sizeFindings, type SizeFacts } from '#organisations/rules/sizes.ts'

const findings = (facts: Partial<SizeFacts>) => sizeFindings(
  { kind: 'party.branch', day: '2026-03-10', counts: { full: 5, all: 5 }, ...facts }, national.rules)
const codes = (facts: Partial<SizeFacts>) => findings(facts).map((one) => one.finding).join()
const full = (number: number) => ({ full: number, all: number })

describe('what the work list says of a size', () => {
  test.each<[string, Partial<SizeFacts>, string]>([
    ['《中国共产党支部工作条例（试行）》 2 full members are too few', { counts: { full: 2, all: 9 } }, 'below-minimum'],
    ['《中国共产党支部工作条例（试行）》 3 are enough', { counts: full(3) }, ''],
    ['《中国共产党支部工作条例（试行）》 50 members', { counts: full(50) }, ''],
    ['《中国共产党支部工作条例（试行）》 51 members', { counts: full(51) }, 'above-usual-size'],
    ['《中国共产党支部工作条例（试行）》 6 full members owe no committee', { counts: { full: 6, all: 9 }, committee: null }, ''],
    ['《中国共产党支部工作条例（试行）》 7 full members owe a committee', { counts: full(7), committee: null }, 'committee-due'],
    ['《中国共产党支部工作条例（试行）》 unknown whether there is a committee: nothing said', { counts: full(7) }, ''],
    ['《中国共产党支部工作条例（试行）》 a committee of 2', { counts: full(7), committee: 2 }, 'committee-small'],
    ['《中国共产党支部工作条例（试行）》 a committee of 3', { counts: full(7), committee: 3 }, ''],
    ['《中国共产党支部工作条例（试行）》 a committee of 7', { counts: full(20), committee: 7 }, ''],
    ['《中国共产党支部工作条例（试行）》 a committee of 8', { counts: full(20), committee: 8 }, 'committee-large'],
    ['《中国共产党支部工作条例（试行）》 a joint branch over 5 units', { joint: true, counts: { ...full(5), units: 5 } }, ''],
    ['《中国共产党支部工作条例（试行）》 a joint branch over 6 units',
      { joint: true, counts: { ...full(5), units: 6 } }, 'joint-units-many'],
    ['《团支部工作条例（试行）》 2 League members', { kind: 'league.branch', counts: full(2) }, 'below-minimum'],
    ['《团支部工作条例（试行）》 7 League members owe a committee',
      { kind: 'league.branch', counts: full(7), committee: null }, 'committee-due'],
    ['《团支部工作条例（试行）》 6 League members do not', { kind: 'league.branch', counts: full(6), committee: null }, ''],
    ['《团支部工作条例（试行）》 a committee of 8', { kind: 'league.branch', counts: full(20), committee: 8 }, 'committee-large'],
    ['党的基层组织设置的规定 a committee with 99 members', { kind: 'party.committee', counts: full(99) }, 'below-minimum'],
    ['党的基层组织设置的规定 a committee with 100 members', { kind: 'party.committee', counts: full(100) }, ''],
    ['党的基层组织设置的规定 a general branch of 49', { kind: 'party.general-branch', counts: full(49) }, 'below-minimum'],
    ['党的基层组织设置的规定 a general branch of 99', { kind: 'party.general-branch', counts: full(99) }, ''],
    ['党的基层组织设置的规定 a general branch of 100', { kind: 'party.general-branch', counts: full(100) }, 'above-usual-size'],
    ['《中国工会章程》 9 women', { kind: 'union.base', counts: { ...full(30), women: 9 } }, ''],
    ['《中国工会章程》 10 women', { kind: 'union.base', counts: { ...full(30), women: 10 } }, 'women-committee-due'],
    ["《中国工会章程》 10 women with their committee",
      { kind: 'union.base', counts: { ...full(30), women: 10 }, hasWomenCommittee: true }, ''],
    ['基层工会委员会人数 25 members, a committee of 2',
      { kind: 'union.base', counts: full(25), committee: 2 }, 'committee-large'],
    ['基层工会委员会人数 26 members, a committee of 3', { kind: 'union.base', counts: full(26), committee: 3 }, ''],
    ['基层工会委员会人数 26 members, a committee of 2',
      { kind: 'union.base', counts: full(26), committee: 2 }, 'committee-small'],
    ['a working committee has no size', { kind: 'party.working-committee', counts: full(0) }, ''],
    ['a temporary branch is not measured', { temporary: true, counts: full(0), committee: null }, ''],
    ['nothing is measured by a text not yet in force', { day: '2018-09-30', counts: full(1) }, ''],
  ])('%s', (_, facts, expected) => expect(codes(facts)).toBe(expected))

  test('a finding carries its rule and the number counted', () => {
    expect(findings({ counts: { full: 2, all: 9 } })).toMatchObject([
      { finding: 'below-minimum', given: 2, rule: { id: 'party.branch.members-min', value: 3, force: 'must' } },
    ])
  })
  test('a state enterprise is shown its own article', () => {
    const [finding] = findings({ kind: 'party.committee', counts: full(99), sector: 'state-enterprise' })
    expect(finding!.rule.article).toContain('国有企业')
  })
  test("a stricter rule of the province is found by the organisation's region", () => {
    const usual = national.rules.find((rule) => rule.id === 'party.branch.members-max')!
    const provincial = { ...usual, value: 40, scope: { ...usual.scope, regions: ['37'] } }
    const at = (region: string) => sizeFindings(
      { kind: 'party.branch', day: '2026-03-10', counts: full(41), region }, [...national.rules, provincial])
    expect(at('370202')).toMatchObject([{ finding: 'above-usual-size', rule: { value: 40 } }])
    expect(at('110101')).toEqual([])
  })
  test('only a base union owes a committee of its women', () => {
    expect(codes({ kind: 'union.branch', counts: { ...full(30), women: 20 } })).toBe('')
  })
  test("the women's threshold of 25 may be set where the superior union says so", () => {
    const women = { kind: 'union.base', counts: { ...full(30), women: 24 } } as const
    expect(codes({ ...women, local: { 'union.women-committee.duty-from': 25 } })).toBe('')
    expect(codes({ ...women, counts: { ...full(30), women: 25 }, local: { 'union.women-committee.duty-from': 25 } }))
      .toBe('women-committee-due')
  })
})
