import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cell } from '#exchange/read/cell.ts'
import { readChoice, readYesNo } from '#exchange/values/choice.ts'
import { chineseNumber, withArabic } from '#exchange/values/chinese-number.ts'
import { readName, readText } from '#exchange/values/name.ts'
import { plain, tidy } from '#exchange/values/plain.ts'
import { dayOfSerial, serialOfDay } from '#exchange/values/serial-day.ts'
import { educations, nations, readEducation, readNation, readSex } from '#exchange/values/tables.ts'
import { readUnitCode, unitCheckSign } from '#exchange/values/unit-code.ts'
import { readWhole } from '#exchange/values/whole.ts'

const anyText =
  fc.array(fc.oneof(fc.integer({ min: 0, max: 0xff }), fc.integer({ min: 0, max: 0x2ffff })), { maxLength: 30 })
  .map((codes) => String.fromCodePoint(...codes))

const fault = (code: string, proposal?: string) =>
  proposal === undefined ? { ok: false, fault: code } : { ok: false, fault: code, proposal }

describe('text is cleaned of what nobody sees', () => {
  test.each([
    ['　张三　', '张三'], ['张\u200b三\ufeff', '张三'], ['a\u00a0b', 'a b'], ['1\t2\n3', '1 2 3'], ['\u202e张三\u202c', '张三'],
    ['⼥', '女'], ['\u0000张\u0007三', '张三'], ['ＡＢ１２', 'AB12'], ['中国（上海）公司', '中国（上海）公司'], ['葛\u{e0100}', '葛'],
  ])('%j', (given, text) => expect(tidy(given)).toBe(text))
  test('signs become half-width only where codes and numbers are read', () => {
    expect(plain('（０１０）－１２')).toBe('(010)-12')
    expect(tidy('（０１０）')).toBe('（010）')
  })
  test('property: tidying twice changes nothing more', () => {
    fc.assert(fc.property(anyText, (text) => {
      expect(tidy(tidy(text))).toBe(tidy(text))
      expect(plain(plain(text))).toBe(plain(text))
    }), { numRuns: 2000 })
  })
})

describe('Chinese numerals', () => {
  test.each([['一', 1], ['十', 10], ['十二', 12], ['二十', 20], ['三十一', 31], ['二〇一二', 2012], ['二○零八', 2008], ['九十九', 99]])(
    '%s is %d', (text, number) => expect(chineseNumber(text)).toBe(number))
  test.each([[''], ['三里'], ['十十'], ['二百']])('%j is none', (text) => expect(chineseNumber(text)).toBeNull())
  test('runs inside a text', () => expect(withArabic('第十二支部二〇二三年')).toBe('第12支部2023年'))
})

describe('serial numbers of days', () => {
  test.each([
    [1, '1900-01-01'], [59, '1900-02-28'], [61, '1900-03-01'], [41091, '2012-07-01'], [2_958_465, '9999-12-31'],
  ])(
    '%d is %s', (serial, day) => expect(dayOfSerial(serial)).toBe(day))
  test('60 is a day that never was: the one before stands for it', () => expect(dayOfSerial(60)).toBe('1900-02-28'))
  test('in the 1904 system', () => {
    expect(dayOfSerial(0, true)).toBe('1904-01-01')
    expect(dayOfSerial(39_629, true)).toBe('2012-07-01')
  })
  test.each([
    [0], [-1], [2_958_466], [Number.NaN], [Infinity],
  ])('%d is none', (serial) => expect(dayOfSerial(serial)).toBeNull())
  test('property: there and back', () => {
    fc.assert(fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
      expect(serialOfDay(dayOfSerial(serial)!)).toBe(serial)
    }))
    expect(serialOfDay('1900-02-28')).toBeNull()
  })
})

