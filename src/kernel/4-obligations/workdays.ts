import { addDays, type Day } from '#base/day.ts'

/** The days off and the days worked in exchange (调休) of one year, as the State Council's office announced them. */
export interface CalendarYear {
  year: number
  /** the notice that says so; a new year's notice comes in autumn and is added here */
  notice: string
  off: readonly { from: Day; to: Day; words: string }[]
  worked: readonly Day[]
}

export const calendar: readonly CalendarYear[] = [
  {
    year: 2025, notice: '国务院办公厅关于2025年部分节假日安排的通知',
    off: [
      { from: '2025-01-01', to: '2025-01-01', words: '元旦' },
      { from: '2025-01-28', to: '2025-02-04', words: '春节' },
      { from: '2025-04-04', to: '2025-04-06', words: '清明节' },
      { from: '2025-05-01', to: '2025-05-05', words: '劳动节' },
      { from: '2025-05-31', to: '2025-06-02', words: '端午节' },
      { from: '2025-10-01', to: '2025-10-08', words: '国庆节、中秋节' },
    ],
    worked: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  {
    year: 2026, notice: '国务院办公厅关于2026年部分节假日安排的通知',
    off: [
      { from: '2026-01-01', to: '2026-01-03', words: '元旦' },
      { from: '2026-02-15', to: '2026-02-23', words: '春节' },
      { from: '2026-04-04', to: '2026-04-06', words: '清明节' },
      { from: '2026-05-01', to: '2026-05-05', words: '劳动节' },
      { from: '2026-06-19', to: '2026-06-21', words: '端午节' },
      { from: '2026-09-25', to: '2026-09-27', words: '中秋节' },
      { from: '2026-10-01', to: '2026-10-07', words: '国庆节' },
    ],
    worked: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
]

/** Whether people work on a day; null where the year's holidays are not announced yet, so nobody can know. */
export function isWorkDay(day: Day, years = calendar): boolean | null {
  const known = years.find(({ year }) => year === Number(day.slice(0, 4)))
  if (!known) return isWeekend(day) ? false : null
  if (known.worked.includes(day)) return true
  return !isWeekend(day) && !known.off.some(({ from, to }) => from <= day && day <= to)
}

const isWeekend = (day: Day): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

/** A day found by counting work days; `sure` is false where a year without announced holidays was counted through. */
export interface Counted {
  day: Day
  sure: boolean
}

/** The n-th work day after a day (before it when n is negative); n = 0 is the day itself. */
export function addWorkDays(day: Day, days: number, years = calendar): Counted {
  const step = days < 0 ? -1 : 1
  let [found, sure] = [day, true]
  for (let left = Math.abs(days); left > 0;) {
    found = addDays(found, step)
    const works = isWorkDay(found, years)
    if (works === null) sure = false
    if (works !== false) left--
  }
  return { day: found, sure }
}
