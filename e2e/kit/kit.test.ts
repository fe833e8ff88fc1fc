import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe, newPage, openBrowser, overflow, shot, type Width } from '../browser.ts'
import { serveKit } from './serve.ts'

let browser: Browser
let kit: Awaited<ReturnType<typeof serveKit>>

beforeAll(async () => {
  ;[browser, kit] = await Promise.all([openBrowser(), serveKit()])
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await kit?.stop()
})

async function at(width: Width, place = ''): Promise<Page> {
  const page = await newPage(browser, { width })
  await page.goto(kit.url + place)
  await page.waitForSelector('h1')
  return page
}

describe.each([1440, 390] as const)('the ui kit at %i px', (width) => {
  test.each([['', 'kit'], ['?large', 'kit-large'], ['#tree', 'kit-tree']])('%s keeps WCAG 2.2 AA and does not overflow', async (place, name) => {
    const page = await at(width, place)
    await shot(page, `${name}-${width}`)
    expect(await axe(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    await page.context().close()
  })
})

test('on the phone every button and field can be hit with a finger', async () => {
  const page = await at(390)
  const small = await page.$$eval('button, select, input:not([type=checkbox]):not([type=radio]):not([type=date])', (found) =>
    found.filter((one) => {
      const box = (one.closest('.ant-select, .ant-input-affix-wrapper') ?? one).getBoundingClientRect()
      return box.height > 1 && box.height < 43.5 && !one.closest('thead')
    }).map((one) => one.outerHTML.slice(0, 100)))
  expect(small).toEqual([])
})

test('a form keeps what was typed over a reload, until it is emptied', async () => {
  const page = await at(1440)
  await page.getByLabel('全称').fill('向阳社区第三党支部')
  await page.getByLabel('批准日期').fill('20260701')
  await page.getByLabel('全称').focus()
  expect(await page.getByLabel('批准日期').inputValue()).toBe('2026-07-01')
  await page.reload()
  expect(await page.getByLabel('全称').inputValue()).toBe('向阳社区第三党支部')
  await page.getByRole('button', { name: '清空重填' }).click()
  expect(await page.getByLabel('全称').inputValue()).toBe('')
})

test('a sensitive field never rests on the device', async () => {
  const page = await at(1440)
  await page.getByLabel('经办人电话').fill('13800000000')
  await page.getByLabel('全称').fill('向阳社区第三党支部')
  const kept = await page.evaluate(() => JSON.stringify(localStorage))
  expect(kept).toContain('向阳社区第三党支部')
  expect(kept).not.toContain('13800000000')
})

test('a form says at each field what is missing and goes to the first', async () => {
  const page = await at(1440)
  await page.getByLabel('全称').press('Control+Enter')
  await page.getByText('有 3 处需要改正').waitFor()
  expect(await page.getByLabel('全称').evaluate((field) => field === document.activeElement)).toBe(true)
})

test('为什么 is answered with the article', async () => {
  const page = await at(390)
  await page.getByRole('button', { name: /任期届满.*为什么/ }).click()
  await page.getByText('第十九条').waitFor()
  expect(await overflow(page)).toBe(0)
  await page.keyboard.press('Escape')
  expect(await page.getByText('第十九条').count()).toBe(0)
})

describe('a tree of twenty thousand open rows', () => {
  test('goes to its end and back with the keyboard, showing only what fits', async () => {
    const page = await at(1440, '#tree')
    await page.getByRole('tree').focus()
    const started = Date.now()
    await page.keyboard.press('End')
    await page.getByText('红旗社区第199党支部').last().waitFor()
    await page.keyboard.press('Home')
    await page.getByText('中共青山区委员会').waitFor()
    expect(Date.now() - started).toBeLessThan(2000)
    expect(await page.getByRole('treeitem').count()).toBeLessThan(80)
  })

  test('closes and opens a branch without delay', async () => {
    const page = await at(1440, '#tree')
    await page.getByRole('tree').focus()
    await page.keyboard.press('Home')
    const took = await page.evaluate(async () => {
      const tree = document.querySelector<HTMLElement>('[role=tree]')!
      const times: number[] = []
      for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowLeft', 'ArrowRight']) {
        const from = performance.now()
        tree.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
        await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)))
        times.push(performance.now() - from)
      }
      return Math.max(...times)
    })
    console.log(`opening 20,000 rows: ${Math.round(took)} ms`)
    expect(took).toBeLessThan(250)
  })

  test('is printed whole', async () => {
    const page = await at(1440, '#tree')
    await page.emulateMedia({ media: 'print' })
    await page.waitForFunction(() => document.querySelectorAll('[role=treeitem]').length === 20_001, undefined, { polling: 500, timeout: 90_000 })
  }, 120_000)
})
