import { sql } from 'kysely'
import { all, many, maybe, one, run, type Db, type Sql } from '#base/sql.ts'
import { visibleUnder } from '#access/visible.ts'
import type { MeetingKindCode } from '#org-life/kinds.ts'
import { newId } from '#base/id.ts'

export interface Meeting {
  id: number
  public_id: string
  organisation_id: number
  path: string
  kinds: MeetingKindCode[]
  group_id: string | null
  state: 'planned' | 'noticed' | 'open' | 'closed' | 'signed' | 'locked' | 'cancelled'
  planned_on: string
  starts: string | null
  place: string | null
  topic: string
  occurred_on: string | null
  for_day: string | null
  chair_id: string | null
  chair_name: string | null
  recorder_id: string | null
  recorder_name: string | null
  guests: string
  on_paper: boolean
  entered_on: string
  closed_on: string | null
  recorder_signed_on: string | null
  recorder_signed_how: 'self' | 'paper' | null
  chair_signed_on: string | null
  chair_signed_how: 'self' | 'paper' | null
  locked_by: number | null
  revision: number
  revision_reason: string | null
  cancel_reason: string | null
  version: number
}

const names = [
  'id', 'public_id', 'organisation_id', 'path', 'kinds', 'group_id', 'state', 'planned_on', 'starts', 'place', 'topic', 'occurred_on', 'for_day',
  'chair_id', 'chair_name', 'recorder_id', 'recorder_name', 'guests', 'on_paper', 'entered_on', 'closed_on', 'recorder_signed_on',
  'recorder_signed_how', 'chair_signed_on', 'chair_signed_how', 'locked_by', 'revision', 'revision_reason', 'cancel_reason', 'version',
]
const columns = sql.raw(names.map((name) => `t.${name}`).join(', '))

export const meetingByPublicId = (tx: Db, realm: number, publicId: string): Promise<Meeting | null> =>
  maybe(tx, sql<Meeting>`select ${columns} from org_life_meetings t where t.realm_id = ${realm} and t.public_id = ${publicId}`)

/** Locked: acts on one meeting follow each other. */
export const meetingForChange = (tx: Db, realm: number, publicId: string): Promise<Meeting | null> =>
  maybe(tx, sql<Meeting>`select ${columns} from org_life_meetings t where t.realm_id = ${realm} and t.public_id = ${publicId} for update`)

export type NewMeeting = Pick<
  Meeting,
  'organisation_id' | 'path' | 'kinds' | 'group_id' | 'planned_on' | 'starts' | 'place' | 'topic' | 'for_day' | 'chair_id' | 'chair_name' | 'recorder_id'
  | 'recorder_name' | 'on_paper' | 'entered_on'
>

export function insertMeeting(tx: Db, realm: number, made: NewMeeting): Promise<Meeting> {
  const m = made
  return one(
    tx,
    sql<Meeting>`insert into org_life_meetings as t (realm_id, public_id, organisation_id, path, kinds, group_id, state, planned_on, starts, place, topic,
        for_day, chair_id, chair_name, recorder_id, recorder_name, on_paper, entered_on)
      values (${realm}, ${newId()}, ${m.organisation_id}, ${m.path}, ${m.kinds as string[]}::text[], ${m.group_id}, 'planned', ${m.planned_on}, ${m.starts},
        ${m.place}, ${m.topic}, ${m.for_day}, ${m.chair_id}, ${m.chair_name}, ${m.recorder_id}, ${m.recorder_name}, ${m.on_paper}, ${m.entered_on})
      returning ${columns}`,
  )
}

/** Writes a meeting back as a whole; its version counts up. */
export async function saveMeeting(tx: Db, realm: number, m: Meeting): Promise<Meeting> {
  return one(
    tx,
    sql<Meeting>`update org_life_meetings t set kinds = ${m.kinds as string[]}::text[], state = ${m.state}, planned_on = ${m.planned_on}, starts = ${m.starts},
        place = ${m.place}, topic = ${m.topic}, occurred_on = ${m.occurred_on}, chair_id = ${m.chair_id}, chair_name = ${m.chair_name},
        recorder_id = ${m.recorder_id}, recorder_name = ${m.recorder_name}, guests = ${m.guests}, closed_on = ${m.closed_on},
        recorder_signed_on = ${m.recorder_signed_on}, recorder_signed_how = ${m.recorder_signed_how}, chair_signed_on = ${m.chair_signed_on},
        chair_signed_how = ${m.chair_signed_how}, locked_by = ${m.locked_by}, revision = ${m.revision}, revision_reason = ${m.revision_reason},
        cancel_reason = ${m.cancel_reason}, version = t.version + 1
      where t.realm_id = ${realm} and t.id = ${m.id} returning ${columns}`,
  )
}

