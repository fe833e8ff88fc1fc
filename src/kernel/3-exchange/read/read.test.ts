import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { writeXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { columnName, limits, type Cell } from '#exchange/read/cell.ts'
import { dateFormatOf } from '#exchange/read/date-format.ts'
import { openSheets } from '#exchange/read/open.ts'
import { delimiterOf, readPasted } from '#exchange/read/text.ts'
import { XmlScanner } from '#exchange/read/xml.ts'
import { listOf, workbook, type Parts } from '../../../../test/make-files.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let count = 0
async function read(bytes: Uint8Array | string, extension = 'xlsx', name?: string) {
  const path = join(folder, `${++count}.${extension}`)
  await writeFile(path, bytes)
  return listOf(openSheets(path, limits, name))
}
const cellsOf = async (parts: Parts): Promise<Cell[][]> => (await read(await workbook(parts))).map(({ cells }) => cells)
const pasted = (text: string) => [...readPasted(text, limits)].map(({ cells }) => cells)

describe('an .xlsx', () => {
  test('gives every kind of cell its value', async () => {
    const rows = '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>12.5</v></c><c r="C2" t="b"><v>1</v></c>'
      + '<c r="E2" t="inlineStr"><is><r><t>张</t></r><r><t> 安</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></is></c>'
      + '<c r="F2" t="str"><f>A1</f><v>甲&amp;乙&#x4e59;</v></c><c r="G2" t="d"><v>2012-07-01T00:00:00</v></c>'
        + '<c r="H2" t="e"><v>#N/A</v></c></row>'
    expect(await read(await workbook({ rows, strings: '<si><t>_x0041_姓名</t></si>' }))).toEqual([
      { sheet: '表1', row: 2, cells: ['A姓名', 12.5, true, null, '张 安', '甲&乙乙', { date: '2012-07-01' }, '#N/A'] },
    ])
  })
  test('rich and phonetic shared strings give their text alone', async () => {
    const strings = '<si><r><rPr><b/></rPr><t>永</t></r><r><t xml:space="preserve">宁 </t></r>'
      + '<rPh sb="0" eb="1"><t>yong</t></rPh></si><si/>'
    expect(await cellsOf({ rows: '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c><v>1</v></c>'
      + '</row>', strings })).toEqual([['永宁 ', null, 1]])
  })
  test('cells and rows without their addresses stand behind the ones before', async () => {
    const rows = '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>'
      + '<row r="9"><c><v>5</v></c></row><row><c><v>6</v></c></row>'
    expect((await read(await workbook({ rows }))).map(({ row, cells }) => [row, cells])).toEqual([
      [1, [1, null, null, 2, 3]], [2, [4]], [9, [5]], [10, [6]],
    ])
  })
  test('prefixed elements and single quotes are the same to it', async () => {
    const x = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    const sheet = `\uFEFF<?xml version='1.0'?><!-- a > b --><x:worksheet ${x}><x:sheetData><x:row r='3'>`
      + `<x:c r='B3' t = "str"><x:v><![CDATA[<张>]]></x:v></x:c>`
      + `</x:row></x:sheetData><x:mergeCells><x:mergeCell ref='B3:C3'/></x:mergeCells></x:worksheet>`
    expect(await cellsOf({ sheet })).toEqual([[null, '<张>', '<张>']])
  })
  test('dates by their number format, in both date systems', async () => {
    const styles = '<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>'
      + '<numFmt numFmtId="171" formatCode="0&quot;日&quot;"/></numFmts>'
      + '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
      + '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/>'
        + '<xf numFmtId="20"/></cellXfs>'
    const cell = (serial: number) => (s: number) => `<c s="${s}"><v>${serial}</v></c>`
    const row = (serial: number) => `<row>${[0, 1, 2, 3, 4].map(cell(serial)).join('')}</row>`
    const day = { date: '2012-07-01' }
    expect(await cellsOf({ rows: row(41_091), styles })).toEqual(
      [[41_091, day, { ...day, monthOnly: true }, 41_091, 41_091]],
    )
    expect(await cellsOf({ rows: row(39_629), styles, workbookPr: '<workbookPr date1904="1"/>' })).toEqual([
      [39_629, day, { ...day, monthOnly: true }, 39_629, 39_629],
    ])
    expect(await cellsOf({ rows: '<row><c s="1"><v>41091.75</v></c><c s="1"><v>0.5</v></c></row>', styles })).toEqual(
      [[day, 0.5]],
    )
  })
  test('a month typed as 2012.10 into a cell with two decimals is October still', async () => {
    const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="2"/></cellXfs>'
    const rows = '<row><c s="1"><v>2012.1</v></c><c s="0"><v>2012.1</v></c><c s="1"><v>2012</v></c><c s="1">'
      + '<v>99.5</v></c></row>'
    expect(await cellsOf({ rows, styles })).toEqual([['2012.10', 2012.1, 2012, 99.5]])
  })
  test('a merged area has its value in every cell, but makes no rows of its own', async () => {
    const rows = '<row r="1"><c r="A1" t="str"><v>题</v></c></row><row r="2"><c r="A2" t="str"><v>甲</v></c>'
      + '<c r="B2"><v>1</v></c></row>'
      + '<row r="3"><c r="B3"><v>2</v></c></row><row r="4"><c r="A4"/></row><row r="5"><c r="A5" t="str">'
        + '<v>乙</v></c></row>'
    const tail = '<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="A2:A4"/></mergeCells>'
    expect((await read(await workbook({ rows, tail }))).map(({ row, cells }) => [row, cells])).toEqual([
      [1, ['题', '题', '题']], [2, ['甲', 1]], [3, ['甲', 2]], [5, ['乙']],
    ])
  })
  test('an area merged over the whole sheet stays within the columns that are read', async () => {
    const tail = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    const [row] = await cellsOf({ rows: '<row><c><v>1</v></c></row>', tail })
    expect(row).toHaveLength(limits.columns)
  })
  test('sheets in their order, the hidden ones marked', async () => {
    const row = (n: number) => `<row><c><v>${n}</v></c></row>`
    const sheets = [['列表', row(2), 'hidden'], ['其他 &amp; 表', row(3)]] as const
    expect(await read(await workbook({ rows: row(1), sheets }))).toEqual([
      { sheet: '表1', row: 1, cells: [1] }, { sheet: '列表', row: 1, cells: [2], hidden: true },
      { sheet: '其他 & 表', row: 1, cells: [3] },
    ])
  })

  const A = (count: number, cell = '<c><v>1</v></c>') => `<row>${cell.repeat(count)}</row>`
  test('200 columns are read, 201 are not, unless the last is blank', async () => {
    expect((await cellsOf({ rows: A(200) }))[0]).toHaveLength(200)
    expect((await cellsOf({ rows: `<row>${'<c><v>1</v></c>'.repeat(200)}<c/></row>` }))[0]).toHaveLength(200)
    await expect(cellsOf({ rows: A(201) })).rejects.toMatchObject(
      { code: 'too-many-columns', facts: { sheet: '表1', row: 1 } },
    )
  })
  test('2,000 characters are read, 2,001 are not, inline or shared', async () => {
    const inline = (n: number) => `<row r="7"><c r="C7" t="str"><v>${'长'.repeat(n)}</v></c></row>`
    expect((await cellsOf({ rows: inline(2_000) }))[0]?.[2]).toHaveLength(2_000)
    await expect(cellsOf({ rows: inline(2_001) })).rejects.toMatchObject(
      { code: 'cell-too-long', facts: { row: 7, column: 'C' } },
    )
    const one = '<row><c t="s"><v>0</v></c></row>'
    const shared = (n: number) => ({ rows: one, strings: `<si><t>${'长'.repeat(n)}</t></si>` })
    expect((await cellsOf(shared(2_000)))[0]?.[0]).toHaveLength(2_000)
    await expect(cellsOf(shared(2_001))).rejects.toMatchObject({ code: 'cell-too-long' })
  })
  test('the limit of rows counts rows with content, over all sheets', async () => {
    const file = await workbook({ rows: A(1) + '<row><c/></row>' + A(1), sheets: [['乙', A(1)]] })
    const path = join(folder, 'rows.xlsx')
    await writeFile(path, file)
    expect(await listOf(openSheets(path, { ...limits, rows: 3 }))).toHaveLength(3)
    await expect(listOf(openSheets(path, { ...limits, rows: 2 }))).rejects.toMatchObject({ code: 'too-many-rows' })
  })

  test('property: what another program writes is read as it was', async () => {
    const text =
      fc.array(fc.oneof(fc.integer({ min: 32, max: 126 }), fc.constantFrom(9, 10, 0x4e00, 0x1f600)), { minLength: 1 })
      .map((codes) => String.fromCodePoint(...codes)).filter((one) => !/^\s*$/.test(one) && !/_x[\da-f]{4}_/i.test(one))
    const cell =
      fc.oneof(text, fc.integer(), fc.double({ noNaN: true, min: -1e12, max: 1e12 }).map((n) => n + 0), fc.boolean())
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 })
    await fc.assert(fc.asyncProperty(table, async (rows) => {
      const bytes = await writeXlsx({ sheets: [{ name: 'x', rows }] })
      expect((await read(bytes)).map(({ cells }) => cells)).toEqual(rows)
    }), { numRuns: 60 })
  }, 20_000)
})

