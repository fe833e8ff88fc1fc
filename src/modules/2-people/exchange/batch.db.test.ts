import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isDatabaseAway } from '#base/http/away.ts'
import { must } from '#base/decision.ts'
import { run } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import { mapColumns, readSample } from '#exchange/actions/columns.ts'
import type { Desk } from '#exchange/actions/known.ts'
import { fixAll, fixCell, skipRow } from '#exchange/actions/repair.ts'
import { cancelBatch, recoverImports } from '#exchange/actions/stop.ts'
import { receive, receivePasted } from '#exchange/actions/upload.ts'
import { presentColumns } from '#exchange/present.ts'
import { leftOutFile } from '#exchange/sheets.ts'
import { rosters } from '#people/exchange/kinds.ts'
import { batchOf, booksOf, commit, csv, deskAt, rowsOf, undo, upload } from '../../../../test/desk.ts'
import { once } from '../../../../test/cluster.ts'
import { testIdNumber } from '../../../../test/make-sheets.ts'
import { bytesOf, oleWith, workbook } from '../../../../test/make-files.ts'
import { openOffice, type Office } from '../../../../test/office.ts'
import { testWorld, type TestWorld } from '../../../../test/world.ts'
import { writeSheet } from '#exchange/write/sheet.ts'

/* A batch from upload to end: files, columns, sheets, edits, stops. */

let world: TestWorld
let office: Office
let desk: Desk
let street: string

beforeAll(async () => {
  world = await testWorld()
  office = await openOffice(world)
  street = await office.found('party.committee', '永宁街道党委', office.top)
  for (const name of ['第一党支部', '第二党支部']) await office.found('party.branch', name, street)
})
beforeEach(async () => {
  desk = await deskAt(world, office, rosters, { organisation: street })
})
afterAll(() => world.end())

const id = (i: number) => testIdNumber('1980-05-17', i)
const names = ['王安', '李宁', '张清', '刘文', '陈明', '杨志', '黄诚', '赵斌']
const many = (n: number) => csv([['姓名', '公民身份号码', '所在支部'], ...Array.from({ length: n }, (_, i) => [`${names[i % 8]!}${'甲乙丙丁'[i % 4]!}`, testIdNumber(`19${50 + (i % 40)}-0${1 + (i % 9)}-1${Math.floor(i / 1000) % 10}`, i), '第一党支部'])])

describe('the file', () => {
  test('lies sealed while it waits, and is gone when the import is done or dropped', async () => {
    const folder = join(world.dataDir, 'uploads')
    const batch = await upload(desk, street, { name: '名册.csv', bytes: csv([['姓名', '公民身份号码', '所在支部'], ['王安', id(1), '第一党支部']]) })
    const file = join(folder, `${batch.public_id}.sealed`)
    expect(readFileSync(file).includes(id(1))).toBe(false)
    expect(readdirSync(folder).filter((name) => name.endsWith('.plain'))).toEqual([])
    await cancelBatch(desk, batch.public_id)
    expect(existsSync(file)).toBe(false)
  })

  test('without a readable sheet gets its sentence and leaves nothing', async () => {
    const batch = await upload(desk, street, { name: '名册.xlsx', bytes: oleWith('EncryptedPackage', 'EncryptionInfo') })
    expect(batch).toMatchObject({ state: 'failed', fault: expect.stringContaining('密码') as string })
    expect(await rowsCount(batch.id)).toBe(0)
  })

  test('of no byte at all gets its sentence too', async () => {
    const batch = await upload(desk, street, { name: '名册.csv', bytes: '' })
    expect(batch).toMatchObject({ state: 'failed', fault: expect.stringContaining('是空的') as string })
  })

  test('that was cut off at the limit is refused', async () => {
    const stream = Object.assign(Readable.from([Buffer.from('姓名')]), { truncated: true })
    await expect(receive(desk, { organisation: street }, { name: 'x.csv', stream })).rejects.toMatchObject({ refused: { refusal: 'input.file-too-large' } })
  })

  test('is told by its bare name', async () => {
    const batch = await upload(desk, street, { name: '../../etc/名\u202e册\n.csv', bytes: '姓名,所在支部\n王安,第一党支部' })
    expect(batch.file_name).toBe('名册.csv')
  })

  test('may be pasted text', async () => {
    const { public_id } = await receivePasted(desk, { organisation: street, text: '姓名\t所在支部\n王安\t第一党支部\n李宁\t第二党支部' })
    await desk.exchange.jobs.idle()
    expect(await batchOf(desk, public_id)).toMatchObject({ state: 'ready', counts: { new: 2 } })
  })

  test('with formulas is text to us: nothing is computed, and nothing in it starts a formula when it goes out again', async () => {
    const evil = '=HYPERLINK("http://x","点")'
    const made = await bytesOf(writeSheet({
      title: '名册', columns: [{ words: '姓名' }, { words: '所在支部' }, { words: '工作岗位' }, { words: '联系电话' }],
      rows: [['王安', '第一党支部', evil, '+1+cmd|calc'], ['李宁', '第一党支部', '＝1+1', '13800000001']], stamp: { rows: 2, by: 'x', at: 'x' },
    }, 'xlsx'))
    const batch = await upload(desk, street, { name: '名册.xlsx', bytes: made })
    const rows = await rowsOf(desk, batch.public_id)
    expect(rows[0]!.cells.find((cell) => cell.field === 'job')!.text).toBe(evil)
    expect(rows.map(({ verdict }) => verdict)).toEqual(['fault', 'new'])
    const { body } = await leftOutFile(desk, batch.public_id)
    expect((await bytesOf(body as Readable)).includes('<f>')).toBe(false)
  })
})

