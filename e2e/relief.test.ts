import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { everywhere } from '#database/scope.ts'
import { foundOrganisation } from '#organisations/actions/founding.ts'
import { openBrowser, shot } from './browser.ts'
import { holderOf, pageAs, signInAs, startSystem, type System } from './system.ts'
import { settled } from './walk.ts'

/*
 * One branch's whole statutory month, done once: what it costs its secretary in fields, clicks and screens. The pace is
 * that of somebody who is no typist: 50 characters a minute, 2 seconds to find and press a thing, 4 to take in a new page.
 */
const pace = { character: 60 / 50, click: 2, screen: 4 }
const branch = '支行机关党支部'

let browser: Browser
let system: System
let page: Page
const cost = { fields: 0, characters: 0, clicks: 0, screens: 0 }

beforeAll(async () => {
  ;[browser, system] = await Promise.all([openBrowser(), startSystem()])
  const head = await holderOf(system, branch, 'party.branch.secretary')
  const doer = { ...everywhere(system.realm), accountId: 0, name: '测试', postWords: '测试', seatId: newId() }
  for (const name of ['第一党小组', '第二党小组']) {
    const asked = { act: newId(), kind: 'party.group', name, parent: head.organisationId, on: '2026-10-01', flags: [], units: [], approved: true, confirmed: true }
    must(await foundOrganisation(system.world, doer, asked))
  }
  page = await pageAs(browser, system, await signInAs(system, head, [{ ...head, post: 'party.branch.secretary' }]), 1440)
  page.setDefaultTimeout(20_000)
})
afterAll(async () => {
  await browser?.close()
  await system?.end()
})

async function click(target: Locator): Promise<void> {
  cost.clicks++
  await target.click()
}
async function arrive(heading: string | RegExp): Promise<void> {
  cost.screens++
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
  await settled(page)
}
async function type(target: Locator, text: string): Promise<void> {
  cost.fields++
  cost.characters += text.length
  await target.fill(text)
}
const button = (name: string | RegExp, within: Page | Locator = page) => within.getByRole('button', { name }).first()
const region = (name: string) => page.getByRole('region', { name })

/** A matter with its paragraph. */
async function matter(kind: string | null, title: string, record: string): Promise<void> {
  await click(button('加一个议题'))
  const form = region('议题')
  if (kind) await click(form.getByRole('radio', { name: kind, exact: true }))
  await type(form.getByRole('textbox', { name: '题目' }), title)
  await type(form.getByRole('textbox', { name: /^记录/ }), record)
  await click(button('保存', form))
  await form.getByRole('heading', { name: title }).waitFor()
}

/** Closed, signed on paper by the recorder, checked by the chair: locked. */
async function sign(): Promise<void> {
  await click(button('记录整理完，送签字'))
  await click(region('签字').getByRole('button', { name: '纸上已签' }))
  await region('签字').getByRole('button', { name: '我来签字' }).or(region('签字').getByRole('button', { name: '纸上已签' })).first().waitFor()
  await region('签字').getByText(/在纸上签字/).waitFor()
  await click(region('签字').getByRole('button').first())
  await page.getByText('已锁定').first().waitFor()
}

async function into(name: string): Promise<void> {
  await click(region('会议').getByRole('link', { name, exact: true }))
  await arrive(name)
}
async function back(): Promise<void> {
  await click(page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '组织生活' }))
  await arrive('组织生活')
}

test('the month is planned in one click from what is due, the lesson and the theme day within the members’ meeting', async () => {
  await arrive('工作清单')
  await click(page.getByRole('main').getByRole('link', { name: '去安排' }).or(page.getByRole('main').getByRole('button', { name: '去安排' })).first())
  await arrive('组织生活')
  const proposal = region('建议这样安排')
  await proposal.waitFor()
  expect(await proposal.getByRole('checkbox').count()).toBe(5)
  await click(proposal.getByRole('checkbox', { name: '组织生活会' }))
  await type(proposal.getByRole('textbox', { name: /：时间$/ }).first(), '17:00')
  await type(proposal.getByRole('textbox', { name: /：地点$/ }).first(), '三楼会议室')
  await shot(page, 'relief-proposal')
  await click(button(/^按建议安排/))
  await region('会议').getByRole('link', { name: '支委会' }).waitFor()
})

