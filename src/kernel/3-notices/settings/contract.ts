import { z } from 'zod'
import { actId, endpoint, nothing, pageInput, pageOf, publicId, self, whole } from '#base/contract.ts'

export const ways = ['at-once', 'digest', 'app'] as const
const way = z.enum(ways)
const hour = whole(0, 23)
const state = z.enum(['waiting', 'sending', 'sent', 'given-up', 'dropped'])

export const sending = z
  .object({
    id: publicId,
    kind: z.string(),
    kindWords: z.string(),
    to: z.string().meta({ description: '打码的邮箱，或群机器人的主机名' }),
    titles: z.array(z.string()),
    made: z.string(),
    state,
    stateWords: z.string(),
    ended: z.string().nullable(),
    tries: z.int(),
    next: z.string().nullable().meta({ description: '没有发成、还要再试的时间' }),
    fault: z.string().nullable().meta({ description: '没有发成的原因，一句话' }),
    answer: z.string().nullable().meta({ description: '对方服务器的回答' }),
  })
  .meta({ id: 'Sending' })
export type SendingView = z.output<typeof sending>

const settings = z
  .object({
    mailHere: z.boolean().meta({ description: '系统配置了发信服务器' }),
    mail: z.object({ mask: z.string(), since: z.string() }).nullable(),
    wished: z.object({ mask: z.string(), ends: z.string() }).nullable().meta({ description: '等待填验证码的邮箱' }),
    actBy: way, knowBy: way, readBy: way,
    digestHour: z.int(),
    quietFrom: z.int().nullable(),
    quietUntil: z.int().nullable(),
    calendar: z.object({ since: z.string(), read: z.string().nullable() }).nullable(),
    calendarShows: z.array(z.string()),
  })
  .meta({ id: 'NoticeSettings' })
export type SettingsView = z.output<typeof settings>

export const mySettings = endpoint({
  name: 'notices.my-settings',
  method: 'GET',
  path: '/me/notice-settings',
  summary: '我怎样收通知：邮箱、三类通知各怎么收、汇总时间、免打扰、日历',
  guard: self('自己的设置'),
  input: nothing,
  output: settings,
  refusals: [],
})

export const setWays = endpoint({
  name: 'notices.set-ways',
  method: 'POST',
  path: '/me/notice-settings',
  summary: '改三类通知各怎么收、汇总时间和免打扰时间（北京时间）',
  guard: self('自己的设置'),
  input: z.strictObject({ act: actId, actBy: way, knowBy: way, readBy: way, digestHour: hour, quietFrom: hour.nullable().default(null), quietUntil: hour.nullable().default(null) })
    .refine((given) => (given.quietFrom === null) === (given.quietUntil === null), { path: ['quietUntil'], message: '免打扰的开始和结束要一起填' }),
  output: nothing,
  refusals: [],
})

/** One address and nothing beside it: no name, no list, nothing that could end a header. */
export const mailAddress = z.string().trim().max(200).regex(/^[^\s@<>,;:"()\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/, '邮箱写得不对，应像 name@example.cn')

export const askMail = endpoint({
  name: 'notices.ask-mail',
  method: 'POST',
  path: '/me/notice-mail',
  summary: '登记收通知的邮箱：先发一个验证码，核对以后才发通知',
  guard: self('自己的邮箱'),
  input: z.strictObject({ act: actId, address: mailAddress }),
  output: nothing,
  refusals: ['notices.no-mail-here', 'notices.too-many-codes'],
})

export const confirmMail = endpoint({
  name: 'notices.confirm-mail',
  method: 'POST',
  path: '/me/notice-mail/confirm',
  summary: '填邮件里的验证码，核对邮箱',
  guard: self('自己的邮箱'),
  input: z.strictObject({ act: actId, code: z.string().trim().regex(/^\d{6}$/, '验证码是六位数字') }),
  output: nothing,
  refusals: ['notices.wrong-code', 'notices.code-over'],
})

export const dropMail = endpoint({
  name: 'notices.drop-mail',
  method: 'POST',
  path: '/me/notice-mail/drop',
  summary: '删除收通知的邮箱，以后只在系统里看',
  guard: self('自己的邮箱'),
  input: z.strictObject({ act: actId }),
  output: nothing,
  refusals: ['notices.no-address'],
})

export const mySendings = endpoint({
  name: 'notices.my-sendings',
  method: 'GET',
  path: '/me/sendings',
  summary: '发给我的邮件：什么、发到哪里、结果怎样',
  guard: self('自己的邮件'),
  input: z.strictObject(pageInput),
  output: pageOf(sending),
  refusals: [],
})

export const contract = [mySettings, setWays, askMail, confirmMail, dropMail, mySendings]