const rowsCount = async (batch: number) =>
  Number((await once(world.superuserUrl, `select count(*)::int n from exchange_rows where batch_id = ${batch}`)).rows[0]!.n)

describe('the columns', () => {
  const odd = csv([['甲', '乙', '丙'], ['第一党支部', '王安', '13800000001'], ['第二党支部', '李宁', '13800000002']])

  test('that cannot be told wait for a person, are corrected once, and known the next time', async () => {
    const batch = await upload(desk, street, { name: '怪.csv', bytes: odd })
    expect(batch.state).toBe('mapping')
    const shown = await within(world.db, desk.actor, async (tx) => presentColumns(desk.exchange, batch, await readSample(tx, desk, batch)))
    expect(shown.sheets[0]!.sample[1]!.cells).toEqual(['第一党支部', '王安', expect.stringContaining('138')])
    await mapColumns(desk, { batch: batch.public_id, kind: 'people.party-roster', sheet: 0, headerRow: 1, mapping: { 0: 'place', 1: 'name', 2: 'phone' } })
    await desk.exchange.jobs.idle()
    expect(await batchOf(desk, batch.public_id)).toMatchObject({ state: 'ready', counts: { new: 2, skip: 0 } })
    const again = await upload(desk, street, { name: '又一份.csv', bytes: odd })
    expect(again).toMatchObject({ state: 'ready', remembered: true, counts: { new: 2 } })
  })

  test('are refused when one is named twice, unknown, or a necessary one is missing', async () => {
    const batch = await upload(desk, street, { name: '怪.csv', bytes: odd.replace('甲', '丁') })
    const wish = { batch: batch.public_id, kind: 'people.party-roster', sheet: 0, headerRow: 1 }
    const refusal = (mapping: Record<string, string>) => mapColumns(desk, { ...wish, mapping }).catch((error: { refused: { refusal: string } }) => error.refused.refusal)
    expect(await refusal({ 0: 'name', 1: 'name' })).toBe('exchange.field-twice')
    expect(await refusal({ 0: 'name', 1: 'role' })).toBe('exchange.field-unknown')
    expect(await refusal({ 0: 'place' })).toBe('exchange.field-missing')
  })

  test('corrected later keep what was typed and skipped', async () => {
    const batch = await upload(desk, street, { name: 'a.csv', bytes: csv([['姓名', '所在支部', '电话'], ['王安', '第一支', '1380000000'], ['李宁', '第一党支部', '']]) })
    await fixCell(desk, { batch: batch.public_id, seq: 1, field: 'place', text: '第二党支部' })
    await skipRow(desk, { batch: batch.public_id, seq: 2, skip: true })
    await mapColumns(desk, { batch: batch.public_id, sheet: 0, headerRow: 1, mapping: { 0: 'name', 1: 'place' } })
    await desk.exchange.jobs.idle()
    expect(await batchOf(desk, batch.public_id)).toMatchObject({ state: 'ready', counts: { new: 1, skip: 1, fault: 0 } })
  })
})

