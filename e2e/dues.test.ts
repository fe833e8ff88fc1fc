import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { holderOf, signInAs, startSystem, type Person, type System } from './system.ts'
import { choose, field, section, settled, visit, walkAs, walkInOrder, type Walk } from './walk.ts'

const branch = '晨光学校党支部'
const post = 'party.branch.secretary'
/** the measure: a month of 30 members within 3 minutes */
const members = 30

let browser: Browser
let system: System
let secretary: Person & { organisationId: string }
let walk: Walk
walkInOrder(() => walk)

beforeAll(async () => {
  ;[browser, system] = await Promise.all([openBrowser(), startSystem()])
  secretary = await holderOf(system, branch, post)
  walk = await walkAs(browser, system, await signInAs(system, secretary, [{ ...secretary, post }]), 'dues')
})
afterAll(async () => {
  await browser?.close()
  await system?.end()
})

const payers = (page: Page) => page.getByRole('table', { name: '交纳人', exact: true })
const takes = (page: Page) => payers(page).getByRole('button', { name: /^收 [\d,.]+ 元：/ })

test('the work list leads to the month', async () => {
  const { desk } = walk
  const due = desk.getByRole('listitem').filter({ hasText: '2026年11月党费（团费、会费）收缴' })
  await due.getByRole('link', { name: '去收缴' }).click()
  await desk.getByRole('heading', { name: `党费 ${branch}` }).waitFor()
  await payers(desk).waitFor()
  await walk.look('month')
})

test('every sum answers why, with its article', async () => {
  const { desk } = walk
  const row = payers(desk).getByRole('row').filter({ hasText: '5,100.00 × 1.5% = 76.50' }).first()
  await row.getByRole('button', { name: '为什么？' }).click()
  await desk.getByText(/5000 元以上至 10000 元（含 10000 元）的，交纳月工资收入的 1.5%.*中组发〔2008〕3号/).waitFor()
  await walk.seen(desk, 'why')
  await desk.keyboard.press('Escape')
})

test('what cannot be recorded is named, with the reason', async () => {
  const { desk } = walk
  await section(desk, '怎样收').getByText(/工资扣缴、组织垫交、特殊党费不能登记：应当由本人主动按月交纳/).waitFor()
  await desk.getByRole('combobox', { name: '交纳方式' }).click()
  const payroll = desk.locator('.ant-select-item-option-disabled', { hasText: '工资扣缴（不能登记）' })
  await payroll.waitFor()
  await desk.keyboard.press('Escape')
})

test(`a month of ${members} members is collected by the keyboard alone, one key each`, async () => {
  const { desk } = walk
  await takes(desk).first().focus()
  const began = Date.now()
  let keys = 0
  for (; keys < members; keys++) {
    const label = await desk.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    expect(label).toMatch(/^收 [\d,.]+ 元：/)
    await desk.keyboard.press('Enter')
  }
  await expect.poll(() => payers(desk).getByText('已交').count(), { timeout: 60_000 }).toBe(members)
  const seconds = Math.round((Date.now() - began) / 1000)
  process.stdout.write(`dues: ${members} members, ${keys} keys, ${seconds} s\n`)
  expect(seconds).toBeLessThan(180)
  await settled(desk)
  expect(await section(desk, '本月收据').getByRole('row').count()).toBe(members + 1)
  await walk.look('collected')
})

test('a receipt prints with number, code and the sum in words', async () => {
  const { desk } = walk
  await section(desk, '本月收据').getByRole('link').first().click()
  const slip = desk.getByRole('article')
  expect(await slip.innerText()).toMatch(/党费收据[^]*号 2026-0001[^]*核对码 [0-9A-F]{8}[^]*大写\s*\S+元/)
  await walk.look('receipt')
})

