import { expect, test } from 'vitest'
import type { Leaver } from '#people/contract/transfers.ts'
import { isReady, matchPasted, readPasted } from '#people/web/transfers/plan.ts'

const row = (id: string, name: string, pending: unknown = null) => ({ id, person: { name }, pending }) as unknown as Leaver

test('a pasted sheet is read by lines, with or without a heading and a reason', () => {
  expect(readPasted('姓名\t去向\t原因\n张三\t白杨支部\t\r\n\n李四，留校，待升学\n王五\t\n')).toEqual([
    { name: '张三', where: '白杨支部', why: '' }, { name: '李四', where: '留校', why: '待升学' },
  ])
})

test('only one who bears the name alone is meant; who is on the way stays as they are', () => {
  const rows = [row('1', '张三'), row('2', '李四'), row('3', '李四'), row('4', '王五', {}), row('5', '赵六')]
  const pasted = readPasted('张三\ta\n李四\tb\n王五\tc\n无名\td\n赵六\te\n赵六\tf')
  const { found, unclear } = matchPasted(pasted, rows)
  expect([[...found.keys()], unclear]).toEqual([['1'], ['李四', '无名', '赵六']])
})

test('a plan is ready when it says where, and for those who stay why', () => {
  const act = 'x'
  const to = { id: 'a', name: '甲' }
  expect([isReady(undefined), isReady({ act, way: '' }), isReady({ act, way: 'inside' }), isReady({ act, way: 'letter', outside: ' ' }), isReady({ act, way: 'kept', to })])
    .toEqual([false, false, false, false, false])
  expect([isReady({ act, way: 'inside', to }), isReady({ act, way: 'letter', outside: '高中' }), isReady({ act, way: 'kept', to, remark: '失联' })]).toEqual([true, true, true])
})
