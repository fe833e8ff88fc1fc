import type { Cell } from '#exchange/read/cell.ts'
import { dayOfSerial } from '#exchange/values/serial-day.ts'

/** How a number format shows a number: as it is, as a day, as a month without its day, or with two decimals. */
export type DateFormat = 'none' | 'day' | 'month' | 'decimals'

/** Built-in formats that are days in Chinese Excel and WPS; 18–21 and 45–47 are times of day. */
const builtInDays = new Set([14, 15, 16, 22, 28, 29, 30, 31, 36, 50, 51, 53, 54, 58])
const builtInMonths = new Set([17, 27, 52, 55, 57])

export const builtInDateFormat = (id: number): DateFormat =>
  builtInDays.has(id) ? 'day' : builtInMonths.has(id) ? 'month' : id === 2 ? 'decimals' : 'none'

export function dateFormatOf(code: string): DateFormat {
  const first = code.split(';')[0]!
  if (/^0\.00(_.)?$/.test(first)) return 'decimals'
  const bare = first
    .replace(/"([^"]*)"/g, (_, quoted: string) => quoted.replace(/[^年月日]/g, ''))
    .replace(/\\(.)/g, (_, char: string) => (/[年月日]/.test(char) ? char : ''))
    .replace(/\[[^\]]*\]/g, '')
    .replace(/[_*]./g, '')
    .toLowerCase()
  if (/[0#?%@]|general/.test(bare.replace(/\.0+/g, ''))) return 'none'
  const time = bare.replace(/h+[^ymd]*m+|m+[^ymdh]*s+/g, '')
  if (/d|日/.test(time)) return 'day'
  if (/y/.test(time)) return 'month'
  return /m{3,}|m月/.test(time) ? 'month' : 'none'
}

/** A number as its format shows it. Below 1 it is a time of day; 2012.10 with two decimals is October, not January. */
export function shownNumber(number: number, format: DateFormat, dates1904: boolean): Cell {
  if (format === 'none') return number
  if (format === 'decimals') return number > 1900 && number < 2101 && number % 1 !== 0 ? number.toFixed(2) : number
  const date = number < 1 ? null : dayOfSerial(number, dates1904)
  if (date === null) return number
  return format === 'month' ? { date, monthOnly: true } : { date }
}
