import { z } from 'zod'
import { actId, day, done, endpoint, flag, line, name, needs, pageInput, pageOf, publicId, text } from '#base/contract.ts'
import { entry } from '#ledger/contract.ts'
import { coveredLines, priorities, spotCodeList, unitSpotCodes } from '#coverage/codes.ts'

/** Permission names of this module; a post holds them by app/powers.ts. */
export const permissions = {
  view: 'coverage.view',
  decide: 'coverage.decide',
  export: 'coverage.export',
} as const

const why = z
  .object({ rule: z.string(), sentence: z.string(), article: z.string(), grade: z.string(), from: z.string().nullable(), to: z.string().nullable(), toBeChecked: z.boolean() })
  .meta({ id: 'CoverageWhy' })

const body = z.object({ id: publicId, name: z.string(), kindWords: z.string() }).meta({ id: 'CoverageBody' })

const rate = z
  .object({
    line: z.enum(coveredLines),
    own: z.int().meta({ description: '单独组建的单位' }),
    joint: z.int().meta({ description: '联合组建的单位' }),
    covered: z.int().nullable().meta({ description: '组织覆盖率，千分数；没有单位为空' }),
    alone: z.int().nullable().meta({ description: '单独组建率，千分数；没有单位为空' }),
  })
  .meta({ id: 'CoverageRate' })

const row = z
  .object({
    id: publicId.nullable().meta({ description: '下级组织；空：由本组织直接负责' }),
    name: z.string(),
    kindWords: z.string(),
    units: z.int(),
    rates: z.array(rate),
    open: z.int().meta({ description: '待处理' }),
    first: z.int().meta({ description: '其中优先的' }),
    unknown: z.int().meta({ description: '情况不明' }),
  })
  .meta({ id: 'CoverageRow' })
export type CoverageRow = z.output<typeof row>

const counted = z
  .object({ code: z.enum(spotCodeList), words: z.string(), line: z.enum(coveredLines), n: z.int(), first: z.int() })
  .meta({ id: 'CoverageCount' })

export const overview = endpoint({
  name: 'coverage.overview',
  method: 'GET',
  path: '/organisations/{organisation}/coverage',
  summary: '组织覆盖：本组织和各直接下级的覆盖率、单独组建率和待处理数，按组织树的顺序',
  guard: needs(permissions.view, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId, of: z.enum(['all', 'two-new']).default('all').meta({ description: '全部单位或只算两新组织' }) }),
  output: z.object({
    organisation: body,
    lines: z.array(z.enum(coveredLines)).meta({ description: '这个组织看哪些条线' }),
    total: row,
    rows: z.array(row),
    counts: z.array(counted),
    units: z.array(z.object({ id: publicId, name: z.string() })).nullable().meta({ description: '支部自己所在的单位；不是支部的为空，单位数看 total' }),
    definitions: z.array(z.object({ words: z.string(), sentence: z.string(), article: z.string().nullable() })),
    pending: z.boolean().meta({ description: '刚有大批变动，正在后台重新核对' }),
  }),
  refusals: [],
})

const spot = z
  .object({
    key: z.string(),
    code: z.enum(spotCodeList),
    words: z.string(),
    line: z.enum(coveredLines),
    sentence: z.string(),
    given: z.int(),
    unit: z.object({ id: publicId, name: z.string(), code: z.string().nullable(), kindWords: z.string() }).nullable(),
    body: body.nullable(),
    responsible: body.nullable().meta({ description: '负责这个单位的组织，或支部的上级' }),
    first: z.array(z.object({ code: z.enum(priorities), words: z.string() })).meta({ description: '优先的原因' }),
    since: z.string(),
    asideUntil: z.string().nullable(),
    targetOn: z.string().nullable(),
  })
  .meta({ id: 'Spot' })
export type SpotView = z.output<typeof spot>

const filters = {
  organisation: publicId,
  code: z.enum(spotCodeList).optional(),
  line: z.enum(coveredLines).optional(),
  first: z.enum([...priorities, 'any']).optional().meta({ description: '只看优先的：已有党组织、两新组织、有农民工，或任一' }),
  unknown: z.enum(['with', 'without', 'only']).default('with').meta({ description: '情况不明的一并列出、不列或只列' }),
  direct: flag.optional().meta({ description: '只看本级直接负责的，不含下级' }),
  state: z.enum(['open', 'aside']).default('open').meta({ description: '待处理，或登记为不适用的' }),
}

