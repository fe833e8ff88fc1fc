import { plusMonths, type Month } from '#dues/rules/months.ts'

/** How many months in a row, up to the last one closed, somebody has not paid. A month paid late breaks the row. */
export function monthsInARow(unpaid: readonly Month[], lastClosed: Month): number {
  const open = new Set(unpaid)
  let count = 0
  while (open.has(plusMonths(lastClosed, -count))) count++
  return count
}

/** From `remind` on whoever collects is told in private; at the limit of the rules the branch meeting is to look at it. */
export const arrearsState = (months: number, remind: number, limit: number): 'none' | 'remind' | 'limit' =>
  months >= limit ? 'limit' : months >= remind ? 'remind' : 'none'
