import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cell } from '#exchange/read/cell.ts'
import { maskPhone, readPhone } from '#exchange/values/phone.ts'

const anyText =
  fc.array(fc.oneof(fc.integer({ min: 0, max: 0xff }), fc.integer({ min: 0, max: 0x2ffff })), { maxLength: 30 })
  .map((codes) => String.fromCodePoint(...codes))

describe('a phone number is understood', () => {
  test.each<[Cell, string]>([
    ['13800000000', '13800000000'], [13800000000, '13800000000'], ['138 0000 0000', '13800000000'],
    ['138-0000-0000', '13800000000'],
    ['+86 13800000000', '13800000000'], ['+86-138-0000-0000', '13800000000'], ['8613800000000', '13800000000'],
    ['008613800000000', '13800000000'], ['(86)13800000000', '13800000000'], ['１３８００００００００', '13800000000'],
    ['013800000000', '13800000000'], ["'13800000000", '13800000000'], ['\u202d13800000000\u202c', '13800000000'],
    ['010-66660000', '010-66660000'], ['01066660000', '010-66660000'], ['(010)66660000', '010-66660000'],
    ['（０２１）66660000', '021-66660000'],
    ['0755 2666 0000', '0755-26660000'], ['0312-2660000', '0312-2660000'],
    ['+86 10 6666 0000'.replace('10', '010'), '010-66660000'],
    ['0755-26660000-801', '0755-26660000-801'], ['0755-26660000转801', '0755-26660000-801'],
    ['0755-26660000 分机 801', '0755-26660000-801'],
    ['400-666-0000', '4006660000'],
  ])('%j', (cell, phone) => expect(readPhone(cell)).toEqual({ ok: true, value: phone }))
})

describe('what is no phone number is a fault', () => {
  test.each<[Cell, string, string | undefined]>([
    ['1380000000', 'phone-length', undefined],
    ['138000000000', 'phone-length', undefined],
    ['12800000000', 'phone-length', undefined],
    ['1.38E+10', 'phone-destroyed', undefined],
    ['138****0000', 'phone-masked', undefined],
    ['66660000', 'phone-area-missing', undefined],
    ['2660000', 'phone-area-missing', undefined],
    ['13800000000/13900000000', 'phone-several', '13800000000'],
    ['13800000000、010-66660000', 'phone-several', '13800000000'],
    ['13800000000（微信）', 'phone-unreadable', '13800000000'],
    ['手机：138 0000 0000', 'phone-unreadable', '13800000000'],
    ['无', 'phone-unreadable', undefined],
    [1.5, 'phone-unreadable', undefined],
    [true, 'phone-unreadable', undefined],
  ])('%j: %s', (cell, fault, proposal) =>
    expect(readPhone(cell)).toEqual(proposal === undefined ? { ok: false, fault } : { ok: false, fault, proposal }))
})

test('property: what was read reads again as itself, and the mask hides four digits', () => {
  const mobile = fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map(String)
  fc.assert(fc.property(mobile, (phone) => {
    expect(readPhone(phone)).toEqual({ ok: true, value: phone })
    expect(maskPhone(phone)).toBe(`${phone.slice(0, 3)}****${phone.slice(-4)}`)
  }))
})

test('property: nothing makes the reader throw', () => {
  fc.assert(fc.property(fc.oneof(anyText, fc.double(), fc.stringMatching(/^[0-9+() -]{0,30}$/)), (cell) => {
    const parsed = readPhone(cell)
    if (parsed.ok) expect(readPhone(parsed.value)).toEqual(parsed)
  }), { numRuns: 1000 })
})

test('a masked phone number', () => {
  expect(maskPhone('13800000000')).toBe('138****0000')
  expect(maskPhone('010-66661234')).toBe('010-****1234')
  expect(maskPhone('0755-26660000-801')).toBe('0755-****0000')
  expect(maskPhone('12')).toBe('**')
})