describe('sex, nation, education', () => {
  test.each<[Cell, string]>([
    ['男', '男'], ['女性', '女'], [1, '男'], ['2', '女'], [' M ', '男'], ['⼥', '女'],
  ])('sex %j', (cell, sex) =>
    expect(readSex(cell)).toEqual({ ok: true, value: sex }))
  test.each<[Cell]>([['3'], [''], ['未知'], [0]])('sex %j is none', (cell) => expect(readSex(cell).ok).toBe(false))

  test('56 nations, each by its name, its short name and its code', () => {
    expect(new Set(nations).size).toBe(56)
    for (const [i, nation] of nations.entries()) {
      for (const cell of [nation, nation.slice(0, -1), String(i + 1).padStart(2, '0'), i + 1]) {
        expect(readNation(cell)).toEqual({ ok: true, value: nation })
      }
    }
  })
  test.each([['维族', '维吾尔族'], ['汉 族', '汉族'], ['其它', '其他'], ['穿青人', '其他']])('nation %s', (cell, nation) =>
    expect(readNation(cell)).toEqual({ ok: true, value: nation }))
  test('a nation that nobody knows', () => expect(readNation('汗族')).toEqual(fault('choice-unknown')))

  test('every level of schooling reads as itself', () => {
    for (const level of educations) expect(readEducation(level)).toEqual({ ok: true, value: level })
  })
  test.each([
    ['本科', '大学本科'], ['大专', '大学专科'], ['硕士', '硕士研究生'], ['博士', '博士研究生'], ['高中', '普通高中'], ['中专', '中等专科'],
    ['职高', '职业高中'], ['技校', '技工学校'], ['研究生', '研究生'], ['大学', '大学本科'], ['文盲', '其他'],
  ])('%s', (cell, level) => expect(readEducation(cell)).toEqual({ ok: true, value: level }))
  test('how it was reached is dropped, with a note', () => {
    expect(readEducation('全日制本科')).toEqual({ ok: true, value: '大学本科', note: 'form-dropped' })
    expect(readEducation('中央党校研究生')).toEqual({ ok: true, value: '研究生', note: 'form-dropped' })
    expect(readEducation('大专（函授）')).toEqual({ ok: true, value: '大学专科', note: 'form-dropped' })
  })
})

describe('a choice', () => {
  const read = readChoice({ 正式党员: ['正式'], 预备党员: ['预备'], 入党积极分子: ['积极分子'] })
  test('is found by its synonyms', () => expect(read(' 正 式 ')).toEqual({ ok: true, value: '正式党员' }))
  test('that is nearly one value is proposed, not taken', () =>
    expect(read('中共预备党员')).toEqual(fault('choice-unknown', '预备党员')))
  test('that could be two is not proposed', () => expect(read('党员')).toEqual(fault('choice-unknown')))
})

describe('yes and no', () => {
  test.each<[Cell]>([
    ['是'], ['√'], ['Y'], [1], [true], ['有'], ['TRUE'],
  ])('%j is yes', (cell) => expect(readYesNo(cell)).toEqual({ ok: true, value: true }))
  test.each<[Cell]>([
    ['否'], ['×'], ['n'], [0], [false], ['无'], ['FALSE'],
  ])('%j is no', (cell) => expect(readYesNo(cell)).toEqual({ ok: true, value: false }))
  test.each<[Cell]>([['2'], ['也许'], ['']])('%j is neither', (cell) => expect(readYesNo(cell).ok).toBe(false))
})

