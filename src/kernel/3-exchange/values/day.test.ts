import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf } from '#base/day.ts'
import type { Cell } from '#exchange/read/cell.ts'
import { readDay } from '#exchange/values/day.ts'
import { serialOfDay } from '#exchange/values/serial-day.ts'

const anyText =
  fc.array(fc.oneof(fc.integer({ min: 0, max: 0xff }), fc.integer({ min: 0, max: 0x2ffff })), { maxLength: 30 })
  .map((codes) => String.fromCodePoint(...codes))

const context = { today: '2026-11-23' }
const read = (cell: Cell) => readDay(cell, context)

describe('a day is understood in the ways offices write it', () => {
  test.each<[Cell]>([
    ['2012.7.1'], ['2012.07.01'], ['2012-7-1'], ['2012/7/1'], ['2012年7月1日'], ['2012年07月01日'], ['20120701'], [20120701],
    ['二〇一二年七月一日'], ['二○一二年七月一日'], ['２０１２．０７．０１'], [' 2012 年 7 月 1 日 '],
    ['2012-07-01 00:00:00'], ['2012/7/1 0:00'], ['2012-07-01T00:00:00'], ['2012年7月1号'], ['2012、7、1'], ['2012 7 1'],
    [{ date: '2012-07-01' }], ['2012.7.1.'], ['\u200b2012-07-01\ufeff'],
  ])('%j', (cell) => expect(read(cell)).toEqual({ ok: true, value: '2012-07-01' }))

  test.each<[Cell, string]>([
    ['二〇一二年十二月三十一日', '2012-12-31'], ['一九九九年十月二十日', '1999-10-20'], ['二零零八年二月二十九日', '2008-02-29'],
    ['1921.7.23', '1921-07-23'], ['1900-01-01', '1900-01-01'], ['2100.12.31', '2100-12-31'],
  ])('%j is %s', (cell, day) => expect(read(cell)).toEqual({ ok: true, value: day }))
})

describe('a month without a day is its first day, with a note', () => {
  test.each<[Cell]>([
    ['2012.07'], ['2012.7'], ['2012年7月'], ['2012年07月'], ['201207'], [201207], [2012.07], [2012.7], ['2012-07'],
    ['2012/7'],
    ['２０１２．０７'], ['二〇一二年七月'], ['2012.07.00'], [{ date: '2012-07-01', monthOnly: true }],
  ])('%j', (cell) => expect(read(cell)).toEqual({ ok: true, value: '2012-07-01', note: 'month-only' }))
})

describe('a serial number without its format is taken, with a note', () => {
  test.each([
    [41091, '2012-07-01'], [41091.5, '2012-07-01'], [7000, '1919-03-01'], [73050, '2099-12-31'],
  ])('%d is %s', (serial, day) =>
    expect(read(serial)).toEqual({ ok: true, value: day, note: 'serial' }))
  test.each([[6999], [73051], [0], [-1], [12]])('%d is none', (serial) => expect(read(serial).ok).toBe(false))
})

test('an instant of another clock is the day it was in Shanghai', () => {
  expect(read('2012-06-30T16:00:00.000Z')).toEqual({ ok: true, value: '2012-07-01', note: 'time-dropped' })
  expect(read('2012-06-30T15:59:59.000Z')).toEqual({ ok: true, value: '2012-06-30', note: 'time-dropped' })
})

describe('what cannot be sure is a fault, with a proposal where it is plain', () => {
  test.each<[Cell, string, string | undefined]>([
    ['12.7.1', 'day-two-digit-year', '2012-07-01'],
    ['85年7月', 'day-two-digit-year', '1985.07'],
    ['85.7', 'day-two-digit-year', '1985.07'],
    ['26.11.23', 'day-two-digit-year', '2026-11-23'],
    ['27.1.1', 'day-two-digit-year', '1927-01-01'],
    ['850713', 'day-two-digit-year', '1985-07-13'],
    ['2012', 'day-year-only', undefined],
    ['2012年', 'day-year-only', undefined],
    [2012, 'day-year-only', undefined],
    ['2023-02-29', 'day-impossible', '2023-02-28'],
    ['2012.6.31', 'day-impossible', '2012-06-30'],
    ['2012.13.1', 'day-impossible', undefined],
    ['2012.13', 'day-impossible', undefined],
    ['2012.7.32', 'day-impossible', undefined],
    [2012.1, 'day-zero-lost', '2012.10'],
    ['7/13/2012', 'day-order', '2012-07-13'],
    ['13/7/2012', 'day-order', '2012-07-13'],
    ['7/1/2012', 'day-order', undefined],
    ['2O12.7.1', 'day-unreadable', '2012.7.1'],
    ['2012年7月入党', 'day-unreadable', '2012年7月'],
    ['预备', 'day-unreadable', undefined],
    ['1012.7.1', 'day-out-of-range', undefined],
    ['1899-12-31', 'day-out-of-range', undefined],
    ['2101-01-01', 'day-out-of-range', undefined],
    [true, 'day-unreadable', undefined],
    [{ date: 'x' }, 'day-unreadable', undefined],
  ])('%j: %s', (cell, fault, proposal) =>
    expect(read(cell)).toEqual(proposal === undefined ? { ok: false, fault } : { ok: false, fault, proposal }))
})

test('a proposal for a day can itself be read', () => {
  for (const cell of ['12.7.1', '85年7月', '2023-02-29', '2O12.7.1', '7/13/2012', '2012年7月入党', 2012.1]) {
    const parsed = read(cell)
    expect(parsed.ok === false && parsed.proposal !== undefined && read(parsed.proposal).ok).toBe(true)
  }
})

test('a day that must have come may be today, not tomorrow', () => {
  expect(readDay('2026-11-23', { ...context, past: true }).ok).toBe(true)
  expect(readDay('2026-11-24', { ...context, past: true })).toEqual({ ok: false, fault: 'day-in-future' })
  expect(readDay('2026-11-24', context).ok).toBe(true)
})

const aDay =
  fc.tuple(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .filter(([y, m, d]) => dayOf(y, m, d) !== null)
const digits = (n: number) => [...String(n)].map((d) => [...'〇一二三四五六七八九'][Number(d)]).join('')
const counted = (n: number) =>
  n < 10 ? digits(n) : `${n >= 20 ? digits(Math.floor(n / 10)) : ''}十${n % 10 === 0 ? '' : digits(n % 10)}`

test('property: every way of writing a day gives that day', () => {
  fc.assert(fc.property(aDay, ([y, m, d]) => {
    const day = dayOf(y, m, d)!
    const two = (n: number) => String(n).padStart(2, '0')
    const ways: Cell[] = [
      `${y}.${m}.${d}`, `${y}.${two(m)}.${two(d)}`, `${y}/${m}/${d}`, day, `${y}${two(m)}${two(d)}`, `${y}年${m}月${d}日`,
      `${digits(y)}年${counted(m)}月${counted(d)}日`, { date: day }, Number(`${y}${two(m)}${two(d)}`),
    ]
    for (const way of ways) expect(read(way)).toEqual({ ok: true, value: day })
    const serial = serialOfDay(day)
    if (serial !== null && serial >= 7000 && serial < 73051) expect(read(serial)).toMatchObject({ value: day })
  }))
})

test('property: no text makes the reader throw, and what it accepts is a day', () => {
  fc.assert(fc.property(fc.oneof(anyText, fc.double(), fc.integer()), (cell) => {
    const parsed = read(cell)
    if (parsed.ok) expect(parsed.value).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  }), { numRuns: 1000 })
})
