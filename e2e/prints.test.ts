import { readFile, writeFile } from 'node:fs/promises'
import mammoth from 'mammoth'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, overflow, shot } from './browser.ts'
import { holderOf, signInAs, startSystem, type Person, type System } from './system.ts'
import { download, field, settled, visit, walkAs, walkInOrder, type Walk } from './walk.ts'

const branch = '晨光学校党支部'
const post = 'party.branch.secretary'
/** A4 less the margins of the print style, at 96 dots to the inch. */
const printable = { width: 673, height: 987 }

let browser: Browser
let system: System
let secretary: Person & { organisationId: string }
let walk: Walk
let code: string
walkInOrder(() => walk)

beforeAll(async () => {
  ;[browser, system] = await Promise.all([openBrowser(), startSystem()])
  secretary = await holderOf(system, branch, post)
  walk = await walkAs(browser, system, await signInAs(system, secretary, [{ ...secretary, post }]), 'prints')
})
afterAll(async () => {
  await browser?.close()
  await system?.end()
})

const sheet = (page: Page) => page.getByRole('article')
const codeOn = async (page: Page) => (await sheet(page).locator('.paper-code strong').first().innerText()).trim()

/** As the printer gets it: nothing wider than the paper, the code and its square in sight, no navigation; answers the pages. */
async function printed(page: Page, name: string): Promise<number> {
  const before = page.viewportSize()!
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize(printable)
  expect(await overflow(page)).toBe(0)
  const beyond = await sheet(page).evaluate((paper) => [...paper.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > paper.getBoundingClientRect().right + 1).length)
  expect(beyond).toBe(0)
  const square = (await sheet(page).locator('.paper-code svg').first().boundingBox())!
  expect(Math.round(square.width)).toBeGreaterThanOrEqual(70)
  expect(await page.getByRole('navigation').filter({ visible: true }).count()).toBe(0)
  await shot(page, `prints-${name}-a4`)
  const file = await page.pdf({ preferCSSPageSize: true })
  const pdf = file.toString('latin1')
  if (process.env['KEEP_PDF']) await writeFile(`${process.env['KEEP_PDF']}/${name}.pdf`, file)
  await page.emulateMedia({ media: 'screen' })
  await page.setViewportSize(before)
  return pdf.match(/\/Type ?\/Page\b/g)?.length ?? 0
}

/** The Word file reads as the page does. */
async function wordReads(page: Page): Promise<string> {
  const { path, name } = await download(page, () => page.getByRole('button', { name: '下载 Word' }).click())
  expect(name).toMatch(/\.docx$/)
  const { value } = await mammoth.extractRawText({ buffer: await readFile(path) })
  const cells = await sheet(page).locator('.paper-body th, .paper-body td, .paper-body h2, .paper-body h3, .paper-body h4').allInnerTexts()
  let from = 0
  for (const cell of cells.map((one) => one.split('\n')[0]!.trim()).filter(Boolean)) {
    const at = value.indexOf(cell, from)
    expect(at, `${cell} in the Word file`).toBeGreaterThanOrEqual(from)
    from = at + cell.length
  }
  return value
}

test('a locked record is one sheet of A4 with its code, and the same in Word', async () => {
  const { desk } = walk
  await visit(desk, `/org-life/meetings?organisation=${secretary.organisationId}&state=locked`)
  await desk.getByRole('table').getByRole('link').first().click()
  await settled(desk)
  await desk.getByRole('link', { name: '打印记录' }).click()
  await sheet(desk).waitFor()
  await walk.look('record')
  expect(await codeOn(desk)).toMatch(/^M-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{3}$/)
  expect(await printed(desk, 'record')).toBeLessThanOrEqual(2)
  expect(await wordReads(desk)).toContain(await codeOn(desk))
})

