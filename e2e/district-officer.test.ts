import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { idNumber, practiceArea } from '#app/samples/identity.ts'
import { openBrowser, shot } from './browser.ts'
import { holderOf, signInAs, startSystem, type Person, type System } from './system.ts'
import { choose, download, field, pick, section, visit, walkAs, walkInOrder, type Walk } from './walk.ts'

const district = '中共同心区委员会'
const post = 'party.local-committee.organisation-officer'
const street = '中共同心区翠湖街道工作委员会'

let browser: Browser
let system: System
let officer: Person & { organisationId: string }
let walk: Walk
walkInOrder(() => walk)

beforeAll(async () => {
  ;[browser, system] = await Promise.all([openBrowser(), startSystem()])
  officer = await holderOf(system, district, post)
  walk = await walkAs(browser, system, await signInAs(system, officer, [{ ...officer, post }]), 'district-officer')
})
afterAll(async () => {
  await browser?.close()
  await system?.end()
})

const tree = (page: Page) => page.getByRole('tree', { name: '组织树' })
const rowOf = (page: Page, name: string) => page.getByRole('treeitem', { name: new RegExp(`^${name} `) })
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}

describe('the trees of five lines', () => {
  test('stand open side by side, each with the numbers below it', async () => {
    const { desk } = walk
    await visit(desk, '/organisations')
    await desk.getByRole('button', { name: '展开全部' }).click()
    await desk.getByText('共 90 个组织').waitFor()
    expect(await rowOf(desk, '中共同心城市建设集团有限公司委员会').innerText()).toMatch(/成员\s*0\s*下级\s*9/)
    expect(await desk.getByRole('treeitem', { level: 1 }).first().innerText()).toContain(district)
    await walk.look('tree')
  })

  test('are walked with the keyboard alone: down, closed, open, chosen, opened', async () => {
    const { desk } = walk
    await tree(desk).focus()
    await press(desk, 'Home', 'ArrowDown')
    expect(await rowOf(desk, '区委办公室党支部').count()).toBe(1)
    await press(desk, 'ArrowLeft')
    expect(await rowOf(desk, '区委办公室党支部').count()).toBe(0)
    await press(desk, 'ArrowRight', 'ArrowRight', 'Enter')
    const beside = desk.getByRole('complementary', { name: '基本情况' })
    await beside.getByRole('heading', { name: '区委办公室党支部' }).waitFor()
    expect(await beside.innerText()).toMatch(/成员\s*9 人/)
    await beside.getByRole('button', { name: '打开组织页' }).press('Enter')
    await desk.getByRole('heading', { name: '区委办公室党支部', level: 1 }).waitFor()
    await walk.look('organisation')
  })

  test('are searched by initials', async () => {
    const { phone } = walk
    await visit(phone, '/organisations')
    await phone.getByRole('searchbox', { name: '名称或拼音首字母' }).fill('hbsqd')
    await rowOf(phone, '湖滨社区党支部').waitFor()
    expect(await rowOf(phone, '柳桥社区党支部').count()).toBe(0)
  })

  test('are shown as they stood on a day gone by', async () => {
    const { desk } = walk
    await visit(desk, '/organisations')
    await desk.getByRole('textbox', { name: '某一天的样子' }).fill('19950101')
    await press(desk, 'Enter')
    await desk.getByRole('heading', { name: '1995-01-01 的组织树' }).waitFor()
    await rowOf(desk, district).waitFor()
    expect(await desk.getByText(street).count()).toBe(0)
    await walk.look('tree-1995')
    await desk.getByRole('button', { name: '回到今天' }).click()
    await rowOf(desk, street).waitFor()
  })

  test('are printed whole, without the navigation, with name and time below', async () => {
    const { desk } = walk
    await desk.getByRole('button', { name: '展开全部' }).click()
    await desk.getByText('共 90 个组织').waitFor()
    await desk.emulateMedia({ media: 'print' })
    await expect.poll(() => desk.getByRole('treeitem').count()).toBe(90)
    expect(await desk.getByRole('navigation', { name: '主导航' }).isVisible()).toBe(false)
    expect(await desk.getByText(/黄书婷（党委组织干事）.*打印/).isVisible()).toBe(true)
    await shot(desk, 'district-officer-print-1440')
    await desk.emulateMedia({ media: 'screen' })
  })
})

