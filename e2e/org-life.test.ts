import type { Browser, Page } from 'playwright-core'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { many } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import { openBrowser } from './browser.ts'
import { holderOf, signInAs, startSystem, type Person, type System } from './system.ts'
import { choose, field, section, settled, visit, walkAs, walkInOrder, type Walk } from './walk.ts'

// The sample world's day is 23 November 2026; its school branch has kept its book since June.
const branch = '晨光学校党支部'
const league = '晨光学校教工团支部'

let browser: Browser
let system: System
beforeAll(async () => {
  ;[browser, system] = await Promise.all([openBrowser(), startSystem()])
})
afterAll(async () => {
  await browser?.close()
  await system?.end()
})

const walkOf = async (organisation: string, post: string, journey: string): Promise<Walk> => {
  const person = await holderOf(system, organisation, post)
  return walkAs(browser, system, await signInAs(system, person, [{ ...person, post }]), journey)
}
const press = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('button', { name, exact: true }).first().click()
const line = (page: Page, name: string) => section(page, '到会名单').getByRole('listitem').filter({ hasText: name })

describe('the branch secretary', () => {
  let walk: Walk
  walkInOrder(() => walk)
  beforeAll(async () => { walk = await walkOf(branch, 'party.branch.secretary', 'org-life-secretary') })
  afterAll(() => walk?.end())

  test('sees what November asks for, with its article', async () => {
    const { desk } = walk
    await visit(desk, '/org-life')
    const owed = section(desk, '应办的')
    expect(await owed.innerText()).toMatch(/支委会[^]*2026年11月[^]*已完成/)
    await owed.getByRole('button', { name: /^支部党员大会：/ }).click()
    await desk.getByText(/支部党员大会一般每季度召开 1 次。依据：《中国共产党支部工作条例（试行）》第十一条/).waitFor()
    await walk.seen(desk, 'why')
    await desk.keyboard.press('Escape')
    await walk.look('month')
  })

  test('what waits for signatures is signed, and the duty is met', async () => {
    const { desk } = walk
    await section(desk, '会议').getByRole('link', { name: /支部党员大会/ }).click()
    await desk.getByText('待记录人签字').first().waitFor()
    await section(desk, '签字').getByRole('button', { name: '纸上已签' }).click()
    await section(desk, '签字').getByText(/在纸上签字/).waitFor()
    await section(desk, '签字').getByRole('button', { name: '纸上已签' }).click()
    await desk.getByText('已锁定').first().waitFor()
    await walk.look('locked')
    await press(desk, '更正')
    await desk.getByRole('dialog').getByRole('textbox').fill('漏记一位请假的同志')
    await desk.getByRole('dialog').getByRole('button', { name: '更正' }).click()
    await desk.getByText('这份记录是您锁定的，更正要由支部里另一位同志').waitFor()
    await desk.keyboard.press('Escape')
    await visit(desk, '/org-life')
    expect(await section(desk, '应办的').innerText()).toMatch(/支部党员大会[^]*2026年第4季度[^]*?已完成/)
  })

  test('a meeting held last week is entered from the paper sheet, and says so', async () => {
    const { desk } = walk
    await press(desk, '另外安排一次')
    const form = desk.getByRole('dialog')
    await form.getByRole('checkbox', { name: '支部党员大会' }).check()
    expect(await form.getByRole('checkbox', { name: '支委会' }).isDisabled()).toBe(true)
    await field(desk, '日期').fill('20261118')
    await form.getByRole('textbox', { name: '主题' }).fill('讨论接收预备党员')
    await form.getByRole('checkbox', { name: /按纸质记录代录|来源/ }).check()
    await walk.seen(desk, 'plan')
    await form.getByRole('button', { name: '安排', exact: true }).click()
    await desk.getByRole('heading', { name: '支部党员大会', level: 1 }).waitFor()
    await desk.getByText('代录').first().waitFor()
    await press(desk, '开始记录')
    await desk.getByText('补录：2026-11-18 的会议，2026-11-23 登记').waitFor()
  })

  test('on the phone only the exceptions are tapped, and a vote opens with the numbers of its moment', async () => {
    const { desk, phone } = walk
    await phone.goto(desk.url())
    await settled(phone)
    await line(phone, '程长晖').getByRole('button', { name: '请假' }).click()
    await line(phone, '程长晖').getByRole('button', { name: '病假' }).click()
    await line(phone, '程长晖').getByRole('button', { name: '病假', pressed: true }).first().waitFor()
    await line(phone, '陈景晖').getByRole('button', { name: '缺席' }).click()
    await phone.getByText('请假 1 人，缺席 1 人').waitFor()
    await phone.getByText('人数够了').waitFor()
    await walk.seen(phone, 'roll')
    await press(phone, '加一个议题')
    const matters = section(phone, '议题')
    await matters.getByRole('radio', { name: '接收预备党员' }).check()
    await matters.getByRole('textbox', { name: '题目' }).fill('接收蒲同志为预备党员')
    await matters.getByRole('button', { name: '保存' }).click()
    await matters.getByRole('button', { name: '付表决' }).click()
    await matters.getByText(/应到会有表决权 42 人，实到 40 人，赞成 22 票通过/).waitFor()
    await walk.seen(phone, 'vote')
    await matters.getByRole('textbox', { name: '弃权' }).fill('2')
    await matters.getByRole('button', { name: '登记结果' }).click()
    await matters.getByText('赞成 38，反对 0，弃权 2').waitFor()
    await walk.look('recorded')
  })

  test('two devices take one roll: what they mark of different people merges', async () => {
    const { desk, phone } = walk
    await desk.reload()
    await settled(desk)
    await line(phone, '丁云萱').getByRole('button', { name: '缺席' }).click()
    await line(phone, '丁云萱').getByRole('button', { name: '缺席', pressed: true }).waitFor()
    await line(desk, '方逸航').getByRole('button', { name: '线上' }).click()
    await line(desk, '方逸航').getByRole('button', { name: '线上', pressed: true }).waitFor()
    await line(phone, '丁云萱').getByRole('button', { name: '到会' }).click()
    await line(phone, '丁云萱').getByRole('button', { name: '到会', pressed: true }).waitFor()
    expect(await line(phone, '方逸航').getByRole('button', { name: '线上', pressed: true }).count()).toBe(1)
  })

  test('two devices that mark the same one: the second is told who said what, and sees it', async () => {
    const { desk } = walk
    // the desk still shows what the phone has taken back meanwhile
    await line(desk, '丁云萱').getByRole('button', { name: '缺席', pressed: true }).waitFor()
    await line(desk, '丁云萱').getByRole('button', { name: '线上' }).click()
    await desk.getByText(/丁云萱刚由黄伟华在 \d\d:\d\d 记为到会。请看一眼再改。/).waitFor()
    await line(desk, '丁云萱').getByRole('button', { name: '到会', pressed: true }).waitFor()
    await walk.seen(desk, 'roll-changed')
    await line(desk, '丁云萱').getByRole('button', { name: '线上' }).click()
    await line(desk, '丁云萱').getByRole('button', { name: '线上', pressed: true }).waitFor()
  })

  test('what is written without a connection is kept, and comes through once, also when the answer is lost', async () => {
    const { phone } = walk
    const matters = section(phone, '议题')
    const write = () => press(phone, '加一个议题')
    const save = () => matters.getByRole('button', { name: '保存' }).click()
    await write()
    await matters.getByRole('textbox', { name: '题目' }).fill('研究节前慰问')
    await phone.context().setOffline(true)
    await save()
    await matters.getByRole('alert').first().waitFor()
    await walk.seen(phone, 'offline')
    await phone.context().setOffline(false)
    await phone.reload()
    await settled(phone)
    await write()
    await matters.getByText(/已恢复您 .+ 填写、还没有提交的内容/).waitFor()
    expect(await matters.getByRole('textbox', { name: '题目' }).inputValue()).toBe('研究节前慰问')
    const sent: string[] = []
    await phone.route('**/matters', async (route) => {
      sent.push(route.request().postDataJSON().act as string)
      await route.fetch()
      await route.abort()
    }, { times: 1 })
    phone.on('request', (request) => { if (request.method() === 'POST' && request.url().endsWith('/matters')) sent.push(request.postDataJSON().act as string) })
    await save()
    await matters.getByRole('alert').first().waitFor()
    await save()
    await matters.getByRole('textbox', { name: '题目' }).waitFor({ state: 'detached' })
    await phone.reload()
    await settled(phone)
    expect([sent.length > 1, new Set(sent).size]).toEqual([true, 1])
    expect(await matters.getByRole('heading', { level: 3, name: /研究节前慰问/ }).allInnerTexts()).toHaveLength(1)
  })

  test('a meeting to come cannot be recorded before its day', async () => {
    const { desk } = walk
    await visit(desk, '/org-life?month=2026-12')
    await press(desk, /^按建议安排/)
    await section(desk, '会议').getByRole('link', { name: '主题党日' }).click()
    await desk.getByRole('heading', { name: '主题党日', level: 1 }).waitFor()
    await press(desk, '开始记录')
    await field(desk, '日期').fill('20261210')
    await desk.getByRole('dialog').getByRole('button', { name: '开始记录' }).click()
    await desk.getByText('2026-12-10 还没有到，会还没有开，不能先记录。').waitFor()
    await walk.seen(desk, 'future')
    await desk.keyboard.press('Escape')
    await press(desk, '通知大家')
    await desk.getByRole('dialog').getByRole('button', { name: '通知大家' }).click()
    await desk.getByText('已通知').first().waitFor()
  })

  test('records are found by words in them', async () => {
    const { desk } = walk
    await visit(desk, '/org-life')
    await desk.getByRole('link', { name: '全部记录' }).click()
    await desk.getByRole('searchbox', { name: '主题、议题、记录里的字' }).fill('蒲同志')
    await desk.getByText('共 1 条').or(desk.getByText('1 条')).first().waitFor()
    await walk.look('records')
  })

  test('talks are ticked at once; the note of one is for the two', async () => {
    const { desk } = walk
    await visit(desk, '/org-life/talks')
    await desk.getByRole('checkbox', { name: /^白海菊/ }).check()
    await desk.getByRole('textbox', { name: /^谈话内容/ }).fill('问了孩子升学的事，请学校工会帮助联系。')
    await walk.look('talks')
    await press(desk, '登记（1 人）')
    await desk.getByRole('region', { name: '谈过的', exact: true }).getByText('白海菊').waitFor()
    expect(await desk.getByText('孩子升学').count()).toBe(0)
  })

  test('the appraisal is summed up from the ballots, and grades no probationary member', async () => {
    const { desk } = walk
    await visit(desk, '/org-life/appraisal')
    await walk.look('appraisal-begin')
    await press(desk, '开始评议')
    await section(desk, '自评和互评').waitFor()
    await press(desk, '代录自评')
    await desk.getByRole('dialog').getByRole('combobox').click()
    await desk.getByTitle('白海菊', { exact: true }).click()
    await desk.getByRole('dialog').getByRole('textbox').fill('联系群众还不够主动。')
    await desk.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await desk.getByRole('row', { name: /白海菊/ }).getByText('按纸代录').waitFor()
    await walk.look('appraisal-writing')
    await field(desk, '收回的测评票（张）').fill('40')
    await press(desk, '登记测评')
    await desk.getByText(/人没有书面自评/).waitFor()
    await section(desk, '会上测评').getByRole('checkbox').check()
    await press(desk, '登记测评')
    await section(desk, '测评汇总').getByText('“优秀”最多 14 人').waitFor()
    expect(await section(desk, '测评汇总').getByRole('row', { name: /预备党员/ }).innerText()).toContain('不定等次')
    await desk.getByRole('textbox', { name: '白海菊：优秀', exact: true }).fill('35')
    await walk.look('appraisal')
    await choose(desk, '白海菊：拟定等次', '优秀')
    await press(desk, '评议办结')
    await desk.getByRole('dialog').getByRole('button', { name: '评议办结' }).click()
    await section(desk, '测评汇总').getByText('2026-11-23 办结').waitFor()
    await visit(desk, '/org-life')
    expect(await section(desk, '应办的').innerText()).toMatch(/民主评议党员[^]*?已完成/)
  })

  test('every page on the way is accessible and fits its window', () => {
    expect(walk.faults).toEqual([])
  })
})