describe('the sheets of a workbook', () => {
  const line = (...cells: string[]) => cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')
  const rows = (...lines: string[][]) => lines.map((cells, i) => `<row r="${i + 1}">${line(...cells)}</row>`).join('')

  test('with the same header are read together; others, and hidden ones, are left', async () => {
    const bytes = await workbook({
      rows: rows(['姓名', '所在支部', '联系电话'], ['王安', '第一党支部', '13800000001']),
      sheets: [
        ['二支部', rows(['姓名', '所在支部', '联系电话'], ['李宁', '第二党支部', '13800000002'])],
        ['说明', rows(['填表说明'], ['请如实填写'])],
        ['名单源', rows(['姓名', '所在支部', '联系电话'], ['赵文', '第二党支部', '13800000003']), 'hidden'],
      ],
    })
    const batch = await upload(desk, street, { name: '名册.xlsx', bytes })
    expect(batch).toMatchObject({ state: 'ready', counts: { new: 2 } })
    expect(batch.sheets.map(({ name, chosen }) => [name, chosen])).toEqual([['表1', true], ['二支部', true], ['说明', false]])
  })

  test('named after their branches stand for the missing column', async () => {
    const bytes = await workbook({
      rows: rows(['说明']),
      sheets: [['第一党支部', rows(['姓名', '公民身份号码'], ['王安', id(1)])], ['第二党支部', rows(['姓名', '公民身份号码'], ['李宁', id(3)])]],
    })
    const batch = await upload(desk, street, { name: '名册.xlsx', bytes })
    expect(batch).toMatchObject({ state: 'ready', counts: { new: 2, fault: 0 } })
  })
})

describe('edits', () => {
  test('of one number free its double too', async () => {
    const batch = await upload(desk, street, { name: 'a.csv', bytes: csv([['姓名', '公民身份号码', '所在支部'], ['王安', id(1), '第一党支部'], ['李宁', id(1), '第一党支部']]) })
    expect(batch.counts).toMatchObject({ new: 1, fault: 1 })
    const fixed = await fixCell(desk, { batch: batch.public_id, seq: 1, field: 'idNumber', text: id(3) })
    expect(fixed.counts).toMatchObject({ new: 2, fault: 0 })
    const back = await fixCell(desk, { batch: batch.public_id, seq: 1, field: 'idNumber', text: id(1) })
    expect(back.counts).toMatchObject({ new: 1, fault: 1 })
    const skipped = await skipRow(desk, { batch: batch.public_id, seq: 1, skip: true })
    expect(skipped.counts).toMatchObject({ new: 1, fault: 0, skip: 1 })
  })

  test('in bulk change every equal text of a column and no other', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => [`王${'安宁清文明志'[i % 6]!}${'一二三四五'[Math.floor(i / 6)]!}`, '第一党支部', i % 3 === 0 ? '汗族' : i % 3 === 1 ? '漠族' : '回族'])
    const batch = await upload(desk, street, { name: 'a.csv', bytes: csv([['姓名', '所在支部', '民族'], ...rows]) })
    expect(batch.counts).toMatchObject({ fault: 20 })
    expect(await fixAll(desk, { batch: batch.public_id, do: 'replace', field: 'nation', was: '汗族', text: '汉族' })).toEqual({ changed: 10 })
    expect((await batchOf(desk, batch.public_id)).counts).toMatchObject({ fault: 10, new: 20 })
    expect(await fixAll(desk, { batch: batch.public_id, do: 'skip', field: 'nation', code: 'choice-unknown' })).toEqual({ changed: 10 })
    expect((await batchOf(desk, batch.public_id)).counts).toMatchObject({ fault: 0, skip: 10 })
  })

  test('are refused once the batch is written', async () => {
    const batch = await upload(desk, street, { name: 'a.csv', bytes: csv([['姓名', '公民身份号码', '所在支部'], ['王安', id(31), '第一党支部']]) })
    must(await commit(desk, batch.public_id))
    await expect(fixCell(desk, { batch: batch.public_id, seq: 1, field: 'name', text: '王宁' })).rejects.toMatchObject({ refused: { refusal: 'exchange.not-ready' } })
    must(await undo(desk, batch.public_id))
  })
})

