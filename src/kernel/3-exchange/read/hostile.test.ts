import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seeded } from '#base/seeded.ts'
import { columnName, type SheetRow } from '#exchange/read/cell.ts'
import { SheetFault } from '#exchange/read/fault.ts'
import { confined, readInWorker } from '#exchange/read/in-worker.ts'
import { openSheets } from '#exchange/read/open.ts'
import { bytesOf, listOf, oleWith, patchDirectory, sheetXml, workbook } from '../../../../test/make-files.ts'
import { messyRoster, toGbk } from '../../../../test/make-sheets.ts'
import { zipOf } from '#exchange/write/zip.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), '名册 读取-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let count = 0
async function saved(bytes: Uint8Array | string, extension = 'xlsx'): Promise<string> {
  const path = join(folder, `${++count}.${extension}`)
  await writeFile(path, bytes)
  return path
}

type Outcome = { rows: SheetRow[]; fault?: SheetFault; ms: number }
/** `firstMs` is given more where the point is what is read, so that a busy machine does not decide. */
async function outcomeOf(bytes: Uint8Array | string, extension?: string, firstMs?: number): Promise<Outcome> {
  const path = await saved(bytes, extension)
  const began = performance.now()
  const rows: SheetRow[] = []
  try {
    for await (const batch of readInWorker(path, firstMs ? { firstMs } : {})) rows.push(...batch)
  } catch (error) {
    if (!(error instanceof SheetFault)) throw error
    return { rows, fault: error, ms: performance.now() - began }
  }
  return { rows, ms: performance.now() - began }
}

function* repeated(text: string, times: number): Generator<string> {
  const block = text.repeat(1_000)
  for (let i = 0; i < times / 1_000; i++) yield block
}
function* numbered(text: string, times: number): Generator<string> {
  for (let from = 1; from <= times; from += 1_000) {
    yield Array.from({ length: 1_000 }, (_, i) => text.replaceAll('#', String((from + i) % 1_048_576 || 1))).join('')
  }
}
const cellAt = (at: string): string => `<c r="${at}"><v>1</v></c>`
const A1 = '<row r="1"><c r="A1"><v>1</v></c></row>'
const laughing = '<row><c t="str"><v>&b;</v></c></row>'
const good = () => workbook({ rows: A1 })

