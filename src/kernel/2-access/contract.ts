import { z } from 'zod'
import { endpoint, line, name, nothing, open, publicId, self, type AnyEndpoint } from '#base/contract.ts'
import { contract as factorsContract, signedIn } from '#access/factors/contract.ts'
import { contract as signOnContract } from '#access/sign-on/contract.ts'

export const seat = z
  .object({
    id: publicId,
    post: z.string(),
    postWords: z.string(),
    organisation: publicId,
    organisationName: z.string(),
    realm: z.string().meta({ description: '管理单元名称' }),
    sample: z.boolean(),
    permissions: z.array(z.string()),
  })
  .meta({ id: 'Seat' })
export type SeatView = z.output<typeof seat>

const me = z
  .object({
    account: z.object({ name: z.string(), login: z.string(), person: publicId.nullable() }),
    seats: z.array(seat),
    mustEnrol: z.boolean().meta({ description: '职务要求登录有第二步，而这个账号还没有：先去设置，别的都不能办' }),
  })
  .meta({ id: 'Me' })

const ways = z.object({
  passkey: z.boolean().meta({ description: '这个网址可以用通行密钥' }),
  signOn: z.string().nullable().meta({ description: '单位统一登录的名称；没有配置时为空' }),
  address: z.string().nullable().meta({ description: '配置的访问网址（PUBLIC_URL），写在凭条上；没有配置时为空' }),
})

export const whoAmI = endpoint({
  name: 'access.who-am-i',
  method: 'GET',
  path: '/me',
  summary: '当前账号和它的职务；没有登录时 account 为空',
  guard: open('登录页要知道是否已经登录'),
  input: nothing,
  output: z.object({ me: me.nullable(), firstRun: z.boolean().meta({ description: '还没有人能用密码登录' }), ways }),
  refusals: [],
})

const password = z.string().min(1).max(128)

export const signIn = endpoint({
  name: 'access.sign-in',
  method: 'POST',
  path: '/sign-in',
  summary: '用登录名和密码登录',
  guard: open('登录'),
  input: z.strictObject({ login: name(60), password }),
  output: signedIn,
  refusals: ['access.wrong-password', 'access.too-many-guesses'],
})

export const signOut = endpoint({
  name: 'access.sign-out',
  method: 'POST',
  path: '/sign-out',
  summary: '退出登录',
  guard: open('退出不应因会话已过期而失败'),
  input: nothing,
  output: z.object({ address: z.string().nullable().meta({ description: '从单位统一登录进来的，到这里把那边也退出' }) }),
  refusals: [],
})

const code = z.string().trim().min(10).max(60)

export const readSlip = endpoint({
  name: 'access.read-slip',
  method: 'POST',
  path: '/slip',
  summary: '看一张一次性凭条是给谁的',
  guard: open('持凭条的人还没有密码'),
  input: z.strictObject({ code }),
  output: z.object({ purpose: z.string(), name: z.string().nullable(), login: z.string().nullable(), clears: z.boolean().meta({ description: '用了它，动态码和通行密钥全部作废' }) }),
  refusals: ['access.slip-unknown', 'access.too-many-guesses'],
})

export const activate = endpoint({
  name: 'access.activate',
  method: 'POST',
  path: '/activate',
  summary: '用一次性凭条设定密码并登录',
  guard: open('持凭条的人还没有密码'),
  input: z.strictObject({ code, password }),
  output: signedIn,
  refusals: ['access.slip-unknown', 'access.password-weak', 'access.too-many-guesses'],
})

export const changePassword = endpoint({
  name: 'access.change-password',
  method: 'POST',
  path: '/me/password',
  summary: '修改自己的密码，其他设备上的登录随即结束',
  guard: self('自己的密码'),
  input: z.strictObject({ current: password, password }),
  output: nothing,
  refusals: ['access.wrong-password', 'access.password-weak', 'access.too-many-guesses'],
})

export const mySessions = endpoint({
  name: 'access.my-sessions',
  method: 'GET',
  path: '/me/sessions',
  summary: '自己在哪些设备上登录着',
  guard: self('自己的登录'),
  input: nothing,
  output: z.object({
    sessions: z.array(
      z.object({ id: publicId, here: z.boolean(), since: z.string(), seen: z.string(), ends: z.string(), address: line(60), agent: z.string(), by: z.array(z.string()).meta({ description: '怎样登录的' }) }),
    ),
  }),
  refusals: [],
})

export const endMySession = endpoint({
  name: 'access.end-session',
  method: 'POST',
  path: '/me/sessions/{id}/end',
  summary: '结束自己在某台设备上的登录',
  guard: self('自己的登录'),
  input: z.strictObject({ id: publicId }),
  output: nothing,
  refusals: ['access.session-unknown'],
})

export const contract: readonly AnyEndpoint[] = [
  whoAmI, signIn, signOut, readSlip, activate, changePassword, mySessions, endMySession, ...factorsContract, ...signOnContract,
]
