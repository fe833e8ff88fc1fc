import { z } from 'zod'
import { actId, day, done, endpoint, line, name, needs, publicId } from '#base/contract.ts'
import { permissions } from '#people/contract.ts'
import { givenEnds } from '#people/rules/transfers.ts'

const place = z.object({ id: publicId.nullable(), name: z.string() }).meta({ id: 'TransferPlace' })

const floating = z
  .object({
    id: publicId,
    person: z.object({ id: publicId, name: z.string(), phoneMask: z.string().nullable() }),
    line: z.string(),
    from: place,
    to: place.meta({ description: '在外管理的支部，或系统外的地方' }),
    inside: z.boolean(),
    since: z.string(),
    until: z.string().nullable(),
    contact: z.string().nullable(),
    endedOn: z.string().nullable(),
    endWords: z.string().nullable(),
  })
  .meta({ id: 'Floating' })
export type FloatingView = z.output<typeof floating>

export const beginFloating = endpoint({
  name: 'people.float',
  method: 'POST',
  path: '/memberships/{id}/floating',
  summary: '登记外出流动：组织关系不动，由另一个支部（或系统外的地方）就近管理',
  guard: needs(permissions.float, { id: 'membership' }),
  input: z.strictObject({
    act: actId,
    id: publicId,
    to: publicId.optional().meta({ description: '就近管理的支部；与 outside 只填一个' }),
    outside: name(100).optional(),
    on: day.meta({ description: '外出日期' }),
    until: day.nullable().default(null).meta({ description: '预计返回日期' }),
    // a telephone number belongs to the person's sealed fields
    contact: line(40).refine((text) => !/\d{7}/.test(text), '联系人只填姓名，电话请登记在本人资料里').nullable().default(null),
  }),
  output: done,
  refusals: [
    'people.membership-ended', 'people.floating-already', 'people.floating-nowhere', 'people.transfer-destination', 'people.transfer-same-place',
    'people.transfer-other-line', 'people.organisation-dissolved', 'people.organisation-without-members', 'people.dates-not-lawful', 'people.merged',
  ],
})

export const endFloating = endpoint({
  name: 'people.end-floating',
  method: 'POST',
  path: '/floating/{id}/end',
  summary: '结束流动：返回、转走、失去联系',
  guard: needs(permissions.float, { id: 'floating' }),
  input: z.strictObject({ act: actId, id: publicId, on: day, reason: z.enum(givenEnds) }),
  output: done,
  refusals: ['people.floating-ended', 'people.dates-not-lawful'],
})

export const floatingIn = endpoint({
  name: 'people.floating-in',
  method: 'GET',
  path: '/organisations/{organisation}/floating',
  summary: '一个组织（和它的下级）流出去的、流进来由它就近管理的人',
  guard: needs(permissions.view, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId }),
  output: z.object({ out: z.array(floating), here: z.array(floating) }),
  refusals: [],
})

export const floatingOf = endpoint({
  name: 'people.floating-of',
  method: 'GET',
  path: '/people/{id}/floating',
  summary: '一个人的流动经历',
  guard: needs(permissions.view, { id: 'person' }),
  input: z.strictObject({ id: publicId }),
  output: z.object({ rows: z.array(floating) }),
  refusals: [],
})

export const contract = [beginFloating, endFloating, floatingIn, floatingOf]
