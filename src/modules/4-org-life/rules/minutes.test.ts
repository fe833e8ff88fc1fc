import { expect, test } from 'vitest'
import { minutesOf, ordinal, type MinutesOf } from '#org-life/rules/minutes.ts'

const one = (name: string, mark: 'present' | 'absent' | 'leave', reasonWords = '') => ({ name, entitled: true, mark, reasonWords })
const record: MinutesOf = {
  kinds: ['members-meeting'], organisation: '一支部', occurredOn: '2026-03-06', plannedOn: '2026-03-05', starts: null, place: null, chair: '王一', recorder: '李二',
  guests: '', topic: '', oath: null, roll: [one('王一', 'present'), one('李二', 'present')], matters: [],
}
const matter = (more: Partial<MinutesOf['matters'][number]> = {}): MinutesOf['matters'][number] =>
  ({ kind: 'decide', title: '经费', record: '讨论了经费。', base: null, present: null, written: 0, votes: null, passed: null, ...more })
const vote = { base: 10, present: 8, votes: { for: 6, against: 1, abstain: 1 } }

test('matters are numbered 一 to 九十九 as people write', () => {
  expect([1, 9, 10, 11, 19, 20, 21, 30, 99].map(ordinal)).toEqual(['一', '九', '十', '十一', '十九', '二十', '二十一', '三十', '九十九'])
})

test('the first matter is 一, the eleventh 十一', () => {
  const lines = minutesOf({ ...record, matters: Array.from({ length: 11 }, () => matter()) }).filter((line) => line.includes('经费'))
  expect([lines[0]!.slice(0, 2), lines[10]!.slice(0, 3)]).toEqual(['一、', '十一、'])
})

test('what was not said is left out: no line for leave, absence, guests, topic or oath', () => {
  expect(minutesOf(record)).toHaveLength(3)
  expect(minutesOf(record)[1]).toBe('时间：2026-03-06　地点：　主持：王一　记录：李二')
  expect(minutesOf({ ...record, occurredOn: null, starts: '14:30', place: '会议室' })[1]).toBe('时间：2026-03-05 14:30　地点：会议室　主持：王一　记录：李二')
})

test('what was said has its line, with the reason where there is one', () => {
  const full = { ...record, guests: '赵六', topic: '学习', oath: '入党誓词', roll: [...record.roll, one('张三', 'leave', '出差'), one('陈四', 'absent')] }
  expect(minutesOf(full).slice(3)).toEqual(['请假 1 人：张三（出差）。', '缺席 1 人：陈四。', '列席：赵六。', '主题：学习', '宣誓：《入党誓词》'])
})

test('a matter without a vote has no sentence about one', () => {
  expect(minutesOf({ ...record, matters: [matter()] })[3]!.split('\n').slice(1)).toEqual(['讨论了经费。'])
})

test.each([
  [{ ...vote, passed: true, written: 0 }, '应到会有表决权 10 人，实到 8 人。表决：赞成 6 票，反对 1 票，弃权 1 票，通过。'],
  [{ ...vote, passed: false, written: 1 }, '应到会有表决权 10 人，实到 8 人，会前书面意见 1 份。表决：赞成 6 票，反对 1 票，弃权 1 票，未通过。'],
])('a vote is told with its base, opinions in writing only where there are some', (more, wanted) =>
  expect(minutesOf({ ...record, matters: [matter(more)] })[3]!.split('\n').at(-1)).toBe(wanted))
