import { addMonths, type Day } from '#base/day.ts'
import { allow, refuse, type Decision } from '#base/decision.ts'
import type { UnitSpotCode } from '#coverage/codes.ts'

export const coverageRefusals = [
  'coverage.no-such-spot', 'coverage.review-not-later', 'coverage.review-too-late', 'coverage.not-set-aside', 'coverage.target-past',
] as const
export type CoverageRefusal = (typeof coverageRefusals)[number]

/** 不适用 is asked again at the latest after this many months. */
export const longestReview = 24

export interface SettingAside {
  code: UnitSpotCode
  /** the unit's findings, also those set aside already */
  found: readonly UnitSpotCode[]
  reviewOn: Day
}

/** A finding is set aside for a time, never for good: the review lies ahead and not further than two years. */
export function maySetAside({ code, found, reviewOn }: SettingAside, today: Day): Decision<Day, CoverageRefusal> {
  if (!found.includes(code)) return refuse('coverage.no-such-spot')
  if (reviewOn <= today) return refuse('coverage.review-not-later', { given: reviewOn, today })
  const latest = addMonths(today, longestReview)
  return reviewOn > latest ? refuse('coverage.review-too-late', { given: reviewOn, latest }) : allow(reviewOn)
}

export interface Planning {
  found: readonly UnitSpotCode[]
  code: UnitSpotCode
  targetOn: Day
}

/** Working off a finding has a day by which it is done. */
export function mayPlan({ code, found, targetOn }: Planning, today: Day): Decision<Day, CoverageRefusal> {
  if (!found.includes(code)) return refuse('coverage.no-such-spot')
  return targetOn < today ? refuse('coverage.target-past', { given: targetOn, today }) : allow(targetOn)
}

/** Whether a finding is still set aside; on the day of its review it is back. */
export const isSetAside = (reviewOn: Day | null, today: Day): boolean => reviewOn !== null && reviewOn > today
