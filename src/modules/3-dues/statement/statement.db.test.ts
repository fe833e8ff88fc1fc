import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { many, one } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import type { Actor } from '#access/actor.ts'
import { uploadsHeld } from '#exchange/files.ts'
import { Jobs } from '#exchange/jobs.ts'
import { writeSheet } from '#exchange/write/sheet.ts'
import * as dues from '#dues/contract.ts'
import { manifest } from '#dues/module.ts'
import { receiveStatement, recoverStatements } from '#dues/statement/actions/reading.ts'
import * as statement from '#dues/statement/contract.ts'
import { insertStatement } from '#dues/statement/store.ts'
import { openOffice, type Office } from '../../../../test/office.ts'
import { serving, type Client } from '../../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
let branch: string
let second: string
let secretary: Client
let officer: Client
const people: Record<string, string> = {}
const jobs = new Jobs()

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  branch = await office.found('party.branch', '青石县第一党支部', office.top)
  second = await office.found('party.branch', '青石县第二党支部', office.top)
  secretary = await office.as(app, 'party.branch.secretary', branch)
  officer = await office.as(app, 'party.local-committee.organisation-officer', office.top)
  for (const name of ['张明', '李四', '王五', '周全', '吴敏']) people[name] = await payer(name, branch)
  people['孙立'] = await payer('孙立', second)
})
afterAll(async () => {
  await jobs.idle()
  await app.close()
  await world.end()
})

async function payer(name: string, organisation: string, more: object = {}): Promise<string> {
  const person = await office.register(name, organisation, more)
  const base = { payer: 'salaried' as const, slip: 'agreed' as const, items: [{ item: 'agreed' as const, fen: 510_000 }] }
  await officer.call(dues.assess, { act: newId(), organisation, person, from: '2026-01', ...base })
  return person
}

const header = ['交易日期', '流水号', '收入金额', '支出金额', '对方户名', '对方账号', '附言']
let serial = 0
const came = (name: string, sum = '76.50', more: { remark?: string; account?: string; day?: string; serial?: string } = {}) =>
  [more.day ?? '2026-11-05', more.serial ?? `S${++serial}`, sum, '', name, more.account ?? '', more.remark ?? '']
const csv = (rows: string[][]) => Buffer.from([['某某银行对账单'], header, ...rows].map((row) => row.join(',')).join('\r\n'))

const deskAt = async (organisation: string) => {
  const [doer, { path, public_id: organisationId }] = [await office.doerAt(organisation), await office.organisation(organisation)]
  return { world, jobs, actor: { ...doer, seat: { path, organisationId }, permissions: new Set() } as unknown as Actor }
}

/** Uploads a file and waits until it has been read. */
async function read(rows: string[][] | Buffer, at = branch, name = '对账单.csv'): Promise<string> {
  const bytes = Buffer.isBuffer(rows) ? rows : csv(rows)
  const { publicId } = await receiveStatement(await deskAt(at), at, { name, stream: Readable.from([bytes]) })
  await jobs.idle()
  return publicId
}

const viewOf = (id: string, who = secretary) => who.call(statement.readStatement, { statement: id })
const counted = async (id: string, who = secretary) => Object.fromEntries(Object.entries((await viewOf(id, who)).parts).map(([part, { n }]) => [part, n]))
const linesIn = async (id: string, part: 'sure' | 'doubtful' | 'nobody' | 'refused', who = secretary) =>
  (await who.call(statement.readLines, { statement: id, part })).rows
const confirm = (id: string, more: object = {}, who = secretary) => who.call(statement.confirmStatement, { act: newId(), statement: id, sure: true, ...more })
const drop = (id: string, who = secretary) => who.call(statement.dropStatement, { statement: id })
const paidOf = async (name: string, month = '2026-11', at = branch) =>
  (await officer.call(dues.readMonth, { organisation: at, month })).rows.find(({ id }) => id === people[name])?.paid

