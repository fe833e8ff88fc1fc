import { expect, test } from 'vitest'
import { guessHeader } from '#exchange/guess/guess.ts'
import { columnsOf } from '#people/exchange/columns.ts'

test.each(['转正日期', '转正时间', '转为正式时间', '转为正式的时间', '转为正式党员时间', '转正年月'])('%s is the day of becoming a full member', (header) => {
  const sheet = [['姓名', '所在支部', '入党时间', header], ['王安', '第一党支部', '2012.07', '2013.07'], ['李宁', '第一党支部', '2015.07', '2016.07']]
  const { mapping } = guessHeader(sheet.map((cells, at) => ({ sheet: '表1', row: at + 1, hidden: false, cells })), columnsOf('party'))
  expect(mapping).toEqual({ 0: 'name', 1: 'place', 2: 'joinedOn', 3: 'fullOn' })
})
