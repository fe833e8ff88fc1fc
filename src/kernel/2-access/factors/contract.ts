import { z } from 'zod'
import { actId, endpoint, name, nothing, open, publicId, self } from '#base/contract.ts'

const password = z.string().min(1).max(128)
/** Six digits of a telephone, or one of the recovery codes; blanks and hyphens as one likes */
const code = z.string().trim().min(1).max(40)
const current = password.optional().meta({ description: '现在的密码；刚登录不久时可以不写' })

/** What a browser's passkey answers; the library checks what lies within. */
const passkeyAnswer = z
  .looseObject({ id: z.string().max(2000), rawId: z.string().max(2000), type: z.literal('public-key'), response: z.looseObject({ clientDataJSON: z.string().max(20_000) }) })
  .meta({ description: '浏览器 WebAuthn 接口返回的内容' })
const passkeyQuestion = z.object({ options: z.unknown().meta({ description: '交给浏览器 WebAuthn 接口的内容' }) })

/** After the first step: signed in, or the second step is still to be done. */
export const signedIn = z.object({
  next: z.enum(['in', 'code']).meta({ description: 'in 已登录；code 还要第二步' }),
  name: z.string().nullable(),
})

const recoveryCodes = z.array(z.string()).nullable().meta({ description: '新的备用码，只显示这一次；没有新的时为空' })

export const signInCode = endpoint({
  name: 'access.sign-in-code',
  method: 'POST',
  path: '/sign-in/code',
  summary: '登录第二步：手机上的 6 位动态码，或一个备用码',
  guard: open('密码已经对了，登录还没有完成'),
  input: z.strictObject({ code }),
  output: signedIn,
  refusals: ['access.wrong-code', 'access.too-many-guesses'],
})

export const passkeyOptions = endpoint({
  name: 'access.passkey-options',
  method: 'POST',
  path: '/sign-in/passkey/options',
  summary: '用通行密钥登录：取一道题；不问是谁，对谁都一样',
  guard: open('登录'),
  input: nothing,
  output: passkeyQuestion,
  refusals: ['access.no-passkeys-here', 'access.too-many-guesses'],
})

export const passkeySignIn = endpoint({
  name: 'access.passkey-sign-in',
  method: 'POST',
  path: '/sign-in/passkey',
  summary: '用通行密钥登录：交答案',
  guard: open('登录'),
  input: z.strictObject({ response: passkeyAnswer }),
  output: signedIn,
  refusals: ['access.wrong-passkey', 'access.too-many-guesses'],
})

export const myFactors = endpoint({
  name: 'access.my-factors',
  method: 'GET',
  path: '/me/factors',
  summary: '自己的登录安全：动态码、通行密钥、备用码、单位统一登录',
  guard: self('自己的登录', { enrolling: true }),
  input: nothing,
  output: z.object({
    demanded: z.boolean().meta({ description: '这个账号的职务必须有第二步' }),
    fresh: z.boolean().meta({ description: '刚登录不久：添加时不用再输密码' }),
    totp: z.object({ since: z.string() }).nullable(),
    passkeys: z.array(
      z.object({ id: publicId, name: z.string(), since: z.string(), used: z.string().nullable(), here: z.boolean().meta({ description: '在这个网址可用' }) }),
    ),
    passkeysHere: z.boolean().meta({ description: '这个网址可以用通行密钥' }),
    recovery: z.int().meta({ description: '还没有用过的备用码' }),
    signOn: z
      .object({ name: z.string(), linked: z.object({ label: z.string(), since: z.string() }).nullable() })
      .nullable()
      .meta({ description: '没有配置单位统一登录时为空' }),
  }),
  refusals: [],
})

const passwordRefusals = ['access.wrong-password', 'access.password-again', 'access.too-many-guesses']

export const offerTotp = endpoint({
  name: 'access.offer-totp',
  method: 'POST',
  path: '/me/totp',
  summary: '准备动态码：取密钥，用手机扫码',
  guard: self('自己的登录', { enrolling: true }),
  input: z.strictObject({ current }),
  output: z.object({ secret: z.string(), address: z.string() }),
  refusals: passwordRefusals,
})

export const confirmTotp = endpoint({
  name: 'access.confirm-totp',
  method: 'POST',
  path: '/me/totp/confirm',
  summary: '输入手机上的第一个码，动态码从此生效；别处的登录随即结束',
  guard: self('自己的登录', { enrolling: true }),
  input: z.strictObject({ act: actId, code }),
  output: z.object({ recovery: recoveryCodes }),
  refusals: ['access.wrong-code', 'access.too-many-guesses'],
})

export const removeTotp = endpoint({
  name: 'access.remove-totp',
  method: 'POST',
  path: '/me/totp/remove',
  summary: '停用动态码，要再输一次密码',
  guard: self('自己的登录'),
  input: z.strictObject({ act: actId, current: password }),
  output: nothing,
  refusals: ['access.wrong-password', 'access.too-many-guesses', 'access.factor-unknown', 'access.factor-demanded'],
})

export const passkeyToAdd = endpoint({
  name: 'access.passkey-to-add',
  method: 'POST',
  path: '/me/passkeys/options',
  summary: '准备添加通行密钥',
  guard: self('自己的登录', { enrolling: true }),
  input: z.strictObject({ current }),
  output: passkeyQuestion,
  refusals: [...passwordRefusals, 'access.no-passkeys-here'],
})

export const addPasskey = endpoint({
  name: 'access.add-passkey',
  method: 'POST',
  path: '/me/passkeys',
  summary: '添加一个通行密钥，起个认得出的名字',
  guard: self('自己的登录', { enrolling: true }),
  input: z.strictObject({ act: actId, name: name(40), response: passkeyAnswer }),
  output: z.object({ recovery: recoveryCodes }),
  refusals: ['access.wrong-passkey'],
})

export const removePasskey = endpoint({
  name: 'access.remove-passkey',
  method: 'POST',
  path: '/me/passkeys/{id}/remove',
  summary: '删除一个通行密钥，要再输一次密码',
  guard: self('自己的登录'),
  input: z.strictObject({ act: actId, id: publicId, current: password }),
  output: nothing,
  refusals: ['access.wrong-password', 'access.too-many-guesses', 'access.factor-unknown', 'access.factor-demanded'],
})

export const makeRecovery = endpoint({
  name: 'access.make-recovery',
  method: 'POST',
  path: '/me/recovery',
  summary: '重新生成备用码，旧的全部作废',
  guard: self('自己的登录'),
  input: z.strictObject({ act: actId, current: password }),
  output: z.object({ recovery: recoveryCodes }),
  refusals: ['access.wrong-password', 'access.too-many-guesses', 'access.factor-unknown'],
})

export const contract = [
  signInCode, passkeyOptions, passkeySignIn, myFactors, offerTotp, confirmTotp, removeTotp, passkeyToAdd, addPasskey, removePasskey, makeRecovery,
]
