import { z } from 'zod'
import { contract as calendar } from '#notices/calendar/contract.ts'
import { contract as hooks } from '#notices/hooks/contract.ts'
import { contract as settings } from '#notices/settings/contract.ts'
import { endpoint, nothing, pageInput, publicId, self } from '#base/contract.ts'

export { classWords as noticeClasses } from '#notices/words.ts'

export const notice = z
  .object({
    id: publicId,
    class: z.enum(['act', 'know', 'read']),
    title: z.string(),
    body: z.string(),
    link: z.string().nullable(),
    at: z.string(),
    read: z.boolean(),
  })
  .meta({ id: 'Notice' })
export type NoticeView = z.output<typeof notice>

export const myNotices = endpoint({
  name: 'notices.mine',
  method: 'GET',
  path: '/me/notices',
  summary: '给我的通知，新的在前',
  guard: self('自己的通知'),
  input: z.strictObject(pageInput),
  output: z.object({ rows: z.array(notice), next: z.string().nullable(), unread: z.int() }),
  refusals: [],
})

export const readNotices = endpoint({
  name: 'notices.read',
  method: 'POST',
  path: '/me/notices/read',
  summary: '标为已读；不给编号就是全部',
  guard: self('自己的通知'),
  input: z.strictObject({ id: publicId.optional() }),
  output: nothing,
  refusals: [],
})

export const contract = [myNotices, readNotices, ...settings, ...calendar, ...hooks]
