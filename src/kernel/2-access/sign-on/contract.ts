import { z } from 'zod'
import { actId, endpoint, nothing, open, self } from '#base/contract.ts'
import { signedIn } from '#access/factors/contract.ts'

const password = z.string().min(1).max(128)
const started = z.object({
  address: z.string().meta({ description: '单位统一登录的网址，请转到那里' }),
  binder: z.string().meta({ description: '留在这个浏览器里，回来时一并交上' }),
})

export const beginSignOn = endpoint({
  name: 'access.begin-sign-on',
  method: 'POST',
  path: '/sign-on',
  summary: '用单位统一登录：去登录',
  guard: open('登录'),
  input: nothing,
  output: started,
  refusals: ['access.no-sign-on', 'access.sign-on-away', 'access.too-many-guesses'],
})

export const finishSignOn = endpoint({
  name: 'access.finish-sign-on',
  method: 'POST',
  path: '/sign-on/finish',
  summary: '用单位统一登录：回来了',
  guard: open('登录，或者给已登录的账号绑定'),
  input: z.strictObject({
    binder: z.string().min(1).max(100),
    query: z.string().max(8000).meta({ description: '回来的网址里 ? 后面的部分' }),
  }),
  output: signedIn.extend({ linked: z.boolean().meta({ description: '这一次是绑定，不是登录' }) }),
  refusals: [
    'access.no-sign-on', 'access.sign-on-away', 'access.sign-on-failed', 'access.sign-on-unlinked', 'access.sign-on-taken', 'access.too-many-guesses',
  ],
})

export const linkSignOn = endpoint({
  name: 'access.link-sign-on',
  method: 'POST',
  path: '/me/sign-on',
  summary: '绑定单位统一登录：再输一次密码，然后去登录',
  guard: self('自己的登录'),
  input: z.strictObject({ current: password }),
  output: started,
  refusals: ['access.wrong-password', 'access.no-sign-on', 'access.sign-on-away', 'access.too-many-guesses'],
})

export const unlinkSignOn = endpoint({
  name: 'access.unlink-sign-on',
  method: 'POST',
  path: '/me/sign-on/remove',
  summary: '解除单位统一登录的绑定，要再输一次密码',
  guard: self('自己的登录'),
  input: z.strictObject({ act: actId, current: password }),
  output: nothing,
  refusals: ['access.wrong-password', 'access.too-many-guesses', 'access.factor-unknown'],
})

export const contract = [beginSignOn, finishSignOn, linkSignOn, unlinkSignOn]
