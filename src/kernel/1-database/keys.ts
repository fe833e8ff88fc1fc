import { randomBytes } from 'node:crypto'
import { chmod, link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Keys } from '#base/seal.ts'

interface KeyFile {
  note: string
  current: string
  keys: Record<string, string>
  hash: string
  ownerPassword: string
  appPassword: string
}

export interface Secrets {
  keys: Keys
  passwords: { owner: string; app: string }
  file: string
}

const note = '同心的密钥。没有它，备份里的公民身份号码和电话解不开；请与备份分开保管，不要发给任何人。'

function newFile(): KeyFile {
  const secret = () => randomBytes(32).toString('base64url')
  const id = `k${new Date().toISOString().slice(0, 10).replaceAll('-', '')}`
  return { note, current: id, keys: { [id]: secret() }, hash: secret(), ownerPassword: secret(), appPassword: secret() }
}

/** Two first starts at once must not make two keys: the file appears whole, by a hard link that fails if it exists. */
async function readOrMake(file: string): Promise<KeyFile> {
  const read = async () => JSON.parse(await readFile(file, 'utf8')) as KeyFile
  const held = await read().catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new Error(`读不了密钥文件 ${file}：${error.message}。请恢复这个文件；不要删除它，否则已加密的数据解不开。`)
  })
  if (held) return held
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, JSON.stringify(newFile(), null, 2), { mode: 0o600 })
  await link(draft, file).catch(() => undefined)
  await rm(draft)
  return read()
}

/** Keys and passwords, generated on first start into a 0600 file beside the data. */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'keys.json')
  const held = await readOrMake(file)
  await chmod(file, 0o600).catch(() => undefined)
  const bytes = (text: string) => Buffer.from(text, 'base64url')
  const byId = Object.fromEntries(Object.entries(held.keys).map(([id, key]) => [id, bytes(key)]))
  return {
    file,
    keys: { current: held.current, byId, hash: bytes(held.hash) },
    passwords: { owner: held.ownerPassword, app: held.appPassword },
  }
}
