import { z } from 'zod'
import { actId, day, done, endpoint, needs, publicId, text } from '#base/contract.ts'
import { duesLines } from '#dues/codes.ts'
import { body, permissions, total, why } from '#dues/contract.ts'

export const stages = ['none', 'member', 'talk', 'deadline', 'meeting'] as const
/** `told` and `talk` are written by closing a month and by recording a talk; the others by the secretary. */
export const stepKinds = ['told', 'talk', 'deadline', 'meeting', 'reason'] as const
export type StepKind = (typeof stepKinds)[number]
const recorded = ['deadline', 'meeting', 'reason'] as const

const step = z.object({ kind: z.enum(stepKinds), words: z.string(), on: z.string(), until: z.string().nullable(), note: z.string().nullable(), doer: z.string() })
const owing = z
  .object({
    id: publicId, name: z.string(), months: z.array(z.string()), inARow: z.int(), fen: total, stage: z.enum(stages), next: z.string(),
    done: z.boolean().meta({ description: '这一步已经做了' }), steps: z.array(step),
  })
  .meta({ id: 'DuesArrears' })
export type ArrearsView = z.output<typeof owing>

export const arrears = endpoint({
  name: 'dues.arrears',
  method: 'GET',
  path: '/organisations/{organisation}/dues/arrears',
  summary: '已结账月份没有交的人和走到哪一步：先提醒本人，再个别谈话、限期，六个月提交支部大会；只有管收缴的同志看得到',
  guard: needs(permissions.collect, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId }),
  output: z.object({ organisation: body, line: z.enum(duesLines), rows: z.array(owing), why: why.nullable() }),
  refusals: ['dues.not-your-books', 'dues.no-dues-here'],
})

export const dossier = endpoint({
  name: 'dues.dossier',
  method: 'GET',
  path: '/organisations/{organisation}/dues/arrears/{person}',
  summary: '提交支部大会研究的情况：没有交的各月、做过的提醒和谈话、困难和减免、依据的条文；不自动处理',
  guard: needs(permissions.collect, { organisation: 'organisation', person: 'person' }),
  input: z.strictObject({ organisation: publicId, person: publicId }),
  output: z.object({
    organisation: body, line: z.enum(duesLines), lineWords: z.string(), owing: owing.nullable(),
    months: z.array(z.object({ month: z.string(), words: z.string(), fen: total })),
    arrangements: z.array(z.object({ words: z.string(), stateWords: z.string(), from: z.string(), to: z.string() })),
    lastPaid: z.string().nullable(), rules: z.array(why),
  }),
  refusals: ['dues.not-your-books', 'dues.no-dues-here'],
})
export type DossierView = z.output<(typeof dossier)['output']>

export const recordStep = endpoint({
  name: 'dues.step',
  method: 'POST',
  path: '/organisations/{organisation}/dues/arrears/{person}/steps',
  summary: '登记对没有交的人做了什么：限期补交、有正当理由、提交支部大会的结果',
  guard: needs(permissions.collect, { organisation: 'organisation', person: 'person' }),
  input: z.strictObject({
    act: actId, organisation: publicId, person: publicId, kind: z.enum(recorded), on: day, until: day.optional(), note: text(300).default(''),
  }),
  output: done,
  refusals: ['dues.not-your-books', 'dues.no-dues-here', 'dues.nothing-unpaid', 'dues.until-missing', 'dues.note-missing', 'dues.step-in-future'],
})

export const arrearsContract = [arrears, dossier, recordStep]
