import { describe, expect, test } from 'vitest'
import { national } from '#regulations/packs/national.ts'
import { kindOfName } from '#organisations/kind-of-name.ts'
import {
  canStandAbove, isKind, kindCodes, kindOf, kindsUnder, lineOf, mayStandUnder, type KindCode,
} from '#organisations/kinds.ts'
import { fitsUnitKind, isTwoNew, sectorCodes, unitKindCodes } from '#organisations/unit-kinds.ts'
import { kindWords } from '#organisations/words.ts'

describe('the tree of kinds', () => {
  test.each<[string, KindCode, KindCode | null, boolean]>([
    ['a branch under a committee', 'party.branch', 'party.committee', true],
    ['a branch under a general branch', 'party.branch', 'party.general-branch', true],
    ['a branch under a branch', 'party.branch', 'party.branch', false],
    ['a branch alone', 'party.branch', null, true],
    ['a group alone', 'party.group', null, false],
    ["a bank's committee under its head office's", 'party.committee', 'party.committee', true],
    ['a local committee under a base committee', 'party.local-committee', 'party.committee', false],
    ['a leading group has no branches', 'party.branch', 'party.leading-group', false],
    ['a League branch under a party branch: led, not subordinate', 'league.branch', 'party.branch', false],
    ["the union's women under the union", 'union.women-committee', 'union.base', true],
    ["the union's women under the women's federation", 'union.women-committee', 'women.federation', false],
    ['a company under its brigade', 'pioneers.company', 'pioneers.brigade', true],
    ['a company alone', 'pioneers.company', null, false],
  ])('%s', (_, child, parent, expected) => expect(mayStandUnder(child, parent)).toBe(expected))

  test('every place named is a kind of the same line, or the root', () => {
    for (const kind of kindCodes) {
      for (const place of kindOf(kind).under) {
        const fits = place === 'root' || (isKind(place) && lineOf(place) === lineOf(kind))
        expect(fits, `${kind} under ${place}`).toBe(true)
      }
    }
  })
  test('every kind can be reached from the root', () => {
    const reached = new Set<KindCode>(kindsUnder(null))
    for (const kind of reached) for (const below of kindsUnder(kind)) reached.add(below)
    expect([...reached].sort()).toEqual([...kindCodes].sort())
  })
  test('standing above reaches down through the tree and never up', () => {
    expect(canStandAbove('party.local-committee', 'party.group')).toBe(true)
    expect(canStandAbove('party.committee', 'party.committee')).toBe(true)
    expect(canStandAbove('party.group', 'party.branch')).toBe(false)
    expect(canStandAbove('party.branch', 'party.branch')).toBe(false)
  })
  test('members stand in branches, base unions and companies, never in committees', () => {
    expect(kindCodes.filter((kind) => kindOf(kind).holdsMembers))
      .toEqual(['party.branch', 'league.branch', 'union.base', 'union.branch', 'pioneers.company'])
  })
  test('the code begins with the line', () => {
    for (const kind of kindCodes) expect(kind.startsWith(`${lineOf(kind)}.`), kind).toBe(true)
  })
})

/** Follow from who holds which post, and from groups: nobody ticks them. */
const toldFlags = ['with-committee', 'with-groups']

describe('kinds and regulations', () => {
  test('every kind a regulation names exists and is of its line', () => {
    for (const rule of national.rules) {
      for (const kind of rule.scope.kinds ?? []) {
        expect(isKind(kind) && lineOf(kind) === rule.scope.line, `${rule.id}: ${kind}`).toBe(true)
      }
      for (const sector of rule.scope.sectors ?? []) expect(sectorCodes as string[], rule.id).toContain(sector)
      const flags: string[] = (rule.scope.kinds ?? []).flatMap((kind) => kindOf(kind as KindCode).flags)
      for (const flag of rule.scope.flags ?? []) expect([...flags, ...toldFlags], rule.id).toContain(flag)
    }
  })
  test("the rules a kind names hold for that kind", () => {
    for (const kind of kindCodes) {
      const { term, sizes } = kindOf(kind)
      for (const id of [...(term ? [term] : []), ...Object.values(sizes ?? {})]) {
        const named = national.rules.filter((rule) => rule.id === id)
        expect(named.some((rule) => rule.scope.kinds?.includes(kind)), `${kind}: ${id}`).toBe(true)
      }
    }
  })
})