/** Fills in what a new branch is. */
async function foundBranch(page: Page, name: string, members: { full: string; all: string }): Promise<void> {
  await visit(page, '/organisations')
  await rowOf(page, street).click()
  await page.getByRole('complementary').getByRole('button', { name: '成立下级组织' }).click()
  await choose(page, '组织类型', '党支部')
  await field(page, '名称').fill(name)
  await field(page, '成立日期').fill('20260901')
  await field(page, '正式党员人数').fill(members.full)
  await field(page, '党员人数（含预备党员）').fill(members.all)
  await page.keyboard.press('Tab')
}

/** Opens the form of an act on the page of an organisation, and answers it. */
async function begin(page: Page, act: string): Promise<Locator> {
  await page.getByRole('button', { name: act, exact: true }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: '哪天发生的' }).fill('2026-11-21')
  return form
}

describe('a branch', () => {
  test('of two full members is not founded, one of fifty-five only after the warning was seen', async () => {
    const { desk } = walk
    await foundBranch(desk, '翠湖街道网格第一党支部', { full: '2', all: '2' })
    await desk.getByText('现在还不能成立').waitFor()
    await desk.getByRole('button', { name: '成立', exact: true }).click()
    await desk.getByRole('alert').getByText('不足 3 人，不能单独成立').waitFor()
    await field(desk, '正式党员人数').fill('55')
    await field(desk, '党员人数（含预备党员）').fill('56')
    await desk.getByRole('button', { name: '成立', exact: true }).click()
    await desk.getByText('办理前请看').waitFor()
    await walk.seen(desk, 'found')
    expect(await desk.getByRole('button', { name: '成立', exact: true }).isDisabled()).toBe(true)
    await desk.getByRole('checkbox', { name: '已看过提醒，仍要办理' }).check()
    await desk.getByRole('button', { name: '成立', exact: true }).click()
    await desk.getByRole('heading', { name: '翠湖街道网格第一党支部', level: 1 }).waitFor()
  })

  test('is renamed and moved, and tells both', async () => {
    const { desk } = walk
    const renaming = await begin(desk, '更名')
    await renaming.getByRole('textbox', { name: '新名称' }).fill('翠湖街道快递网格党支部')
    await renaming.getByRole('button', { name: '更名', exact: true }).click()
    await desk.getByRole('heading', { name: '翠湖街道快递网格党支部', level: 1 }).waitFor()
    const moving = await begin(desk, '改隶属')
    await pick(desk, moving, '新的上级', '中共翠湖街道两新组织综合委员会')
    await walk.seen(desk, 'move')
    await moving.getByRole('button', { name: '改隶属', exact: true }).click()
    await desk.getByRole('navigation', { name: '所在位置' }).getByText('中共翠湖街道两新组织综合委员会').waitFor()
    const history = section(desk, '变动经过')
    await history.getByText('中共翠湖街道两新组织综合委员会').waitFor()
    expect(await history.innerText()).toMatch(/补录/)
    await walk.look('changed')
  })

  test('is merged into another, where its reader is left', async () => {
    const { desk } = walk
    const merging = await begin(desk, '并入其他组织')
    await pick(desk, merging, '并入哪个组织', '穗安快递党支部')
    await merging.getByRole('button', { name: '并入', exact: true }).click()
    await desk.getByRole('heading', { name: '穗安快递党支部', level: 1 }).waitFor()
  })

  test('with members is not dissolved; an empty one is, and leaves the tree', async () => {
    const { desk } = walk
    await desk.getByRole('button', { name: '撤销', exact: true }).click()
    await desk.getByRole('dialog').getByText(/名成员|人/).first().waitFor()
    await press(desk, 'Escape')
    await foundBranch(desk, '翠湖街道临时网格党支部', { full: '3', all: '3' })
    await desk.getByRole('button', { name: '成立', exact: true }).click()
    await desk.getByRole('heading', { name: '翠湖街道临时网格党支部', level: 1 }).waitFor()
    const dissolving = await begin(desk, '撤销')
    await dissolving.getByRole('textbox', { name: '原因' }).fill('网格撤并')
    await dissolving.getByRole('button', { name: '撤销', exact: true }).click()
    await desk.getByText('已于 2026-11-21 撤销').waitFor()
    await walk.seen(desk, 'dissolved')
    await visit(desk, '/organisations')
    await desk.getByRole('searchbox', { name: '名称或拼音首字母' }).fill('网格')
    await desk.getByText('没有找到这样的组织').waitFor()
  })
})

