import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { everywhere, within } from '#database/scope.ts'
import { many } from '#base/sql.ts'
import { sql } from 'kysely'
import { openBrowser } from './browser.ts'
import { holderOf, signInAs, startSystem, type Person, type System } from './system.ts'
import { section, settled, visit, walkAs, walkInOrder, type Walk } from './walk.ts'

const branch = '晨光学校党支部'
const post = 'party.branch.secretary'

let browser: Browser
let system: System
let secretary: Person & { organisationId: string }
let walk: Walk
let folder: string
let names: string[]
walkInOrder(() => walk)

beforeAll(async () => {
  ;[browser, system] = await Promise.all([openBrowser(), startSystem()])
  folder = await mkdtemp(join(tmpdir(), 'tongxin-statement-'))
  secretary = await holderOf(system, branch, post)
  walk = await walkAs(browser, system, await signInAs(system, secretary, [{ ...secretary, post }]), 'dues-statement')
})
afterAll(async () => {
  await browser?.close()
  await system?.end()
  await rm(folder, { recursive: true, force: true })
})

/** Who owes just 76.50, each the only one of the name. */
async function payersOf7650(): Promise<string[]> {
  const { desk } = walk
  await visit(desk, '/dues')
  const rows = await desk.getByRole('table', { name: '交纳人', exact: true }).getByRole('row').filter({ hasText: '76.50' }).all()
  const found = await Promise.all(rows.map((row) => row.getByRole('link').first().innerText()))
  const known = await within(system.world.db, everywhere(system.realm), (tx) =>
    many(tx, sql<{ name: string }>`select name from people_persons where name = any(${found}::text[]) group by name having count(*) = 1`))
  return found.filter((name) => known.some((one) => one.name === name))
}

/** The statement as the bank exports it. */
async function statementFile(): Promise<string> {
  const [one, two, three] = names as [string, string, string]
  const rows = [
    ['某某银行账户交易明细'], ['账户：晨光学校党支部', '', '起止日期：2026-11-01 至 2026-11-23'],
    ['交易日期', '交易流水号', '收入金额', '支出金额', '余额', '对方户名', '对方账号', '附言'],
    ['2026-11-05', 'A1', '76.50', '', '1076.50', one, '6217000000001234', '11月党费'],
    ['2026-11-06', 'A2', '76.50', '', '1153.00', '赵小六', '6217000000005678', `${two}党费`],
    ['2026-11-07', 'A3', '100.00', '', '1253.00', three, '6217000000009012', ''],
    ['2026-11-08', 'A4', '76.50', '', '1329.50', '过路人', '6217000000003456', '往来'],
    ['2026-11-09', 'A5', '153.00', '', '1482.50', '晨光教育集团有限公司', '1100000000000001', `11月党费代扣 ${one}`],
    ['2026-11-10', 'A6', '', '15.00', '1467.50', '文具店', '1100000000000002', '购买'],
  ]
  const file = join(folder, '党费专户11月.csv')
  await writeFile(file, rows.map((row) => row.join(',')).join('\r\n'))
  return file
}

const send = async (page: Page, file: string) => {
  await page.locator('input[type=file]').setInputFiles(file)
  await section(page, '认得准的').or(page.getByText('没有读成')).or(page.getByText(/以前导入过，不会重复登记/)).first().waitFor()
  await settled(page)
}

test('from the month the collector goes to the statements, where nothing has been imported yet', async () => {
  const { desk } = walk
  names = await payersOf7650()
  expect(names.length).toBeGreaterThanOrEqual(3)
  await desk.getByRole('link', { name: '导入对账单' }).click()
  await desk.getByRole('heading', { name: `对账单 ${branch}` }).waitFor()
  await desk.getByText('还没有导入过').waitFor()
  await walk.look('none')
})