type Bytes = Uint8Array | string
const hostile: [title: string, code: string, make: () => Promise<Bytes> | Bytes, extension?: string][] = [
  ['an empty file', 'empty', () => Buffer.alloc(0)],
  ['a truncated workbook', 'broken', async () => (await good()).subarray(0, 700)],
  ['a workbook whose rows break off', 'broken',
    () => workbook({ sheet: '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v>' })],
  ['a zip bomb of 1000:1', 'bomb', () => workbook({ rows: repeated(' '.repeat(64), 1_000_000) })],
  ['a bomb in a part that nobody reads', 'bomb',
    () => workbook({ rows: A1, extra: [{ name: 'xl/media/a.bin', text: repeated('0'.repeat(64), 1_000_000) }] })],
  ['a bomb that lies about its size', 'broken', async () =>
    patchDirectory(await workbook({ rows: repeated(' '.repeat(64), 1_000_000) }), /sheet1\.xml$/, 24, 4, () => 4_000)],
  ['declared sizes beyond every limit', 'bomb',
    async () => patchDirectory(await good(), /sheet1\.xml$/, 24, 4, () => 600 * 1024 * 1024)],
  ['an encrypted part', 'encrypted', async () => patchDirectory(await good(), /sheet1/, 8, 2, (flags) => flags | 1)],
  ['a workbook with a password', 'encrypted', () => oleWith('EncryptionInfo', 'EncryptedPackage')],
  ['2,001 parts', 'too-many-parts', () =>
    bytesOf(zipOf(Array.from({ length: 2_001 }, (_, i) => ({ name: `p${i}`, text: ['x'] }))))],
  ['two parts of one name', 'broken',
    () => workbook({ rows: A1, extra: [{ name: 'XL/worksheets/sheet1.xml', text: ['x'] }] })],
  ['a part that climbs out of the archive', 'broken',
    () => workbook({ rows: A1, extra: [{ name: '../../etc/x', text: ['x'] }] })],
  ['2 million tiny rows', 'too-many-rows',
    () => workbook({ rows: numbered('<row r="#"><c r="A#"><v>#</v></c></row>', 2_000_000) })],
  ['16,384 columns', 'too-many-columns', () =>
    workbook({ rows: ['<row>', ...Array.from({ length: 16_384 }, (_, i) => cellAt(`${columnName(i)}1`)), '</row>'] })],
  ['a row number past the limit', 'broken', () => workbook({ rows: '<row r="99999999999"><c><v>1</v></c></row>' })],
  ['billion laughs in the sheet', 'broken', () =>
    workbook({ sheet: `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>${sheetXml(laughing)}` })],
  ['an external entity in the strings', 'broken', () =>
    workbook({ rows: A1, strings: '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><si><t>&x;</t></si>' })],
  ['a tag that never ends', 'broken',
    () => workbook({ sheet: `<worksheet><sheetData/><a ${'b="c" '.repeat(200_000)}` })],
  ['quotes that never end', 'broken', () => workbook({ sheet: sheetXml(`<row r="${'x'.repeat(300_000)}`) })],
  ['a text of 40 MB in one cell', 'cell-too-long', () =>
    workbook({ rows: ['<row><c t="str"><v>', ...Array.from({ length: 40 }, (_, i) => noise(i)), '</v></c></row>'] })],
  ['a .csv whose quote never closes', 'quote-open', () => `姓名,备注\n张安,"${'很长'.repeat(200_000)}`, 'csv'],
  ['a .csv of 300 columns', 'too-many-columns', () => Array.from({ length: 300 }, (_, i) => `c${i}`).join(','), 'csv'],
  ['a .csv of 200,001 rows', 'too-many-rows', () => '张安,男\n'.repeat(200_001), 'csv'],
  ['NUL bytes', 'not-a-sheet', () => '姓名,性别\n张\0安,男\n', 'csv'],
  ['random bytes', 'not-a-sheet',
    () => Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 7919 + (i >> 3)) & 0xff)), 'csv'],
  ['bytes of no encoding', 'unknown-encoding',
    () => Buffer.concat([Buffer.from('姓名,'), Buffer.from([0xff, 0xff, 0x80, 0x31, 0x0a])]), 'csv'],
  ['.doc', 'word', () => oleWith('WordDocument'), 'doc'],
  ['.doc named .xls', 'word', () => oleWith('WordDocument', '1Table'), 'xls'],
  ['.ppt', 'slides', () => oleWith('PowerPoint Document'), 'ppt'],
  ['an OLE file of another kind', 'not-a-sheet', () => oleWith('Something'), 'msg'],
  ['the first bytes of an OLE file', 'broken', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'xls'],
  ['a truncated .xls', 'broken',
    async () => (await messyRoster({ rows: 30, branches: ['第一党支部'], format: 'xls' })).bytes.subarray(0, 3_000), 'xls'],
  ['.docx named .xlsx', 'word', () => bytesOf(zipOf([{ name: 'word/document.xml', text: ['<x/>'] }]))],
  ['.ods', 'other-sheet',
    () => bytesOf(zipOf([{ name: 'mimetype', text: ['x'] }, { name: 'content.xml', text: ['<x/>'] }])), 'ods'],
  ['a plain archive', 'archive', () => bytesOf(zipOf([{ name: '名册.xlsx', text: ['x'] }])), 'zip'],
  ['.rar', 'archive', () => Buffer.from('Rar!\x1a\x07\x01\0xxxxx', 'latin1')],
  ['.pdf named .xlsx', 'pdf', () => '%PDF-1.7\n%âãÏÓ\n1 0 obj'],
  ['a picture', 'image', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'png'],
  ['a web page named .xls', 'web',
    () => '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>姓名</td></tr></table></html>', 'xls'],
  ['a sheet without content', 'no-rows', () => workbook({ rows: '<row r="1"><c r="A1" s="1"/></row>' })],
  ['a .csv of blanks', 'no-rows', () => ' , ,\n,,\n\n', 'csv'],
  ['a file above 32 MiB', 'too-big', () => Buffer.alloc(32 * 1024 * 1024 + 1, 'a'), 'csv'],
]