describe('a statement is read', () => {
  let id = ''
  const rows = [
    came('张明'), came('赵六', '76.50', { remark: '李四11月党费' }), came('王五', '100.00'), came('过路人', '20.00'),
    came('青石县财政局', '153.00', { remark: '11月党费代扣' }), ['2026-11-06', 'X1', '', '15.00', '文具店', '', '购买'], ['2026-11-06', 'X2', '七十元', '', '张明', '', ''],
  ]

  test('into lines that are sure, doubtful, nobody’s and refused; what went out and what cannot be read is counted', async () => {
    id = await read(rows)
    const found = await viewOf(id)
    expect(found).toMatchObject({
      state: 'ready', file: '对账单.csv', outgoing: 1, unread: [9], known: 0, progress: null,
      parts: { sure: { n: 2, fen: 15_300 }, doubtful: { n: 1 }, nobody: { n: 1 }, refused: { n: 1 }, done: { n: 0 } },
    })
  })

  test('each with its reason and what it would be', async () => {
    const [first, other] = await linesIn(id, 'sure')
    expect(first).toMatchObject({ name: '张明', fen: 7650, why: '户名相符，金额正好是2026年11月应交', choices: [{ name: '张明', months: ['2026-11'], words: '2026年11月' }] })
    expect(other).toMatchObject({ why: '附言写明交纳人，金额正好是2026年11月应交；由 赵六 付款' })
    expect(await linesIn(id, 'doubtful')).toMatchObject([{ name: '王五', why: expect.stringContaining('多于应交 76.50 元'), choices: [{ months: ['2026-11'], extra: 2350, words: '2026年11月，另自愿多交 23.50' }] }])
    expect(await linesIn(id, 'refused')).toMatchObject([{ why: expect.stringContaining('第十四条') }])
  })

  test('and nothing is written down, nor is the file kept', async () => {
    expect(await paidOf('张明')).toBeNull()
    expect(await uploadsHeld(world)).toEqual([])
  })

  test('a person confirms: sure ones but those left out, and doubtful ones as chosen, in one act with one entry', async () => {
    const [left] = (await linesIn(id, 'sure')).filter(({ name }) => name === '赵六')
    const [doubt] = await linesIn(id, 'doubtful')
    const [choice] = doubt!.choices
    const pick = { line: doubt!.id, person: choice!.person, organisation: choice!.organisation, months: choice!.months, extra: choice!.extra }
    const act = newId()
    const input = { act, statement: id, sure: true, without: [{ line: left!.id }], picks: [pick] }
    expect(await secretary.call(statement.confirmStatement, input)).toEqual({ id, receipts: 2 })
    expect(await secretary.call(statement.confirmStatement, input)).toEqual({ id, receipts: 2 })
    expect(await counted(id)).toEqual({ sure: 1, doubtful: 0, nobody: 1, refused: 1, done: 2 })
    expect([(await paidOf('张明'))?.on, await paidOf('李四')]).toEqual(['2026-11-05', null])
    const receipts = (await secretary.call(dues.readMonth, { organisation: branch, month: '2026-11' })).receipts
    expect(receipts.map(({ fen, wayWords, lines }) => [fen, wayWords, lines.length])).toEqual([[7650, '转账', 1], [10_000, '转账', 2]])
    const entries = await within(world.db, everywhere(office.realm), (tx) => many(tx, sql`select kind, act_id from ledger_entries where ref_id = ${id}`))
    expect(entries).toEqual([{ kind: 'dues.confirm-statement', act_id: act }])
    expect(manifest.acts['dues.confirm-statement']!({ name: '第一党支部', line: 'party', n: 2 })).toBe('按对账单登记“第一党支部”收到的党费 2 笔')
  })

  test('what was paid by another names that person on the receipt', async () => {
    await confirm(id)
    const { receipts } = await secretary.call(dues.readMonth, { organisation: branch, month: '2026-11' })
    expect(receipts.at(-1)).toMatchObject({ person: { name: '李四' }, payer: '赵六', wayWords: '由他人代交', paidOn: '2026-11-05' })
  })

  test('the same file again, and another that overlaps it, change nothing', async () => {
    const again = await read(rows)
    expect(await viewOf(again)).toMatchObject({ known: 5, parts: { sure: { n: 0 }, doubtful: { n: 0 }, nobody: { n: 0 } } })
    await drop(again)
    const overlapping = await read([rows[0]!, came('周全')])
    expect([await counted(overlapping), (await viewOf(overlapping)).known]).toEqual([{ sure: 1, doubtful: 0, nobody: 0, refused: 0, done: 0 }, 1])
    await drop(overlapping)
    expect(await paidOf('周全')).toBeNull()
  })

  test('put away, it keeps what was written down and forgets the rest', async () => {
    await drop(id)
    expect(await viewOf(id)).toMatchObject({ state: 'done', parts: { nobody: { n: 0 }, refused: { n: 0 }, done: { n: 3 } } })
    expect((await secretary.refused(statement.confirmStatement, { act: newId(), statement: id, sure: true })).code).toBe('dues.statement-not-ready')
  })

  test('a line whose receipt was taken back is open again in the next file', async () => {
    const { receipts } = await secretary.call(dues.readMonth, { organisation: branch, month: '2026-11' })
    await secretary.call(dues.correct, { act: newId(), receipt: receipts[0]!.id, reason: '不是党费' })
    const again = await read(rows)
    expect(await linesIn(again, 'doubtful')).toMatchObject([{ name: '张明', why: '以前登记过，后来冲销了。请重新选定', choices: [{ months: ['2026-11'] }] }])
    expect((await viewOf(again)).known).toBe(2)
    await drop(again)
  })
})