test('the units tell in which of them which line still has no organisation', async () => {
  const { desk } = walk
  await visit(desk, '/units')
  const firm = desk.getByRole('row').filter({ hasText: '半山民宿有限公司' })
  expect(await firm.innerText()).toMatch(/党组织\s*未建[^]*团组织\s*未建/)
  await walk.look('units')
  await firm.getByRole('link', { name: '半山民宿有限公司' }).click()
  await desk.getByRole('heading', { name: '半山民宿有限公司', level: 1 }).waitFor()
  await walk.look('unit')
})

test('the rules in force are listed with article, source and since when', async () => {
  const { desk } = walk
  const branch = await holderOf(system, '湖滨社区党支部', 'party.branch.secretary')
  await visit(desk, `/organisations/${branch.organisationId}`)
  await desk.getByRole('button', { name: '规章' }).click()
  const rule = desk.getByRole('row').filter({ hasText: '一般不超过 50 人' })
  expect(await rule.innerText()).toMatch(/《中国共产党支部工作条例（试行）》[^]*2018-10/)
  await walk.look('rules')
})

test('the region of a body is laid down once, holds below it, and the rules say for which region they are listed', async () => {
  const { desk } = walk
  const above = await holderOf(system, street, 'party.working-committee.secretary')
  await visit(desk, `/organisations/${above.organisationId}`)
  await desk.getByRole('button', { name: '行政区划', exact: true }).click()
  const sheet = desk.getByRole('dialog')
  await field(sheet, '行政区划代码').fill('990002')
  await field(sheet, '从哪天起').fill('2026-11-01')
  await walk.look('region')
  await sheet.getByRole('button', { name: '保存' }).click()
  await sheet.getByText('行政区划代码“990002”不对').waitFor()
  await field(sheet, '行政区划代码').fill('990102')
  await sheet.getByRole('button', { name: '保存' }).click()
  await desk.getByText('行政区划代码 990102', { exact: true }).waitFor()
  const branch = await holderOf(system, '湖滨社区党支部', 'party.branch.secretary')
  await visit(desk, `/organisations/${branch.organisationId}`)
  await desk.getByText(/行政区划代码 990102（随.+）/).waitFor()
  await desk.getByRole('button', { name: '规章' }).click()
  await desk.getByText('按行政区划代码 990102 列出').waitFor()
  await walk.look('rules-of-region')
})

