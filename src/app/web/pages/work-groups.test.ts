import { expect, test } from 'vitest'
import { folded, groupsOf } from './work-groups.ts'

const item = (daysLeft: number | null) => ({ daysLeft })
const shape = (...days: (number | null)[]) => groupsOf(days.map(item)).map((group) => [group.title, group.items.map((one) => one.daysLeft)])

test('late work comes first, the most overdue at the top', () => {
  expect(shape(5, -1, -40)).toEqual([['已过期', [-40, -1]], ['三十天内', [5]]])
})
test('the day itself and the thirtieth day are within thirty days, the thirty-first is later', () => {
  expect(shape(0, 30, 31)).toEqual([['三十天内', [0, 30]], ['以后', [31]]])
})
test('work without a date comes last', () => expect(shape(null, 100)).toEqual([['以后', [100]], ['随时可办', [null]]]))
test('nothing to do makes no groups', () => expect(shape()).toEqual([]))

const of = (...groups: (string | undefined)[]) => groups.map((group, no) => (group === undefined ? { no } : { no, group }))
const lines = (...groups: (string | undefined)[]) => folded(of(...groups)).map((one) => ('item' in one ? one.item.no : [one.words, one.items.length]))

test('two things of one kind stand alone, three become one line where the first stood', () => {
  expect(lines('小', undefined, '小')).toEqual([0, 1, 2])
  expect(lines(undefined, '小', '大', '小', '小')).toEqual([0, ['小', 3], 2])
})
