import { z } from 'zod'
import { actId, day, done, endpoint, flag, line, month, name, needs, pageInput, pageOf, publicId, whole } from '#base/contract.ts'
import { earlier, fieldRefusals, fields, permissions } from '#people/contract.ts'
import { givenReasons, sendReasons } from '#people/rules/transfers.ts'

const place = z.object({ id: publicId.nullable().meta({ description: '在范围以外时为空' }), name: z.string() }).meta({ id: 'TransferPlace' })
const why = z
  .object({ rule: z.string(), sentence: z.string(), article: z.string(), grade: z.string(), from: z.string().nullable(), to: z.string().nullable(), toBeChecked: z.boolean() })
  .meta({ id: 'Why' })

export const transfer = z
  .object({
    id: publicId,
    code: z.string().meta({ description: '介绍信代码' }),
    number: z.string().meta({ description: '介绍信编号' }),
    line: z.string(),
    way: z.enum(['inside', 'letter', 'arrival', 'move']),
    state: z.enum(['sent', 'climbed', 'received', 'returned', 'withdrawn']),
    stateWords: z.string(),
    person: z.object({ id: publicId.nullable(), name: z.string(), sex: z.string().nullable(), born: z.string().nullable(), nation: z.string().nullable(), idMask: z.string().nullable() }),
    status: z.string(),
    statusWords: z.string(),
    from: place,
    fromSuperior: z.string().nullable(),
    to: place,
    desk: z.string().meta({ description: '现在由哪个组织办理' }),
    reason: z.string(),
    remark: z.string().nullable(),
    duesUntil: z.string().nullable(),
    sentOn: z.string(),
    sentBy: z.string(),
    dueOn: z.string().nullable(),
    daysLeft: z.int().nullable(),
    why: why.nullable(),
    climbedOn: z.string().nullable(),
    settledOn: z.string().nullable(),
    settledBy: z.string().nullable(),
    returnReason: z.string().nullable(),
    returnRemark: z.string().nullable(),
    may: z.array(z.enum(['receive', 'receipt', 'assign', 'return', 'withdraw', 'claim'])).meta({ description: '现在的职务可以办的' }),
  })
  .meta({ id: 'Transfer' })
export type TransferView = z.output<typeof transfer>

const duesUntil = month.nullable().default(null).meta({ description: '党费（团费、会费）交至哪个月' })
const remark = line(200).nullable().default(null)
const reason = z.enum(sendReasons)
const code = z.string().trim().min(6, '代码太短').max(20).regex(/^[0-9A-Za-z -]+$/, '代码只有字母和数字')

export const destinations = endpoint({
  name: 'people.destinations',
  method: 'GET',
  path: '/transfers/destinations',
  summary: '按名称找可以接收的支部（工会、中队）：只有名称和上级的名称，不限范围',
  guard: needs(permissions.transfer),
  input: z.strictObject({ line: z.enum(['party', 'league', 'union', 'pioneers']), q: name(40), limit: whole(1, 50).default(12) }),
  output: z.object({ rows: z.array(z.object({ id: publicId, name: z.string(), kindWords: z.string(), superior: z.string().nullable() })) }),
  refusals: [],
})

export const list = endpoint({
  name: 'people.transfers',
  method: 'GET',
  path: '/transfers',
  summary: '一个组织（和它的下级）的组织关系转接：待接收、已转出、已办结',
  guard: needs(permissions.transfer, { organisation: 'organisation' }),
  input: z.strictObject({
    organisation: publicId,
    tab: z.enum(['arriving', 'sent', 'settled']).default('arriving'),
    line: line(20).optional(),
    q: line(40).optional(),
    ...pageInput,
  }),
  output: pageOf(transfer),
  refusals: [],
})

export const read = endpoint({
  name: 'people.transfer',
  method: 'GET',
  path: '/transfers/{id}',
  summary: '一份转接：介绍信的内容、到了哪一步、什么时候到期',
  guard: needs(permissions.transfer, { id: 'transfer' }),
  input: z.strictObject({ id: publicId }),
  output: transfer,
  refusals: [],
})

export const find = endpoint({
  name: 'people.find-transfer',
  method: 'GET',
  path: '/transfers/code/{code}',
  summary: '按介绍信上的代码找：转给本组织的，或没有写明本系统组织的',
  guard: needs(permissions.transfer),
  input: z.strictObject({ code }),
  output: z.object({ transfer: transfer.nullable() }),
  refusals: [],
})

export const ofPerson = endpoint({
  name: 'people.transfers-of',
  method: 'GET',
  path: '/people/{id}/transfers',
  summary: '一个人的转接，新的在前',
  guard: needs(permissions.view, { id: 'person' }),
  input: z.strictObject({ id: publicId }),
  output: z.object({ rows: z.array(transfer) }),
  refusals: [],
})

const placing = [
  'people.transfer-destination', 'people.transfer-same-place', 'people.transfer-other-line', 'people.transfer-to-temporary',
  'people.organisation-dissolved', 'people.organisation-without-members', 'people.dates-not-lawful',
]
const sending = [
  ...placing, 'people.membership-ended', 'people.transfer-pending', 'people.transfer-lost', 'people.transfer-suspended',
  'people.transfer-not-member', 'people.transfer-no-line', 'people.merged',
]
const settling = ['people.transfer-settled', 'people.transfer-elsewhere']

