import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { all, many, maybe, one, planned, run, type Db, type Sql } from '#base/sql.ts'
import { visibleUnder } from '#access/visible.ts'
import { spellingsOf } from '#search/keys.ts'
import type { Flag, KindCode, Line } from '#organisations/kinds.ts'

export interface Membership {
  id: number
  public_id: string
  person_id: number
  organisation_id: number
  line: Line
  status: string
  status_on: string | null
  joined_on: string | null
  full_on: string | null
  from_on: string
  to_on: string | null
  end_reason: string | null
  path: string
}

const columns = sql.raw(
  'm.id, m.public_id, m.person_id, m.organisation_id, m.line, m.status, m.status_on, m.joined_on, m.full_on, m.from_on, m.to_on, m.end_reason, m.path',
)

export const membershipByPublicId = (tx: Db, realm: number, publicId: string): Promise<Membership | null> =>
  maybe(tx, sql<Membership>`select ${columns} from people_memberships m where m.realm_id = ${realm} and m.public_id = ${publicId}`)

export const membershipForChange = (tx: Db, realm: number, publicId: string): Promise<Membership | null> =>
  maybe(tx, sql<Membership>`select ${columns} from people_memberships m where m.realm_id = ${realm} and m.public_id = ${publicId} for update`)

/** All of a person, open ones first. */
export const membershipsOf = (tx: Db, realm: number, personId: number): Promise<Membership[]> =>
  many(
    tx,
    sql<Membership>`select ${columns} from people_memberships m where m.realm_id = ${realm} and m.person_id = ${personId}
      order by m.to_on is not null, m.from_on desc, m.id`,
  )

export const openIn = (tx: Db, realm: number, personId: number, line: Line): Promise<Membership | null> =>
  maybe(
    tx,
    sql<Membership>`select ${columns} from people_memberships m
      where m.realm_id = ${realm} and m.person_id = ${personId} and m.line = ${line} and m.to_on is null`,
  )

/** The same, locked: whoever changes it meanwhile is waited for. */
export const openForChange = (tx: Db, realm: number, personId: number, line: Line): Promise<Membership | null> =>
  maybe(
    tx,
    sql<Membership>`select ${columns} from people_memberships m
      where m.realm_id = ${realm} and m.person_id = ${personId} and m.line = ${line} and m.to_on is null for update`,
  )

export interface NewMembership {
  person: { id: number; name: string; nameKey: string }
  organisation: { id: number; path: string; line: Line }
  status: string
  joinedOn: string | null
  fullOn: string | null
  /** first day in this organisation, and of the status unless `steps` tell more */
  on: string
  /** the statuses so far, oldest first, the present one last */
  steps?: { status: string; since: string }[]
}

/** Ancestors at depth 1 to 4, cut from a path: what the page at each level is ordered by. */
export const ancestorsOf = (path: string): (number | null)[] => {
  const ids = path.split('/').slice(0, -1).map((id) => parseInt(id, 36))
  return [0, 1, 2, 3].map((at) => ids[at] ?? null)
}

export async function insertMembership(tx: Db, realm: number, made: NewMembership): Promise<{ id: number; publicId: string }> {
  const publicId = newId()
  const [a1, a2, a3, a4] = ancestorsOf(made.organisation.path)
  const steps = made.steps ?? [{ status: made.status, since: made.on }]
  const { id } = await one(
    tx,
    sql<{ id: number }>`insert into people_memberships (realm_id, public_id, person_id, organisation_id, line, status, status_on, joined_on,
        full_on, from_on, path, a1, a2, a3, a4, name, name_key)
      values (${realm}, ${publicId}, ${made.person.id}, ${made.organisation.id}, ${made.organisation.line}, ${made.status}, ${steps.at(-1)!.since},
        ${made.joinedOn}, ${made.fullOn}, ${made.on}, ${made.organisation.path}, ${a1}, ${a2}, ${a3}, ${a4}, ${made.person.name}, ${made.person.nameKey})
      returning id`,
  )
  for (const step of steps) await addStatus(tx, realm, id, step.status, step.since)
  return { id, publicId }
}

export const addStatus = (tx: Db, realm: number, membershipId: number, status: string, since: string): Promise<number> =>
  run(tx, sql`insert into people_statuses (realm_id, membership_id, status, since) values (${realm}, ${membershipId}, ${status}, ${since})`)

export const statusesOf = (tx: Db, realm: number, membershipIds: number[]) =>
  many(
    tx,
    sql<{ membership_id: number; status: string; since: string }>`select membership_id, status, since from people_statuses
      where realm_id = ${realm} and membership_id = any(${membershipIds}::bigint[]) order by since, id`,
  )

export interface StatusDates {
  joinedOn: string | null
  fullOn: string | null
}

