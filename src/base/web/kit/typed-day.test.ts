import { describe, expect, test } from 'vitest'
import { typedDay } from '#base/web/kit/typed-day.ts'

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