export const send = endpoint({
  name: 'people.send-transfer',
  method: 'POST',
  path: '/memberships/{id}/transfer',
  summary: '转出组织关系：给本系统的支部，或开介绍信给系统外的组织；对方接收之前人仍在本组织',
  guard: needs(permissions.transfer, { id: 'membership' }),
  input: z.strictObject({
    act: actId,
    id: publicId,
    to: publicId.optional().meta({ description: '接收的支部；与 outside 只填一个' }),
    outside: name(100).optional().meta({ description: '系统外的接收组织' }),
    reason,
    remark,
    duesUntil,
    on: day,
  }),
  output: done,
  refusals: [...sending, 'people.transfer-dues-month'],
})

export const move = endpoint({
  name: 'people.move-member',
  method: 'POST',
  path: '/memberships/{id}/move',
  summary: '两个组织都在自己范围内时直接调整，当天到位',
  guard: needs(permissions.transfer, { id: 'membership', to: 'organisation' }),
  input: z.strictObject({ act: actId, id: publicId, to: publicId, reason, remark, on: day }),
  output: done,
  refusals: [...sending, 'people.transfer-stale'],
})

export const receive = endpoint({
  name: 'people.receive-transfer',
  method: 'POST',
  path: '/transfers/{id}/receive',
  summary: '接收；开到系统外的介绍信，由转出方按回执登记',
  guard: needs(permissions.transfer, { id: 'transfer-desk' }),
  input: z.strictObject({ act: actId, id: publicId, on: day }),
  output: done,
  refusals: [...settling, ...placing, 'people.transfer-stale', 'people.post-held'],
})

export const assign = endpoint({
  name: 'people.assign-transfer',
  method: 'POST',
  path: '/transfers/{id}/assign',
  summary: '过期没有答复的，由上级决定接到哪个组织',
  guard: needs(permissions.transfer, { id: 'transfer-desk', to: 'organisation' }),
  input: z.strictObject({ act: actId, id: publicId, to: publicId, on: day }),
  output: done,
  refusals: [...settling, ...placing, 'people.transfer-stale'],
})

export const claim = endpoint({
  name: 'people.claim-transfer',
  method: 'POST',
  path: '/transfers/claim',
  summary: '凭介绍信代码接收：介绍信没有写明本系统的组织',
  guard: needs(permissions.transfer, { organisation: 'organisation' }),
  input: z.strictObject({ act: actId, code, organisation: publicId, on: day }),
  output: done,
  refusals: [...settling, ...placing, 'people.transfer-stale', 'people.transfer-letter-only'],
})

export const sendBack = endpoint({
  name: 'people.return-transfer',
  method: 'POST',
  path: '/transfers/{id}/return',
  summary: '退回，要有原因；人一直在原组织',
  guard: needs(permissions.transfer, { id: 'transfer-desk' }),
  input: z.strictObject({ act: actId, id: publicId, reason: z.enum(givenReasons), remark }),
  output: done,
  refusals: [...settling, 'people.transfer-remark-missing'],
})

export const withdraw = endpoint({
  name: 'people.withdraw-transfer',
  method: 'POST',
  path: '/transfers/{id}/withdraw',
  summary: '对方接收之前，转出方撤回',
  guard: needs(permissions.transfer, { id: 'transfer-sender' }),
  input: z.strictObject({ act: actId, id: publicId, remark }),
  output: done,
  refusals: settling,
})

export const arrive = endpoint({
  name: 'people.register-arrival',
  method: 'POST',
  path: '/transfers/arrivals',
  summary: '凭系统外开来的介绍信接收：登记这个人；以前在本组织的，恢复组织关系',
  guard: needs(permissions.transfer, { organisation: 'organisation' }),
  input: z.strictObject({
    act: actId,
    organisation: publicId,
    outside: name(100).meta({ description: '开出介绍信的组织' }),
    letter: line(60).nullable().default(null).meta({ description: '介绍信编号' }),
    duesUntil,
    remark,
    status: line(30),
    joinedOn: day.nullable().default(null),
    fullOn: day.nullable().default(null),
    on: day,
    ...fields,
    confirmed: flag.default(false).meta({ description: '已看过同名同生日的人，确认不是同一个人' }),
    earlier,
  }),
  output: done,
  refusals: [
    ...fieldRefusals, 'people.status-unknown', 'people.organisation-without-members', 'people.organisation-dissolved',
    'people.before-founding', 'people.age-not-lawful',
    'people.perhaps-known', 'people.dates-not-lawful', 'people.already-in-line', 'people.transfer-no-line', 'people.transfer-to-temporary', 'people.merged',
  ],
})

const leaver = z.object({
  id: publicId.meta({ description: '组织关系编号' }),
  person: z.object({ id: publicId, name: z.string(), sex: z.string().nullable(), born: z.string().nullable(), idMask: z.string().nullable() }),
  statusWords: z.string(),
  lost: z.boolean(),
  suspended: z.boolean(),
  posts: z.array(z.string()),
  pending: transfer.nullable(),
})
export type Leaver = z.output<typeof leaver>

export const graduation = endpoint({
  name: 'people.graduation',
  method: 'GET',
  path: '/organisations/{organisation}/leavers',
  summary: '学社衔接：一个班级支部还有谁没有去处，转出的办到哪一步',
  guard: needs(permissions.transfer, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId }),
  output: z.object({
    organisation: z.object({ id: publicId, name: z.string(), line: z.string(), dissolved: z.string().nullable() }),
    rows: z.array(leaver),
    gone: z.int().meta({ description: '近一年已经办结转走的' }),
    more: z.boolean().meta({ description: '人太多，只列出前面的' }),
  }),
  refusals: [],
})

export const contract = [
  destinations, list, find, claim, arrive, read, send, move, receive, assign, sendBack, withdraw, ofPerson, graduation,
]
