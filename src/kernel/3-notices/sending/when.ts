/** When something may go, by the hours of Shanghai (one fixed offset, UTC+8). */
export interface Hours {
  digestHour: number
  quietFrom: number | null
  quietUntil: number | null
}

export type Way = 'app' | 'digest' | 'at-once'

const hour = 3600_000
const ahead = 8 * hour
const hourAt = (now: Date): number => new Date(now.getTime() + ahead).getUTCHours()

/** The next instant at which it is `wanted` o'clock in Shanghai; now itself counts when it is that o'clock sharp. */
export function nextHour(now: Date, wanted: number): Date {
  const local = now.getTime() + ahead
  const today = Math.floor(local / (24 * hour)) * 24 * hour + wanted * hour
  return new Date((today >= local ? today : today + 24 * hour) - ahead)
}

/** Quiet hours may run over midnight (22 to 7); from and until alike means none. */
export function isQuiet(now: Date, { quietFrom: from, quietUntil: until }: Hours): boolean {
  if (from === null || until === null || from === until) return false
  const at = hourAt(now)
  return from < until ? at >= from && at < until : at >= from || at < until
}

/** When a letter goes: at once unless it is quiet, a digest at its hour (or, if that lies in the quiet hours, at their end). */
export function goesAt(now: Date, way: Exclude<Way, 'app'>, hours: Hours): Date {
  const wished = way === 'digest' ? nextHour(now, hours.digestHour) : now
  return isQuiet(wished, hours) ? nextHour(wished, hours.quietUntil!) : wished
}

/** What a failed sending waits before it is tried again: minutes, growing; after the last it is given up. */
export const waits = [1, 5, 30, 120, 480, 1440] as const

/** When to try again after `tries` attempts; null: no more. */
export function againAt(now: Date, tries: number): Date | null {
  const minutes = waits[tries - 1]
  return minutes === undefined ? null : new Date(now.getTime() + minutes * 60_000)
}
