import { addDays, instantAt, type Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import { beyondReach } from '#database/scope.ts'
import type { Account } from '#access/actor.ts'
import type { CalendarEntry, CalendarProvider } from '#notices/calendar/provider.ts'
import { ownIds } from '#people/actions/standing.ts'
import { kindsWords } from '#org-life/kinds.ts'
import { meetingsOfPerson, type OwnMeeting } from '#org-life/store/meetings.ts'

/** What is over stays so long. */
const daysBack = 31
/** A calendar wants an end, and nobody says when a meeting will be over: an hour is kept free. */
const minutesHeld = 60

/** Kind, branch, time and place. What a meeting is about may name somebody, and stays inside. */
const entryOf = (one: OwnMeeting): CalendarEntry => ({
  id: `meeting-${one.public_id}`,
  title: `${kindsWords(one.kinds)}（${one.organisation_name}）`,
  when: one.starts === null ? one.day : hourOf(one.day, one.starts),
  ...(one.place !== null && { place: one.place }),
  verb: '查看、回复',
  address: '/me/meetings',
  status: one.state === 'cancelled' ? 'cancelled' : one.state === 'planned' ? 'tentative' : 'confirmed',
  sequence: one.version,
})

function hourOf(day: Day, time: string): { starts: Date; ends: Date } {
  const starts = instantAt(day, time)
  return { starts, ends: new Date(starts.getTime() + minutesHeld * 60_000) }
}

/** Where one has to be: one's own rolls, wherever they are kept; moved and cancelled meetings too, so that a calendar follows. */
export const calendarOfMeetings: CalendarProvider = {
  words: '要您参加的会：时间、地点、哪个支部的什么会；改期和取消自动跟着变，不写议题和人名',
  async ofAccount(tx: Db, account: Account, today: Day) {
    const persons = await ownIds(tx, account)
    if (persons.length === 0) return []
    const meetings = await beyondReach(tx, () => meetingsOfPerson(tx, account.realm, persons, addDays(today, -daysBack)))
    return meetings.map(entryOf)
  },
}
