import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { read as readWithSheetJs, utils } from '@e965/xlsx'
import fc from 'fast-check'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Cell } from '#exchange/read/cell.ts'
import { openSheets } from '#exchange/read/open.ts'
import { guarded, unguarded } from '#exchange/values/guard.ts'
import { sheetName } from '#exchange/write/parts.ts'
import { writeSheet, type SheetFormat } from '#exchange/write/sheet.ts'
import { bytesOf, listOf } from '../../../../test/make-files.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'write-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const columns = [
  { words: '姓名', width: 10 }, { words: '公民身份号码', width: 22, asText: true }, { words: '入党日期', width: 12 },
  { words: '备注', width: 30 },
]
const sheetOf = (rows: readonly (readonly Cell[])[]) => ({
  title: '党员名册', columns, rows, stamp: { rows: rows.length, by: '王安', at: '2026-11-23 15:04' },
})
const write = (rows: readonly (readonly Cell[])[], format: SheetFormat) => bytesOf(writeSheet(sheetOf(rows), format))

let count = 0
async function readBack(bytes: Uint8Array, format: SheetFormat): Promise<Cell[][]> {
  const path = join(folder, `${++count}.${format}`)
  await writeFile(path, bytes)
  return (await listOf(openSheets(path))).map(({ cells }) => cells)
}

const rows: Cell[][] = [
  ['张安', '990101199001010011', { date: '2012-07-01' }, '一\n二\t"三",四；<五>&六'],
  ['李宁', '990101850307001', { date: '2013-01-01', monthOnly: true }, null],
  ['王平', null, null, 'a  b'],
]

describe('a sheet written', () => {
  test('has its title, the number of rows and who made it when in the first line', async () => {
    for (const format of ['xlsx', 'csv'] as const) {
      const [first, header] = await readBack(await write(rows, format), format)
      expect(first?.[0]).toBe('党员名册　共 3 行 · 由 王安 于 2026-11-23 15:04 导出')
      expect(header).toEqual(['姓名', '公民身份号码', '入党日期', '备注'])
    }
  })
  test('as .xlsx reads back to the same values', async () => {
    expect((await readBack(await write(rows, 'xlsx'), 'xlsx')).slice(2)).toEqual(
      rows.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== null) + 1)),
    )
  })
  test('as .csv keeps months apart from days, and long numbers from being spoilt', async () => {
    expect((await readBack(await write(rows, 'csv'), 'csv')).slice(2)).toEqual([
      ['张安', '990101199001010011', '2012-07-01', rows[0]![3]],
      ['李宁', '990101850307001', '2013-01'],
      ['王平', null, null, 'a  b'],
    ])
    expect((await write(rows, 'csv')).toString('utf8')).toContain("张安,'990101199001010011,2012-07-01,")
  })
  test('as .xlsx is what two other programs read', async () => {
    const bytes = await write(rows, 'xlsx')
    const { sheets } = await readXlsx(bytes)
    expect(sheets[0]?.rows[2]?.slice(0, 2)).toEqual(['张安', '990101199001010011'])
    expect(sheets[0]?.rows[2]?.[3]).toBe(rows[0]?.[3])
    const book = readWithSheetJs(bytes, { type: 'buffer', cellNF: true, cellStyles: true })
    const sheet = book.Sheets['党员名册']!
    expect(utils.sheet_to_json<string[]>(sheet, { header: 1, raw: false })[2]).toEqual(
      ['张安', '990101199001010011', '2012-07-01', rows[0]![3]],
    )
    expect(sheet['C4'].w).toBe('2013.01')
    expect(sheet['!merges']).toEqual([{ s: { r: 0, c: 0 }, e: { r: 0, c: 3 } }])
    expect(sheet['!autofilter']).toEqual({ ref: 'A2:D5' })
    expect(sheet['!cols']?.map((column) => Math.round(column.width ?? 0))).toEqual([10, 22, 12, 30])
  })
  test('breaks off when it holds another number of rows than it says', async () => {
    for (const format of ['xlsx', 'csv'] as const) {
      const wrong = { ...sheetOf(rows), stamp: { ...sheetOf(rows).stamp, rows: 4 } }
      await expect(bytesOf(writeSheet(wrong, format))).rejects.toThrow('an export of 4 rows had 3')
    }
  })
  test('asks for rows only as fast as it is read', async () => {
    let made = 0
    async function* endless() {
      for (;;) yield ['x'.repeat(1_000), String(made++), null, made * 7919]
    }
    const stream = writeSheet({ ...sheetOf([]), rows: endless() }, 'xlsx')
    for await (const piece of stream) if (made > 0 && piece) break
    await new Promise((wake) => setTimeout(wake, 50))
    const held = made
    await new Promise((wake) => setTimeout(wake, 100))
    expect(made).toBe(held)
  })
  test('without rows is a sheet that reads', async () => {
    expect(await readBack(await write([], 'xlsx'), 'xlsx')).toHaveLength(2)
  })
})

