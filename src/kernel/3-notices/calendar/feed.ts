import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import { addDays } from '#base/day.ts'
import type { CalendarEntry } from '#notices/calendar/provider.ts'
import { calendarWords } from '#notices/words.ts'

/** A calendar file. No time zone is set: hours are written in UTC, days as days, and the reader's device shows them in its own. */
export function feedOf(who: string, entries: readonly CalendarEntry[], { publicUrl, now }: { publicUrl: string; now: Date }): string {
  const calendar = ical({ name: calendarWords.name(who), prodId: { company: 'tongxin', product: 'tongxin', language: 'ZH' }, method: ICalCalendarMethod.PUBLISH, ttl: 3600 })
  const { host } = new URL(publicUrl)
  for (const { id, title, when, place, verb, address, cancelled } of entries) {
    const span = typeof when === 'string'
      ? { start: new Date(`${when}T00:00:00Z`), end: new Date(`${addDays(when, 1)}T00:00:00Z`), allDay: true }
      : { start: when.starts, end: when.ends }
    calendar.createEvent({
      id: `${id}@${host}`, ...span, stamp: now, summary: title, description: calendarWords.day(verb, `${publicUrl}${address}`), url: `${publicUrl}${address}`,
      // a day on which something is due takes no hour of it
      transparency: typeof when === 'string' ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
      ...(place !== undefined && { location: place }), ...(cancelled && { status: ICalEventStatus.CANCELLED }),
    })
  }
  return calendar.toString()
}
