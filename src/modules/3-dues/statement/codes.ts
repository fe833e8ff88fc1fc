import type { Facts } from '#base/decision.ts'
import type { CollectRefusal } from '#dues/rules/collecting.ts'
import type { Month } from '#dues/rules/months.ts'

/** `sure` is marked beforehand, `doubtful` offers choices, `nobody` names no payer, `refused` may never be written down. */
export type Part = 'sure' | 'doubtful' | 'nobody' | 'refused'

export type Reason =
  | 'name' | 'remark' | 'tail'
  | 'several' | 'two-names' | 'joint' | 'masked' | 'loose' | 'many' | 'twice' | 'undone' | 'none' | 'payroll' | 'unit' | CollectRefusal

export interface Choice {
  person: string
  organisation: string
  months: Month[]
  /** of the sum, what is beyond the months */
  extra: number
}

export interface Proposal {
  part: Part
  reason: Reason
  facts: Facts
  choices: Choice[]
}
