import { describe, expect, test } from 'vitest'
import { ageOn } from '#base/day.ts'
import { readIdNumber } from '#exchange/values/id-number.ts'
import { kindOf, lineOf } from '#organisations/kinds.ts'
import { largeWorld } from './world.ts'

const today = '2026-11-23'
const small = { organisations: 2_000, memberships: 20_000, today }

describe('a world of 2,000 organisations and 20,000 memberships', () => {
  const world = largeWorld(small)
  const organisations = [...world.organisations()]
  const persons = [...world.persons()]
  const memberships = [...world.memberships()]

  test('has exactly as many of each as asked for', () => {
    expect(world.counts).toMatchObject({ organisations: 2_000, memberships: 20_000, persons: 16_000 })
    expect([organisations.length, persons.length, memberships.length]).toEqual([2_000, 16_000, 20_000])
  })

  test('is a tree of seven levels whose paths are the base-36 ids from the root down', () => {
    const byId = new Map(organisations.map((one) => [one.id, one]))
    for (const one of organisations) {
      const above = one.parentId === null ? { path: '', depth: 0 } : byId.get(one.parentId)!
      expect(one.path).toBe(`${above.path}${one.id.toString(36)}/`)
      expect(one.depth).toBe(above.depth + 1)
      expect(one.line).toBe(lineOf(one.kind))
    }
    expect(Math.max(...organisations.map((one) => one.depth))).toBe(7)
    expect(organisations.filter((one) => one.parentId === null)).toHaveLength(1)
    const parents = new Set(organisations.map((one) => one.parentId))
    expect(organisations.filter((one) => one.depth < 7 && !parents.has(one.id))).toEqual([])
  })

  test('memberships stand in branches of their line, at most one per person and line', () => {
    const byId = new Map(organisations.map((one) => [one.id, one]))
    for (const one of memberships) {
      const body = byId.get(one.organisationId)!
      expect([one.path, one.line, kindOf(body.kind).holdsMembers]).toEqual([body.path, body.line, true])
    }
    expect(new Set(memberships.map((one) => `${one.personId} ${one.line}`)).size).toBe(memberships.length)
    expect(new Set(memberships.map((one) => one.personId)).size).toBe(16_000)
    expect(memberships.map((one) => one.id)).toEqual(memberships.map((_, i) => i + 1))
  })

  test('members are of lawful age when they join', () => {
    const youngest: Record<string, number> = { party: 18, league: 14, union: 16 }
    for (const one of memberships) {
      const { born } = persons[one.personId - 1]!
      const age = ageOn(born, one.since)
      expect(one.since <= today && age >= youngest[one.line]!, JSON.stringify(one)).toBe(true)
      if (one.line === 'league') expect(ageOn(born, today)).toBeLessThan(28)
    }
  })

  test('ID numbers are of area codes that begin with 99, right in the last digit, and different', () => {
    for (const { idNumber, born, sex } of persons) {
      expect(idNumber).toMatch(/^99/)
      expect(readIdNumber(idNumber, { today })).toEqual({ ok: true, value: { number: idNumber, born, sex } })
    }
    expect(new Set(persons.map((one) => one.idNumber)).size).toBe(persons.length)
  })

  test('is the same again for the same seed, another for another, and any person can be had alone', () => {
    expect([...largeWorld(small).memberships()]).toEqual(memberships)
    expect([...largeWorld({ ...small, seed: 2 }).persons()]).not.toEqual(persons)
    for (const id of [1, 2, 7_777, 16_000]) expect(world.person(id)).toEqual(persons[id - 1])
  })

  test('ids begin after those that are taken', () => {
    const later = largeWorld({ ...small, idsAfter: { persons: 500, memberships: 900 } })
    const [person] = later.persons()
    const [membership] = later.memberships()
    expect([person!.id, membership!.id, membership!.personId]).toEqual([501, 901, 501])
    expect(later.person(501)).toEqual(person)
  })
})

test('the country has the levels of the reference, by number and by name', () => {
  const world = largeWorld({ organisations: 202_294, memberships: 2_000_000, today })
  expect(world.counts.levels).toEqual([1, 31, 342, 2_978, 20_000, 56_000, 122_942])
  const names: string[] = []
  for (const one of world.organisations()) if (one.depth <= 4) names.push(one.name)
  expect(names).toHaveLength(1 + 31 + 342 + 2_978)
  expect(names).toEqual(expect.arrayContaining(['中共河北省委员会', '中共石家庄市委员会', '中共镇雄县委员会']))
  // The sample world's district is invented: no county of the country has its name.
  expect(names.filter((name) => name.includes('同心区'))).toEqual([])
})

test.each([100, 350, 5_000, 60_000])('a world of %i organisations has exactly so many', (organisations) => {
  const { levels } = largeWorld({ organisations, memberships: organisations * 5 }).counts
  expect(levels.reduce((sum, count) => sum + count)).toBe(organisations)
  expect(levels.every((count, i) => count >= 1 && count >= (levels[i - 1] ?? 1))).toBe(true)
})

test('fewer than a hundred organisations make no large world', () => {
  expect(() => largeWorld({ organisations: 99, memberships: 500 })).toThrow(RangeError)
})
