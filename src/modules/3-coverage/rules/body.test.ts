import { describe, expect, test } from 'vitest'
import { national } from '#regulations/packs/national.ts'
import { hollowSpots, type BodyToJudge } from '#coverage/rules/body.ts'
import { spotSentence } from '#coverage/words.ts'
import { factsOf, prioritiesOf, standingOf } from '#coverage/rules/facts.ts'

const body = (more: Partial<BodyToJudge>): BodyToJudge =>
  ({ day: '2026-03-10', kind: 'league.branch', flags: {}, region: null, members: 5, lost: 0, holders: 1, ...more })
const hollow = (more: Partial<BodyToJudge>) => hollowSpots(body(more), national.rules).map(({ code, rule, given }) => [code, rule.id, given])

describe('空心支部, both sides', () => {
  test.each<[string, Partial<BodyToJudge>, unknown[]]>([
    ['5 人中 4 人失联：还联系得上 1 人', { lost: 4 }, []],
    ['5 人全部失联', { lost: 5 }, [['league-hollow', 'coverage.league.reachable-min', 5]]],
    ['没有团员', { members: 0 }, [['league-hollow', 'coverage.league.reachable-min', 0]]],
    ['1 名团员', { members: 1 }, []],
    ['没有团干部', { holders: 0 }, [['league-officer', 'coverage.league.officer-min', 5]]],
    ['没有团员也没有团干部：只报一次', { members: 0, holders: 0 }, [['league-hollow', 'coverage.league.reachable-min', 0]]],
    ['党支部全部失联', { kind: 'party.branch', lost: 5 }, [['party-hollow', 'coverage.party.reachable-min', 5]]],
    ['党支部没有书记', { kind: 'party.branch', holders: 0 }, [['party-officer', 'coverage.party.officer-min', 5]]],
    ['有 1 人任职就够了', { kind: 'party.branch', holders: 1 }, []],
    ['临时支部不问', { flags: { temporary: true }, members: 0, holders: 0 }, []],
    ['委员会不直接有成员，不问', { kind: 'league.committee', members: 0, holders: 0 }, []],
  ])('%s', (_, given, expected) => expect(hollow(given)).toEqual(expected))

  test('有组织、有团干、有团员 is asked from the day it was told', () => {
    expect(hollow({ members: 0, day: '2019-05-09' })).toEqual([])
    expect(hollow({ members: 0, day: '2019-05-10' })).toHaveLength(1)
  })
})

describe('what is told of a hollow branch', () => {
  test('the cause and the number, and nothing that is not so', () => {
    expect(spotSentence({ code: 'party-hollow', given: 0 })).toMatch(/^没有党员。/)
    expect(spotSentence({ code: 'league-hollow', given: 4 })).toMatch(/^团员 4 人全部失联。/)
    expect(spotSentence({ code: 'party-officer', given: 4 })).toMatch(/^有党员 4 人，还没有登记任何人任职。/)
  })
})

describe('where a number comes from', () => {
  const reported = { staff: 40, young: 12, migrant: null, fullMembers: 3, leagueMembers: 4, women: 9, on: '2026-01-31' }
  const unknown = { fullMembers: null, leagueMembers: null, women: null }

  test('the roster of an organisation that stands here alone goes before what was reported', () => {
    const facts = factsOf(reported, { ...unknown, leagueMembers: 6 }, '2026-03-10')
    expect(facts.leagueMembers).toEqual({ value: 6, source: 'registry', on: '2026-03-10' })
    expect(facts.fullMembers).toEqual({ value: 3, source: 'reported', on: '2026-01-31' })
  })
  test('an empty roster takes nothing away from what was reported; where nothing was, it is a number', () => {
    expect(factsOf(reported, { ...unknown, leagueMembers: 0 }, '2026-03-10').leagueMembers).toEqual({ value: 4, source: 'reported', on: '2026-01-31' })
    expect(factsOf(reported, { ...unknown, leagueMembers: 1 }, '2026-03-10').leagueMembers).toEqual({ value: 1, source: 'registry', on: '2026-03-10' })
    expect(factsOf({ ...reported, women: null }, { ...unknown, women: 0 }, '2026-03-10').women).toEqual({ value: 0, source: 'registry', on: '2026-03-10' })
    expect(factsOf({ ...reported, women: null }, unknown, '2026-03-10').women).toEqual({ value: null, source: null, on: null })
  })
  test('who goes first: a party organisation, 两新, 农民工', () => {
    expect(prioritiesOf({ party: 'own', twoNew: true, migrant: 1 })).toEqual(['has-party', 'two-new', 'migrant'])
    expect(prioritiesOf({ party: 'joint', twoNew: false, migrant: 0 })).toEqual(['has-party'])
    expect(prioritiesOf({ party: 'none', twoNew: false, migrant: null })).toEqual([])
  })
  test('one body that stands here alone is enough for 单独组建', () => {
    expect([standingOf([]), standingOf([{ alone: false }]), standingOf([{ alone: false }, { alone: true }])]).toEqual(['none', 'joint', 'own'])
  })
})
