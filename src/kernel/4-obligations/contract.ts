import { z } from 'zod'
import { day, endpoint, line, needs, nothing, publicId, self } from '#base/contract.ts'

export const permissions = {
  view: 'obligations.view',
  waive: 'obligations.waive',
} as const

export const state = z.enum(['not-due', 'due', 'met', 'met-late', 'missed', 'waived'])

export const obligation = z
  .object({
    duty: z.string(),
    words: z.string(),
    period: z.object({ from: day, to: day.meta({ description: '这一期之后的第一天' }), words: z.string() }),
    times: z.int().meta({ description: '应办次数；对每个人办的，是每人的次数' }),
    people: z.int().nullable().meta({ description: '对每个人办的：已经办了几个人' }),
    state,
    stateWords: z.string(),
    done: z.array(z.object({ on: day, kind: z.string(), id: publicId })),
    waiver: z.object({ reason: z.string(), by: z.string(), on: day }).nullable(),
    why: z.object({ rule: z.string(), sentence: z.string(), article: z.string(), grade: z.string(), toBeChecked: z.boolean() }),
    address: z.string().meta({ description: '办理这一项的页面' }),
    verb: z.string(),
  })
  .meta({ id: 'Obligation' })
export type ObligationView = z.output<typeof obligation>

export const list = endpoint({
  name: 'obligations.list',
  method: 'GET',
  path: '/organisations/{organisation}/obligations',
  summary: '一个组织在一段时间里应办的事和办理情况',
  guard: needs(permissions.view, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId, from: day, to: day }),
  output: z.object({ obligations: z.array(obligation) }),
  refusals: ['obligations.range-too-long'],
})

export const waive = endpoint({
  name: 'obligations.waive',
  method: 'POST',
  path: '/organisations/{organisation}/obligations/waive',
  summary: '上级同意一个组织这一期免办一件事，须写明理由',
  guard: needs(permissions.waive, { organisation: 'organisation' }),
  input: z.strictObject({ act: publicId, organisation: publicId, duty: line(80), periodFrom: day, reason: line(200) }),
  output: z.object({ waived: z.literal(true) }),
  refusals: ['obligations.own-waiver', 'obligations.not-owed', 'obligations.met-already', 'obligations.waived-already'],
})

const count = z
  .object({
    owed: z.int().meta({ description: '应办' }),
    met: z.int().meta({ description: '按时办了' }),
    late: z.int().meta({ description: '补办了' }),
    waived: z.int().meta({ description: '同意免办' }),
    due: z.int().meta({ description: '还在办理期内' }),
    missed: z.int().meta({ description: '过了宽限期仍没有办' }),
  })
  .meta({ id: 'FulfilmentCount' })
export type CountView = z.output<typeof count>

const asked = {
  organisation: publicId,
  from: day,
  to: day.meta({ description: '之后的第一天；列入的是在这段时间里到期的事' }),
  duty: line(80).optional().meta({ description: '只看一件事' }),
}

const row = z.object({
  organisation: z.object({ id: publicId, name: z.string(), kind: z.string() }),
  own: z.boolean().meta({ description: '本级自己的事' }),
  isLeaf: z.boolean().meta({ description: '没有下级：点开就是它的记录' }),
  count,
})
export type FulfilmentRow = z.output<typeof row>

export const fulfilment = endpoint({
  name: 'obligations.fulfilment',
  method: 'GET',
  path: '/organisations/{organisation}/fulfilment',
  summary: '一段时间里到期的事办得怎样：按事项、按直接下级（连同它的全部下级），按组织树的顺序',
  guard: needs(permissions.view, { organisation: 'organisation' }),
  input: z.strictObject(asked),
  output: z.object({
    organisation: z.object({ id: publicId, name: z.string() }),
    total: count,
    duties: z.array(z.object({ duty: z.string(), words: z.string(), count })),
    rows: z.array(row),
    burden: z.object({
      settings: z.array(z.string()).meta({ description: '本级自定的规定' }),
      waivers: z.int().meta({ description: '这段时间下面得到的免办' }),
      notices: z.array(z.object({
        class: z.enum(['act', 'know', 'read']), words: z.string(), notices: z.int(), readers: z.int().meta({ description: '共有多少人次要看' }),
      })).meta({ description: '这段时间以本级名义发出的通知' }),
    }).meta({ description: '本级给下面加了多少' }),
  }),
  refusals: ['obligations.range-too-long'],
})

export const exportFulfilment = endpoint({
  name: 'obligations.export',
  method: 'GET',
  path: '/organisations/{organisation}/fulfilment/export',
  summary: '导出履行情况（xlsx 或 csv）：每个直接下级、每件事一行',
  guard: needs(permissions.view, { organisation: 'organisation' }),
  input: z.strictObject({ ...asked, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  output: z.unknown(),
  refusals: ['obligations.range-too-long'],
  form: 'download',
})

export const questions = endpoint({
  name: 'obligations.questions',
  method: 'GET',
  path: '/me/questions',
  summary: '我存下的查询：一个名字和一组条件',
  guard: self('自己存的查询'),
  input: z.strictObject({}),
  output: z.object({ questions: z.array(z.object({ id: publicId, name: z.string(), query: z.string() })) }),
  refusals: [],
})

export const keepQuestion = endpoint({
  name: 'obligations.keep-question',
  method: 'POST',
  path: '/me/questions',
  summary: '把履行情况页面现在的条件存成一个名字',
  guard: self('自己存的查询'),
  input: z.strictObject({ id: publicId, name: line(40), query: line(400) }),
  output: nothing,
  refusals: ['obligations.too-many-questions'],
})

export const forgetQuestion = endpoint({
  name: 'obligations.forget-question',
  method: 'POST',
  path: '/me/questions/forget',
  summary: '删除一个存下的查询',
  guard: self('自己存的查询'),
  input: z.strictObject({ id: publicId }),
  output: nothing,
  refusals: [],
})

export const contract = [list, waive, fulfilment, exportFulfilment, questions, keepQuestion, forgetQuestion]
