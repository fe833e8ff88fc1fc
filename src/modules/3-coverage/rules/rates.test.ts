import { expect, test } from 'vitest'
import fc from 'fast-check'
import { spotCodeList } from '#coverage/codes.ts'
import { isSetAside, mayPlan, maySetAside, coverageRefusals } from '#coverage/rules/decisions.ts'
import { amountsOf, differenceOf, rateOf, type Counted } from '#coverage/rules/rates.ts'

const firm: Counted = {
  holders: { party: 1, league: 2, union: 3 }, counted: true, twoNew: true, stands: { party: 'own', league: 'none', union: 'joint' },
  open: ['league-missing'], first: ['two-new'],
}

test('a unit counts for the party body in every line, for a mass body in its own', () => {
  expect(Object.fromEntries(amountsOf(firm))).toEqual({
    '1 units': 1, '1 units.new': 1, '1 party.own': 1, '1 party.own.new': 1, '1 union.joint': 1, '1 union.joint.new': 1,
    '1 spot.league-missing': 1, '1 spot.league-missing.new': 1, '1 first.league-missing': 1,
    '2 units': 1, '2 units.new': 1, '2 spot.league-missing': 1, '2 spot.league-missing.new': 1, '2 first.league-missing': 1,
    '3 units': 1, '3 units.new': 1, '3 union.joint': 1, '3 union.joint.new': 1,
  })
})

test('a closed unit is not in the rates', () => {
  expect([...amountsOf({ ...firm, counted: false }).keys()].filter((key) => key.includes('units'))).toEqual([])
})

test('组织覆盖率 counts joint ones, 单独组建率 does not; without units there is no rate', () => {
  const numbers = new Map([['units', 8], ['league.own', 3], ['league.joint', 1]])
  expect(rateOf(numbers, 'league', false)).toEqual({ units: 8, own: 3, joint: 1, covered: 500, alone: 375 })
  expect(rateOf(numbers, 'league', true)).toEqual({ units: 0, own: 0, joint: 0, covered: null, alone: null })
})

test('what changes is the difference, and adding it up again gives the new numbers', () => {
  const standing = fc.constantFrom('own' as const, 'joint' as const, 'none' as const)
  const body = fc.integer({ min: 1, max: 3 })
  const any = fc.record({
    holders: fc.record({ party: body, league: body, union: body }), counted: fc.boolean(), twoNew: fc.boolean(),
    stands: fc.record({ party: standing, league: standing, union: standing }),
    open: fc.subarray(spotCodeList), first: fc.subarray(['two-new' as const, 'migrant' as const]),
  })
  fc.assert(fc.property(any, any, (one, other) => {
    const sum = new Map(amountsOf(one))
    for (const [key, n] of differenceOf(amountsOf(one), amountsOf(other))) sum.set(key, (sum.get(key) ?? 0) + n)
    for (const [key, n] of sum) if (n === 0) sum.delete(key)
    expect(sum).toEqual(amountsOf(other))
    expect(differenceOf(amountsOf(one), amountsOf(one)).size).toBe(0)
  }))
})

const today = '2026-03-10'
const aside = (reviewOn: string) => maySetAside({ code: 'league-missing', found: ['league-missing'], reviewOn }, today)

test('不适用 needs a finding and a review that lies ahead, two years at most', () => {
  expect([aside('2026-03-10'), aside('2026-03-11'), aside('2028-03-10'), aside('2028-03-11')].map((one) => (one.ok ? 'ok' : one.refusal)))
    .toEqual(['coverage.review-not-later', 'ok', 'ok', 'coverage.review-too-late'])
  expect(maySetAside({ code: 'party-missing', found: ['league-missing'], reviewOn: '2026-04-01' }, today)).toMatchObject({ refusal: 'coverage.no-such-spot' })
})

test('it is back on the day of its review', () => {
  expect([isSetAside('2026-03-11', today), isSetAside('2026-03-10', today), isSetAside(null, today)]).toEqual([true, false, false])
})

test('a plan has a day that is not past', () => {
  const plan = (targetOn: string) => mayPlan({ code: 'league-missing', found: ['league-missing'], targetOn }, today)
  expect(plan('2026-03-10').ok).toBe(true)
  expect(plan('2026-03-09')).toMatchObject({ refusal: 'coverage.target-past' })
  expect(mayPlan({ code: 'league-missing', found: [], targetOn: today }, today)).toMatchObject({ refusal: 'coverage.no-such-spot' })
})

test('every refusal is told apart', () => expect(new Set(coverageRefusals).size).toBe(coverageRefusals.length))
