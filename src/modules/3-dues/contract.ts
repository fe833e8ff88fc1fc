import { z } from 'zod'
import { actId, day, done, endpoint, flag, line, name, needs, publicId, text } from '#base/contract.ts'
import { arrangementKinds, duesLines, forbiddenWays, itemCodes, payerKinds, slipKinds, ways } from '#dues/codes.ts'

/** Permission names of this module; a post holds them by app/powers.ts. Sums of people stand behind `amounts` alone. */
export const permissions = {
  view: 'dues.view',
  amounts: 'dues.amounts',
  collect: 'dues.collect',
  answer: 'dues.answer',
  books: 'dues.books',
  draw: 'dues.draw',
  reconcile: 'dues.reconcile',
  publish: 'dues.publish',
} as const

/** Integer fen; a sum that a person's month could never reach is a slip of the finger. */
const fen = z.int().min(0).max(1_000_000_00).meta({ description: '金额，单位：分' })
export const total = z.int().meta({ description: '金额，单位：分' })
export const month = z.string().regex(/^\d{4}-\d{2}$/, '月份应写成 2026-07').meta({ example: '2026-07' })
const duesLine = z.enum(duesLines)
export const year = z.string().regex(/^2\d{3}$/, '年份应写成 2026').transform(Number)

export const why = z
  .object({ rule: z.string(), sentence: z.string(), article: z.string(), grade: z.string(), from: z.string().nullable(), to: z.string().nullable(), toBeChecked: z.boolean() })
  .meta({ id: 'DuesWhy' })

export const body = z.object({ id: publicId, name: z.string(), kindWords: z.string() }).meta({ id: 'DuesBody' })

export const standing = z
  .object({
    id: publicId.meta({ description: '交纳人' }),
    name: z.string(),
    state: z.enum(['owed', 'unknown', 'voluntary', 'exempt']),
    payer: z.enum(payerKinds).nullable(),
    fen: total,
    sentence: z.string().meta({ description: '应交数怎样来的' }),
    why: why.nullable(),
    paid: z.object({ on: z.string(), receipt: publicId.nullable().meta({ description: '空：在别的组织交的' }) }).nullable(),
    quarterly: z.boolean(),
    silent: z.boolean().meta({ description: '本组织在系统里记账以前的月份，交没交没有记录' }),
  })
  .meta({ id: 'DuesStanding' })
export type StandingView = z.output<typeof standing>

const receiptLine = z.object({ kind: z.enum(['month', 'extra', 'central']), month: month.nullable(), fen: total, words: z.string() })
export const receipt = z
  .object({
    id: publicId,
    number: z.string().meta({ description: '年份加顺序号' }),
    code: z.string().meta({ description: '核对码' }),
    person: z.object({ id: publicId, name: z.string() }),
    organisation: z.string(),
    line: duesLine,
    lineWords: z.string(),
    wayWords: z.string(),
    payer: z.string().nullable(),
    paidOn: day,
    fen: total,
    inWords: z.string().meta({ description: '大写金额' }),
    collector: z.string(),
    lines: z.array(receiptLine),
    reverses: publicId.nullable(),
    reversedBy: publicId.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'DuesReceipt' })
export type ReceiptView = z.output<typeof receipt>

const closing = z
  .object({ closed: z.boolean(), doer: z.string(), on: z.string(), own: z.boolean().meta({ description: '是自己结的账' }), reason: z.string().nullable(), unpaid: z.int() })
  .meta({ id: 'DuesClosing' })

export const readMonth = endpoint({
  name: 'dues.month',
  method: 'GET',
  path: '/organisations/{organisation}/dues',
  summary: '一个支部（工会）一个月的党费（团费、会费）：谁应交多少、为什么、交了没有，和本月开的收据',
  guard: needs(permissions.amounts, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId, month }),
  output: z.object({
    organisation: body,
    line: duesLine,
    lineWords: z.string(),
    month,
    monthWords: z.string(),
    rows: z.array(standing),
    receipts: z.array(receipt),
    totals: z.object({ payers: z.int(), owed: total, paidCount: z.int(), paid: total, unknown: z.int(), collected: total }),
    closing: closing.nullable(),
  }),
  refusals: ['dues.not-your-books', 'dues.no-dues-here', 'dues.no-such-month'],
})
export type MonthView = z.output<(typeof readMonth)['output']>

