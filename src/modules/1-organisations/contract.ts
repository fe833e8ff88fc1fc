import { z } from 'zod'
import { actId, day, done, endpoint, flag, line, name, needs, pageInput, pageOf, publicId, whole } from '#base/contract.ts'
import { entry } from '#ledger/contract.ts'

/** Permission names of this module; a post holds them by app/powers.ts. */
export const permissions = {
  view: 'organisations.view',
  found: 'organisations.found',
  change: 'organisations.change',
  dissolve: 'organisations.dissolve',
  link: 'organisations.link',
  terms: 'organisations.terms',
  units: 'organisations.units',
  export: 'organisations.export',
} as const

const brief = z
  .object({ id: publicId, name: z.string(), kind: z.string(), kindWords: z.string(), dissolved: z.boolean() })
  .meta({ id: 'OrganisationBrief' })
export type OrganisationBrief = z.output<typeof brief>

const placed = brief
  .extend({ reached: z.boolean().meta({ description: '在这个职务的范围内，可以打开它的页面' }) })
  .meta({ id: 'OrganisationPlaced' })
export type OrganisationPlaced = z.output<typeof placed>

export const node = z
  .object({
    id: publicId,
    parent: publicId.nullable(),
    name: z.string(),
    kind: z.string(),
    kindWords: z.string(),
    line: z.string(),
    flags: z.array(z.string()).meta({ description: '联合、临时、学生等' }),
    children: z.int().meta({ description: '直接下级组织数' }),
    members: z.int().nullable().meta({ description: '本组织和下级的成员总数；不在范围内为空' }),
  })
  .meta({ id: 'TreeNode' })
export type TreeNode = z.output<typeof node>

export const tree = endpoint({
  name: 'organisations.tree',
  method: 'GET',
  path: '/organisations/tree',
  summary: '组织树：某个组织之下若干层，或自己范围的顶端；可看某一天的样子',
  guard: needs(permissions.view, { under: 'organisation' }),
  input: z.strictObject({ under: publicId.optional(), levels: whole(1, 20).default(1), on: day.optional() }),
  output: z.object({ on: z.string(), nodes: z.array(node), cut: z.boolean().meta({ description: '超过上限，只给出前面的' }) }),
  refusals: [],
})

const why = z
  .object({ rule: z.string(), sentence: z.string(), article: z.string(), grade: z.string(), from: z.string().nullable(), to: z.string().nullable(), toBeChecked: z.boolean() })
  .meta({ id: 'Why' })

export const finding = z
  .object({ code: z.string(), sentence: z.string(), force: z.enum(['must', 'generally']), why })
  .meta({ id: 'Finding' })

export type FindingView = z.output<typeof finding>

export const organisation = z
  .object({
    ...brief.shape,
    version: z.int(),
    line: z.string(),
    lineWords: z.string(),
    flags: z.array(z.string()),
    code: z.string().nullable(),
    region: z.object({ code: z.string(), from: z.string().nullable().meta({ description: '随哪个上级；空：本组织的' }) }).nullable(),
    chain: z.array(placed).meta({ description: '从顶端到上级' }),
    foundedOn: z.string(),
    dissolvedOn: z.string().nullable(),
    mergedInto: placed.nullable(),
    numbers: z.object({ members: z.int(), voting: z.int(), young: z.int(), below: z.int() }),
    term: z.object({ startsOn: z.string(), dueOn: z.string(), daysLeft: z.int(), why }).nullable(),
    units: z.array(z.object({ id: publicId, name: z.string(), kindWords: z.string(), since: z.string() })),
    links: z.array(
      z.object({
        id: publicId,
        kind: z.enum(['leads', 'guides']),
        direction: z.enum(['from', 'to']),
        other: placed,
        fromOn: z.string(),
        toOn: z.string().nullable(),
        endable: z.boolean().meta({ description: '这个职务可以结束它：两头都在范围内，且不是带自己组织的' }),
      }),
    ),
    children: z.array(brief),
    findings: z.array(finding),
    deciding: z
      .enum(['free', 'above', 'document'])
      .meta({ description: '撤销、并入别处、改隶属：free 可以办；above 由上级办；document 凭上级批复办' }),
  })
  .meta({ id: 'Organisation' })
export type OrganisationView = z.output<typeof organisation>

export const read = endpoint({
  name: 'organisations.read',
  method: 'GET',
  path: '/organisations/{id}',
  summary: '一个组织：上级链、任期、单位、带与指导、人数和要处理的事',
  guard: needs(permissions.view, { id: 'organisation' }),
  input: z.strictObject({ id: publicId }),
  output: organisation,
  refusals: [],
})

