import { z } from 'zod'
import { actId, day, done, endpoint, flag, line, name, needs, nothing, pageInput, pageOf, publicId, self, text } from '#base/contract.ts'
import { administratorPosts } from '#access/administrators/posts.ts'
import { eventGroups, type EventGroup } from '#access/event-groups.ts'
import { profiles } from '#access/profile-guards.ts'

/** Each is held by one of the three administrators alone (powers.ts; the matrix proves it). */
export const permissions = {
  state: 'installation.state',
  accounts: 'installation.accounts',
  propose: 'installation.propose',
  agree: 'installation.agree',
  emergency: 'installation.emergency',
  grant: 'installation.grant',
  profile: 'installation.profile',
  closures: 'installation.closures',
  oversee: 'installation.oversee',
  audit: 'installation.audit',
  auditExport: 'installation.audit-export',
} as const

const reason = text(200).min(4, '请写清事由，至少 4 个字')
const login = z.string().trim().toLowerCase().regex(/^[a-z][a-z0-9._-]{2,30}$/, '登录名用字母开头的 3 到 31 位小写字母和数字')
const post = z.enum(administratorPosts)
const profile = z.enum(profiles)

const proposal = z
  .object({
    id: publicId,
    kind: z.enum(['seat', 'unseat', 'lower', 'emergency']),
    words: z.string().meta({ description: '提议什么' }),
    reason: z.string(),
    by: z.string(),
    at: z.string(),
    expires: z.string(),
    outcome: z.enum(['confirmed', 'alone', 'declined', 'withdrawn', 'expired']).nullable(),
    answeredBy: z.string().nullable(),
    answeredAt: z.string().nullable(),
    own: z.boolean().meta({ description: '是自己提的，可以撤回' }),
    mine: z.boolean().meta({ description: '这个职务可以确认' }),
  })
  .meta({ id: 'Proposal' })
export type ProposalView = z.output<typeof proposal>

const administrator = z.object({
  seat: publicId, post, postWords: z.string(), name: z.string(), login: z.string(), active: z.boolean(), busy: z.boolean(), since: z.string(),
  confirmedBy: z.string().nullable().meta({ description: '经谁确认；空：未经第二人' }),
})

const emergency = z
  .object({
    id: publicId,
    organisation: z.string(),
    holder: z.string(),
    second: z.string().nullable(),
    reason: z.string(),
    opened: z.string(),
    ends: z.string(),
    ended: z.string().nullable(),
    open: z.boolean(),
    mine: z.boolean(),
  })
  .meta({ id: 'Emergency' })
export type EmergencyView = z.output<typeof emergency>

const administration = z.object({
  profile,
  guards: z.object({
    secondFactor: z.enum(['optional', 'administrators', 'wide']), threeAdministrators: z.boolean(), secondGrantor: z.boolean(), breakGlassTwo: z.boolean(),
  }),
  /** what stands against each higher profile */
  lacks: z.record(z.string(), z.array(z.string())),
  administrators: z.array(administrator),
  open: z.array(proposal),
  past: z.array(proposal),
  emergencies: z.array(emergency),
})
export type AdministrationView = z.output<typeof administration>

export const view = endpoint({
  name: 'administration.view',
  method: 'GET',
  path: '/administration',
  summary: '规模、把关、三员和等待第二人的提议；不是管理员的得到空答案',
  guard: self('三员都要看到把关的情况；只回答担任三员之一的人'),
  input: nothing,
  output: z.object({ administration: administration.nullable() }),
  refusals: [],
})

export const propose = endpoint({
  name: 'administration.propose',
  method: 'POST',
  path: '/administration/proposals',
  summary: '提名一位管理员：账号先建好，经另一人确认才有职务',
  guard: needs(permissions.propose),
  input: z.strictObject({ act: actId, post, login, name: name(50), idNumber: line(30).min(1, '不能为空'), reason }),
  output: z.object({
    id: publicId,
    alone: z.boolean().meta({ description: '一个支部的规模：未经第二人，已生效' }),
    slip: z.object({ login: z.string(), code: z.string(), ends: z.string() }).nullable(),
  }),
  refusals: ['app.id-number-wrong', 'access.account-closed', 'access.another-person', 'access.posts-apart', 'access.holds-already', 'app.slip-already-printed'],
})

