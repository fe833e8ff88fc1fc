import type { Seeded } from '#base/seeded.ts'
import { columnName } from '#exchange/read/cell.ts'
import { zipOf, type Entry } from '#exchange/write/zip.ts'
import { bytesOf, oleWith, patchDirectory, sheetXml, workbook } from '../make-files.ts'
import { messyRoster, toGbk } from '../make-sheets.ts'

/* F-17: files that are wrong in every way an office, a broken program or an enemy makes them wrong. Same seed, same files. */

export interface Malformed {
  way: string
  name: string
  bytes: Buffer
}

type Maker = (chance: Seeded, branch: string) => Promise<readonly [extension: string, bytes: Uint8Array | string]> | readonly [string, Uint8Array | string]

const header = ['姓名', '性别', '公民身份号码', '入党日期', '手机号码']
const inline = (text: string) => `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`
const row = (cells: readonly string[], no?: number) => `<row${no === undefined ? '' : ` r="${no}"`}>${cells.join('')}</row>`
const headerRow = row(header.map(inline))
const person = (name: string) => row([name, '男', '', '2015-07-01', '19900000001'].map(inline))
const A1 = '<row r="1"><c r="A1"><v>1</v></c></row>'
const good = () => workbook({ rows: headerRow + person('张安') })

function* repeated(text: string, times: number): Generator<string> {
  const block = text.repeat(1_000)
  for (let at = 0; at < times / 1_000; at++) yield block
}

function damaged(bytes: Buffer, chance: Seeded): Buffer {
  const copy = Buffer.from(chance.chance(0.2) ? bytes.subarray(0, chance.whole(1, bytes.length)) : bytes)
  for (let n = chance.whole(1, 8); n > 0; n--) copy[chance.whole(0, copy.length - 1)] = chance.whole(0, 255)
  return copy
}

const roster = async (chance: Seeded, format: 'xlsx' | 'xls' | 'csv' | 'csv-gbk', branch = '第一党支部') =>
  (await messyRoster({ rows: chance.whole(3, 40), branches: [branch], format, seed: String(chance.whole(1, 99)) })).bytes

const oddTexts = [
  '\u202e安张', '👨‍👩‍👧‍👦', '𠮷野家', 'e\u0301'.repeat(200), '\u200b张\u200b安', '＝1+1', '=1+1', '+86', '-1', '@SUM(A1)', '=HYPERLINK("http://x.invalid","点")',
  "=cmd|'/c calc'!A1", '__proto__', 'constructor', 'hasOwnProperty', '9999-99-99', '1.23E+17', '99000919800101041X', '张'.repeat(1_900), ' '.repeat(500), '<script>alert(1)</script>',
  "'; drop table people_persons; --", '{{7*7}}', '\u2028', '#REF!', 'NULL', 'undefined', '２０１５年７月１日', '二〇一五年七月一日',
]
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

const rels = (target: string) => `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="${target}"/></Relationships>`
const raw = async (entries: Record<string, string>) => bytesOf(zipOf(Object.entries(entries).map(([name, text]): Entry => ({ name, text: [text] }))))

const wide = (text: string, chance: Seeded): Buffer => {
  const bytes = Buffer.from(`${chance.chance(0.5) ? '\ufeff' : ''}${text}`, 'utf16le')
  return chance.chance(0.5) ? bytes.swap16() : bytes
}