describe('a member', () => {
  let walk: Walk
  let member: Person
  walkInOrder(() => walk)
  beforeAll(async () => {
    ;[member] = (await within(system.world.db, everywhere(system.realm), (tx) =>
      many(tx, sql<Person>`select public_id "publicId", name from people_persons where realm_id = ${system.realm} and name = '白海菊' limit 1`))) as [Person]
    walk = await walkAs(browser, system, await signInAs(system, member, []), 'org-life-member')
  })
  afterAll(() => walk?.end())

  test('asks for leave with two taps, sees the own record, the talk and the grade, and nobody else’s', async () => {
    const { phone } = walk
    await visit(phone, '/me/meetings')
    const coming = section(phone, '将要开的')
    await coming.getByRole('button', { name: '请假' }).first().click()
    await walk.seen(phone, 'reply')
    await coming.getByRole('button', { name: '外出' }).click()
    await coming.getByText('回复请假').first().waitFor()
    const text = await phone.getByRole('main').innerText()
    expect(text).toContain('问了孩子升学的事')
    expect(text).toMatch(/2026年 优秀/)
    expect(text).not.toContain('程长晖')
    // of /me and /me/meetings only the narrower is the place one is at
    expect(await phone.getByRole('navigation', { name: '主导航' }).locator('[aria-current]').allInnerTexts()).toEqual(['我的会议'])
    await walk.seen(phone, 'mine')
    await visit(walk.desk, '/me/meetings')
    await walk.seen(walk.desk, 'mine')
    await visit(phone, '/me/appraisal')
    await phone.getByText('联系群众还不够主动。').waitFor()
    await walk.seen(phone, 'my-appraisal')
    await visit(walk.desk, '/me/appraisal')
    await walk.seen(walk.desk, 'my-appraisal')
  })

  test('every page on the way is accessible and fits its window', () => {
    expect(walk.faults).toEqual([])
  })
})