describe('refused, with nothing half-written', () => {
  test('one line that has been paid meanwhile stops all, with its row and reason; looked at again it is a doubt', async () => {
    const id = await read([came('周全'), came('吴敏')])
    await secretary.call(dues.collect, { act: newId(), organisation: branch, person: people['吴敏']!, months: ['2026-11'], fen: 7650, way: 'cash', paidOn: '2026-11-20' })
    const problem = await secretary.refused(statement.confirmStatement, { act: newId(), statement: id, sure: true })
    expect([problem.code, problem.detail]).toEqual(['dues.statement-line', '第 4 行 吴敏：2026年11月已经交过，不会重复登记。请刷新页面看收据。一笔都没有登记。请改选或去掉这一行，也可以先点“重新核对”。'])
    expect(await paidOf('周全')).toBeNull()
    await officer.call(statement.rematchStatement, { statement: id })
    await expect.poll(() => counted(id)).toMatchObject({ sure: 1, doubtful: 1 })
    await confirm(id)
    expect((await paidOf('周全'))?.on).toBe('2026-11-05')
    await drop(id)
  })

  test('payroll deduction and payment by a unit, even where a person insists', async () => {
    const id = await read([came('青石县建材有限公司', '76.50', { remark: '王五党费' }), came('王五', '76.50', { remark: '工资代扣' })])
    expect(await counted(id)).toMatchObject({ refused: 2 })
    for (const [at, because] of ['组织不得垫交', '不能从工资里扣缴'].entries()) {
      const line = (await linesIn(id, 'refused'))[at]!.id
      const pick = { line, person: people['王五']!, organisation: branch, months: ['2026-10'] }
      const problem = await secretary.refused(statement.confirmStatement, { act: newId(), statement: id, sure: false, picks: [pick] })
      expect([problem.code, problem.detail]).toEqual(['dues.statement-line', expect.stringContaining(because)])
    }
    await drop(id)
  })

  test('a sum that does not fit what was chosen, a stranger, a month not owed, and no choice at all', async () => {
    const id = await read([came('谁', '76.50', { remark: '某款' })])
    const [line] = await linesIn(id, 'nobody')
    const refusedWith = async (pick: object) =>
      (await secretary.refused(statement.confirmStatement, { act: newId(), statement: id, sure: false, picks: [{ line: line!.id, person: people['李四'], organisation: branch, months: ['2026-10'], ...pick }] })).detail
    expect(await refusedWith({ extra: 1 })).toContain('少于应交')
    expect(await refusedWith({ months: [] })).toContain('没有选月份')
    expect(await refusedWith({ person: people['孙立'] })).toContain('不在本组织交纳')
    expect(await refusedWith({ months: ['2026-11'] })).toContain('已经交过')
    expect((await secretary.refused(statement.confirmStatement, { act: newId(), statement: id, sure: false })).code).toBe('dues.statement-nothing')
    expect((await secretary.refused(statement.confirmStatement, { act: newId(), statement: id, sure: false, picks: [{ line: newId(), person: people['李四'], organisation: branch, months: [] }] })).code).toBe('dues.statement-line-gone')
    expect((await confirm(id, { picks: [{ line: line!.id, person: people['李四'], organisation: branch, months: ['2026-10'] }] })).receipts).toBe(1)
    await drop(id)
  })

  test('the same months for one person twice in one confirmation', async () => {
    const id = await read([came('王五', '76.50', { remark: '10月' }), came('王五', '76.50', { remark: '10月' })])
    expect(await counted(id)).toMatchObject({ sure: 1, doubtful: 1 })
    const [twice] = await linesIn(id, 'doubtful')
    expect(twice!.why).toBe('前面有一笔也是交这个月的。请核对是不是重复')
    const pick = { line: twice!.id, person: people['王五']!, organisation: branch, months: ['2026-10'] }
    expect((await secretary.refused(statement.confirmStatement, { act: newId(), statement: id, sure: true, picks: [pick] })).detail).toContain('已经交过')
    await drop(id)
  })

  test('two collectors who confirm the same lines at once write them once', async () => {
    const id = await read([came('王五', '76.50', { remark: '9月' })])
    const answers = await Promise.all([secretary, officer].map((who) => who.send(statement.confirmStatement, { act: newId(), statement: id, sure: true })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, expect.any(Number)])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await counted(id)).toMatchObject({ done: 1 })
    await drop(id)
  })

  test('a file that is none, or no statement, is told with what is lacking', async () => {
    const roster = await read(Buffer.from('姓名,性别\r\n张明,男\r\n'))
    expect(await viewOf(roster)).toMatchObject({ state: 'failed', fault: expect.stringMatching(/没有找到“交易日期””?“?金额/) })
    const picture = await read(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), branch, '截图.png')
    expect((await viewOf(picture)).fault).toContain('这是图片')
    await drop(roster)
    await drop(picture)
    expect((await secretary.refused(statement.readStatement, { statement: roster })).code).toBe('access.not-found')
  })

  test('more unfinished statements than one account may have', async () => {
    const open = await Promise.all(Array.from({ length: 10 }, () => read([came('过路人', '1.00')])))
    const error = await read([came('过路人', '1.00')]).catch((caught: unknown) => caught as { refused: { refusal: string } })
    expect((error as { refused: { refusal: string } }).refused.refusal).toBe('dues.statements-open')
    for (const id of open) await drop(id)
  })
})

