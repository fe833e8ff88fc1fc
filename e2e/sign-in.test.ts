import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#base/clock.ts'
import { accountByLogin, invite, setPassword } from '#access/accounts.ts'
import { totpCode } from '#access/factors/totp.ts'
import { saveProfile } from '#access/profile.ts'
import { seat } from '#access/seats.ts'
import { signOnWith } from '#access/sign-on/provider.ts'
import type { SiteParts } from '#access/site.ts'
import { newId } from '#base/id.ts'
import { testProvider, type TestProvider } from '../test/provider.ts'
import { newPage, openBrowser } from './browser.ts'
import { startSystem, type System } from './system.ts'
import { field, section, settled, walkInOrder, walkWith, type Walk } from './walk.ts'

const password = '窗外的麻雀在电线杆上多嘴'
const name = '钟守望'
const login = 'zhongshouwang'

let browser: Browser
let system: System
let provider: TestProvider
let walk: Walk
/** passkeys are made for names, not for numbers */
let url: string
let secret: string
let codes: string[]
walkInOrder(() => walk)

beforeAll(async () => {
  const site: SiteParts = { publicUrl: null, signOn: null }
  ;[browser, system] = await Promise.all([openBrowser(), startSystem(site)])
  // codes are of this minute, in the telephone as on the server
  system.world.clock = systemClock
  url = system.url.replace('127.0.0.1', 'localhost')
  provider = await testProvider(`${url}/sign-on/back`)
  site.signOn = signOnWith(provider.settings)
  const { db, clock } = system.world
  await setPassword(db, await invite(db, { login, name, realm: system.realm, personId: null, now: clock.now() }), password, clock.now())
  walk = walkWith(await newPage(browser, { width: 1440 }), await newPage(browser, { width: 390 }), 'sign-in')
})
afterAll(async () => {
  await browser?.close()
  await provider?.end()
  await system?.end()
})

async function typePassword(page: Page, at = '/'): Promise<void> {
  await page.goto(url + at)
  await field(page, '登录名').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: `账号：${name}` }).click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.getByRole('heading', { name: '登录同心' }).waitFor()
}

/** The next code of the telephone that was not shown yet: the page's clock is the server's. */
async function nextCode(): Promise<string> {
  for (;;) {
    const code = totpCode(secret, new Date(Date.now() + 25_000))
    if (code !== lastCode) return (lastCode = code)
    await new Promise((resolve) => void setTimeout(resolve, 1000))
  }
}
let lastCode = ''

test('the sign-in page offers the password, a passkey and the unit’s own sign-on', async () => {
  const { desk } = walk
  await desk.goto(url)
  await desk.getByRole('button', { name: '用通行密钥登录' }).waitFor()
  await desk.getByRole('button', { name: '单位统一登录' }).waitFor()
  await walk.look('start')
})

test('codes of a telephone are set up in two minutes, from the square to the codes on paper', async () => {
  const { desk } = walk
  await typePassword(desk, '/account/security')
  await section(desk, '手机动态码').getByRole('button', { name: '设置动态码' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByRole('img', { name: '动态码二维码' }).waitFor()
  secret = (await dialog.locator('.totp-secret').innerText()).replaceAll(' ', '')
  await walk.seen(desk, 'totp')
  await field(desk, '2. 输入手机上显示的 6 位码').fill('000000')
  await dialog.getByRole('button', { name: '确认' }).click()
  await dialog.getByText('这个码不对').waitFor()
  lastCode = totpCode(secret, new Date())
  await field(desk, '2. 输入手机上显示的 6 位码').fill(lastCode)
  await dialog.getByRole('button', { name: '确认' }).click()
  await desk.getByText('只显示这一次').waitFor()
  codes = await desk.getByRole('dialog').getByRole('listitem').allInnerTexts()
  expect(codes).toHaveLength(10)
  await walk.seen(desk, 'codes')
  await desk.getByRole('button', { name: '我已经保存好了' }).click()
  await section(desk, '手机动态码').getByText('已启用').waitFor()
})

test('on paper the recovery codes stand alone', async () => {
  const { desk } = walk
  await section(desk, '备用码').getByRole('button', { name: '重新生成' }).click()
  await desk.getByRole('dialog').getByLabel('现在的密码').fill(password)
  await desk.getByRole('dialog').getByRole('button', { name: '重新生成' }).click()
  await desk.getByText('只显示这一次').waitFor()
  codes = await desk.getByRole('dialog').getByRole('listitem').allInnerTexts()
  await desk.emulateMedia({ media: 'print' })
  expect((await desk.locator('body').innerText()).trim()).toMatch(new RegExp(`^同心 备用码　登录名：${login}\\s`))
  await desk.emulateMedia({ media: 'screen' })
  await desk.getByRole('button', { name: '我已经保存好了' }).click()
})

test('then the password leads to the code, on the phone too; a wrong one gets one sentence', async () => {
  const { phone } = walk
  await typePassword(phone)
  await phone.getByRole('heading', { name: '登录第二步' }).waitFor()
  await walk.seen(phone, 'code')
  await field(phone, '动态码').fill('000000')
  await phone.getByRole('button', { name: '登录', exact: true }).click()
  await phone.getByText('这个码不对').waitFor()
  await field(phone, '动态码').fill(await nextCode())
  await phone.getByRole('button', { name: '登录', exact: true }).click()
  await phone.getByText('您的账号还没有任何职务').waitFor()
  await signOut(phone)
})

test('without the telephone a recovery code opens, once', async () => {
  const { phone } = walk
  const recover = async () => {
    await typePassword(phone)
    await phone.getByRole('button', { name: '手机不在身边？用备用码' }).click()
    await field(phone, '备用码').fill(codes[0]!)
    await walk.seen(phone, 'recovery')
    await phone.getByRole('button', { name: '登录', exact: true }).click()
  }
  await recover()
  await phone.getByText('您的账号还没有任何职务').waitFor()
  await signOut(phone)
  await recover()
  await phone.getByText('这个码不对').waitFor()
})

/** A security key of the browser's own, as it would sit in a telephone or a laptop. */
async function virtualKey(page: Page): Promise<{ cdp: CDPSession; id: string }> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  })
  return { cdp, id: authenticatorId }
}

