import { expect, test } from 'vitest'
import { countOf, noPages, pageSize, wantsMore, withPage, withRow, type Pages } from './page-cache.ts'

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
  expect(mended.rows.filter(({ text }) => text === '改')).toEqual([{ seq: 901, text: '改' }])
  expect(mended.rows.map(({ seq }) => seq)).toEqual(whole.rows.map(({ seq }) => seq))
  expect(whole.rows[pageSize + 1]).toEqual({ seq: 901 })
  expect(withRow(whole, { seq: 9_999 })).toBe(whole)
})