test.each([
  ['yyyy-mm-dd', 'day'], ['yyyy/m/d', 'day'], ['m/d/yy h:mm', 'day'], ['[$-804]yyyy"年"m"月"d"日";@', 'day'],
  ['yyyy\\-mm\\-dd', 'day'], ['d-mmm', 'day'],
  ['[DBNum1][$-804]yyyy"年"m"月"d"日"', 'day'], ['yyyy"年"m"月"', 'month'], ['yyyy.mm', 'month'], ['mmm-yy', 'month'],
  ['m"月"', 'month'],
  ['General', 'none'], ['0.00', 'decimals'], ['0.00_ ', 'decimals'], ['0.000', 'none'], ['#,##0"人"', 'none'],
  ['h:mm:ss', 'none'], ['[h]:mm', 'none'], ['mm:ss.0', 'none'], ['@', 'none'], ['', 'none'],
  ['0"日"', 'none'], ['General"日"', 'none'], ['_(* #,##0.00_)', 'none'], ['[Red]0', 'none'],
])('the number format %s shows %s', (code, format) => expect(dateFormatOf(code)).toBe(format))

describe('text', () => {
  test('pasted from a sheet, with tabs, line breaks and quotes inside cells', () => {
    expect(pasted('姓名\t备注\r\n张安\t"一\n二\t""三"""\r\n李宁\t他说"好"')).toEqual([
      ['姓名', '备注'], ['张安', '一\n二\t"三"'], ['李宁', '他说"好"'],
    ])
  })
  test('the delimiter is the one that parts the lines', () => {
    expect(delimiterOf('姓名;地址\n张安;永宁,一号\n')).toBe(';')
    expect(delimiterOf('"姓;名;;;",性别\n张安,男\n')).toBe(',')
    expect(delimiterOf('姓名\t性别\n张安\t男,女')).toBe('\t')
    expect(delimiterOf('姓名\n张安\n')).toBe(',')
  })
  test('any line end ends a row; blank rows are left out and counted', async () => {
    const rows = await read('甲,乙\r\n\r\n,\r丙\n\n丁,', 'csv', '名册 2026.csv')
    expect(rows).toEqual([
      { sheet: '名册 2026', row: 1, cells: ['甲', '乙'] }, { sheet: '名册 2026', row: 4, cells: ['丙'] },
      { sheet: '名册 2026', row: 6, cells: ['丁'] },
    ])
  })
  test('what protects a text from a spreadsheet is taken off', () => {
    expect(pasted('="0012"\t\'=1+1\t\'990101199001010011\t\'张安\t\'\t=1+1')).toEqual(
      [['0012', '=1+1', '990101199001010011', "'张安", "'", '=1+1']],
    )
  })
  test('quotes with something behind them are kept together', () => {
    expect(pasted('"甲"乙\t"丙"')).toEqual([['甲乙', '丙']])
  })
  test('pieces may break anywhere: a large file reads as a small one', async () => {
    const line = '"张,安",男,永宁街道"幸福"路\r\n'
    const text = line.repeat(60_000)
    const rows = await read(text, 'csv')
    expect(rows).toHaveLength(60_000)
    expect(new Set(rows.map(({ cells }) => cells.join('|')))).toEqual(new Set(['张,安|男|永宁街道"幸福"路']))
    expect(rows.at(-1)?.row).toBe(60_000)
  })
})

