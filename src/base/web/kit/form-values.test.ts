import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { day, name } from '#base/contract.ts'
import { faultsOf, filled } from '#base/web/kit/form-values.ts'

const schema = z.object({ title: name(5), on: day, note: z.string().optional() })
const fields = [{ name: 'title' }, { name: 'on' }, { name: 'note', optional: true }]
const check = (values: Record<string, unknown>) => faultsOf(schema, fields, values, filled(values))

describe('a form before it is sent', () => {
  test('blank fields are left out of what is sent', () => {
    expect(filled({ title: '三支部', note: '  ', on: '', count: 0, agreed: false })).toEqual({ title: '三支部', count: 0, agreed: false })
  })
  test('a complete form has no faults', () => expect(check({ title: '三支部', on: '2026-07-01', note: '' })).toEqual({}))
  test('a missing field asks to be filled in', () => expect(check({ title: ' ', on: '2026-07-01' })).toEqual({ title: '请填写' }))
  test('a name at its limit passes, one character more is told the limit', () => {
    expect(check({ title: '一二三四五', on: '2026-07-01' })).toEqual({})
    expect(check({ title: '一二三四五六', on: '2026-07-01' })).toEqual({ title: '最多 5 个字' })
  })
  test('a day that is none is told why, and one that cannot be read how to write it', () => {
    expect(check({ title: '三支部', on: '2026年2月30日' })).toEqual({ on: '2026 年 2 月没有 30 日' })
    expect(check({ title: '三支部', on: '昨天' })).toEqual({ on: '日期应写成 2026-07-01' })
  })
})
