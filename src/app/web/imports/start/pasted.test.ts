import { expect, test } from 'vitest'
import { sizeOfPaste } from './pasted.ts'

test('a pasted piece is as high as its lines and as wide as its widest line', () => {
  expect(sizeOfPaste('姓名\t性别\t民族\r\n沈望舒\t女\r\n\r\n')).toEqual({ rows: 2, columns: 3 })
})

test('one column and nothing at all are seen as such', () => {
  expect(sizeOfPaste('沈望舒\n顾长风')).toEqual({ rows: 2, columns: 1 })
  expect(sizeOfPaste('  \n')).toEqual({ rows: 0, columns: 0 })
})