export async function saveStatus(tx: Db, realm: number, membership: Membership, status: string, on: string, dates: StatusDates): Promise<void> {
  await run(
    tx,
    sql`update people_memberships set status = ${status}, status_on = ${on}, joined_on = ${dates.joinedOn}, full_on = ${dates.fullOn}
      where realm_id = ${realm} and id = ${membership.id}`,
  )
  await addStatus(tx, realm, membership.id, status, on)
}

export const saveEnd = (tx: Db, realm: number, membershipId: number, on: string, reason: string): Promise<number> =>
  run(
    tx,
    sql`update people_memberships set to_on = greatest(from_on, ${on}::date), end_reason = ${reason} where realm_id = ${realm} and id = ${membershipId}`,
  )

/** What `organisations_stats` keeps, counted anew for some organisations. `young` is below the League's age on a day. */
export const countsOf = (tx: Db, realm: number, organisationIds: number[], members: string[], voting: string[], bornAfter: string) =>
  many(
    tx,
    sql<{ organisationId: number; members: number; voting: number; young: number }>`
      select organisation_id as "organisationId", members, voting, young
      from people_counts(${realm}, ${organisationIds}::bigint[], ${members}::text[], ${voting}::text[], ${bornAfter})`,
  )

// The roster page ---------------------------------------------------------------------------------------------------

export interface RosterRow {
  membership_id: number
  name_key: string
  public_id: string
  name: string
  sex: string | null
  born: string | null
  id_mask: string | null
  phone_mask: string | null
  education: string | null
  job: string | null
  line: Line
  status: string
  joined_on: string | null
  lost_since: string | null
  floating_since: string | null
  place_id: string | null
  place_name: string | null
  place_kind: KindCode | null
  place_flags: Flag[] | null
}

/** What a roster's line shows of membership `m`, person `p` and organisation `o`: one query, because trips cost most of a page. */
export const rosterColumns = sql.raw(`m.id as membership_id, m.name_key, p.public_id, p.name, p.sex, p.born, p.id_mask, p.phone_mask,
  p.education, p.job, m.line, m.status, m.joined_on, p.lost_since, p.floating_since,
  o.public_id as place_id, o.name as place_name, o.kind as place_kind, o.flags as place_flags`)

export const rosterTables = sql.raw(`people_memberships m
  join people_persons p on p.realm_id = m.realm_id and p.id = m.person_id
  left join organisations o on o.realm_id = m.realm_id and o.id = m.organisation_id`)

export interface RosterFilter {
  status?: string
  /** prefix of the name in characters, pinyin or initials */
  q?: { name: string } | { key: string }
  after?: { key: string; id: number }
}

export interface Where {
  id: number
  path: string
  depth: number
}

/** The condition that is one index walk: the organisation itself, an ancestor column, or below depth 4 the path range. */
export function underOrganisation(where: Where, below: boolean): Sql {
  if (!below) return sql`m.organisation_id = ${where.id}`
  if (where.depth <= 4) return sql`${sql.ref(`m.a${where.depth}`)} = ${where.id}`
  return sql`m.path >= ${where.path} and m.path < ${`${where.path}~`}`
}

/** Whether letters begin the pinyin of a name, in one of the ways to cut them into syllables. */
export const spelt = (column: Sql, letters: string): Sql =>
  sql`(${sql.join(spellingsOf(letters).map((one) => sql`starts_with(${column}, ${one})`), sql` or `)})`

/** People under one organisation by name, masked; `reach` is the visibility predicate, which list and export share. */
export function roster(tx: Db, where: Where, below: boolean, reach: readonly string[], filter: RosterFilter, limit: number): Promise<RosterRow[]> {
  const conditions: Sql[] = [underOrganisation(where, below), sql`m.to_on is null`, visibleUnder(reach, where.path, sql`m.path`)]
  if (filter.status) conditions.push(sql`m.status = ${filter.status}`)
  if (filter.q && 'name' in filter.q) conditions.push(sql`strpos(m.name, ${filter.q.name}) > 0`)
  if (filter.q && 'key' in filter.q) conditions.push(sql`(${spelt(sql`m.name_key`, filter.q.key)} or starts_with(p.initials, ${filter.q.key}))`)
  if (filter.after) conditions.push(sql`(m.name_key, m.id) > (${filter.after.key}, ${filter.after.id}::bigint)`)
  const page = sql<RosterRow>`select ${rosterColumns} from ${rosterTables} where ${all(conditions)} order by m.name_key, m.id limit ${sql.lit(limit)}`
  // By path the best plan depends on how much lies below, and with a search on how rare the name is
  return many(tx, (below && where.depth > 4) || filter.q || filter.status ? page : planned('people.roster', page))
}