describe('the practice roster', () => {
  const grid = (page: Page) => page.getByRole('grid', { name: '核对表' })
  const filter = (page: Page, name: string) => page.getByRole('group', { name: '看哪些行' }).getByRole('button', { name })
  let file = ''

  async function upload(page: Page): Promise<void> {
    await visit(page, '/imports/new')
    await page.locator('input[type=file]').setInputFiles(file)
    await grid(page).waitFor()
  }

  /** Waits until the cell at hand has this fault. */
  const standsAt = (page: Page, fault: string) => page.getByText(fault).first().waitFor()

  test('is read as it is: 313 rows, thirteen columns, seven faults', async () => {
    const { desk } = walk
    await desk.goto(system.url)
    const taken = await download(desk, () => desk.getByRole('link', { name: '下载练习用花名册' }).click())
    expect(taken.name).toBe('同心城建集团党员名册（示例）.xlsx')
    file = taken.path
    await upload(desk)
    await desk.getByText('认出 13 列').waitFor()
    await filter(desk, '全部 313').waitFor()
    await filter(desk, '有问题 7').waitFor()
    await walk.look('import')
  })

  test('its two branches with a name half right are matched at once', async () => {
    const { desk } = walk
    await desk.getByRole('button', { name: '全部采用建议（2）' }).click()
    await desk.getByText('表里的 11 个组织名称都对上了').waitFor()
    await filter(desk, '有问题 5').waitFor()
  })

  test('its faults are repaired with the keyboard, as in a sheet', async () => {
    const { desk } = walk
    await grid(desk).focus()
    await press(desk, 'F8')
    await desk.getByRole('button', { name: /^采用“990001/ }).waitFor()
    await press(desk, 'Alt+Enter')
    await filter(desk, '有问题 4').waitFor()
    await press(desk, 'F8')
    await desk.keyboard.type(idNumber('1993-01-08', '女', 1, practiceArea))
    await press(desk, 'Enter')
    await filter(desk, '有问题 3').waitFor()
    await press(desk, 'F8')
    await standsAt(desk, '日历上没有这一天')
    await desk.keyboard.type('2024.11.22')
    await press(desk, 'Enter')
    await filter(desk, '有问题 2').waitFor()
    await press(desk, 'Shift+F8', 'Enter')
    await desk.keyboard.type('林向晚')
    await press(desk, 'Enter')
    await filter(desk, '有问题 1').waitFor()
  })

  test('one who stands there twice is left out once, and 312 people come in with one act', async () => {
    const { desk } = walk
    await press(desk, 'F8')
    await standsAt(desk, '和第 25 行是同一个')
    await walk.seen(desk, 'import-mended')
    await press(desk, 'Control+Delete')
    await desk.getByText(/^将新增 312 人、.*1 行不导入$/).waitFor()
    await desk.getByRole('button', { name: '提交', exact: true }).click()
    await walk.seen(desk, 'import-commit')
    await desk.getByRole('dialog').getByRole('button', { name: '提交', exact: true }).click()
    await desk.getByText('已导入', { exact: true }).waitFor()
    await desk.getByText(/新增 312 人、.*1 行不导入/).first().waitFor()
    const rosters = section(desk, '去看看').getByRole('link', { name: /^看名册/ })
    expect(await rosters.count(), 'exactly the branches that were filled').toBe(9)
    await walk.look('import-done')
  })

  test('they stand in the nine branches, each with its number', async () => {
    const { desk } = walk
    await visit(desk, '/organisations')
    await desk.getByRole('searchbox', { name: '名称或拼音首字母' }).fill('集团')
    const committee = rowOf(desk, '中共同心城市建设集团有限公司委员会')
    await expect.poll(() => committee.innerText()).toMatch(/成员\s*312\s*下级\s*9/)
    await committee.click()
    await desk.getByRole('complementary').getByRole('link', { name: /城市建设集团/ }).last().click()
    await section(desk, '下级组织').getByText('水务公司党支部').click()
    await desk.getByRole('heading', { name: '水务公司党支部', level: 1 }).waitFor()
    expect(await section(desk, '人数').innerText()).toMatch(/本组织成员\s*34/)
  })

  test('a second import of the same file changes nothing', async () => {
    const { desk } = walk
    await upload(desk)
    await desk.getByRole('button', { name: '全部采用建议（2）' }).click()
    await filter(desk, '相同 308').waitFor()
    expect(await filter(desk, '新增').count()).toBe(0)
    await desk.getByText('还没有可以提交的内容').waitFor()
    await desk.getByRole('button', { name: '取消导入' }).click()
    await desk.getByRole('dialog').getByRole('button', { name: '取消导入' }).click()
    await desk.getByText('这次导入已取消').waitFor()
  })

  test('the whole import is undone in one click, and nobody of it is left', async () => {
    const { desk } = walk
    await visit(desk, '/imports')
    await desk.getByRole('row').filter({ hasText: '新增 312 人' }).getByRole('link').first().click()
    await desk.getByRole('button', { name: '撤销整批' }).click()
    await desk.getByRole('dialog').getByRole('button', { name: '撤销整批' }).click()
    await desk.getByText('已全部撤销，恢复到导入之前').waitFor()
    await walk.look('import-undone')
    await visit(desk, '/organisations')
    expect(await rowOf(desk, '中共同心城市建设集团有限公司委员会').innerText()).toMatch(/成员\s*0\s*下级\s*9/)
  })
})

test('every page on the way is accessible and fits its window', () => {
  expect(walk.faults).toEqual([])
})