export const history = endpoint({
  name: 'organisations.history',
  method: 'GET',
  path: '/organisations/{id}/history',
  summary: '一个组织的全部变动，新的在前',
  guard: needs(permissions.view, { id: 'organisation' }),
  input: z.strictObject({ id: publicId }),
  output: z.object({ entries: z.array(entry) }),
  refusals: [],
})

export const rulesInForce = endpoint({
  name: 'organisations.rules',
  method: 'GET',
  path: '/organisations/{id}/rules',
  summary: '某一天对这个组织（或它下面某一类组织）有效的规定，逐条有依据',
  guard: needs(permissions.view, { id: 'organisation' }),
  input: z.strictObject({ id: publicId, on: day.optional(), as: line(60).optional().meta({ description: '看它下面某一类组织适用的规定' }) }),
  output: z.object({
    on: z.string(),
    region: z.string().nullable().meta({ description: '这一天的行政区划代码：只对某地的规定按它选' }),
    rules: z.array(z.object({
      ...why.shape,
      value: z.number(),
      unit: z.string(),
      isShare: z.boolean().meta({ description: '比例：数值不能自定' }),
      choices: z.array(z.number()).meta({ description: '规定允许选的数值；空：不限' }),
      regions: z.array(z.string()).meta({ description: '只对这些地区（代码的开头）；空：全国' }),
      isSet: z.boolean().meta({ description: '本组织或上级自定、核对过' }),
      own: z.object({ value: z.number().nullable(), from: day, document: z.string() }).nullable().meta({ description: '本组织自定的，可能从以后某天起' }),
    })),
    packs: z.array(z.object({ file: z.string().nullable(), version: z.string(), title: z.string(), hash: z.string(), rules: z.int() })),
    refused: z.array(z.object({ file: z.string(), why: z.string() })).meta({ description: '没有采用的规定包和原因' }),
  }),
  refusals: ['organisations.kind-unknown'],
})

const version = z.int().meta({ description: '打开时看到的 version；不符说明别人刚改过' })
const confirmed = flag.default(false).meta({ description: '已看过提醒（一般规定），仍要办理' })
const occurred = day.meta({ description: '发生的日期；早于今天就是补录' })
const approval = line(80).optional().meta({ description: '上级批复的文号或名称；办自己的组织而上级不在系统里时必填' })
const own = ['organisations.own-body', 'organisations.needs-document']
const region = line(20)
const flags = z.array(z.enum(['joint', 'temporary', 'direct', 'student'])).max(4).default([])
const days = ['organisations.day-in-future', 'organisations.before-founding', 'organisations.dissolved']
const placing = ['organisations.wrong-place', 'organisations.needs-superior', 'organisations.before-superior', 'organisations.superior-dissolved', 'organisations.direct-not-here']

export const found = endpoint({
  name: 'organisations.found',
  method: 'POST',
  path: '/organisations',
  summary: '成立一个组织；上级在本系统之外的（如区里的团委），要有带它的组织',
  guard: needs(permissions.found, { parent: 'organisation', leader: 'organisation', units: 'unit' }),
  input: z.strictObject({
    act: actId,
    kind: line(60),
    name: name(80),
    parent: publicId.optional(),
    leader: publicId.optional().meta({ description: '带它的党组织（团带队时为团组织）' }),
    leadHere: flag.optional().meta({ description: '由设在同一单位（第一个）的党组织带，它不必在自己的范围内' }),
    on: occurred,
    code: line(30).optional(),
    region: region.optional().meta({ description: '行政区划代码，6 位；不写就随上级' }),
    flags,
    sector: line(40).optional(),
    units: z.array(publicId).max(50).default([]),
    members: z.strictObject({ full: whole(0, 100_000), all: whole(0, 100_000) }).optional().meta({ description: '成立时的人数，用来核对规定' }),
    approved: flag.default(false).meta({ description: '人数例外已经上级批准' }),
    confirmed,
  }),
  output: done,
  refusals: ['organisations.kind-unknown', 'organisations.region-wrong', 'organisations.form-not-for-kind', 'organisations.joint-needs-units', 'organisations.one-unit-only', 'organisations.too-few-members', 'organisations.needs-approval', 'organisations.name-taken', 'organisations.warned', ...placing, 'organisations.day-in-future', 'organisations.needs-leader', 'organisations.no-leader-here'],
})

export const rename = endpoint({
  name: 'organisations.rename',
  method: 'POST',
  path: '/organisations/{id}/rename',
  summary: '更改名称',
  guard: needs(permissions.change, { id: 'organisation' }),
  input: z.strictObject({ act: actId, id: publicId, version, name: name(80), on: occurred }),
  output: done,
  refusals: ['ledger.changed-meanwhile', ...days, 'organisations.name-unchanged', 'organisations.name-taken', 'organisations.before-last-change'],
})

