import type { Db } from '#base/sql.ts'
import type { Organisation } from '#organisations/actions/lookup.ts'
import { isMeetingKind, meetingKind } from '#org-life/kinds.ts'
import { minutesOf } from '#org-life/rules/minutes.ts'
import { mattersOf, type Matter } from '#org-life/store/matters.ts'
import type { Meeting } from '#org-life/store/meetings.ts'
import { rollOf, type RollLine } from '#org-life/store/roll.ts'
import { leaveWords } from '#org-life/words.ts'

export const votesOf = ({ votes_for, votes_against, votes_abstain }: Matter) =>
  votes_for === null ? null : { for: votes_for, against: votes_against!, abstain: votes_abstain! }

export const oathOf = ({ kinds }: Pick<Meeting, 'kinds'>): string | null =>
  kinds.flatMap((kind) => (isMeetingKind(kind) ? meetingKind(kind).oath ?? [] : []))[0] ?? null

/** The minutes as they read now. */
export const minutesFrom = (meeting: Meeting, organisation: Pick<Organisation, 'name'>, roll: readonly RollLine[], matters: readonly Matter[]): string[] =>
  minutesOf({
    kinds: meeting.kinds, organisation: organisation.name, occurredOn: meeting.occurred_on, plannedOn: meeting.planned_on, starts: meeting.starts,
    place: meeting.place, chair: meeting.chair_name, recorder: meeting.recorder_name, guests: meeting.guests, topic: meeting.topic, oath: oathOf(meeting),
    roll: roll.map(({ name, entitled, mark, reason }) => ({ name, entitled, mark, reasonWords: reason ? leaveWords[reason] : '' })),
    matters: matters.map((matter) => ({ ...matter, votes: votesOf(matter) })),
  })

export const recordOf = async (tx: Db, { meeting, organisation }: { meeting: Meeting; organisation: Organisation }): Promise<string[]> =>
  minutesFrom(meeting, organisation, await rollOf(tx, organisation.realm_id, meeting.id), await mattersOf(tx, organisation.realm_id, meeting.id))
