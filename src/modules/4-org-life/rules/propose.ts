import { addDays, type Day } from '#base/day.ts'
import { meetingKind, type MeetingKindCode } from '#org-life/kinds.ts'

/** A kind of meeting that is still owed in a period: `left` times, up to the day before `to`. */
export interface Owing {
  kind: MeetingKindCode
  to: Day
  left: number
}

export interface Proposed {
  kinds: MeetingKindCode[]
  on: Day
}

/** When each kind was held last: the same weekday of the month is proposed again. */
export type Habits = Partial<Record<MeetingKindCode, Day>>

const weekday = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay()

/** The same weekday in the same week of another month: the second Friday stays the second Friday. */
function sameWeekday(month: Day, like: Day): Day {
  const first = `${month.slice(0, 7)}-01`
  const ahead = (weekday(like) - weekday(first) + 7) % 7
  const week = Math.floor((Number(like.slice(8)) - 1) / 7)
  const found = addDays(first, ahead + 7 * week)
  return found.slice(0, 7) === first.slice(0, 7) ? found : addDays(found, -7)
}

/** Nothing is proposed for a day gone by, nor for a Saturday or Sunday nobody chose. */
function fit(day: Day, today: Day): Day {
  const later = day < today ? today : day
  const over = { 6: 2, 0: 1 }[weekday(later) as 0 | 6]
  return over === undefined || later === day ? later : addDays(later, over)
}

/** What sessions of members can share one evening: the fixed day of the month carries the meeting and the lesson. */
const joins: readonly (readonly MeetingKindCode[])[] = [
  ['members-meeting', 'party-day', 'lesson'],
  ['league-members-meeting', 'league-lesson'],
]

/**
 * The month's sessions from what is still owed. A members' meeting takes the theme day and the lesson with it; the
 * committee meets a few days before, since weighty matters come before it first (第十二条).
 */
export function proposeMonth(owing: readonly Owing[], month: Day, habits: Habits, today: Day): Proposed[] {
  const wanted = owing.filter(({ left }) => left > 0).map(({ kind }) => kind)
  const joint = joins.map((kinds) => kinds.filter((kind) => wanted.includes(kind))).filter((kinds) => kinds.length > 0)
  const alone = wanted.filter((kind) => !joint.some((kinds) => kinds.includes(kind))).map((kind) => [kind])
  const firstFriday = sameWeekday(month, '2026-01-02')
  const usual = (kinds: readonly MeetingKindCode[]): Day => {
    const like = kinds.map((kind) => habits[kind]).find((day) => day !== undefined)
    if (like) return sameWeekday(month, like)
    const committee = meetingKind(kinds[0]!).attending === 'committee'
    return committee ? addDays(firstFriday, -2).slice(0, 7) === month.slice(0, 7) ? addDays(firstFriday, -2) : firstFriday : addDays(firstFriday, 7)
  }
  return [...joint, ...alone].map((kinds) => ({ kinds: [...kinds], on: fit(usual(kinds), today) })).sort((a, b) => (a.on < b.on ? -1 : 1))
}
