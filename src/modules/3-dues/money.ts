import type { DuesLine } from '#dues/codes.ts'

/** Where the money lies. */
export const moneys = ['cash', 'bank'] as const
export type Money = (typeof moneys)[number]

/** What dues may be used for; which of them are open tells the rule `….dues.use.…` of the line. */
export const purposes = ['training', 'materials', 'commendation', 'hardship', 'disaster', 'meetings', 'places', 'costs', 'work'] as const
export type Purpose = (typeof purposes)[number]
export const purposesOf: Record<DuesLine, readonly Purpose[]> = {
  party: ['training', 'materials', 'commendation', 'hardship', 'disaster', 'meetings', 'places', 'costs'],
  league: ['work'],
  union: ['work'],
}

/**
 * Accounts of a journal. What is in hand: cash, bank. Where it came from: the balance taken over, dues of branches, remitted
 * from below, granted from above, interest. What is held for the Centre. Where it went: up, down, and each use.
 */
export type Account = Money | 'opening' | 'dues' | 'below' | 'granted' | 'interest' | 'central' | 'remitted' | 'grants' | `use.${Purpose}`

export interface Entry {
  debit: Account
  credit: Account
  fen: number
}

export const voucherKinds = [
  'open', 'receive', 'from-below', 'granted', 'interest', 'move', 'use', 'grant', 'remit', 'central', 'reverse',
] as const
export type VoucherKind = (typeof voucherKinds)[number]

/** The two who keep the money apart: whoever draws a voucher up does not confirm it. */
export type Side = 'accountant' | 'cashier'
