import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { holderOf, signInAs, startSystem, type Person, type System } from './system.ts'
import { field, section, settled, visit, walkAs, walkInOrder, type Walk } from './walk.ts'

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

test('the officer above sees the branch, not its people', async () => {
  const head = await holderOf(system, '中共同心区委员会', 'party.local-committee.organisation-officer')
  const seat = { ...head, post: 'party.local-committee.secretary' }
  const above = await walkAs(browser, system, await signInAs(system, head, [seat]), 'dues-above')
  await visit(above.desk, '/dues')
  const row = above.desk.getByRole('row').filter({ hasText: branch })
  expect(await row.innerText()).toMatch(/已结账/)
  expect(await row.getByRole('link').count()).toBe(0)
  await above.look('overview')
  expect(above.faults).toEqual([])
  await above.end()
})

test('every page on the way is accessible and fits its window', () => {
  expect(walk.faults).toEqual([])
})
