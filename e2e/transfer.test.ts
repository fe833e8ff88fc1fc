import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { holderOf, signInAs, startSystem, type System } from './system.ts'
import { field, section, settled, visit, walkAs, walkInOrder, type Walk } from './walk.ts'

const [school, willow] = ['晨光学校党支部', '柳桥社区党支部']

let browser: Browser
let system: System
/** the school's secretary sends, the community's receives; a class of the school's League leaves */
let sender: Walk
let receiver: Walk
let league: Walk
let letter: string
let code: string
let member: string
walkInOrder(() => sender)

const secretaryOf = async (organisation: string, post: string, journey: string) => {
  const holder = await holderOf(system, organisation, post)
  return walkAs(browser, system, await signInAs(system, holder, [{ ...holder, post }]), journey)
}

beforeAll(async () => {
  ;[browser, system] = await Promise.all([openBrowser(), startSystem()])
  sender = await secretaryOf(school, 'party.branch.secretary', 'transfer-sender')
  receiver = await secretaryOf(willow, 'party.branch.secretary', 'transfer-receiver')
})
afterAll(async () => {
  await browser?.close()
  await system?.end()
})

test('the work list counts down what is to be received and what is waited for', async () => {
  const { desk } = sender
  await desk.getByRole('listitem').filter({ hasText: '的组织关系转来，请接收或退回' }).filter({ hasText: '还有 6 天' }).waitFor()
  await desk.getByRole('listitem').filter({ hasText: '的组织关系已转出，等对方接收' }).first().waitFor()
  await desk.getByRole('listitem').filter({ hasText: '的组织关系被退回' }).waitFor()
  await sender.look('work')
})

test('a member is sent on from their own page, with the month up to which dues are paid', async () => {
  const { desk } = sender
  const holder = await holderOf(system, school, 'party.branch.publicity-member')
  member = holder.name
  await visit(desk, `/people/${holder.publicId}`)
  await section(desk, '组织关系').first().getByRole('button', { name: '转出组织关系' }).first().click()
  const form = desk.getByRole('dialog', { name: new RegExp(`转出组织关系：${member}`) })
  await form.getByText('同时免去').waitFor()
  const box = form.getByRole('combobox', { name: '接收的组织' })
  await box.click()
  await box.fill('柳桥')
  await desk.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').getByText(willow).click()
  await field(form, '党费交至').fill('2026-11')
  await sender.seen(desk, 'form')
  await form.getByRole('button', { name: '转出', exact: true }).click()
  await desk.getByRole('heading', { level: 1, name: member }).waitFor()
  await desk.getByRole('region', { name: '转接情况' }).getByText('待接收').waitFor()
  letter = new URL(desk.url()).pathname
  code = await desk.locator('.letter .letter-code').first().innerText()
  expect(code).toMatch(/^[2-9A-HJ-NP-Z]{10}$/)
  await desk.locator('.letter').getByText('党费交至 2026 年 11 月。').first().waitFor()
  await sender.look('letter')
})

test('the letter prints on one sheet of A4: stub, letter, receipt, and nothing else', async () => {
  const { desk } = sender
  await desk.emulateMedia({ media: 'print' })
  const parts = desk.locator('.letter-print .letter-part')
  expect(await parts.allInnerTexts()).toMatchObject([/存　根/, /正　文[^]*组织关系介绍信/, /回　执/].map((text) => expect.stringMatching(text)))
  expect(await desk.getByRole('heading', { level: 1 }).isVisible()).toBe(false)
  const pdf = await desk.pdf({ format: 'A4', preferCSSPageSize: true })
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1)
  await desk.emulateMedia({ media: 'screen' })
})

test('the receiver finds it by the code on the paper, and on the list with its countdown and why', async () => {
  const { desk } = receiver
  await desk.goto(`${system.url}/transfers`)
  await settled(desk)
  await receiver.look('list')
  await desk.getByRole('button', { name: '凭代码查找' }).click()
  const dialog = desk.getByRole('dialog', { name: '凭代码查找' })
  await field(dialog, '介绍信代码').fill(code.toLowerCase())
  await dialog.getByRole('button', { name: '查找' }).click()
  await dialog.getByText(`${school} → ${willow}`).waitFor()
  await receiver.seen(desk, 'code')
  await dialog.getByRole('link', { name: '打开办理' }).click()
  await desk.getByText('还有 30 天').waitFor()
  await receiver.look('transfer')
})

