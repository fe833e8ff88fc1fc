import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { TransferView } from '#people/contract/transfers.ts'
import { LetterPaper, type Printed } from '#people/web/transfers/LetterPaper.tsx'

const transfer = {
  id: 'x', code: 'K7Q2', number: '20260001', line: 'party', way: 'letter', state: 'sent', stateWords: '', status: 'full', statusWords: '正式党员',
  person: { id: 'p', name: '温如故', sex: '女', born: '1984-03-02', nation: '汉族', idMask: '9***************2X' },
  from: { id: 'f', name: '青石村党支部' }, fromSuperior: null, to: { id: null, name: '中共远山县委员会' }, desk: '', reason: 'work', remark: null,
  duesUntil: '2026-11', sentOn: '2026-11-23', sentBy: '青石村党支部 党支部书记 王芳', dueOn: '2027-02-24', daysLeft: 90, why: null, climbedOn: null,
  settledOn: null, settledBy: null, returnReason: null, returnRemark: null, may: [],
} as unknown as TransferView
const letter = (printed: Partial<Printed> = {}) =>
  renderToStaticMarkup(createElement(LetterPaper, { transfer, printed: { side: 'sender', handler: '王芳', phone: '0999-5550001', idNumber: null, ...printed } }))
const times = (text: string, part: string) => text.split(part).length - 1

test('every day on the letter is written one way', () => {
  expect(letter()).toContain('请于 2027 年 2 月 24 日 前办理')
  expect(letter()).toContain('出生日期 1984 年 3 月 2 日')
  expect(letter()).not.toMatch(/\d{4}-\d{2}-\d{2}/)
})

test('who sent it and the telephone stand on stub and letter; the receipt leaves them to the receiver', () => {
  expect([times(letter(), '经办人：王芳'), times(letter(), '0999-5550001'), times(letter(), '经办人：<')]).toEqual([2, 2, 1])
})

test('whoever received it signs the receipt and not the letter of the other branch', () => {
  const received = letter({ side: 'receiver' })
  expect([times(received, '经办人：王芳'), times(received, '0999-5550001'), times(received, '经办人：<')]).toEqual([1, 1, 2])
  expect(received.indexOf('经办人：王芳')).toBeGreaterThan(received.indexOf('特此回复'))
})

test('the number is masked until the whole one was looked at for it', () => {
  expect(letter()).toContain('9***************2X')
  const whole = letter({ idNumber: '99000119840302002X' })
  expect(whole).toContain('公民身份号码 99000119840302002X')
  expect(whole).not.toContain('*')
})
