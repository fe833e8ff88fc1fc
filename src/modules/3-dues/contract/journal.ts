import { z } from 'zod'
import { actId, day, done, endpoint, line, month, needs, publicId, text } from '#base/contract.ts'
import { duesLines } from '#dues/codes.ts'
import { body, permissions, total, why, year } from '#dues/contract.ts'
import { moneys, purposes, voucherKinds } from '#dues/money.ts'

const given = z.int().min(1).max(100_000_000_00).meta({ description: '金额，单位：分' })
const books = ['dues.not-your-books', 'dues.no-account-here'] as const

const order = z
  .object({
    id: publicId, kind: z.enum(voucherKinds), words: z.string(), on: z.string(), money: z.enum(moneys), moneyWords: z.string(), fen: total,
    about: z.string(), decision: z.string().nullable(), maker: z.string(), madeOn: z.string(),
    mine: z.boolean().meta({ description: '由同一人或同一岗位制单，须另一方办理' }),
  })
  .meta({ id: 'DuesOrder' })
export type OrderView = z.output<typeof order>

const entry = z.object({ debit: z.string(), credit: z.string(), fen: total })
const voucher = z
  .object({
    id: publicId, number: z.string().meta({ description: '年份加顺序号' }), on: z.string(), kind: z.enum(voucherKinds), words: z.string(),
    about: z.string(), decision: z.string().nullable(), entries: z.array(entry), fen: total, maker: z.string(), checker: z.string(),
    reverses: publicId.nullable(), reversedBy: publicId.nullable(),
  })
  .meta({ id: 'DuesVoucher' })
export type VoucherView = z.output<typeof voucher>

const handing = z
  .object({ id: publicId, name: z.string(), months: z.array(z.string()), through: z.string().meta({ description: '最后一个月' }), fen: total })
  .meta({ id: 'DuesHanding' })
const arriving = z.object({ voucher: publicId, id: publicId, name: z.string(), on: z.string(), year: z.int().nullable(), fen: total }).meta({ id: 'DuesArriving' })
const remittance = z
  .object({
    year: z.int(), paid: total, ratio: z.number().nullable().meta({ description: '百分比；空：还没有按上级的文件设置' }), due: total, done: total,
    open: total, by: z.string(), why: why.nullable(), byWhy: why.nullable(),
  })
  .meta({ id: 'DuesRemittance' })
const reconciliation = z
  .object({ id: publicId, on: z.string(), statement: total, book: total, outstanding: z.int(), doer: z.string() })
  .meta({ id: 'DuesReconciliation' })

export const readJournal = endpoint({
  name: 'dues.journal',
  method: 'GET',
  path: '/organisations/{organisation}/dues/journal',
  summary: '管账户的党委（团委、工会）的账：余额、等待另一方办理的、下级待交来的、应上缴的和一年的凭证',
  guard: needs(permissions.books, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId, year }),
  output: z.object({
    organisation: body, line: z.enum(duesLines), lineWords: z.string(), year: z.int(),
    side: z.enum(['accountant', 'cashier']).nullable().meta({ description: '自己是会计还是出纳；空：只能看' }),
    keepers: z.object({ accountant: z.boolean(), cashier: z.boolean() }),
    cash: total, bank: total, central: total,
    accounts: z.array(z.object({ account: z.string(), words: z.string(), fen: total })).meta({ description: '本年各科目发生额' }),
    drawn: z.array(order), handing: z.array(handing), arriving: z.array(arriving), remittances: z.array(remittance),
    purposes: z.array(z.object({ purpose: z.enum(purposes), words: z.string(), why: why.nullable() })),
    below: z.array(z.object({ id: publicId, name: z.string() })).meta({ description: '下一级管账户的组织' }),
    bankVouchers: z.array(z.object({ id: publicId, number: z.string(), on: z.string(), words: z.string(), fen: total })),
    reconciliations: z.array(reconciliation), vouchers: z.array(voucher),
  }),
  refusals: books,
})
export type JournalView = z.output<(typeof readJournal)['output']>

export const draw = endpoint({
  name: 'dues.draw',
  method: 'POST',
  path: '/organisations/{organisation}/dues/journal/draw',
  summary: '会计或出纳制一张单：收下级交来、使用、上缴、下拨、利息、存取现金、冲销等；另一方办理后才记账',
  guard: needs(permissions.draw, { organisation: 'organisation', other: 'organisation', voucher: 'dues-voucher' }),
  input: z.strictObject({
    act: actId, organisation: publicId, kind: z.enum(voucherKinds), on: day, money: z.enum(moneys).default('bank'), fen: given,
    other: publicId.optional().meta({ description: '交来或下拨的组织' }), through: month.optional().meta({ description: '收到下级哪个月为止的' }),
    voucher: publicId.optional().meta({ description: '要收的上缴凭证，或要冲销的凭证' }), purpose: z.enum(purposes).optional(),
    year: year.optional().meta({ description: '上缴的是哪一年的' }), about: text(200).default(''),
    decidedBy: line(60).optional().meta({ description: '集体研究的会议' }), decidedOn: day.optional(), document: line(120).optional(),
  }),
  output: done,
  refusals: [
    ...books, 'dues.money-in-future', 'dues.reconciled-already', 'dues.voucher-incomplete', 'dues.opened-already', 'dues.nothing-to-hand-in',
    'dues.sum-differs', 'dues.use-not-allowed', 'dues.decision-missing', 'dues.not-enough', 'dues.remit-unset', 'dues.remit-over',
    'dues.central-over', 'dues.taken-already', 'dues.not-below', 'dues.reversed-already', 'dues.is-reversal', 'dues.no-such-voucher',
  ],
})

export const confirm = endpoint({
  name: 'dues.confirm',
  method: 'POST',
  path: '/dues/orders/{order}/confirm',
  summary: '另一方办理一张单：钱已收付，记入账簿',
  guard: needs(permissions.draw, { order: 'dues-order' }),
  input: z.strictObject({ act: actId, order: publicId }),
  output: z.object({ id: publicId, number: z.int() }),
  refusals: [...draw.refusals, 'dues.own-voucher', 'dues.same-side', 'dues.order-settled'],
})

export const drop = endpoint({
  name: 'dues.drop',
  method: 'POST',
  path: '/dues/orders/{order}/drop',
  summary: '退回一张还没有办理的单，写明原因',
  guard: needs(permissions.draw, { order: 'dues-order' }),
  input: z.strictObject({ act: actId, order: publicId, reason: text(200).min(2) }),
  output: done,
  refusals: [...books, 'dues.order-settled'],
})

export const reconcile = endpoint({
  name: 'dues.reconcile',
  method: 'POST',
  path: '/organisations/{organisation}/dues/journal/reconcile',
  summary: '会计对银行账：对账单余额加减未达账项等于账面余额才能登记',
  guard: needs(permissions.reconcile, { organisation: 'organisation', outstanding: 'dues-voucher' }),
  input: z.strictObject({
    act: actId, organisation: publicId, on: day, statement: z.int().min(0).max(100_000_000_00).meta({ description: '对账单余额，单位：分' }),
    outstanding: z.array(publicId).max(200).default([]).meta({ description: '账上已记、银行还没有记的凭证' }),
  }),
  output: done,
  refusals: [...books, 'dues.money-in-future', 'dues.reconciled-already', 'dues.statement-differs', 'dues.no-such-voucher'],
})

export const journalContract = [readJournal, draw, confirm, drop, reconcile]
