import { readFileSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { many } from '#base/sql.ts'
import { accountOfPerson, setPassword } from '#access/accounts.ts'
import { everywhere, within } from '#database/scope.ts'
import { openBrowser } from './browser.ts'
import { holderOf, signInAs, startSystem, type Person, type System } from './system.ts'
import { download, field, section, settled, visit, walkAs, walkInOrder, type Walk } from './walk.ts'

const password = '石榴花开在五月的院子里 2026'
const branch = '柳桥社区党支部'
let browser: Browser
let system: System
let member: Person
let mine: Walk
let office: Walk
walkInOrder(() => mine)

/** A full member of a community branch without any post. */
async function plainMember(): Promise<Person> {
  const [row] = await within(system.world.db, everywhere(system.realm), (tx) =>
    many(
      tx,
      sql<Person>`select p.public_id "publicId", p.name from people_memberships m
        join people_persons p on p.realm_id = m.realm_id and p.id = m.person_id
        join organisations o on o.realm_id = m.realm_id and o.id = m.organisation_id
        where m.realm_id = ${system.realm} and o.name = ${branch} and m.status = 'full' and m.to_on is null and p.phone is not null
          and not exists (select from people_posts h where h.realm_id = m.realm_id and h.person_id = m.person_id)
        order by p.name_key limit 1`,
    ),
  )
  return row!
}

beforeAll(async () => {
  ;[browser, system] = await Promise.all([openBrowser(), startSystem()])
  member = await plainMember()
  await signInAs(system, member, [])
  await setPassword(system.world.db, (await accountOfPerson(system.world.db, system.realm, member.publicId))!, password, system.world.clock.now())
  mine = await walkAs(browser, system, await signInAs(system, member, []), 'mirror')
  const secretary = await holderOf(system, branch, 'party.branch.secretary')
  office = await walkAs(browser, system, await signInAs(system, secretary, [{ ...secretary, post: 'party.branch.secretary' }]), 'mirror-office')
})
afterAll(async () => {
  await browser?.close()
  await system?.end()
})

const dialog = (page: Page) => page.getByRole('dialog')
/** A form gives its first field the focus when it has come in: typing before that would land there. */
async function formIn(page: Page): Promise<Locator> {
  await dialog(page).locator('input:focus').waitFor()
  return dialog(page)
}

test('the member finds what is held, why and how long, with the numbers masked', async () => {
  const { desk } = mine
  await visit(desk, '/me')
  await desk.getByRole('link', { name: '看存着我的什么、谁看得到' }).click()
  await desk.getByRole('heading', { name: '我的数据', level: 1 }).waitFor()
  await settled(desk)
  const held = section(desk, '登记了什么')
  const text = await held.innerText()
  expect(text).toMatch(/认定是谁[^]*联系本人[^]*管理组织关系[^]*登录和安全/)
  expect(text).toContain('保存：')
  expect(text).not.toMatch(/\d{17}[\dX]|1\d{10}/)
})

test('and who can see it, by which rule: the own branch, its superiors; not the administrator', async () => {
  const { desk } = mine
  const seen = section(desk, '谁看得到我')
  await seen.getByRole('region', { name: branch }).waitFor()
  const own = await seen.getByRole('region', { name: branch }).innerText()
  expect(own).toContain(`您在“${branch}”的名册上（党组织）；这是它自己的职务`)
  expect(own).toMatch(/党支部书记[^]*看全部栏目，号码打码；写明事由可看全号，每次都会记下/)
  expect(await seen.getByRole('region', { name: '看不到您资料的职务' }).innerText()).toContain('看不到任何人的登记')
  await mine.look('data')
})

test('the numbers are shown after the password only', async () => {
  const { desk } = mine
  await desk.getByRole('button', { name: '看完整号码' }).click()
  const asking = await formIn(desk)
  await asking.getByLabel('登录密码').fill('不是这一个密码吧')
  await asking.getByRole('button', { name: '显示', exact: true }).last().click()
  await asking.getByText('登录名或密码不对').waitFor()
  await asking.getByLabel('登录密码').fill(password)
  await mine.seen(desk, 'password')
  await asking.locator('button[type=submit]').click()
  await asking.waitFor({ state: 'hidden' })
  expect(await section(desk, '登记了什么').innerText()).toMatch(/\d{17}[\dX]/)
  await desk.getByRole('button', { name: '收起号码' }).click()
  expect(await section(desk, '登记了什么').innerText()).not.toMatch(/\d{17}[\dX]/)
})

test('asks for a correction on the phone, and sees that it waits', async () => {
  const { phone } = mine
  await visit(phone, '/me/data')
  await phone.getByRole('button', { name: '申请更正' }).click()
  const form = await formIn(phone)
  await field(form, '工作岗位').fill('社区网格员')
  await field(form, '理由和材料').fill('今年六月起任网格员')
  await mine.seen(phone, 'ask')
  await form.getByRole('button', { name: '提交申请' }).click()
  await form.waitFor({ state: 'hidden' })
  const asked = section(phone, '我的更正申请')
  await asked.getByText('等待答复').waitFor()
  expect(await asked.innerText()).toMatch(/工作岗位[^]*改为 社区网格员[^]*最迟 \d{4}-\d\d-\d\d 答复/)
})

test('the secretary finds it on the work list, accepts it', async () => {
  const { desk } = office
  await visit(desk, '/')
  await desk.getByText('本人申请更正：工作岗位').first().waitFor()
  await desk.getByRole('link', { name: /核实答复/ }).first().click()
  const asked = section(desk, '本人申请更正')
  await asked.getByText('社区网格员').waitFor()
  await settled(desk)
  await office.look('request')
  await asked.getByRole('checkbox', { name: '采纳：工作岗位' }).check()
  await asked.getByRole('button', { name: '提交答复' }).click()
  await asked.waitFor({ state: 'detached' })
  await section(desk, '基本情况').getByText('社区网格员').waitFor()
  await desk.getByText(`答复${member.name}的更正申请：采纳工作岗位`).waitFor()
})

test('the member sees the answer, the new source, and that the page was opened', async () => {
  const { desk } = mine
  await visit(desk, '/me/data')
  await section(desk, '我的更正申请').getByText('已更正').waitFor()
  expect(await section(desk, '登记了什么').innerText()).toMatch(/社区网格员\s*来源：本人申请，.*更正/)
  expect(await section(desk, '谁看过我的资料').innerText()).toMatch(/打开您的登记页[^]*党支部书记/)
  await mine.look('answered')
  await visit(desk, '/notices')
  await desk.getByText('您申请的更正有答复了').first().waitFor()
})

test('a copy is saved as a file, and is on the list of looks', async () => {
  const { desk } = mine
  await visit(desk, '/me/data')
  await desk.getByRole('button', { name: '下载副本' }).click()
  const asking = await formIn(desk)
  await asking.getByLabel('登录密码').fill(password)
  const { path, name } = await download(desk, () => asking.locator('button[type=submit]').click())
  expect(name).toMatch(/^我的资料-\d{4}-\d\d-\d\d\.json$/)
  const copy = JSON.parse(readFileSync(path, 'utf8')) as { 登记: { name: string }; 完整号码: { idNumber: string } }
  expect(copy.登记.name).toBe(member.name)
  expect(copy.完整号码.idNumber).toMatch(/^\d{17}[\dX]$/)
  await section(desk, '谁看过我的资料').getByText('本人下载自己的全部资料').first().waitFor()
})

test('for those without an account a branch prints a sheet each, and enters what comes back signed', async () => {
  const { desk } = office
  await visit(desk, '/people')
  await desk.getByRole('button', { name: '打印全体核对表' }).click()
  await dialog(desk).getByRole('button', { name: '打印全体核对表' }).click()
  await desk.getByRole('heading', { name: '本人信息核对表', level: 1 }).waitFor()
  const sheet = desk.getByRole('article', { name: `本人信息核对表：${member.name}` })
  await sheet.waitFor()
  const code = /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(await sheet.innerText())![0]
  expect(await sheet.innerText()).not.toMatch(/\d{17}[\dX]/)
  await office.look('sheets')
  // a page of A4 for each
  const paper = (await desk.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1')
  expect(paper.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(await desk.getByRole('article').count())
  await visit(desk, `/people/${member.publicId}`)
  await desk.getByRole('button', { name: '录入签字的表' }).click()
  const form = await formIn(desk)
  await field(form, '表上的编码').fill(code.toLowerCase())
  await field(form, '签字日期').fill(system.world.clock.today())
  await form.getByRole('checkbox').check()
  await office.seen(desk, 'enter')
  await form.getByRole('button', { name: '录入', exact: true }).click()
  await form.waitFor({ state: 'hidden' })
  await desk.getByText(`签字的核对表 ${code}：核对无误`).waitFor()
  await visit(mine.desk, '/me/data')
  await mine.desk.getByText(`您 ${system.world.clock.today()} 签字核对过`).waitFor()
})

test('every page on the way is accessible and fits its window', () => {
  expect([...mine.faults, ...office.faults]).toEqual([])
})