/** Text that packs badly, so that the ratio does not give it away. */
function noise(seed: number): string {
  const chance = seeded(seed)
  return Array.from({ length: 125_000 }, () => chance.whole(0, 2 ** 32).toString(36).padStart(8, 'x')).join('')
}

describe('a hostile or hapless file gets a sentence within ten seconds, and nothing dies of it', () => {
  test.each(hostile)('%s: %s', async (_, code, make, extension) => {
    const { fault, ms } = await outcomeOf(await make(), extension)
    expect(fault?.code).toBe(code)
    expect(fault?.message).toMatch(/^\P{ASCII}.*[。]$/u)
    expect(fault?.message).not.toMatch(/\{\w+\}/)
    expect(ms).toBeLessThan(10_000)
  }, 30_000)
})

describe('what only looks hostile is read', () => {
  test('a formula on another workbook gives the value it had; nothing is fetched', async () => {
    const rows = '<row r="1"><c r="A1"><f>[1]Sheet1!A1</f><v>5</v></c><c r="B1" t="str">'
      + '<f>HYPERLINK("http://x.invalid")</f><v>张安</v></c></row>'
    const link = { name: 'xl/externalLinks/externalLink1.xml', text: ['<externalLink/>'] }
    const macro = { name: 'xl/vbaProject.bin', text: ['x'] }
    expect((await outcomeOf(await workbook({ rows, extra: [link, macro] }))).rows[0]?.cells).toEqual([5, '张安'])
  })
  test('a formula that was never worked out is marked, not left blank', async () => {
    const rows = '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1" t="e"><v>#REF!</v></c></row>'
    expect((await outcomeOf(await workbook({ rows }))).rows[0]?.cells).toEqual(['#CALC!', '#REF!'])
  })
  test('a sheet formatted down to its last row holds no rows there', async () => {
    const rows = [A1, ...numbered('<row r="#"><c r="A#" s="1"/><c r="B#" s="1"/></row>', 900_000)]
    const { rows: read, fault } = await outcomeOf(await workbook({ rows }), undefined, 60_000)
    expect(fault).toBeUndefined()
    expect(read).toHaveLength(1)
  }, 90_000)
  test('GBK and UTF-16 with and without a mark', async () => {
    const text = '姓名,性别\r\n张安,男\r\n'
    const wide = Buffer.from(text, 'utf16le')
    const marked = Buffer.from(`\uFEFF${text}`, 'utf16le')
    const narrow = [Buffer.from(text), Buffer.from(`\uFEFF${text}`), toGbk(text)]
    for (const bytes of [...narrow, wide, marked, Buffer.from(marked).swap16(), Buffer.from(wide).swap16()]) {
      const { rows, fault } = await outcomeOf(bytes, 'csv')
      expect(fault).toBeUndefined()
      expect(rows.map(({ cells }) => cells)).toEqual([['姓名', '性别'], ['张安', '男']])
    }
  })
  test('a prototype is not polluted by what cells are called', async () => {
    const { rows } = await outcomeOf('__proto__,constructor\n1,2\n', 'csv')
    expect(rows[0]?.cells).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>)['1']).toBeUndefined()
  })
})

