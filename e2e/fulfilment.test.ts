import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { holderOf, signInAs, startSystem, type Person, type System } from './system.ts'
import { choose, download, field, section, settled, visit, walkAs, walkInOrder, type Walk } from './walk.ts'

const district = '中共同心区委员会'
const post = 'party.local-committee.organisation-officer'
const street = '中共同心区翠湖街道工作委员会'

let browser: Browser
let system: System
let officer: Person & { organisationId: string }
let walk: Walk
walkInOrder(() => walk)

beforeAll(async () => {
  ;[browser, system] = await Promise.all([openBrowser(), startSystem()])
  officer = await holderOf(system, district, post)
  walk = await walkAs(browser, system, await signInAs(system, officer, [{ ...officer, post }]), 'fulfilment')
})
afterAll(async () => {
  await walk?.end()
  await browser?.close()
  await system?.end()
})

const byBody = (page: Page) => page.getByRole('table', { name: '按下级' })
const numbersOf = async (page: Page, name: string): Promise<number[]> =>
  (await byBody(page).getByRole('row', { name: new RegExp(`^${name}`) }).first().getByRole('cell').allInnerTexts()).map((text) => Number(text.replaceAll(',', ''))).filter((n) => !Number.isNaN(n))

test('what is missed below stands on the superior’s work list, and leads to where it is stuck', async () => {
  const { desk } = walk
  await visit(desk, '/')
  await desk.getByText(/下级有 \d+ 件事过了宽限期还没有办/).first().waitFor()
  await walk.look('work')
  await desk.getByRole('link', { name: '看是哪些' }).first().click()
  await byBody(desk).waitFor()
  expect(await desk.getByRole('checkbox', { name: '只看有缺的' }).isChecked()).toBe(true)
})

test('the subordinates stand in the order of the tree, whatever their numbers, and nothing is ranked', async () => {
  const { desk } = walk
  await visit(desk, '/fulfilment')
  await choose(desk, '看哪段时间', '2026年10月')
  await byBody(desk).getByRole('link', { name: street }).waitFor()
  const names = (await byBody(desk).getByRole('link').allInnerTexts()).filter((name) => !name.includes('本级'))
  expect(names.indexOf(street)).toBeGreaterThanOrEqual(0)
  expect(await desk.locator('main').innerText()).not.toMatch(/排名|名次|第 ?1 ?名|%/)
  const [owed, met, late, waived, due, missed] = await numbersOf(desk, '合计')
  expect(owed).toBe(met! + late! + waived! + due! + missed!)
  await walk.look('october')
})

test('one drills down to the single record and lets one body off, with a reason', async () => {
  const { desk } = walk
  const before = await numbersOf(desk, '合计')
  await byBody(desk).getByRole('link', { name: street }).click()
  await byBody(desk).getByRole('link', { name: /支部/ }).first().waitFor()
  await walk.look('street')
  await byBody(desk).getByRole('row').filter({ hasText: /[1-9]$/ }).getByRole('link', { name: /支部/ }).first().click()
  const duties = section(desk, '应办事项')
  await duties.locator('.duty-nav').getByText('2026年10月').waitFor()
  await walk.look('branch')
  expect(await section(walk.phone, '应办事项').locator('.duty-nav').evaluate((nav) => nav.getBoundingClientRect().top < innerHeight / 2)).toBe(true)
  await duties.getByRole('listitem').filter({ hasText: '2026年10月主题党日' }).getByRole('button', { name: '同意免办' }).click()
  await field(desk, '理由').fill('整体搬迁，场地停用')
  await desk.getByRole('dialog').getByRole('button', { name: '同意免办' }).click()
  await duties.getByText(/同意免办：整体搬迁/).waitFor({ state: 'attached' })
  await visit(desk, '/fulfilment')
  await choose(desk, '看哪段时间', '2026年10月')
  await byBody(desk).waitFor()
  await expect.poll(async () => (await numbersOf(desk, '合计'))[3]).toBe(before[3]! + 1)
  expect(await section(desk, '本级给下面加了多少').innerText()).toMatch(/自定|免办/)
})

