import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Download, Locator, Page } from 'playwright-core'
import { beforeEach } from 'vitest'
import { pageAs, type System } from './system.ts'
import { axe, overflow, shot, type Width } from './browser.ts'

/** Somebody at work: the same account on the desk and on the phone, and what was wrong with what they saw. */
export interface Walk {
  /** the window of 1440 px */
  desk: Page
  /** the phone of 390 px */
  phone: Page
  /** one line for each thing wrong at a stop; a journey ends by expecting none */
  faults: string[]
  /** looks at the page on the desk and at the same address on the phone */
  look(stop: string): Promise<void>
  /** looks at one window as it stands: a dialog, a form half filled in */
  seen(page: Page, stop: string): Promise<void>
  /** pictures of both windows as they stand */
  keep(stop: string): Promise<void>
  end(): Promise<void>
}

/** The steps of a journey build on each other: after one that failed, both windows are kept and the rest is not walked. */
export function walkInOrder(walk: () => Walk): void {
  let failed = false
  beforeEach(({ skip, onTestFailed }) => {
    if (failed) skip('an earlier step of the journey failed')
    onTestFailed(async () => {
      failed = true
      await walk().keep('failed')
    })
  })
}

/** Both windows of somebody who is signed in. */
export async function walkAs(browser: Browser, system: System, token: string, journey: string): Promise<Walk> {
  return walkWith(await pageAs(browser, system, token, 1440), await pageAs(browser, system, token, 390), journey)
}

/** Two windows that are open already: somebody who signs in by hand. */
export function walkWith(desk: Page, phone: Page, journey: string): Walk {
  const faults: string[] = []
  const seen = async (page: Page, stop: string) => {
    const name = `${journey}-${stop}-${page.viewportSize()!.width as Width}`
    faults.push(...(await faultsOf(page, name)).map((fault) => `${name} (${new URL(page.url()).pathname}): ${fault}`))
  }
  for (const page of [desk, phone]) {
    heedConsole(page, faults)
    page.setDefaultTimeout(20_000)
  }
  return {
    desk, phone, faults, seen,
    async look(stop) {
      await seen(desk, stop)
      await phone.goto(desk.url())
      await seen(phone, stop)
    },
    async keep(stop) {
      await shot(desk, `${journey}-${stop}-1440`, { whole: false })
      await shot(phone, `${journey}-${stop}-390`, { whole: false })
    },
    async end() {
      await desk.context().close()
      await phone.context().close()
    },
  }
}

/** What the browser itself complains of: broken content policy, scripts that fail. Refusals of the server are no faults. */
function heedConsole(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(`script (${new URL(page.url()).pathname}): ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      faults.push(`console (${new URL(page.url()).pathname}): ${message.text()}`)
    }
  })
}

/** Waits until nothing is on its way any more, then looks: axe, width, a picture. */
async function faultsOf(page: Page, name: string): Promise<string[]> {
  await settled(page)
  await shot(page, name, { whole: false })
  const wide = await overflow(page)
  await layDown(page, true)
  const found = await axe(page)
  await layDown(page, false)
  return [...found, ...(wide > 0 ? [`the page is ${wide} px wider than its window`] : [])]
}

/** A bar that stays in sight covers now one field and now another: no fault of the field, so it lies still meanwhile. */
const layDown = (page: Page, down: boolean) =>
  page.evaluate((position) => {
    for (const bar of document.querySelectorAll<HTMLElement>('nav, header, .commit-bar')) bar.style.position = position
  }, down ? 'static' : '')

export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null)
}

/** Goes to an address within the product without loading it anew. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(new URL(address, page.url()).href)
  await settled(page)
}

/** A field by its label; optional ones carry 选填 behind it. */
export const field = (within: Page | Locator, label: string): Locator =>
  within.getByRole('textbox', { name: new RegExp(`^${label}(选填)?$`) })

/** Chooses from a list as one does: opens it by its label, types a little where one may, clicks the words. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  const box = page.getByRole('combobox', { name: new RegExp(`^${label}(选填)?$`) })
  await box.click()
  if (await box.isEditable()) await box.fill(option)
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').getByTitle(option, { exact: true }).click()
}

/** Chooses an organisation in the picker of a form: by searching for its name. */
export async function pick(page: Page, form: Locator, label: string, name: string): Promise<void> {
  await form.getByRole('button', { name: `选择：${label}` }).click()
  const picker = page.getByRole('dialog', { name: label })
  await picker.getByRole('searchbox').fill(name)
  await picker.getByRole('button', { name: new RegExp(`^${name}`) }).click()
}

/** The card or section of the page with this heading. */
export const section = (page: Page | Locator, title: string): Locator => page.getByRole('region', { name: title })

/** What comes down when something is clicked, saved in a folder of its own. */
export async function download(page: Page, click: () => Promise<void>): Promise<{ path: string; name: string }> {
  const [file] = await Promise.all([page.waitForEvent('download'), click()])
  return saved(file)
}

async function saved(file: Download): Promise<{ path: string; name: string }> {
  const path = join(mkdtempSync(join(tmpdir(), 'tongxin-e2e-')), file.suggestedFilename())
  await file.saveAs(path)
  return { path, name: file.suggestedFilename() }
}
