import { dayAt, type Day } from '#base/day.ts'

/** The only source of "now" for actions and jobs; tests inject a fixed one. */
export interface Clock {
  now(): Date
  today(): Day
}

export const systemClock: Clock = { now: () => new Date(), today: () => dayAt(new Date()) }

export function fixedClock(instant: string): Clock {
  const now = new Date(instant)
  return { now: () => new Date(now), today: () => dayAt(now) }
}
