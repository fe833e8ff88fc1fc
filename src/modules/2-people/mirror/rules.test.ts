import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayAsk, mayEnter, mayPrint, maySettle, readSheetCode, sheetCode, sheetsAtOnce } from '#people/mirror/rules.ts'

const refusalOf = (decision: { ok: boolean; refusal?: string }) => (decision.ok ? null : decision.refusal)

describe('a request for correction', () => {
  test.each([
    ['nothing asked', [], [], 'people.nothing-asked'],
    ['one field', ['phone'], [], null],
    ['a field beside another that waits', ['phone'], ['address'], null],
    ['a field that waits already', ['phone', 'job'], ['phone'], 'people.already-asked'],
  ])('%s', (_, fields, open, refusal) => {
    expect(refusalOf(mayAsk(fields, open))).toBe(refusal)
  })

  test.each([
    ['all accepted without a word', ['phone', 'job'], ['phone', 'job'], null, null],
    ['some declined without a reason', ['phone', 'job'], ['phone'], null, 'people.answer-missing'],
    ['some declined with a reason', ['phone', 'job'], ['phone'], '岗位以任命文件为准', null],
    ['all declined without a reason', ['phone'], [], null, 'people.answer-missing'],
    ['nothing open any more', [], [], null, 'people.request-closed'],
    ['a field nobody asked for', ['phone'], ['phone', 'name'], null, 'people.field-not-asked'],
  ])('is answered: %s', (_, open, accepted, answer, refusal) => {
    expect(refusalOf(maySettle({ open, accepted, answer }))).toBe(refusal)
  })
})

describe('a paper sheet', () => {
  const out = { state: 'out', madeOn: '2026-11-20' }
  test.each([
    ['signed on the day it was printed', out, true, '2026-11-20', null],
    ['signed the day before it was printed', out, true, '2026-11-19', 'people.sheet-unknown'],
    ['not signed', out, false, '2026-11-20', 'people.sheet-unsigned'],
    ['unknown', null, true, '2026-11-20', 'people.sheet-unknown'],
    ['entered before', { ...out, state: 'right' }, true, '2026-11-20', 'people.sheet-unknown'],
    ['replaced by a newer one', { ...out, state: 'void' }, true, '2026-11-20', 'people.sheet-unknown'],
  ])('%s', (_, sheet, signed, on, refusal) => {
    expect(refusalOf(mayEnter(sheet, signed, on))).toBe(refusal)
  })

  test('as many as fit a print, no more and not none', () => {
    const verdicts = [0, 1, sheetsAtOnce, sheetsAtOnce + 1].map((people) => refusalOf(mayPrint(people)))
    expect(verdicts).toEqual(['people.nobody-to-print', null, null, 'people.too-many-sheets'])
  })

  const bytes = fc.uint8Array({ minLength: 7, maxLength: 7 })
  test('its code is read back however it is typed', () => {
    fc.assert(fc.property(bytes, (made) => {
      const code = sheetCode(made)
      expect(code).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)
      expect([code, code.toLowerCase(), code.replace('-', ' '), ` ${code.replace('-', '')}`].map(readSheetCode)).toEqual([code, code, code, code])
    }))
  })

  test('one sign misread is noticed, always', () => {
    const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
    fc.assert(fc.property(bytes, fc.nat(7), fc.nat(30), (made, at, shift) => {
      const signs = [...sheetCode(made).replace('-', '')]
      signs[at] = letters[(letters.indexOf(signs[at]!) + shift + 1) % letters.length]!
      expect(readSheetCode(signs.join(''))).toBeNull()
    }))
    expect(readSheetCode('ABCD')).toBeNull()
  })
})
