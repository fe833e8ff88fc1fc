import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

const require = createRequire(import.meta.url)
const cache = resolve(import.meta.dirname, '../.cache')
const shots = resolve(import.meta.dirname, '../reports/screens')

export type Width = 1440 | 390

/** Only what lies on this machine may be reached: a page that calls out fails its test. */
const flags = [
  '--no-sandbox', '--no-first-run', '--no-pings', '--disable-background-networking', '--disable-component-update',
  '--disable-default-apps', '--disable-domain-reliability', '--disable-sync', '--disable-dev-shm-usage',
  '--font-render-hinting=none', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

const systemBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * The packaged browser. The package reuses whatever lies in the temporary folder without looking at its version, so it
 * gets a folder of its own, named by version, and moved into place whole.
 */
async function packagedBrowser(): Promise<string> {
  const entry = require.resolve('@sparticuz/chromium')
  const { version } = JSON.parse(readFileSync(resolve(entry, '../../package.json'), 'utf8')) as { version: string }
  const home = join(cache, `chromium-${version}`)
  if (!existsSync(join(home, 'chromium'))) {
    mkdirSync(cache, { recursive: true })
    const making = mkdtempSync(join(cache, 'chromium-making-'))
    await unpackInto(making)
    try {
      renameSync(making, home)
    } catch {
      rmSync(making, { recursive: true, force: true }) // another run was quicker
    }
  }
  return join(home, 'chromium')
}

async function unpackInto(folder: string) {
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    await packed.executablePath()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

async function browserPath(): Promise<string> {
  const path = process.env.CHROME_PATH ?? systemBrowsers.find((one) => existsSync(one)) ?? (await packagedBrowser())
  if (existsSync(path)) return path
  throw new Error(`没有找到浏览器：${path}。请用 CHROME_PATH 指明 Chromium 的位置，或运行 npm install 装上测试用的浏览器。`)
}

function fontsConf(): string {
  const fonts = join(dirname(require.resolve('@embedpdf/fonts-sc')), '../fonts')
  const text = readFileSync(join(import.meta.dirname, 'fonts.conf'), 'utf8')
  const path = join(cache, 'fonts.conf')
  mkdirSync(cache, { recursive: true })
  writeFileSync(path, text.replace('FONT_DIR', fonts).replace('FONT_CACHE', join(cache, 'fonts')))
  return path
}

/** A real Chromium with Chinese fonts and nothing outside this machine in reach. */
export async function openBrowser(): Promise<Browser> {
  const env = { ...process.env, FONTCONFIG_FILE: fontsConf(), LIBGL_ALWAYS_SOFTWARE: '1' } as Record<string, string>
  return chromium.launch({ executablePath: await browserPath(), args: flags, env })
}

/** A new context and page in the office (1440) or on the phone (390): Shanghai time, Chinese, no motion. */
export async function newPage(browser: Browser, options: { width: Width }): Promise<Page> {
  const phone = options.width === 390
  const context: BrowserContext = await browser.newContext({
    viewport: { width: options.width, height: phone ? 844 : 900 },
    hasTouch: phone,
    isMobile: phone,
    deviceScaleFactor: phone ? 2 : 1,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  })
  return context.newPage()
}

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds against WCAG 2.2 AA, one line per finding; empty when clean. */
export async function axe(page: Page): Promise<string[]> {
  // There are no frames here; gathering in a second page and telling of what is right would take three times as long
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] }).withTags(wcag)
  const { violations } = await builder.analyze()
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')} — ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`))
}

/** Saves a screenshot of the whole page to reports/screens/. */
export async function shot(page: Page, name: string, options: { whole?: boolean } = {}): Promise<string> {
  mkdirSync(shots, { recursive: true })
  const path = join(shots, `${name}.png`)
  await page.screenshot({ path, fullPage: options.whole ?? true })
  return path
}

/** How many pixels the page is wider than its window; 0 when nothing overflows. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
