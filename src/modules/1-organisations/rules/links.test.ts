import { describe, expect, test } from 'vitest'
import { kindCodes, lineOf, type KindCode } from '#organisations/kinds.ts'
import { mayEndLink, mayLink, type Link, type LinkEnd } from '#organisations/rules/links.ts'

const today = '2026-03-10'
const end = (id: string, kind: KindCode, more: Partial<LinkEnd> = {}): LinkEnd =>
  ({ id, kind, founded: '2020-01-01', dissolved: null, units: [], ...more })
const link = (kind: Link['kind'], from: KindCode, to: KindCode, more: Partial<Link> = {}) => {
  const decision = mayLink({ kind, from: end('a', from), to: end('b', to), start: today, open: [], ...more }, today)
  return decision.ok ? 'allowed' : decision.refusal
}

describe('带: who leads whom', () => {
  test.each<[string, KindCode, KindCode, string]>([
    ['the party branch leads the League branch', 'party.branch', 'league.branch', 'allowed'],
    ['the party branch leads the union', 'party.branch', 'union.base', 'allowed'],
    ['the party branch leads the brigade', 'party.branch', 'pioneers.brigade', 'allowed'],
    ["the party committee leads the women's committee", 'party.committee', 'women.committee', 'allowed'],
    ['the district committee leads the district League', 'party.local-committee', 'league.local-committee', 'allowed'],
    ['全团带队: the League leads the Pioneers', 'league.branch', 'pioneers.brigade', 'allowed'],
    ['the League does not lead the union', 'league.committee', 'union.base', 'organisations.link-not-leading'],
    ['the Pioneers do not lead the League', 'pioneers.brigade', 'league.branch', 'organisations.link-not-leading'],
    ['the union leads nobody', 'union.base', 'women.committee', 'organisations.link-not-leading'],
    ['the party does not lead the party: that is the tree',
      'party.committee', 'party.branch', 'organisations.link-not-leading'],
    ['a party group leads nobody', 'party.group', 'league.branch', 'organisations.link-not-leading'],
    ['a League group is led by its branch', 'party.branch', 'league.group', 'organisations.link-not-leading'],
  ])('%s', (_, from, to, expected) => expect(link('leads', from, to)).toBe(expected))

  test('no mass organisation of any kind leads any party organisation', () => {
    const mass = kindCodes.filter((kind) => lineOf(kind) !== 'party')
    const party = kindCodes.filter((kind) => lineOf(kind) === 'party')
    for (const from of mass) {
      for (const to of party) expect(link('leads', from, to)).toBe('organisations.link-leads-party')
    }
  })

  const ends = (from: string[], to: string[]) =>
    ({ from: end('a', 'party.branch', { units: from }), to: end('b', 'league.branch', { units: to }) })
  test('in one unit, or in one of the units of a joint branch', () => {
    expect(link('leads', 'party.branch', 'league.branch', ends(['u'], ['u']))).toBe('allowed')
    expect(link('leads', 'party.branch', 'league.branch', ends(['u', 'v'], ['v']))).toBe('allowed')
    expect(link('leads', 'party.branch', 'league.branch', ends(['u'], ['v']))).toBe('organisations.link-other-unit')
  })
  test('committees of a place have no unit', () => {
    expect(link('leads', 'party.branch', 'league.branch', ends([], ['v']))).toBe('allowed')
    expect(link('leads', 'party.branch', 'league.branch', ends(['u'], []))).toBe('allowed')
  })
})

describe('业务指导: who guides whom', () => {
  test.each<[string, KindCode, KindCode, string]>([
    ['the district League guides a school branch', 'league.local-committee', 'league.branch', 'allowed'],
    ['the federation guides a base union', 'union.federation', 'union.base', 'allowed'],
    ["the locality guides a bank's committee", 'party.local-committee', 'party.committee', 'allowed'],
    ["the women's federation guides the union's women", 'women.federation', 'union.women-committee', 'allowed'],
    ['the leading group guides the agency committee', 'party.leading-group', 'party.agency-committee', 'allowed'],
    ['guidance from beside is for its pair only', 'party.leading-group', 'party.committee',
      'organisations.link-not-superior'],
    ['not across lines', 'party.committee', 'league.committee', 'organisations.link-other-line'],
    ["the union's women do not guide the federation",
      'union.women-committee', 'women.federation', 'organisations.link-other-line'],
    ['not upwards', 'league.branch', 'league.committee', 'organisations.link-not-superior'],
    ['not between two branches', 'party.branch', 'party.branch', 'organisations.link-not-superior'],
  ])('%s', (_, from, to, expected) => expect(link('guides', from, to)).toBe(expected))
})

describe('dates and doubles', () => {
  test('not with itself', () => {
    const itself = { to: end('a', 'party.committee') }
    expect(link('guides', 'party.committee', 'party.committee', itself)).toBe('organisations.link-to-itself')
  })
  test('the same open link only once; the other kind and the other direction are other links', () => {
    const open = (kind: Link['kind'], from: string, to: string) => ({ open: [{ kind, from, to }] })
    expect(link('leads', 'party.branch', 'union.base', open('leads', 'a', 'b'))).toBe('organisations.link-double')
    expect(link('leads', 'party.branch', 'union.base', open('guides', 'a', 'b'))).toBe('allowed')
    expect(link('leads', 'party.branch', 'union.base', open('leads', 'b', 'a'))).toBe('allowed')
    expect(link('leads', 'party.branch', 'union.base', open('leads', 'a', 'c'))).toBe('allowed')
  })
  test('from the day both stand, up to today', () => {
    const young = { to: end('b', 'union.base', { founded: '2026-02-01' }) }
    expect(link('leads', 'party.branch', 'union.base', { ...young, start: '2026-02-01' })).toBe('allowed')
    expect(link('leads', 'party.branch', 'union.base', { ...young, start: '2026-01-31' }))
      .toBe('organisations.link-before-founding')
    expect(link('leads', 'party.branch', 'union.base', { start: '2026-03-11' })).toBe('organisations.day-in-future')
  })
  test('not with a body that has ended', () => {
    const ended = { to: end('b', 'union.base', { dissolved: '2026-01-01' }) }
    expect(link('leads', 'party.branch', 'union.base', ended)).toBe('organisations.dissolved')
  })
  test('a link ends once, on its first day at the earliest and today at the latest', () => {
    const finish = (day: string, ended: string | null = null) =>
      mayEndLink({ start: '2026-01-01', end: ended, leadsDoer: false }, day, today)
    expect(finish('2026-01-01')).toEqual({ ok: true, value: '2026-01-01' })
    expect(finish(today)).toEqual({ ok: true, value: today })
    expect(finish('2025-12-31')).toMatchObject({ refusal: 'organisations.link-ends-before-start' })
    expect(finish('2026-03-11')).toMatchObject({ refusal: 'organisations.day-in-future' })
    expect(finish(today, '2026-02-01')).toMatchObject({ refusal: 'organisations.link-ended' })
  })
})
