import { z } from 'zod'
import { actId, done, endpoint, publicId, self } from '#base/contract.ts'
import { acted, leaveReason, mark, own, why } from '#org-life/contract.ts'

/* What everyone may see and do about their own meetings, with a post or without. */

export const sign = endpoint({
  name: 'org-life.sign',
  method: 'POST',
  path: '/me/meetings/{id}/signature',
  summary: '本人签字：记录人签，主持人核对后签',
  guard: self('记录人和主持人签自己的会议'),
  input: z.strictObject({ act: actId, id: publicId }),
  output: acted,
  refusals: [...own, 'org-life.not-yours', 'people.no-own-record'],
})

const mineRow = z
  .object({
    id: publicId, words: z.string(), organisation: z.string(), on: z.string(), held: z.boolean(), starts: z.string().nullable(), place: z.string().nullable(),
    topic: z.string(), stateWords: z.string(), mark: mark.nullable(), markWords: z.string(), reason: leaveReason.nullable(),
    reply: z.enum(['coming', 'leave']).nullable(), mayReply: z.boolean(), toSign: z.enum(['recorder', 'chair']).nullable(),
  })
  .meta({ id: 'MyMeeting' })
export type MyMeeting = z.output<typeof mineRow>

export const mine = endpoint({
  name: 'org-life.mine',
  method: 'GET',
  path: '/me/meetings',
  summary: '我的会议：将要开的、参加过的、等我签字的',
  guard: self('本人看自己的会议和记录'),
  input: z.strictObject({}),
  output: z.object({ coming: z.array(mineRow), past: z.array(mineRow), clocks: z.array(z.object({ organisation: z.string(), since: z.string(), months: z.int(), sentence: z.string(), why })) }),
  refusals: [],
})

export const reply = endpoint({
  name: 'org-life.reply',
  method: 'POST',
  path: '/me/meetings/{id}/reply',
  summary: '回复：参加，或请假',
  guard: self('本人回复自己的会议通知'),
  input: z.strictObject({ act: actId, id: publicId, reply: z.enum(['coming', 'leave']), reason: leaveReason.nullable().default(null) }),
  output: done,
  refusals: ['org-life.not-now', 'org-life.locked', 'org-life.not-expected', 'org-life.leave-reason-missing', 'people.no-own-record'],
})

export const ownContract = [sign, mine, reply]
