import type { Browser, Page } from 'playwright-core'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { many } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import { openBrowser } from './browser.ts'
import { holderOf, pageAs, signInAs, startSystem, type Person, type System } from './system.ts'
import { field, section, settled, visit, walkAs, walkInOrder, type Walk } from './walk.ts'

let browser: Browser
let system: System
let member: Person
let walk: Walk
walkInOrder(() => walk)

/** A full member of a community branch without any post. */
async function plainMember(): Promise<Person> {
  const [row] = await within(system.world.db, everywhere(system.realm), (tx) =>
    many(
      tx,
      sql<Person>`select p.public_id "publicId", p.name from people_memberships m
        join people_persons p on p.realm_id = m.realm_id and p.id = m.person_id
        join organisations o on o.realm_id = m.realm_id and o.id = m.organisation_id
        where m.realm_id = ${system.realm} and o.name = '柳桥社区党支部' and m.status = 'full' and m.to_on is null
          and not exists (select from people_posts h where h.realm_id = m.realm_id and h.person_id = m.person_id)
        order by p.name_key limit 1`,
    ),
  )
  return row!
}

beforeAll(async () => {
  ;[browser, system] = await Promise.all([openBrowser(), startSystem()])
  member = await plainMember()
  walk = await walkAs(browser, system, await signInAs(system, member, []), 'member')
})
afterAll(async () => {
  await browser?.close()
  await system?.end()
})

const accountMenu = (page: Page) => page.getByRole('button', { name: `账号：${member.name}` })

test('a member without a post is told so, and led to what is theirs', async () => {
  const { desk } = walk
  await desk.getByText('您没有担任职务').waitFor()
  await walk.desk.getByRole('main').getByRole('link', { name: '我的登记' }).waitFor()
  await walk.look('work')
  const entries = desk.getByRole('navigation', { name: '主导航' }).getByRole('link')
  expect(await entries.allInnerTexts()).toEqual(['工作清单', '我的会议', '我的评议', '我的登记', '我的交纳'])
  await entries.filter({ hasText: '我的登记' }).click()
  await desk.getByRole('heading', { name: member.name, level: 1 }).waitFor()
})

test('the own page says what is registered, masked, where they stand and whom to ask', async () => {
  const { desk } = walk
  const text = await desk.getByRole('main').innerText()
  expect(text).toMatch(/柳桥社区党支部[^]*正式党员/)
  expect(text).toMatch(/9\*{15}\d[\dX]/)
  expect(text).not.toMatch(/\d{17}[\dX]/)
  expect(await section(desk, '登记有误？').innerText()).toContain('柳桥社区党支部：书记或组织委员')
  await section(desk, '谁看过我的资料').getByText('还没有人查看过').waitFor()
  await walk.look('me')
})

test('other people’s pages, rosters and organisations are not theirs to open', async () => {
  const { desk } = walk
  const secretary = await holderOf(system, '柳桥社区党支部', 'party.branch.secretary')
  await visit(desk, '/people')
  await desk.getByText('您的账号没有可以查看名册的职务').waitFor()
  for (const address of [`/people/${secretary.publicId}`, `/organisations/${secretary.organisationId}`, '/organisations', '/imports']) {
    await desk.goto(system.url + address)
    await desk.getByRole('main').getByRole('alert').waitFor()
    expect(await desk.getByText(secretary.name).count()).toBe(0)
  }
  await walk.look('refused')
  await visit(desk, '/units')
  await desk.getByText('您的账号没有可以查看单位的职务').waitFor()
})

test('large type stays on over a reload, and nothing runs out of the window', async () => {
  const { phone } = walk
  const size = () => phone.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize))
  await visit(phone, '/me')
  const before = await size()
  await accountMenu(phone).click()
  await phone.getByRole('switch', { name: '大字' }).click()
  await walk.seen(phone, 'menu-large')
  await phone.reload()
  await settled(phone)
  expect(await size()).toBeGreaterThan(before + 2)
  await walk.seen(phone, 'me-large')
})

test('the devices are listed with this one told apart, and another one is signed out from here', async () => {
  const { desk, phone } = walk
  const other = await pageAs(browser, system, await signInAs(system, member, []), 390)
  await visit(desk, '/account/devices')
  const rows = desk.getByRole('table', { name: '登录设备' }).getByRole('row')
  expect(await rows.filter({ hasText: '本机' }).count()).toBe(1)
  await walk.look('devices')
  await rows.getByRole('button', { name: '结束' }).first().click()
  await desk.getByRole('dialog').getByRole('button', { name: '结束' }).click()
  await desk.getByRole('dialog').waitFor({ state: 'hidden' })
  expect(await rows.getByRole('button', { name: '结束' }).count()).toBe(0)
  await other.goto(`${system.url}/me`)
  await other.getByRole('heading', { name: '登录同心' }).waitFor()
  await other.context().close()
  expect(await phone.getByRole('heading', { name: '登录同心' }).count()).toBe(0)
})

test('after signing out the page asks who is there', async () => {
  const { desk } = walk
  await accountMenu(desk).click()
  await desk.getByRole('button', { name: '退出登录' }).click()
  await desk.getByRole('heading', { name: '登录同心' }).waitFor()
  await desk.goto(`${system.url}/me`)
  await desk.getByRole('heading', { name: '登录同心' }).waitFor()
  expect(await desk.getByText(member.name).count()).toBe(0)
  await walk.seen(desk, 'signed-out')
})

test('what was filled in and not sent survives a reload, but no number of anybody', async () => {
  const secretary = await holderOf(system, '柳桥社区党支部', 'party.branch.secretary')
  const token = await signInAs(system, secretary, [{ ...secretary, post: 'party.branch.secretary' }])
  const page = await pageAs(browser, system, token, 390)
  await visit(page, '/people/new')
  await field(page, '姓名').fill('温如故')
  await field(page, '联系电话').fill('19900091234')
  await page.keyboard.press('Tab')
  await page.reload()
  await page.getByText('还没有提交的内容').waitFor()
  expect(await field(page, '姓名').inputValue()).toBe('温如故')
  expect(await field(page, '联系电话').inputValue()).toBe('')
  await walk.seen(page, 'draft')
  await page.context().close()
})

test('every page on the way is accessible and fits its window', () => {
  expect(walk.faults).toEqual([])
})
