import { z } from 'zod'
import { day, endpoint, line, needs, publicId } from '#base/contract.ts'

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
    times: z.int().meta({ description: '应办次数' }),
    state,
    stateWords: z.string(),
    done: z.array(z.object({ on: day, kind: z.string(), id: publicId })),
    waiver: z.object({ reason: z.string(), by: z.string(), on: day }).nullable(),
    why: z.object({ sentence: z.string(), article: z.string(), grade: z.string(), toBeChecked: z.boolean() }),
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

export const contract = [list, waive]
