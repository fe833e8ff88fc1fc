import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { refuse, Refusal } from '#base/decision.ts'
import { place, type Keys } from '#base/seal.ts'
import type { World } from '#database/world.ts'

/*
 * Uploads lie sealed under the data folder by a random name (the batch's id) until they are committed or dropped; a plain
 * copy exists only while the reader works on it. Layout: key id length, key id, 12 bytes nonce, cipher, 16 bytes tag.
 */

const folder = (world: World) => join(world.dataDir, 'uploads')
const sealedFile = (world: World, id: string) => join(folder(world), `${id}.sealed`)
const at = (id: string) => Buffer.from(place('uploads', 'file', id))

/** Writes an upload sealed; answers its size. A file cut off at the limit is refused and leaves nothing. */
export async function keepUpload(world: World, id: string, source: Readable & { truncated?: boolean }): Promise<number> {
  await mkdir(folder(world), { recursive: true, mode: 0o700 })
  const file = sealedFile(world, id)
  try {
    const size = await writeSealed(world.keys, file, id, source)
    if (source.truncated) throw new Refusal(refuse('input.file-too-large'))
    return size
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
}

async function writeSealed(keys: Keys, file: string, id: string, source: Readable): Promise<number> {
  const nonce = randomBytes(12)
  const keyId = Buffer.from(keys.current)
  const cipher = createCipheriv('aes-256-gcm', keys.byId[keys.current]!, nonce).setAAD(at(id))
  let size = 0
  await pipeline(
    source,
    async function* (chunks: AsyncIterable<Buffer>) {
      yield Buffer.concat([Buffer.from([keyId.length]), keyId, nonce])
      for await (const chunk of chunks) {
        size += chunk.length
        yield cipher.update(chunk)
      }
      yield Buffer.concat([cipher.final(), cipher.getAuthTag()])
    },
    // What is acknowledged must outlive a power cut
    createWriteStream(file, { mode: 0o600, flush: true }),
  )
  return size
}

/** Gives the plain file to `work` and removes it, whatever happens. Null when the upload is no more. */
export async function withUpload<T>(world: World, id: string, work: (path: string) => Promise<T>): Promise<T | null> {
  const file = sealedFile(world, id)
  const facts = await stat(file).catch(() => null)
  if (!facts) return null
  const plain = join(folder(world), `${id}.${randomBytes(4).toString('hex')}.plain`)
  try {
    await writePlain(world.keys, file, plain, { id, size: facts.size })
    return await work(plain)
  } finally {
    await rm(plain, { force: true })
  }
}

async function writePlain(keys: Keys, file: string, plain: string, { id, size }: { id: string; size: number }): Promise<void> {
  const handle = await open(file)
  try {
    const head = Buffer.alloc(64)
    await handle.read(head, 0, 64, 0)
    const from = 1 + head[0]! + 12
    const tag = Buffer.alloc(16)
    await handle.read(tag, 0, 16, size - 16)
    const key = keys.byId[head.subarray(1, 1 + head[0]!).toString()]
    if (!key) throw new Error('the key of an upload is not in the key file')
    const decipher = createDecipheriv('aes-256-gcm', key, head.subarray(1 + head[0]!, from)).setAAD(at(id)).setAuthTag(tag)
    // an empty upload has no byte to start at
    const body = size - 16 > from ? createReadStream(file, { start: from, end: size - 17 }) : []
    await pipeline(body, decipher, createWriteStream(plain, { mode: 0o600 }))
  } finally {
    await handle.close()
  }
}

export const dropUpload = (world: World, id: string): Promise<void> => rm(sealedFile(world, id), { force: true })

export const hasUpload = async (world: World, id: string): Promise<boolean> =>
  stat(sealedFile(world, id)).then(() => true, () => false)

/** The uploads that lie here, each with the age of its file. */
export async function uploadsHeld(world: Pick<World, 'dataDir'>): Promise<{ id: string; since: Date }[]> {
  const held: { id: string; since: Date }[] = []
  const place = join(world.dataDir, 'uploads')
  for (const name of await readdir(place).catch(() => [] as string[])) {
    const id = /^([0-9a-f-]{36})\.sealed$/.exec(name)?.[1]
    const facts = id && (await stat(join(place, name)).catch(() => null))
    if (id && facts) held.push({ id, since: facts.mtime })
  }
  return held
}

/** Plain copies that a killed process left behind. */
export async function removePlainCopies(world: World): Promise<void> {
  for (const name of await readdir(folder(world)).catch(() => [] as string[])) {
    if (name.endsWith('.plain')) await rm(join(folder(world), name), { force: true })
  }
}
