import { describe, expect, test } from 'vitest'
import { blockSize, blocksMissing, countOf, indexOf, noPages, onlyBlock, rowAt, withBlock, withRow } from './page-cache.ts'

interface Row { seq: number; text?: string }
const rows = (from: number, count: number): Row[] => Array.from({ length: count }, (_, i) => ({ seq: from + i }))

describe('rows with an address', () => {
  const empty = noPages<Row>(100_000)
  const held = withBlock(empty, 7, rows(701, blockSize), null)

  test('the whole sheet can be scrolled before anything came', () => {
    expect(countOf(empty)).toBe(100_000)
    expect(rowAt(empty, 50_000)).toBeUndefined()
  })

  test('only the blocks in sight that are missing are asked for', () => {
    expect(blocksMissing(empty, 0, 30)).toEqual([0])
    expect(blocksMissing(empty, 99, 100)).toEqual([0, 1])
    expect(blocksMissing(held, 690, 810)).toEqual([6, 8])
    expect(blocksMissing(held, 700, 799)).toEqual([])
  })

  test('nothing is asked for beyond the ends', () => {
    expect(blocksMissing(empty, -20, 5)).toEqual([0])
    expect(blocksMissing(empty, 99_990, 100_050)).toEqual([999])
    expect(blocksMissing(noPages<Row>(0), 0, 20)).toEqual([])
  })

  test('a row is found by its place and its place by its number', () => {
    expect(rowAt(held, 700)).toEqual({ seq: 701 })
    expect(rowAt(held, 799)).toEqual({ seq: 800 })
    expect(rowAt(held, 800)).toBeUndefined()
    expect(indexOf(held, 750)).toBe(749)
    expect(indexOf(held, 5)).toBeNull()
  })

  test('a mended row replaces the old one and nothing else', () => {
    const mended = withRow(held, { seq: 702, text: '改' })
    expect(rowAt(mended, 701)).toEqual({ seq: 702, text: '改' })
    expect(rowAt(mended, 702)).toEqual({ seq: 703 })
    expect(rowAt(held, 701)).toEqual({ seq: 702 })
    expect(withRow(held, { seq: 9 })).toBe(held)
  })

  test('after a bulk mending only what came anew counts', () => {
    const fresh = onlyBlock(held, 3, rows(301, blockSize), null)
    expect(rowAt(fresh, 300)).toEqual({ seq: 301 })
    expect(rowAt(fresh, 700)).toBeUndefined()
  })
})

describe('rows that follow each other by cursor', () => {
  const empty = noPages<Row>(null)
  const first = withBlock(empty, 0, rows(5, blockSize), 'next')
  const whole = withBlock(first, 1, rows(900, 3), null)

  test('a few more are promised until the end is known', () => {
    expect(countOf(empty)).toBeGreaterThan(0)
    expect(countOf(first)).toBeGreaterThan(blockSize)
    expect(countOf(whole)).toBe(blockSize + 3)
  })

  test('the next block is asked for when its rows come into sight, and none after the last', () => {
    expect(blocksMissing(empty, 0, 5)).toEqual([0])
    expect(blocksMissing(first, 0, blockSize - 1)).toEqual([])
    expect(blocksMissing(first, 0, blockSize)).toEqual([1])
    expect(blocksMissing(whole, 0, blockSize + 50)).toEqual([])
  })

  test('an empty answer is the end', () => {
    const none = withBlock(empty, 0, [], null)
    expect(countOf(none)).toBe(0)
    expect(blocksMissing(none, 0, 20)).toEqual([])
  })
})
