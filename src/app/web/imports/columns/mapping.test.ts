import { describe, expect, test } from 'vitest'
import { headersIn, isSameMapping, leftOut, letterOf, mappedBy, missingIn, samplesOf, twiceIn, withField } from './mapping.ts'

const fields = [
  { field: 'name', words: '姓名', required: true },
  { field: 'born', words: '出生日期', required: false },
  { field: 'branch', words: '所在支部', required: true },
]
const sheet = {
  sample: [
    { row: 1, cells: ['党员花名册'] },
    { row: 3, cells: ['姓　名', '出生', ' '] },
    { row: 4, cells: ['沈望舒', '1984.03', ''] },
    { row: 5, cells: ['', '1991.11', '第一支部'] },
  ],
}

test('columns are named as in a spreadsheet', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
})

describe('what a column shows', () => {
  test('its first values below the header, blanks left out', () => {
    expect(samplesOf(sheet, 3, 0)).toEqual(['沈望舒'])
    expect(samplesOf(sheet, 3, 1)).toEqual(['1984.03', '1991.11'])
    expect(samplesOf(sheet, null, 0)).toEqual(['党员花名册', '姓　名', '沈望舒'])
    expect(samplesOf(sheet, 3, 9)).toEqual([])
  })

  test('the headers reach as far as the widest row', () => {
    expect(headersIn(sheet, 3)).toEqual(['姓　名', '出生', ''])
    expect(headersIn(sheet, 1)).toEqual(['党员花名册', '', ''])
    expect(headersIn(sheet, null)).toEqual(['', '', ''])
  })
})

test('the columns that stay out are named, a running number aside', () => {
  expect(leftOut({ headers: ['序号', '姓名', '备注', '', '特长'], mapping: { 1: 'name' } })).toEqual(['备注', '特长'])
})

describe('another row of headers', () => {
  const known = { headers: ['姓名', '生日'], mapping: { 0: 'name', 1: 'born' } }

  test('means what the same headers meant before, or what they say', () => {
    expect(mappedBy(['生日', '姓　名', '所在支部', '备注'], known, fields)).toEqual({
      0: 'born',
      1: 'name',
      2: 'branch',
    })
  })

  test('gives a field to one column only, and nothing to a blank header', () => {
    expect(mappedBy(['姓名', '姓名', ''], known, fields)).toEqual({ 0: 'name' })
  })
})

describe('a changed mapping', () => {
  test('takes a field and gives it back', () => {
    expect(withField({ 0: 'name' }, 2, 'branch')).toEqual({ 0: 'name', 2: 'branch' })
    expect(withField({ 0: 'name' }, 0, '')).toEqual({})
  })

  test('tells what is missing and what is claimed twice', () => {
    expect(missingIn({ 0: 'name' }, fields).map(({ field }) => field)).toEqual(['branch'])
    expect(missingIn({ 0: 'name', 1: 'branch' }, fields)).toEqual([])
    expect(twiceIn({ 0: 'name', 1: 'name' }, fields)?.field).toBe('name')
    expect(twiceIn({ 0: 'name', 1: 'born' }, fields)).toBeUndefined()
  })

  test('is the same whatever the order', () => {
    expect(isSameMapping({ 0: 'a', 1: 'b' }, { 1: 'b', 0: 'a' })).toBe(true)
    expect(isSameMapping({ 0: 'a' }, { 0: 'a', 1: 'b' })).toBe(false)
    expect(isSameMapping({ 0: 'a' }, { 0: 'b' })).toBe(false)
  })
})
