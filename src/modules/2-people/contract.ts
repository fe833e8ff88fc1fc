import { z } from 'zod'
import { actId, day, done, endpoint, flag, line, name, needs, pageInput, pageOf, publicId, self } from '#base/contract.ts'
import { entry } from '#ledger/contract.ts'
import { finding } from '#organisations/contract.ts'
import { purposes } from '#people/rules/unmask.ts'

/** Permission names of this module; a post holds them by app/powers.ts. */
export const permissions = {
  view: 'people.view',
  register: 'people.register',
  status: 'people.status',
  posts: 'people.posts',
  unmask: 'people.unmask',
  merge: 'people.merge',
  invite: 'people.invite',
  import: 'people.import',
  export: 'people.export',
  transfer: 'people.transfer',
  float: 'people.float',
} as const

const place = z.object({ id: publicId, name: z.string(), kindWords: z.string() }).meta({ id: 'Place' })

const placed = place
  .extend({ reached: z.boolean().meta({ description: '在这个职务的范围内，可以打开它的页面' }) })
  .meta({ id: 'PlaceReached' })
const changeable = z.boolean().meta({ description: '这个职务够得着，可以办它的变动；还要有相应的权限' })

const row = z
  .object({
    id: publicId,
    name: z.string(),
    sex: z.string().nullable(),
    born: z.string().nullable(),
    idMask: z.string().nullable(),
    phoneMask: z.string().nullable(),
    education: z.string().nullable(),
    job: z.string().nullable(),
    status: z.string(),
    statusWords: z.string(),
    joinedOn: z.string().nullable(),
    organisation: place,
    flags: z.array(z.string()).meta({ description: '失联、流动' }),
  })
  .meta({ id: 'PersonRow' })
export type PersonRow = z.output<typeof row>

export const list = endpoint({
  name: 'people.list',
  method: 'GET',
  path: '/people',
  summary: '某个组织（和它的下级）的成员，按姓名排列；证件和电话打码',
  guard: needs(permissions.view, { organisation: 'organisation' }),
  input: z.strictObject({
    organisation: publicId,
    below: flag.default(true),
    status: line(30).optional(),
    q: line(40).optional(),
    ...pageInput,
  }),
  output: pageOf(row),
  refusals: [],
})

const membership = z
  .object({
    id: publicId,
    line: z.string(),
    lineWords: z.string(),
    organisation: placed,
    status: z.string(),
    statusWords: z.string(),
    joinedOn: z.string().nullable(),
    fullOn: z.string().nullable(),
    fromOn: z.string(),
    toOn: z.string().nullable(),
    endReason: z.string().nullable(),
    changeable,
    statuses: z.array(z.object({ status: z.string(), words: z.string(), since: z.string() })),
  })
  .meta({ id: 'Membership' })

const heldPost = z
  .object({
    id: publicId,
    post: z.string(),
    words: z.string(),
    organisation: placed,
    fromOn: z.string(),
    toOn: z.string().nullable(),
    changeable,
  })
  .meta({ id: 'HeldPost' })

export const person = z
  .object({
    id: publicId,
    name: z.string(),
    sex: z.string().nullable(),
    born: z.string().nullable(),
    age: z.int().nullable(),
    nation: z.string().nullable(),
    education: z.string().nullable(),
    category: z.string().nullable(),
    job: z.string().nullable(),
    idMask: z.string().nullable(),
    phoneMask: z.string().nullable(),
    hasAddress: z.boolean(),
    guardian: z.string().nullable(),
    guardianMask: z.string().nullable(),
    lostSince: z.string().nullable(),
    floatingSince: z.string().nullable(),
    floatingTo: z.string().nullable(),
    mergedInto: publicId.nullable(),
    version: z.int(),
    account: z.object({ login: z.string(), state: z.string() }).nullable(),
    minor: z.boolean().meta({ description: '不满 14 周岁：不设账号，由监护人查看' }),
    memberships: z.array(membership),
    posts: z.array(heldPost),
  })
  .meta({ id: 'Person' })
export type PersonView = z.output<typeof person>

export const read = endpoint({
  name: 'people.read',
  method: 'GET',
  path: '/people/{id}',
  summary: '一个人：基本情况、各条线的身份、职务',
  guard: needs(permissions.view, { id: 'person' }),
  input: z.strictObject({ id: publicId }),
  output: person,
  refusals: [],
})

export const history = endpoint({
  name: 'people.history',
  method: 'GET',
  path: '/people/{id}/history',
  summary: '一个人的全部变动，新的在前',
  guard: needs(permissions.view, { id: 'person' }),
  input: z.strictObject({ id: publicId }),
  output: z.object({ entries: z.array(entry) }),
  refusals: [],
})

export const me = endpoint({
  name: 'people.me',
  method: 'GET',
  path: '/me/person',
  summary: '本人的页面：登记了我的哪些情况',
  guard: self('本人看本人的登记'),
  input: z.strictObject({}),
  output: z.object({ person: person.nullable() }),
  refusals: [],
})

