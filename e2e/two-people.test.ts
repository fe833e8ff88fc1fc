import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { holderOf, pageAs, signInAs, startSystem, type System } from './system.ts'
import { field, section, visit, walkWith, type Walk } from './walk.ts'

/* Two officers of one office with one record open: the second is told who was quicker, and loses nothing typed. */

const office = '中共同心区委员会'
const post = 'party.local-committee.organisation-officer'
let browser: Browser
let system: System
let quick: Page
let slow: Walk

beforeAll(async () => {
  ;[browser, system] = await Promise.all([openBrowser(), startSystem()])
  const officer = await holderOf(system, office, post)
  const secretary = await holderOf(system, office, 'party.local-committee.secretary')
  const seat = [{ organisationId: officer.organisationId, post }]
  quick = await pageAs(browser, system, await signInAs(system, officer, seat), 1440)
  const token = await signInAs(system, secretary, seat)
  slow = walkWith(await pageAs(browser, system, token, 1440), await pageAs(browser, system, token, 390), 'two-people')
})
afterAll(async () => {
  await browser?.close()
  await system?.end()
})

const comparison = (page: Page) => page.getByRole('table').filter({ hasText: '您填的' })

test('one unit: what stands there now and what was typed stand side by side; either can be taken', async () => {
  const [windows, address] = [[quick, slow.desk, slow.phone], await aUnit()]
  for (const page of windows) {
    await visit(page, address)
    await section(page, '基本情况').getByRole('button', { name: '更改情况' }).click()
  }
  await field(quick, '职工人数').fill('31')
  await quick.getByRole('button', { name: '保存' }).click()
  await quick.getByRole('dialog').waitFor({ state: 'hidden' })

  for (const page of [slow.desk, slow.phone]) {
    await field(page, '职工人数').fill('47')
    await page.getByRole('button', { name: '保存' }).click()
    await comparison(page).waitFor()
    expect(await page.getByRole('status').filter({ hasText: '别人刚刚也改过' }).innerText()).toMatch(/在 \d{4}-\d\d-\d\d \d\d:\d\d 改过这条记录（更改单位/)
    await expect.poll(() => comparison(page).getByRole('row').last().innerText()).toMatch(/职工人数\s+31\s+47/)
    await slow.seen(page, 'unit')
  }
  await slow.desk.getByRole('button', { name: '看过了，按我填的提交' }).click()
  await slow.desk.getByRole('dialog').waitFor({ state: 'hidden' })
  await slow.phone.getByRole('button', { name: '用现在登记的，不要我填的' }).click()
  await expect.poll(() => field(slow.phone, '职工人数').inputValue()).toBe('31')
  expect(slow.faults).toEqual([])
})

test('what was typed against an older version is still there after a reload, and still not sent over the new one', async () => {
  const { phone } = slow
  await field(phone, '职工人数').fill('60')
  await visit(quick, phone.url())
  await section(quick, '基本情况').getByRole('button', { name: '更改情况' }).click()
  await field(quick, '职工人数').fill('33')
  await quick.getByRole('button', { name: '保存' }).click()
  await quick.getByRole('dialog').waitFor({ state: 'hidden' })
  await phone.reload()
  await section(phone, '基本情况').getByRole('button', { name: '更改情况' }).click()
  expect(await field(phone, '职工人数').inputValue()).toBe('60')
  await phone.getByRole('button', { name: '保存' }).click()
  await expect.poll(() => comparison(phone).getByRole('row').last().innerText()).toMatch(/职工人数\s+33\s+60/)
  expect(slow.faults).toEqual([])
})

test('one person, and one name of an organisation', async () => {
  const branch = await holderOf(system, '晨光学校党支部', 'party.branch.secretary')
  for (const page of [quick, slow.desk]) {
    await visit(page, `/people/${branch.publicId}`)
    await page.getByRole('button', { name: '更正' }).first().click()
  }
  await field(quick, '工作岗位').fill('教务主任')
  await quick.getByRole('button', { name: '保存' }).click()
  await quick.getByRole('dialog').waitFor({ state: 'hidden' })
  await field(slow.desk, '工作岗位').fill('副校长')
  await slow.desk.getByRole('button', { name: '保存' }).click()
  await expect.poll(() => comparison(slow.desk).getByRole('row').last().innerText()).toMatch(/工作岗位\s+教务主任\s+副校长/)
  await slow.seen(slow.desk, 'person')
  await slow.desk.getByRole('button', { name: '看过了，按我填的提交' }).click()
  await slow.desk.getByRole('dialog').waitFor({ state: 'hidden' })

  for (const page of [quick, slow.desk]) {
    await visit(page, `/organisations/${branch.organisationId}`)
    await page.getByRole('button', { name: '更名' }).click()
    await field(page, '哪天发生的').fill('2026-11-01')
  }
  await field(quick, '新名称').fill('晨光学校第一党支部')
  await quick.getByRole('dialog').getByRole('button', { name: '更名' }).click()
  await quick.getByRole('dialog').waitFor({ state: 'hidden' })
  await field(slow.desk, '新名称').fill('晨光小学党支部')
  await slow.desk.getByRole('dialog').getByRole('button', { name: '更名' }).click()
  await expect.poll(() => comparison(slow.desk).getByRole('row').last().innerText()).toMatch(/晨光学校第一党支部\s+晨光小学党支部/)
  await slow.seen(slow.desk, 'name')
  expect(slow.faults).toEqual([])
})

async function aUnit(): Promise<string> {
  await visit(quick, '/units')
  return new URL((await quick.getByRole('main').getByRole('link', { name: /公司|厂|店/ }).first().getAttribute('href'))!, quick.url()).href
}
