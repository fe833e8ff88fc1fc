import { z } from 'zod'
import { endpoint, self } from '#base/contract.ts'
import { duesLines, payerKinds } from '#dues/codes.ts'
import { month, receipt, standing, total, year } from '#dues/contract.ts'
import { publication } from '#dues/contract/report.ts'

const own = z
  .object({
    line: z.enum(duesLines), lineWords: z.string(), organisation: z.string(), payer: z.enum(payerKinds).nullable(), base: total.nullable(),
    months: z.array(z.object({ month, monthWords: z.string(), standing })),
  })
  .meta({ id: 'OwnDues' })
export type OwnDuesView = z.output<typeof own>

export const mine = endpoint({
  name: 'dues.mine',
  method: 'GET',
  path: '/me/dues',
  summary: '自己的党费、团费、会费：应交多少、为什么、交了没有，一年的收据和合计',
  guard: self('自己的交纳情况'),
  input: z.strictObject({ year: year.optional().meta({ description: '不填：今年' }) }),
  output: z.object({
    name: z.string().nullable(), year: z.int(), lines: z.array(own), receipts: z.array(receipt), total,
    published: z.array(z.object({ organisation: z.string(), publication })).meta({ description: '本支部和管账户的组织这一年公布的' }),
  }),
  refusals: [],
})

export const ownContract = [mine]
