import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { national } from '#regulations/packs/national.ts'
import type { DuesLine, PayerKind } from '#dues/codes.ts'
import { baseOf } from '#dues/rules/base.ts'
import { owedFor, type Assessed } from '#dues/rules/owed.ts'

const kinds = { party: 'party.branch', league: 'league.branch', union: 'union.base' } as const
const asked = (line: DuesLine, payer: PayerKind, yuan: number | null, more: Partial<Assessed> & { on?: string } = {}): Assessed => ({
  line, payer, base: yuan === null ? null : Math.round(yuan * 100), relief: null, released: false,
  place: { kind: kinds[line], line, day: more.on ?? '2026-03-01' }, ...more,
})
const yuan = (...given: Parameters<typeof asked>): number => owedFor(national.rules, asked(...given)).fen / 100

describe('party dues since 2008: the whole amount takes its band’s rate, the upper end belongs to the band', () => {
  test.each([
    [3000, 15], [3000.01, 30], [5000, 50], [5000.01, 75], [10_000, 150], [10_000.01, 200], [5100, 76.5], [4900, 49], [0, 0],
  ])('a salary of %d yuan owes %d', (base, due) => expect(yuan('party', 'salaried', base)).toBe(due))

  test.each([[5000, 25], [5000.01, 50], [6000, 60]])('a pension of %d yuan owes %d', (base, due) =>
    expect(yuan('party', 'retired', base)).toBe(due))

  test.each(['annual', 'irregular'] as const)('who is paid otherwise (%s) pays by the same table', (payer) =>
    expect(yuan('party', payer, 5100)).toBe(76.5))

  test.each([['farmer', 0.2], ['student', 0.2], ['relief', 0.2]] as const)('%s pays %d yuan, whatever the income', (payer, due) =>
    expect(yuan('party', payer, null)).toBe(due))

  test('since 2017 a month’s dues are at most 1000 yuan, before they were not', () => {
    expect(yuan('party', 'salaried', 50_000)).toBe(1000)
    expect(yuan('party', 'salaried', 50_000.5)).toBe(1000)
    expect(yuan('party', 'salaried', 80_000)).toBe(1000)
    expect(yuan('party', 'salaried', 80_000, { on: '2016-12-01' })).toBe(1600)
  })

  test.each([[400, 2], [400.01, 4], [600, 6], [600.01, 9], [800, 12], [800.01, 16], [1500, 30], [1500.01, 45], [3000, 90]])(
    'before April 2008 a salary of %d yuan owed %d', (base, due) =>
      expect(yuan('party', 'salaried', base, { on: '2008-03-01' })).toBe(due))

  test('the table changes between March and April 2008', () => {
    expect(['2008-03-01', '2008-04-01'].map((on) => yuan('party', 'salaried', 2000, { on }))).toEqual([60, 10])
  })

  test('an organisation that rounds to ten fen rounds half up', () => {
    const rules = national.rules.map((rule) => (rule.id === 'party.dues.rounding' ? { ...rule, value: 0.1 } : rule))
    expect(owedFor(rules, asked('party', 'salaried', 5150)).fen).toBe(7730)
    expect(owedFor(rules, asked('party', 'salaried', 5149)).fen).toBe(7720)
  })
})

describe('League dues', () => {
  test.each([[0, 3], [1999.99, 3], [2000, 4], [2499.99, 4], [2500, 5], [5000, 10], [5499.99, 10], [5500, 11], [9999.99, 19], [10_000, 20], [30_000, 20]])(
    'a wage of %d yuan owes %d', (base, due) => expect(yuan('league', 'salaried', base)).toBe(due))
  test.each([['student', 0.2], ['farmer', 0.5]] as const)('%s pays %d yuan', (payer, due) => expect(yuan('league', payer, null)).toBe(due))
  test.each([[400, 2], [400.01, 4], [1000, 10]])('before 2016 a wage of %d yuan owed %d', (base, due) =>
    expect(yuan('league', 'salaried', base, { on: '2015-12-01' })).toBe(due))
  test('before 2016 a student paid ten fen', () => expect(yuan('league', 'student', null, { on: '2015-12-01' })).toBe(0.1))
  test('a party member who keeps League membership owes nothing and may give', () => {
    expect(owedFor(national.rules, asked('league', 'salaried', 5000, { released: true }))).toMatchObject({ state: 'voluntary', fen: 0 })
  })
})

