import { expect, test } from 'vitest'
import { besideOf } from './beside.ts'

const fields = [
  { name: 'name', label: '名称', kind: 'line' as const },
  { name: 'kind', label: '类别', kind: 'select' as const, options: [{ value: 'school', label: '学校' }, { value: 'firm', label: '企业' }] },
  { name: 'staff', label: '职工', kind: 'whole' as const },
  { name: 'units', label: '单位', kind: 'custom' as const, show: (value: unknown) => (value as string[]).join('、') },
]

test('only what differs stands side by side, in the words of the page', () => {
  const now = { name: '一厂', kind: 'firm', staff: 20, units: ['a'] }
  expect(besideOf(fields, now, { name: ' 一厂', kind: 'school', staff: undefined, units: ['a', 'b'] })).toEqual([
    { key: 'kind', label: '类别', now: '企业', yours: '学校' },
    { key: 'staff', label: '职工', now: '20', yours: '—' },
    { key: 'units', label: '单位', now: 'a', yours: 'a、b' },
  ])
})

test('what stands nowhere yet is not compared', () => {
  expect(besideOf(fields, { name: '一厂' }, { name: '一厂', staff: 5 })).toEqual([])
})

test('blank is blank, however it is written', () => {
  expect(besideOf(fields, { name: null, staff: null, units: [] }, { staff: undefined, units: [], name: '' })).toEqual([])
})
