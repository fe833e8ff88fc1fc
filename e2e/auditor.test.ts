import { statSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { totpCode } from '#access/factors/totp.ts'
import { idNumber } from '#app/samples/identity.ts'
import { openRealm } from '#app/welcome.ts'
import { openBrowser } from './browser.ts'
import { openPage, startBare, type System } from './system.ts'
import { download, field, section, settled, visit, walkInOrder, walkWith, type Walk } from './walk.ts'

const password = '春风又绿江南岸 2026'
const owner = {
  act: newId(), administrator: '韩守正', login: 'hanshouzheng', password, kind: 'party.branch', organisation: '青禾镇柳湾村党支部',
  foundedOn: '2010-06-01', post: 'party.branch.secretary',
}
const three = [
  { post: '系统管理员', name: '林守一', login: 'linshouyi', number: idNumber('1981-03-04', '男', 21, '990009') },
  { post: '安全管理员', name: '方正之', login: 'fangzhengzhi', number: idNumber('1982-03-04', '女', 22, '990009') },
  { post: '审计管理员', name: '苏明鉴', login: 'sumingjian', number: idNumber('1983-03-04', '女', 23, '990009') },
] as const
type Name = 'system' | 'security' | 'audit'

let browser: Browser
let system: Omit<System, 'realm'>
/** the secretary, who is the first administrator too */
let head: Page
const slips: string[] = []
const pages = {} as Record<Name, Page>
let walk: Walk
walkInOrder(() => walk)

beforeAll(async () => {
  ;[browser, system] = await Promise.all([openBrowser(), startBare()])
  await openRealm(system.world, owner)
  head = await openPage(browser, system, 1440)
  walk = walkWith(await openPage(browser, system, 1440), await openPage(browser, system, 390), 'auditor')
})
afterAll(async () => {
  await browser?.close()
  await system?.end()
})

async function signIn(page: Page, login: string): Promise<void> {
  await page.goto(system.url)
  await field(page, '登录名').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByLabel('密码', { exact: true }).press('Enter')
  await page.getByRole('heading', { level: 1, name: '工作清单' }).waitFor()
}

async function actAs(page: Page, post: RegExp): Promise<void> {
  await page.getByRole('button', { name: /^切换身份/ }).click()
  await page.getByRole('button', { name: post }).click()
  await settled(page)
}

/** What each one's telephone was given */
const secrets = new Map<Name, string>()
/** The day stands still here: the code after the one that was spent is a step ahead, which the server takes. */
const codeOf = (name: Name, ahead = 0) => totpCode(secrets.get(name)!, new Date(system.world.clock.now().getTime() + ahead * 30_000))

async function setSecondStep(name: Name): Promise<void> {
  const page = pages[name]
  await page.getByRole('heading', { name: '先设置登录第二步' }).waitFor()
  secrets.set(name, (await page.locator('.totp-secret').innerText()).replaceAll(' ', ''))
  await field(page, '2. 输入手机上显示的 6 位码').fill(codeOf(name))
  await page.getByRole('button', { name: '确认' }).click()
  await page.getByText('只显示这一次').waitFor()
  await page.getByRole('button', { name: '开始办事' }).click()
  await settled(page)
}

async function confirm(page: Page, verb: string, reason?: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  if (reason) await dialog.getByRole('textbox').fill(reason)
  await dialog.getByRole('button', { name: verb }).click()
  await dialog.waitFor({ state: 'hidden' })
}

test('one secretary runs a village’s installation, and the page says plainly what is not guarded', async () => {
  await signIn(head, owner.login)
  await actAs(head, /系统管理员/)
  await visit(head, '/administration')
  const guards = section(head, '规模与把关')
  expect(await guards.getByRole('row').filter({ hasText: '关' }).count()).toBeGreaterThanOrEqual(4)
  expect(await guards.innerText()).toMatch(/还没有能登录的安全管理员[^]*还没有能登录的审计管理员[^]*同时担任组织里的职务/)
  await walk.seen(head, 'one-branch')
})

test('three people are appointed, each with a slip; their grants say that nobody else was asked', async () => {
  for (const { post, name, login, number } of three) {
    await section(head, '三员').getByRole('button', { name: '提名管理员' }).click()
    const dialog = head.getByRole('dialog', { name: '提名管理员' })
    await dialog.getByLabel(post).check()
    await field(dialog, '姓名').fill(name)
    await field(dialog, '公民身份号码').fill(number)
    await field(dialog, '登录名').fill(login)
    await field(dialog, '事由').fill('镇里要求三员分设')
    if (post === '系统管理员') await walk.seen(head, 'appoint')
    await dialog.getByRole('button', { name: '提名管理员' }).click()
    const slip = head.getByRole('dialog', { name: '一次性凭条' })
    expect(await slip.locator('.slip-name').innerText()).toBe(three.find((one) => one.post === post)!.name)
    slips.push((await slip.locator('.slip-code span').allInnerTexts()).join('-'))
    if (post === '系统管理员') await walk.seen(head, 'slip')
    await slip.getByRole('button', { name: '已抄下' }).click()
    await slip.waitFor({ state: 'hidden' })
  }
  expect(await section(head, '三员').getByText('未经第二人').count()).toBe(4)
})

test('each sets a password, and sees no people, no organisations and no work list', async () => {
  for (const [no, name] of (['system', 'security', 'audit'] as const).entries()) {
    const page = name === 'audit' ? walk.desk : await openPage(browser, system, 1440)
    pages[name] = page
    await page.goto(`${system.url}/activate#${slips[no]}`)
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText(`这张凭条是给 ${three[no]!.name} 的`).waitFor()
    await page.getByLabel('新密码', { exact: true }).fill(password)
    await page.getByRole('button', { name: '设定密码并登录' }).click()
    await page.getByRole('heading', { level: 1, name: '工作清单' }).waitFor()
    const menu = page.getByRole('navigation', { name: '主导航' }).getByRole('link')
    const others = await menu.allInnerTexts()
    expect(others).not.toContain('人员')
    expect(others).not.toContain('组织')
    expect(others).toContain('管理')
    await page.goto(`${system.url}/organisations`)
    await page.getByRole('main').getByRole('alert').waitFor()
  }
})

test('the secretary hands over, and the security administrator raises the profile', async () => {
  await section(head, '三员').getByRole('row', { name: /韩守正/ }).getByRole('button').click()
  await confirm(head, '提议免去', '由专人担任')
  await head.getByText(/以\s*青禾镇柳湾村党支部\s*党支部书记\s*身份/).waitFor()
  const { security } = pages
  await visit(security, '/administration')
  await section(security, '规模与把关').getByRole('button', { name: /提高到这个规模\s*：一个党委/ }).click()
  await confirm(security, '确认', '三员已到位')
  // the profile asks administrators for a second step from this moment on
  await setSecondStep('security')
  await security.getByText('现在的规模：一个党委').waitFor()
  expect(await section(security, '规模与把关').getByText('关', { exact: true }).count()).toBe(0)
  await walk.seen(security, 'committee')
})

test('whoever administers sets the second step up before anything else', async () => {
  for (const name of ['system', 'audit'] as const) {
    await pages[name].goto(`${system.url}/administration`)
    await setSecondStep(name)
    await pages[name].getByRole('heading', { level: 1, name: '管理' }).waitFor()
  }
})

test('break-glass waits for the second person', async () => {
  const { system: asking, security } = pages
  await visit(asking, '/administration')
  await walk.seen(asking, 'system')
  await section(asking, '应急授权').getByRole('button', { name: '请求应急授权' }).click()
  const dialog = asking.getByRole('dialog', { name: '请求应急授权' })
  await field(dialog, '组织全称').fill(owner.organisation)
  await field(dialog, '事由').fill('书记住院，今天要报换届名单')
  await dialog.getByRole('button', { name: '请求', exact: true }).click()
  await asking.getByText('请安全管理员在四小时内确认').waitFor()
  await section(asking, '等第二人').getByRole('button', { name: /撤回/ }).waitFor()
  await visit(security, '/notices')
  await security.getByText(/等您确认：对“青禾镇柳湾村党支部”开启应急授权/).waitFor()
  await visit(security, '/administration')
  await walk.seen(security, 'waiting')
  await section(security, '等第二人').getByRole('button', { name: /^确认/ }).click()
  await confirm(security, '确认')
  await section(security, '应急授权').getByText('开着').waitFor()
})

test('it is loud: the secretary and the holder see it on every page, and it reaches that organisation', async () => {
  await visit(head, '/')
  await head.getByRole('alert').filter({ hasText: '林守一可以办理“青禾镇柳湾村党支部”的事' }).waitFor()
  await walk.seen(head, 'banner-here')
  await visit(head, '/notices')
  await head.getByText(/应急授权已开启：“青禾镇柳湾村党支部”/).waitFor()
  const { system: holder } = pages
  await visit(holder, '/')
  await holder.getByRole('button', { name: '切换到这个身份' }).click()
  await holder.getByText(/以\s*青禾镇柳湾村党支部\s*应急授权\s*身份/).waitFor()
  await visit(holder, '/people')
  await holder.getByRole('heading', { level: 1, name: /柳湾村党支部/ }).waitFor()
  await walk.seen(holder, 'banner-mine')
})

test('the auditor finds it first, and every look that was made with it', async () => {
  const { desk } = walk
  await visit(desk, '/audit')
  const first = desk.getByRole('main').getByRole('heading', { level: 2 }).first()
  expect(await first.innerText()).toContain('应急授权')
  expect(await section(desk, '应急授权').innerText()).toMatch(/柳湾村党支部[^]*林守一[^]*方正之[^]*书记住院/)
  const rows = desk.getByRole('table', { name: '审计' }).getByRole('row')
  await rows.filter({ hasText: '应急授权中查看' }).first().waitFor()
  await rows.filter({ hasText: '提高规模' }).first().waitFor()
})

test('a wrong password and a refused request stand there, with the permission asked for', async () => {
  const { phone } = walk
  await phone.goto(system.url)
  await field(phone, '登录名').fill(three[2].login)
  await phone.getByLabel('密码', { exact: true }).fill('不是这一句话 2026')
  await phone.getByLabel('密码', { exact: true }).press('Enter')
  await phone.getByText('登录名或密码不对').waitFor()
  await phone.getByLabel('密码', { exact: true }).fill(password)
  await phone.getByLabel('密码', { exact: true }).press('Enter')
  await field(phone, '动态码').fill(codeOf('audit', 1))
  await phone.getByRole('button', { name: '登录', exact: true }).click()
  await phone.getByRole('heading', { level: 1, name: '工作清单' }).waitFor()
  const { desk } = walk
  await visit(desk, '/audit')
  const rows = desk.getByRole('table', { name: '审计' }).getByRole('row')
  await rows.filter({ hasText: '登录失败' }).first().waitFor()
  await rows.filter({ hasText: '被拒的请求' }).filter({ hasText: '查看组织' }).first().waitFor()
  await walk.look('log')
})

test('filters by kind, account and words stay in the address', async () => {
  const { desk } = walk
  await desk.getByRole('list', { name: '各类数量' }).getByRole('button', { name: /授权与账号/ }).click()
  const rows = desk.getByRole('table', { name: '审计' }).getByRole('row')
  await rows.filter({ hasText: '林守一（linshouyi）任系统管理员' }).first().waitFor()
  expect(new URL(desk.url()).searchParams.get('group')).toBe('grants')
  expect(await rows.filter({ hasText: '登录失败' }).count()).toBe(0)
  await desk.getByRole('searchbox', { name: '登录名' }).fill('fangzhengzhi')
  await rows.filter({ hasText: '任系统管理员' }).first().waitFor({ state: 'detached' })
  await desk.reload()
  await settled(desk)
  expect(await rows.filter({ hasText: '提高规模' }).count()).toBe(1)
  await walk.look('filtered')
  await desk.getByRole('searchbox', { name: '搜索谁、组织、事情、地址' }).fill('没有这样的话')
  await desk.getByText('这段时间没有这样的记录').waitFor()
  await walk.look('nothing')
})

test('what is filtered goes out as a file with a stamp', async () => {
  const { desk } = walk
  await visit(desk, '/audit?group=emergency')
  const file = await download(desk, () => desk.getByRole('link', { name: '导出' }).click())
  expect(file.name).toMatch(/^审计记录-\d{4}-\d\d-\d\d\.xlsx$/)
  expect(statSync(file.path).size).toBeGreaterThan(1000)
})

test('what the auditor looked at, the security administrator reads; the log itself not', async () => {
  const { security } = pages
  await visit(security, '/administration/audit-reads')
  const rows = security.getByRole('table').getByRole('row')
  await rows.filter({ hasText: '导出审计记录：应急授权' }).first().waitFor()
  await rows.filter({ hasText: '查看审计记录' }).first().waitFor()
  await walk.seen(security, 'oversee')
  await security.goto(`${system.url}/audit`)
  await security.getByText('没有这项权限').first().waitFor()
})

test('ended by hand it is over at once, and nobody sees the banner any more', async () => {
  const { system: holder } = pages
  await visit(holder, '/')
  await holder.getByRole('alert').getByRole('button', { name: '现在结束' }).click()
  await holder.getByText(/以\s*本系统\s*系统管理员\s*身份/).waitFor()
  await visit(head, '/')
  expect(await head.getByRole('alert').count()).toBe(0)
  const { desk } = walk
  await visit(desk, '/audit?group=emergency')
  await desk.getByRole('table', { name: '审计' }).getByRole('row').filter({ hasText: '提前结束' }).first().waitFor()
  await visit(desk, '/administration')
  await walk.look('guards')
  await visit(holder, '/administration/accounts')
  await walk.seen(holder, 'accounts')
})

test('every page on the way is accessible and fits its window', () => {
  expect(walk.faults).toEqual([])
})
