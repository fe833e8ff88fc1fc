import { addDays, addMonths, isDay, type Day } from '#base/day.ts'

/** `2026-03` */
export type Month = string

export const isMonth = (text: string): boolean => isDay(`${text}-01`)
export const monthOf = (day: Day): Month => day.slice(0, 7)
export const firstDay = (month: Month): Day => `${month}-01`
export const lastDay = (month: Month): Day => addDays(addMonths(firstDay(month), 1), -1)
export const plusMonths = (month: Month, months: number): Month => monthOf(addMonths(firstDay(month), months))

/** Months from one to another; negative when the other is earlier. */
export function monthsBetween(from: Month, to: Month): number {
  const count = (month: Month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5))
  return count(to) - count(from)
}

/** The last month of the quarter a month lies in. */
export const quarterEnd = (month: Month): Month => plusMonths(month, 2 - ((Number(month.slice(5)) - 1) % 3))

export const monthWords = (month: Month): string => `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`
