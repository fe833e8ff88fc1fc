import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { holderOf, pageAs, signInAs, startSystem, type System } from './system.ts'
import { settled } from './walk.ts'

/* What a screen reader says is Chinese: no page, dialog, sheet or list reads out a word that its library brought along. */

let browser: Browser
let system: System
let page: Page
let district: string

beforeAll(async () => {
  ;[browser, system] = await Promise.all([openBrowser(), startSystem()])
  const officer = await holderOf(system, '中共同心区委员会', 'party.local-committee.organisation-officer')
  district = officer.organisationId
  const post = { organisationId: district, post: 'party.local-committee.organisation-officer' }
  page = await pageAs(browser, system, await signInAs(system, officer, [post]), 1440)
  page.setDefaultTimeout(20_000)
})
afterAll(async () => {
  await browser?.close()
  await system?.end()
})

/** Formats of files, keys of the keyboard, units: called so in Chinese too. */
const called = /\.?\b(xlsx?|csv|Excel|WPS|UTF|GBK|MB|Ctrl|Alt|Shift|Delete|Tab|Esc|Enter|F\d+|PDF|VPN)\b/gi

interface Node {
  ignored: boolean
  role?: { value: string }
  name?: { value?: string }
  description?: { value?: string }
}

/** Names and descriptions of the whole accessibility tree that hold a Latin word. */
async function englishOn(): Promise<string[]> {
  await settled(page)
  const session = await page.context().newCDPSession(page)
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as unknown as { nodes: Node[] }
  await session.detach()
  expect(nodes.length).toBeGreaterThan(50)
  const said = nodes.filter((node) => !node.ignored).flatMap((node) =>
    [node.name?.value, node.description?.value].map((text) => [node.role?.value, text ?? ''] as const))
  const wrong = said.filter(([, text]) => /[a-z]{2,}/i.test(text.replace(called, '')))
  return [...new Set(wrong.map(([role, text]) => `${role}: ${text}`))]
}

const visit = async (address: string) => {
  await page.goto(new URL(address, page.url()).href)
  await settled(page)
}
const shows = async (what: string) => expect([what, await englishOn()]).toEqual([what, []])

test('the work list', async () => shows('work'))

test('the organisations, with a list of choices open', async () => {
  await visit('/organisations')
  await shows('tree')
  await page.getByRole('main').locator('.ant-select').first().click()
  await page.locator('.ant-select-dropdown').waitFor()
  await shows('choices')
})

test('an organisation, with the sheet of an act open', async () => {
  await visit(`/organisations/${district}`)
  await shows('organisation')
  await visit(`/organisations/${district}?act=rename`)
  await page.getByRole('dialog').waitFor()
  await shows('sheet')
})

test('the roster, with a dialog and a choice of organisations open', async () => {
  await visit('/people')
  await shows('roster')
  await page.getByRole('button', { name: '导出' }).click()
  await page.getByRole('dialog').waitFor()
  await shows('dialog')
})

test('the beginning of an import and the form of a new person', async () => {
  await visit('/imports/new')
  await shows('import')
  await visit('/people/new')
  await shows('register')
})

test('a button at work says nothing of its spinning wheel', async () => {
  await visit('/people')
  await page.getByRole('button', { name: '导出' }).click()
  await page.route('**/people/export', () => undefined)
  await page.getByRole('dialog').getByRole('button', { name: '导出' }).click()
  await page.locator('.ant-btn-loading').waitFor()
  await shows('loading')
})
