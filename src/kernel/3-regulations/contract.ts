import { z } from 'zod'
import { actId, day, endpoint, line, needs, publicId } from '#base/contract.ts'

export const permissions = { set: 'regulations.set' } as const

export const set = endpoint({
  name: 'regulations.set',
  method: 'POST',
  path: '/organisations/{organisation}/rules/settings',
  summary: '为本组织和全部下级自定一条规定的数值，或登记待核的规定已经核对；只能比上面的更严，今天起算',
  guard: needs(permissions.set, { organisation: 'organisation' }),
  input: z.strictObject({
    act: actId,
    organisation: publicId,
    rule: line(80),
    value: z.number().min(0).max(100_000).nullable().meta({ description: '不填：数值不变，只登记已核对' }),
    document: line(120).meta({ description: '依据的文件' }),
    from: day,
  }),
  output: z.object({ id: publicId }),
  refusals: [
    'regulations.rule-unknown', 'regulations.setting-past', 'regulations.share-fixed', 'regulations.laxer', 'regulations.not-a-choice', 'organisations.dissolved',
  ],
})

export const endSetting = endpoint({
  name: 'regulations.end-setting',
  method: 'POST',
  path: '/organisations/{organisation}/rules/settings/end',
  summary: '从某一天起不再自定，恢复上面的规定',
  guard: needs(permissions.set, { organisation: 'organisation' }),
  input: z.strictObject({ act: actId, organisation: publicId, rule: line(80), on: day }),
  output: z.object({ ended: z.literal(true) }),
  refusals: ['regulations.setting-past', 'regulations.no-setting', 'organisations.dissolved'],
})

export const contract = [set, endSetting]