describe('a stop', () => {
  const slow = () => receive(desk, { organisation: street }, { name: '大.csv', stream: Readable.from([Buffer.from(many(30_000))]) })
  const until = async (publicId: string, state: string) => {
    while ((await batchOf(desk, publicId)).state !== state) await new Promise((resolve) => setTimeout(resolve, 20))
  }

  test('while checking ends within a second or two and leaves no row', async () => {
    const { public_id, id: batchId } = await slow()
    await until(public_id, 'checking')
    const began = performance.now()
    expect((await cancelBatch(desk, public_id)).state).toBe('cancelled')
    expect(performance.now() - began).toBeLessThan(2_000)
    expect(await rowsCount(batchId)).toBe(0)
  })

  test('of one that waits in line behind another is immediate', async () => {
    const [running, waiting] = [await slow(), await slow()]
    await until(running.public_id, 'checking')
    expect((await cancelBatch(desk, waiting.public_id)).state).toBe('cancelled')
    expect((await batchOf(desk, running.public_id)).state).toBe('checking')
    await cancelBatch(desk, running.public_id)
  })

  test('while writing takes everything back, and the import can go on', async () => {
    const before = await booksOf(world.superuserUrl)
    const batch = await upload(desk, street, { name: '中.csv', bytes: many(3_000) })
    const writing = commit(desk, batch.public_id, true)
    await until(batch.public_id, 'committing')
    expect((await cancelBatch(desk, batch.public_id)).state).toBe('ready')
    expect(await writing).toMatchObject({ ok: false, refusal: 'exchange.stopped' })
    expect(await booksOf(world.superuserUrl)).toEqual(before)
    await cancelBatch(desk, batch.public_id)
  })

  test('by the loss of the database leaves nothing half written', async () => {
    const before = await booksOf(world.superuserUrl)
    const batch = await upload(desk, street, { name: '中.csv', bytes: many(3_000) })
    world.log = { ...world.log, error: () => undefined }
    const writing = commit(desk, batch.public_id, true)
    writing.catch(() => undefined)
    const job = desk.exchange.jobs
    while ((job.of(batch.public_id)?.progress.rows ?? 0) === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await once(world.superuserUrl, `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and (state like 'idle in transaction%' or query like 'insert into people%')`)
    // Not "nothing was written": at a lost COMMIT nobody knows. The roof makes a 503 of it, and the same act tells
    await expect(writing).rejects.toSatisfy(isDatabaseAway)
    expect(await booksOf(world.superuserUrl)).toEqual(before)
    expect((await batchOf(desk, batch.public_id)).state).toBe('ready')
    await cancelBatch(desk, batch.public_id)
  })

  test('of the server is told at its next start: what was being read failed, what was being written is ready again', async () => {
    const reading = await upload(desk, street, { name: 'a.csv', bytes: many(10) })
    const writing = await upload(desk, street, { name: 'b.csv', bytes: many(10) })
    const set = (batch: number, state: string) => within(world.db, everywhere(office.realm), (tx) => run(tx, sql`update exchange_batches set state = ${state} where id = ${batch}`))
    await set(reading.id, 'checking')
    await set(writing.id, 'committing')
    expect(await rowsCount(reading.id)).toBe(10)
    expect(await recoverImports(world)).toBe(1)
    expect(await rowsCount(reading.id)).toBe(0)
    expect(await batchOf(desk, reading.public_id)).toMatchObject({ state: 'failed', fault: expect.stringContaining('请重新导入') as string })
    expect(await batchOf(desk, writing.public_id)).toMatchObject({ state: 'ready' })
  })

  test('of all work on it for a month ends in its being dropped', async () => {
    const old = await upload(desk, street, { name: 'a.csv', bytes: many(10) })
    const young = await upload(desk, street, { name: 'b.csv', bytes: many(10) })
    await within(world.db, everywhere(office.realm), (tx) => run(tx, sql`update exchange_batches set made_at = made_at - interval '31 days' where id = ${old.id}`))
    await recoverImports(world)
    expect((await batchOf(desk, old.public_id)).state).toBe('cancelled')
    expect(await rowsCount(old.id)).toBe(0)
    expect((await batchOf(desk, young.public_id)).state).toBe('ready')
  })
})
