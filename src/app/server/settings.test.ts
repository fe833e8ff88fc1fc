import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addressOf, settingsFrom, settingWords } from './settings.ts'

const defaults: Record<string, unknown> = settingsFrom({})

/** The table of the operator's page, as it must stand there. */
const settingsTable = [
  '| 变量 | 默认 | 说明 |',
  '| --- | --- | --- |',
  ...settingWords.map(({ name, words }) => `| \`${name}\` | ${defaults[name] ?? '不设'} | ${words} |`),
].join('\n')

test('the operator’s page lists every setting with its default', () => {
  expect(readFileSync(join(import.meta.dirname, '../../../docs/operating.md'), 'utf8')).toContain(settingsTable)
})

test('a value that is not lawful is refused by its name, with what to write', () => {
  expect(() => settingsFrom({ PORT: '70000' })).toThrow(/环境变量有误：\nPORT：/)
  expect(() => settingsFrom({ DATABASE_URL: 'mysql://a@b/c' })).toThrow(/DATABASE_URL：应写成 postgres:/)
  expect(() => settingsFrom({ DATABASE_URL: 'postgres://a@b:5432' })).toThrow(/DATABASE_URL/)
  expect(settingsFrom({ DATABASE_URL: 'postgresql://a:p%40ss@b:5432/c?sslmode=require' }).DATABASE_URL).toContain('sslmode')
})

test('the address to open is the public one, else one that can be opened', () => {
  expect(addressOf({ PUBLIC_URL: 'https://tongxin.example.cn/', HOST: '0.0.0.0', PORT: 8600 })).toBe('https://tongxin.example.cn')
  expect(addressOf({ PUBLIC_URL: undefined, HOST: '0.0.0.0', PORT: 8600 })).toBe('http://127.0.0.1:8600')
  expect(addressOf({ PUBLIC_URL: undefined, HOST: '::1', PORT: 8600 })).toBe('http://[::1]:8600')
})
