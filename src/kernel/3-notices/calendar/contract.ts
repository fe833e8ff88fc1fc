import { z } from 'zod'
import { actId, endpoint, nothing, open, self } from '#base/contract.ts'

export const calendarFeed = endpoint({
  name: 'notices.calendar-feed',
  method: 'GET',
  path: '/calendar.ics',
  summary: '日历订阅（iCalendar）：凭各人自己的秘密地址，日历软件不能登录',
  guard: open('日历软件不能登录；凭本人的秘密地址，可随时作废，每小时有次数限制'),
  input: z.strictObject({ key: z.string().regex(/^[\w-]{20,100}$/, '地址抄得不全') }),
  output: z.unknown(),
  refusals: ['notices.calendar-unknown', 'notices.calendar-too-often'],
  form: 'download',
})

export const makeCalendar = endpoint({
  name: 'notices.make-calendar',
  method: 'POST',
  path: '/me/calendar',
  summary: '生成我的日历订阅地址；以前的马上作废',
  guard: self('自己的日历'),
  input: z.strictObject({ act: actId }),
  output: z.object({ address: z.string().meta({ description: '只在这里显示一次，系统只存校验值' }) }),
  refusals: [],
})

export const dropCalendar = endpoint({
  name: 'notices.drop-calendar',
  method: 'POST',
  path: '/me/calendar/drop',
  summary: '停用我的日历订阅',
  guard: self('自己的日历'),
  input: z.strictObject({ act: actId }),
  output: nothing,
  refusals: [],
})

export const contract = [calendarFeed, makeCalendar, dropCalendar]
