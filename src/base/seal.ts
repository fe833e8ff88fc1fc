import { createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto'

/** Keys outside the database: `current` seals, every key of `byId` opens, `hash` finds equal values. */
export interface Keys {
  current: string
  byId: Record<string, Buffer>
  hash: Buffer
}

/** Where a sealed value stands: it opens only there (associated data), so a ciphertext cannot be moved to another row. */
export const place = (table: string, column: string, row: string): string => `${table}.${column}.${row}`

/** Making a key ready costs more than sealing a short text with it: done once for each key. */
const readyKeys = new WeakMap<Buffer, KeyObject>()
function ready(key: Buffer): KeyObject {
  const held = readyKeys.get(key) ?? createSecretKey(key)
  readyKeys.set(key, held)
  return held
}

/** Random bytes are drawn for many nonces at a time; each is used once. */
let drawn = Buffer.alloc(0)
function newNonce(): Buffer {
  if (drawn.length === 0) drawn = randomBytes(12 * 512)
  const nonce = drawn.subarray(0, 12)
  drawn = drawn.subarray(12)
  return nonce
}

/** AES-256-GCM: version, key id length, key id, 12 bytes nonce, 16 bytes tag, ciphertext. */
export function seal(keys: Keys, at: string, plain: string): Buffer {
  const nonce = newNonce()
  const cipher = createCipheriv('aes-256-gcm', ready(keys.byId[keys.current]!), nonce).setAAD(Buffer.from(at))
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  const id = Buffer.from(keys.current)
  return Buffer.concat([Buffer.from([1, id.length]), id, nonce, cipher.getAuthTag(), body])
}

export function unseal(keys: Keys, at: string, sealed: Buffer): string {
  const idEnd = 2 + sealed[1]!
  const key = keys.byId[sealed.subarray(2, idEnd).toString()]
  if (!key) throw new Error('the key of a sealed value is not in the key file')
  const decipher = createDecipheriv('aes-256-gcm', ready(key), sealed.subarray(idEnd, idEnd + 12))
  decipher.setAAD(Buffer.from(at)).setAuthTag(sealed.subarray(idEnd + 12, idEnd + 28))
  return decipher.update(sealed.subarray(idEnd + 28), undefined, 'utf8') + decipher.final('utf8')
}

/** Equality search without the value: HMAC over the kind of value and the value. */
export const keyedHash = (keys: Keys, kind: string, value: string): Buffer =>
  createHmac('sha256', ready(keys.hash)).update(`${kind}\n${value}`).digest()

export const sha256 = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest()

/** JSON with sorted keys and no blanks (RFC 8785 for the values used here), so that equal payloads give equal bytes. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  fields.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`
}
