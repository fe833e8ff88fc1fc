import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { national } from '#regulations/packs/national.ts'
import { why } from '#regulations/words.ts'
import type { Standing } from '#coverage/codes.ts'
import { unitSpots, type UnitToJudge } from '#coverage/rules/unit.ts'

type Given = Partial<Omit<UnitToJudge, 'facts' | 'stands'>> & { facts?: Partial<UnitToJudge['facts']>; stands?: Partial<UnitToJudge['stands']> }

/** A firm in which everything stands and nothing is wrong; a case changes what it is about. */
const unit = ({ facts, stands, ...more }: Given = {}): UnitToJudge => ({
  day: '2026-03-10', sector: 'private-enterprise', region: null, hasWomenBody: true, ...more,
  stands: { party: 'own', league: 'own', union: 'own', ...stands },
  facts: { staff: 100, young: 40, migrant: 10, fullMembers: 9, leagueMembers: 9, women: 30, ...facts },
})
const spotsOf = (given: Given) => unitSpots(unit(given), national.rules).map(({ code, given: number }) => [code, number])

const noParty = { party: 'none' } as const
const noLeague = { league: 'none' } as const
const noUnion = { union: 'none' } as const

describe('golden: both sides of every limit', () => {
  test.each<[string, Given, unknown[]]>([
    ['团员 2 人，没有团组织：联建', { stands: noLeague, facts: { leagueMembers: 2 } }, [['league-joint', 2]]],
    ['团员 3 人，没有团组织：应建未建', { stands: noLeague, facts: { leagueMembers: 3 } }, [['league-missing', 3]]],
    ['团员 1 人：联建', { stands: noLeague, facts: { leagueMembers: 1 } }, [['league-joint', 1]]],
    ['团员 0 人、青年 1 人：有青年无团员', { stands: noLeague, facts: { leagueMembers: 0, young: 1 } }, [['league-no-members', 1]]],
    ['团员 0 人、青年 0 人：没有发现', { stands: noLeague, facts: { leagueMembers: 0, young: 0 } }, []],
    ['青年 40 人、团员 0 人：不是空白点', { stands: noLeague, facts: { leagueMembers: 0, young: 40 } }, [['league-no-members', 40]]],
    ['团员数不知道：情况不明，不作推测', { stands: noLeague, facts: { leagueMembers: null, young: 40 } }, [['league-facts', 1]]],
    ['团员 0 人、青年数不知道：情况不明', { stands: noLeague, facts: { leagueMembers: 0, young: null } }, [['league-facts', 1]]],
    ['团员 3 人、青年数不知道：够了，仍是应建未建', { stands: noLeague, facts: { leagueMembers: 3, young: null } }, [['league-missing', 3]]],
    ['团员 9 人，在联合团支部里：没有发现', { stands: { league: 'joint' } }, []],
    ['正式党员 2 人，没有党组织：没有发现', { stands: noParty, facts: { fullMembers: 2 } }, []],
    ['正式党员 3 人，没有党组织：应建未建', { stands: noParty, facts: { fullMembers: 3 } }, [['party-missing', 3]]],
    ['党员数不知道：情况不明', { stands: noParty, facts: { fullMembers: null } }, [['party-facts', 1]]],
    ['正式党员 3 人，有联合党支部：没有发现', { stands: { party: 'joint' }, facts: { fullMembers: 3 } }, []],
    ['职工 24 人，没有工会：没有发现', { stands: noUnion, facts: { staff: 24 } }, []],
    ['职工 25 人，没有工会：应建未建', { stands: noUnion, facts: { staff: 25 } }, [['union-missing', 25]]],
    ['职工数不知道：情况不明', { stands: noUnion, facts: { staff: null } }, [['union-facts', 1]]],
    ['女会员 9 人：没有发现', { hasWomenBody: false, facts: { women: 9 } }, []],
    ['女会员 10 人：应建女职工委员会', { hasWomenBody: false, facts: { women: 10 } }, [['women-missing', 10]]],
    ['女会员 10 人，已有女职工委员会：没有发现', { hasWomenBody: true, facts: { women: 10 } }, []],
    ['女会员数不知道：情况不明', { hasWomenBody: false, facts: { women: null } }, [['women-facts', 1]]],
    ['没有工会，女职工 10 人：缺的是工会', { stands: noUnion, hasWomenBody: false, facts: { staff: 25, women: 10 } }, [['union-missing', 25]]],
    ['联合工会，女职工 10 人：不向这个单位要', { stands: { union: 'joint' }, hasWomenBody: false, facts: { women: 10 } }, []],
    ['什么都不知道', {
      stands: { party: 'none', league: 'none', union: 'none' },
      facts: { staff: null, young: null, fullMembers: null, leagueMembers: null, women: null },
    }, [['party-facts', 1], ['league-facts', 1], ['union-facts', 1]]],
  ])('%s', (_, given, expected) => expect(spotsOf(given)).toEqual(expected))

  test('《团支部工作条例（试行）》 is not asked before it was in force', () => {
    const before = { stands: noLeague, facts: { leagueMembers: 3, young: 0 } }
    expect(spotsOf({ ...before, day: '2018-12-31' })).toEqual([])
    expect(spotsOf({ ...before, day: '2019-01-01' })).toEqual([['league-missing', 3]])
  })

  test('《中国共产党支部工作条例（试行）》 the same of the party branch', () => {
    const before = { stands: noParty, facts: { fullMembers: 3 } }
    expect(spotsOf({ ...before, day: '2018-09-30' })).toEqual([])
    expect(spotsOf({ ...before, day: '2018-10-01' })).toEqual([['party-missing', 3]])
  })

  test('为什么 names the document; what a website only tells is 待核', () => {
    const at = (given: Given) => why(unitSpots(unit(given), national.rules)[0]!.rule)
    expect(at({ stands: noLeague, facts: { leagueMembers: 3 } })).toMatchObject({ article: '《团支部工作条例（试行）》', toBeChecked: false })
    expect(at({ stands: noUnion, facts: { staff: 25 } })).toMatchObject({ article: '《中华人民共和国工会法》第十一条', toBeChecked: true })
  })

  test('a finding that facts are missing says which', () => {
    const found = unitSpots(unit({ stands: noLeague, facts: { leagueMembers: 0, young: null } }), national.rules)
    expect(found[0]!.missing).toEqual(['young'])
  })
})

