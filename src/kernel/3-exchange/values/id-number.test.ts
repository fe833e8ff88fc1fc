import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#base/day.ts'
import { checkCharacter, maskIdNumber, readIdNumber } from '#exchange/values/id-number.ts'
import { testIdNumber } from '../../../../test/make-sheets.ts'

const context = { today: '2026-11-23' }
const man = testIdNumber('1990-03-07', 11)
const woman = testIdNumber('1990-03-07', 12)
const withX = Array.from({ length: 99 }, (_, i) => testIdNumber('1985-10-01', i)).find((id) => id.endsWith('X'))!
const read = (cell: string | number) => readIdNumber(cell, context)

test('the check character is that of GB 11643', () => {
  // the standard's own example: …002X
  expect(checkCharacter('11010519491231002')).toBe('X')
})

test('birth and sex stand in the number', () => {
  expect(read(man)).toEqual({ ok: true, value: { number: man, born: '1990-03-07', sex: '男' } })
  expect(read(woman)).toMatchObject({ value: { sex: '女' } })
})

describe('decoration does not matter', () => {
  test.each([
    [withX.toLowerCase()], [withX.replace('X', 'Ｘ')], [` ${withX} `], [withX.replace(/(.{6})(.{8})/, '$1 $2 ')],
    [`'${withX}`], [withX.replace('X', 'Х')], [`\u202d${withX}\u202c`],
    [withX.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))],
  ])('%s', (cell) => expect(read(cell)).toMatchObject({ ok: true, value: { number: withX } }))
})

describe('a number that is not right', () => {
  test.each<[string | number, string, string | undefined]>([
    [Number(man), 'id-destroyed', undefined],
    ['9.90101E+17', 'id-destroyed', undefined],
    ['9.90101199003070E+17', 'id-destroyed', undefined],
    [`${man.slice(0, 15)}000`, 'id-destroyed', undefined],
    [maskIdNumber(man), 'id-masked', undefined],
    [man.slice(0, 17), 'id-length', man],
    [man.slice(0, 16), 'id-length', undefined],
    [`${man}1`, 'id-length', undefined],
    ['12345', 'id-length', undefined],
    [man.slice(0, 17) + (man[17] === '5' ? '6' : '5'), 'id-check-digit', man],
    [withX.replace('X', '×'), 'id-letters', withX],
    [withX.replace('X', '*'), 'id-letters', withX],
    [man.replace('0', 'O'), 'id-letters', man],
    ['A23456789012345678', 'id-letters', undefined],
    ['990101199013070119', 'id-birth', undefined],
  ])('%s: %s', (cell, fault, proposal) =>
    expect(read(cell)).toEqual(proposal === undefined ? { ok: false, fault } : { ok: false, fault, proposal }))

  test('a birth of today is possible, one of tomorrow is not', () => {
    expect(read(testIdNumber('2026-11-23', 1)).ok).toBe(true)
    expect(read(testIdNumber('2026-11-24', 1))).toEqual({ ok: false, fault: 'id-birth' })
  })
})

test('15 places become 18, with a note', () => {
  const old = man.slice(0, 6) + man.slice(8, 17)
  expect(read(old)).toEqual({ ok: true, value: { number: man, born: '1990-03-07', sex: '男' }, note: 'id-15' })
  expect(read(Number(old))).toMatchObject({ ok: true, value: { number: man } })
  expect(read('990101901307011')).toEqual({ ok: false, fault: 'id-birth' })
})

const someone = fc.tuple(fc.integer({ min: 0, max: 36_000 }), fc.integer({ min: 0, max: 999 }))
  .map(([days, sequence]) => testIdNumber(addDays('1900-01-01', days), sequence))

test('property: from 18 places to 15 and back is the same number', () => {
  fc.assert(fc.property(someone, (id) => {
    expect(read(id)).toMatchObject({ ok: true, value: { number: id } })
    const old = id.slice(0, 6) + id.slice(8, 17)
    if (id.slice(6, 8) === '19') expect(read(old)).toMatchObject({ ok: true, value: { number: id } })
  }))
})

test('property: one wrong digit is always found', () => {
  fc.assert(fc.property(someone, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (id, at, by) => {
    const wrong = id.slice(0, at) + ((Number(id[at]) + by) % 10) + id.slice(at + 1)
    expect(read(wrong).ok).toBe(false)
  }))
})

test('property: two neighbours that changed places are always found', () => {
  fc.assert(fc.property(someone, fc.integer({ min: 0, max: 15 }), (id, at) => {
    fc.pre(id[at] !== id[at + 1])
    expect(read(id.slice(0, at) + id[at + 1] + id[at] + id.slice(at + 2)).ok).toBe(false)
  }))
})

test('a masked number shows its first place and its last two', () => {
  expect(maskIdNumber('310101199003070012')).toBe('3***************12')
  expect(maskIdNumber(withX)).toBe(`9***************${withX.slice(-2)}`)
  expect(maskIdNumber('123')).toBe('***')
})