describe('union dues: the wage without what is short of ten yuan', () => {
  test.each([[3456, 17.25], [3460, 17.3], [3459.99, 17.25], [9.99, 0]])('a wage of %d yuan owes %d', (base, due) =>
    expect(yuan('union', 'salaried', base)).toBe(due))
  test('an apprentice pays five fen', () => expect(yuan('union', 'apprentice', null)).toBe(0.05))
  test('who keeps membership after retiring is exempt', () =>
    expect(owedFor(national.rules, asked('union', 'salaried', 5000, { released: true })).state).toBe('exempt'))
})

describe('what is not reckoned by a table', () => {
  test('nobody knows yet how somebody pays, or on what', () => {
    expect(owedFor(national.rules, { ...asked('party', 'salaried', 5000), payer: null }).state).toBe('unknown')
    expect(owedFor(national.rules, asked('party', 'salaried', null)).state).toBe('unknown')
  })
  test('in hardship less is owed, or nothing; never more than the table says', () => {
    expect(yuan('party', 'salaried', 5100, { relief: { kind: 'reduced', fen: 2000 } })).toBe(20)
    expect(yuan('party', 'salaried', 100, { relief: { kind: 'reduced', fen: 2000 } })).toBe(0.5)
    expect(owedFor(national.rules, asked('party', 'salaried', 5100, { relief: { kind: 'exempt', fen: null } })).state).toBe('exempt')
  })
  test('every sum names the rule it comes from, with its article', () => {
    const [rule] = owedFor(national.rules, asked('party', 'salaried', 5100)).rules
    expect(rule).toMatchObject({ id: 'party.dues.salaried.band-3', article: expect.stringContaining('第二条') as string })
    expect(owedFor(national.rules, asked('party', 'salaried', 90_000)).rules.map(({ id }) => id)).toContain('party.dues.monthly-cap')
  })
})

describe('which rules a sum names, and what is owed where one is missing', () => {
  const without = (...ids: string[]) => national.rules.filter(({ id }) => !ids.includes(id))
  const named = (...given: Parameters<typeof asked>) => owedFor(national.rules, asked(...given)).rules.map(({ id }) => id)
  const owed = (rules: typeof national.rules, ...given: Parameters<typeof asked>) => owedFor(rules, asked(...given))

  test('中青发〔2016〕13号: who is released in the League is told the rule of free will, in the union the one of retired members', () => {
    expect([named('league', 'salaried', 5000, { released: true }), named('union', 'salaried', 5000, { released: true })])
      .toEqual([['league.dues.voluntary'], ['union.dues.retained']])
    expect(owedFor(without('league.dues.voluntary'), asked('league', 'salaried', 5000, { released: true })).rules).toEqual([])
  })
  test('the Party releases nobody', () => expect(yuan('party', 'salaried', 5100, { released: true })).toBe(76.5))
  test('组电明字〔2017〕5号: exactly 1000 yuan names no ceiling, more names it', () => {
    expect([named('party', 'salaried', 50_000), named('party', 'salaried', 50_001)].map((ids) => ids.includes('party.dues.monthly-cap'))).toEqual([false, true])
  })
  test('rounding is named only where it changed the sum', () => {
    const rules = national.rules.map((rule) => (rule.id === 'party.dues.rounding' ? { ...rule, value: 0.1 } : rule))
    const rounds = (base: number) => owed(rules, 'party', 'salaried', base).rules.some(({ id }) => id === 'party.dues.rounding')
    expect([rounds(5149), rounds(5100)]).toEqual([true, false])
    expect(owed(without('party.dues.rounding'), 'party', 'salaried', 5149)).toMatchObject({ fen: 7724, rules: [{ id: 'party.dues.salaried.band-3' }] })
  })
  test('exactly the League’s ceiling of 20 yuan comes from the rate, more from the ceiling', () =>
    expect([named('league', 'salaried', 10_000)[0], named('league', 'salaried', 10_500)[0]]).toEqual(['league.dues.rate', 'league.dues.cap']))
  test.each([['flat-below'], ['flat'], ['rate'], ['cap']])('without the League’s rule %s nobody knows what is owed', (id) =>
    expect(owed(without(`league.dues.${id}`), 'league', 'salaried', 5000).state).toBe('unknown'))
  test.each([['rate'], ['step']])('without the union’s rule %s nobody knows what is owed', (id) =>
    expect(owed(without(`union.dues.${id}`), 'union', 'salaried', 5000).state).toBe('unknown'))
  test('without a table, or a fixed sum, nobody knows what is owed', () => {
    expect(owed([], 'party', 'salaried', 5000)).toEqual({ state: 'unknown', fen: 0, base: null, rules: [] })
    expect(owed(without('party.dues.farmer'), 'party', 'farmer', null).state).toBe('unknown')
  })
  test('relief without a sum leaves nothing to pay', () => expect(yuan('party', 'salaried', 5100, { relief: { kind: 'reduced', fen: null } })).toBe(0))
})