test('a spreadsheet is read like text', async () => {
  const columns = header.map((words) => ({ words, width: 12 }))
  const chunks: Buffer[] = []
  for await (const chunk of writeSheet({ title: '明细', columns, rows: [came('王五', '76.50', { remark: '8月' })], stamp: { rows: 1, by: '某', at: '2026-11-23' } }, 'xlsx')) chunks.push(chunk as Buffer)
  const id = await read(Buffer.concat(chunks), branch, '明细.xlsx')
  expect(await counted(id)).toMatchObject({ sure: 1 })
  await drop(id)
})

test('two of one name: the telephone’s end tells, and later the account that was confirmed before', async () => {
  people['甲'] = await payer('陈静', branch, { phone: '13800001234' })
  people['乙'] = await payer('陈静', branch, { phone: '13800005678' })
  const id = await read([came('陈静', '76.50', { account: '138****5678' }), came('陈静', '76.50', { account: '6217000000009999' })])
  const [sure] = await linesIn(id, 'sure')
  expect([sure!.choices[0]!.person, sure!.why]).toEqual([people['乙'], '有同名的人，按账号或手机号末四位认定，金额正好是2026年11月应交'])
  const [doubt] = await linesIn(id, 'doubtful')
  expect(doubt!.why).toBe('有 2 位“陈静”。请选是哪一位')
  await confirm(id, { picks: [{ line: doubt!.id, person: people['甲'], organisation: branch, months: ['2026-11'] }] })
  await drop(id)
  const later = await read([came('陈静', '76.50', { account: '6217000000009999', remark: '10月' })])
  expect((await linesIn(later, 'sure'))[0]?.choices[0]?.person).toBe(people['甲'])
  await drop(later)
})

