import { randomBytes } from 'node:crypto'
import { access, chmod, constants, copyFile, link, readFile, rename, rm, writeFile } from 'node:fs/promises'
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
  await writeFile(draft, JSON.stringify(newFile(), null, 2), { mode: 0o600, flush: true })
  await link(draft, file).catch(() => undefined)
  await rm(draft)
  return read()
}

const bytes = (text: string) => Buffer.from(text, 'base64url')

const keysOf = ({ current, keys, hash }: Pick<KeyFile, 'current' | 'keys' | 'hash'>): Keys => ({
  current,
  byId: Object.fromEntries(Object.entries(keys).map(([id, key]) => [id, bytes(key)])),
  hash: bytes(hash),
})

const fileIn = (dataDir: string) => join(dataDir, 'keys.json')

export const hasKeyFile = (dataDir: string): Promise<boolean> => access(fileIn(dataDir)).then(() => true, () => false)

/** The keys alone, without the passwords of this machine's database: for a backup that shall carry them. */
export async function portableKeys(dataDir: string): Promise<string> {
  const { current, keys, hash } = await readOrMake(fileIn(dataDir))
  return JSON.stringify({ note, current, keys, hash }, null, 2)
}

export const keysIn = (portable: string): Keys => keysOf(JSON.parse(portable) as KeyFile)

/** Takes over the keys of a backup; a key file that was here is kept beside, under the name answered. */
export async function adoptKeys(dataDir: string, portable: string): Promise<string | null> {
  const file = fileIn(dataDir)
  const held = (await hasKeyFile(dataDir)) ? await readOrMake(file) : null
  const aside = held && `${file}.${Date.now()}`
  if (aside) await copyFile(file, aside, constants.COPYFILE_EXCL)
  const { current, keys, hash } = JSON.parse(portable) as KeyFile
  await replaceFile(file, { ...newFile(), ...held, current, keys, hash })
  return aside
}

async function replaceFile(file: string, content: KeyFile): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, JSON.stringify(content, null, 2), { mode: 0o600, flush: true })
  await rename(draft, file)
}

/** Keys and passwords, generated on first start into a 0600 file beside the data. */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  const file = fileIn(dataDir)
  const found = await readOrMake(file)
  // Taken out of a backup by hand: the keys without passwords
  const held = found.ownerPassword ? found : { ...newFile(), ...found }
  if (held !== found) await replaceFile(file, held)
  await chmod(file, 0o600).catch(() => undefined)
  return { file, keys: keysOf(held), passwords: { owner: held.ownerPassword, app: held.appPassword } }
}