describe('nothing written is ever a formula', () => {
  const payloads = [
    '=1+1', '+1', '-1', '@SUM(A1)', '\t=1+1', '\r=1+1', '＝1+1', '＋1', '－1', '＠A1',
    '=HYPERLINK("http://x.invalid","看")', "=cmd|'/c calc'!A0",
    "'=1+1", "''=1+1", '-张安', '=', '0012', '990101199001010011', '="0012"',
  ]
  test.each(payloads)('%j, in .csv', async (payload) => {
    const bytes = await write([[payload, null, null, 'x']], 'csv')
    const line = bytes.toString('utf8').split('\r\n')[2]!
    expect(line.replace(/^"/, '')).toMatch(/^'/)
    expect((await readBack(bytes, 'csv'))[2]?.[0]).toBe(payload)
  })
  test('in .xlsx: strings, whatever they begin with', async () => {
    const bytes = await write(payloads.map((payload) => [payload, payload]), 'xlsx')
    expect((await readBack(bytes, 'xlsx')).slice(2)).toEqual(payloads.map((payload) => [payload, payload]))
    const sheet = readWithSheetJs(bytes, { type: 'buffer', cellFormula: true }).Sheets['党员名册']!
    const cells = Object.entries(sheet).filter(([key]) => /^[AB]\d+$/.test(key))
    expect(cells.length).toBeGreaterThan(payloads.length)
    expect(cells.every(([, cell]) => cell.t === 's' && cell.f === undefined)).toBe(true)
  })
  test('a number below zero stays a number', async () => {
    expect((await readBack(await write([['x', null, null, -5]], 'xlsx'), 'xlsx'))[2]?.[3]).toBe(-5)
    expect((await write([['x', null, null, -5]], 'csv')).toString('utf8')).toContain('x,,,-5\r\n')
  })
})

const tricky = [...'\'"=+-@,;\t\r\n＝_x0041_ \u3000'].map((char) => char.charCodeAt(0))
const ends =
  fc.oneof(fc.integer({ min: 1, max: 0xff }), fc.integer({ min: 1, max: 0x2ffff }), fc.constantFrom(...tricky))
  .filter((code) => code < 0xd800 || code > 0xdfff)
const anyText = fc.array(ends, { minLength: 1, maxLength: 20 }).map((codes) => String.fromCodePoint(...codes))

describe('round trip', () => {
  test('property: a guard is taken off exactly where it was put on', () => {
    fc.assert(fc.property(anyText, (text) => {
      expect(unguarded(guarded(text))).toBe(text)
      expect(guarded(text)).not.toMatch(/^[=+\-@\t\r\0＝＋－＠]/)
    }), { numRuns: 2_000 })
  })
  test.each(['xlsx', 'csv'] as const)('property: any text through .%s is the same', async (format) => {
    const some = fc.array(fc.tuple(anyText, anyText), { minLength: 1, maxLength: 10 })
    await fc.assert(fc.asyncProperty(some, async (pairs) => {
      // the last column keeps blanks at the end from being cut off
      const back = await readBack(await write(pairs.map(([a, b]) => [a, b, null, 'x']), format), format)
      expect(back.slice(2)).toEqual(pairs.map(([a, b]) => [a, b, null, 'x']))
    }), { numRuns: 60 })
  }, 30_000)
  test('what XML and .csv cannot hold does not break the file', async () => {
    const odd = ['a\0b', '\ud800', '\uffff', '\u0008'].map((text) => [text, null, null, 'x'])
    const firsts = (rows: Cell[][]) => rows.slice(2).map(([text]) => text)
    expect(firsts(await readBack(await write(odd, 'xlsx'), 'xlsx'))).toEqual(['a\0b', '\ufffd', '\uffff', '\u0008'])
    expect(firsts(await readBack(await write(odd, 'csv'), 'csv'))).toEqual(['ab', '\ufffd', '\uffff', '\u0008'])
  })
})

test.each([
  ['党员[名册]:2026/11', '党员名册202611'], ["'x'", 'x'], ['', '表'], ['长'.repeat(40), '长'.repeat(31)],
])('the sheet of %j is called %s', (title, name) =>
  expect(sheetName(title)).toBe(name))
