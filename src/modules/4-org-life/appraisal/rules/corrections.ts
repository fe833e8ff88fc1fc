import { allow, refuse, type Decision } from '#base/decision.ts'
import { addMonths, type Day } from '#base/day.ts'
import type { HoldingRegulation } from '#regulations/rules.ts'
import type { Grade } from '#org-life/kinds.ts'

/** How many months a League member found 不合格 has to correct it, counted from the approval. */
export interface Term {
  min: HoldingRegulation
  max: HoldingRegulation
}

/** The first and the last day the term may end on. */
export const termOf = (finishedOn: Day, { min, max }: Term): { from: Day; to: Day } =>
  ({ from: addMonths(finishedOn, min.value), to: addMonths(finishedOn, max.value) })

interface Corrected {
  name: string
  correctBy: Day | null
  againGrade: Grade | null
}

const open = (line: Corrected): Decision<Day, 'org-life.not-correcting' | 'org-life.again-already'> => {
  if (line.correctBy === null) return refuse('org-life.not-correcting', { name: line.name })
  return line.againGrade === null ? allow(line.correctBy) : refuse('org-life.again-already', { name: line.name })
}

export type CorrectionRefusal = 'org-life.not-correcting' | 'org-life.again-already' | 'org-life.correction-term' | 'org-life.again-too-early' | 'org-life.in-the-future'

/** The term is shortened or lengthened within what the rule allows. */
export function mayEndOn(line: Corrected, until: Day, finishedOn: Day, term: Term): Decision<Day, CorrectionRefusal> {
  const held = open(line)
  if (!held.ok) return held
  const { from, to } = termOf(finishedOn, term)
  const isLawful = until >= from && until <= to
  return isLawful ? allow(until) : refuse('org-life.correction-term', { from, to, article: term.max.article })
}

/** Appraised again when the shortest term has passed; later than the last day is entered late, not refused. */
export function mayAppraiseAgain(line: Corrected, on: Day, known: { finishedOn: Day; today: Day; term: Term }): Decision<Day, CorrectionRefusal> {
  const held = open(line)
  if (!held.ok) return held
  if (on > known.today) return refuse('org-life.in-the-future', { day: on })
  const { from } = termOf(known.finishedOn, known.term)
  return on >= from ? allow(on) : refuse('org-life.again-too-early', { from, article: known.term.min.article })
}