export const proposeEnd = endpoint({
  name: 'administration.propose-end',
  method: 'POST',
  path: '/administration/proposals/end',
  summary: '提议免去一位管理员',
  guard: needs(permissions.propose),
  input: z.strictObject({ act: actId, seat: publicId, reason }),
  output: z.object({ id: publicId, alone: z.boolean() }),
  refusals: ['access.no-such-administrator', 'access.last-administrator'],
})

const answering = ['access.proposal-unknown', 'access.proposal-closed', 'access.proposal-expired', 'access.own-proposal', 'access.concerns-oneself']

export const withdraw = endpoint({
  name: 'administration.withdraw',
  method: 'POST',
  path: '/administration/proposals/{id}/withdraw',
  summary: '撤回自己的提议',
  guard: self('自己提的'),
  input: z.strictObject({ act: actId, id: publicId }),
  output: done,
  refusals: ['access.proposal-unknown', 'access.proposal-closed'],
})

export const answer = endpoint({
  name: 'administration.answer',
  method: 'POST',
  path: '/administration/proposals/{id}/answer',
  summary: '作为第二人确认或不同意：任命、免去管理员，开启应急授权',
  guard: needs(permissions.grant),
  input: z.strictObject({ act: actId, id: publicId, agree: flag }),
  output: done,
  refusals: [...answering, 'access.posts-apart', 'access.last-administrator', 'app.organisation-unknown'],
})

export const answerProfile = endpoint({
  name: 'administration.answer-profile',
  method: 'POST',
  path: '/administration/proposals/{id}/answer-profile',
  summary: '作为第二人确认或不同意降低规模',
  guard: needs(permissions.agree),
  input: z.strictObject({ act: actId, id: publicId, agree: flag }),
  output: done,
  refusals: [...answering, 'access.profile-unchanged'],
})

export const setProfile = endpoint({
  name: 'administration.set-profile',
  method: 'POST',
  path: '/administration/profile',
  summary: '改规模：提高即时生效，人要先到位；降低须经另一人确认',
  guard: needs(permissions.profile),
  input: z.strictObject({ act: actId, profile, reason }),
  output: z.object({ id: publicId, alone: z.boolean() }),
  refusals: ['access.profile-unchanged', 'access.profile-needs'],
})

export const closeAccount = endpoint({
  name: 'administration.close-account',
  method: 'POST',
  path: '/administration/accounts/close',
  summary: '停用一个账号：立即退出，不能再登录',
  guard: needs(permissions.closures),
  input: z.strictObject({ act: actId, login: line(60).min(1), reason }),
  output: done,
  refusals: ['access.account-unknown', 'access.account-closed', 'access.own-account', 'access.last-administrator'],
})

export const unlockAccount = endpoint({
  name: 'administration.unlock-account',
  method: 'POST',
  path: '/administration/accounts/unlock',
  summary: '解除试错太多的锁定',
  guard: needs(permissions.closures),
  input: z.strictObject({ act: actId, login: line(60).min(1), reason }),
  output: done,
  refusals: ['access.account-unknown'],
})

export const lockedAccounts = endpoint({
  name: 'administration.locked-accounts',
  method: 'GET',
  path: '/administration/accounts/locked',
  summary: '因试错太多正被锁定的登录名',
  guard: needs(permissions.closures),
  input: nothing,
  output: z.object({ logins: z.array(z.string()) }),
  refusals: [],
})

export const accounts = endpoint({
  name: 'administration.accounts',
  method: 'GET',
  path: '/administration/accounts',
  summary: '账号的技术状态：登录名、状态、最近登录；没有姓名和职务',
  guard: needs(permissions.accounts),
  input: z.strictObject({ q: line(60).optional(), ...pageInput }),
  output: pageOf(z.object({
    login: z.string(), state: z.enum(['invited', 'active', 'closed']), made: z.string(), sessions: z.int(), seen: z.string().nullable(),
  })),
  refusals: [],
})

