import { z } from 'zod'
import { actId, day, done, endpoint, flag, line, needs, publicId, self, text } from '#base/contract.ts'
import { changes, fieldRefusals, permissions } from '#people/contract.ts'

const held = z
  .object({
    field: z.string().nullable().meta({ description: '可以申请更正的栏目' }),
    label: z.string(),
    value: z.string().nullable(),
    masked: z.boolean(),
    source: z.string().nullable().meta({ description: '从哪里来：谁在哪天登记，或哪份导入文件' }),
    kept: z.string().meta({ description: '保存多久' }),
  })
  .meta({ id: 'HeldValue' })
export type HeldView = z.output<typeof held>

const group = z
  .object({ purpose: z.string(), words: z.string(), why: z.string(), basis: z.string(), held: z.array(held) })
  .meta({ id: 'HeldGroup' })
export type GroupView = z.output<typeof group>

const mirror = z
  .object({
    id: publicId,
    name: z.string(),
    version: z.int(),
    minor: z.boolean(),
    checkedOn: z.string().nullable().meta({ description: '最近一次签字核对的日期' }),
    groups: z.array(group),
  })
  .meta({ id: 'Mirror' })
export type MirrorView = z.output<typeof mirror>

export const myData = endpoint({
  name: 'people.my-data',
  method: 'GET',
  path: '/me/data',
  summary: '系统里存着关于我的什么、为什么存、从哪里来、存多久；号码打码',
  guard: self('本人看自己的资料'),
  input: z.strictObject({}),
  output: z.object({ mirror: mirror.nullable() }),
  refusals: [],
})

const seeing = z
  .object({
    organisation: z.string(),
    relation: z.enum(['own', 'superior', 'leads', 'other']),
    why: z.array(z.string()).meta({ description: '凭哪条规则看得到' }),
    posts: z.array(z.object({
      post: z.string(),
      holders: z.array(z.string()),
      may: z.array(z.string()),
      listed: z.boolean().meta({ description: '名册上列有本人' }),
    })),
  })
  .meta({ id: 'SeenBy' })
export type SeeingView = z.output<typeof seeing>

const letter = z
  .object({
    organisation: z.string(),
    why: z.array(z.string()).meta({ description: '哪几份介绍信' }),
    posts: z.array(z.object({ post: z.string(), holders: z.array(z.string()) })),
  })
  .meta({ id: 'LetterSeenBy' })
export type LetterView = z.output<typeof letter>

export const seenBy = endpoint({
  name: 'people.seen-by',
  method: 'GET',
  path: '/me/seen-by',
  summary: '哪些职务看得到我、凭哪条规则、能看到什么；由守卫查询的同一条判断算出',
  guard: self('本人看谁看得到自己'),
  input: z.strictObject({}),
  output: z.object({
    seats: z.int(),
    organisations: z.array(seeing),
    letters: z.array(letter).meta({ description: '只看得到组织关系介绍信的职务' }),
    blind: z.array(z.object({ post: z.string(), holders: z.array(z.string()) })).meta({ description: '管理系统而看不到资料的职务' }),
  }),
  refusals: [],
})

const password = z.string().min(1).max(128)
const passwordRefusals = ['access.wrong-password', 'access.no-password', 'access.too-many-guesses', 'people.no-own-record']

export const reveal = endpoint({
  name: 'people.reveal-own',
  method: 'POST',
  path: '/me/data/reveal',
  summary: '再输一次密码，看自己打码的几项',
  guard: self('本人看自己的号码'),
  input: z.strictObject({ password }),
  output: z.object({
    idNumber: z.string().nullable(), phone: z.string().nullable(), address: z.string().nullable(), guardianPhone: z.string().nullable(),
  }),
  refusals: passwordRefusals,
})

export const copy = endpoint({
  name: 'people.copy-own',
  method: 'POST',
  path: '/me/data/copy',
  summary: '下载一份自己的全部资料（JSON）：再输一次密码，一天最多五次，每次都记下',
  guard: self('本人拿自己的资料'),
  input: z.strictObject({ act: actId, password }),
  output: z.unknown(),
  refusals: [...passwordRefusals, 'people.too-many-copies', 'people.look-again'],
  form: 'download',
})

// 申请更正 -----------------------------------------------------------------------------------------------------------

const item = z
  .object({
    field: z.string(),
    label: z.string(),
    now: z.string().nullable().meta({ description: '现在登记的，号码打码' }),
    value: z.string().nullable().meta({ description: '要改成什么；空是要求清除' }),
    state: z.enum(['open', 'accepted', 'declined', 'withdrawn']),
    stateWords: z.string(),
  })
  .meta({ id: 'CorrectionItem' })

const correction = z
  .object({
    id: publicId,
    reason: z.string(),
    madeAt: z.string(),
    dueOn: z.string(),
    why: z.string().meta({ description: '答复期限的依据' }),
    settledAt: z.string().nullable(),
    settledBy: z.string().nullable(),
    answer: z.string().nullable(),
    items: z.array(item),
  })
  .meta({ id: 'Correction' })