const item = z.strictObject({ item: z.enum(itemCodes), fen })
const worksheet = z
  .object({ id: publicId, from: month, payer: z.enum(payerKinds), slip: z.enum(slipKinds), items: z.array(z.object({ item: z.enum(itemCodes), fen: total })), base: total.nullable(), madeOn: z.string() })
  .meta({ id: 'DuesWorksheet' })
const arrangement = z
  .object({
    id: publicId, kind: z.enum(arrangementKinds), words: z.string(), fen: total.nullable(), from: month, to: month, reason: z.string(), decidedOn: z.string(),
    state: z.enum(['asked', 'agreed', 'declined']), stateWords: z.string(), settledBy: z.string().nullable(), settledOn: z.string().nullable(), document: z.string().nullable(),
  })
  .meta({ id: 'DuesArrangement' })

export const readPayer = endpoint({
  name: 'dues.payer',
  method: 'GET',
  path: '/organisations/{organisation}/dues/payers/{person}',
  summary: '一个人怎样计算：计算基数表、商定事项、近一年各月应交和交纳情况',
  guard: needs(permissions.amounts, { organisation: 'organisation', person: 'person' }),
  input: z.strictObject({ organisation: publicId, person: publicId }),
  output: z.object({
    organisation: body,
    person: z.object({ id: publicId, name: z.string() }),
    line: duesLine,
    lineWords: z.string(),
    policy: z.object({ bonus: z.boolean(), fixed: z.boolean() }).meta({ description: '年终奖是否计入；是否年初核定、当年不变' }),
    months: z.array(z.object({ month, monthWords: z.string(), closed: z.boolean(), standing: standing.nullable() })),
    worksheets: z.array(worksheet),
    arrangements: z.array(arrangement),
    receipts: z.array(receipt),
  }),
  refusals: ['dues.not-your-books', 'dues.no-dues-here', 'dues.nobody-here'],
})
export type PayerView = z.output<(typeof readPayer)['output']>

const payerAt = { act: actId, organisation: publicId, person: publicId }

export const assess = endpoint({
  name: 'dues.assess',
  method: 'POST',
  path: '/organisations/{organisation}/dues/payers/{person}/assess',
  summary: '核定一个人从某个月起怎样计算；已交和已结账的月份不变',
  guard: needs(permissions.collect, { organisation: 'organisation', person: 'person' }),
  input: z.strictObject({
    ...payerAt, from: month, payer: z.enum(payerKinds), slip: z.enum(slipKinds), items: z.array(item).max(12),
    reason: line(200).default('').meta({ description: '年中改变计算基数的原因；按年核定的必须写' }),
  }),
  output: done,
  refusals: [
    'dues.not-your-books', 'dues.no-dues-here', 'dues.nobody-here', 'dues.no-such-month', 'dues.month-closed', 'dues.payer-unfitting',
    'dues.item-unfitting', 'dues.item-twice', 'dues.base-missing', 'dues.base-negative', 'dues.bonus-excluded', 'dues.base-fixed',
  ],
})

export const collect = endpoint({
  name: 'dues.collect',
  method: 'POST',
  path: '/organisations/{organisation}/dues/payers/{person}/collect',
  summary: '收一个人的党费（团费、会费）：哪几个月、另外自愿多交多少；开一张收据',
  guard: needs(permissions.collect, { organisation: 'organisation', person: 'person' }),
  input: z.strictObject({
    ...payerAt,
    months: z.array(month).max(12),
    fen: fen.meta({ description: '交来的总数，单位：分；与应交加自愿多交不符的不收' }),
    extra: fen.default(0).meta({ description: '其中自愿多交的，单位：分' }),
    way: z.enum([...ways, ...forbiddenWays]).meta({ description: '现金、转账、由他人代交；工资扣缴、组织垫交、特殊党费一律不收' }),
    payer: line(60).optional().meta({ description: '代交人' }),
    paidOn: day,
  }),
  output: z.object({ id: publicId, number: z.int() }),
  refusals: [
    'dues.not-your-books', 'dues.no-dues-here', 'dues.nobody-here', 'dues.no-such-month', 'dues.payroll-forbidden', 'dues.advance-forbidden',
    'dues.special-forbidden', 'dues.payer-unnamed', 'dues.month-twice', 'dues.already-paid', 'dues.base-unknown', 'dues.nothing-owed', 'dues.too-late',
    'dues.ahead', 'dues.amount-short', 'dues.amount-over', 'dues.not-a-member-then', 'dues.paid-in-future', 'dues.book-closed', 'dues.nothing-given',
  ],
})

