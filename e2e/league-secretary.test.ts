import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { idNumber } from '#app/samples/identity.ts'
import { openBrowser } from './browser.ts'
import { holderOf, pageAs, signInAs, startSystem, type Person, type System } from './system.ts'
import { choose, field, pick, section, settled, visit, walkAs, walkInOrder, type Walk } from './walk.ts'

const league = '共青团晨光学校委员会'
const post = 'league.committee.secretary'
/** A young teacher who has just come; no authority can have issued the number. */
const newcomer = { name: '蒲青禾', number: idNumber('2003-06-18', '男', 491, '990002') }

let browser: Browser
let system: System
let secretary: Person & { organisationId: string }
let walk: Walk
walkInOrder(() => walk)

beforeAll(async () => {
  ;[browser, system] = await Promise.all([openBrowser(), startSystem()])
  secretary = await holderOf(system, league, post)
  walk = await walkAs(browser, system, await signInAs(system, secretary, [{ ...secretary, post }]), 'league-secretary')
})
afterAll(async () => {
  await browser?.close()
  await system?.end()
})

const search = (page: Page) => page.getByRole('combobox', { name: '搜索组织、人员' })
const found = (page: Page, text: string) => page.getByRole('listbox', { name: '搜索' }).getByRole('option', { name: text })

test('the work list says what the branches below have not done', async () => {
  const { desk } = walk
  await desk.getByText(/^下级有 \d+ 件事过了宽限期还没有办，在 \d+ 个直接下级$/).waitFor()
  await walk.look('work')
})

test('a member is found by the last four digits of the telephone, and by initials with the keyboard alone', async () => {
  const { desk } = walk
  await desk.keyboard.press('/')
  await desk.keyboard.type('0145')
  await found(desk, '廖文茹').waitFor()
  expect(await found(desk, '廖文茹').innerText()).toContain('晨光学校教工团支部')
  await search(desk).fill('lwr')
  await found(desk, '廖文茹').waitFor()
  await walk.seen(desk, 'search')
  await desk.keyboard.press('Enter')
  await desk.getByRole('heading', { name: '廖文茹', level: 1 }).waitFor()
  await walk.look('person')
})

test('on the phone the search opens over the page', async () => {
  const { phone } = walk
  await phone.getByRole('button', { name: '搜索' }).click()
  await search(phone).fill('lwr')
  await found(phone, '廖文茹').waitFor()
  await walk.seen(phone, 'search')
})

test('party members of other bodies are not found, nor seen at their address', async () => {
  const { desk } = walk
  const head = await holderOf(system, '晨光学校妇委会', 'women.committee.director')
  await search(desk).fill(head.name)
  await desk.getByText('没有找到。可以输入姓名、拼音首字母、组织简称或手机尾号。').waitFor()
  await desk.goto(`${system.url}/people/${head.publicId}`)
  await desk.getByText('没有找到，或者它不在您这个职务的范围内。').waitFor()
  expect(await desk.getByText(head.name).count()).toBe(0)
})

test('a new League member is registered on the phone and stands in the roster of the branch', async () => {
  const { phone } = walk
  await visit(phone, '/people')
  await phone.getByRole('link', { name: '登记一个人' }).click()
  await pick(phone, phone.getByRole('main'), '登记到哪个组织', '晨光学校教工团支部')
  await choose(phone, '现在的身份', '团员')
  await field(phone, '入团日期').fill('2018.5.4')
  await field(phone, '进入本组织的日期').fill('20261109')
  await field(phone, '姓名').fill(newcomer.name)
  await field(phone, '公民身份号码').fill(newcomer.number)
  await field(phone, '联系电话').fill('19900098765')
  await walk.seen(phone, 'register')
  await phone.getByRole('button', { name: '登记', exact: true }).click()
  await phone.getByRole('heading', { name: newcomer.name, level: 1 }).waitFor()
  expect(await section(phone, '组织关系').innerText()).toMatch(/晨光学校教工团支部\s*团员\s*入团日期 2018-05-04/)
  await visit(phone, '/people')
  await phone.getByRole('searchbox', { name: '姓名、拼音或首字母' }).fill('pqh')
  await phone.getByRole('link', { name: newcomer.name }).waitFor()
  await walk.look('roster')
})

/** The district League registers that it guides the school's. */
async function guide(): Promise<void> {
  const office = 'league.local-committee.office-officer'
  const officer = await holderOf(system, '共青团同心区委员会', office)
  const page = await pageAs(browser, system, await signInAs(system, officer, [{ ...officer, post: office }]), 1440)
  await visit(page, `/organisations/${secretary.organisationId}`)
  await section(page, '隶属、带和指导').getByRole('button', { name: /^登记/ }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('radio', { name: /^业务指导/ }).check()
  await form.getByRole('radio', { name: /在下：由对方带或指导/ }).check()
  await pick(page, form, '对方组织', '共青团同心区委员会')
  await form.getByRole('textbox', { name: '从哪天开始' }).fill('20241001')
  await walk.seen(page, 'guide')
  await form.getByRole('button', { name: '登记', exact: true }).click()
  await section(page, '隶属、带和指导').getByText('2024-10-01 起').waitFor()
  await page.context().close()
}

test('subordination, leading and guidance stand apart: who leads the League, whom it leads, who guides it', async () => {
  await guide()
  const { desk } = walk
  await visit(desk, `/organisations/${secretary.organisationId}`)
  const links = await section(desk, '隶属、带和指导').innerText()
  expect(links).toMatch(/隶属[^]*共青团同心区教育工作委员会[^]*带（领导）[^]*由谁带[^]*晨光学校党支部/)
  expect(links).toMatch(/带着谁[^]*少先队晨光学校大队[^]*业务指导[^]*由谁指导[^]*共青团同心区委员会[^]*2024-10-01 起/)
  await walk.look('organisation')
})

test('a pupils’ branch stands for one year, by its article', async () => {
  const { desk } = walk
  await section(desk, '下级组织').getByRole('link', { name: '八年级学生团支部' }).click()
  await desk.getByRole('heading', { name: '八年级学生团支部', level: 1 }).waitFor()
  const term = section(desk, '任期')
  expect(await term.innerText()).toMatch(/下次换届\s*2027-04-04[^]*本届起\s*2026-04-04/)
  await term.getByRole('button', { name: /为什么/ }).click()
  await term.getByText(/学生团支部每届任期 1 年。依据：《团基层组织选举工作条例》/).waitFor()
  await walk.seen(desk, 'term-why')
  await desk.keyboard.press('Escape')
  await settled(desk)
  await walk.look('pupils')
})

test('every page on the way is accessible and fits its window', () => {
  expect(walk.faults).toEqual([])
})
