import { expect, test } from 'vitest'
import {
  countOf,
  holeAt,
  noPages,
  pageSize,
  room,
  wantsMore,
  withPage,
  withPlaced,
  withRow,
  type Pages,
} from './page-cache.ts'

interface Row {
  seq: number
  text?: string
}
const rows = (from: number, count: number): Row[] => Array.from({ length: count }, (_, i) => ({ seq: from + i }))

const empty: Pages<Row> = noPages
const first = withPage(empty, rows(5, pageSize), 'next')
const whole = withPage(first, rows(900, 3), null)

test('a few more rows are promised until the end is known', () => {
  expect(countOf(empty)).toBeGreaterThan(0)
  expect(countOf(first)).toBeGreaterThan(pageSize)
  expect(countOf(whole)).toBe(pageSize + 3)
})

test('the next page is asked for before its rows come into sight, and none after the last', () => {
  expect(wantsMore(empty, 0)).toBe(true)
  expect(wantsMore(first, pageSize - 61)).toBe(false)
  expect(wantsMore(first, pageSize - 60)).toBe(true)
  expect(wantsMore(whole, pageSize + 3)).toBe(false)
})

test('an empty answer is the end', () => {
  const none = withPage(empty, [], null)
  expect(countOf(none)).toBe(0)
  expect(wantsMore(none, 0)).toBe(false)
})

test('a mended row takes the place of the old one and of nothing else', () => {
  const mended = withRow(whole, { seq: 901, text: '改' })
  expect(mended.rows.filter((row) => row?.text === '改')).toEqual([{ seq: 901, text: '改' }])
  expect(mended.rows.map((row) => row?.seq)).toEqual(whole.rows.map((row) => row?.seq))
  expect(whole.rows[pageSize + 1]).toEqual({ seq: 901 })
  expect(withRow(whole, { seq: 9_999 })).toBe(whole)
})

test('of all rows any page can be asked for: the one that holds the first hole in sight or just below it', () => {
  const blank: Pages<Row> = room(1000)
  expect([countOf(blank), wantsMore(blank, 999)]).toEqual([1000, false])
  expect(holeAt(blank, 0, 20)).toBe(1)
  expect(holeAt(blank, 730, 750)).toBe(601)
  const some = withPlaced(blank, rows(601, pageSize))
  expect([some.rows[600]?.seq, some.rows[799]?.seq, some.rows[800]]).toEqual([601, 800, undefined])
  expect(holeAt(some, 610, 700)).toBeNull()
  expect(holeAt(some, 610, 739)).toBeNull()
  expect(holeAt(some, 610, 740)).toBe(801)
  expect(holeAt(some, 590, 620)).toBe(401)
  expect(holeAt(room(0), 0, 0)).toBeNull()
})

test('a row beyond the room is left out, one in a hole is found again to be changed', () => {
  const some = withPlaced(room(10) as Pages<Row>, [{ seq: 4 }, { seq: 11 }])
  expect([some.rows.length, some.rows[3]]).toEqual([10, { seq: 4 }])
  expect(withRow(some, { seq: 4, text: '改' }).rows[3]).toEqual({ seq: 4, text: '改' })
  expect(withRow(some, { seq: 5, text: '改' })).toBe(some)
})
