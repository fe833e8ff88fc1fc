import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Account, Actor } from '#access/actor.ts'

/** Something with a day or an hour, as it stands in somebody's calendar. */
export interface CalendarEntry {
  /** stays the same while the thing is the same: a changed day moves the entry instead of adding one */
  id: string
  title: string
  /** a whole day, or from when until when */
  when: Day | { starts: Date; ends: Date }
  place?: string
  /** what one does about it: 办理, 查看 */
  verb: string
  /** address inside the application */
  address: string
  cancelled?: boolean
}

/**
 * A module that has something for calendars. An entry leaves the application for whatever device subscribes: it names no
 * person and tells nothing sensitive. `ofPost` is asked once for every post of the subscriber, each with its own powers and
 * reach; `ofAccount` for what concerns the subscriber without any post.
 */
export interface CalendarProvider {
  /** what a subscriber is told that the calendar shows */
  words: string
  ofPost?(tx: Db, actor: Actor, today: Day): Promise<CalendarEntry[]>
  ofAccount?(tx: Db, account: Account, today: Day): Promise<CalendarEntry[]>
}