describe('the committee’s account', () => {
  test('collects for the branches below, each in its own book; the branch does not see the committee’s statement', async () => {
    const id = await read([came('孙立'), came('周全', '76.50', { remark: '10月' })], office.top)
    expect(await counted(id, officer)).toMatchObject({ sure: 2 })
    expect((await secretary.refused(statement.readStatement, { statement: id })).code).toBe('access.not-found')
    expect((await confirm(id, {}, officer)).receipts).toBe(2)
    const books = await Promise.all([branch, second].map(async (organisation) => (await officer.call(dues.readMonth, { organisation, month: '2026-11' })).receipts.at(-1)?.person.name))
    expect(books).toEqual(['周全', '孙立'])
    await drop(id, officer)
  })

  test('a branch’s account takes nobody of another branch', async () => {
    const id = await read([came('孙立', '76.50', { remark: '10月' })])
    expect(await counted(id)).toMatchObject({ nobody: 1, sure: 0 })
    const [line] = await linesIn(id, 'nobody')
    const pick = { line: line!.id, person: people['孙立'], organisation: second, months: ['2026-10'] }
    expect((await officer.refused(statement.confirmStatement, { act: newId(), statement: id, sure: false, picks: [pick] })).code).toBe('dues.not-your-books')
    await drop(id)
  })

  test('who leads a union does not read its statements', async () => {
    const union = await office.found('union.base', '青石县机关工会', null, { leader: branch })
    expect((await secretary.refused(statement.statements, { organisation: union })).code).toBe('dues.not-your-books')
  })
})

test('a statement that was being read when the server died is told as failed, its file goes', async () => {
  const { path } = await office.organisation(branch)
  const publicId = newId()
  await within(world.db, everywhere(office.realm), (tx) => insertStatement(tx, office.realm, { publicId, organisation: branch, path, fileName: '断.csv', madeAt: world.clock.now() }, office.doer.accountId))
  await recoverStatements(world)
  expect(await viewOf(publicId)).toMatchObject({ state: 'failed', fault: expect.stringContaining('服务器重启') })
  expect((await secretary.call(statement.statements, { organisation: branch })).rows.some(({ id }) => id === publicId)).toBe(true)
  await drop(publicId)
})

test('the books agree to the fen, and every line that was confirmed has its receipt of the same sum', async () => {
  const realm = everywhere(office.realm)
  const wrong = await within(world.db, realm, (tx) => many(tx, sql`select l.id from dues_statement_lines l left join dues_receipts r on r.public_id = l.receipt_id
    where l.receipt_id is not null and (r.fen is distinct from l.fen or r.person_id is distinct from l.person_id or r.paid_on <> l.paid_on)`))
  expect(wrong).toEqual([])
  const sums = await within(world.db, realm, (tx) => one(tx, sql<Record<string, number>>`select (select sum(fen) from dues_receipts)::bigint as receipts,
    (select sum(fen) from dues_payments)::bigint as lines, (select sum(c.fen) from dues_charges c join dues_paid d using (realm_id, person_id, line, month))::bigint as charged,
    (select sum(fen) from dues_payments where kind = 'month')::bigint as months`))
  expect([sums['lines'], sums['charged']]).toEqual([sums['receipts'], sums['months']])
})