test('the bank’s file falls into what is sure, doubtful, nobody’s and refused, each with its reason', async () => {
  const { desk } = walk
  await send(desk, await statementFile())
  const sure = section(desk, '认得准的')
  await sure.getByText('户名相符，金额正好是2026年11月应交').waitFor()
  await sure.getByText(/附言写明交纳人.*由 赵小六 付款/).waitFor()
  await section(desk, '要您看一看的').getByText(/多于应交 76.50 元/).waitFor()
  await section(desk, '找不到人的').getByText('过路人').waitFor()
  await section(desk, '不能登记的').getByText(/由本人按月主动交纳（中组发〔2008〕3号第十四条）/).waitFor()
  await desk.getByText('支出、退款 1 行没有看').waitFor()
  await desk.getByText('选中 2 笔，共 153.00 元').waitFor()
  await walk.look('read')
})

test('by the keyboard one is left out, a doubtful one chosen, and all is written down at once', async () => {
  const { desk } = walk
  const box = section(desk, '认得准的').getByRole('checkbox', { name: new RegExp(`选择.*${names[0]}`) })
  await box.focus()
  await desk.keyboard.press('Space')
  await desk.getByText('选中 1 笔，共 76.50 元').waitFor()
  await desk.keyboard.press('Space')
  const choice = section(desk, '要您看一看的').getByRole('combobox')
  await choice.focus()
  await desk.keyboard.press('ArrowDown')
  await desk.locator('.ant-select-item-option', { hasText: '另自愿多交 23.50' }).waitFor()
  await desk.keyboard.press('ArrowDown')
  await desk.keyboard.press('Enter')
  await desk.getByText('选中 3 笔，共 253.00 元').waitFor()
  await walk.seen(desk, 'chosen')
  await desk.getByRole('button', { name: '登记 3 笔' }).press('Enter')
  const dialog = desk.getByRole('dialog')
  await dialog.getByText('共 253.00 元，每笔开一张收据').waitFor()
  await walk.seen(desk, 'confirm')
  await dialog.getByRole('button', { name: '登记 3 笔' }).press('Enter')
  await desk.getByText('已登记 3 笔，共 253.00 元').waitFor()
  await settled(desk)
  await walk.look('done')
})

test('the month shows them paid, with a receipt each that names whoever paid for another', async () => {
  const { desk } = walk
  await visit(desk, '/dues')
  const receipts = section(desk, '本月收据')
  await receipts.waitFor()
  expect(await receipts.getByRole('row').count()).toBe(4)
  await receipts.getByRole('row').filter({ hasText: names[1]! }).getByRole('link').first().click()
  await desk.getByRole('article').getByText('赵小六').waitFor()
})

test('the same file again changes nothing, and says so; on the phone', async () => {
  const { phone } = walk
  await visit(phone, '/dues/statements')
  await send(phone, await statementFile())
  await phone.getByText(/5 行以前导入过，不会重复登记/).waitFor()
  expect(await section(phone, '认得准的').count()).toBe(0)
  await walk.seen(phone, 'again')
})

test('what is not a statement is told with what is lacking', async () => {
  const { desk } = walk
  const file = join(folder, '名册.csv')
  await writeFile(file, '姓名,性别\r\n张明,男\r\n')
  await visit(desk, '/dues/statements')
  await send(desk, file)
  await desk.getByText(/认不出这是对账单：没有找到“交易日期”/).waitFor()
  await walk.look('failed')
})

test('put away, the statement keeps what was written down', async () => {
  const { desk } = walk
  await visit(desk, '/dues/statements')
  await desk.getByRole('row').filter({ hasText: '已登记 3 笔' }).getByRole('link').click()
  await desk.getByRole('button', { name: '收起' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByText(/还有 2 笔没有登记，收起后不再保留/).waitFor()
  await dialog.getByRole('button', { name: '收起' }).click()
  await desk.getByText('已收起').waitFor()
  await walk.look('list')
})

test('every page on the way is accessible and fits its window', () => {
  expect(walk.faults).toEqual([])
})