const text = (max: number) => line(max).nullable().default(null)
/** The official member fields; an absent field is cleared, so a form always sends all of them. */
export const fields = {
  name: name(50),
  sex: z.enum(['男', '女']).nullable().default(null),
  born: day.nullable().default(null),
  nation: text(20),
  education: text(20),
  category: text(30),
  job: text(60),
  idNumber: text(18).meta({ description: '公民身份号码；不改动时省略' }),
  phone: text(20),
  address: text(200),
  guardian: text(50),
  guardianPhone: text(20),
  lostSince: day.nullable().default(null),
  floatingSince: day.nullable().default(null),
  floatingTo: text(100),
}

export const fieldRefusals = ['people.id-number-wrong', 'people.phone-wrong', 'people.id-number-taken', 'people.born-differs', 'people.sex-differs', 'people.guardian-missing']

export const earlier = flag.default(false).meta({ description: '已看过：早于组织登记的成立日期，确属实情' })

export const register = endpoint({
  name: 'people.register',
  method: 'POST',
  path: '/people',
  summary: '登记一个人，并放进一个组织',
  guard: needs(permissions.register, { organisation: 'organisation' }),
  input: z.strictObject({
    act: actId,
    organisation: publicId,
    status: line(30),
    joinedOn: day.nullable().default(null),
    fullOn: day.nullable().default(null),
    on: day,
    ...fields,
    confirmed: flag.default(false).meta({ description: '已看过同名同生日的人，确认不是同一个人' }),
    earlier,
  }),
  output: done,
  refusals: [...fieldRefusals, 'people.status-unknown', 'people.organisation-without-members', 'people.organisation-dissolved', 'people.before-founding', 'people.age-not-lawful', 'people.perhaps-known', 'people.dates-not-lawful'],
})

/** What a change may carry: the fields that change, nothing else. */
export const changes = z.strictObject({
  name: name(50).optional(),
  sex: z.enum(['男', '女']).nullable().optional(),
  born: day.nullable().optional(),
  nation: line(20).nullable().optional(),
  education: line(20).nullable().optional(),
  category: line(30).nullable().optional(),
  job: line(60).nullable().optional(),
  idNumber: line(18).nullable().optional(),
  phone: line(20).nullable().optional(),
  address: line(200).nullable().optional(),
  guardian: line(50).nullable().optional(),
  guardianPhone: line(20).nullable().optional(),
  lostSince: day.nullable().optional(),
  floatingSince: day.nullable().optional(),
  floatingTo: line(100).nullable().optional(),
})

export const change = endpoint({
  name: 'people.change',
  method: 'POST',
  path: '/people/{id}',
  summary: '更正一个人的登记；version 不符说明别人刚改过',
  guard: needs(permissions.register, { id: 'person' }),
  input: z.strictObject({ act: actId, id: publicId, version: z.int(), changes }),
  output: z.object({ id: publicId, version: z.int() }),
  refusals: [...fieldRefusals, 'ledger.changed-meanwhile', 'people.merged'],
})

export const join = endpoint({
  name: 'people.join',
  method: 'POST',
  path: '/people/{id}/memberships',
  summary: '让已登记的人加入另一条线的组织（如党员兼工会会员）',
  guard: needs(permissions.register, { id: 'person', organisation: 'organisation' }),
  input: z.strictObject({
    act: actId,
    id: publicId,
    organisation: publicId,
    status: line(30),
    joinedOn: day.nullable().default(null),
    on: day,
    earlier,
  }),
  output: done,
  refusals: [
    'people.status-unknown', 'people.before-founding', 'people.already-in-line', 'people.organisation-without-members',
    'people.organisation-dissolved', 'people.age-not-lawful', 'people.dates-not-lawful', 'people.merged',
  ],
})

export const setStatus = endpoint({
  name: 'people.set-status',
  method: 'POST',
  path: '/memberships/{id}/status',
  summary: '记录身份变化：申请人→积极分子→发展对象→预备→正式；团员→保留团籍',
  guard: needs(permissions.status, { id: 'membership' }),
  input: z.strictObject({ act: actId, id: publicId, status: line(30), on: day }),
  output: done,
  refusals: ['people.status-unknown', 'people.status-not-next', 'people.membership-ended', 'people.dates-not-lawful'],
})

export const leave = endpoint({
  name: 'people.leave',
  method: 'POST',
  path: '/memberships/{id}/end',
  summary: '结束一个人在某条线的身份（离团、退会、去世、出党等），要有原因',
  guard: needs(permissions.status, { id: 'membership' }),
  input: z.strictObject({ act: actId, id: publicId, on: day, reason: name(100) }),
  output: done,
  refusals: ['people.membership-ended', 'people.dates-not-lawful'],
})

export const beginPost = endpoint({
  name: 'people.begin-post',
  method: 'POST',
  path: '/people/{id}/posts',
  summary: '登记任职',
  guard: needs(permissions.posts, { id: 'person', organisation: 'organisation' }),
  input: z.strictObject({ act: actId, id: publicId, organisation: publicId, post: line(60), on: day }),
  output: done,
  refusals: ['people.post-unknown', 'people.post-held', 'people.post-full', 'people.posts-apart', 'people.organisation-dissolved', 'people.merged', 'people.minor'],
})

