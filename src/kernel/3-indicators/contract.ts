import { z } from 'zod'
import { endpoint, needs, publicId } from '#base/contract.ts'

export const permissions = { view: 'indicators.view' } as const

export const indicators = endpoint({
  name: 'indicators.of',
  method: 'GET',
  path: '/organisations/{organisation}/indicators',
  summary: '一个组织及下级的各项数字，每项附定义',
  guard: needs(permissions.view, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId }),
  output: z.object({
    indicators: z.array(
      z.object({ name: z.string(), words: z.string(), definition: z.string(), unit: z.string(), value: z.number().nullable() }).meta({ id: 'Indicator' }),
    ),
  }),
  refusals: [],
})

export const contract = [indicators]
