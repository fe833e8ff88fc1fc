import { allow, refuse, type Decision } from '#base/decision.ts'
import type { Day } from '#base/day.ts'
import { countFor, holdsShare, type HoldingRegulation } from '#regulations/rules.ts'
import { sentenceOf } from '#regulations/words.ts'
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

export const votesOn = (row: Pick<Appraised, Grade>): number => row.excellent + row.qualified + row.basic + row.unqualified

export type VoteRefusal = 'org-life.appraisal-no-quorum' | 'org-life.ballots-too-many' | 'org-life.appraisal.warned'
export interface Voting {
  ballots: number
  expected: number
  /** a League appraisal needs more than two thirds there; the party's follows the meeting it is part of */
  quorum: HoldingRegulation | null
  /** who wrote no self-appraisal; it comes before the vote */
  withoutSelf: readonly string[]
  /** the rule that says in which order */
  order: HoldingRegulation
  confirmed: boolean
}

/** Members vote after everyone has appraised oneself and the others. What was only said aloud is confirmed, and stays blank on paper. */
export function mayVote({ ballots, expected, quorum, withoutSelf, order, confirmed }: Voting): Decision<true, VoteRefusal> {
  if (ballots > expected) return refuse('org-life.ballots-too-many', { ballots, expected })
  if (quorum && !holdsShare(quorum, ballots, expected)) {
    return refuse('org-life.appraisal-no-quorum', { needed: countFor(quorum, expected), ballots, expected, article: quorum.article })
  }
  if (withoutSelf.length === 0 || confirmed) return allow(true)
  const named = withoutSelf.length > 5 ? `${withoutSelf.slice(0, 5).join('、')}等` : withoutSelf.join('、')
  return refuse('org-life.appraisal.warned', {
    warnings: `还有 ${withoutSelf.length} 人没有书面自评：${named}。${sentenceOf(order)}（${order.article}）。会上口头自评过的可以确认，书面的留空。`,
  })
}

export type RowRefusal = 'org-life.votes-do-not-balance' | 'org-life.probationary-ungraded' | 'org-life.grade-not-then'

/** One line of the table: its votes add up to the ballots, who may be graded is, and 基本合格 only where four grades are given. */
export function mayAppraise(row: Appraised, ballots: number, grades: HoldingRegulation | null = null): Decision<true, RowRefusal> {
  if (grades && grades.value < 4 && (row.basic > 0 || row.grade === 'basic')) {
    return refuse('org-life.grade-not-then', { name: row.name, says: sentenceOf(grades), article: grades.article })
  }
  const given = votesOn(row)
  if (given !== ballots && given !== 0) return refuse('org-life.votes-do-not-balance', { given, wanted: ballots, name: row.name })
  if (!row.graded && row.grade !== null) return refuse('org-life.probationary-ungraded', { name: row.name })
  return allow(true)
}

/** Whose number 优秀 is a part of: all members, those who voted, or those who are graded. */
export const ceilingBases = { 1: 'members', 2: 'ballots', 3: 'graded' } as const
export interface Whole {
  members: number
  ballots: number
  graded: number
}
/** Sources disagree on the base for party branches, so it is a setting; a League text says 参加评议的. */
export const baseOf = (whole: Whole, setting: HoldingRegulation | null): number =>
  whole[setting ? ceilingBases[setting.value as keyof typeof ceilingBases] : 'graded']

export interface Finishing {
  rows: readonly Appraised[]
  ballots: number
  /** null: no rule of the day sets one */
  ceiling: HoldingRegulation | null
  base: HoldingRegulation | null
  confirmed: boolean
}
export type FinishRefusal =
  | 'org-life.grade-missing' | 'org-life.votes-missing' | 'org-life.votes-do-not-balance' | 'org-life.too-many-excellent' | 'org-life.appraisal.warned'

/** Everyone who may be graded is, after the vote, and 优秀 stays within its ceiling; where the text says 一般 more is only warned of. */
export function mayFinish({ rows, ballots, ceiling, base, confirmed }: Finishing): Decision<{ excellent: number; most: number }, FinishRefusal> {
  const graded = rows.filter((row) => row.graded)
  for (const row of graded) {
    if (row.grade === null) return refuse('org-life.grade-missing', { name: row.name })
    const given = votesOn(row)
    if (given === 0) return refuse('org-life.votes-missing', { name: row.name })
    if (given !== ballots) return refuse('org-life.votes-do-not-balance', { given, wanted: ballots, name: row.name })
  }
  const excellent = graded.filter(({ grade }) => grade === 'excellent').length
  if (!ceiling) return allow({ excellent, most: graded.length })
  const most = countFor(ceiling, baseOf({ members: rows.length, ballots, graded: graded.length }, base))
  const facts = { excellent, most, article: ceiling.article }
  if (excellent <= most) return allow({ excellent, most })
  if (ceiling.force === 'must') return refuse('org-life.too-many-excellent', facts)
  if (confirmed) return allow({ excellent, most })
  return refuse('org-life.appraisal.warned', { warnings: `评为“优秀”的有 ${excellent} 人，一般不超过 ${most} 人（${ceiling.article}）。`, ...facts })
}

/** The grades are proposed by the committee, or by the meeting where there is none, on the day of the vote or later. */
export function mayDecide(
  by: 'committee' | 'meeting', on: Day, known: { hasCommittee: boolean; heldOn: Day; today: Day },
): Decision<true, 'org-life.no-committee' | 'org-life.dates-not-lawful' | 'org-life.in-the-future'> {
  if (by === 'committee' && !known.hasCommittee) return refuse('org-life.no-committee')
  if (on < known.heldOn) return refuse('org-life.dates-not-lawful', { from: known.heldOn, to: on })
  if (on > known.today) return refuse('org-life.in-the-future', { day: on })
  return allow(true)
}

/** 团籍注册 wants at least 基本合格 of this year's appraisal. */
export const registrationOf = (grade: Grade | null): 'registered' | 'deferred' => (grade === null || grade === 'unqualified' ? 'deferred' : 'registered')
