import { z } from 'zod'
import { endpoint, line, publicId, self } from '#base/contract.ts'

const hit = z
  .object({
    kind: z.enum(['organisation', 'unit', 'person']),
    id: publicId,
    title: z.string(),
    detail: z.string(),
  })
  .meta({ id: 'Hit' })
export type Hit = z.output<typeof hit>

export const search = endpoint({
  name: 'search.all',
  method: 'GET',
  path: '/search',
  summary: '在自己看得到的范围内找组织、单位和人：汉字、全拼、简拼、电话后四位',
  guard: self('只在当前职务的权限和范围内找，没有的权限就不找那一类'),
  input: z.strictObject({ q: line(60), limit: z.union([z.number(), z.string().regex(/^\d{1,2}$/).transform(Number)]).pipe(z.int().min(1).max(20)).default(8) }),
  output: z.object({ hits: z.array(hit) }),
  refusals: [],
})

export const contract = [search]