export const spots = endpoint({
  name: 'coverage.spots',
  method: 'GET',
  path: '/organisations/{organisation}/spots',
  summary: '空白点和其他发现，逐条有事实，按组织树的顺序',
  guard: needs(permissions.view, { organisation: 'organisation' }),
  input: z.strictObject({ ...filters, ...pageInput }),
  output: pageOf(spot),
  refusals: [],
})

export const exportSpots = endpoint({
  name: 'coverage.export',
  method: 'GET',
  path: '/organisations/{organisation}/spots/export',
  summary: '导出空白点名单（不含个人情况）',
  guard: needs(permissions.export, { organisation: 'organisation' }),
  input: z.strictObject({ ...filters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  output: z.unknown(),
  refusals: [],
  form: 'download',
})

const fact = z
  .object({
    name: z.string(),
    words: z.string(),
    value: z.int().nullable(),
    source: z.enum(['registry', 'reported']).nullable(),
    sourceWords: z.string(),
    on: z.string().nullable(),
  })
  .meta({ id: 'UnitFact' })

const found = z
  .object({
    code: z.enum(unitSpotCodes),
    words: z.string(),
    line: z.enum(coveredLines),
    sentence: z.string(),
    since: z.string(),
    why,
    aside: z.object({ cause: z.string(), causeWords: z.string(), reason: z.string(), setOn: z.string(), reviewOn: z.string() }).nullable(),
    plan: z.object({ targetOn: z.string(), responsible: body.nullable(), note: z.string().nullable() }).nullable(),
    founding: z
      .object({ kind: z.string(), parent: body.nullable(), leader: body.nullable().meta({ description: '带它的党组织' }), leaderInReach: z.boolean() })
      .nullable()
      .meta({ description: '成立表可以预先填好的部分' }),
  })
  .meta({ id: 'UnitSpot' })
export type UnitSpotView = z.output<typeof found>

export const unit = endpoint({
  name: 'coverage.unit',
  method: 'GET',
  path: '/units/{id}/coverage',
  summary: '一个单位的组织覆盖：事实和来源、各条线、发现和依据、办理情况',
  guard: needs(permissions.view, { id: 'unit' }),
  input: z.strictObject({ id: publicId }),
  output: z.object({
    unit: z.object({ id: publicId, name: z.string(), code: z.string().nullable(), kindWords: z.string(), sectorWords: z.string() }),
    responsible: body.nullable(),
    first: z.array(z.object({ code: z.enum(priorities), words: z.string() })),
    facts: z.array(fact),
    lines: z.array(z.object({ line: z.enum(coveredLines), words: z.string(), state: z.string(), stateWords: z.string(), bodies: z.array(body) })),
    spots: z.array(found),
    closings: z.array(z.object({ code: z.enum(unitSpotCodes), sentence: z.string(), on: z.string() })).meta({ description: '因建立组织而办结的发现' }),
    entries: z.array(entry),
  }),
  refusals: [],
})
export type UnitCoverage = z.output<(typeof unit)['output']>

const about = { act: actId, id: publicId, code: z.enum(unitSpotCodes) }

export const setAside = endpoint({
  name: 'coverage.set-aside',
  method: 'POST',
  path: '/units/{id}/coverage/set-aside',
  summary: '登记一项不适用：写明原因和复查日期，到期自动回到名单',
  guard: needs(permissions.decide, { id: 'unit' }),
  input: z.strictObject({ ...about, cause: z.enum(['not-due', 'joined-above', 'closed', 'other']), reason: name(200), reviewOn: day }),
  output: done,
  refusals: ['coverage.no-such-spot', 'coverage.review-not-later', 'coverage.review-too-late'],
})

export const takeUp = endpoint({
  name: 'coverage.take-up',
  method: 'POST',
  path: '/units/{id}/coverage/take-up',
  summary: '把登记为不适用的一项恢复为待处理',
  guard: needs(permissions.decide, { id: 'unit' }),
  input: z.strictObject({ ...about, reason: line(200).optional() }),
  output: done,
  refusals: ['coverage.not-set-aside'],
})

export const plan = endpoint({
  name: 'coverage.plan',
  method: 'POST',
  path: '/units/{id}/coverage/plan',
  summary: '登记一项怎样办理：目标日期、负责的党组织',
  guard: needs(permissions.decide, { id: 'unit', responsible: 'organisation' }),
  input: z.strictObject({ ...about, targetOn: day, responsible: publicId.optional(), note: text(300).optional() }),
  output: done,
  refusals: ['coverage.no-such-spot', 'coverage.target-past'],
})

export const contract = [overview, spots, exportSpots, unit, setAside, takeUp, plan]
