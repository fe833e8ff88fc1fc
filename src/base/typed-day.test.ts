import { describe, expect, test } from 'vitest'
import { dayFault, monthFault, typedDay, typedMonth } from '#base/typed-day.ts'

describe('a typed day', () => {
  test.each([
    ['20120701', '2012-07-01'],
    ['2012.7.1', '2012-07-01'],
    ['2012-07-01', '2012-07-01'],
    ['2012/7/1', '2012-07-01'],
    ['2012年7月1日', '2012-07-01'],
    ['2012年07月01', '2012-07-01'],
    ['２０１２．７．１', '2012-07-01'],
    [' 2012 . 7 . 1 ', '2012-07-01'],
    ['2024-02-29', '2024-02-29'],
  ])('%s is read as %s', (typed, day) => expect(typedDay(typed)).toBe(day))

  test.each(['2023-02-29', '2012.13.1', '20121301', '2012.0.1', '2012.7', '2012', '201271', '', '昨天', '12.7.1', '2012-07-011'])(
    '%s is not a day', (typed) => expect(typedDay(typed)).toBeNull())
})

describe('a day that is none', () => {
  test.each([
    ['2012年2月30日', '2012 年 2 月没有 30 日'], ['1978-02-31', '1978 年 2 月没有 31 日'], ['20230229', '2023 年 2 月没有 29 日'],
    ['2012.13.1', '没有 13 月'], ['0012-01-01', '没有 12 年'], ['昨天', '日期应写成 2026-07-01'], ['2012.7', '日期应写成 2026-07-01'],
  ])('%s: %s', (typed, sentence) => expect(dayFault(typed)).toBe(sentence))
})

describe('a typed month', () => {
  test.each(['2026年11月', '2026.11', '202611', '2026-11', '2026/11', '２０２６．１１', '2026年11'])('%s is read', (typed) => expect(typedMonth(typed)).toBe('2026-11'))
  test('of one figure too', () => expect(typedMonth('2026.7')).toBe('2026-07'))
  test.each([['2026-13', '没有 13 月'], ['2026年0月', '没有 0 月'], ['11月', '月份应写成 2026-07'], ['2026', '月份应写成 2026-07']])('%s is none: %s', (typed, sentence) => {
    expect(typedMonth(typed)).toBeNull()
    expect(monthFault(typed)).toBe(sentence)
  })
})