describe('the League secretary', () => {
  let walk: Walk
  walkInOrder(() => walk)
  beforeAll(async () => { walk = await walkOf(league, 'league.branch.secretary', 'org-life-league') })
  afterAll(() => walk?.end())

  test('has the League’s own meetings, and no party ones', async () => {
    const { desk } = walk
    await visit(desk, '/org-life')
    const owed = await section(desk, '应办的').innerText()
    expect(owed).toMatch(/团支部大会[^]*团课[^]*团员教育评议[^]*年度团籍注册/)
    expect(owed).not.toContain('主题党日')
    await walk.look('month')
  })

  test('appraises with more than two thirds there, and registers who may be registered', async () => {
    const { desk } = walk
    await visit(desk, '/org-life/appraisal')
    await press(desk, '开始评议')
    await desk.getByText(/至少 \d+ 人参加/).waitFor()
    await field(desk, '收回的测评票（张）').fill('3')
    await press(desk, '登记测评')
    await desk.getByText(/参加评议的人数不够：应到 \d+ 人，至少 \d+ 人参加，现有 3 人/).waitFor()
    await walk.seen(desk, 'too-few')
    await field(desk, '收回的测评票（张）').fill('13')
    await press(desk, '登记测评')
    await section(desk, '会上测评').getByRole('checkbox').check()
    await press(desk, '登记测评')
    await section(desk, '测评汇总').waitFor()
    await press(desk, '报上级批准')
    await desk.getByRole('dialog').getByRole('button', { name: '报上级批准' }).click()
    await desk.getByRole('dialog').waitFor({ state: 'hidden' })
    await walk.look('submitted')
    await press(desk, '登记纸质批复')
    await desk.getByRole('dialog').getByRole('textbox', { name: '文号' }).fill('团委〔2026〕9号')
    await desk.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await desk.getByRole('dialog').waitFor({ state: 'hidden' })
    await press(desk, '团籍注册')
    await desk.getByRole('dialog').getByRole('button', { name: '团籍注册' }).click()
    await section(desk, '测评汇总').getByText('2026-11-23 已注册').waitFor()
    await walk.look('registered')
  })

  test('every page on the way is accessible and fits its window', () => {
    expect(walk.faults).toEqual([])
  })
})
