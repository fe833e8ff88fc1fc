import { z } from 'zod'
import { actId, day, done, endpoint, flag, line, name, needs, pageInput, pageOf, publicId, text, whole } from '#base/contract.ts'
import { entry } from '#ledger/contract.ts'
import { leaveReasons, marks, matterKindCodes, meetingKindCodes } from '#org-life/kinds.ts'

/** Permission names of this module; a post holds them by app/powers.ts. */
export const permissions = {
  view: 'org-life.view',
  keep: 'org-life.keep',
  private: 'org-life.private',
  approve: 'org-life.approve',
  export: 'org-life.export',
} as const

const kind = z.enum(meetingKindCodes as [(typeof meetingKindCodes)[number], ...typeof meetingKindCodes])
const matterKind = z.enum(matterKindCodes as [(typeof matterKindCodes)[number], ...typeof matterKindCodes])
export const mark = z.enum(marks)
export const leaveReason = z.enum(leaveReasons)
const kinds = z.array(kind).min(1).max(6)
const clockTime = z.string().regex(/^([01]?\d|2[0-3])[:：][0-5]\d$/, '时间应写成 14:30').nullable()

const who = z.object({ id: publicId, name: z.string() }).meta({ id: 'LifePerson' })
export const why = z.object({ sentence: z.string(), article: z.string(), grade: z.string(), toBeChecked: z.boolean() }).meta({ id: 'LifeWhy' })
export type WhyView = z.output<typeof why>

const row = z
  .object({
    id: publicId,
    kinds: z.array(kind),
    words: z.string(),
    state: z.string(),
    stateWords: z.string(),
    on: z.string().meta({ description: '召开日期；还没有开的是计划日期' }),
    held: z.boolean(),
    starts: z.string().nullable(),
    place: z.string().nullable(),
    topic: z.string(),
    organisation: z.object({ id: publicId, name: z.string() }),
    group: z.object({ id: publicId, name: z.string() }).nullable(),
    expected: z.int(),
    present: z.int(),
    late: z.boolean().meta({ description: '补录' }),
    onPaper: z.boolean().meta({ description: '按纸质记录代录' }),
  })
  .meta({ id: 'MeetingRow' })
export type MeetingRow = z.output<typeof row>

const rollRow = z
  .object({
    person: who,
    statusWords: z.string(),
    entitled: z.boolean(),
    mark: mark.nullable(),
    reason: leaveReason.nullable(),
    reply: z.enum(['coming', 'leave']).nullable(),
    replyReason: leaveReason.nullable(),
    version: z.int(),
    markedBy: z.string().nullable(),
  })
  .meta({ id: 'RollRow' })
export type RollRow = z.output<typeof rollRow>

const matter = z
  .object({
    id: publicId,
    kind: matterKind,
    kindWords: z.string(),
    title: z.string(),
    record: z.string(),
    vote: z.enum(['none', 'open', 'counted']),
    votable: z.boolean(),
    takesWritten: z.boolean(),
    base: z.int().nullable(),
    present: z.int().nullable(),
    needed: z.int().nullable(),
    written: z.int(),
    votes: z.object({ for: z.int(), against: z.int(), abstain: z.int() }).nullable(),
    passed: z.boolean().nullable(),
    why: why.nullable(),
    version: z.int(),
  })
  .meta({ id: 'MeetingMatter' })
export type MatterView = z.output<typeof matter>

const signature = z.object({ on: z.string(), how: z.enum(['self', 'paper']) }).nullable()

export const meeting = row
  .extend({
    version: z.int(),
    revision: z.int(),
    revisionReason: z.string().nullable(),
    cancelReason: z.string().nullable(),
    plannedOn: z.string(),
    occurredOn: z.string().nullable(),
    forDay: z.string().nullable(),
    closedOn: z.string().nullable(),
    lateWords: z.string().nullable(),
    guests: z.string(),
    oath: z.string().nullable(),
    chair: who.nullable(),
    recorder: who.nullable(),
    recorderSigned: signature,
    chairSigned: signature,
    roll: z.array(rollRow),
    counted: z.object({ expected: z.int(), entitled: z.int(), present: z.int(), presentEntitled: z.int(), leave: z.int(), absent: z.int() }),
    quorum: z.object({ needed: z.int(), met: z.boolean(), why }).nullable(),
    matters: z.array(matter),
    minutes: z.array(z.string()),
    may: z.array(z.string()).meta({ description: '现在可以办的事' }),
    elsewhere: z.array(publicId).meta({ description: '小组会还没有选人时：已经在其他小组的人' }),
    mine: z.enum(['recorder', 'chair']).nullable().meta({ description: '本人是记录人或主持人，轮到本人签字' }),
    revisions: z.array(z.object({ revision: z.int(), reason: z.string(), by: z.string(), at: z.string(), minutes: z.array(z.string()) })),
    entries: z.array(entry),
  })
  .meta({ id: 'Meeting' })
