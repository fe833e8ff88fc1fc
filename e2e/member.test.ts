import type { Browser } from 'playwright-core'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { many } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import { openBrowser } from './browser.ts'
import { signInAs, startSystem, type Person, type System } from './system.ts'
import { section, visit, walkAs, walkInOrder, type Walk } from './walk.ts'

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

test('a member without a post reads what is held about them, and where they stand', async () => {
  const { phone } = walk
  await visit(phone, '/me')
  await phone.getByText(member.name).first().waitFor()
  expect(await phone.locator('main').innerText()).toMatch(/柳桥社区党支部[^]*正式党员/)
  expect(await phone.locator('main').innerText()).not.toMatch(/\d{17}[\dX]/)
  await section(phone, '谁看过我的资料').waitFor()
  await walk.seen(phone, 'me')
  await visit(walk.desk, '/me')
  await walk.seen(walk.desk, 'me')
})

test('other people’s pages and rosters are not theirs to open', async () => {
  const { desk } = walk
  await visit(desk, '/people')
  await desk.getByText(/没有可以查看名册的职务|还没有任何职务/).first().waitFor()
  await walk.seen(desk, 'people-refused')
})

test('large type stays on, and nothing runs out of the window', async () => {
  const { phone } = walk
  const size = () => phone.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize))
  const before = await size()
  await phone.evaluate(() => localStorage.setItem('tx.large', 'yes'))
  await visit(phone, '/me')
  expect(await size()).toBeGreaterThan(before)
  await walk.seen(phone, 'me-large')
})

test('the devices signed in on are listed, and this one is told apart', async () => {
  const { desk } = walk
  await visit(desk, '/account/devices')
  await desk.getByText('本机').waitFor()
  await walk.seen(desk, 'devices')
})

test('after signing out the page asks who is there', async () => {
  const { desk } = walk
  await desk.getByRole('button', { name: new RegExp(member.name) }).click()
  await desk.getByRole('button', { name: '退出登录' }).click()
  await desk.getByRole('heading', { name: '登录同心' }).waitFor()
  await desk.goto(`${system.url}/me`)
  await desk.getByRole('heading', { name: '登录同心' }).waitFor()
  await walk.seen(desk, 'signed-out')
})

test('nothing was wrong at any stop', () => {
  expect(walk.faults).toEqual([])
})
