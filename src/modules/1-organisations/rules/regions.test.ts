import { expect, test } from 'vitest'
import { isRegionCode, maySetRegion, type RegionChange } from '#organisations/rules/regions.ts'

const today = '2026-03-10'
const change = (more: Partial<RegionChange> = {}, held: string | null = null) => {
  const organisation = { id: 'a', kind: 'party.branch' as const, founded: '2020-01-01', dissolved: null, region: held }
  const decision = maySetRegion({ organisation, region: '990102', on: today, ...more }, today)
  return decision.ok ? decision.value : decision.refusal
}

test.each([
  ['990000', true], ['990100', true], ['990102', true], ['999001', true], ['990002', false], ['099001', false], ['99010', false], ['9901021', false],
  ['99010a', false], ['', false],
])('%s has the form of a division code: %s', (code, is) => expect(isRegionCode(code)).toBe(is))

test('a code may be laid down, changed and given up', () => {
  expect([change(), change({}, '990101'), change({ region: null }, '990101')]).toEqual(['990102', '990102', null])
})
test('the same code again, or giving up what there is not, changes nothing', () => {
  expect([change({}, '990102'), change({ region: null })]).toEqual(Array(2).fill('organisations.region-unchanged'))
})
test('no code of another form', () => expect(change({ region: '990002' })).toBe('organisations.region-wrong'))
test('not from a day to come, nor before the founding', () => {
  expect([change({ on: '2026-03-11' }), change({ on: '2020-01-01' }), change({ on: '2019-12-31' })])
    .toEqual(['organisations.day-in-future', '990102', 'organisations.before-founding'])
})