export const move = endpoint({
  name: 'organisations.move',
  method: 'POST',
  path: '/organisations/{id}/move',
  summary: '改变隶属：连同全部下级移到新的上级之下',
  guard: needs(permissions.change, { id: 'organisation', parent: 'organisation' }),
  input: z.strictObject({ act: actId, id: publicId, version, parent: publicId, on: occurred, approval }),
  output: done,
  refusals: [
    'ledger.changed-meanwhile', ...days, ...placing, ...own, 'organisations.name-taken', 'organisations.already-there', 'organisations.under-itself',
    'organisations.before-last-change',
  ],
})

export const merge = endpoint({
  name: 'organisations.merge',
  method: 'POST',
  path: '/organisations/{id}/merge',
  summary: '并入另一个同类组织：下级、单位、成员一并转过去，本组织撤销',
  guard: needs(permissions.dissolve, { id: 'organisation', into: 'organisation' }),
  input: z.strictObject({ act: actId, id: publicId, into: publicId, on: occurred, approval, confirmed }),
  output: done,
  refusals: [...days, ...own, 'organisations.name-taken', 'organisations.merge-with-itself', 'organisations.merge-other-kind', 'organisations.under-itself', 'organisations.warned', 'organisations.before-last-change'],
})

export const dissolve = endpoint({
  name: 'organisations.dissolve',
  method: 'POST',
  path: '/organisations/{id}/dissolve',
  summary: '撤销一个组织；还有下级或成员的不能撤销',
  guard: needs(permissions.dissolve, { id: 'organisation' }),
  input: z.strictObject({ act: actId, id: publicId, on: occurred, reason: name(200), approval }),
  output: done,
  refusals: [...days, ...own, 'organisations.children-open', 'organisations.members-open', 'organisations.before-last-change'],
})

export const addLink = endpoint({
  name: 'organisations.add-link',
  method: 'POST',
  path: '/organisations/links',
  summary: '登记“带”（领导）或业务指导关系',
  guard: needs(permissions.link, { from: 'organisation', to: 'organisation' }),
  input: z.strictObject({ act: actId, kind: z.enum(['leads', 'guides']), from: publicId, to: publicId, on: occurred }),
  output: done,
  refusals: [
    'organisations.link-to-itself',
    'organisations.link-double',
    'organisations.link-leads-party',
    'organisations.link-not-leading',
    'organisations.link-other-unit',
    'organisations.link-other-line',
    'organisations.link-not-superior',
    'organisations.link-before-founding',
    ...days,
  ],
})

export const endLink = endpoint({
  name: 'organisations.end-link',
  method: 'POST',
  path: '/organisations/links/{id}/end',
  summary: '结束一条带或指导关系',
  guard: needs(permissions.link, { id: 'link' }),
  input: z.strictObject({ act: actId, id: publicId, on: occurred }),
  output: done,
  refusals: ['organisations.link-ended', 'organisations.own-leader', 'organisations.link-ends-before-start', 'organisations.day-in-future'],
})

export const beginTerm = endpoint({
  name: 'organisations.begin-term',
  method: 'POST',
  path: '/organisations/{id}/term',
  summary: '登记换届：新一届从哪天开始，下次换届日期由规定算出',
  guard: needs(permissions.terms, { id: 'organisation' }),
  input: z.strictObject({ act: actId, id: publicId, version, startsOn: day, confirmed }),
  output: z.object({ id: publicId, dueOn: z.string(), why }),
  refusals: ['ledger.changed-meanwhile', 'organisations.no-term', 'organisations.term-not-later', 'organisations.warned', ...days],
})

export const termsDue = endpoint({
  name: 'organisations.terms-due',
  method: 'GET',
  path: '/organisations/{organisation}/terms',
  summary: '换届名单：到某一天为止任期届满的组织，早的在前',
  guard: needs(permissions.view, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId, until: day.optional().meta({ description: '不写就是一年之内' }) }),
  output: z.object({
    until: z.string(),
    rows: z.array(z.object({ organisation: brief, startsOn: z.string(), dueOn: z.string(), daysLeft: z.int(), why: why.nullable() })),
    cut: z.boolean(),
  }),
  refusals: [],
})

// Units ---------------------------------------------------------------------------------------------------------