export const installation = endpoint({
  name: 'administration.installation',
  method: 'GET',
  path: '/administration/installation',
  summary: '程序和数据库的版本、数据大小、最近的备份',
  guard: needs(permissions.state),
  input: nothing,
  output: z.object({
    version: z.string(), postgres: z.string(), bytes: z.int(), accounts: z.int(), sessions: z.int(),
    realms: z.array(z.object({ name: z.string(), sample: z.boolean(), since: z.string() })),
    backup: z.object({ name: z.string(), at: z.string(), bytes: z.int() }).nullable(),
  }),
  refusals: [],
})

export const askEmergency = endpoint({
  name: 'administration.ask-emergency',
  method: 'POST',
  path: '/administration/emergencies',
  summary: '请求对一个组织的应急授权：一小时，另一人确认后开始，通知所有有关的人',
  guard: needs(permissions.emergency),
  input: z.strictObject({ act: actId, organisation: name(80).meta({ description: '组织全称' }), reason: text(200).min(8, '请写清事由，至少 8 个字') }),
  output: z.object({ id: publicId, alone: z.boolean() }),
  refusals: ['app.organisation-unknown', 'app.organisation-not-clear', 'app.emergency-open'],
})

export const endEmergency = endpoint({
  name: 'administration.end-emergency',
  method: 'POST',
  path: '/administration/emergencies/{id}/end',
  summary: '提前结束应急授权：持有人自己，或任何一位管理员',
  guard: self('自己持有的；三员都可以结束别人的'),
  input: z.strictObject({ act: actId, id: publicId }),
  output: done,
  refusals: ['app.emergency-over'],
})

export const emergenciesHere = endpoint({
  name: 'administration.emergencies-here',
  method: 'GET',
  path: '/me/emergencies',
  summary: '正在开着、与自己有关的应急授权：自己持有的，或对自己所在组织的',
  guard: self('本组织的人都应当知道'),
  input: nothing,
  output: z.object({ emergencies: z.array(emergency) }),
  refusals: [],
})

const groups = Object.keys(eventGroups) as [EventGroup, ...EventGroup[]]
const filters = { from: day.optional(), to: day.optional(), group: z.enum(groups).optional(), login: line(60).optional(), q: line(60).optional() }

const event = z.object({
  id: publicId,
  at: z.string(),
  kind: z.string(),
  group: z.string(),
  words: z.string().meta({ description: '做了什么' }),
  login: z.string().nullable(),
  doer: z.string(),
  organisation: z.string().nullable(),
  permission: z.string().nullable(),
  permissionWords: z.string().nullable(),
  amount: z.int().nullable(),
  address: z.string().nullable(),
})
export type EventView = z.output<typeof event>

export const auditLog = endpoint({
  name: 'administration.audit',
  method: 'GET',
  path: '/audit',
  summary: '审计：登录和失败、授权、应急、查看与导出、被拒的请求、管理员的操作；新的在前',
  guard: needs(permissions.audit),
  input: z.strictObject({ ...filters, ...pageInput }),
  output: z.object({
    rows: z.array(event),
    next: z.string().nullable(),
    counts: z.record(z.string(), z.int()).meta({ description: '各类各有多少，只在第一页；没有起始日期时只数最近九十天' }),
    emergencies: z.array(emergency).meta({ description: '这段时间的应急授权，只在第一页' }),
  }),
  refusals: [],
})

export const auditExport = endpoint({
  name: 'administration.audit-export',
  method: 'GET',
  path: '/audit/export',
  summary: '导出所筛选的审计记录，带导出人和时间',
  guard: needs(permissions.auditExport),
  input: z.strictObject({ ...filters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  output: z.unknown(),
  refusals: ['app.audit-too-many'],
  form: 'download',
})

export const auditReads = endpoint({
  name: 'administration.audit-reads',
  method: 'GET',
  path: '/audit/reads',
  summary: '审计管理员自己看了什么、导出了什么：由安全管理员看',
  guard: needs(permissions.oversee),
  input: z.strictObject(pageInput),
  output: pageOf(event),
  refusals: [],
})

export const contract = [
  view, propose, proposeEnd, withdraw, answer, answerProfile, setProfile, closeAccount, unlockAccount, lockedAccounts, accounts, installation,
  askEmergency, endEmergency, emergenciesHere, auditLog, auditExport, auditReads,
]
