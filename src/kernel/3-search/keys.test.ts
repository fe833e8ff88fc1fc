import { expect, test } from 'vitest'
import { gramsOf, isLatin, nameKeys, personKeys } from '#search/keys.ts'

test.each([
  ['张三丰', 'zhangsanfeng', 'zsf'],
  ['单雄信', 'shanxiongxin', 'sxx'],
  ['尉迟恭', 'yuchigong', 'ycg'],
  ['吕布', 'lvbu', 'lb'],
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