export const correct = endpoint({
  name: 'dues.correct',
  method: 'POST',
  path: '/dues/receipts/{receipt}/correct',
  summary: '冲销一张收据：今天记一笔相反的，原收据保留',
  guard: needs(permissions.collect, { receipt: 'dues-receipt' }),
  input: z.strictObject({ act: actId, receipt: publicId, reason: name(200) }),
  output: z.object({ id: publicId, number: z.int() }),
  refusals: ['dues.not-your-books', 'dues.no-dues-here', 'dues.is-counter-entry', 'dues.corrected-already', 'dues.book-closed'],
})

export const readReceipt = endpoint({
  name: 'dues.receipt',
  method: 'GET',
  path: '/dues/receipts/{receipt}',
  summary: '一张收据，可以打印',
  guard: needs(permissions.amounts, { receipt: 'dues-receipt' }),
  input: z.strictObject({ receipt: publicId }),
  output: receipt,
  refusals: ['dues.not-your-books'],
})

export const close = endpoint({
  name: 'dues.close',
  method: 'POST',
  path: '/organisations/{organisation}/dues/close',
  summary: '一个月收完结账：应交数定下来，未交的列明',
  guard: needs(permissions.collect, { organisation: 'organisation' }),
  input: z.strictObject({ act: actId, organisation: publicId, month }),
  output: done,
  refusals: ['dues.not-your-books', 'dues.no-dues-here', 'dues.no-such-month', 'dues.month-not-begun', 'dues.closed-already'],
})

export const reopen = endpoint({
  name: 'dues.reopen',
  method: 'POST',
  path: '/organisations/{organisation}/dues/reopen',
  summary: '另一个人重新打开已结账的月份，写明理由',
  guard: needs(permissions.collect, { organisation: 'organisation' }),
  input: z.strictObject({ act: actId, organisation: publicId, month, reason: name(200) }),
  output: done,
  refusals: ['dues.not-your-books', 'dues.no-dues-here', 'dues.no-such-month', 'dues.not-closed', 'dues.month-handed-in', 'dues.reopen-own'],
})

export const arrange = endpoint({
  name: 'dues.arrange',
  method: 'POST',
  path: '/organisations/{organisation}/dues/payers/{person}/arrange',
  summary: '登记支部研究同意的事：按季交纳、困难少交或免交；少交免交须报上级党委批准（离退休党员由支部决定）',
  guard: needs(permissions.collect, { organisation: 'organisation', person: 'person' }),
  input: z.strictObject({
    ...payerAt, kind: z.enum(arrangementKinds), fen: fen.optional().meta({ description: '少交的，每月交多少，单位：分' }), from: month, to: month,
    reason: text(300).min(2), decidedOn: day.meta({ description: '支部研究的日期' }),
  }),
  output: z.object({ id: publicId, asked: z.boolean().meta({ description: '已报上级批准' }) }),
  refusals: ['dues.not-your-books', 'dues.no-dues-here', 'dues.nobody-here', 'dues.no-such-month', 'dues.months-turned', 'dues.reduced-to-what'],
})

export const asked = endpoint({
  name: 'dues.asked',
  method: 'GET',
  path: '/organisations/{organisation}/dues/asked',
  summary: '下级支部报来、等待批准的少交和免交',
  guard: needs(permissions.answer, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId }),
  output: z.object({ rows: z.array(arrangement.extend({ name: z.string(), branch: z.string() })) }),
  refusals: ['dues.not-your-books'],
})

export const answer = endpoint({
  name: 'dues.answer',
  method: 'POST',
  path: '/dues/arrangements/{arrangement}/answer',
  summary: '登记党委对少交、免交的决定',
  guard: needs(permissions.answer, { arrangement: 'dues-arrangement' }),
  input: z.strictObject({ act: actId, arrangement: publicId, agreed: flag, document: line(120).optional() }),
  output: done,
  refusals: ['dues.not-your-books', 'dues.answer-own', 'dues.answered-already'],
})

export const contract = [readMonth, readPayer, assess, collect, correct, readReceipt, close, reopen, arrange, asked, answer]