describe('names', () => {
  test.each<[string, KindCode | null]>([
    ['中共滨河区委员会', 'party.local-committee'], ['滨河区委', 'party.local-committee'],
    ['中共滨河街道工作委员会', 'party.working-committee'], ['滨河街道党工委', 'party.working-committee'],
    ['中共滨河实验学校支部委员会', 'party.branch'], ['第一党支部', 'party.branch'], ['教工二支部', 'party.branch'],
    ['离退休党支部（联合）', 'party.branch'], ['中共惠民银行滨河分行委员会', 'party.committee'],
    ['中共清溪社区委员会', 'party.committee'], ['惠民银行机关党委', 'party.agency-committee'],
    ['区教育局党组', 'party.leading-group'], ['营业部党总支', 'party.general-branch'], ['第二党小组', 'party.group'],
    ['共青团滨河区委员会', 'league.local-committee'], ['团区委', 'league.local-committee'],
    ['共青团滨河实验学校支部委员会', 'league.branch'], ['八（1）班团支部', 'league.branch'], ['学校团委', 'league.committee'],
    ['园区团工委', 'league.working-committee'], ['营业部团总支', 'league.general-branch'],
    ['滨河区总工会', 'union.federation'], ['滨河实验学校工会', 'union.base'], ['滨河实验学校工会委员会', 'union.base'],
    ['语文组工会小组', 'union.group'], ['小学部分工会', 'union.branch'], ['工会女职工委员会', 'union.women-committee'],
    ['滨河区少工委', 'pioneers.working-committee'], ['滨河实验学校少先队大队', 'pioneers.brigade'],
    ['三（2）中队', 'pioneers.company'], ['滨河区妇女联合会', 'women.federation'], ['学校妇委会', 'women.committee'],
    ['财务科', null],
  ])('%s is proposed as %s', (name, kind) => expect(kindOfName(name)).toBe(kind))

  test('every ending of a kind with its line in front proposes that kind or one with the same ending', () => {
    for (const kind of kindCodes) {
      for (const ending of kindOf(kind).endings) {
        const mark = { party: '中共', league: '共青团', union: '工会', pioneers: '少先队', women: '妇女' }[lineOf(kind)]
        const proposed = kindOfName(`${mark}滨河${ending}`)
        expect(proposed && kindOf(proposed).endings, `${kind}: ${ending}`).toContain(ending)
      }
    }
  })
  test('the form stands before the kind', () => {
    expect(kindWords('party.branch', { joint: true })).toBe('联合党支部')
    expect(kindWords('party.branch', { temporary: true })).toBe('临时党支部')
    expect(kindWords('party.branch', { direct: true })).toBe('直属党支部')
    expect(kindWords('league.branch', { student: true })).toBe('学生团支部')
    expect(kindWords('party.branch')).toBe('党支部')
  })
})

describe('units', () => {
  test('两新 are non-public enterprises and social organisations, and nothing else', () => {
    expect(sectorCodes.filter(isTwoNew)).toEqual(['private-enterprise', 'social-organisation'])
  })
  test('a private school is a school and a social organisation', () => {
    expect(fitsUnitKind('school', 'social-organisation')).toBe(true)
    expect(fitsUnitKind('village', 'school')).toBe(false)
  })
  test('every sector has a kind of unit', () => {
    for (const sector of sectorCodes.filter((one) => one !== 'university')) {
      expect(unitKindCodes.some((kind) => fitsUnitKind(kind, sector)), sector).toBe(true)
    }
  })
})
