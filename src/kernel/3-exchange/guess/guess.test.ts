import { describe, expect, test } from 'vitest'
import { readRow } from '#exchange/columns.ts'
import { guessHeader, guessKind } from '#exchange/guess/guess.ts'
import { headerSignature, headerText } from '#exchange/guess/header-text.ts'
import { skipper } from '#exchange/guess/skip.ts'
import type { Cell } from '#exchange/read/cell.ts'
import { unitCheckSign } from '#exchange/values/unit-code.ts'
import { testIdNumber } from '../../../../test/make-sheets.ts'
import { roster, rosterColumns, units } from '../../../../test/roster-columns.ts'

const sheet = (...rows: Cell[][]) => rows.map((cells, i) => ({ row: i + 1, cells }))
const guess = (...rows: Cell[][]) => guessHeader(sheet(...rows), rosterColumns)
const fields = (...rows: Cell[][]) => guess(...rows).mapping

const id = (i: number) => testIdNumber(`19${60 + i}-0${1 + (i % 9)}-11`, i)
const person = (i: number): Cell[] =>
  [
    ['张安', '李宁', '王平', '刘正', '陈远'][i % 5]!, i % 2 ? '男' : '女', id(i), '汉族', '大学本科',
    '永宁街道第一党支部', '2012.07', '13800000000',
  ]

describe('a plain header', () => {
  test('in any order, with the official words', () => {
    expect(fields(['联系电话', '姓名', '公民身份号码', '所在党支部'], ['13800000000', '张安', id(1), '第一党支部'])).toEqual({
      0: 'phone', 1: 'name', 2: 'idNumber', 3: 'branch',
    })
  })
  test('with synonyms, blanks, line breaks, stars, units and brackets', () => {
    expect(fields(['姓\n名*', '性　别', '身份证号（必填）', '出生年月（如1985.07）', '联系电话（手机）', '*所在支部：', '3.民族'])).toEqual({
      0: 'name', 1: 'sex', 2: 'idNumber', 3: 'born', 4: 'phone', 5: 'branch', 6: 'nation',
    })
  })
  test('nearly right words are found with less confidence', () => {
    const found = guess(['党员姓名', '现所在支部', '本人身份证号', '入党的时间'], ['张安', '第一党支部', id(1), '2012.07'])
    expect(found.mapping).toEqual({ 0: 'name', 1: 'branch', 2: 'idNumber', 3: 'joined' })
    expect(found.confidence).toBeLessThan(0.95)
  })
  test('every official header and synonym finds its own field', () => {
    for (const { field, words, synonyms } of rosterColumns) {
      for (const header of [words, ...synonyms]) expect(fields([header]), header).toEqual({ 0: field })
    }
  })
  test('what is not known is told, what is required and missing too', () => {
    const found = guess(['序号', '姓名', '性别', '政治面貌'], [1, '张安', '男', '中共党员'])
    expect(found.unknown).toEqual([{ column: 0, header: '序号' }, { column: 3, header: '政治面貌' }])
    expect(found.missing).toEqual(['branch'])
    expect(found.confidence).toBeLessThan(0.9)
  })
})

describe('titles above the header', () => {
  test('one merged over all columns, one in a single cell', () => {
    const found = guess(
      Array.from({ length: 8 }, () => '永宁街道党员花名册'), ['填报单位：永宁街道'],
      ['姓名', '性别', '身份证号', '民族', '学历', '所在支部', '入党时间', '手机'], person(1), person(2),
    )
    expect(found).toMatchObject({ headerRow: 3, headerRows: [3], dataFrom: 4, missing: [] })
    expect(Object.values(found.mapping)).toHaveLength(8)
    expect(found.confidence).toBe(1)
  })
})

