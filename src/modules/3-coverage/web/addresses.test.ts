import { expect, test } from 'vitest'
import { overviewAddress, spotsAddress, unitsAddress } from '#coverage/web/addresses.ts'

test('a number leads to the list of what it counts, with the filter of the page', () => {
  expect(spotsAddress('a', 'all')).toBe('/coverage/spots?organisation=a')
  expect(spotsAddress('a', 'two-new', { code: 'league-missing' })).toBe('/coverage/spots?organisation=a&code=league-missing&first=two-new')
  expect(spotsAddress('a', 'all', { unknown: 'without', direct: true })).toBe('/coverage/spots?organisation=a&unknown=without&direct=true')
  expect([overviewAddress('b', 'all'), overviewAddress('b', 'two-new')]).toEqual(['/coverage?organisation=b', '/coverage?organisation=b&of=two-new'])
  expect([unitsAddress('b', 'all'), unitsAddress('b', 'two-new')]).toEqual(['/units?under=b', '/units?under=b&twoNew=true'])
})
