import { z } from 'zod'
import { actId, done, endpoint, line, name, needs, pageInput, pageOf, publicId } from '#base/contract.ts'
import { permissions } from '#people/contract.ts'

const account = z
  .object({
    person: publicId,
    name: z.string(),
    login: z.string(),
    state: z.enum(['invited', 'active', 'closed']),
    seenOn: z.string().nullable().meta({ description: '最近一次登录的日期' }),
    secondFactor: z.boolean(),
    slipEnds: z.string().nullable().meta({ description: '还没有用的凭条何时作废' }),
  })
  .meta({ id: 'AccountState' })
export type AccountView = z.output<typeof account>

export const accounts = endpoint({
  name: 'people.accounts',
  method: 'GET',
  path: '/people/accounts',
  summary: '某个组织和它的下级的账号：状态、最近登录、第二步、凭条',
  guard: needs(permissions.invite, { organisation: 'organisation' }),
  input: z.strictObject({
    organisation: publicId,
    state: z.enum(['invited', 'active', 'closed']).optional(),
    q: line(40).optional(),
    ...pageInput,
  }),
  output: pageOf(account),
  refusals: [],
})

export const closeAccount = endpoint({
  name: 'people.close-account',
  method: 'POST',
  path: '/people/{id}/account/close',
  summary: '停用一个人的账号，要有原因；以后可以再打凭条，另开账号',
  guard: needs(permissions.invite, { id: 'person' }),
  input: z.strictObject({ act: actId, id: publicId, reason: name(100) }),
  output: done,
  refusals: ['people.no-account', 'people.own-account', 'people.account-beyond-reach', 'people.merged'],
})

export const contract = [accounts, closeAccount]
