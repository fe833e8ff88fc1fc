import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firstCode } from '#app/welcome.ts'
import { openBrowser } from './browser.ts'
import { openPage, startBare, type System } from './system.ts'
import { choose, field, visit, walkInOrder, walkWith, type Walk } from './walk.ts'

const password = '春风又绿江南岸 2026'
const roster = [
  ['姓名', '性别', '出生日期', '人员类别', '所在支部', '入党日期'],
  ['白知远', '男', '1971.03', '正式党员', '青山中学第一党支部', '1998.7.1'],
  ['江若水', '女', '1985年6月12日', '正式党员', '青山中学第一党支部', '20100701'],
  ['沈听雨', '女', '1990-02-03', '正式党员', '青山中学第一党支部', '2015/7/1'],
]

let browser: Browser
let system: Omit<System, 'realm'>
let code: string
let walk: Walk
walkInOrder(() => walk)

beforeAll(async () => {
  ;[browser, system] = await Promise.all([openBrowser(), startBare()])
  code = await firstCode(system.world)
  walk = walkWith(await openPage(browser, system as System, 1440), await openPage(browser, system as System, 390), 'first-run')
})
afterAll(async () => {
  await browser?.close()
  await system?.end()
})

test('without the link the first page says where to find it', async () => {
  const { desk } = walk
  await desk.goto(system.url)
  await desk.getByText('请看启动本系统的窗口').waitFor()
  await walk.look('stranger')
})

test('the link from the console opens the choice, and the form of one’s own organisation', async () => {
  const { desk } = walk
  await desk.goto(`${system.url}/welcome#${code}`)
  await desk.reload()
  await desk.getByRole('heading', { name: '先看看示例' }).waitFor()
  await walk.seen(desk, 'choice')
  await desk.getByRole('button', { name: '开始', exact: true }).click()
  await choose(desk, '组织类型', '基层党委')
  await field(desk, '组织全称').fill('中共青山中学委员会')
  await field(desk, '成立日期').fill('20050901')
  await field(desk, '您的姓名').fill('温如故')
  await field(desk, '登录名').fill('wenrugu')
  await desk.getByLabel('密码', { exact: true }).fill('123456')
  await desk.getByRole('button', { name: '设立并登录' }).click()
  await desk.getByText('太短').waitFor()
  await walk.seen(desk, 'own')
  await desk.getByLabel('密码', { exact: true }).fill(password)
  await desk.getByRole('button', { name: '设立并登录' }).click()
  await desk.getByRole('heading', { name: '工作清单' }).waitFor()
  await desk.getByText('中共青山中学委员会').first().waitFor()
})

test('the link does not work twice', async () => {
  const { phone } = walk
  await phone.goto(`${system.url}/welcome#${code}`)
  await phone.reload()
  await phone.getByRole('button', { name: '进入示例' }).click()
  await phone.getByText('这张凭条无效').waitFor()
})

async function signIn(page: Page, secret: string): Promise<void> {
  await field(page, '登录名').fill('wenrugu')
  await page.getByLabel('密码', { exact: true }).fill(secret)
  await page.getByLabel('密码', { exact: true }).press('Enter')
}

test('a wrong password gets one sentence, the right one the work list', async () => {
  const { phone } = walk
  await phone.goto(system.url)
  await signIn(phone, '不是这一句话 2026')
  await phone.getByText('登录名或密码不对').waitFor()
  await walk.seen(phone, 'wrong-password')
  await signIn(phone, password)
  await phone.getByRole('heading', { name: '工作清单' }).waitFor()
})

test('a roster pasted from a sheet founds the branch it names, and three people stand in it', async () => {
  const { desk } = walk
  await visit(desk, '/imports/new')
  await desk.getByLabel('从表格里复制后粘贴到这里').fill(roster.map((row) => row.join('\t')).join('\n'))
  await desk.getByRole('button', { name: /开始|读取|下一步|检查|导入/ }).last().click()
  await desk.getByText('青山中学第一党支部').first().waitFor()
  await desk.getByRole('button', { name: /新建/ }).first().click()
  await desk.getByText('将新增 3 人、新建 1 个组织').waitFor()
  await walk.seen(desk, 'found-branch')
  await desk.getByRole('button', { name: '提交', exact: true }).click()
  await desk.getByRole('dialog').getByRole('button', { name: '提交' }).click()
  await desk.getByText(/新增 3 人/).first().waitFor()
  await desk.getByRole('button', { name: /撤销/ }).waitFor()
  await walk.seen(desk, 'imported')
  await visit(desk, '/people')
  for (const [name] of roster.slice(1)) await desk.getByRole('link', { name: name! }).waitFor()
})

test('the tree shows the committee and its new branch', async () => {
  const { desk } = walk
  await visit(desk, '/organisations')
  await desk.getByRole('treeitem', { name: /青山中学第一党支部/ }).waitFor()
  await walk.look('tree')
})

test('nothing was wrong at any stop', () => {
  expect(walk.faults).toEqual([])
})