test('what a branch owes is seen by the month, the quarter and the year, with the keyboard and on paper', async () => {
  const { desk } = walk
  await visit(desk, '/fulfilment')
  await choose(desk, '看哪段时间', '2026年10月')
  await byBody(desk).getByRole('link', { name: street }).click()
  await byBody(desk).getByRole('link', { name: /支部/ }).first().click()
  const duties = section(desk, '应办事项')
  await duties.getByRole('button', { name: '季', exact: true }).focus()
  await desk.keyboard.press('Enter')
  await duties.locator('.duty-nav').getByText('2026年第4季度', { exact: true }).waitFor()
  await duties.locator('.duty-sum').waitFor()
  const months = await duties.locator('summary, .duty-none').allInnerTexts()
  for (const month of ['2026年10月', '2026年11月', '2026年12月']) expect(months.some((text) => text.startsWith(month))).toBe(true)
  await duties.getByRole('button', { name: '为什么' }).first().click()
  await desk.getByText('依据', { exact: true }).first().waitFor()
  await walk.look('branch-quarter')
  await duties.getByRole('button', { name: '年', exact: true }).click()
  await duties.locator('.duty-nav').getByText('2026年', { exact: true }).waitFor()
  await duties.getByRole('button', { name: '上一年' }).click()
  expect(new URL(desk.url()).searchParams.get('due')).toBe('2025')
  await duties.getByRole('button', { name: '下一年' }).click()
  await desk.emulateMedia({ media: 'print' })
  await duties.getByText(/条例|规定/).first().waitFor()
  expect(await duties.locator('details:not([open])').count()).toBe(0)
  await walk.keep('branch-year-print')
  await desk.emulateMedia({ media: 'screen' })
  await duties.getByRole('button', { name: '月', exact: true }).click()
  await duties.locator('.duty-nav').getByText('2026年11月', { exact: true }).waitFor()
})

test('a question asked every month is kept under a name, and the page goes along as a file', async () => {
  const { desk } = walk
  await visit(desk, '/fulfilment')
  await choose(desk, '看哪段时间', '2026年10月')
  await desk.getByRole('checkbox', { name: '只看有缺的' }).check()
  await desk.getByRole('button', { name: '存下这个查询' }).click()
  await field(desk, '名称').fill('十月有缺的')
  await desk.getByRole('dialog').getByRole('button', { name: '存下', exact: true }).click()
  await desk.getByRole('link', { name: '十月有缺的' }).waitFor()
  await visit(desk, '/fulfilment')
  await desk.getByRole('link', { name: '十月有缺的' }).click()
  await settled(desk)
  expect(await desk.getByRole('checkbox', { name: '只看有缺的' }).isChecked()).toBe(true)
  const file = await download(desk, () => desk.getByRole('link', { name: '导出' }).click())
  expect(file.name).toMatch(/履行情况.*\.xlsx/)
})

test('the superior lays a stricter number down for all branches, from a document, and sees it in the rules', async () => {
  const { desk } = walk
  await visit(desk, '/rules?as=party.branch')
  await desk.getByRole('searchbox', { name: '找规定或依据' }).fill('党课')
  await desk.getByRole('row', { name: /上党课 1 次/ }).getByRole('button', { name: '调整' }).click()
  await field(desk, '自定的数值（次）').fill('2')
  await field(desk, '依据的文件').fill('区委〔2026〕7号')
  await walk.seen(desk, 'laying-down')
  await desk.getByRole('button', { name: '保存' }).click()
  await desk.getByRole('row', { name: /上党课 2 次/ }).getByText(/区委〔2026〕7号定为 2次（原规定 1次）/).waitFor()
  await walk.look('rules')
})

test('every page of the journey is sound on both widths', () => expect(walk.faults).toEqual([]))