export interface ListedMeeting extends Meeting {
  day: string
  organisation_public: string
  organisation_name: string
  group_name: string | null
  expected: number
  present: number
}

const listed = sql`${columns}, coalesce(t.occurred_on, t.planned_on) as day, o.public_id as organisation_public, o.name as organisation_name,
  (select g.name from organisations g where g.realm_id = t.realm_id and g.public_id = t.group_id) as group_name,
  (select count(*)::int from org_life_roll r where r.realm_id = t.realm_id and r.meeting_id = t.id) as expected,
  (select count(*)::int from org_life_roll r where r.realm_id = t.realm_id and r.meeting_id = t.id and r.mark in ('present', 'online')) as present`
const tables = sql`org_life_meetings t join organisations o on o.realm_id = t.realm_id and o.id = t.organisation_id`

/** One organisation's meetings of some days, in order: a month, a quarter, a year. Cancelled ones are left out unless asked for. */
export const meetingsBetween = (
  tx: Db, realm: number, organisationId: number, range: { from: string; to: string }, cancelled = false,
): Promise<ListedMeeting[]> =>
  many(tx, sql<ListedMeeting>`select ${listed} from ${tables} where t.realm_id = ${realm} and t.organisation_id = ${organisationId}
    and coalesce(t.occurred_on, t.planned_on) >= ${range.from} and coalesce(t.occurred_on, t.planned_on) < ${range.to}
    and (${cancelled} or t.state <> 'cancelled') order by day, t.starts nulls last, t.id`)

export interface MeetingFilter {
  kind?: string
  state?: string
  year?: string
  q?: string
  after?: { key: string; id: number }
}

/** Meetings of an organisation, or of all below it too, the latest first. */
export function meetingsUnder(
  tx: Db, realm: number, at: { id: number; path: string }, below: boolean, reach: readonly string[], filter: MeetingFilter, limit: number,
): Promise<ListedMeeting[]> {
  const day = sql`coalesce(t.occurred_on, t.planned_on)`
  const where: Sql[] = [
    sql`t.realm_id = ${realm}`, visibleUnder(reach, at.path, sql`t.path`),
    below ? sql`t.path >= ${at.path} and t.path < ${`${at.path}~`}` : sql`t.organisation_id = ${at.id}`,
  ]
  if (filter.kind) where.push(sql`${filter.kind} = any(t.kinds)`)
  if (filter.state) where.push(sql`t.state = ${filter.state}`)
  if (filter.year && /^\d{4}$/.test(filter.year)) where.push(sql`${day} >= ${`${filter.year}-01-01`} and ${day} <= ${`${filter.year}-12-31`}`)
  if (filter.q) {
    where.push(sql`(strpos(t.topic, ${filter.q}) > 0 or strpos(coalesce(t.place, ''), ${filter.q}) > 0 or exists (select from org_life_matters x
      where x.realm_id = t.realm_id and x.meeting_id = t.id and (strpos(x.title, ${filter.q}) > 0 or strpos(x.record, ${filter.q}) > 0)))`)
  }
  if (filter.after) where.push(sql`(${day}::text, t.id) < (${filter.after.key}, ${filter.after.id}::bigint)`)
  return many(tx, sql<ListedMeeting>`select ${listed} from ${tables} where ${all(where)} order by ${day}::text desc, t.id desc limit ${sql.lit(limit)}`)
}

export const listedById = (tx: Db, realm: number, publicId: string): Promise<ListedMeeting | null> =>
  maybe(tx, sql<ListedMeeting>`select ${listed} from ${tables} where t.realm_id = ${realm} and t.public_id = ${publicId}`)

