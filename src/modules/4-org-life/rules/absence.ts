import { addMonths, type Day } from '#base/day.ts'
import { holds, type HoldingRegulation } from '#regulations/rules.ts'
import type { LeaveReason, Mark } from '#org-life/kinds.ts'

export interface Attended {
  day: Day
  mark: Mark
  reason: LeaveReason | null
}

export interface Absence {
  /** the first meeting missed without leave since the last taken part in */
  since: Day
  /** the last one missed: a branch that holds no meetings lets nobody's clock run */
  until: Day
  months: number
}

/**
 * How long somebody has been away without leave. Taking part, or leave with a reason, begins it anew; long leave (illness,
 * birth, old age, work elsewhere) does the same. Null: the clock does not run.
 */
export function absenceOf(attended: readonly Attended[], excused: (day: Day) => boolean): Absence | null {
  let since: Day | null = null
  let until: Day | null = null
  for (const { day, mark } of attended.toSorted((a, b) => (a.day < b.day ? -1 : 1))) {
    if (mark !== 'absent' || excused(day)) since = until = null
    else [since, until] = [since ?? day, day]
  }
  return since && until ? { since, until, months: monthsBetween(since, until) } : null
}

/** Completed months: from 31 January the first is complete on the last day of February. */
export function monthsBetween(from: Day, to: Day): number {
  let months = 0
  while (addMonths(from, months + 1) <= to) months++
  return months
}

export type Stage = 'none' | 'member' | 'secretary' | 'reached'

export interface AbsenceRules {
  member: HoldingRegulation
  secretary: HoldingRegulation
  /** below so many months nothing follows from the constitution */
  limit: HoldingRegulation
}

/** Who is told: the member first, then the secretary in private; from the limit on the text itself speaks. */
export function stageOf(absence: Absence | null, rules: AbsenceRules): Stage {
  if (!absence) return 'none'
  if (!holds(rules.limit, absence.months)) return 'reached'
  if (holds(rules.secretary, absence.months)) return 'secretary'
  return holds(rules.member, absence.months) ? 'member' : 'none'
}