describe('the worker', () => {
  const big = () =>
    workbook({ rows: repeated('<row><c t="str"><v>永宁街道幸福社区</v></c><c><v>12345</v></c></row>', 100_000) })
  test('that dies of memory is a fault, not a crash', async () => {
    const strings =
      Array.from({ length: 400_000 }, (_, i) => `<si><t>${(i * 7919).toString(36)}永宁街道幸福社区</t></si>`).join('')
    const path = await saved(await workbook({ rows: A1, strings }))
    await expect(listOf(readInWorker(path, { heapMiB: 12 }))).rejects.toMatchObject({ code: 'too-heavy' })
  }, 30_000)
  test('that takes too long is stopped', async () => {
    const path = await saved(await big())
    await expect(listOf(readInWorker(path, { firstMs: 5 }))).rejects.toMatchObject({ code: 'too-slow' })
    await expect(listOf(readInWorker(path, { totalMs: 5 }))).rejects.toMatchObject({ code: 'too-slow' })
  })
  test('waits while its rows are being used, and that time is not counted', async () => {
    const path = await saved(await big())
    let rows = 0
    for await (const batch of readInWorker(path, { totalMs: 8_000 })) {
      if (rows === 0) await new Promise((wake) => setTimeout(wake, 300))
      rows += batch.length
      expect(batch.length).toBeLessThanOrEqual(1_000)
    }
    expect(rows).toBe(100_000)
  }, 20_000)
  test('is killed when the user cancels', async () => {
    const path = await saved(await big())
    const cancel = new AbortController()
    const reading = (async () => {
      for await (const batch of readInWorker(path, { signal: cancel.signal })) {
        cancel.abort(new Error(`取消于 ${batch.length} 行`))
      }
    })()
    await expect(reading).rejects.toThrow('取消')
    await expect(listOf(readInWorker(path, { signal: cancel.signal }))).rejects.toThrow('取消')
  })
  test('cannot write, nor start programs', async () => {
    const { fork } = await import('node:child_process')
    const script = await saved(`
      const tried = []
      try { require('node:fs').writeFileSync(__filename + '.x', 'x') } catch (e) { tried.push(e.code) }
      try { require('node:child_process').execSync('true') } catch (e) { tried.push(e.code) }
      process.send(tried)`, 'cjs')
    const child = fork(script, [], confined(64))
    const tried = await new Promise((settle) => child.on('message', settle))
    expect(tried).toEqual(['ERR_ACCESS_DENIED', 'ERR_ACCESS_DENIED'])
  })
  test('tells that a file has gone', async () => {
    await expect(listOf(readInWorker(join(folder, 'no such file')))).rejects.toMatchObject({ code: 'gone' })
  })
})

describe('a damaged file is read or refused, never anything else', () => {
  async function survives(bytes: Buffer, times: number): Promise<Record<string, number>> {
    const chance = seeded(times)
    const seen: Record<string, number> = {}
    for (let i = 0; i < times; i++) {
      const path = await saved(damaged(bytes, chance))
      const code = await listOf(openSheets(path)).then(() => 'read', (error: unknown) => {
        if (!(error instanceof SheetFault)) throw error
        return error.code
      })
      seen[code] = (seen[code] ?? 0) + 1
      await rm(path)
    }
    return seen
  }
  const damaged = (bytes: Buffer, chance: ReturnType<typeof seeded>): Buffer => {
    const copy = Buffer.from(chance.chance(0.2) ? bytes.subarray(0, chance.whole(1, bytes.length)) : bytes)
    for (let n = chance.whole(1, 8); n > 0; n--) copy[chance.whole(0, copy.length - 1)] = chance.whole(0, 255)
    return copy
  }
  test('.xlsx', async () => {
    const { bytes } = await messyRoster({ rows: 40, branches: ['中共永宁街道第一支部委员会', '中共永宁街道第二支部委员会'] })
    const seen = await survives(bytes, 400)
    expect(seen['broken']).toBeGreaterThan(50)
  }, 60_000)
  test('.xlsx whose sheet is damaged before it is packed', async () => {
    const chance = seeded('xml')
    const source = Buffer.from(sheetXml('<row r="1"><c r="A1" t="inlineStr"><is><t>张&amp;安</t></is></c>'
      + '<c r="B1"><v>5</v></c></row>'.repeat(5),
      '<mergeCells><mergeCell ref="A1:B3"/></mergeCells>'))
    for (let i = 0; i < 400; i++) {
      const path = await saved(await workbook({ sheet: damaged(source, chance).toString('utf8') }))
      const result = await listOf(openSheets(path)).catch((error: unknown) => error)
      expect(Array.isArray(result) || result instanceof SheetFault).toBe(true)
      await rm(path)
    }
  }, 60_000)
  test('.csv', async () => {
    const { bytes } = await messyRoster({ rows: 40, branches: ['第一党支部'], format: 'csv-gbk' })
    const seen = await survives(bytes, 200)
    expect(Object.keys(seen)).toContain('read')
  }, 60_000)
  test('.xls, in the worker', async () => {
    const { bytes } = await messyRoster({ rows: 40, branches: ['第一党支部'], format: 'xls' })
    const chance = seeded('xls')
    for (let i = 0; i < 12; i++) {
      const { ms } = await outcomeOf(damaged(bytes, chance), 'xls')
      expect(ms).toBeLessThan(11_000)
    }
  }, 60_000)
})
