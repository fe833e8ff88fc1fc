import { addDays, type Day } from '#base/day.ts'
import { allow, refuse, type Decision } from '#base/decision.ts'
import { meetingKind, type MeetingKindCode } from '#org-life/kinds.ts'

export type SessionRefusal = 'org-life.not-joint' | 'org-life.other-line' | 'org-life.group-missing'

/** One session may be several things at once, where the same people must attend all of them. */
export function maySession(kinds: readonly MeetingKindCode[], line: string, hasGroup: boolean): Decision<true, SessionRefusal> {
  const all = kinds.map(meetingKind)
  if (all.some((one) => one.line !== line)) return refuse('org-life.other-line')
  if (new Set(all.map((one) => one.attending)).size > 1) return refuse('org-life.not-joint')
  if (all[0]?.attending === 'group' && !hasGroup) return refuse('org-life.group-missing')
  return allow(true)
}

/** 补录: planned only when it was over, or closed later than the days the rule gives. */
export const isLate = (one: { occurredOn: Day | null; enteredOn: Day; closedOn: Day | null }, days: number): boolean =>
  one.occurredOn !== null && (one.enteredOn > one.occurredOn || (one.closedOn !== null && one.closedOn > addDays(one.occurredOn, days)))
