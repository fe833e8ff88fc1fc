import { describe, expect, test } from 'vitest'
import type { Worksheet } from '#dues/codes.ts'
import { baseOf, mayAssess } from '#dues/rules/base.ts'

const agreed = (fen: number, more: Worksheet['items'] = []): Worksheet => ({ payer: 'salaried', slip: 'agreed', items: [{ item: 'agreed', fen }, ...more] })
const from = (sheet: Worksheet, month: string, reason = '') => ({ ...sheet, from: `${month}-01`, reason })
const [fixed, free] = [{ bonus: false, fixed: true }, { bonus: false, fixed: false }]

describe('a base fixed for the year', () => {
  const held = [from(agreed(510_000), '2026-01')]
  test('is not changed in it without a reason', () =>
    expect(mayAssess('party', from(agreed(520_000), '2026-07'), held, fixed)).toMatchObject({ refusal: 'dues.base-fixed' }))
  test.each([
    ['with a reason', from(agreed(520_000), '2026-07', '职务变动'), fixed], ['in the next year', from(agreed(520_000), '2027-01'), fixed],
    ['put right in its own month', from(agreed(520_000), '2026-01'), fixed], ['to the same sum', from(agreed(510_000), '2026-07'), fixed],
    ['where it goes by the month', from(agreed(520_000), '2026-07'), free],
    ['to a fixed sum', from({ payer: 'student', slip: 'none', items: [] }, '2026-07'), fixed],
  ])('is changed %s', (_, sheet, policy) => expect(mayAssess('party', sheet, held, policy).ok).toBe(true))
})

describe('a year’s bonus', () => {
  const sheet = agreed(300_000, [{ item: 'year-bonus', fen: 1_000_000 }])
  test('counts in its own month and in no other', () =>
    expect([baseOf('party', sheet, true), baseOf('party', sheet, false)]).toEqual([{ ok: true, value: 1_300_000 }, { ok: true, value: 300_000 }]))
  test('is refused where the organisation does not count it', () =>
    expect(mayAssess('party', from(sheet, '2026-12'), [], fixed)).toMatchObject({ refusal: 'dues.bonus-excluded' }))
  test('is no change of the base', () =>
    expect(mayAssess('party', from(sheet, '2026-12'), [from(agreed(300_000), '2026-01')], { bonus: true, fixed: true }).ok).toBe(true))
  test('alone makes no base', () =>
    expect(baseOf('party', { ...sheet, items: [{ item: 'year-bonus', fen: 1 }] })).toMatchObject({ refusal: 'dues.base-missing' }))
  test('of an earlier month does not make the next one differ', () =>
    expect(mayAssess('party', from(agreed(300_000), '2026-07'), [from(sheet, '2026-01')], { bonus: true, fixed: true }).ok).toBe(true))
  test('counts where no month is named', () => expect(baseOf('party', sheet)).toEqual({ ok: true, value: 1_300_000 }))
})

test('a base of nothing is one, below nothing it is none', () => {
  const slip = (tax: number): Worksheet => ({ payer: 'salaried', slip: 'agency', items: [{ item: 'grade', fen: 5 }, { item: 'tax', fen: tax }] })
  expect([baseOf('party', slip(5)), baseOf('party', slip(6))]).toMatchObject([{ ok: true, value: 0 }, { refusal: 'dues.base-negative' }])
})

test('a slip that does not fit is refused before anything is compared', () =>
  expect(mayAssess('union', from({ payer: 'retired', slip: 'none', items: [] }, '2026-07'), [], fixed)).toMatchObject({ refusal: 'dues.payer-unfitting' }))
