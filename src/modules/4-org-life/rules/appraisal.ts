import { allow, refuse, type Decision } from '#base/decision.ts'
import { countFor, holdsShare, type HoldingRegulation } from '#regulations/rules.ts'
import type { Grade } from '#org-life/kinds.ts'

export interface Appraised {
  name: string
  /** probationary members take part and are given no grade */
  graded: boolean
  excellent: number
  qualified: number
  basic: number
  unqualified: number
  grade: Grade | null
}

/** A League appraisal needs more than two thirds there; the party's follows the meeting it is part of. */
export function mayBegin(ballots: number, expected: number, quorum: HoldingRegulation | null): Decision<true, 'org-life.appraisal-no-quorum' | 'org-life.ballots-too-many'> {
  if (ballots > expected) return refuse('org-life.ballots-too-many', { ballots, expected })
  if (quorum && !holdsShare(quorum, ballots, expected)) {
    return refuse('org-life.appraisal-no-quorum', { needed: countFor(quorum, expected), ballots, expected, article: quorum.article })
  }
  return allow(true)
}

export type RowRefusal = 'org-life.votes-do-not-balance' | 'org-life.probationary-ungraded' | 'org-life.grade-missing'

/** One line of the table: its votes add up to the ballots, and who may be graded is. */
export function mayAppraise(row: Appraised, ballots: number): Decision<true, RowRefusal> {
  const given = row.excellent + row.qualified + row.basic + row.unqualified
  if (given !== ballots && given !== 0) return refuse('org-life.votes-do-not-balance', { given, wanted: ballots, name: row.name })
  if (!row.graded && row.grade !== null) return refuse('org-life.probationary-ungraded', { name: row.name })
  return allow(true)
}

/** Everyone who may be graded is, and 优秀 stays within its ceiling; where the text says 一般 more is only warned of. */
export function mayFinish(
  rows: readonly Appraised[], ceiling: HoldingRegulation, confirmed: boolean,
): Decision<{ excellent: number; most: number }, 'org-life.grade-missing' | 'org-life.too-many-excellent' | 'org-life.appraisal.warned'> {
  const graded = rows.filter((row) => row.graded)
  const missing = graded.find(({ grade }) => grade === null)
  if (missing) return refuse('org-life.grade-missing', { name: missing.name })
  const excellent = graded.filter(({ grade }) => grade === 'excellent').length
  const most = countFor(ceiling, graded.length)
  const facts = { excellent, most, article: ceiling.article }
  if (excellent <= most) return allow({ excellent, most })
  if (ceiling.force === 'must') return refuse('org-life.too-many-excellent', facts)
  if (confirmed) return allow({ excellent, most })
  return refuse('org-life.appraisal.warned', { warnings: `评为“优秀”的有 ${excellent} 人，一般不超过 ${most} 人（${ceiling.article}）。`, ...facts })
}

/** 团籍注册 wants at least 基本合格 of this year's appraisal. */
export const registrationOf = (grade: Grade | null): 'registered' | 'deferred' => (grade === null || grade === 'unqualified' ? 'deferred' : 'registered')
