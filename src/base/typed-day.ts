import { dayOf, type Day } from '#base/day.ts'

const full = /[０-９]/g
const halfWidth = (text: string) => text.replace(full, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)).replace(/\s/g, '')

const partsOf = (typed: string): number[] | null => {
  const text = halfWidth(typed)
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
    ?? /^(\d{4})[-./年·。．－](\d{1,2})[-./月·。．－](\d{1,2})日?$/.exec(text)
  return parts && parts.slice(1).map(Number)
}

const monthPartsOf = (typed: string): number[] | null => {
  const text = halfWidth(typed)
  const parts = /^(\d{4})(\d{2})$/.exec(text) ?? /^(\d{4})[-./年·。．－](\d{1,2})月?$/.exec(text)
  return parts && parts.slice(1).map(Number)
}

/**
 * The day a person typed: `20120701`, `2012.7.1`, `2012-07-01`, `2012/7/1`, `2012年7月1日`, also with full-width digits.
 * Null when it is not a day of the calendar; a month alone is not a day, it would have to be invented.
 */
export function typedDay(typed: string): Day | null {
  const parts = partsOf(typed)
  return parts && dayOf(parts[0]!, parts[1]!, parts[2]!)
}

/** The month a person typed: `202611`, `2026.11`, `2026-11`, `2026/11`, `2026年11月`; as `2026-11`. */
export function typedMonth(typed: string): string | null {
  const [year, month] = monthPartsOf(typed) ?? []
  return dayOf(year ?? 0, month ?? 0, 1)?.slice(0, 7) ?? null
}

/** Why what was typed is no day: no such day in the calendar, or no way to read it. */
export function dayFault(typed: string): string {
  const parts = partsOf(typed)
  if (!parts) return '日期应写成 2026-07-01'
  const [year, month, date] = parts as [number, number, number]
  if (dayOf(year, month, 1) === null) return noSuchMonth(year, month)
  return `${year} 年 ${month} 月没有 ${date} 日`
}

export function monthFault(typed: string): string {
  const parts = monthPartsOf(typed)
  return parts ? noSuchMonth(parts[0]!, parts[1]!) : '月份应写成 2026-07'
}

const noSuchMonth = (year: number, month: number): string => (month < 1 || month > 12 ? `没有 ${month} 月` : `没有 ${year} 年`)
