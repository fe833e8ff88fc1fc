import { describe, expect, test } from 'vitest'
import type { RowView } from '#exchange/contract.ts'
import type { Columns } from '../columns/mapping.ts'
import { breadthOf, faultColumns, gridColumns, widthFor } from './grid-columns.ts'

const field = (name: string, words: string) => ({
  field: name,
  words,
  required: false,
  sensitive: false,
  help: '',
  example: null,
  choices: null,
})
const columns: Columns = {
  kind: {
    kind: 'roster',
    words: '名册',
    columns: [field('name', '姓名'), field('born', '出生日期'), field('branch', '所在支部'), field('phone', '电话')],
  },
  sheets: [
    {
      no: 0,
      name: '表',
      rows: 2,
      headerRow: 1,
      dataFrom: 2,
      chosen: true,
      sample: [{ row: 2, cells: ['市政养护公司第一党支部', '', '沈望舒'] }],
    },
  ],
  headers: ['支部', '', '姓名'],
  mapping: { 0: 'branch', 2: 'name' },
  sure: {},
  missing: [],
}

describe('the columns of the sheet', () => {
  test('stand in the order of the sheet, under its letters', () => {
    expect(gridColumns(columns, new Set()).map(({ field: one, letter }) => [one, letter])).toEqual([
      ['branch', 'A'],
      ['name', 'C'],
    ])
  })

  test('what is wanted but not in the sheet stands behind them', () => {
    expect(gridColumns(columns, new Set(['phone', 'name'])).map(({ field: one, letter }) => [one, letter])).toEqual([
      ['branch', 'A'],
      ['name', 'C'],
      ['phone', null],
    ])
  })

  test('without a kind there are none', () => {
    expect(gridColumns({ ...columns, kind: null }, new Set())).toEqual([])
  })
})

describe('a column is as wide as what usually stands in it', () => {
  test('Han characters count whole, digits about half', () => {
    expect(breadthOf('姓名')).toBe(2)
    expect(breadthOf('12')).toBeCloseTo(1.16)
  })

  test('never narrower than its header, never wider than a fifth of the page', () => {
    expect(widthFor('公民身份号码', [])).toBeGreaterThan(breadthOf('公民身份号码'))
    expect(widthFor('', ['男'])).toBe(4)
    expect(widthFor('住址', ['很长'.repeat(40)])).toBe(17)
  })
})

test('the faulty columns of a row are found, those of a row left out do not matter', () => {
  const fault = { code: 'missing', sentence: '请补上。', proposal: null }
  const cell = (name: string, faulty: boolean) => ({
    field: name,
    text: '',
    value: null,
    note: null,
    fault: faulty ? fault : null,
  })
  const row = { verdict: 'fault', cells: [cell('name', true), cell('branch', false)] } as RowView
  const shown = gridColumns(columns, new Set())
  expect(faultColumns(row, shown)).toEqual([1])
  expect(faultColumns({ ...row, verdict: 'skip' }, shown)).toEqual([])
})
