import { expect, test } from 'vitest'
import { gramsOf, isLatin, nameKeys, personKeys, spellingsOf } from '#search/keys.ts'

test.each([
  ['张三丰', 'zhang san feng', 'zsf'],
  ['单雄信', 'shan xiong xin', 'sxx'],
  ['尉迟恭', 'yu chi gong', 'ycg'],
  ['吕布', 'lv bu', 'lb'],
])('the surname %s is read as a surname', (name, key, initials) => {
  expect(personKeys(name)).toEqual({ key, initials })
})

test('an organisation is found by the pinyin and the initials of its name', () => {
  expect(nameKeys('重庆银行第3党支部').key).toMatch(/^chongqingyinhangdi3dangzhibu$/)
  expect(nameKeys('重庆银行').initials).toBe('cqyh')
})

test('pieces of a name ignore blanks, brackets and width', () => {
  expect(gramsOf('第一（联合）支部')).toEqual(['第一', '一联', '联合', '合支', '支部'])
  expect(gramsOf('团')).toEqual(['团'])
  expect(gramsOf('ＡＢ')).toEqual(['ab'])
})

test('letters mean pinyin, characters mean the name', () => {
  expect(isLatin("zhang san")).toBe(true)
  expect(isLatin('张 san')).toBe(false)
})

test('names are sorted surname by surname, though one is the beginning of another', () => {
  const names = ['胡一刀', '陈锐', '程咬金', '黄蓉', '陈飞']
  const key = (name: string) => personKeys(name).key
  expect(names.sort((a, b) => (key(a) < key(b) ? -1 : 1))).toEqual(['陈飞', '陈锐', '程咬金', '胡一刀', '黄蓉'])
})

test.each([
  ['zhangsanf', '张三丰'], ['zhang san', '张三丰'], ['zhangsanfeng', '张三丰'], ['xian', '西安'], ['xian', '贤良'], ['fangan', '方安'], ['fangan', '范甘'],
  ['chengy', '程咬金'], ['c', '程咬金'], ['lvb', '吕布'], ['zhangx', '张雄'], ['zhangxio', '张雄'], ['zhangz', '张忠'], ['zhangzhon', '张忠'], ['ali', 'Ali'],
])('%s finds %s', (typed, name) => {
  expect(spellingsOf(typed).some((spelling) => personKeys(name).key.startsWith(spelling))).toBe(true)
})

test('however long the letters, the ways to cut them are few', () => {
  expect(spellingsOf('xianxianxianxianxian'.repeat(3)).length).toBeLessThan(8)
  expect(spellingsOf('bcdfg')).toEqual(['bcdfg'])
})
