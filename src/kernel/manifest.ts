import type { Facts } from '#base/decision.ts'
import type { Duty } from '#obligations/duty.ts'

/** The facts of a module, read by the roof, the printers and the lint; nothing in it runs. */
export interface Manifest {
  /** folder name without its digit */
  name: string
  words: string
  /** the modules it may import, by name */
  uses: readonly string[]
  /** permission -> Chinese words */
  permissions: Readonly<Record<string, string>>
  /** life cycles of its things, printed into docs/states.md */
  states?: readonly StateTable[]
  /** what its acts settle again and again */
  obligations?: readonly Duty[]
  /** ledger kind -> what a reader of a history sees */
  acts: Readonly<Record<string, (payload: Record<string, unknown>) => string>>
}

/** A state machine as data: what may happen to a thing in which state, by whom, and what it is then. */
export interface StateTable {
  words: string
  /** state -> Chinese words; the ones no step leads out of are final */
  states: Readonly<Record<string, string>>
  /** act -> Chinese words */
  acts: Readonly<Record<string, string>>
  /** who -> Chinese words */
  doers: Readonly<Record<string, string>>
  steps: readonly Step[]
}

export interface Step {
  /** null: the thing comes into being */
  from: string | null
  act: string
  by: string
  to: string
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
  /** what many of the same kind are called: from a few on they stand in one line that opens */
  group?: string
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
