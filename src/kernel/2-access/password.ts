import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto'
import { allow, refuse, type Decision } from '#base/decision.ts'

/** OWASP's floor for argon2id: 19 MiB, 2 passes, 1 lane. A stored hash carries its own parameters (PHC string). */
const cost = { memory: 19_456, passes: 2, parallelism: 1 }
const tagLength = 32

function derive(password: string, salt: Buffer, use: typeof cost): Promise<Buffer> {
  const parameters: Argon2Parameters = { message: password.normalize('NFKC'), nonce: salt, tagLength, ...use }
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag)))
  })
}

const plain64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const tag = await derive(password, salt, cost)
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${plain64(salt)}$${plain64(tag)}`
}

const shape = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/

export async function isPassword(password: string, hash: string): Promise<boolean> {
  const parts = shape.exec(hash)
  if (!parts) return false
  const use = { memory: Number(parts[1]), passes: Number(parts[2]), parallelism: Number(parts[3]) }
  const tag = await derive(password, Buffer.from(parts[4]!, 'base64'), use)
  const held = Buffer.from(parts[5]!, 'base64')
  return held.length === tag.length && timingSafeEqual(held, tag)
}

/** The same work for an account that does not exist, so that the answer's time tells nothing. */
let stranger: Promise<string> | undefined
export async function wasteTime(password: string): Promise<false> {
  stranger ??= hashPassword(randomBytes(16).toString('hex'))
  await isPassword(password, await stranger)
  return false
}

const common = ['password', 'qwerty', '12371', 'abc123', 'admin', 'woaini', 'iloveyou', 'zaq12wsx', '5201314', 'dangyuan', 'dangzhibu', 'tongxin']

/** Refuses short, repeated, sequential and well-known passwords, and those made of what others know of the person. */
export function mayUsePassword(password: string, known: string[]): Decision<string, 'access.password-weak'> {
  const weak = (why: string) => refuse('access.password-weak' as const, { why })
  if (password.length < 12) return weak('太短，至少 12 个字符，可以用一句您记得住的话')
  if (password.length > 128) return weak('太长，最多 128 个字符')
  const low = password.normalize('NFKC').toLowerCase()
  if (new Set(low).size < 5) return weak('重复的字符太多')
  const rest = [...common, ...known.map((word) => word.toLowerCase()).filter((word) => word.length >= 2)].reduce(
    (text, word) => text.replaceAll(word, ''),
    low,
  )
  if (rest.length < 8) return weak('含有常见的词、您的姓名或登录名，请换一个')
  if ('01234567890123456789'.includes(rest) || 'abcdefghijklmnopqrstuvwxyz'.includes(rest)) return weak('是连续的数字或字母')
  return allow(password)
}