test('a passkey is added under a name, and signs in alone, without a login', async () => {
  const { desk } = walk
  const { cdp, id } = await virtualKey(desk)
  await desk.goto(`${url}/account/security`)
  await section(desk, '通行密钥').getByRole('button', { name: '添加通行密钥' }).click()
  await field(desk, '名字').fill('办公室电脑')
  await walk.seen(desk, 'passkey')
  await desk.getByRole('dialog').getByRole('button', { name: '继续' }).click()
  await section(desk, '通行密钥').getByText('办公室电脑').waitFor()
  await walk.look('security')
  await signOut(desk)
  await desk.getByRole('button', { name: '用通行密钥登录' }).click()
  await desk.getByText('您的账号还没有任何职务').waitFor()
  await desk.goto(`${url}/account/security`)
  const here = desk.getByRole('table', { name: '登录设备' }).getByRole('row').filter({ hasText: '本机' })
  await here.getByText('通行密钥', { exact: true }).waitFor()
  // nobody's finger: the browser gives up, and the page says so
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: false })
  await signOut(desk)
  await desk.getByRole('button', { name: '用通行密钥登录' }).click()
  await desk.getByText('没有完成').waitFor()
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: true })
  await desk.getByRole('button', { name: '用通行密钥登录' }).click()
  await desk.getByText('您的账号还没有任何职务').waitFor()
})

async function visitProvider(page: Page, who: string): Promise<void> {
  await page.waitForURL(`${provider.settings.issuer}/**`)
  await page.locator('input[name=login]').fill(who)
  await page.locator('input[name=password]').fill('any')
  await page.getByRole('button').first().click()
  await page.waitForURL(/interaction/)
  await page.getByRole('button', { name: /continue/i }).click()
}

test('the unit’s own sign-on is bound with the password, and then opens the account by one button', async () => {
  const { desk } = walk
  await desk.goto(`${url}/account/security`)
  await section(desk, '单位统一登录').getByRole('button', { name: '绑定' }).click()
  await desk.getByRole('dialog').getByLabel('现在的密码').fill(password)
  await walk.seen(desk, 'bind')
  await desk.getByRole('dialog').getByRole('button', { name: '下一步' }).click()
  await visitProvider(desk, 'zhong')
  await section(desk, '单位统一登录').getByText('已绑定 zhong@unit').waitFor()
  expect(new URL(desk.url()).search).toBe('')
  await signOut(desk)
  await desk.getByRole('button', { name: '单位统一登录' }).click()
  // the provider knows the browser still; this account has a second step of its own
  await desk.getByRole('heading', { name: '登录第二步' }).waitFor()
  await field(desk, '动态码').fill(await nextCode())
  await desk.getByRole('button', { name: '登录', exact: true }).click()
  await desk.getByText('您的账号还没有任何职务').waitFor()
})

test('a subject that nobody bound is told what to do, and led to the password', async () => {
  const { phone } = walk
  await phone.goto(url)
  await phone.getByRole('button', { name: '单位统一登录' }).click()
  await visitProvider(phone, 'stranger')
  await phone.getByText('“stranger@unit”还没有绑定本系统的账号').waitFor()
  expect(await field(phone, '登录名').inputValue()).toBe('stranger')
  await walk.seen(phone, 'unlinked')
  await phone.reload()
  await phone.getByText('这个页面已经用过了').waitFor()
})

test('whoever runs a subtree sets the second step up before anything else, where the profile demands it', async () => {
  const { db, clock } = system.world
  await saveProfile(db, 'region', clock.now())
  const account = await invite(db, { login: 'yanzhenghang', name: '严正行', realm: system.realm, personId: null, now: clock.now() })
  await setPassword(db, account, password, clock.now())
  const { id } = (await accountByLogin(db, 'yanzhenghang'))!
  await seat(db, {
    realm: system.realm, accountId: id, post: 'party.local-committee.secretary', organisationId: newId(), organisationName: '中共同心区委员会',
    path: '1/', reach: [], starts: '2020-01-01', ends: null,
  })
  const page = await newPage(browser, { width: 390 })
  await page.goto(`${url}/organisations`)
  await field(page, '登录名').fill('yanzhenghang')
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('heading', { name: '先设置登录第二步' }).waitFor()
  await walk.seen(page, 'enrol')
  await page.getByRole('button', { name: '用手机动态码' }).click()
  await page.getByRole('img', { name: '动态码二维码' }).waitFor()
  await walk.seen(page, 'enrol-totp')
  const own = (await page.locator('.totp-secret').innerText()).replaceAll(' ', '')
  await field(page, '2. 输入手机上显示的 6 位码').fill(totpCode(own, new Date()))
  await page.getByRole('button', { name: '确认' }).click()
  await page.getByText('只显示这一次').waitFor()
  await walk.seen(page, 'enrol-codes')
  await page.getByRole('button', { name: '开始办事' }).click()
  await page.getByRole('heading', { name: '组织', level: 1 }).waitFor()
  await settled(page)
  await page.context().close()
})

test('every page on the way is accessible and fits its window', () => {
  expect(walk.faults).toEqual([])
})
