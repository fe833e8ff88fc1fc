import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { within, everywhere } from '#database/scope.ts'
import { accountOfPerson } from '#access/accounts.ts'
import { notify } from '#notices/send.ts'
import { sendRound } from '#notices/sending/run.ts'
import { closeMail } from '#notices/sending/smtp.ts'
import { openPostOffice, type PostOffice } from '../test/post-office.ts'
import { openBrowser } from './browser.ts'
import { holderOf, pageAs, signInAs, startSystem, type System } from './system.ts'
import { section, settled, visit, walkAs, walkInOrder, type Walk } from './walk.ts'

let browser: Browser
let system: System
let post: PostOffice
let walk: Walk
let who: { publicId: string; name: string }
walkInOrder(() => walk)

beforeAll(async () => {
  ;[browser, system, post] = await Promise.all([openBrowser(), startSystem(), openPostOffice()])
  system.world.outward = { publicUrl: 'https://tongxin.example.cn', smtp: post.smtp, privateHosts: [] }
  const held = await holderOf(system, '晨光学校党支部', 'party.branch.secretary')
  who = held
  walk = await walkAs(browser, system, await signInAs(system, held, [{ organisationId: held.organisationId, post: 'party.branch.secretary' }]), 'notices')
})
afterAll(async () => {
  closeMail(post?.smtp ?? null)
  await browser?.close()
  await system?.end()
  await post?.end()
})

test('the secretary gives an address, gets a code, and it counts once the code came back', async () => {
  const { desk } = walk
  await visit(desk, '/account/notices')
  await desk.getByRole('button', { name: '填写邮箱' }).click()
  await desk.getByLabel('邮箱地址').fill('zhibu@example.cn')
  await walk.seen(desk, 'address')
  await desk.getByRole('button', { name: '发验证码' }).click()
  await desk.getByText('验证码已发到 zh***@example.cn').waitFor()
  await sendRound(system.world)
  await walk.look('waiting')
  await desk.getByLabel('验证码', { exact: true }).fill(/验证码：(\d{6})/.exec(post.letters[0]!.text!)![1]!)
  await desk.getByRole('button', { name: '核对', exact: true }).click()
  await section(desk, '邮箱').getByRole('button', { name: '换一个邮箱' }).waitFor()
  await section(desk, '邮箱').getByText('zh***@example.cn').waitFor()
})

test('what must be acted on comes at once, and the log tells of it', async () => {
  const { world, realm } = system
  const { desk } = walk
  const account = (await accountOfPerson(world.db, realm, who.publicId))!
  await within(world.db, everywhere(realm), (tx) =>
    notify(tx, [account.id], { realm, class: 'act', title: '请确认一件转接', body: '', link: '/transfers' }, world.clock.now()))
  await sendRound(world)
  expect(post.letters[1]!.subject).toBe('【同心·须办】请确认一件转接')
  await desk.reload()
  await section(desk, '发信记录').getByText('请确认一件转接').waitFor()
  await walk.look('settings')
})

test('the ways are chosen class by class, with quiet hours', async () => {
  const { desk } = walk
  await desk.getByRole('group', { name: '须知' }).getByLabel('马上发邮件').check()
  await desk.getByRole('button', { name: '保存' }).click()
  await desk.getByText('已保存。').waitFor()
  await desk.reload()
  expect(await desk.getByRole('group', { name: '须知' }).getByLabel('马上发邮件').isChecked()).toBe(true)
})

test('the calendar’s address is shown once, can be renewed, and stopped', async () => {
  const { desk } = walk
  await desk.getByRole('button', { name: '生成地址' }).click()
  const address = (await desk.locator('.secret-address').innerText()).trim()
  expect(address).toMatch(/\/api\/v1\/calendar\.ics\?key=[\w-]{43}$/)
  await walk.seen(desk, 'calendar')
  const { pathname, search } = new URL(address)
  expect(await (await fetch(system.url + pathname + search)).text()).toContain('BEGIN:VCALENDAR')
  await desk.getByRole('button', { name: '停用' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: '停用' }).click()
  await section(desk, '日历订阅').getByText('没有开通').waitFor()
  expect((await fetch(system.url + pathname + search)).status).toBe(410)
})

test('a group’s robot is registered, refused inside the own network, and stopped', async () => {
  const { desk } = walk
  await visit(desk, '/notices')
  await settled(desk)
  await walk.look('notices')
  await desk.getByRole('link', { name: '群通知' }).click()
  await walk.look('no-groups')
  await desk.getByRole('button', { name: '登记群机器人' }).click()
  await desk.getByLabel('机器人地址').fill('https://10.0.0.8/robot')
  await desk.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click()
  await desk.getByText('这个地址在内部网络里，不能用').waitFor()
  await walk.seen(desk, 'group-refused')
  await desk.getByLabel('机器人地址').fill('https://robot.example.cn/cgi-bin/webhook/send?key=abc')
  await desk.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click()
  await desk.getByText('robot.example.cn').waitFor()
  await desk.getByRole('button', { name: '发一条测试' }).click()
  await desk.getByText('测试已经排队').waitFor()
  await walk.look('groups')
})

test('the administrator sees how sending is configured and goes', async () => {
  const held = await holderOf(system, '晨光学校党支部', 'party.branch.secretary')
  const stranger = { publicId: held.publicId, name: held.name }
  const token = await signInAs(system, { ...stranger, publicId: newId() }, [{ organisationId: held.organisationId, post: 'system.administrator' }])
  const page = await pageAs(browser, system, token, 1440)
  await visit(page, '/administration')
  await section(page, '邮件和群通知').getByText('127.0.0.1').waitFor()
  await section(page, '邮件和群通知').getByLabel('发到').fill('admin@example.cn')
  await section(page, '邮件和群通知').getByRole('button', { name: '发一封测试邮件' }).click()
  await page.getByText('已经排队').waitFor()
  await sendRound(system.world)
  await section(page, '邮件和群通知').getByText('已发送').waitFor()
  await walk.seen(page, 'administration')
  await page.setViewportSize({ width: 390, height: 844 })
  await walk.seen(page, 'administration-phone')
})

test('nothing was wrong on any page', () => {
  expect(walk.faults).toEqual([])
})