test('a mistake is taken back by a counter-entry, with a reason', async () => {
  const { desk } = walk
  await visit(desk, '/dues')
  await section(desk, '本月收据').getByRole('button', { name: '冲销 2026-0001' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByRole('textbox').fill('收错了人')
  await walk.seen(desk, 'counter')
  await dialog.getByRole('button', { name: '冲销' }).click()
  await section(desk, '本月收据').getByText('已冲销').waitFor()
  expect(await section(desk, '本月收据').getByRole('row').count()).toBe(members + 2)
})

test('who has no base yet gets one, on the phone', async () => {
  const { phone } = walk
  await visit(phone, '/dues')
  await payers(phone).getByRole('link', { name: '核定' }).first().click()
  await phone.getByRole('button', { name: '核定计算基数' }).first().click()
  const dialog = phone.getByRole('dialog')
  await field(dialog, '每月计算基数').fill('6000')
  await walk.seen(phone, 'base')
  await dialog.getByRole('button', { name: '核定', exact: true }).click()
  await phone.getByText('6,000.00 × 1.5% = 90.00').first().waitFor()
  await walk.seen(phone, 'payer')
})

test('the month is closed with who is missing named by number; only another person may open it', async () => {
  const { desk } = walk
  await visit(desk, '/dues')
  await desk.getByRole('button', { name: '结账' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByText(/还有 \d+ 人未交或待核定/).waitFor()
  await walk.seen(desk, 'close')
  await dialog.getByRole('button', { name: '结账' }).click()
  await desk.getByText('是您结的账，须由另一位同志打开。').waitFor()
  await walk.look('closed')
  await visit(desk, '/')
  await settled(desk)
  expect(await desk.getByRole('listitem').filter({ hasText: '2026年11月党费' }).count()).toBe(0)
})

test('a member sees the own dues: owed, why, paid, receipts', async () => {
  const { desk } = walk
  await visit(desk, '/my-dues')
  await desk.getByRole('heading', { name: '我的党费团费会费' }).waitFor()
  await section(desk, '党费').getByText('2026年11月').first().waitFor()
  await walk.look('mine')
})

test('who has not paid is told first; the secretary sees how far it is, in private, and the facts for the meeting', async () => {
  const { desk } = walk
  await visit(desk, '/dues')
  await desk.getByRole('link', { name: '未交情况' }).click()
  const row = desk.getByRole('table', { name: '未交情况' }).getByRole('row').nth(1)
  expect(await row.innerText()).toMatch(/2026年11月[^]*1 个月[^]*提醒本人/)
  await walk.look('arrears')
  await row.getByRole('link').first().click()
  await desk.getByText('除名须报上级党组织批准，系统不自动处理', { exact: false }).waitFor()
  await desk.getByRole('button', { name: '登记处理' }).click()
  const dialog = desk.getByRole('dialog')
  await field(dialog, '限期到').fill('2026-12-20')
  await walk.seen(desk, 'step')
  await dialog.getByRole('button', { name: '登记处理' }).click()
  await section(desk, '已经做的').getByText('已限期补交 2026-12-20').waitFor()
  await walk.look('dossier')
})

test('the year is told to the members, without anybody’s sum', async () => {
  const { desk } = walk
  await visit(desk, '/dues/report')
  await desk.getByRole('button', { name: '登记公布' }).click()
  const dialog = desk.getByRole('dialog')
  await field(dialog, '在哪里公布').fill('支部党员大会')
  await dialog.getByRole('button', { name: '登记公布' }).click()
  await section(desk, '向党员公布').getByText('支部党员大会').waitFor()
  await walk.look('report')
  await visit(desk, '/my-dues')
  await section(desk, '本组织公布的收缴使用情况').getByRole('table', { name: '分月实收' }).waitFor()
})

const education = '中共同心区委教育工作委员会'
/** 会计 or 出纳 of the committee that holds the account. */
async function keeper(post: string): Promise<Walk> {
  const person = await holderOf(system, education, post)
  return walkAs(browser, system, await signInAs(system, person, [{ ...person, post }]), `dues-${post.split('.').at(-1)}`)
}

test('the treasurers take in what the branch closed, use it and remit: each what the other drew up', async () => {
  const [cashier, accountant] = [await keeper('party.working-committee.cashier'), await keeper('party.working-committee.accountant')]
  await visit(cashier.desk, '/dues/journal')
  await cashier.desk.getByRole('button', { name: new RegExp(`收下 ${branch}`) }).click()
  await cashier.desk.getByRole('dialog').getByRole('button', { name: '制单' }).click()
  await section(cashier.desk, '等另一方办理的单').getByText(`收下级交来：${branch}`, { exact: false }).waitFor()
  await cashier.look('drawn')
  await visit(accountant.desk, '/')
  await accountant.desk.getByRole('listitem').filter({ hasText: '有一张单等您办理' }).getByRole('link', { name: '去办理' }).click()
  await accountant.desk.getByRole('button', { name: /^办理 收下级交来/ }).click()
  await section(accountant.desk, '凭证').getByText('2026-0001').waitFor()
  await section(accountant.desk, '凭证').getByRole('button', { name: '记一笔' }).click()
  const dialog = accountant.desk.getByRole('dialog')
  await field(dialog, '金额（元）').fill('120')
  await field(dialog, '事由').fill('党员培训教材')
  await field(dialog, '集体研究的会议').fill('工委会')
  await field(dialog, '研究日期').fill('2026-11-20')
  await choose(accountant.desk, '使用项目', '培训党员')
  await accountant.seen(accountant.desk, 'draw')
  await dialog.getByRole('button', { name: '制单' }).click()
  await section(accountant.desk, '等另一方办理的单').getByText('使用：培训党员').waitFor()
  await visit(cashier.desk, '/dues/journal')
  await cashier.desk.getByRole('button', { name: /^办理 使用/ }).click()
  await section(cashier.desk, '凭证').getByText('2026-0002').waitFor()
  await accountant.look('journal')
  for (const one of [cashier, accountant]) {
    expect(one.faults).toEqual([])
    await one.end()
  }
})

test('the officer above sees what to look at first, by body down to the branch, and not its people', async () => {
  const head = await holderOf(system, '中共同心区委员会', 'party.local-committee.organisation-officer')
  const seat = { ...head, post: 'party.local-committee.secretary' }
  const above = await walkAs(browser, system, await signInAs(system, head, [seat]), 'dues-above')
  await visit(above.desk, '/dues')
  await section(above.desk, '需要看的').getByText('人未交', { exact: false }).first().waitFor()
  await above.look('overview')
  await above.desk.getByRole('table', { name: '党费团费会费' }).getByRole('link', { name: education }).click()
  const row = above.desk.getByRole('table', { name: '党费团费会费' }).getByRole('row').filter({ hasText: branch })
  expect(await row.innerText()).toMatch(/1 \/ 1/)
  await row.getByRole('link').click()
  await above.desk.getByRole('heading', { name: `党费团费会费 ${branch}` }).waitFor()
  await above.look('branch')
  expect(await above.desk.getByRole('table').getByRole('link').count()).toBe(0)
  expect(above.faults).toEqual([])
  await above.end()
})

test('every page on the way is accessible and fits its window', () => {
  expect(walk.faults).toEqual([])
})