describe('a header of two lines', () => {
  test('merged, every cell filled', () => {
    const found = guess(
      ['序号', '基本情况', '基本情况', '基本情况', '党内情况', '党内情况', '备注'],
      ['序号', '姓名', '性别', '身份证号', '所在支部', '入党时间', '备注'],
      [1, '张安', '男', id(1), '第一党支部', '2012.07', null],
    )
    expect(found).toMatchObject({ headerRows: [1, 2], headerRow: 2, dataFrom: 3 })
    expect(found.mapping).toEqual({ 1: 'name', 2: 'sex', 3: 'idNumber', 4: 'branch', 5: 'joined', 6: 'remark' })
    expect(found.headers[1]).toBe('基本情况|姓名')
    expect(found.headers[0]).toBe('序号')
  })
  test('saved as .csv, the merges lost', () => {
    const found = guess(
      ['姓名', '基本情况', null, '党内情况', null], [null, '性别', '身份证号', '所在支部', '入党时间'], ['张安', '男', id(1), '第一党支部', '2012.07'],
    )
    expect(found.headerRows).toEqual([1, 2])
    expect(found.mapping).toEqual({ 0: 'name', 1: 'sex', 2: 'idNumber', 3: 'branch', 4: 'joined' })
  })
  test('the upper line tells whose name it is', () => {
    const found = guess(
      ['家庭成员', '家庭成员', '本人情况', '本人情况', '本人情况'], ['姓名', '联系电话', '姓名', '所在支部', '联系电话'],
      ['王平', '13900000000', '张安', '第一党支部', '13800000000'],
    )
    expect(found.mapping).toEqual({ 2: 'name', 3: 'branch', 4: 'phone' })
  })
  test('a row of data is never taken for its second line', () => {
    expect(guess(['姓名', '性别', '民族'], ['张安', '男', '汉族'], ['李宁', '女', '回族']).headerRows).toEqual([1])
  })
})

describe('another person\'s columns are left alone', () => {
  test.each(['入党介绍人姓名', '配偶姓名', '紧急联系人', '父亲姓名'])('%s is not the name', (header) => {
    expect(fields(['姓名', header, '所在支部'], ['张安', '李宁', '第一党支部'])).toEqual({ 0: 'name', 2: 'branch' })
    expect(fields([header, '性别', '所在支部'], ['李宁', '男', '第一党支部'])).toEqual({ 1: 'sex', 2: 'branch' })
  })
})

describe('no header at all', () => {
  test('the columns are found by what stands in them', () => {
    const found = guess(person(0), person(1), person(2), person(3), person(4))
    expect(found).toMatchObject({ headerRow: null, headerRows: [], dataFrom: 1 })
    expect(found.mapping).toMatchObject(
      { 0: 'name', 1: 'sex', 2: 'idNumber', 3: 'nation', 4: 'education', 5: 'branch', 7: 'phone' },
    )
    expect(found.mapping[6]).toBeUndefined()
    expect(found.confidence).toBeLessThanOrEqual(0.8)
  })
  test('the ID numbers tell which day is the birth', () => {
    const rows = [0, 1, 2, 3].map((i): Cell[] => ['2012.07.01', person(i)[0]!, id(i), `19${60 + i}.0${1 + (i % 9)}`])
    expect(fields(...rows)).toMatchObject({ 1: 'name', 2: 'idNumber', 3: 'born' })
    expect(fields(...rows)[0]).toBeUndefined()
  })
  test('a destroyed ID number still shows which column it is', () => {
    const spoiled = [0, 1, 2].map((i): Cell[] => [person(i)[0]!, Number(id(i))])
    expect(fields(...spoiled)).toEqual({ 0: 'name', 1: 'idNumber' })
  })
  test('a title without a header is passed over', () => {
    expect(guess(['永宁街道名单'], person(0), person(1), person(2))).toMatchObject({ headerRow: null, dataFrom: 2 })
  })
})

test('a doubtful header over alien data is given up', () => {
  expect(fields(['姓名', '单位联系电话号', '支部'], ['张安', '永宁街道', '第一党支部'], ['李宁', '安和街道', '第一党支部'])).toEqual(
    { 0: 'name', 2: 'branch' },
  )
})

describe('the kind of sheet', () => {
  const code = '91990101MA0000000' + unitCheckSign('91990101MA0000000')
  test('is the one whose columns fit', () => {
    const rows = sheet(['单位名称', '统一社会信用代码', '职工人数', '联系电话'], ['永宁机械厂', code, 30, '010-66660000'])
    expect(guessKind(rows, [roster, units])?.kind.kind).toBe('units')
    expect(guessKind(sheet(['姓名', '性别', '身份证号', '联系电话']), [units, roster])?.kind.kind).toBe('people')
  })
})

test('an empty sheet, or one of noise, gives an empty mapping and no error', () => {
  expect(guess()).toMatchObject({ mapping: {}, headerRow: null, dataFrom: 1, confidence: 0 })
  expect(guess([null, null], []).mapping).toEqual({})
  expect(guess(['甲', '乙', '丙'], ['x', 'y', 'z']).mapping).toEqual({})
  expect(guess([{ date: '2012-07-01' }, true, 5]).mapping).toEqual({})
})

