import { sql } from 'kysely'
import { many, run, type Db } from '#base/sql.ts'
import type { Line } from '#organisations/kinds.ts'
import type { HeldMembership } from '#people/store/import-held.ts'

/* An import writes a block of rows at a time, each statement with one parameter. */

/** A row of people_persons as jsonb gives it: bytea in hex. */
export type PersonRow = Record<string, unknown> & { id: number; public_id: string; name: string; version: number }

const personColumns = [
  'name', 'name_key', 'initials', 'sex', 'born', 'nation', 'education', 'category', 'job', 'id_number', 'id_hash', 'id_mask', 'phone', 'phone_hash',
  'phone_tail', 'phone_mask', 'address', 'guardian', 'guardian_phone', 'guardian_mask', 'lost_since', 'floating_since', 'floating_to',
] as const

const listed = (prefix: string) => sql.raw(personColumns.map((column) => `${prefix}${column}`).join(', '))

export const insertPersons = (tx: Db, realm: number, batch: number, rows: object[]): Promise<{ id: number; public_id: string }[]> =>
  many(
    tx,
    sql<{ id: number; public_id: string }>`insert into people_persons (realm_id, batch_id, public_id, paths, ${listed('')})
      select ${realm}::bigint, ${batch}::bigint, r.public_id, r.paths, ${listed('r.')}
      from jsonb_populate_recordset(null::people_persons, ${JSON.stringify(rows)}::jsonb) r returning id, public_id`,
  )

/** The rows as they stand, locked; what an undo restores. */
export const personsForChange = (tx: Db, realm: number, ids: number[]): Promise<PersonRow[]> =>
  many(tx, sql<{ row: PersonRow }>`select to_jsonb(p) as row
    from (select wanted from unnest(${ids}::bigint[]) wanted order by 1) i cross join lateral (
      select * from people_persons x where x.realm_id = ${realm} and x.id = i.wanted offset 0 for update) p`).then(
    (rows) => rows.map(({ row }) => row),
  )

/**
 * Writes persons' columns anew. The version counts up also when an undo brings the former ones back: it must never mean two
 * contents, or a form that was opened between the two would overwrite what came after.
 */
export async function savePersons(tx: Db, realm: number, rows: PersonRow[]): Promise<void> {
  const given = sql`jsonb_populate_recordset(null::people_persons, ${JSON.stringify(rows)}::jsonb) r`
  await run(
    tx,
    sql`update people_persons p set (${listed('')}) = row(${listed('r.')}), version = p.version + 1
      from ${given} where p.realm_id = ${realm} and p.id = r.id`,
  )
  await run(
    tx,
    sql`update people_memberships m set name = p.name, name_key = p.name_key from people_persons p
      where m.realm_id = ${realm} and m.person_id = any(${rows.map(({ id }) => id)}::bigint[]) and p.realm_id = m.realm_id and p.id = m.person_id
        and (m.name, m.name_key) is distinct from (p.name, p.name_key)`,
  )
}

export interface NewMembershipRow {
  public_id: string
  person_id: number
  organisation_id: number
  line: Line
  status: string
  status_on: string | null
  joined_on: string | null
  full_on: string | null
  from_on: string
  path: string
  a1: number | null
  a2: number | null
  a3: number | null
  a4: number | null
  name: string
  name_key: string
}

export const insertMemberships = (tx: Db, realm: number, batch: number, rows: NewMembershipRow[]): Promise<{ id: number; public_id: string }[]> =>
  many(
    tx,
    sql<{ id: number; public_id: string }>`insert into people_memberships (realm_id, batch_id, public_id, person_id, organisation_id, line, status,
        status_on, joined_on, full_on, from_on, path, a1, a2, a3, a4, name, name_key)
      select ${realm}::bigint, ${batch}::bigint, public_id, person_id, organisation_id, line, status, status_on, joined_on, full_on, from_on, path,
        a1, a2, a3, a4, name, name_key
      from jsonb_populate_recordset(null::people_memberships, ${JSON.stringify(rows)}::jsonb) returning id, public_id`,
  )

export const saveMemberships = (tx: Db, realm: number, rows: Omit<HeldMembership, 'person_id' | 'organisation_id'>[]): Promise<number> =>
  run(
    tx,
    sql`update people_memberships m set status = r.status, status_on = r.status_on, joined_on = r.joined_on, full_on = r.full_on, to_on = r.to_on,
        end_reason = r.end_reason
      from jsonb_populate_recordset(null::people_memberships, ${JSON.stringify(rows)}::jsonb) r where m.realm_id = ${realm} and m.id = r.id`,
  )

export const insertStatuses = (tx: Db, realm: number, rows: { membership_id: number; status: string; since: string }[]): Promise<number[]> =>
  many(
    tx,
    sql<{ id: number }>`insert into people_statuses (realm_id, membership_id, status, since)
      select ${realm}::bigint, membership_id, status, since from jsonb_populate_recordset(null::people_statuses, ${JSON.stringify(rows)}::jsonb) returning id`,
  ).then((made) => made.map(({ id }) => id))

export interface NewPostRow {
  public_id: string
  person_id: number
  organisation_id: number
  post: string
  from_on: string
  path: string
}

export const insertPosts = (tx: Db, realm: number, batch: number, rows: NewPostRow[]): Promise<number> =>
  run(
    tx,
    sql`insert into people_posts (realm_id, batch_id, public_id, person_id, organisation_id, post, from_on, path)
      select ${realm}::bigint, ${batch}::bigint, public_id, person_id, organisation_id, post, from_on, path
      from jsonb_populate_recordset(null::people_posts, ${JSON.stringify(rows)}::jsonb)`,
  )
