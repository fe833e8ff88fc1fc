import { expect, test } from 'vitest'
import { parseSearch, stringifySearch } from '#base/web/route.ts'

test('filters stand in the address as plain words and come back as they were', () => {
  const filters = { q: '张 三&四', line: 'party', page: '2' }
  expect(parseSearch(stringifySearch(filters))).toEqual(filters)
})
test('digits stay text, so that 007 is not 7', () => expect(parseSearch('?q=007')).toEqual({ q: '007' }))
test('empty filters leave no trace in the address', () => {
  expect(stringifySearch({ q: '', line: undefined, on: null })).toBe('')
})
