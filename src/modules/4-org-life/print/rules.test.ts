import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { dayOf, mayEnter, monthsOf, paperCode, periodWords, rangeOf, readPaperCode } from '#org-life/print/rules.ts'

const id = '0198c1f0-1111-7222-8333-0a1b2c3d4e5f'

describe('the code on a form', () => {
  test('comes back to the tail of its record’s id, however it was typed', () => {
    const code = paperCode('meeting', id)
    expect(code).toMatch(/^M-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{3}$/)
    const full = code.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
    for (const typed of [code, code.toLowerCase(), ` ${code.replaceAll('-', ' ')} `, full, `https://tx.example/org-life/codes/${code}`]) {
      expect(readPaperCode(typed)).toEqual({ ok: true, value: { kind: 'meeting', tail: '0a1b2c3d4e5f', period: '' } })
    }
  })

  test('of a handbook carries its period', () => {
    for (const period of ['2026', '2026Q3', '202611']) {
      expect(readPaperCode(paperCode('book', id, period))).toMatchObject({ value: { kind: 'book', period } })
      expect(readPaperCode(paperCode('facts', id, period))).toMatchObject({ value: { kind: 'facts', period } })
    }
  })

  test('every id comes back, and no single misread sign passes', () => {
    fc.assert(fc.property(fc.nat(), fc.constantFrom(...'23456789ABCDEFGHJKLMNPQRSTUVWXYZ'), (at, sign) => {
      const own = newId()
      const code = paperCode('meeting', own).replaceAll('-', '')
      expect(readPaperCode(code)).toMatchObject({ value: { tail: own.slice(-12) } })
      const place = 1 + (at % (code.length - 1))
      const misread = code.slice(0, place) + sign + code.slice(place + 1)
      if (misread !== code) expect(readPaperCode(misread)).toMatchObject({ ok: false, refusal: 'org-life.code-misread' })
    }))
  })

  test('a code of no kind, a meeting with a period, a book without one are none', () => {
    const code = paperCode('meeting', id)
    for (const typed of ['', '会议', code.slice(2), `X${code.slice(1)}`, `M2026${code.slice(1)}`, paperCode('book', id), `${code}7`]) {
      expect(readPaperCode(typed)).toMatchObject({ ok: false })
    }
  })
})

test('a code printed years ago is read for ever: the sign of check does not change', () => {
  expect([paperCode('meeting', id), paperCode('book', id, '2026Q3'), paperCode('facts', id, '202601')]).toEqual(['M-2C5E-Q5UM-LZH', 'B2026Q3-2C5E-Q5UM-LZ4', 'F202601-2C5E-Q5UM-LZJ'])
})

describe('the period of a book', () => {
  test('ends with its last day, in December with the year', () => {
    expect(rangeOf('2026')).toEqual({ from: '2026-01-01', to: '2027-01-01' })
    expect(rangeOf('2026Q4')).toEqual({ from: '2026-10-01', to: '2027-01-01' })
    expect(rangeOf('202612')).toEqual({ from: '2026-12-01', to: '2027-01-01' })
    expect(monthsOf(rangeOf('2026Q1'))).toEqual(['2026-01', '2026-02', '2026-03'])
    expect([periodWords('2026'), periodWords('2026Q3'), periodWords('202602')]).toEqual(['2026 年', '2026 年第 3 季度', '2026 年 2 月'])
  })

  test('speaks of today while it runs, and of its last day afterwards', () => {
    expect([dayOf(rangeOf('202611'), '2026-11-29'), dayOf(rangeOf('202611'), '2026-11-30')]).toEqual(['2026-11-29', '2026-11-30'])
    expect(dayOf(rangeOf('202611'), '2026-12-01')).toBe('2026-11-30')
  })
})

test('a form is entered once: not what has its record already', () => {
  expect(mayEnter('planned')).toEqual({ ok: true, value: true })
  expect(['planned', 'noticed', 'open', 'closed', 'signed', 'locked', 'cancelled'].filter((state) => mayEnter(state).ok)).toEqual(['planned', 'noticed'])
})