/** The last meetings an organisation held, one for each kind: what is usual there. */
export const lastOfEachKind = (tx: Db, realm: number, organisationId: number): Promise<(Meeting & { kind: MeetingKindCode; day: string })[]> =>
  many(tx, sql<Meeting & { kind: MeetingKindCode; day: string }>`select distinct on (k.kind) ${columns}, k.kind, coalesce(t.occurred_on, t.planned_on) as day
    from org_life_meetings t cross join unnest(t.kinds) as k(kind)
    where t.realm_id = ${realm} and t.organisation_id = ${organisationId} and t.state <> 'cancelled'
    order by k.kind, coalesce(t.occurred_on, t.planned_on) desc, t.id desc`)

export const lastOfGroup = (tx: Db, realm: number, groupId: string, before: number): Promise<{ id: number } | null> =>
  maybe(tx, sql<{ id: number }>`select t.id from org_life_meetings t where t.realm_id = ${realm} and t.group_id = ${groupId} and t.id < ${before}
    and t.state <> 'cancelled' and exists (select from org_life_roll r where r.realm_id = t.realm_id and r.meeting_id = t.id)
    order by coalesce(t.occurred_on, t.planned_on) desc, t.id desc limit 1`)

/** One who has planned the same already on that day: pressing twice on two devices plans once. */
export const plannedTwin = (tx: Db, realm: number, one: NewMeeting): Promise<{ id: number } | null> =>
  maybe(tx, sql<{ id: number }>`select id from org_life_meetings where realm_id = ${realm} and organisation_id = ${one.organisation_id}
    and kinds = ${one.kinds as string[]}::text[] and planned_on = ${one.planned_on} and group_id is not distinct from ${one.group_id}
    and state in ('planned', 'noticed') limit 1`)

/** A tree moved: what is kept by path follows. */
export async function movePaths(tx: Db, realm: number, from: string, to: string): Promise<void> {
  for (const table of ['org_life_meetings', 'org_life_roll', 'org_life_matters', 'org_life_revisions', 'org_life_talks', 'org_life_excuses', 'org_life_appraisals', 'org_life_appraised']) {
    await run(tx, sql`update ${sql.table(table)} set path = ${to} || substr(path, length(${from}) + 1)
      where realm_id = ${realm} and path >= ${from} and path < ${`${from}~`}`)
  }
}

export interface Revision {
  revision: number
  reason: string
  asked_by: string
  asked_at: Date
  content: { minutes: string[] }
}

export const revisionsOf = (tx: Db, realm: number, meetingId: number): Promise<Revision[]> =>
  many(tx, sql<Revision>`select revision, reason, asked_by, asked_at, content from org_life_revisions
    where realm_id = ${realm} and meeting_id = ${meetingId} order by revision desc`)

export const insertRevision = (tx: Db, realm: number, meeting: Meeting, one: Revision): Promise<number> =>
  run(tx, sql`insert into org_life_revisions (realm_id, meeting_id, path, revision, reason, asked_by, asked_at, content)
    values (${realm}, ${meeting.id}, ${meeting.path}, ${one.revision}, ${one.reason}, ${one.asked_by}, ${one.asked_at}, ${JSON.stringify(one.content)}::jsonb)`)

/** The branches whose meetings somebody had to attend. */
export const branchesOf = async (tx: Db, realm: number, persons: readonly string[]): Promise<string[]> =>
  (await many(tx, sql<{ id: string }>`select distinct o.public_id as id from org_life_roll r
    join org_life_meetings t on t.realm_id = r.realm_id and t.id = r.meeting_id
    join organisations o on o.realm_id = t.realm_id and o.id = t.organisation_id
    where r.realm_id = ${realm} and r.person_id = any(${persons as string[]}::uuid[])`)).map(({ id }) => id)

export interface OwnMeeting extends ListedMeeting {
  mark: string | null
  reason: string | null
  reply: string | null
}

/** Where somebody had to be, the latest first; chair and recorder are told of their signature too. */
export const meetingsOfPerson = (tx: Db, realm: number, persons: readonly string[], from: string): Promise<OwnMeeting[]> =>
  many(tx, sql<OwnMeeting>`select ${listed}, r.mark, r.reason, r.reply from ${tables}
    left join org_life_roll r on r.realm_id = t.realm_id and r.meeting_id = t.id and r.person_id = any(${persons as string[]}::uuid[])
    where t.realm_id = ${realm} and coalesce(t.occurred_on, t.planned_on) >= ${from}
      and (r.id is not null or t.chair_id = any(${persons as string[]}::uuid[]) or t.recorder_id = any(${persons as string[]}::uuid[]))
    order by day desc, t.id desc limit 200`)
