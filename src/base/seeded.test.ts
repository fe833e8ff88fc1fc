import { expect, test } from 'vitest'
import { mixed, seeded } from '#base/seeded.ts'

test('the same seed gives the same stream, another seed another', () => {
  const firstFive = (seed: string | number) => {
    const chance = seeded(seed)
    return Array.from({ length: 5 }, () => chance.next())
  }
  expect(firstFive('区')).toEqual(firstFive('区'))
  expect(new Set(firstFive('区')).size).toBe(5)
  expect(firstFive('区')).not.toEqual(firstFive('县'))
  expect(firstFive(1)).not.toEqual(firstFive(2))
})

test('whole numbers reach both ends and nothing beyond them', () => {
  const chance = seeded('ends')
  const drawn = new Set(Array.from({ length: 400 }, () => chance.whole(3, 6)))
  expect([...drawn].toSorted()).toEqual([3, 4, 5, 6])
})

test('chances are met about as often as they say', () => {
  const chance = seeded('often')
  const met = Array.from({ length: 10_000 }, () => chance.chance(0.2)).filter(Boolean).length
  expect(met).toBeGreaterThan(1_850)
  expect(met).toBeLessThan(2_150)
})

test('a shuffled list holds the same things in another order and leaves the given one alone', () => {
  const list = Array.from({ length: 50 }, (_, i) => i)
  const other = seeded('cards').shuffled(list)
  expect(other).not.toEqual(list)
  expect(other.toSorted((a, b) => a - b)).toEqual(list)
  expect(list[49]).toBe(49)
})

test('nothing can be picked from an empty list', () => {
  expect(() => seeded('none').pick([])).toThrow(RangeError)
})

test('neighbouring numbers are spread apart', () => {
  const high = Array.from({ length: 1_000 }, (_, i) => mixed(i) >>> 31).filter((bit) => bit === 1).length
  expect(high).toBeGreaterThan(430)
  expect(high).toBeLessThan(570)
})