describe('the scanner', () => {
  test('property: however a text is cut, the events are the same', () => {
    const xml = `<?xml version="1.0"?><!--a<b--><a x="1>2" y='&lt;"'>甲&amp;乙&#128512;<b/><![CDATA[<c>&amp;]]>`
      + `<n:d  z = "3" />&unknown; </a>`
    const events = (pieces: string[]): string[] => {
      const seen: string[] = []
      let text = ''
      const flush = (): void => {
        if (text !== '') seen.push(`text ${text}`)
        text = ''
      }
      const scanner = new XmlScanner({
        open: (name, raw) => (flush(), seen.push(`open ${name}${raw.trim()}`)),
        close: (name) => (flush(), seen.push(`close ${name}`)),
        text: (piece) => (text += piece),
      })
      for (const piece of pieces) scanner.write(piece)
      scanner.end()
      return seen
    }
    const whole = events([xml])
    expect(whole).toEqual(
      [
        'open ax="1>2" y=\'&lt;"\'', 'text 甲&乙😀', 'open b', 'close b', 'text <c>&amp;', 'open dz = "3"', 'close d',
        'text &unknown; ', 'close a',
      ],
    )
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: xml.length }), { maxLength: 12 }), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), xml.length]
      expect(events(places.slice(1).map((end, i) => xml.slice(places[i], end)))).toEqual(whole)
    }))
  })
})

test.each([
  [0, 'A'], [25, 'Z'], [26, 'AA'], [199, 'GR'], [16_383, 'XFD'],
])('column %d is %s', (index, name) => expect(columnName(index)).toBe(name))