export type CorrectionView = z.output<typeof correction>

const asked = changes.omit({ lostSince: true, floatingSince: true, floatingTo: true }).partial()

export const ask = endpoint({
  name: 'people.ask-correction',
  method: 'POST',
  path: '/me/corrections',
  summary: '本人申请更正登记，写明理由；由所在组织答复',
  guard: self('本人申请更正自己的登记'),
  input: z.strictObject({
    act: actId,
    changes: asked.default({}),
    other: text(500).nullable().default(null).meta({ description: '组织关系、日期、职务等栏目之外的事' }),
    reason: text(500).min(2, '请写明理由'),
  }),
  output: done,
  refusals: [
    ...fieldRefusals, 'people.no-own-record', 'people.nothing-asked', 'people.already-asked', 'people.merged',
  ],
})

export const myCorrections = endpoint({
  name: 'people.my-corrections',
  method: 'GET',
  path: '/me/corrections',
  summary: '我申请的更正和办理情况',
  guard: self('本人看自己的申请'),
  input: z.strictObject({}),
  output: z.object({ corrections: z.array(correction) }),
  refusals: [],
})

export const withdraw = endpoint({
  name: 'people.withdraw-correction',
  method: 'POST',
  path: '/me/corrections/{id}/withdraw',
  summary: '撤回还没有答复的申请',
  guard: self('本人撤回自己的申请'),
  input: z.strictObject({ act: actId, id: publicId }),
  output: done,
  refusals: ['people.request-unknown', 'people.request-closed', 'people.no-own-record'],
})

export const corrections = endpoint({
  name: 'people.corrections',
  method: 'GET',
  path: '/people/{id}/corrections',
  summary: '一个人申请的更正，没有答复的在前',
  guard: needs(permissions.register, { id: 'person' }),
  input: z.strictObject({ id: publicId }),
  output: z.object({ corrections: z.array(correction), version: z.int() }),
  refusals: [],
})

export const settle = endpoint({
  name: 'people.settle-correction',
  method: 'POST',
  path: '/corrections/{id}/settle',
  summary: '答复更正申请：accepted 里的照改，其余不改并说明理由',
  guard: needs(permissions.register, { id: 'correction' }),
  input: z.strictObject({
    act: actId,
    id: publicId,
    version: z.int(),
    accepted: z.array(line(30)).max(20),
    answer: text(500).nullable().default(null),
  }),
  output: done,
  refusals: [
    ...fieldRefusals, 'ledger.changed-meanwhile', 'people.merged', 'people.request-closed', 'people.answer-missing', 'people.field-not-asked',
  ],
})

// 本人信息核对表 -----------------------------------------------------------------------------------------------------

export const printSheets = endpoint({
  name: 'people.print-sheets',
  method: 'POST',
  path: '/organisations/{organisation}/sheets',
  summary: '打印本人信息核对表：给所选的人，不选就是这个组织的全部成员；一人一页，各有编码',
  guard: needs(permissions.register, { organisation: 'organisation', people: 'person' }),
  input: z.strictObject({ act: actId, organisation: publicId, people: z.array(publicId).max(300).optional() }),
  output: z.object({ id: publicId, sheets: z.int() }),
  refusals: ['people.nobody-to-print', 'people.too-many-sheets', 'people.merged'],
})

const sheet = z
  .object({
    code: z.string(),
    name: z.string(),
    organisation: z.string(),
    minor: z.boolean(),
    state: z.string(),
    held: z.array(z.object({ label: z.string(), value: z.string().nullable() })),
    standing: z.array(z.string()),
  })
  .meta({ id: 'CheckSheet' })
export type SheetView = z.output<typeof sheet>

export const sheets = endpoint({
  name: 'people.sheets',
  method: 'GET',
  path: '/sheets/{id}',
  summary: '一次打印的核对表的内容，号码打码',
  guard: needs(permissions.register, { id: 'sheets' }),
  input: z.strictObject({ id: publicId }),
  output: z.object({ madeOn: z.string(), by: z.string(), sheets: z.array(sheet) }),
  refusals: [],
})

export const enterSheet = endpoint({
  name: 'people.enter-sheet',
  method: 'POST',
  path: '/people/{id}/sheet',
  summary: '录入本人签字的核对表：无误，或照本人写的更正',
  guard: needs(permissions.register, { id: 'person' }),
  input: z.strictObject({
    act: actId, id: publicId, version: z.int(), code: line(30), signedOn: day, signed: flag, changes: changes.default({}),
  }),
  output: done,
  refusals: [
    ...fieldRefusals, 'ledger.changed-meanwhile', 'people.merged', 'people.sheet-unknown', 'people.sheet-unsigned', 'people.dates-not-lawful',
  ],
})

export const contract = [
  myData, seenBy, reveal, copy, ask, myCorrections, withdraw, corrections, settle, printSheets, sheets, enterSheet,
]
