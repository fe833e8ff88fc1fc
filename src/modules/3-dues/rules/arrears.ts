import { allow, refuse, type Decision } from '#base/decision.ts'
import type { Day } from '#base/day.ts'
import type { StepKind } from '#dues/contract/arrears.ts'
import { firstDay, plusMonths, type Month } from '#dues/rules/months.ts'

/** How many months in a row, up to the last one closed, somebody has not paid. A month paid late breaks the row. */
export function monthsInARow(unpaid: readonly Month[], lastClosed: Month): number {
  const open = new Set(unpaid)
  let count = 0
  while (open.has(plusMonths(lastClosed, -count))) count++
  return count
}

export interface ArrearsRules {
  /** from here on the member is told */
  member: number
  /** from here on the secretary talks with them, in private */
  talk: number
  deadline: number
  /** here the text itself speaks: before the branch meeting, which decides. Nothing follows by itself. */
  limit: number
}

export type Stage = 'none' | 'member' | 'talk' | 'deadline' | 'meeting'

export const stageOf = (months: number, { member, talk, deadline, limit }: ArrearsRules): Stage =>
  months >= limit ? 'meeting' : months >= deadline ? 'deadline' : months >= talk ? 'talk' : months >= member ? 'member' : 'none'

export interface Step {
  kind: StepKind
  on: Day
}

const answers: Record<Stage, readonly StepKind[]> = {
  none: [], member: ['told', 'talk', 'deadline'], talk: ['talk', 'deadline'], deadline: ['deadline'], meeting: ['meeting'],
}

/** Whether what the stage asks for was done since the months began to stay unpaid; a reason found ends it all. */
export function isAnswered(stage: Stage, steps: readonly Step[], since: Month): boolean {
  const own = steps.filter(({ on }) => on >= firstDay(since))
  return stage === 'none' || own.some(({ kind }) => kind === 'reason' || answers[stage].includes(kind))
}

export type StepRefusal = 'dues.nothing-unpaid' | 'dues.until-missing' | 'dues.note-missing' | 'dues.step-in-future'

export function mayRecord(
  step: Step & { until: Day | null; note: string }, known: { months: number; today: Day },
): Decision<true, StepRefusal> {
  if (known.months === 0) return refuse('dues.nothing-unpaid')
  if (step.on > known.today) return refuse('dues.step-in-future', { today: known.today })
  if (step.kind === 'deadline' && (step.until === null || step.until <= step.on)) return refuse('dues.until-missing')
  if (step.kind !== 'deadline' && step.note === '') return refuse('dues.note-missing')
  return allow(true)
}