describe('whatever the numbers', () => {
  const count = fc.option(fc.integer({ min: 0, max: 60 }), { nil: null })
  const standing = fc.constantFrom<Standing>('own', 'joint', 'none')
  const anyUnit = fc.record({
    stands: fc.record({ party: standing, league: standing, union: standing }),
    hasWomenBody: fc.boolean(),
    facts: fc.record({ staff: count, young: count, migrant: count, fullMembers: count, leagueMembers: count, women: count }),
  })

  test('a line has at most one finding about the organisation itself, and none where it stands', () => {
    fc.assert(fc.property(anyUnit, (given) => {
      const codes = unitSpots(unit(given), national.rules).map(({ code }) => code)
      for (const line of ['party', 'league', 'union'] as const) {
        const own = codes.filter((code) => code.startsWith(line))
        expect(own.length).toBeLessThanOrEqual(1)
        if (given.stands[line] !== 'none') expect(own).toEqual([])
      }
    }))
  })

  test('an unknown number never makes a finding other than that it is unknown', () => {
    fc.assert(fc.property(anyUnit, (given) => {
      const facts = { staff: null, young: null, migrant: null, fullMembers: null, leagueMembers: null, women: null }
      for (const { code } of unitSpots(unit({ ...given, facts }), national.rules)) expect(code.endsWith('-facts')).toBe(true)
    }))
  })
})