export const endPost = endpoint({
  name: 'people.end-post',
  method: 'POST',
  path: '/posts/{id}/end',
  summary: '登记免职或卸任',
  guard: needs(permissions.posts, { id: 'post' }),
  input: z.strictObject({ act: actId, id: publicId, on: day }),
  output: done,
  refusals: ['people.post-ended', 'people.dates-not-lawful'],
})

export const unmask = endpoint({
  name: 'people.unmask',
  method: 'POST',
  path: '/people/{id}/unmask',
  summary: '查看打码的一项，要写理由；每次查看都记入台账，本人看得到',
  guard: needs(permissions.unmask, { id: 'person' }),
  input: z.strictObject({
    act: actId,
    id: publicId,
    field: z.enum(['idNumber', 'phone', 'address', 'guardianPhone']),
    purpose: z.enum(purposes).optional().meta({ description: '为什么事查看' }),
    reason: name(100).meta({ description: '具体事由，字数按规定' }),
  }),
  output: z.object({ value: z.string().nullable() }),
  refusals: ['people.reason-too-short', 'people.too-many-unmasked', 'people.look-again'],
})

export const doubles = endpoint({
  name: 'people.doubles',
  method: 'GET',
  path: '/people/doubles',
  summary: '可能是同一个人的登记：同名同生日，或同一电话',
  guard: needs(permissions.merge, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId }),
  output: z.object({ pairs: z.array(z.object({ why: z.string(), one: row, other: row })) }),
  refusals: [],
})

export const merge = endpoint({
  name: 'people.merge',
  method: 'POST',
  path: '/people/{id}/merge',
  summary: '把重复登记并入留下的一条，两边的经历都保留',
  guard: needs(permissions.merge, { id: 'person', into: 'person' }),
  input: z.strictObject({ act: actId, id: publicId, into: publicId, reason: name(100) }),
  output: done,
  refusals: ['people.same-person', 'people.merged', 'people.id-numbers-differ', 'people.merge-beyond-reach'],
})

export const invite = endpoint({
  name: 'people.invite',
  method: 'POST',
  path: '/people/{id}/slip',
  summary: '打一张一次性凭条：本人用它设密码（首次）或重设密码',
  guard: needs(permissions.invite, { id: 'person' }),
  input: z.strictObject({
    act: actId,
    id: publicId,
    clears: flag.default(false).meta({ description: '重设密码时连登录第二步一起清除' }),
    reason: line(100).default('').meta({ description: '清除第二步的理由' }),
  }),
  output: z.object({ name: z.string(), login: z.string(), code: z.string(), ends: z.string(), purpose: z.string(), clears: z.boolean() }),
  refusals: [
    'people.minor', 'people.merged', 'people.slip-already-printed', 'people.account-beyond-reach', 'people.own-account', 'people.clear-reason-missing',
  ],
})

export const exportRoster = endpoint({
  name: 'people.export',
  method: 'POST',
  path: '/people/export',
  summary: '导出名册：shown 同页面（打码），official 官方系统列，again 可原样再导入',
  guard: needs(permissions.export, { organisation: 'organisation' }),
  input: z.strictObject({
    act: actId,
    organisation: publicId,
    below: flag.default(true),
    columns: z.enum(['shown', 'official', 'again']).default('shown'),
    reason: line(100).optional(),
    format: z.enum(['xlsx', 'csv']).default('xlsx'),
  }),
  output: z.unknown(),
  refusals: ['people.reason-missing'],
  form: 'download',
})

export const looks = endpoint({
  name: 'people.looks',
  method: 'GET',
  path: '/me/looks',
  summary: '谁查看或导出过我的资料',
  guard: self('本人看谁看过自己'),
  input: z.strictObject({}),
  output: z.object({ looks: z.array(z.object({ at: z.string(), doer: z.string(), words: z.string() })) }),
  refusals: [],
})

export const holders = endpoint({
  name: 'people.holders',
  method: 'GET',
  path: '/organisations/{organisation}/posts',
  summary: '一个组织现在由谁担任什么职务，班子还缺什么',
  guard: needs(permissions.view, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId }),
  output: z.object({
    posts: z.array(
      z.object({
        post: z.string(),
        words: z.string(),
        head: z.boolean(),
        id: publicId.nullable().meta({ description: '任职编号；空缺时为空' }),
        since: z.string().nullable(),
        person: z.object({ id: publicId, name: z.string(), phoneMask: z.string().nullable() }).nullable(),
      }),
    ),
    findings: z.array(finding).meta({ description: '班子该有而没有' }),
  }),
  refusals: [],
})

export const contract = [
  holders, list, me, looks, doubles, exportRoster, read, history, register, change, join, setStatus, leave, beginPost,
  endPost, unmask, merge, invite,
]
