import type { Line } from '#organisations/kinds.ts'

/** Lines whose members pay; the Pioneers' children and the women's federations do not. */
export const duesLines = ['party', 'league', 'union'] as const satisfies readonly Line[]
export type DuesLine = (typeof duesLines)[number]
export const isDuesLine = (line: string): line is DuesLine => (duesLines as readonly string[]).includes(line)

/** How somebody's dues are reckoned. */
export const payers = {
  party: ['salaried', 'annual', 'irregular', 'retired', 'farmer', 'student', 'relief'],
  league: ['salaried', 'irregular', 'farmer', 'student'],
  union: ['salaried', 'apprentice'],
} as const satisfies Record<DuesLine, readonly string[]>
export const payerKinds = ['salaried', 'annual', 'irregular', 'retired', 'farmer', 'student', 'relief', 'apprentice'] as const
export type PayerKind = (typeof payerKinds)[number]
export const paysInLine = (line: DuesLine, payer: PayerKind): boolean => (payers[line] as readonly PayerKind[]).includes(payer)

/** Pay items of a worksheet, and whether they add to the base or come off it. */
export const items = {
  // 机关
  position: 1, grade: 1, allowance: 1,
  // 事业单位
  post: 1, 'pay-step': 1, 'performance-basic': 1,
  // 企业
  basic: 1, 'bonus-regular': 1,
  // what the base is reckoned after
  tax: -1, insurance: -1, fund: -1, annuity: -1,
  // everything in one sum
  agreed: 1, pension: 1, quarter: 1,
  // counts in the month it begins with, where the organisation counts it at all
  'year-bonus': 1,
} as const
export type ItemCode = keyof typeof items
export const itemCodes = Object.keys(items) as ItemCode[]

/** Whose pay slip it is: which items there are. `agreed`: the office has reckoned the base already. */
export const slips = {
  agreed: ['agreed', 'year-bonus'],
  agency: ['position', 'grade', 'allowance', 'tax', 'insurance', 'fund', 'annuity', 'year-bonus'],
  institution: ['post', 'pay-step', 'performance-basic', 'allowance', 'tax', 'insurance', 'fund', 'annuity', 'year-bonus'],
  enterprise: ['basic', 'post', 'bonus-regular', 'tax', 'insurance', 'fund', 'annuity', 'year-bonus'],
  pension: ['pension'],
  quarter: ['quarter'],
  none: [],
} as const satisfies Record<string, readonly ItemCode[]>
export type SlipKind = keyof typeof slips
export const slipKinds = Object.keys(slips) as SlipKind[]

export interface Item {
  item: ItemCode
  fen: number
}

/** What somebody's dues are reckoned from, as the branch laid it down from a month on. */
export interface Worksheet {
  payer: PayerKind
  slip: SlipKind
  items: readonly Item[]
}

/** The slips a payer may have; the first is offered. */
export const slipsOf: Record<PayerKind, readonly SlipKind[]> = {
  salaried: ['agreed', 'agency', 'institution', 'enterprise'],
  annual: ['agreed'],
  irregular: ['quarter'],
  retired: ['pension'],
  farmer: ['none'],
  student: ['none'],
  relief: ['none'],
  apprentice: ['none'],
}

/** How money came; what the rules forbid is named so that it can be refused with its reason. */
export const ways = ['cash', 'transfer', 'by-other'] as const
export const forbiddenWays = ['payroll', 'advance', 'special'] as const
export type Way = (typeof ways)[number] | (typeof forbiddenWays)[number]

/** What a line of a receipt is for: a month's dues, what was given beyond them, or a large gift for the Centre. */
export type PaymentKind = 'month' | 'extra' | 'central'
export const arrangementKinds = ['quarterly', 'reduced', 'exempt'] as const
export type ArrangementKind = (typeof arrangementKinds)[number]
