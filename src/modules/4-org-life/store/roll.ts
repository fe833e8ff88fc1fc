import { sql } from 'kysely'
import { many, maybe, run, type Db } from '#base/sql.ts'
import type { LeaveReason, Mark } from '#org-life/kinds.ts'

export interface RollLine {
  id: number
  meeting_id: number
  person_id: string
  name: string
  name_key: string
  status: string
  entitled: boolean
  mark: Mark | null
  reason: LeaveReason | null
  reply: 'coming' | 'leave' | null
  reply_reason: LeaveReason | null
  version: number
  marked_by: string | null
  marked_at: Date | null
}

const columns = sql.raw('r.id, r.meeting_id, r.person_id, r.name, r.name_key, r.status, r.entitled, r.mark, r.reason, r.reply, r.reply_reason, r.version, r.marked_by, r.marked_at')

/** By name; one meeting or several of them. */
export const rollOf = (tx: Db, realm: number, ...meetings: number[]): Promise<RollLine[]> =>
  many(tx, sql<RollLine>`select ${columns} from org_life_roll r where r.realm_id = ${realm} and r.meeting_id = any(${meetings}::bigint[])
    order by r.meeting_id, r.name_key, r.id`)

export const rollForChange = (tx: Db, realm: number, meetingId: number, persons: string[]): Promise<RollLine[]> =>
  many(tx, sql<RollLine>`select ${columns} from org_life_roll r where r.realm_id = ${realm} and r.meeting_id = ${meetingId}
    and r.person_id = any(${persons}::uuid[]) order by r.id for update`)

export interface Expected {
  id: string
  name: string
  nameKey: string
  status: string
  entitled: boolean
  mark?: Mark | null
  reason?: LeaveReason | null
}

/** Makes the roll that of these people: who is new comes in, who should not be there goes, the others keep what was noted. */
export async function expectOnly(tx: Db, realm: number, meeting: { id: number; path: string }, people: readonly Expected[]): Promise<void> {
  const ids = people.map(({ id }) => id)
  await run(tx, sql`delete from org_life_roll where realm_id = ${realm} and meeting_id = ${meeting.id} and person_id <> all(${ids}::uuid[])`)
  if (people.length === 0) return
  await run(tx, sql`insert into org_life_roll (realm_id, meeting_id, path, person_id, name, name_key, status, entitled, mark, reason)
    select ${realm}, ${meeting.id}, ${meeting.path}, e.id, e.name, e."nameKey", e.status, e.entitled, e.mark, e.reason
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as e(id uuid, name text, "nameKey" text, status text, entitled boolean, mark text, reason text)
    on conflict (realm_id, meeting_id, person_id) do update set entitled = excluded.entitled, status = excluded.status, name = excluded.name`)
}

/** Everyone is there unless something else is known: a leave asked for stands as leave. */
export const markAll = (tx: Db, realm: number, meetingId: number): Promise<number> =>
  run(tx, sql`update org_life_roll set mark = case when reply = 'leave' then 'leave' else 'present' end,
      reason = case when reply = 'leave' then reply_reason end, version = version + 1
    where realm_id = ${realm} and meeting_id = ${meetingId} and mark is null`)

export const saveMark = (tx: Db, realm: number, row: Pick<RollLine, 'id' | 'mark' | 'reason' | 'marked_by' | 'marked_at'>): Promise<number> =>
  run(tx, sql`update org_life_roll set mark = ${row.mark}, reason = ${row.reason}, marked_by = ${row.marked_by}, marked_at = ${row.marked_at}, version = version + 1
    where realm_id = ${realm} and id = ${row.id}`)

export const ownLine = (tx: Db, realm: number, meetingId: number, persons: readonly string[]): Promise<RollLine | null> =>
  maybe(tx, sql<RollLine>`select ${columns} from org_life_roll r where r.realm_id = ${realm} and r.meeting_id = ${meetingId}
    and r.person_id = any(${persons as string[]}::uuid[]) for update`)

export const saveReply = (tx: Db, realm: number, id: number, reply: string, reason: string | null): Promise<number> =>
  run(tx, sql`update org_life_roll set reply = ${reply}, reply_reason = ${reason} where realm_id = ${realm} and id = ${id}`)

export interface Attended {
  person_id: string
  name: string
  day: string
  mark: Mark
  reason: LeaveReason | null
}

/** What is noted of people's attendance at an organisation's meetings since a day, the earliest first: the absence clock's ground. */
export const attendanceSince = (tx: Db, realm: number, organisationId: number, since: string, persons: readonly string[] | null): Promise<Attended[]> =>
  many(tx, sql<Attended>`select r.person_id, r.name, t.occurred_on as day, r.mark, r.reason from org_life_roll r
    join org_life_meetings t on t.realm_id = r.realm_id and t.id = r.meeting_id
    where r.realm_id = ${realm} and t.organisation_id = ${organisationId} and t.state in ('closed', 'signed', 'locked') and t.occurred_on >= ${since}
      and r.mark is not null and (${persons === null} or r.person_id = any(${(persons ?? []) as string[]}::uuid[]))
    order by t.occurred_on, t.id`)

/** Who belongs to the other groups of a branch, by the roll each of them had last. */
export const inOtherGroups = async (tx: Db, realm: number, organisationId: number, groupId: string): Promise<string[]> =>
  (await many(tx, sql<{ id: string }>`select distinct r.person_id as id from org_life_roll r
    join (select distinct on (t.group_id) t.id from org_life_meetings t where t.realm_id = ${realm} and t.organisation_id = ${organisationId}
      and t.group_id is not null and t.group_id <> ${groupId} and t.state <> 'cancelled'
      and exists (select from org_life_roll x where x.realm_id = t.realm_id and x.meeting_id = t.id)
      order by t.group_id, coalesce(t.occurred_on, t.planned_on) desc, t.id desc) last on last.id = r.meeting_id
    where r.realm_id = ${realm} order by 1`)).map(({ id }) => id)
