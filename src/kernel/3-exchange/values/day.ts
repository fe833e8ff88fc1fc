import { addMonths, addDays, dayAt, dayOf, isDay, type Day } from '#base/day.ts'
import type { Cell } from '#exchange/read/cell.ts'
import { withArabic } from '#exchange/values/chinese-number.ts'
import { bad, good, type Parsed } from '#exchange/values/parsed.ts'
import { plain } from '#exchange/values/plain.ts'
import { dayOfSerial } from '#exchange/values/serial-day.ts'
import type { ValueNote } from '#exchange/values/words.ts'

export interface DayContext {
  today: Day
  /** the day must have come already: births, admissions */
  past?: boolean
}

const FIRST_YEAR = 1900
const LAST_YEAR = 2100

/** A day, or a month (its first day, with the note `month-only`), in the ways offices write them. */
export function readDay(cell: Cell, context: DayContext): Parsed<Day> {
  if (typeof cell === 'number') return fromNumber(cell, context)
  if (cell !== null && typeof cell === 'object') {
    const note = cell.monthOnly ? 'month-only' : undefined
    return isDay(cell.date) ? checked(cell.date, context, note) : bad('day-unreadable')
  }
  return fromText(plain(cell), context)
}

function fromNumber(number: number, context: DayContext): Parsed<Day> {
  // a serial number whose cell lost its date format: 1919 to 2099, apart from all years and months
  if (number >= 7_000 && number < 73_051) {
    const day = dayOfSerial(number)
    return day === null ? bad('day-unreadable') : checked(day, context, 'serial')
  }
  const text = String(number)
  // typed as 2012.10 into a number cell, kept as 2012.1
  if (/^\d{4}\.1$/.test(text)) return bad('day-zero-lost', `${text}0`)
  if (/^\d{4}\.\d{3}$/.test(text)) return bad('day-zero-lost', `${text}0`)
  return fromText(text, context)
}

const FULL = /^(\d{4})[-./年、,\s]+(\d{1,2})(?:[-./月、,\s]+(\d{1,2})?[日号]?)?[.,。]?$/
const COMPACT = /^(\d{4})\.?(\d{2})(\d{2})$/
const MONTH = /^(\d{4})(\d{2})$/
const TIME = /^(.*\d[日号]?)[T\s]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?|\d{1,2}时.*)$/

function fromText(given: string, context: DayContext): Parsed<Day> {
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(given) && !Number.isNaN(Date.parse(given))) {
    return checked(dayAt(new Date(given)), context, 'time-dropped')
  }
  const text = withArabic(given.replace(/(\d)\s*([年月日号])\s*/g, '$1$2')).replace(/\s*([-./])\s*/g, '$1')
  const timed = TIME.exec(text)
  if (timed) return noted(fromDate(timed[1]!, context), /[1-9]/.test(timed[2]!) ? 'time-dropped' : undefined)
  return fromDate(text, context)
}

const noted = (parsed: Parsed<Day>, note: ValueNote | undefined): Parsed<Day> =>
  parsed.ok && note !== undefined ? good(parsed.value, parsed.note ?? note) : parsed

function fromDate(text: string, context: DayContext): Parsed<Day> {
  const parts = FULL.exec(text) ?? COMPACT.exec(text) ?? MONTH.exec(text)
  const year = Number(parts?.[1])
  if (!parts || (MONTH.test(text) && !isMonth(parts[2]!))) return fromOdd(text, context)
  // archives write 00 for a day that is not known
  if (parts[3] === undefined || Number(parts[3]) === 0) return fromMonth(year, Number(parts[2]), context)
  const day = dayOf(year, Number(parts[2]), Number(parts[3]))
  return day === null ? impossible(year, Number(parts[2]), Number(parts[3])) : checked(day, context)
}

function fromMonth(year: number, month: number, context: DayContext): Parsed<Day> {
  const day = dayOf(year, month, 1)
  return day === null ? bad('day-impossible') : checked(day, context, 'month-only')
}

/** 31 June, 29 February of a common year: probably the last day of that month. */
function impossible(year: number, month: number, date: number): Parsed<Day> {
  const first = dayOf(year, month, 1)
  if (first === null || date > 31) return bad('day-impossible')
  return bad('day-impossible', addDays(addMonths(first, 1), -1))
}

/** Not a way to write a day, though it may be plain what was meant: never taken over without a person's yes. */
function fromOdd(text: string, context: DayContext): Parsed<Day> {
  if (/^\d{4}年?$/.test(text)) return bad('day-year-only')
  const short = /^(\d{2})(?:[-./年]+(\d{1,2})(?:[-./月]+(\d{1,2})?[日号]?)?|(\d{2})(\d{2}))$/.exec(text)
  if (short) {
    const [, year, month, date, joinedMonth, joinedDate] = short
    return bad('day-two-digit-year', writtenDay(fullYear(year!, context), month ?? joinedMonth!, date ?? joinedDate))
  }
  const reversed = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$/.exec(text)
  if (reversed) return bad('day-order', reversedDay(reversed[1]!, reversed[2]!, reversed[3]!))
  const mended = text.replace(/[oO]/g, '0').replace(/[lI|]/g, '1')
  if (mended !== text && fromDate(mended, context).ok) return bad('day-unreadable', mended)
  const inside = /\d{4}[-./年]\d{1,2}(?:[-./月]\d{1,2}日?|月)?/.exec(text)
  return inside && fromDate(inside[0], context).ok ? bad('day-unreadable', inside[0]) : bad('day-unreadable')
}

const isMonth = (text: string): boolean => Number(text) >= 1 && Number(text) <= 12

function fullYear(two: string, context: DayContext): number {
  const century = Math.floor(Number(context.today.slice(0, 4)) / 100) * 100
  const year = century + Number(two)
  return year > Number(context.today.slice(0, 4)) ? year - 100 : year
}

function writtenDay(year: number, month: string, date: string | undefined): string | undefined {
  const day = dayOf(year, Number(month), date === undefined ? 1 : Number(date))
  if (day === null) return undefined
  return date === undefined ? day.slice(0, 7).replace('-', '.') : day
}

/** Month first or day first: plain only when one of them is above 12 or both are the same. */
function reversedDay(first: string, second: string, year: string): string | undefined {
  if (first === second || Number(second) > 12) return writtenDay(Number(year), first, second)
  return Number(first) > 12 ? writtenDay(Number(year), second, first) : undefined
}

function checked(day: Day, context: DayContext, note?: ValueNote): Parsed<Day> {
  const year = Number(day.slice(0, 4))
  if (year < FIRST_YEAR || year > LAST_YEAR) return bad('day-out-of-range')
  return context.past === true && day > context.today ? bad('day-in-future') : good(day, note)
}
