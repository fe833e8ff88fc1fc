import { z } from 'zod'
import { actId, day, endpoint, line, needs, publicId } from '#base/contract.ts'
import { paper } from '#base/paper/blocks.ts'
import { permissions } from '#org-life/contract.ts'
import { periodShape } from '#org-life/print/rules.ts'

const form = z.enum(['record', 'sign-in']).default('record').meta({ description: 'record 会议记录（还没有开的是空白表），sign-in 签到表' })
const bookForm = z.enum(['book', 'facts']).default('book').meta({ description: 'book 支部工作手册，facts 述职事实清单' })
const period = z.string().regex(periodShape, '期间应写成 2026、2026Q3 或 202611').meta({ description: '一年、一季或一个月：2026、2026Q3、202611' })

export const meetingPaper = endpoint({
  name: 'org-life.paper',
  method: 'GET',
  path: '/org-life/meetings/{id}/paper',
  summary: '一次会议的会议记录或签到表，打印用；空白处没有记录',
  guard: needs(permissions.view, { id: 'meeting' }),
  input: z.strictObject({ id: publicId, form }),
  output: paper,
  refusals: [],
})

export const meetingFile = endpoint({
  name: 'org-life.paper-file',
  method: 'POST',
  path: '/org-life/meetings/{id}/paper/file',
  summary: '导出会议记录或签到表（Word），记入台账',
  guard: needs(permissions.export, { id: 'meeting' }),
  input: z.strictObject({ act: actId, id: publicId, form }),
  output: z.unknown(),
  refusals: [],
  form: 'download',
})

export const bookPaper = endpoint({
  name: 'org-life.book',
  method: 'GET',
  path: '/organisations/{organisation}/org-life/book',
  summary: '支部工作手册（月、季、年）或述职事实清单，打印用；都从记录中取得',
  guard: needs(permissions.view, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId, period, form: bookForm }),
  output: paper,
  refusals: ['org-life.not-a-branch'],
})

export const bookFile = endpoint({
  name: 'org-life.book-file',
  method: 'POST',
  path: '/organisations/{organisation}/org-life/book/file',
  summary: '导出支部工作手册或述职事实清单（Word），记入台账',
  guard: needs(permissions.export, { organisation: 'organisation' }),
  input: z.strictObject({ act: actId, organisation: publicId, period, form: bookForm }),
  output: z.unknown(),
  refusals: ['org-life.not-a-branch'],
  form: 'download',
})

const ofYear = { organisation: publicId, year: z.string().regex(/^2\d{3}$/, '年度应写成 2026') }

export const appraisalPaper = endpoint({
  name: 'org-life.appraisal-paper',
  method: 'GET',
  path: '/organisations/{organisation}/appraisals/{year}/paper',
  summary: '民主评议汇总表（团：教育评议和团籍注册），打印用；还没有评议的是空白表',
  guard: needs(permissions.private, { organisation: 'organisation' }),
  input: z.strictObject(ofYear),
  output: paper,
  refusals: ['org-life.own-branch-only'],
})

export const appraisalFile = endpoint({
  name: 'org-life.appraisal-file',
  method: 'POST',
  path: '/organisations/{organisation}/appraisals/{year}/paper/file',
  summary: '导出评议汇总表（Word），记入台账',
  guard: needs(permissions.private, { organisation: 'organisation' }),
  input: z.strictObject({ act: actId, ...ofYear }),
  output: z.unknown(),
  refusals: ['org-life.own-branch-only'],
  form: 'download',
})

export const byCode = endpoint({
  name: 'org-life.by-code',
  method: 'GET',
  path: '/org-life/codes/{code}',
  summary: '纸上的编号对应哪份记录；还没有录的会议带出补录要用的内容',
  guard: needs(permissions.view),
  input: z.strictObject({ code: line(200) }),
  output: z
    .object({
      code: z.string(),
      /** the page it leads to */
      address: z.string(),
      words: z.string(),
      organisation: z.string(),
      toEnter: z
        .object({
          id: publicId, words: z.string(), plannedOn: z.string(), starts: z.string().nullable(), place: z.string().nullable(),
          expected: z.array(z.string()).meta({ description: '应到会的人' }),
        })
        .nullable(),
    })
    .meta({ id: 'PaperCode' }),
  refusals: ['org-life.code-misread', 'org-life.code-unknown'],
})

export const enterPaper = endpoint({
  name: 'org-life.enter-paper',
  method: 'POST',
  path: '/org-life/meetings/{id}/paper',
  summary: '按纸质表补录：凭编号，按实际召开的日期开始记录，注明代录',
  guard: needs(permissions.keep, { id: 'meeting' }),
  input: z.strictObject({
    act: actId, id: publicId, code: line(200), on: day,
    starts: z.string().regex(/^([01]?\d|2[0-3])[:：][0-5]\d$/, '时间应写成 14:30').nullable().default(null),
    place: line(100).nullable().default(null),
  }),
  output: z.object({ id: publicId, version: z.int() }),
  refusals: [
    'org-life.code-misread', 'org-life.code-other-form', 'org-life.entered-already', 'org-life.in-the-future', 'org-life.roll-missing',
    'ledger.in-the-future', 'org-life.not-now', 'org-life.locked',
  ],
})

export const contract = [meetingPaper, meetingFile, bookPaper, bookFile, appraisalPaper, appraisalFile, byCode, enterPaper]
