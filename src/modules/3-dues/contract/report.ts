import { z } from 'zod'
import { actId, day, done, endpoint, month, name, needs, publicId } from '#base/contract.ts'
import { duesLines } from '#dues/codes.ts'
import { body, permissions, total, why, year } from '#dues/contract.ts'

const row = z
  .object({
    id: publicId.nullable().meta({ description: '下级组织；空：本组织的一个月' }), name: z.string(), kindWords: z.string(),
    bodies: z.int().meta({ description: '直接收缴的组织数' }), closed: z.int(), payers: z.int(), owed: total, unpaid: z.int(),
    collected: total.meta({ description: '本月收到' }), yearCollected: total, used: total.meta({ description: '本年使用' }),
    remitted: total.meta({ description: '本年上缴' }), exceptions: z.array(z.string()).meta({ description: '需要看的事；按组织树顺序，不排名' }),
  })
  .meta({ id: 'DuesOverviewRow' })
export type OverviewRow = z.output<typeof row>

export const overview = endpoint({
  name: 'dues.overview',
  method: 'GET',
  path: '/organisations/{organisation}/dues/overview',
  summary: '下级各组织一个月的收缴和一年的使用、上缴：逐级看到支部，不到个人，按组织树的顺序',
  guard: needs(permissions.view, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId, month }),
  output: z.object({
    organisation: body, line: z.enum(duesLines).nullable(), month, monthWords: z.string(),
    leaf: z.boolean().meta({ description: '直接收缴的组织：各行是它的各个月' }), keepsJournal: z.boolean(), rows: z.array(row),
    totals: z.object({ bodies: z.int(), closed: z.int(), unpaid: z.int(), collected: total, yearCollected: total, used: total, remitted: total }),
  }),
  refusals: ['dues.not-your-books'],
})
export type OverviewView = z.output<(typeof overview)['output']>

const sums = z.array(z.object({ words: z.string(), fen: total }))
const content = z
  .object({
    owed: total, collected: total, central: total, months: z.array(z.object({ words: z.string(), fen: total })),
    bodies: z.array(z.object({ name: z.string(), collected: total, used: total, remitted: total })),
    account: z.object({ opening: total, income: sums, spent: sums, closing: total }).nullable().meta({ description: '管账户的组织才有' }),
  })
  .meta({ id: 'DuesYear' })
export type YearView = z.output<typeof content>

export const publication = z
  .object({ id: publicId, year: z.int(), on: z.string(), way: z.string(), grain: z.int(), grainWords: z.string(), doer: z.string(), content })
  .meta({ id: 'DuesPublication' })
export type PublicationView = z.output<typeof publication>

export const report = endpoint({
  name: 'dues.report',
  method: 'GET',
  path: '/organisations/{organisation}/dues/report',
  summary: '一年的收缴、使用、上缴和结余：由账上汇总，给上级的报告就是这一页；另有历次公布',
  guard: needs(permissions.view, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId, year }),
  output: z.object({
    organisation: body, line: z.enum(duesLines), lineWords: z.string(), year: z.int(), content, grain: z.int(), grainWords: z.string(),
    grainWhy: why.nullable(), publications: z.array(publication),
  }),
  refusals: ['dues.not-your-books', 'dues.no-dues-here'],
})
export type ReportView = z.output<(typeof report)['output']>

export const publish = endpoint({
  name: 'dues.publish',
  method: 'POST',
  path: '/organisations/{organisation}/dues/publish',
  summary: '登记向党员（团员、会员）公布了一年的收缴使用情况，内容照公布时的数保存；不公布个人金额',
  guard: needs(permissions.publish, { organisation: 'organisation' }),
  input: z.strictObject({ act: actId, organisation: publicId, year, on: day, way: name(60).meta({ description: '在哪里公布' }) }),
  output: done,
  refusals: ['dues.not-your-books', 'dues.no-dues-here', 'dues.published-in-future', 'dues.year-not-begun'],
})

export const reportContract = [overview, report, publish]