test('on the phone it is received with one tap and one confirmation; the member stands here now', async () => {
  const { phone, desk } = receiver
  // at another desk of the same post the same question is open
  await visit(desk, '/transfers')
  await desk.getByRole('row').filter({ hasText: member }).getByRole('button', { name: /^接收/ }).click()
  await phone.getByRole('button', { name: /^接收/ }).click()
  const dialog = phone.getByRole('dialog', { name: /^接收.*的组织关系/ })
  await dialog.getByText('接错了不要紧，可以再转回').waitFor()
  await receiver.seen(phone, 'receive')
  await dialog.getByRole('button', { name: '接收', exact: true }).click()
  await phone.getByRole('region', { name: '转接情况' }).getByText('已接收').waitFor()
  await phone.getByRole('region', { name: '转接情况' }).getByRole('link').first().click()
  await section(phone, '组织关系').first().getByText(willow).waitFor()
  await receiver.seen(phone, 'person')
  const late = desk.getByRole('dialog', { name: /^接收.*的组织关系/ })
  await late.getByRole('button', { name: '接收', exact: true }).click()
  await late.getByText(/已接收/).waitFor()
  await late.getByRole('button', { name: '取消' }).click()
  await desk.getByRole('row').filter({ hasText: member }).getByRole('button', { name: /^接收/ }).waitFor({ state: 'detached' })
})

test('the sender sees that it was received, and hears it', async () => {
  const { desk } = sender
  await visit(desk, letter)
  await desk.getByRole('region', { name: '转接情况' }).getByText('已接收').waitFor()
  await desk.goto(`${system.url}/transfers?tab=settled`)
  await settled(desk)
  await sender.look('settled')
  await desk.goto(`${system.url}/notices`)
  await desk.getByText(`的组织关系已由“${willow}”接收`).first().waitFor()
})

test('what is not ours goes back with its reason', async () => {
  const { desk } = receiver
  await desk.goto(`${system.url}/transfers`)
  await settled(desk)
  await desk.getByRole('button', { name: /^退回/ }).first().click()
  const dialog = desk.getByRole('dialog', { name: /^退回/ })
  await dialog.getByText('本人没有来报到').click()
  await receiver.seen(desk, 'return')
  await dialog.getByRole('button', { name: '退回', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
})

test('a class leaves: places from a sheet, then one act for each, and who is waited for stays in the branch', async () => {
  league = await secretaryOf('共青团晨光学校委员会', 'league.committee.secretary', 'transfer-league')
  const { desk } = league
  await visit(desk, '/transfers/graduation')
  const classes = section(desk, '毕业班团支部')
  expect(await classes.getByRole('link').allInnerTexts()).toEqual(['九（1）班团支部', '九（2）班团支部'])
  expect(await desk.getByRole('searchbox').count(), 'the others stand behind a choice').toBe(0)
  await league.look('graduation-pick')
  await classes.getByRole('link', { name: '九（2）班团支部' }).click()
  await desk.getByRole('heading', { level: 1, name: /学社衔接：九（2）班团支部/ }).waitFor()
  const table = desk.getByRole('table', { name: '还在支部的人' })
  const names = await table.locator('tbody tr td.lead a').allInnerTexts()
  expect(names.length).toBeGreaterThan(15)
  await league.look('graduation')
  await desk.getByRole('button', { name: '从表格粘贴' }).click()
  const paste = desk.getByRole('dialog', { name: '从表格粘贴去向' })
  const sheet = names.map((name, at) => (at < 2 ? `${name}\t云江市高级中学团委\t` : `${name}\t留校\t待升学`)).join('\n')
  await field(paste, '从表格粘贴').fill(sheet)
  await paste.getByRole('button', { name: '选择：留在哪个支部' }).click()
  const picker = desk.getByRole('dialog', { name: '留在哪个支部' })
  await picker.getByRole('searchbox').fill('八年级')
  await picker.getByRole('button', { name: /^八年级学生团支部/ }).click()
  await league.seen(desk, 'paste')
  await paste.getByRole('button', { name: /^采用/ }).click()
  await paste.waitFor({ state: 'hidden' })
  await league.seen(desk, 'planned')
  await desk.getByRole('button', { name: `转出 ${names.length} 人` }).click()
  await desk.getByText(`已办 ${names.length} 人`).waitFor({ timeout: 60_000 })
  await desk.getByText('2 人等对方接收').waitFor()
  await league.look('waiting')
  expect(await desk.getByRole('button', { name: '撤销支部' }).count()).toBe(0)
})

test('when the receipts are in, nobody is left, and the branch is dissolved from the same page', async () => {
  const { desk } = league
  const page = desk.url()
  for (const left of [2, 1]) {
    await desk.getByText(`${left} 人等对方接收`).waitFor()
    await desk.getByRole('table', { name: '还在支部的人' }).getByRole('link', { name: '云江市高级中学团委' }).first().click()
    await desk.getByRole('button', { name: /^登记回执/ }).click()
    await desk.getByRole('dialog').getByRole('button', { name: '登记回执', exact: true }).click()
    await desk.getByRole('region', { name: '转接情况' }).getByText('已接收').waitFor()
    await visit(desk, page)
  }
  await desk.getByText('一个不剩，可以撤销支部').waitFor()
  await league.look('empty')
  await desk.getByRole('button', { name: '撤销支部' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: '撤销支部' }).click()
  await desk.getByText('这个支部已于 2026-11-23 撤销。').waitFor()
})

test('nothing was wrong with what anybody saw', () => {
  expect([...sender.faults, ...receiver.faults, ...league.faults]).toEqual([])
})
