import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { villageName } from './places.ts'

test.each([
  ['多福巷社区居委会', '多福巷社区'],
  ['石门村村委会', '石门村'],
  ['大湾村民委员会', '大湾村'],
  ['新华居民委员会', '新华社区'],
  ['东升村居委会', '东升社区'],
])('%s is called %s for short', (full, short) => {
  expect(villageName(full)).toBe(short)
})

test('the small file holds every province, city and county, and stays small', () => {
  const text = readFileSync(new URL('../bench/places.json', import.meta.url), 'utf8')
  const { provinces, detailed } = JSON.parse(text) as {
    provinces: { cities: { counties: string[] }[] }[]
    detailed: { towns: { villages: string[] }[] }[]
  }
  const cities = provinces.flatMap((province) => province.cities)
  expect([provinces.length, cities.length, cities.flatMap((city) => city.counties).length]).toEqual([31, 342, 2978])
  expect(detailed.flatMap((county) => county.towns).flatMap((town) => town.villages).length).toBeGreaterThan(1_500)
  expect(Buffer.byteLength(text)).toBeLessThan(400 * 1024)
})