export type MeetingView = z.output<typeof meeting>

const duty = z
  .object({
    kind: z.string(),
    words: z.string(),
    period: z.string(),
    dueOn: z.string(),
    times: z.int(),
    done: z.int(),
    people: z.int().nullable().meta({ description: '对每个人办的：已经办了几个人' }),
    planned: z.int(),
    state: z.string(),
    stateWords: z.string(),
    why,
  })
  .meta({ id: 'LifeDuty' })
export type DutyView = z.output<typeof duty>

const proposal = z
  .object({
    kinds: z.array(kind), words: z.string(), on: day, starts: z.string().nullable(), place: z.string().nullable(),
    chair: who.nullable(), recorder: who.nullable(), group: z.object({ id: publicId, name: z.string() }).nullable(),
  })
  .meta({ id: 'LifeProposal' })
export type ProposalView = z.output<typeof proposal>

export const month = endpoint({
  name: 'org-life.month',
  method: 'GET',
  path: '/organisations/{organisation}/org-life',
  summary: '一个支部一个月的组织生活：应办的、已安排的、建议怎样安排',
  guard: needs(permissions.view, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId, month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应写成 2026-03').optional() }),
  output: z.object({
    month: z.string(),
    organisation: z.object({ id: publicId, name: z.string(), line: z.string(), branch: z.boolean() }),
    kinds: z.array(z.object({ kind, words: z.string(), attending: z.string() })).meta({ description: '这个组织可以开的会' }),
    groups: z.array(z.object({ id: publicId, name: z.string() })),
    duties: z.array(duty),
    meetings: z.array(row),
    proposals: z.array(proposal),
    usual: proposal.nullable().meta({ description: '沿用上次的时间、地点、主持和记录' }),
  }),
  refusals: [],
})

export const list = endpoint({
  name: 'org-life.list',
  method: 'GET',
  path: '/org-life/meetings',
  summary: '会议记录，新的在前',
  guard: needs(permissions.view, { organisation: 'organisation' }),
  input: z.strictObject({
    organisation: publicId, below: flag.default(false), kind: kind.optional(), state: line(20).optional(), year: line(4).optional(),
    q: line(40).optional(), ...pageInput,
  }),
  output: pageOf(row),
  refusals: [],
})

export const read = endpoint({
  name: 'org-life.read',
  method: 'GET',
  path: '/org-life/meetings/{id}',
  summary: '一次会议：名单、议题、表决、记录、签字',
  guard: needs(permissions.view, { id: 'meeting' }),
  input: z.strictObject({ id: publicId }),
  output: meeting,
  refusals: [],
})

const facts = {
  on: day,
  starts: clockTime.default(null),
  place: line(100).nullable().default(null),
  topic: line(200).default(''),
  chair: publicId.nullable().default(null),
  recorder: publicId.nullable().default(null),
}

export const plan = endpoint({
  name: 'org-life.plan',
  method: 'POST',
  path: '/organisations/{organisation}/org-life',
  summary: '安排会议，一次可以安排几个；没有写明的沿用上一次',
  guard: needs(permissions.keep, { organisation: 'organisation' }),
  input: z.strictObject({
    act: actId,
    organisation: publicId,
    sessions: z.array(z.strictObject({
      kinds, ...facts, group: publicId.nullable().default(null),
      onPaper: flag.default(false).meta({ description: '按纸质记录代录' }),
      forDay: day.nullable().default(null).meta({ description: '补哪一期的：那一期里的任何一天' }),
    })).min(1).max(12),
  }),
  output: z.object({ ids: z.array(publicId) }),
  refusals: [
    'org-life.not-joint', 'org-life.other-line', 'org-life.group-missing', 'org-life.not-a-branch', 'org-life.not-a-member-then', 'org-life.same-signer',
    'org-life.planned-already',
  ],
})

export const acted = z.object({ id: publicId, version: z.int() })
const versioned = { act: actId, id: publicId, version: z.int() }
export const own = ['org-life.not-now', 'org-life.locked', 'ledger.changed-meanwhile']

export const change = endpoint({
  name: 'org-life.change',
  method: 'POST',
  path: '/org-life/meetings/{id}',
  summary: '改会议的日期、时间、地点、主题、主持、记录、列席',
  guard: needs(permissions.keep, { id: 'meeting' }),
  input: z.strictObject({ ...versioned, kinds, ...facts, guests: line(300).default('') }),
  output: acted,
  refusals: [
    ...own, 'org-life.not-joint', 'org-life.other-line', 'org-life.group-missing', 'org-life.not-a-member-then', 'org-life.same-signer',
    'org-life.in-the-future', 'org-life.vote-open',
  ],
})

export const notify = endpoint({
  name: 'org-life.notify',
  method: 'POST',
  path: '/org-life/meetings/{id}/notice',
  summary: '通知应到会的人，可以回复参加或请假',
  guard: needs(permissions.keep, { id: 'meeting' }),
  input: z.strictObject({ act: actId, id: publicId }),
  output: z.object({ id: publicId, told: z.int().meta({ description: '有账号、收到站内通知的人数' }), expected: z.int() }),
  refusals: [...own, 'org-life.date-gone'],
})

export const open = endpoint({
  name: 'org-life.open',
  method: 'POST',
  path: '/org-life/meetings/{id}/open',
  summary: '开始记录：名单默认到会，已请假的记请假',
  guard: needs(permissions.keep, { id: 'meeting' }),
  input: z.strictObject({ act: actId, id: publicId, on: day.optional() }),
  output: acted,
  refusals: [...own, 'org-life.in-the-future', 'org-life.roll-missing'],
})

export const markRoll = endpoint({
  name: 'org-life.mark',
  method: 'POST',
  path: '/org-life/meetings/{id}/roll',
  summary: '点名：到会、线上、请假、缺席；每个人各有版本，两台设备可以同时点',
  guard: needs(permissions.keep, { id: 'meeting' }),
  input: z.strictObject({
    act: actId, id: publicId,
    marks: z.array(z.strictObject({ person: publicId, version: z.int(), mark, reason: leaveReason.nullable().default(null) })).min(1).max(500),
  }),
  output: z.object({ id: publicId, rows: z.array(rollRow) }),
  refusals: [...own, 'org-life.roll-changed', 'org-life.not-a-member-then', 'org-life.leave-reason-missing', 'org-life.vote-open'],
})

export const expect = endpoint({
  name: 'org-life.expect',
  method: 'POST',
  path: '/org-life/meetings/{id}/expected',
  summary: '小组会：选定本组的人，下一次沿用',
  guard: needs(permissions.keep, { id: 'meeting' }),
  input: z.strictObject({ act: actId, id: publicId, persons: z.array(publicId).min(1).max(200) }),
  output: acted,
  refusals: [...own, 'org-life.not-a-group', 'org-life.not-a-member-then'],
})

export const addMatter = endpoint({
  name: 'org-life.add-matter',
  method: 'POST',
  path: '/org-life/meetings/{id}/matters',
  summary: '加一个议题',
  guard: needs(permissions.keep, { id: 'meeting' }),
  input: z.strictObject({ act: actId, id: publicId, kind: matterKind, title: name(200), record: text(8000).default('') }),
  output: z.object({ id: publicId, matter: publicId }),
  refusals: own,
})

const ofMatter = [...own, 'org-life.matter-unknown', 'org-life.voted-already']

export const changeMatter = endpoint({
  name: 'org-life.change-matter',
  method: 'POST',
  path: '/org-life/meetings/{id}/matters/change',
  summary: '改一个议题的题目和记录',
  guard: needs(permissions.keep, { id: 'meeting' }),
  input: z.strictObject({ ...versioned, matter: publicId, title: name(200), record: text(8000).default('') }),
  output: acted,
  refusals: ofMatter,
})

export const removeMatter = endpoint({
  name: 'org-life.remove-matter',
  method: 'POST',
  path: '/org-life/meetings/{id}/matters/remove',
  summary: '删去一个还没有表决的议题',
  guard: needs(permissions.keep, { id: 'meeting' }),
  input: z.strictObject({ act: actId, id: publicId, matter: publicId }),
  output: done,
  refusals: ofMatter,
})

export const openVote = endpoint({
  name: 'org-life.open-vote',
  method: 'POST',
  path: '/org-life/meetings/{id}/matters/vote',
  summary: '付表决：到会人数不够的不能开始',
  guard: needs(permissions.keep, { id: 'meeting' }),
  input: z.strictObject({ act: actId, id: publicId, matter: publicId, written: whole(0, 10_000).default(0).meta({ description: '会前送达的书面意见' }) }),
  output: z.object({ id: publicId, base: z.int(), present: z.int(), needed: z.int() }),
  refusals: [...ofMatter, 'org-life.no-quorum', 'org-life.no-vote-here', 'org-life.written-not-counted', 'org-life.written-too-many'],
})

const count = whole(0, 10_000)
export const countVote = endpoint({
  name: 'org-life.count-vote',
  method: 'POST',
  path: '/org-life/meetings/{id}/matters/count',
  summary: '登记表决结果：赞成、反对、弃权之和等于到会有表决权的人数',
  guard: needs(permissions.keep, { id: 'meeting' }),
  input: z.strictObject({ act: actId, id: publicId, matter: publicId, for: count, against: count.default(0), abstain: count.default(0) }),
  output: z.object({ id: publicId, passed: z.boolean() }),
  refusals: [...ofMatter, 'org-life.vote-not-open', 'org-life.votes-do-not-balance'],
})

export const close = endpoint({
  name: 'org-life.close',
  method: 'POST',
  path: '/org-life/meetings/{id}/close',
  summary: '会议结束，记录整理完，送签字',
  guard: needs(permissions.keep, { id: 'meeting' }),
  input: z.strictObject({ act: actId, id: publicId }),
  output: acted,
  refusals: [
    ...own, 'org-life.in-the-future', 'org-life.roll-missing', 'org-life.nobody-there', 'org-life.no-quorum', 'org-life.vote-open',
    'org-life.nothing-dealt', 'org-life.nobody-signs', 'org-life.same-signer',
  ],
})

export const reopen = endpoint({
  name: 'org-life.reopen',
  method: 'POST',
  path: '/org-life/meetings/{id}/reopen',
  summary: '还没有核对签字的，退回修改；已有的签字作废',
  guard: needs(permissions.keep, { id: 'meeting' }),
  input: z.strictObject({ act: actId, id: publicId }),
  output: acted,
  refusals: own,
})

export const signPaper = endpoint({
  name: 'org-life.sign-paper',
  method: 'POST',
  path: '/org-life/meetings/{id}/paper-signature',
  summary: '登记纸上的签字：先记录人，后主持人核对；主持人签过，记录锁定',
  guard: needs(permissions.keep, { id: 'meeting' }),
  input: z.strictObject({ act: actId, id: publicId, role: z.enum(['recorder', 'chair']) }),
  output: acted,
  refusals: own,
})

export const cancel = endpoint({
  name: 'org-life.cancel',
  method: 'POST',
  path: '/org-life/meetings/{id}/cancel',
  summary: '取消会议，写明原因',
  guard: needs(permissions.keep, { id: 'meeting' }),
  input: z.strictObject({ act: actId, id: publicId, reason: name(200) }),
  output: acted,
  refusals: own,
})

export const revise = endpoint({
  name: 'org-life.revise',
  method: 'POST',
  path: '/org-life/meetings/{id}/revision',
  summary: '更正已锁定的记录：写明原因，原记录保留，由锁定者以外的人发起',
  guard: needs(permissions.keep, { id: 'meeting' }),
  input: z.strictObject({ act: actId, id: publicId, reason: name(200) }),
  output: acted,
  refusals: [...own, 'org-life.second-person'],
})

export const contract = [
  month, list, read, plan, change, notify, open, markRoll, expect, addMatter, changeMatter, removeMatter, openVote, countVote, close, reopen,
  signPaper, cancel, revise,
]
