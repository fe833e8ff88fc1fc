import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { holderOf, pageAs, signInAs, startSystem, type Person, type System } from './system.ts'
import { choose, download, field, section, settled, visit, walkAs, walkInOrder, type Walk } from './walk.ts'

const street = '共青团翠湖街道工作委员会'
const post = 'league.working-committee.secretary'

let browser: Browser
let system: System
let secretary: Person & { organisationId: string }
let walk: Walk
walkInOrder(() => walk)

beforeAll(async () => {
  ;[browser, system] = await Promise.all([openBrowser(), startSystem()])
  secretary = await holderOf(system, street, post)
  walk = await walkAs(browser, system, await signInAs(system, secretary, [{ ...secretary, post }]), 'coverage')
})
afterAll(async () => {
  await browser?.close()
  await system?.end()
})

const list = (page: Page) => page.getByRole('table', { name: '空白点名单' })

test('the League secretary finds the blank spots on the work list', async () => {
  const { desk } = walk
  await desk.getByText('应建未建团组织 8 个', { exact: true }).waitFor()
  await walk.look('work')
})

test('the rates stand by body with their definitions, the League’s line alone', async () => {
  const { desk } = walk
  await visit(desk, '/coverage')
  const rates = await section(desk, '覆盖情况').innerText()
  expect(rates).toContain('团覆盖率')
  expect(rates).not.toContain('党覆盖率')
  expect(await section(desk, '怎么算的').innerText()).toMatch(/组织覆盖率[^]*（单独组建 \+ 联合组建）÷ 单位数。[^]*中办发〔2012〕11号/)
  await walk.look('rates')
})

test('exceptions come first as a filter, the order stays that of the tree', async () => {
  const { desk } = walk
  await visit(desk, '/coverage/spots')
  await list(desk).getByRole('link', { name: '长风机械有限公司' }).waitFor()
  await choose(desk, '发现的种类', '应建未建团组织')
  await choose(desk, '优先', '已有党组织')
  await list(desk).getByRole('link', { name: '蓝鲸网络有限公司' }).waitFor({ state: 'detached' })
  await settled(desk)
  const names = async () => (await list(desk).getByRole('link').allInnerTexts()).sort()
  await expect.poll(names).toEqual(['恒远物流有限公司', '星河科技有限公司', '穗安快递服务有限公司', '长风机械有限公司'].sort())
  await walk.look('list')
  const file = await download(desk, () => desk.getByRole('link', { name: '导出' }).click())
  expect(file.name).toMatch(/组织覆盖待处理名单-.*\.xlsx/)
})

test('the spot tells its facts with their source, and why', async () => {
  const { desk } = walk
  await list(desk).getByRole('link', { name: '长风机械有限公司' }).click()
  await desk.getByRole('heading', { name: '长风机械有限公司', level: 1 }).waitFor()
  await desk.getByText('有团员 4 人，没有团组织。请单独成立团支部。').waitFor()
  expect(await section(desk, '单位情况').innerText()).toMatch(/团员\s*4 人\s*单位情况登记，2026-11-23/)
  await desk.getByRole('button', { name: /应建未建团组织.*为什么/ }).click()
  await desk.getByText(/有团员 3 人以上的，应当成立团支部。依据：《团支部工作条例（试行）》/).waitFor()
  await walk.seen(desk, 'why')
  await desk.keyboard.press('Escape')
  await settled(desk)
  await walk.look('unit')
})

test('another spot is set aside with a reason and a review date, and stands in its own list', async () => {
  const { phone } = walk
  await visit(phone, '/coverage/spots?code=league-missing')
  await list(phone).getByRole('link', { name: '半山民宿有限公司' }).click()
  await phone.getByRole('button', { name: '登记不适用' }).click()
  const form = phone.getByRole('dialog')
  await field(form, '说明').fill('民宿年底停业装修')
  await field(form, '复查日期').fill('20270301')
  await walk.seen(phone, 'aside')
  await form.getByRole('button', { name: '登记', exact: true }).click()
  await phone.getByText(/登记为不适用，2027-03-01 复查/).waitFor()
  await walk.seen(phone, 'set-aside')
  await visit(phone, '/coverage/spots?code=league-missing&state=aside')
  await list(phone).getByRole('link', { name: '半山民宿有限公司' }).waitFor()
})

test('one click leads to the founding form, half written; afterwards the spot is gone', async () => {
  const { desk } = walk
  await visit(desk, '/coverage/spots?code=league-missing')
  await list(desk).getByRole('link', { name: '长风机械有限公司' }).click()
  await desk.getByRole('link', { name: '成立团支部' }).click()
  await desk.getByRole('heading', { name: '成立组织', level: 1 }).waitFor()
  await settled(desk)
  await walk.look('founding')
  expect(await desk.getByText('长风机械有限公司', { exact: true }).count()).toBeGreaterThan(0)
  await desk.getByRole('button', { name: /共青团长风机械有限公司/ }).click()
  await field(desk, '成立日期').fill('20261120')
  await desk.getByRole('button', { name: '成立', exact: true }).click()
  await desk.getByRole('heading', { name: /共青团长风机械有限公司/, level: 1 }).waitFor()
  await visit(desk, '/coverage/spots?code=league-missing')
  await list(desk).getByRole('link', { name: '恒远物流有限公司' }).waitFor()
  expect(await list(desk).getByRole('link', { name: '长风机械有限公司' }).count()).toBe(0)
  await walk.look('worked-off')
})

test('when a party branch is founded in a firm, the League secretary is told of the spot', async () => {
  const office = 'party.local-committee.organisation-officer'
  const officer = await holderOf(system, '中共同心区委员会', office)
  const page = await pageAs(browser, system, await signInAs(system, officer, [{ ...officer, post: office }]), 1440)
  await visit(page, '/coverage')
  await walk.seen(page, 'district')
  await visit(page, '/coverage/spots?code=party-missing')
  await list(page).getByRole('link', { name: '晴川检测有限公司' }).click()
  await page.getByRole('link', { name: '成立党支部' }).click()
  await page.getByRole('button', { name: /中共晴川检测有限公司/ }).click()
  await field(page, '成立日期').fill('20261123')
  await page.getByRole('button', { name: '成立', exact: true }).click()
  await page.getByRole('heading', { name: /中共晴川检测有限公司/, level: 1 }).waitFor()
  await page.context().close()
  const { desk } = walk
  await visit(desk, '/notices')
  await desk.getByText('“晴川检测有限公司”成立了党组织：可联建团组织').waitFor()
  await walk.look('notice')
})

test('every page on the way is accessible and fits its window', () => {
  expect(walk.faults).toEqual([])
})