test('the sign-in sheet names everyone who must attend', async () => {
  const { desk } = walk
  await desk.getByRole('button', { name: '签到表' }).click()
  await desk.getByRole('heading', { name: '签到表', level: 2 }).waitFor()
  await walk.look('sign-in')
  await printed(desk, 'sign-in')
  await wordReads(desk)
})

test('a blank form is printed for a meeting that has been planned', async () => {
  const { desk } = walk
  await visit(desk, `/org-life?organisation=${secretary.organisationId}`)
  await desk.getByRole('button', { name: '另外安排一次' }).click()
  const form = desk.getByRole('dialog')
  await form.getByText('主题党日', { exact: true }).click()
  await field(form, '日期').fill('2026-11-20')
  await field(form, '日期').press('Tab')
  await form.getByRole('button', { name: '安排', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  await desk.getByRole('link', { name: '打印空白表' }).click()
  await sheet(desk).getByRole('heading', { name: '会议记录（空白表）' }).waitFor()
  await walk.look('blank')
  expect(await printed(desk, 'blank')).toBeLessThanOrEqual(2)
  await wordReads(desk)
  code = await codeOn(desk)
})

test('the form comes back: its code opens the entry filled in, and the record says it was entered on behalf', async () => {
  const { phone } = walk
  await visit(phone, '/org-life/codes')
  await field(phone, '编号').fill(code.slice(0, -1) + (code.endsWith('7') ? '8' : '7'))
  await phone.getByRole('button', { name: '打开', exact: true }).click()
  await phone.getByText('抄错了一位').waitFor()
  await walk.seen(phone, 'misread')
  await field(phone, '编号').fill(code.toLowerCase().replaceAll('-', ''))
  await phone.getByRole('button', { name: '打开', exact: true }).click()
  await phone.getByRole('heading', { name: /按纸质表补录/ }).waitFor()
  expect(await field(phone, '实际召开日期').inputValue()).toBe('2026-11-20')
  await walk.seen(phone, 'enter')
  await visit(walk.desk, `/org-life/codes/${code}`)
  await walk.seen(walk.desk, 'enter')
  await field(phone, '实际召开日期').fill('2026-11-21')
  await phone.getByRole('button', { name: '开始补录' }).click()
  await phone.getByRole('heading', { name: '主题党日', level: 1 }).waitFor()
  await settled(phone)
  await phone.getByText('代录', { exact: true }).waitFor()
  expect(phone.url()).toMatch(/\/org-life\/meetings\/[0-9a-f-]{36}$/)
  await walk.seen(phone, 'entered')
  await visit(phone, `/org-life/codes/${code}`)
  await phone.waitForURL(/\/org-life\/meetings\//)
})

test('the year is one button: the handbook, and the facts for the account', async () => {
  const { desk } = walk
  await visit(desk, `/org-life?organisation=${secretary.organisationId}`)
  await desk.getByRole('link', { name: '工作手册' }).click()
  await settled(desk)
  await visit(desk, `/org-life/book?organisation=${secretary.organisationId}&period=2026`)
  await sheet(desk).getByRole('heading', { name: '党支部工作手册' }).waitFor()
  await walk.look('book')
  expect(await printed(desk, 'book')).toBeGreaterThan(3)
  await wordReads(desk)
  await desk.getByRole('button', { name: '述职事实清单' }).click()
  await sheet(desk).getByRole('heading', { name: '党支部书记述职事实清单' }).waitFor()
  await walk.look('facts')
  await printed(desk, 'facts')
  await wordReads(desk)
})

test('the table of the appraisal is a blank sheet with the names before it is held', async () => {
  const { desk } = walk
  await visit(desk, '/org-life/appraisal/paper?year=2026')
  await sheet(desk).getByRole('heading', { name: '民主评议党员汇总表' }).waitFor()
  await walk.look('appraisal')
  await printed(desk, 'appraisal')
  await wordReads(desk)
})

test('nothing was wrong on either window', () => {
  expect(walk.faults).toEqual([])
})
