/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. Compares as text. */
export type Day = string

const pad = (n: number, width = 2) => String(n).padStart(width, '0')

/** The day, or null when there is no such day in the calendar (2023-02-29). */
export function dayOf(year: number, month: number, date: number): Day | null {
  const made = new Date(Date.UTC(year, month - 1, date))
  const same = made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === date
  return same && year >= 1000 && year <= 9999 ? `${pad(year, 4)}-${pad(month)}-${pad(date)}` : null
}

export function isDay(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return parts !== null && dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) === text
}

/** The day in Shanghai at an instant. China has had one fixed offset, UTC+8, since 1991. */
export function dayAt(instant: Date): Day {
  return new Date(instant.getTime() + 8 * 3600_000).toISOString().slice(0, 10)
}

/** The instant of an hour in Shanghai on a day: `14:30`. */
export const instantAt = (day: Day, time: string): Date => new Date(`${day}T${time.padStart(5, '0')}:00+08:00`)

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The same date some months on; the last day of the month where that date does not exist (31 January + 1 month). */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const index = year * 12 + month - 1 + months
  const last = new Date(Date.UTC(Math.floor(index / 12), (index % 12) + 1, 0)).getUTCDate()
  return `${pad(Math.floor(index / 12), 4)}-${pad((index % 12) + 1)}-${pad(Math.min(date, last))}`
}

export const addYears = (day: Day, years: number): Day => addMonths(day, years * 12)

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** Completed years of age on a day. Someone born on 29 February completes a year on 1 March of a common year. */
export function ageOn(born: Day, day: Day): number {
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4))
  return day.slice(5) >= born.slice(5) ? years : years - 1
}
