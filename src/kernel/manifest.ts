import type { Facts } from '#base/decision.ts'

/** The facts of a module, read by the roof, the printers and the lint; nothing in it runs. */
export interface Manifest {
  /** folder name without its digit */
  name: string
  words: string
  /** the modules it may import, by name */
  uses: readonly string[]
  /** permission -> Chinese words */
  permissions: Readonly<Record<string, string>>
  /** ledger kind -> what a reader of a history sees */
  acts: Readonly<Record<string, (payload: Record<string, unknown>) => string>>
}

export type RefusalWords = Readonly<Record<string, (facts: Facts) => string>>

/** Something to do, as the home page shows it: what, about whom, by when, why, and where it is settled. */
export interface Work {
  id: string
  title: string
  about: string
  dueOn: string | null
  daysLeft: number | null
  why: Reason | null
  address: string
  verb: string
}

/** The rule behind a date or a limit */
export interface Reason {
  rule: string
  sentence: string
  article: string
  grade: string
  from: string | null
  to: string | null
  toBeChecked: boolean
}
