import { readFile } from 'node:fs/promises'
import { read as readWithSheetJs, utils } from '@e965/xlsx'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { idNumber } from '#app/samples/identity.ts'
import { openBrowser } from './browser.ts'
import { holderOf, openPage, pageAs, signInAs, startSystem, type Person, type System } from './system.ts'
import { choose, download, field, section, settled, visit, walkInOrder, walkWith, type Walk } from './walk.ts'

const branch = '晨光学校党支部'
const password = '每天进步一点点 2026'
/** An applicant nobody has registered yet; no authority can have issued the number. */
const applicant = { name: '鹿鸣初', number: idNumber('1996-05-04', '女', 490, '990002') }

let browser: Browser
let system: System
let secretary: Person & { organisationId: string }
let colleague: Person & { organisationId: string }
let walk: Walk
walkInOrder(() => walk)

beforeAll(async () => {
  ;[browser, system] = await Promise.all([openBrowser(), startSystem()])
  secretary = await holderOf(system, branch, 'party.branch.secretary')
  colleague = await holderOf(system, branch, 'party.branch.organisation-member')
  walk = walkWith(await openPage(browser, system, 1440), await openPage(browser, system, 390), 'branch-secretary')
})
afterAll(async () => {
  await browser?.close()
  await system?.end()
})

const home = (page: Page) => page.goto(system.url)

/** The superior's officer prints a slip on the person's page; answers what stands on it. */
async function slipFor(person: Person): Promise<{ login: string; code: string }> {
  const officer = await holderOf(system, '中共同心区委员会', 'party.local-committee.organisation-officer')
  const token = await signInAs(system, officer, [{ ...officer, post: 'party.local-committee.organisation-officer' }])
  const page = await pageAs(browser, system, token, 1440)
  await visit(page, `/people/${person.publicId}`)
  await section(page, '账号').getByRole('button', { name: '打印凭条' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '生成凭条' }).click()
  const slip = dialog.getByRole('definition')
  const [login, code] = [await slip.nth(0).innerText(), await slip.nth(1).innerText()]
  await walk.seen(page, 'slip')
  await page.context().close()
  return { login, code }
}

async function giveCode(page: Page, code: string): Promise<void> {
  await page.goto(`${system.url}/activate`)
  await field(page, '一次性代码').fill(code)
  await page.getByRole('button', { name: '下一步' }).click()
}

test('the slip printed by the superior opens the account, and only once', async () => {
  const { login, code } = await slipFor(secretary)
  const { phone, desk } = walk
  await giveCode(phone, code)
  await phone.getByText(`这张凭条是给 ${secretary.name} 的。`).waitFor()
  await walk.seen(phone, 'activate')
  await phone.getByLabel('新密码').fill(password)
  await phone.getByRole('button', { name: '设定密码并登录' }).click()
  await phone.getByRole('heading', { name: '工作清单' }).waitFor()

  await giveCode(desk, code)
  await desk.getByRole('alert').getByText('凭条').waitFor()
  await home(desk)
  await walk.seen(desk, 'sign-in')
  await field(desk, '登录名').fill(login)
  await desk.getByLabel('密码', { exact: true }).fill(password)
  await desk.getByLabel('密码', { exact: true }).press('Enter')
  await desk.getByText('晨光学校党支部 党支部书记 身份').waitFor()
})