describe('names of people', () => {
  test.each([['张三', '张三'], ['欧阳修文', '欧阳修文'], ['阿依古丽•买买提', '阿依古丽·买买提'], ['阿依古丽 · 买买提', '阿依古丽·买买提'],
    ['John Smith', 'John Smith'], [' 张三\u200b', '张三'], ['𠮷田', '𠮷田'], ['㐂安', '㐂安']])('%j', (cell, name) =>
    expect(readName(cell)).toEqual({ ok: true, value: name }))
  test.each([
    ['张 三', '张三'], ['张　三', '张三'], ['欧 阳 修', '欧阳修'], ['张\n三', '张三'],
  ])('the blank in %j goes, with a note', (cell, name) =>
    expect(readName(cell)).toEqual({ ok: true, value: name, note: 'blank-removed' }))
  test.each<[Cell, string, string | undefined]>([
    ['张三1', 'name-digits', '张三'], ['1、张三', 'name-digits', '张三'], ['张三（女）', 'name-remark', '张三'],
    ['张三*', 'name-remark', '张三'],
    ['张□', 'name-glyph-lost', undefined], ['张?', 'name-glyph-lost', undefined],
    ['张\ue000', 'name-glyph-lost', undefined],
    ['张', 'name-short', undefined], [123, 'name-unreadable', undefined], ['---', 'name-unreadable', undefined],
    ['张'.repeat(51), 'name-unreadable', undefined],
  ])('%j: %s', (cell, code, proposal) => expect(readName(cell)).toEqual(fault(code, proposal)))
  test('property: a name that was read reads again as itself', () => {
    fc.assert(fc.property(anyText, (text) => {
      const parsed = readName(text)
      if (parsed.ok) expect(readName(parsed.value)).toEqual({ ok: true, value: parsed.value })
    }), { numRuns: 1000 })
  })
  test('a line of text may be as long as it may', () => {
    expect(readText(3)('　一二三 ')).toEqual({ ok: true, value: '一二三' })
    expect(readText(3)('一二三四')).toEqual(fault('too-long'))
  })
})

describe('whole numbers', () => {
  const read = readWhole(0, 1000)
  test.each<[Cell, number]>([
    [12, 12], ['12', 12], ['１２', 12], ['12人', 12], ['12.0', 12], ['1,000', 1000], [0, 0], ['+5', 5], ['-0', 0],
  ])(
    '%j', (cell, number) => expect(read(cell)).toEqual({ ok: true, value: number }))
  test.each<[Cell, string, string | undefined]>([
    [1001, 'number-range', undefined], [-1, 'number-range', undefined], ['1.5', 'number-fraction', undefined],
    [0.5, 'number-fraction', undefined],
    ['约12', 'number-unreadable', '12'], ['十二', 'number-unreadable', '12'], ['很多', 'number-unreadable', undefined],
    ['1-2', 'number-unreadable', undefined], [true, 'number-unreadable', undefined],
  ])('%j: %s', (cell, code, proposal) => expect(read(cell)).toEqual(fault(code, proposal)))
})

describe('统一社会信用代码', () => {
  const body = '91990101MA0000000'
  const code = body + unitCheckSign(body)
  test('the check sign is that of GB 32100', () => {
    // a public body's own code
    expect(readUnitCode('11100000000013127D')).toEqual({ ok: true, value: '11100000000013127D' })
  })
  test.each([[code], [code.toLowerCase()], [` ${code.slice(0, 8)} ${code.slice(8)}`]])('%j', (cell) =>
    expect(readUnitCode(cell)).toEqual({ ok: true, value: code }))
  test.each<[Cell, string, string | undefined]>([
    [9.19901010000000e17, 'unit-code-destroyed', undefined], ['9.199E+17', 'unit-code-destroyed', undefined],
    [code.replace('0', 'O'), 'unit-code-letters', code], [code.slice(0, 17), 'unit-code-length', undefined],
    ['123456789', 'unit-code-old', undefined], ['110000000000001', 'unit-code-old', undefined],
    [`${code.slice(0, 17)}#`, 'unit-code-letters', undefined],
  ])('%j: %s', (cell, fault_, proposal) => expect(readUnitCode(cell)).toEqual(fault(fault_, proposal)))
  test('property: one wrong sign is always found', () => {
    const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY'
    const aSign = fc.constantFrom(...signs)
    const aBody = fc.array(aSign, { minLength: 17, maxLength: 17 })
    fc.assert(fc.property(aBody, fc.nat(17), aSign, (list, at, sign) => {
      const right = list.join('') + unitCheckSign(list.join(''))
      fc.pre(right[at] !== sign)
      expect(readUnitCode(right)).toEqual({ ok: true, value: right })
      expect(readUnitCode(right.slice(0, at) + sign + right.slice(at + 1)).ok).toBe(false)
    }))
  })
})
