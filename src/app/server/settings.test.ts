import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settingsCommand } from '../cli/settings.ts'
import { addressOf, outwardFrom, settingsFrom, settingWords, siteFrom } from './settings.ts'

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

test('the certificate of an own authority is read at the start; a file that holds none is refused by the setting’s name', () => {
  const mail = { SMTP_HOST: 'smtp.example.cn', MAIL_FROM: 'tongxin@example.cn', PUBLIC_URL: 'https://tongxin.example.cn' }
  const file = (name: string) => join(import.meta.dirname, '../../../test/fixtures', name)
  expect(outwardFrom(settingsFrom({ ...mail, SMTP_CA: file('tls/authority.pem') })).smtp?.authority).toContain('BEGIN CERTIFICATE')
  expect(outwardFrom(settingsFrom(mail)).smtp?.authority).toBeUndefined()
  for (const wrong of ['tls/server-key.pem', 'none.pem']) {
    expect(() => outwardFrom(settingsFrom({ ...mail, SMTP_CA: file(wrong) }))).toThrow(/环境变量有误：\nSMTP_CA：/)
  }
})

test('the address to open is the public one, else one that can be opened', () => {
  expect(addressOf({ PUBLIC_URL: 'https://tongxin.example.cn/', HOST: '0.0.0.0', PORT: 8600 })).toBe('https://tongxin.example.cn')
  expect(addressOf({ PUBLIC_URL: undefined, HOST: '0.0.0.0', PORT: 8600 })).toBe('http://127.0.0.1:8600')
  expect(addressOf({ PUBLIC_URL: undefined, HOST: '::1', PORT: 8600 })).toBe('http://[::1]:8600')
})

const provider = { OIDC_ISSUER: 'https://sso.example.cn', OIDC_CLIENT_ID: 'tongxin', PUBLIC_URL: 'https://tongxin.example.cn' }

test('the unit’s sign-on is there when it is configured whole, and says what is missing', () => {
  expect(siteFrom(settingsFrom({}))).toEqual({ publicUrl: null, signOn: null })
  expect(siteFrom(settingsFrom(provider)).signOn?.settings).toEqual({
    issuer: 'https://sso.example.cn', clientId: 'tongxin', clientSecret: null, scope: 'openid profile', claim: 'preferred_username',
    name: '单位统一登录', strong: false,
  })
  expect(() => settingsFrom({ ...provider, OIDC_CLIENT_ID: undefined })).toThrow(/OIDC_CLIENT_ID：/)
  expect(() => settingsFrom({ ...provider, PUBLIC_URL: undefined })).toThrow(/PUBLIC_URL：/)
  expect(() => settingsFrom({ ...provider, OIDC_SCOPE: 'profile' })).toThrow(/openid/)
})

test('a provider without TLS is taken on this machine only', () => {
  expect(() => settingsFrom({ ...provider, OIDC_ISSUER: 'http://sso.example.cn' })).toThrow(/OIDC_ISSUER：应写成 https/)
  expect(() => settingsFrom({ ...provider, OIDC_ISSUER: 'http://127.0.0.1.example.cn' })).toThrow(/OIDC_ISSUER/)
  expect(() => settingsFrom({ ...provider, OIDC_ISSUER: 'http://127.0.0.1:9000@sso.example.cn' })).toThrow(/OIDC_ISSUER/)
  expect(settingsFrom({ ...provider, OIDC_ISSUER: 'http://127.0.0.1:9000' }).OIDC_ISSUER).toBe('http://127.0.0.1:9000')
})

test('the list of settings shows no secret', async () => {
  const before = { ...process.env }
  Object.assign(process.env, { ...provider, OIDC_CLIENT_SECRET: 'not-for-the-screen' })
  const lines: string[] = []
  await settingsCommand.run({ words: [], flags: {}, signal: new AbortController().signal, say: (line) => void lines.push(line) })
  process.env = before
  expect(lines.join('\n')).toContain('OIDC_CLIENT_SECRET=***')
  expect(lines.join('\n')).not.toContain('not-for-the-screen')
})
