import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { installedPacks, installPacks, withPack } from '#regulations/packs/installed.ts'
import { builtIn, national } from '#regulations/packs/national.ts'
import { ruleOn } from '#regulations/rules.ts'

const lesson = builtIn.find(({ id }) => id === 'party.branch.lesson')!
const quarterly = { ...lesson, every: 'quarter', from: '2027-01-01', grade: 'B', article: '某省委〔2026〕9号', dated: undefined }
const pack = (rules: unknown[] = [{ ...lesson, to: '2027-01-01' }, quarterly], more = {}) => JSON.stringify({ version: '2026-12', title: '某省', rules, ...more })

const folders: string[] = []
async function dataWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'packs-'))
  folders.push(folder)
  await mkdir(join(folder, 'regulations'))
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, 'regulations', name), content)
  return folder
}
afterEach(async () => {
  await installPacks('/nowhere')
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

const everyOn = (day: string) => ruleOn(national.rules, 'party.branch.lesson', { day, kind: 'party.branch', line: 'party' })?.every

test('a pack in the data folder ends a rule and brings its successor, without a change of code', async () => {
  expect(await installPacks(await dataWith({ 'a.json': pack() }))).toEqual([])
  expect(['2026-12-31', '2027-01-01'].map(everyOn)).toEqual(['half-year', 'quarter'])
  expect(installedPacks().packs).toMatchObject([{ file: null, version: '2026-03' }, { file: 'a.json', version: '2026-12', title: '某省', hash: expect.stringMatching(/^[0-9a-f]{12}$/) as string, rules: 2 }])
})

test('every built-in rule can stand in a pack file: no unit, scope or form is the program’s own', async () => {
  expect(await installPacks(await dataWith({ 'all.json': pack([...builtIn]) }))).toEqual([])
  expect(national.rules).toEqual(builtIn)
})

test('a later pack lays itself over an earlier one', async () => {
  await installPacks(await dataWith({ '1.json': pack(), '2.json': pack([{ ...quarterly, every: 'month' }]) }))
  expect(everyOn('2027-01-01')).toBe('month')
})

test.each([
  ['no JSON', '{', /整个文件不合格式/],
  ['an unknown field', pack([{ ...lesson, points: 3 }]), /rules 第 1 条不合格式/],
  ['no article', pack([{ ...lesson, article: '' }]), /第 1 条 article/],
  ['an end before its beginning', pack([{ ...lesson, to: '2000-01-01' }]), /失效日期/],
  ['the same rule twice', pack([lesson, lesson]), /两次/],
  ['no rules', pack([]), /rules/],
  ['a period and a range of members', pack([{ ...lesson, scope: { members: { from: 7 } } }]), /无法汇总/],
])('a pack with %s is refused as a whole, with a sentence', async (_, content, why) => {
  expect(withPack(builtIn, content)).toEqual({ why: expect.stringMatching(why) as string })
  const refused = await installPacks(await dataWith({ 'bad.json': content, 'good.json': pack() }))
  expect([refused.map(({ file }) => file), everyOn('2027-01-01'), everyOn('2026-01-01')]).toEqual([['bad.json'], 'quarter', 'half-year'])
})
