import { addDays, type Day } from '#base/day.ts'
import type { Period } from '#obligations/periods.ts'

export type State = 'not-due' | 'due' | 'met' | 'met-late' | 'missed' | 'waived'

export const stateWords: Record<State, string> = {
  'not-due': '未到时间', due: '待办', met: '已完成', 'met-late': '已补办', missed: '未完成', waived: '已同意免办',
}

/** What is known of one obligation in one period. */
export interface Known {
  period: Pick<Period, 'from' | 'to'>
  /** how many times the rule asks for it */
  times: number
  /** the days on which it was done for this period, in any order; a day after the period is a late one */
  done: readonly Day[]
  isWaived: boolean
  /** days after the period in which making up still counts as on its way */
  grace: number
}

/** How a duty of a period is settled, whatever day it is; null: not yet. */
export function settledAs({ period, times, done, isWaived }: Pick<Known, 'times' | 'done' | 'isWaived'> & { period: { to: Day } }): 'met' | 'late' | 'waived' | null {
  if (done.filter((day) => day < period.to).length >= times) return 'met'
  if (done.length >= times) return 'late'
  return isWaived ? 'waived' : null
}

/**
 * Done in time beats everything; a waiver beats being late or missing; what is made up after the period stays late for ever.
 * Missed is only said once the grace has passed too.
 */
export function stateOf({ period, times, done, isWaived, grace }: Known, today: Day): State {
  const settled = settledAs({ period, times, done, isWaived })
  if (settled) return settled === 'late' ? 'met-late' : settled
  if (today < period.from) return 'not-due'
  return today < addDays(period.to, grace) ? 'due' : 'missed'
}

/** From which day it is reminded of: some days before the period ends, at the latest on its first day. */
export const remindFrom = (period: Pick<Period, 'from' | 'to'>, daysBefore: number): Day => {
  const day = addDays(period.to, -daysBefore)
  return day < period.from ? period.from : day
}
