import { describe, expect, test } from 'vitest'
import { readRow, type Mapping } from '#exchange/columns.ts'
import type { Cell } from '#exchange/read/cell.ts'
import { columnsOf, type RosterLine } from '#people/exchange/columns.ts'
import { identityOf, isSamePerson, judgeRow } from '#people/exchange/judge.ts'
import { postNamed } from '#people/exchange/posts.ts'
import { testIdNumber } from '../../../../test/make-sheets.ts'

const today = '2026-11-23'
const id = testIdNumber('1985-07-23', 1)

/** A row of a roster by its fields, judged as of today. */
function judged(line: RosterLine, cells: Record<string, Cell>) {
  const kind = { kind: line, words: line, columns: columnsOf(line) }
  const mapping: Mapping = Object.fromEntries(Object.keys(cells).map((field, at) => [at, field]))
  const reading = readRow(kind, mapping, Object.values(cells), { today })
  const { values, faults } = judgeRow(line, reading, today)
  return { values, faults: [...reading.faults.map(({ field, fault }) => ({ field, code: fault as string })), ...faults] }
}
const codes = (line: RosterLine, cells: Record<string, Cell>) => judged(line, cells).faults.map(({ field, code }) => `${field} ${code}`)

describe('the ID number', () => {
  test('fills in birth date and sex', () => {
    expect(judged('party', { name: '王安', idNumber: id }).values).toMatchObject({ idNumber: id, born: '1985-07-23', sex: '男' })
  })
  test.each([
    ['1985.07', []],
    ['1985.07.23', []],
    ['1985.08', ['born born-differs']],
    ['1985.07.24', ['born born-differs']],
  ])('against a birth date of %s gives %j', (born, faults) => {
    expect(codes('party', { name: '王安', idNumber: id, born })).toEqual(faults)
  })
  test('proposes what it says itself', () => {
    const { faults } = judged('party', { name: '王安', idNumber: id, born: '1985.08', sex: '女' })
    expect(faults).toMatchObject([{ proposal: '1985-07-23' }, { proposal: '男' }])
  })
})

describe('人员类别', () => {
  test.each([
    ['party', '正式', 'full', null],
    ['party', '预备党员', 'probationary', null],
    ['party', '在职教师', 'full', '在职教师'],
    ['league', '共青团员', 'member', null],
    ['league', '保留团籍的党员', 'retained', null],
    ['union', '退休', 'member', '退休'],
    ['pioneers', '', 'member', null],
  ] as const)('of a %s roster, %j means %s and leaves %j for 人员身份', (line, status, code, category) => {
    expect(judged(line, { name: '王安', status }).values).toMatchObject({ statusCode: code, category })
  })
  test('that nearly names a status is asked, not guessed', () => {
    expect(codes('party', { name: '王安', status: '正试党员' })).toEqual(['status choice-unknown'])
  })
  test('suspended by 党籍状态', () => {
    expect(judged('party', { name: '王安', status: '正式党员', standing: '停止党籍' }).values).toMatchObject({ statusCode: 'suspended', status: '停止党籍' })
  })
  test.each([['2025-11-24', 'probationary'], ['2025-11-23', 'full']])('missing: who joined on %s is taken for %s', (joinedOn, code) => {
    expect(judged('party', { name: '王安', joinedOn }).values.statusCode).toBe(code)
  })
  test('missing: who became full is full', () => {
    expect(judged('party', { name: '王安', joinedOn: '2026-01-01', fullOn: '2026-06-01' }).values.statusCode).toBe('full')
  })
})

test.each([
  [{ joinedOn: '2010.07.01', fullOn: '2011.07.01' }, []],
  [{ joinedOn: '2011.07.01', fullOn: '2010.07.01' }, ['joinedOn dates-not-lawful']],
  [{ joinedOn: '1980.07.01' }, ['joinedOn dates-not-lawful']],
])('dates %j give %j', (dates, faults) => {
  expect(codes('party', { name: '王安', born: '1985.07.23', ...dates })).toEqual(faults)
})

test.each([
  ['2012-11-23', {}, []],
  ['2012-11-24', {}, ['guardian guardian-missing']],
  ['2012-11-24', { guardian: '王宁' }, []],
])('a child born on %s with %j gives %j', (born, more, faults) => {
  expect(codes('pioneers', { name: '王安', born, ...more })).toEqual(faults)
})

test.each([
  [{ lost: '是' }, { lost: true, lostSince: null }],
  [{ lost: '否' }, { lost: false }],
  [{ lost: '失联' }, { lost: true }],
  [{ lost: '2020.03.01' }, { lost: true, lostSince: '2020-03-01' }],
  [{ lostSince: '2020.03.01' }, { lost: true, lostSince: '2020-03-01' }],
  [{ floatingTo: '广东' }, { floating: true, floatingTo: '广东' }],
  [{ floating: '' }, { floating: null }],
])('%j is understood as %j', (cells, values) => {
  expect(judged('party', { name: '王安', ...cells }).values).toMatchObject(values)
})

describe('two rows', () => {
  const who = (cells: Record<string, Cell>) => identityOf(judged('party', { name: '王安', place: '一支部', ...cells }).values)!
  const other = testIdNumber('1985-07-23', 3)
  test.each([
    ['the same ID number, whatever the name', { idNumber: id }, { name: '王宁', idNumber: id }, true],
    ['two ID numbers, however alike the rest', { idNumber: id }, { idNumber: other }, false],
    ['one without ID number, the same birth date', { idNumber: id }, { born: '1985.07.23' }, true],
    ['one without ID number, another birth date', { idNumber: id }, { born: '1985.07.24' }, false],
    ['no birth date, the same branch', { idNumber: id }, {}, true],
    ['no birth date, another branch', { idNumber: id }, { place: '二支部' }, false],
    ['another name', {}, { name: '王宁' }, false],
  ])('with %s', (_, one, two, same) => {
    expect(isSamePerson(who(one), who(two))).toBe(same)
    expect(isSamePerson(who(two), who(one))).toBe(same)
  })
})

test.each([
  ['party.branch', '书记', 'party.branch.secretary'],
  ['party.branch', '党支部书记', 'party.branch.secretary'],
  ['party.branch', '支部副书记', 'party.branch.deputy-secretary'],
  ['party.branch', '村书记', null],
  ['party.branch', '经理', null],
  ['union.base', '主席', 'union.base.chair'],
  ['pioneers.company', '中队长', 'pioneers.company.pupil-leader'],
] as const)('in a %s, %s is the post %s', (kind, word, code) => {
  expect(postNamed(kind, word)?.code ?? null).toBe(code)
})
