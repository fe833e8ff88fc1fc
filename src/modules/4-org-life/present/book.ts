import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Organisation } from '#organisations/actions/lookup.ts'
import { minutesFrom } from '#org-life/present/record.ts'
import { count, type Counted } from '#org-life/rules/attendance.ts'
import { mattersOf, type Matter } from '#org-life/store/matters.ts'
import { meetingsBetween, type ListedMeeting } from '#org-life/store/meetings.ts'
import { rollOf, type RollLine } from '#org-life/store/roll.ts'

/** One meeting as a form wants it: nothing is left to be asked. */
export interface BookEntry {
  meeting: ListedMeeting
  roll: RollLine[]
  counted: Counted
  matters: Matter[]
  minutes: string[]
}

/**
 * A branch's book of a month, a quarter or a year (`from` <= day < `to`), in order: the read model of the printed forms.
 * Three queries, however many meetings; the caller has seen to the reach.
 */
export async function bookOf(tx: Db, organisation: Organisation, range: { from: Day; to: Day }): Promise<BookEntry[]> {
  const realm = organisation.realm_id
  const meetings = await meetingsBetween(tx, realm, organisation.id, range)
  const ids = meetings.map(({ id }) => id)
  const rolls = Map.groupBy(await rollOf(tx, realm, ...ids), ({ meeting_id }) => meeting_id)
  const matters = Map.groupBy(await mattersOf(tx, realm, ...ids), ({ meeting_id }) => meeting_id)
  return meetings.map((meeting) => {
    const [roll, dealt] = [rolls.get(meeting.id) ?? [], matters.get(meeting.id) ?? []]
    return { meeting, roll, counted: count(roll), matters: dealt, minutes: minutesFrom(meeting, organisation, roll, dealt) }
  })
}
