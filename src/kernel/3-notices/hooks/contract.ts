import { z } from 'zod'
import { actId, done, endpoint, needs, nothing, pageInput, pageOf, publicId } from '#base/contract.ts'
import { formats } from '#notices/hooks/presets.ts'
import { mailAddress, sending } from '#notices/settings/contract.ts'

export const permissions = {
  /** registers where the group of an organisation hears of its work */
  hooks: 'notices.hooks',
  /** sees how sending is configured and goes, of nobody in particular */
  operate: 'notices.operate',
} as const

const hook = z
  .object({
    id: publicId,
    organisation: publicId,
    organisationName: z.string(),
    format: z.enum(formats),
    formatWords: z.string(),
    host: z.string(),
    since: z.string(),
    by: z.string(),
    last: z.object({ state: z.string(), stateWords: z.string(), at: z.string(), fault: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'Hook' })
export type HookView = z.output<typeof hook>

export const listHooks = endpoint({
  name: 'notices.list-hooks',
  method: 'GET',
  path: '/hooks',
  summary: '范围内各组织的群通知',
  guard: needs(permissions.hooks),
  input: nothing,
  output: z.object({ hooks: z.array(hook) }),
  refusals: [],
})

export const addHook = endpoint({
  name: 'notices.add-hook',
  method: 'POST',
  path: '/hooks',
  summary: '登记一个组织的群机器人：只发各类几件和不含姓名的标题，链接回系统',
  guard: needs(permissions.hooks, { organisation: 'organisation' }),
  input: z.strictObject({
    act: actId, organisation: publicId, format: z.enum(formats), address: z.string().trim().min(1).max(1000), secret: z.string().trim().max(200).default(''),
  }),
  output: done,
  refusals: [
    'notices.address-not-https', 'notices.address-private', 'notices.address-with-password', 'notices.secret-needed', 'notices.hook-exists',
  ],
})

export const endHook = endpoint({
  name: 'notices.end-hook',
  method: 'POST',
  path: '/hooks/{hook}/end',
  summary: '停用一个群机器人；地址和密钥马上删除',
  guard: needs(permissions.hooks, { hook: 'hook' }),
  input: z.strictObject({ act: actId, hook: publicId }),
  output: done,
  refusals: ['notices.hook-ended'],
})

export const testHook = endpoint({
  name: 'notices.test-hook',
  method: 'POST',
  path: '/hooks/{hook}/test',
  summary: '向群里发一条测试',
  guard: needs(permissions.hooks, { hook: 'hook' }),
  input: z.strictObject({ act: actId, hook: publicId }),
  output: done,
  refusals: ['notices.hook-ended'],
})

export const hookSendings = endpoint({
  name: 'notices.hook-sendings',
  method: 'GET',
  path: '/hooks/{hook}/sendings',
  summary: '发给一个群的消息：什么时候、结果怎样',
  guard: needs(permissions.hooks, { hook: 'hook' }),
  input: z.strictObject({ hook: publicId, ...pageInput }),
  output: pageOf(sending),
  refusals: [],
})

const numbers = z.object({ waiting: z.int(), late: z.int(), sent: z.int(), givenUp: z.int() })

export const outward = endpoint({
  name: 'notices.outward',
  method: 'GET',
  path: '/administration/outward',
  summary: '发信服务器和群通知的设置（不含密码）、近七天发送的数量、自己发的测试邮件',
  guard: needs(permissions.operate),
  input: nothing,
  output: z.object({
    smtp: z.object({ host: z.string(), port: z.int(), security: z.enum(['tls', 'starttls', 'none']), user: z.string().nullable(), from: z.string() }).nullable(),
    publicUrl: z.string().nullable(),
    privateHosts: z.array(z.string()),
    mail: numbers,
    hooks: numbers,
    tests: z.array(sending),
  }),
  refusals: [],
})

export const testMail = endpoint({
  name: 'notices.test-mail',
  method: 'POST',
  path: '/administration/outward/test',
  summary: '发一封测试邮件，几秒后在下面看到结果',
  guard: needs(permissions.operate),
  input: z.strictObject({ act: actId, address: mailAddress }),
  output: nothing,
  refusals: ['notices.no-mail-here'],
})

export const contract = [listHooks, addHook, endHook, testHook, hookSendings, outward, testMail]