test('the committee meets', async () => {
  await into('支委会')
  await click(button('开始记录'))
  await matter('讨论', '研究本月组织生活安排', '商定党员大会的议题和分工。')
  await sign()
  await back()
})

test('the members meet, hear a lesson, decide; two are on leave', async () => {
  await into('支部党员大会、主题党日、党课')
  await click(button('开始记录'))
  const marks = region('到会名单').getByRole('group')
  await marks.first().waitFor()
  for (const no of [3, 7]) {
    const person = region('到会名单').getByRole('listitem').nth(no)
    await click(person.getByRole('button', { name: '请假' }))
    await click(person.getByRole('button', { name: no === 3 ? '病假' : '因公' }))
    await person.getByRole('button', { name: no === 3 ? '病假' : '因公', pressed: true }).first().waitFor()
  }
  await matter(null, '学习党的纪律', '书记讲课，大家结合信贷岗位讨论。')
  await matter('学习传达', '学习上级通知', '传达通知要求，明确贯彻措施。')
  await matter('表决事项', '党费使用安排', '组织委员说明用途，大家同意。')
  await click(button('付表决'))
  await click(button('登记结果'))
  await region('议题').getByText('通过', { exact: true }).waitFor()
  await shot(page, 'relief-meeting')
  await sign()
  await back()
})

test('two groups meet; whom they are made of is chosen once', async () => {
  for (const [no, name] of ['第一党小组', '第二党小组'].entries()) {
    await into(`党小组会（${name}）`)
    await click(button('选定本组的人'))
    const boxes = page.getByRole('dialog').getByRole('checkbox')
    await boxes.first().waitFor()
    // the first takes out who is of the second; the second then begins with just those
    if (no === 0) for (let at = 12, all = await boxes.count(); at < all; at++) await click(boxes.nth(at))
    else expect(await page.getByRole('dialog').getByRole('checkbox', { checked: false }).count()).toBe(12)
    await click(button('保存', page.getByRole('dialog')))
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await click(button('开始记录'))
    await matter(null, '谈学习体会', '逐个谈体会，提出改进打算。')
    await sign()
    await back()
  }
})

test('three talks are entered at once', async () => {
  await click(page.getByRole('main').getByRole('link', { name: '谈心谈话' }))
  await arrive('谈心谈话')
  const boxes = page.getByRole('checkbox')
  await boxes.first().waitFor()
  for (let no = 0; no < 3; no++) await click(boxes.nth(no))
  await click(button('登记（3 人）'))
  await region('谈过的').getByRole('row').nth(3).waitFor()
  await shot(page, 'relief-talks')
  await back()
})

test('the month’s handbook is one click, and holds what was recorded', async () => {
  await click(page.getByRole('main').getByRole('link', { name: '工作手册' }))
  await arrive('工作手册')
  const book = page.getByRole('article')
  await book.getByRole('heading', { name: '党支部工作手册' }).waitFor()
  for (const said of ['党费使用安排', '商定党员大会的议题和分工。', '谈心谈话 3 人次']) await book.getByText(said).first().waitFor()
  expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-')
  await shot(page, 'relief-handbook')
  await back()
})

test('nothing of the month is open, and it has cost little', async () => {
  const owed = await region('应办的').innerText()
  for (const name of ['支部党员大会', '支委会', '党小组会', '主题党日', '党课']) expect(owed).toMatch(new RegExp(`${name}[^]*?已完成`))
  const seconds = cost.characters * pace.character + cost.clicks * pace.click + cost.screens * pace.screen
  process.stdout.write(`relief: ${cost.fields} fields typed (${cost.characters} characters), ${cost.clicks} clicks, ${cost.screens} screens, ${(seconds / 60).toFixed(1)} minutes at 50 characters a minute, 2 s a click, 4 s a page\n`)
  expect(cost.fields).toBeLessThanOrEqual(40)
  expect(seconds).toBeLessThanOrEqual(15 * 60)
  await shot(page, 'relief-done')
})
