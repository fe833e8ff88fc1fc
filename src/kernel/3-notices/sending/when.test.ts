import { describe, expect, test } from 'vitest'
import { againAt, goesAt, isQuiet, nextHour, waits } from '#notices/sending/when.ts'

const at = (text: string) => new Date(text)
/** an hour of Shanghai on 23 November */
const hour = (h: number, m = 0) => new Date(Date.UTC(2026, 10, 23, h - 8, m))
const night = { digestHour: 8, quietFrom: 22, quietUntil: 7 }

describe('the hours of Shanghai', () => {
  test('the next eight o’clock is today’s until it strikes, then tomorrow’s', () => {
    expect(nextHour(hour(7, 59), 8)).toEqual(hour(8))
    expect(nextHour(hour(8), 8)).toEqual(hour(8))
    expect(nextHour(hour(8, 1), 8)).toEqual(at('2026-11-24T00:00:00Z'))
    expect(nextHour(at('2026-12-31T16:30:00Z'), 0)).toEqual(at('2027-01-01T16:00:00Z'))
  })

  test.each([
    [21, 59, false], [22, 0, true], [23, 59, true], [0, 0, true], [6, 59, true], [7, 0, false], [12, 0, false],
  ])('from 22 to 7, %i:%i is quiet: %s', (h, m, quiet) => {
    expect(isQuiet(hour(h, m), night)).toBe(quiet)
  })

  test('quiet hours within a day, and none', () => {
    const noon = { digestHour: 8, quietFrom: 12, quietUntil: 14 }
    expect([11, 12, 13, 14].map((h) => isQuiet(hour(h), noon))).toEqual([false, true, true, false])
    expect(isQuiet(hour(3), { digestHour: 8, quietFrom: null, quietUntil: null })).toBe(false)
    expect(isQuiet(hour(3), { digestHour: 8, quietFrom: 3, quietUntil: 3 })).toBe(false)
  })

  test('what may go at once goes at once by day and at the end of the quiet hours by night', () => {
    expect(goesAt(hour(15), 'at-once', night)).toEqual(hour(15))
    expect(goesAt(hour(23), 'at-once', night)).toEqual(at('2026-11-23T23:00:00Z'))
    expect(goesAt(hour(3), 'at-once', night)).toEqual(hour(7))
  })

  test('a digest whose hour is quiet waits for the end of it', () => {
    expect(goesAt(hour(3), 'digest', night)).toEqual(hour(8))
    expect(goesAt(hour(15), 'digest', { ...night, digestHour: 6 })).toEqual(at('2026-11-23T23:00:00Z'))
  })
})

test('waits grow, and after the last nothing is tried any more', () => {
  const began = hour(9)
  const minutes = waits.map((_, no) => (againAt(began, no + 1)!.getTime() - began.getTime()) / 60_000)
  expect(minutes).toEqual([...waits])
  expect(minutes.toSorted((a, b) => a - b)).toEqual(minutes)
  expect(againAt(began, waits.length + 1)).toBeNull()
})
