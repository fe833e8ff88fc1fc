import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seal, unseal } from '#base/seal.ts'
import { loadSecrets } from '#database/keys.ts'

let folder: string
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'tongxin-keys-'))))
afterEach(() => rm(folder, { recursive: true }))

test('the first start makes keys of 256 bits that only the owner may read', async () => {
  const { file, keys, passwords } = await loadSecrets(folder)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect([keys.byId[keys.current]!.length, keys.hash.length]).toEqual([32, 32])
  expect(new Set([passwords.owner, passwords.app, keys.hash.toString('base64url')]).size).toBe(3)
})

test('every later start reads the same', async () => {
  expect(await loadSecrets(folder)).toEqual(await loadSecrets(folder))
})

test('ten first starts at once make one file', async () => {
  const all = await Promise.all(Array.from({ length: 10 }, () => loadSecrets(folder)))
  expect(new Set(all.map((secrets) => JSON.stringify(secrets))).size).toBe(1)
})

test('a file that others could read is closed again', async () => {
  const { file } = await loadSecrets(folder)
  await chmod(file, 0o644)
  await loadSecrets(folder)
  expect((await stat(file)).mode & 0o077).toBe(0)
})

test('a damaged file is never replaced: the sentence says to bring it back', async () => {
  const file = join(folder, 'keys.json')
  await writeFile(file, '{ half')
  await expect(loadSecrets(folder)).rejects.toThrow(/读不了密钥文件.*不要删除它/)
  expect(await readFile(file, 'utf8')).toBe('{ half')
})

test('what an older key sealed still opens when a newer one is current; without the older it does not', async () => {
  const { file, keys } = await loadSecrets(folder)
  const sealed = seal(keys, 'here', '990000199001010018')
  const held = JSON.parse(await readFile(file, 'utf8')) as { current: string; keys: Record<string, string> }
  const rotated = { ...held, current: 'new', keys: { ...held.keys, new: Buffer.alloc(32, 7).toString('base64url') } }
  await writeFile(file, JSON.stringify(rotated))
  const after = (await loadSecrets(folder)).keys
  expect(unseal(after, 'here', sealed)).toBe('990000199001010018')
  expect(seal(after, 'here', 'x').subarray(2, 5).toString()).toBe('new')
  expect(() => unseal({ ...after, byId: { new: after.byId['new']! } }, 'here', sealed)).toThrow(/not in the key file/)
})
