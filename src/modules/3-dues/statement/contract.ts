import { z } from 'zod'
import { actId, day, done, endpoint, flag, needs, pageInput, pageOf, publicId } from '#base/contract.ts'
import { permissions } from '#dues/contract.ts'

const total = z.int().meta({ description: '金额，单位：分' })
const month = z.string().regex(/^\d{4}-\d{2}$/, '月份应写成 2026-07').meta({ example: '2026-07' })
export const parts = ['sure', 'doubtful', 'nobody', 'refused'] as const

const sum = z.object({ n: z.int(), fen: total })
const statement = z
  .object({
    id: publicId,
    organisation: z.object(
      { id: publicId, name: z.string(), collects: z.boolean().meta({ description: '自己直接收缴（支部、基层工会）' }) },
    ),
    file: z.string(),
    madeAt: z.string(),
    state: z.enum(['reading', 'ready', 'failed', 'done']),
    fault: z.string().nullable().meta({ description: '读不了这个文件的原因，一句话' }),
    progress: z.object({ rows: z.int(), total: z.int().nullable() }).nullable(),
    parts: z.object({ sure: sum, doubtful: sum, nobody: sum, refused: sum, done: sum }),
    outgoing: z.int().meta({ description: '支出、退款等没有收进来的行' }),
    known: z.int().meta({ description: '以前导入过的行' }),
    unread: z.array(z.int()).meta({ description: '日期或金额看不懂的行号' }),
  })
  .meta({ id: 'DuesStatement' })
export type StatementView = z.output<typeof statement>

const choice = z.object({
  person: publicId, name: z.string(), organisation: publicId, organisationName: z.string(), months: z.array(month),
  extra: total.meta({ description: '其中自愿多交的' }), words: z.string(),
})
const statementLine = z
  .object({
    id: publicId, row: z.int().meta({ description: '文件中的行号' }), paidOn: day, fen: total, name: z.string().meta({ description: '对方户名' }),
    tail: z.string().meta({ description: '账号或手机号的末四位' }), remark: z.string(), part: z.enum(parts), why: z.string().meta({ description: '为什么这样认' }),
    choices: z.array(choice),
  })
  .meta({ id: 'DuesStatementLine' })
export type LineView = z.output<typeof statementLine>

const over = { statement: 'dues-statement' }
const books = ['dues.not-your-books', 'dues.no-dues-here']

export const statements = endpoint({
  name: 'dues.statements',
  method: 'GET',
  path: '/organisations/{organisation}/dues/statements',
  summary: '一个组织的账户导入过的对账单，新的在前',
  guard: needs(permissions.collect, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId }),
  output: z.object({ organisation: z.object({ id: publicId, name: z.string() }), rows: z.array(statement) }),
  refusals: books,
})

export const uploadStatement = endpoint({
  name: 'dues.upload-statement',
  method: 'POST',
  path: '/organisations/{organisation}/dues/statements',
  summary: '上传银行或支付平台导出的对账单（.xlsx .xls .csv，不超过 32 MB），随即开始读；读完只列出各笔是谁交的，不登记',
  guard: needs(permissions.collect, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId }),
  output: statement,
  refusals: [...books, 'dues.statements-open', 'input.no-file', 'input.file-too-large', 'input.file-cut-off'],
  form: 'upload',
})

export const readStatement = endpoint({
  name: 'dues.statement',
  method: 'GET',
  path: '/dues/statements/{statement}',
  summary: '一份对账单：读到哪里，各类有几笔、共多少',
  guard: needs(permissions.collect, over),
  input: z.strictObject({ statement: publicId }),
  output: statement,
  refusals: books,
})

export const readLines = endpoint({
  name: 'dues.statement-lines',
  method: 'GET',
  path: '/dues/statements/{statement}/lines',
  summary: '对账单里还没有登记的各笔：有把握的、要选一选的、找不到人的、不能登记的',
  guard: needs(permissions.collect, over),
  input: z.strictObject({ statement: publicId, part: z.enum(parts), ...pageInput }),
  output: pageOf(statementLine),
  refusals: books,
})

export const rematchStatement = endpoint({
  name: 'dues.rematch-statement',
  method: 'POST',
  path: '/dues/statements/{statement}/rematch',
  summary: '按现在的应交和已交情况，重新核对还没有登记的各笔',
  guard: needs(permissions.collect, over),
  input: z.strictObject({ statement: publicId }),
  output: statement,
  refusals: [...books, 'dues.statement-busy', 'dues.statement-not-ready'],
})

const pick = z.strictObject({
  line: publicId, person: publicId, organisation: publicId, months: z.array(month).max(12), extra: z.int().min(0).max(1_000_000_00).default(0),
})

export const confirmStatement = endpoint({
  name: 'dues.confirm-statement',
  method: 'POST',
  path: '/dues/statements/{statement}/confirm',
  summary: '登记对账单里看过的各笔：有把握的（去掉不要的）和逐笔选定的；一次登记，有一笔不行就都不登记',
  guard: needs(permissions.collect, over),
  input: z.strictObject({
    act: actId, statement: publicId, sure: flag.meta({ description: '登记全部有把握的' }), without: z.array(
      z.strictObject({ line: publicId }),
    ).max(2_000).default([]),
    picks: z.array(pick).max(2_000).default([]),
  }),
  output: z.object({ id: publicId, receipts: z.int() }),
  refusals: [...books, 'dues.statement-busy', 'dues.statement-not-ready', 'dues.statement-line', 'dues.statement-line-gone', 'dues.statement-nothing', 'dues.no-such-month'],
})

export const dropStatement = endpoint({
  name: 'dues.drop-statement',
  method: 'POST',
  path: '/dues/statements/{statement}/drop',
  summary: '停止读取，或收起一份对账单：登记了的不变，没有登记的各笔不再保留',
  guard: needs(permissions.collect, over),
  input: z.strictObject({ statement: publicId }),
  output: done,
  refusals: books,
})

export const contract = [
  statements, uploadStatement, readStatement, readLines, rematchStatement, confirmStatement, dropStatement,
]
