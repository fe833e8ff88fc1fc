import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween } from '#base/day.ts'
import { addWorkDays, calendar, isWorkDay } from '#obligations/workdays.ts'

describe('《国务院办公厅关于2026年部分节假日安排的通知》', () => {
  test.each([
    ['2026-10-07', false], ['2026-10-08', true], ['2026-10-10', true], ['2026-10-11', false],
    ['2026-02-14', true], ['2026-02-15', false], ['2026-02-23', false], ['2026-02-24', true], ['2026-03-02', true],
  ])('%s is a work day: %s', (day, works) => expect(isWorkDay(day)).toBe(works))
  test('a weekday of a year without a notice is not known, its Sunday is', () => {
    expect(isWorkDay('2027-03-03')).toBeNull()
    expect(isWorkDay('2027-03-07')).toBe(false)
  })
  test('every day worked in exchange is a weekend, and no day is both off and worked', () => {
    for (const { worked, off } of calendar) {
      for (const day of worked) {
        expect([0, 6], day).toContain(new Date(day).getUTCDay())
        expect(off.some(({ from, to }) => from <= day && day <= to), day).toBe(false)
      }
    }
  })
})

describe('counting work days', () => {
  test('five work days after 30 September 2026 pass the holiday and count the Saturday worked', () => {
    expect(addWorkDays('2026-09-30', 1)).toEqual({ day: '2026-10-08', sure: true })
    expect(addWorkDays('2026-09-30', 3)).toEqual({ day: '2026-10-10', sure: true })
    expect(addWorkDays('2026-09-30', 4)).toEqual({ day: '2026-10-12', sure: true })
  })
  test('into a year without a notice the answer says that it is not sure', () => {
    expect(addWorkDays('2026-12-31', 1)).toEqual({ day: '2027-01-01', sure: false })
    expect(addWorkDays('2026-12-28', 3).sure).toBe(true)
  })
  test('back and forth comes home, from a work day', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 60 }), (start, days) => {
      const day = addDays('2025-01-02', start)
      fc.pre(isWorkDay(day) === true)
      const there = addWorkDays(day, days)
      fc.pre(there.sure)
      expect(addWorkDays(there.day, -days).day).toBe(day)
      expect(daysBetween(day, there.day)).toBeGreaterThanOrEqual(days)
    }))
  })
})

test('an ordinary Saturday and Sunday are off, the Friday and Monday beside them are not', () => {
  expect(['2026-03-06', '2026-03-07', '2026-03-08', '2026-03-09'].map((day) => isWorkDay(day))).toEqual([true, false, false, true])
  expect(['2031-03-07', '2031-03-08', '2031-03-09'].map((day) => isWorkDay(day))).toEqual([null, false, false])
})