describe('properties', () => {
  const fen = fc.integer({ min: 0, max: 100_000_000 })
  test('a sum is whole fen, never negative, and never above the base', () => {
    fc.assert(fc.property(fen, fc.constantFrom('party', 'union') as fc.Arbitrary<DuesLine>, (base, line) => {
      const owed = owedFor(national.rules, { ...asked(line, 'salaried', 0), base })
      expect(Number.isInteger(owed.fen) && owed.fen >= 0 && owed.fen <= base).toBe(true)
    }))
  })
  test('who earns more never owes less', () => {
    fc.assert(fc.property(fen, fen, fc.constantFrom('party', 'league', 'union') as fc.Arbitrary<DuesLine>, (one, other, line) => {
      const of = (base: number) => owedFor(national.rules, { ...asked(line, 'salaried', 0), base }).fen
      expect(of(Math.min(one, other))).toBeLessThanOrEqual(of(Math.max(one, other)))
    }))
  })
  test('every base from nothing up has exactly one band, in every age', () => {
    fc.assert(fc.property(fen, fc.constantFrom('2000-01-01', '2008-03-01', '2008-04-01', '2026-01-01'), (base, day) => {
      const fitting = national.rules.filter(({ id, from, scope, ...rule }) => id.startsWith('party.dues.salaried.band-') && from <= day
        && (!('to' in rule) || rule.to === undefined || day < rule.to) && base >= scope.amount!.from && base <= (scope.amount!.to ?? Infinity))
      expect(fitting).toHaveLength(1)
    }))
  })
})

describe('the base', () => {
  const base = (line: DuesLine, payer: PayerKind, slip: Parameters<typeof baseOf>[1]['slip'], items: [string, number][]) =>
    baseOf(line, { payer, slip, items: items.map(([item, fen]) => ({ item, fen })) as never })
  test('is what counts less tax, insurance, fund and annuity', () => {
    const items: [string, number][] = [['position', 300_000], ['grade', 200_000], ['allowance', 100_000], ['tax', 5_000], ['insurance', 60_000], ['fund', 40_000]]
    expect(base('party', 'salaried', 'agency', items)).toEqual({ ok: true, value: 495_000 })
  })
  test('of who is not paid monthly is the average of the quarter before', () =>
    expect(base('party', 'irregular', 'quarter', [['quarter', 1_000_000]])).toEqual({ ok: true, value: 333_333 }))
  test('is not needed where the dues are fixed', () => expect(base('party', 'farmer', 'none', [])).toEqual({ ok: true, value: null }))
  test.each([
    ['dues.payer-unfitting', 'union', 'retired', 'pension', [['pension', 1]]],
    ['dues.payer-unfitting', 'party', 'retired', 'agency', [['position', 1]]],
    ['dues.item-unfitting', 'party', 'salaried', 'agency', [['bonus-regular', 1]]],
    ['dues.item-twice', 'party', 'salaried', 'agency', [['grade', 1], ['grade', 2]]],
    ['dues.base-missing', 'party', 'salaried', 'agency', [['tax', 1]]],
    ['dues.base-negative', 'party', 'salaried', 'agency', [['grade', 1], ['tax', 2]]],
  ] as const)('%s', (refusal, line, payer, slip, items) =>
    expect(base(line, payer, slip, items as never)).toMatchObject({ ok: false, refusal }))
})