export const makers: Record<string, Maker> = {
  truncated: async (chance) => {
    const bytes = await roster(chance, chance.pick(['xlsx', 'xls', 'csv']))
    return [chance.pick(['xlsx', 'xls', 'csv']), bytes.subarray(0, chance.whole(0, bytes.length - 1))]
  },
  'wrong magic': (chance) => [
    chance.pick(['xlsx', 'xls', 'csv', 'txt']),
    Buffer.concat([Buffer.from(chance.pick(['%PDF-1.7\n', '\x89PNG\r\n\x1a\n', 'Rar!\x1a\x07\x01\0', 'PK\x03\x04', 'PK\x05\x06', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'MZ', '\x7fELF', '<html><table>', '{\\rtf1', '7z\xbc\xaf\x27\x1c', '\x1f\x8b']), 'latin1'), Buffer.from(Array.from({ length: chance.whole(0, 3_000) }, () => chance.whole(0, 255)))]),
  ],
  'random bytes': (chance) => [chance.pick(['xlsx', 'xls', 'csv']), Buffer.from(Array.from({ length: chance.whole(1, 6_000) }, () => chance.whole(0, 255)))],
  'bits flipped': async (chance) => {
    const format = chance.pick(['xlsx', 'xls', 'csv', 'csv-gbk'] as const)
    return [format.slice(0, 4).replace('csv-', 'csv'), damaged(await roster(chance, format), chance)]
  },
  'bomb 1,000:1': async (chance) => {
    const size = chance.whole(200_000, 1_200_000)
    const bomb = chance.chance(0.5) ? { rows: repeated(' '.repeat(64), size) } : { rows: headerRow, extra: [{ name: 'xl/media/a.bin', text: repeated('0'.repeat(64), size) }] }
    const bytes = await workbook(bomb)
    return ['xlsx', chance.chance(0.3) ? patchDirectory(bytes, /sheet1|a\.bin/, 24, 4, () => 4_000) : bytes]
  },
  'sizes that lie': async (chance) => ['xlsx', patchDirectory(await good(), /sheet1\.xml$/, chance.pick([20, 24, 42]), 4, () => chance.pick([0, 1, 0x7fffffff, 600 * 1024 * 1024, 0xffffffff]))],
  'two million rows declared': async (chance) => {
    if (chance.chance(0.1)) return ['csv', '张安,男\n'.repeat(200_000 + chance.whole(1, 50_000))]
    return ['xlsx', await workbook({ sheet: `<worksheet><dimension ref="A1:E2000000"/><sheetData>${headerRow}${row(['张安'].map(inline), chance.pick([1_048_576, 2_000_000, 99_999_999_999]))}</sheetData></worksheet>` })]
  },
  '16,384 columns': async (chance) => {
    const columns = chance.pick([201, 300, 2_000, 16_384])
    if (chance.chance(0.3)) return ['csv', `${Array.from({ length: columns }, (_, at) => `c${at}`).join(',')}\n${',1'.repeat(columns)}`]
    return ['xlsx', await workbook({ rows: ['<row>', ...Array.from({ length: columns }, (_, at) => `<c r="${columnName(at)}1"><v>1</v></c>`), '</row>'] })]
  },
  'cells past the limits': async (chance) => {
    const at = chance.pick(['XFE1', 'ZZZZZZ1', 'A0', 'A1048577', '1A', 'A', '-A1', 'A1A', 'ａ１', '$A$1', 'R1C1', `${'A'.repeat(400)}1`, 'A99999999999999999999'])
    const more = chance.pick([A1, '<row r="0"><c r="A0"><v>1</v></c></row>', '<row r="-5"><c><v>1</v></c></row>', '<row r="9"/><row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>', '<row r="x"><c r="A1"/></row>'])
    return ['xlsx', await workbook({ rows: `${headerRow}<row><c r="${at}"><v>1</v></c></row>${more}` })]
  },
  'days of 1904 and beyond': async (chance) => {
    const styles = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    const values = ['0', '1', '60', '-1', '2958466', '1e308', 'NaN', '44197.99999', '', '0x10']
    const rows = values.map((value) => `<row>${inline('张安')}<c s="1"><v>${value}</v></c></row>`).join('')
    return ['xlsx', await workbook({ rows: row(['姓名', '入党日期'].map(inline)) + rows, styles, workbookPr: chance.chance(0.7) ? '<workbookPr date1904="1"/>' : '<workbookPr date1904="x"/>' })]
  },
  encodings: (chance) => {
    const text = `${header.join(',')}\r\n张安,男,,2015-07-01,19900000001\r\n`
    return ['csv', chance.pick([() => toGbk(text), () => wide(text, chance), () => wide(text, chance).subarray(1), () => Buffer.from(`\ufeff${text}`), () => Buffer.concat([toGbk(text), Buffer.from(text)]), () => Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xfe, 0x80, 0xc0])]), () => Buffer.from(text, 'latin1')])()]
  },
  NUL: async (chance) => {
    const odd = chance.pick(['\0', '&#0;', '&#x0;', '&#xD800;', '&#xFFFE;', '&#x110000;', '&#99999999999;', '\x01', '\x1b[31m', '&nope;', '&'])
    if (chance.chance(0.4)) return ['csv', `姓名,性别\n张${odd}安,男\n`]
    return ['xlsx', await workbook({ rows: headerRow + person(`张${odd}安`) })]
  },
  'odd texts': async (chance) => {
    const texts = chance.shuffled(oddTexts).slice(0, chance.whole(1, 12))
    if (chance.chance(0.4)) return ['csv', [header, ...texts.map((text) => [text, chance.pick(texts), text, text, text])].map((cells) => cells.map(quoted).join(',')).join('\n')]
    return ['xlsx', await workbook({ rows: headerRow + texts.map((text) => row([text, chance.pick(texts), text, text, text].map(escaped).map(inline))).join('') })]
  },
  'formulas and macros': async (chance) => {
    const rows = headerRow + row([`<c t="str"><f>${escaped(chance.pick(['HYPERLINK("http://x.invalid")', '[1]Sheet1!A1', 'WEBSERVICE("http://x.invalid")', 'cmd|"/c calc"!A1', 'A1', 'INDIRECT("A"&amp;1)']))}</f><v>${chance.pick(['张安', '', '#REF!'])}</v></c>`, '<c><f>1+1</f></c>', '<c t="e"><v>#N/A</v></c>', '<c t="shared"><f t="shared" si="0"/></c>'])
    const extra: Entry[] = [{ name: 'xl/vbaProject.bin', text: ['x'.repeat(100)] }, { name: 'xl/externalLinks/externalLink1.xml', text: ['<externalLink/>'] }, { name: 'xl/embeddings/oleObject1.bin', text: ['x'] }]
    return [chance.pick(['xlsx', 'xlsm']), await workbook({ rows, extra: extra.slice(0, chance.whole(0, 3)) })]
  },
  XXE: async (chance) => {
    const bad = chance.pick(['<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>', '<!DOCTYPE x SYSTEM "http://x.invalid/x.dtd">', '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/hosts">%p;]>', '<?xml version="1.0" encoding="UTF-7"?>', '<![CDATA[', '<?xml-stylesheet href="http://x.invalid"?>'])
    const where = chance.pick(['sheet', 'strings', 'styles'] as const)
    const text = { sheet: bad + sheetXml(row([inline('&a;')])), strings: `${bad}<si><t>&c;</t></si>`, styles: `${bad}<cellXfs/>` }
    return ['xlsx', await workbook({ rows: headerRow, [where]: text[where] })]
  },
  'headers twice': async (chance) => {
    const names = chance.pick([['姓名', '姓名', '姓名'], ['', '', ''], ['__proto__', 'constructor', 'toString'], ['姓名'.repeat(900), '性别', '性别'], ['\u200b姓名', '姓 名', '姓名（必填）'], Array.from({ length: 190 }, () => '备注')])
    const rows = row(names.map(inline)) + person('张安') + (chance.chance(0.5) ? row(names.map(inline)) : '')
    return ['xlsx', await workbook({ rows, tail: chance.pick(['', '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', '<mergeCells><mergeCell ref="B2:A1"/><mergeCell ref="A1:C3"/><mergeCell ref="x"/></mergeCells>', `<mergeCells>${'<mergeCell ref="A1:B2"/>'.repeat(20_000)}</mergeCells>`]) })]
  },
  encrypted: async (chance) => chance.pick<() => readonly [string, Buffer] | Promise<readonly [string, Buffer]>>([
    () => ['xlsx', oleWith('EncryptionInfo', 'EncryptedPackage')],
    async () => ['xlsx', patchDirectory(await good(), /sheet1/, 8, 2, (flags) => flags | 1)],
    () => [chance.pick(['doc', 'xls', 'ppt']), oleWith(chance.pick(['WordDocument', 'PowerPoint Document', 'Something', 'Book', 'Workbook']))],
  ])(),
  'zip slip': async (chance) => {
    const names = chance.shuffled(['../../etc/x', '/etc/x', 'C:\\x', 'xl\\worksheets\\..\\..\\x', '..', '', 'a'.repeat(60_000), 'XL/worksheets/sheet1.xml', 'xl/worksheets/', '\0', 'CON', '\u202exml.x'])
    return ['xlsx', await workbook({ rows: headerRow, extra: names.slice(0, chance.whole(1, 4)).map((name) => ({ name, text: ['x'] })) })]
  },
  'too many parts': async (chance) => ['xlsx', await bytesOf(zipOf(Array.from({ length: chance.pick([1_990, 2_001, 5_000]) }, (_, at) => ({ name: `p${at}`, text: ['x'] }))))],
  'parts missing': async (chance) => chance.pick([
    async () => ['xlsx', await raw({ 'xl/workbook.xml': '<workbook/>' })] as const,
    async () => ['xlsx', await raw({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook><sheets><sheet name="a" sheetId="1"/></sheets></workbook>', 'xl/_rels/workbook.xml.rels': rels('http://x.invalid/sheet.xml') })] as const,
    async () => ['xlsx', await raw({ 'xl/workbook.xml': '<workbook><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>', 'xl/_rels/workbook.xml.rels': rels('../../../etc/passwd') })] as const,
    async () => ['xlsx', await workbook({ rows: '<row><c t="s"><v>99999999</v></c><c s="70000"><v>1</v></c><c t="s"><v>-1</v></c><c t="zz"><v>x</v></c></row>', strings: '<si><t>姓名</t></si>' })] as const,
    async () => ['xlsx', await workbook({ sheet: chance.pick(['', '<a/>', '<worksheet>', '<worksheet><sheetData><row', `${'<a>'.repeat(50_000)}`, '</worksheet>']) })] as const,
  ])(),
  'odd sheets': async (chance) => ['xlsx', await workbook({ rows: chance.chance(0.5) ? headerRow : '', sheets: Array.from({ length: chance.pick([1, 30, 300]) }, (_, at) => [chance.pick(['__proto__', `表${at}`, '../x', '&amp;', '']), headerRow + person(`张${at}`), chance.pick(['hidden', 'veryHidden', ''])] as const) })],
  'text gone wrong': (chance) => ['csv', chance.pick([
    () => `姓名,备注\n张安,"${'很长'.repeat(chance.whole(10, 200_000))}`, () => `${'长'.repeat(2_000_000)}`, () => ',;\t|\n'.repeat(5_000), () => '姓名;性别\n张安;男\n李宁,男\n', () => '姓名\t性别\r张安\t男\r', () => '\n\n\n,,,\n', () => '"'.repeat(99_999), () => `sep=,\n姓名\n张安`, () => '姓名\n'.repeat(60_000), () => '\ufeff\ufeff姓名\n',
  ])()],
  'a roster full of faults': async (chance, branch) => {
    // GBK has no place for the canary in the branch's name
    const format = chance.pick(['xlsx', 'xls', 'csv'] as const)
    return [format, await roster(chance, format, branch)]
  },
}

/** The file of a number: ways take turns, so that every run that is long enough meets all of them. */
export async function malformed(no: number, chance: Seeded, branch: string, ways = Object.keys(makers)): Promise<Malformed> {
  const way = ways[no % ways.length]!
  const [extension, bytes] = await makers[way]!(chance, branch)
  return { way, name: `名册${no}.${extension}`, bytes: Buffer.from(bytes) }
}