test('the accounts of the branch are listed; one is reset with its second step, with a reason, and one is closed', async () => {
  const { desk } = walk
  const token = await signInAs(system, colleague, [])
  const theirs = await pageAs(browser, system, token, 390)
  await visit(desk, '/people')
  await desk.getByRole('link', { name: '账号', exact: true }).click()
  const row = desk.getByRole('table', { name: '账号' }).getByRole('row').filter({ hasText: colleague.name })
  await row.getByText('使用中').waitFor()
  await walk.look('accounts')
  await row.getByRole('button', { name: '打印凭条' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByRole('radio', { name: '连登录第二步一起清除' }).check()
  await dialog.getByLabel('清除的理由').fill('手机丢失，已当面核对')
  await walk.seen(desk, 'reset')
  await dialog.getByRole('button', { name: '生成凭条' }).click()
  await dialog.getByText('原来的手机动态码、通行密钥和备用码全部作废').waitFor()
  await walk.seen(desk, 'reset-slip')
  await desk.keyboard.press('Escape')
  await row.getByRole('button', { name: '停用' }).click()
  await desk.getByRole('dialog').getByRole('textbox').fill('误开的账号')
  await desk.getByRole('dialog').getByRole('button', { name: '停用' }).click()
  await row.getByText('已停用').waitFor()
  await theirs.reload()
  await theirs.getByRole('heading', { name: '登录同心' }).waitFor()
  await theirs.context().close()
  await home(desk)
})

test('the work list says that the election is due in 38 days, and why', async () => {
  const { desk } = walk
  const election = desk.getByRole('listitem').filter({ hasText: '换届' }).filter({ hasText: '还有 38 天' })
  expect(await election.innerText()).toMatch(/换届[^]*晨光学校党支部[^]*2026-12-31/)
  await election.getByRole('button', { name: '为什么？' }).click()
  await desk.getByText(/党支部每届任期 3 年。依据：《中国共产党支部工作条例（试行）》/).waitFor()
  await walk.seen(desk, 'work-why')
  await desk.keyboard.press('Escape')
  await walk.look('work')
  await election.getByRole('link', { name: '登记换届' }).click()
  await desk.getByRole('heading', { name: branch, level: 1 }).waitFor()
})

test('the page of the branch shows its people, its term and whom it leads', async () => {
  const { desk } = walk
  await settled(desk)
  expect(await section(desk, '人数').innerText()).toMatch(/本组织成员\s*43\s*人\s*有表决权\s*42\s*人/)
  expect(await section(desk, '班子和职务').getByRole('listitem').filter({ hasText: '书记' }).first().innerText()).toContain(secretary.name)
  expect(await section(desk, '隶属、带和指导').innerText()).toMatch(/带着谁[^]*共青团晨光学校委员会[^]*晨光学校工会/)
  expect(await desk.getByRole('button', { name: /更名|撤销|并入/ }).count()).toBe(0)
  await walk.look('organisation')
})

async function beginRegistering(page: Page, person: { name: string; number: string }): Promise<void> {
  await visit(page, '/people')
  await page.getByRole('link', { name: '登记一个人' }).click()
  await page.getByText(branch).first().waitFor()
  await choose(page, '现在的身份', '入党申请人')
  await field(page, '进入本组织的日期').fill('20261102')
  await field(page, '姓名').fill(person.name)
  await field(page, '公民身份号码').fill(person.number)
}

test('the ID number fills in sex and birth, and the applicant stands in the roster', async () => {
  const { desk } = walk
  await beginRegistering(desk, applicant)
  await desk.getByText('已按号码填好：女，1996-05-04 出生').waitFor()
  expect(await desk.getByRole('radio', { name: '女' }).isChecked()).toBe(true)
  expect(await field(desk, '出生日期').inputValue()).toBe('1996-05-04')
  await walk.seen(desk, 'register')
  await desk.getByRole('button', { name: '登记', exact: true }).click()
  await desk.getByRole('heading', { name: applicant.name, level: 1 }).waitFor()
  await walk.look('person')
  expect(await section(desk, '组织关系').innerText()).toContain('入党申请人')
  expect(await section(desk, '基本情况').innerText()).not.toContain(applicant.number)
})

test('the same number is not registered twice', async () => {
  const { phone } = walk
  await beginRegistering(phone, { name: '另一个人', number: applicant.number })
  await phone.getByRole('button', { name: '登记', exact: true }).click()
  await phone.getByText(applicant.name).waitFor()
  expect(await field(phone, '公民身份号码').getAttribute('aria-invalid')).toBe('true')
  await walk.seen(phone, 'register-twice')
})

test('the phone shows four tabs and the main act; the rest is behind one touch', async () => {
  const { phone } = walk
  await visit(phone, '/people')
  const tabs = phone.getByRole('navigation', { name: '主导航' })
  expect(await tabs.getByRole('link').allInnerTexts()).toEqual(['工作清单', '组织生活', '组织', '人员'])
  await tabs.getByRole('button', { name: '更多' }).click()
  await tabs.getByRole('link', { name: '我的登记' }).waitFor()
  await walk.seen(phone, 'more')
  await phone.keyboard.press('Escape')
  await phone.getByRole('link', { name: '登记一个人' }).waitFor()
  expect(await phone.getByRole('link', { name: '重复登记' }).isVisible()).toBe(false)
  await phone.getByText('更多操作').click()
  await phone.getByRole('link', { name: '重复登记' }).waitFor()
})

test('a day that is none says so instead of showing today’s tree', async () => {
  const { desk } = walk
  await visit(desk, '/organisations')
  await field(desk, '某一天的样子').fill('2012年2月30日')
  await desk.keyboard.press('Enter')
  await desk.getByRole('alert').getByText('2012 年 2 月没有 30 日').waitFor()
  await walk.seen(desk, 'no-such-day')
})

test('the applicant becomes an activist, by hand on the phone', async () => {
  const { phone } = walk
  await visit(phone, '/people')
  await phone.getByRole('searchbox', { name: '姓名、拼音或首字母' }).fill('lumingc')
  await phone.getByRole('link', { name: applicant.name }).click()
  await section(phone, '组织关系').getByRole('button', { name: '身份变化' }).click()
  const dialog = phone.getByRole('dialog')
  await dialog.getByRole('radio', { name: '入党积极分子' }).check()
  await dialog.getByRole('textbox', { name: '发生日期' }).fill('20261120')
  await walk.seen(phone, 'status')
  await dialog.getByRole('button', { name: '登记' }).click()
  await section(phone, '组织关系').getByText('入党积极分子').first().waitFor()
  await section(phone, '办理记录').getByText('补录').first().waitFor()
})

test('who looks at a number says why, and the person concerned reads it', async () => {
  const { desk } = walk
  await visit(desk, `/people/${colleague.publicId}`)
  await desk.getByRole('button', { name: '查看公民身份号码' }).click()
  const dialog = desk.getByRole('dialog')
  expect(await dialog.getByRole('button', { name: '查看' }).isDisabled()).toBe(true)
  await dialog.getByLabel('原因').fill('核对党员档案')
  expect(await dialog.getByRole('button', { name: '查看' }).isDisabled(), 'what for is still to be chosen').toBe(true)
  await dialog.getByRole('radio', { name: '核对档案、证件' }).check()
  await walk.seen(desk, 'unmask')
  await dialog.getByRole('button', { name: '查看' }).click()
  await section(desk, '基本情况').getByText(/99\d{15}[\dX]/).waitFor()

  const own = await pageAs(browser, system, await signInAs(system, colleague, []), 390)
  await visit(own, '/me')
  const looks = await section(own, '谁看过我的资料').innerText()
  expect(looks).toContain('核对党员档案')
  expect(looks).toContain(secretary.name)
  await own.context().close()
})

/** The cells of a workbook as another program reads them. */
async function cellsOf(path: string): Promise<string[][]> {
  const book = readWithSheetJs(await readFile(path), { type: 'buffer' })
  return utils.sheet_to_json(book.Sheets[book.SheetNames[0]!]!, { header: 1, raw: false, defval: '' })
}

test('the roster that goes out is masked, tells its rows and opens in another program', async () => {
  const { desk } = walk
  await visit(desk, '/people')
  await desk.getByRole('button', { name: '导出' }).click()
  await walk.seen(desk, 'export')
  const { path, name } = await download(desk, () => desk.getByRole('dialog').getByRole('button', { name: '导出' }).click())
  expect(name).toMatch(/晨光学校党支部.*\.xlsx$/)
  const cells = await cellsOf(path)
  const text = cells.flat().join(' ')
  expect(text).toContain(applicant.name)
  expect(text).toContain(secretary.name)
  expect(text).toMatch(/9\*{15}\d[\dX]/)
  expect(text).not.toMatch(/\d{17}[\dX]|1990000\d{4}/)
})

test('the roster taken out whole comes in again without changing anything', async () => {
  const { desk } = walk
  await desk.getByRole('button', { name: '导出' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByRole('radio', { name: '可以原样再导入（完整号码）' }).check()
  await dialog.getByLabel('用途').fill('核对支部名册')
  const { path } = await download(desk, () => dialog.getByRole('button', { name: '导出' }).click())
  await visit(desk, '/imports/new')
  await desk.locator('input[type=file]').setInputFiles(path)
  await desk.getByText('表里的内容都已经登记过，不用再提交。').waitFor()
  await walk.look('imported-again')
})

test('an election is recorded: the next one is shown with its rule, and the work list is empty of it', async () => {
  const { phone, desk } = walk
  await visit(phone, `/organisations/${secretary.organisationId}`)
  await section(phone, '任期').getByRole('button', { name: '登记换届' }).click()
  const dialog = phone.getByRole('dialog')
  await dialog.getByRole('textbox', { name: '新一届从哪天开始' }).fill('2026.11.20')
  await dialog.getByText('2029-11-20').waitFor()
  await walk.seen(phone, 'election')
  await dialog.getByRole('button', { name: '登记换届' }).click()
  await section(phone, '任期').getByText('2029-11-20').waitFor()
  await home(desk)
  await settled(desk)
  expect(await desk.getByRole('listitem').filter({ hasText: '换届' }).count()).toBe(0)
})

test('of another school nothing is seen: the address of its people finds nobody', async () => {
  const { desk } = walk
  const stranger = await holderOf(system, '湖滨社区党支部', 'party.branch.secretary')
  for (const address of [`/people/${stranger.publicId}`, `/organisations/${stranger.organisationId}`]) {
    await desk.goto(system.url + address)
    await desk.getByText('没有找到，或者它不在您这个职务的范围内。').waitFor()
    expect(await desk.getByText(stranger.name).count()).toBe(0)
  }
  await walk.look('not-found')
})

test('every page on the way is accessible and fits its window', () => {
  expect(walk.faults).toEqual([])
})
