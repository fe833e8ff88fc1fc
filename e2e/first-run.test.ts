import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
  walk = walkWith(await openPage(browser, system, 1440), await openPage(browser, system, 390), 'first-run')
})
afterAll(async () => {
  await browser?.close()
  await system?.end()
})

/** Fills in the own organisation and its first administrator, all but the password. */
async function nameOwn(page: Page, organisation: string, login: string): Promise<void> {
  await choose(page, '组织类型', '基层党委')
  await field(page, '组织全称').fill(organisation)
  await field(page, '成立日期').fill('20050901')
  await field(page, '您的姓名').fill('温如故')
  await field(page, '登录名').fill(login)
}

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
  await nameOwn(desk, '中共青山中学委员会', 'wenrugu')
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
  await phone.getByText('npm run cli -- first-link').waitFor()
})

async function signIn(page: Page, secret: string, login = 'wenrugu'): Promise<void> {
  await field(page, '登录名').fill(login)
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
  await desk.getByRole('button', { name: '读取粘贴的内容' }).click()
  await desk.getByRole('button', { name: '新建… ：青山中学第一党支部' }).click()
  await walk.seen(desk, 'found-branch')
  await desk.getByRole('dialog').getByRole('button', { name: '新建', exact: true }).click()
  await desk.getByRole('dialog').waitFor({ state: 'hidden' })
  await desk.getByText('将新增 3 人、新建 1 个组织').waitFor()
  await desk.getByRole('button', { name: '提交', exact: true }).click()
  await desk.getByRole('dialog').getByRole('button', { name: '提交', exact: true }).click()
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

test('after ten wrong passwords for one name nobody may go on guessing', async () => {
  const page = await openPage(browser, system, 390)
  await page.goto(system.url)
  for (let guess = 1; guess <= 10; guess++) {
    await Promise.all([page.waitForResponse(/sign-in/), signIn(page, `第 ${guess} 次猜的密码`, 'caiquan')])
    await page.getByText('登录名或密码不对').waitFor()
  }
  await signIn(page, '第 11 次猜的密码', 'caiquan')
  await page.getByText('试错的次数太多了。请过 15 分钟再试').waitFor()
  await walk.seen(page, 'guessed')
  await page.context().close()
})

describe('looking around first', () => {
  let other: Omit<System, 'realm'>
  let page: Page
  beforeAll(async () => {
    other = await startBare()
    page = await openPage(browser, other, 1440)
  })
  afterAll(() => other?.end())

  test('the link leads into the sample world, as the first of many posts', async () => {
    await page.goto(`${other.url}/welcome#${await firstCode(other.world)}`)
    await page.getByRole('button', { name: '进入示例' }).click()
    await page.getByRole('heading', { name: '工作清单' }).waitFor()
    await page.getByText('这里是示例环境，可以放心试用').waitFor()
    await walk.seen(page, 'sample')
  })

  test('one click changes the post, and with it what is due and what may be seen', async () => {
    await page.getByRole('button', { name: /^切换身份/ }).click()
    await walk.seen(page, 'sample-posts')
    await page.getByRole('button', { name: /远山银行.*党委书记/ }).click()
    await page.getByText(/以\s*中共远山银行.*党委书记\s*身份/).waitFor()
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '人员' }).click()
    await page.getByRole('heading', { name: /远山银行/, level: 1 }).waitFor()
    await page.reload()
    await page.getByText(/以\s*中共远山银行.*党委书记\s*身份/).waitFor()
  })

  test('the administrator’s post sees no people, and starts with the own organisation beside the sample', async () => {
    await page.getByRole('button', { name: /^切换身份/ }).click()
    await page.getByRole('button', { name: /系统管理员/ }).click()
    const menu = page.getByRole('navigation', { name: '主导航' })
    await menu.getByRole('link', { name: '管理' }).click()
    expect(await menu.getByRole('link', { name: '人员' }).count()).toBe(0)
    await page.getByText(/现有 \d+ 个组织、[\d,]+ 人/).waitFor()
    await walk.seen(page, 'sample-administration')
    await nameOwn(page, '中共石桥镇委员会', 'shiqiao')
    await page.getByLabel('密码', { exact: true }).fill(password)
    await page.getByRole('button', { name: '设立并登录' }).click()
    await page.getByText('请退出后用登录名 shiqiao 登录').waitFor()
  })

  test('the sample is removed with its visitor; the own organisation stays', async () => {
    await page.getByRole('button', { name: '删除示例环境' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '继续' }).click()
    await page.getByRole('heading', { name: '登录同心' }).waitFor()
    await signIn(page, password, 'shiqiao')
    await page.getByText(/以\s*中共石桥镇委员会\s*党委书记\s*身份/).waitFor()
    expect(await page.getByText('示例环境').count()).toBe(0)
    await walk.seen(page, 'sample-removed')
  })
})

test('every page on the way is accessible and fits its window', () => {
  expect(walk.faults).toEqual([])
})