export const unit = z
  .object({
    id: publicId,
    version: z.int(),
    name: z.string(),
    code: z.string().nullable().meta({ description: '统一社会信用代码' }),
    kind: z.string(),
    kindWords: z.string(),
    sector: z.string(),
    sectorWords: z.string(),
    twoNew: z.boolean().meta({ description: '两新组织' }),
    staff: z.int().nullable(),
    young: z.int().nullable().meta({ description: '35 岁以下青年人数' }),
    migrant: z.int().nullable().meta({ description: '农民工人数' }),
    fullMembers: z.int().nullable().meta({ description: '在这里工作的正式党员人数' }),
    leagueMembers: z.int().nullable().meta({ description: '在这里工作的团员人数' }),
    women: z.int().nullable().meta({ description: '女职工人数' }),
    factsOn: z.string().nullable(),
    responsible: placed,
    organisations: z.array(placed),
  })
  .meta({ id: 'Unit' })
export type UnitView = z.output<typeof unit>

export const units = endpoint({
  name: 'organisations.units',
  method: 'GET',
  path: '/units',
  summary: '某个组织范围内的单位',
  guard: needs(permissions.view, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId, q: line(60).optional(), twoNew: flag.optional(), ...pageInput }),
  output: pageOf(unit),
  refusals: [],
})

export const readUnit = endpoint({
  name: 'organisations.read-unit',
  method: 'GET',
  path: '/units/{id}',
  summary: '一个单位和其中的各类组织',
  guard: needs(permissions.view, { id: 'unit' }),
  input: z.strictObject({ id: publicId }),
  output: z.object({ unit, entries: z.array(entry) }),
  refusals: [],
})

const count = whole(0, 10_000_000).nullable().default(null)
const told = whole(0, 10_000_000).nullable().optional().meta({ description: '不写就是不掌握' })
const unitFields = {
  name: name(100),
  code: line(18).nullable().default(null),
  kind: line(40),
  sector: line(40),
  staff: count,
  young: count,
  migrant: count,
  fullMembers: told,
  leagueMembers: told,
  women: told,
  factsOn: day.nullable().default(null),
}

export const registerUnit = endpoint({
  name: 'organisations.register-unit',
  method: 'POST',
  path: '/units',
  summary: '登记一个单位，归口到负责它的组织',
  guard: needs(permissions.units, { responsible: 'organisation' }),
  input: z.strictObject({ act: actId, responsible: publicId, ...unitFields }),
  output: done,
  refusals: ['organisations.unit-code-wrong', 'organisations.unit-code-taken', 'organisations.unit-kind-unknown', 'organisations.unit-sector-not-fitting'],
})

export const changeUnit = endpoint({
  name: 'organisations.change-unit',
  method: 'POST',
  path: '/units/{id}',
  summary: '更改单位的情况',
  guard: needs(permissions.units, { id: 'unit' }),
  input: z.strictObject({ act: actId, id: publicId, version, ...unitFields }),
  output: z.object({ id: publicId, version: z.int() }),
  refusals: ['ledger.changed-meanwhile', 'organisations.unit-code-wrong', 'organisations.unit-code-taken', 'organisations.unit-kind-unknown', 'organisations.unit-sector-not-fitting'],
})

export const placeInUnit = endpoint({
  name: 'organisations.place-in-unit',
  method: 'POST',
  path: '/organisations/{id}/units',
  summary: '登记组织设在哪些单位（联合支部可有几个）',
  guard: needs(permissions.change, { id: 'organisation', units: 'unit' }),
  input: z.strictObject({ act: actId, id: publicId, version, units: z.array(publicId).max(50), on: occurred }),
  output: done,
  refusals: ['ledger.changed-meanwhile', ...days, 'organisations.joint-needs-units', 'organisations.one-unit-only'],
})

export const setRegion = endpoint({
  name: 'organisations.set-region',
  method: 'POST',
  path: '/organisations/{id}/region',
  summary: '登记行政区划代码，连同没有自己代码的下级；不填就随上级',
  guard: needs(permissions.change, { id: 'organisation' }),
  input: z.strictObject({ act: actId, id: publicId, version, region: region.nullable(), on: occurred }),
  output: done,
  refusals: [
    'ledger.changed-meanwhile', ...days, 'organisations.region-wrong', 'organisations.region-unchanged', 'organisations.before-last-change',
  ],
})

export const exportTree = endpoint({
  name: 'organisations.export',
  method: 'GET',
  path: '/organisations/{id}/export',
  summary: '导出组织及下级的名册（xlsx 或 csv）',
  guard: needs(permissions.export, { id: 'organisation' }),
  input: z.strictObject({ id: publicId, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  output: z.unknown(),
  refusals: [],
  form: 'download',
})

export const contract = [
  tree, read, history, rulesInForce, found, rename, move, merge, dissolve, addLink, endLink, beginTerm, termsDue,
  units, readUnit, registerUnit, changeUnit, placeInUnit, setRegion, exportTree,
]