describe('rows that are not data are left out with a reason', () => {
  const found = guess(
    Array.from({ length: 4 }, () => '永宁街道党员花名册'), ['姓名', '性别', '所在支部', '备注'], ['张安', '男', '第一党支部', null],
  )
  const reason = skipper(found)
  const row = (...cells: Cell[]) => reason({ row: 9, cells })
  test('titles and header', () => {
    expect(reason({ row: 1, cells: ['永宁街道党员花名册'] })).toBe('above-header')
    expect(reason({ row: 2, cells: ['姓名', '性别', '所在支部', '备注'] })).toBe('above-header')
    expect(reason({ row: 3, cells: ['张安', '男', '第一党支部', null] })).toBeNull()
  })
  test('the header of the next printed page', () => {
    expect(row('姓 名', '性别', '所在支部', '备注')).toBe('repeated-header')
    expect(row('永宁街道党员花名册', '永宁街道党员花名册', '永宁街道党员花名册', '永宁街道党员花名册')).toBe('title')
  })
  test('totals, remarks, signatures, blanks', () => {
    expect(row('合计', null, 120)).toBe('total')
    expect(row('合 计', '120人')).toBe('total')
    expect(row('小计', 12, 30)).toBe('total')
    expect(row('共 312 人')).toBe('total')
    expect(row('注：本表一式两份', '注：本表一式两份', '注：本表一式两份')).toBe('remark')
    expect(row('填表人：王安', null, '审核人：李宁', '日期：2026.11')).toBe('remark')
    expect(row('第 2 页')).toBe('remark')
    expect(row(null, '  ', '')).toBe('blank')
  })
  test('people stay, whatever they are called', () => {
    expect(row('合计明', '男', '第一党支部', null)).toBeNull()
    expect(row('张安', '男', '第一党支部', '注：已转出')).toBeNull()
    expect(row('张安')).toBeNull()
    expect(row(null, '男', '第一党支部')).toBeNull()
  })
})

describe('a remembered header', () => {
  test('is the same in two sheets of one template', () => {
    expect(headerSignature(['姓\n名*', ' 性别', null])).toBe(headerSignature(['姓名', '性 别']))
    expect(headerSignature(['姓名', '性别'])).not.toBe(headerSignature(['性别', '姓名']))
  })
  test('decoration is no part of it', () => expect(headerText('*１、姓　名（必填）：')).toBe('姓名'))
})

describe('a row read by its mapping', () => {
  const mapping = { 0: 'name', 1: 'sex', 2: 'branch', 3: 'joined', 4: 'remark' }
  const read = (...cells: Cell[]) => readRow(roster, mapping, cells, { today: '2026-11-23' })
  test('gives values, notes and faults at their cells', () => {
    expect(read('张 三', '男', ' 第一党支部 ', '12.7.1', '无')).toEqual({
      values: { name: '张三', sex: '男', branch: '第一党支部', remark: '无' },
      notes: [{ field: 'name', column: 0, note: 'blank-removed' }],
      faults: [{ field: 'joined', column: 3, fault: 'day-two-digit-year', proposal: '2012-07-01' }],
    })
  })
  test('blank is null where it may be, and missing where it must not', () => {
    expect(read(null, '', '　')).toEqual({
      values: { sex: null, joined: null, remark: null }, notes: [],
      faults: [{ field: 'name', column: 0, fault: 'missing' }, { field: 'branch', column: 2, fault: 'missing' }],
    })
  })
  test('无 and / mean blank only where they mean nothing else', () => {
    expect(read('张三', '/', '第一党支部', '无').values).toMatchObject({ sex: null, joined: null })
    expect(read('无', '男', '第一党支部').faults).toEqual([{ field: 'name', column: 0, fault: 'missing' }])
  })
  test('an error of a formula is a fault even in free text', () => {
    expect(read('张三', '男', '第一党支部', null, '#REF!').faults).toEqual(
      [{ field: 'remark', column: 4, fault: 'formula-error' }],
    )
  })
  test('a required column that the sheet lacks is missing without a cell', () => {
    const { faults } = readRow(roster, { 0: 'name' }, ['张三'], { today: '2026-11-23' })
    expect(faults).toEqual([{ field: 'branch', column: null, fault: 'missing' }])
  })
})
