import { sql } from 'kysely'
import { recordset, type ColumnKind } from '#base/recordset.ts'
import { many, one, run, type Db } from '#base/sql.ts'
import type { Line } from '#organisations/kinds.ts'
import type { HeldMembership } from '#people/store/import-held.ts'

/* An import writes a block of rows at a time. */

/** A row of people_persons as jsonb gives it: bytea in hex. */
export type PersonRow = Record<string, unknown> & { id: number; public_id: string; name: string; version: number }

const personColumns = {
  name: 'text', name_key: 'text', initials: 'text', sex: 'text', born: 'date', nation: 'text', education: 'text', category: 'text', job: 'text',
  id_number: 'bytea', id_hash: 'bytea', id_mask: 'text', phone: 'bytea', phone_hash: 'bytea', phone_tail: 'bytea', phone_mask: 'text',
  address: 'bytea', guardian: 'text', guardian_phone: 'bytea', guardian_mask: 'text', lost_since: 'date', floating_since: 'date', floating_to: 'text',
} as const satisfies Record<string, ColumnKind>

type PersonColumns = { [K in keyof typeof personColumns]: ((typeof personColumns)[K] extends 'bytea' ? Buffer : string) | null }

const listed = (prefix: string) => sql.raw(Object.keys(personColumns).map((column) => `${prefix}${column}`).join(', '))

/** Ids for rows yet to be written, so that a person and the membership in it go out together. */
export const drawIds = (tx: Db, count: number): Promise<{ persons: number[]; memberships: number[] }> =>
  one(
    tx,
    sql<{ persons: number[]; memberships: number[] }>`select json_agg(nextval('people_persons_id_seq')) persons,
      json_agg(nextval('people_memberships_id_seq')) memberships from generate_series(1, ${count}::int)`,
  )

export type NewPersonRow = PersonColumns & { id: number; public_id: string; paths: string[] }

export const insertPersons = (tx: Db, realm: number, batch: number, rows: NewPersonRow[]): Promise<number> =>
  run(
    tx,
    sql`insert into people_persons (realm_id, batch_id, id, public_id, paths, ${listed('')}) overriding system value
      select ${realm}::bigint, ${batch}::bigint, r.id, r.public_id, r.paths, ${listed('r.')}
      from ${recordset(rows, { id: 'bigint', public_id: 'uuid', paths: 'text[]', ...personColumns })}`,
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
  path: string
  a1: number | null
  a2: number | null
  a3: number | null
  a4: number | null
  name: string
  name_key: string
}

export const insertMemberships = (tx: Db, realm: number, batch: number, rows: NewMembershipRow[]): Promise<number> =>
  run(
    tx,
    sql`insert into people_memberships (realm_id, batch_id, id, public_id, person_id, organisation_id, line, status, status_on, joined_on, full_on,
        from_on, path, a1, a2, a3, a4, name, name_key) overriding system value
      select ${realm}::bigint, ${batch}::bigint, id, public_id, person_id, organisation_id, line, status, status_on, joined_on, full_on, from_on,
        path, a1, a2, a3, a4, name, name_key
      from ${recordset(rows, {
        id: 'bigint', public_id: 'uuid', person_id: 'bigint', organisation_id: 'bigint', line: 'text', status: 'text', status_on: 'date',
        joined_on: 'date', full_on: 'date', from_on: 'date', path: 'text', a1: 'bigint', a2: 'bigint', a3: 'bigint', a4: 'bigint', name: 'text',
        name_key: 'text',
      })}`,
  )

export const saveMemberships = (tx: Db, realm: number, rows: Omit<HeldMembership, 'person_id' | 'organisation_id'>[]): Promise<number> =>
  run(
    tx,
    sql`update people_memberships m set status = r.status, status_on = r.status_on, joined_on = r.joined_on, full_on = r.full_on, to_on = r.to_on,
        end_reason = r.end_reason
      from jsonb_populate_recordset(null::people_memberships, ${JSON.stringify(rows)}::jsonb) r where m.realm_id = ${realm} and m.id = r.id`,
  )

export interface NewStatusRow {
  membership_id: number
  status: string
  since: string
}

const statusSet = (rows: NewStatusRow[]) => recordset(rows, { membership_id: 'bigint', status: 'text', since: 'date' })

export const insertStatuses = (tx: Db, realm: number, rows: NewStatusRow[]): Promise<number> =>
  run(tx, sql`insert into people_statuses (realm_id, membership_id, status, since) select ${realm}::bigint, r.* from ${statusSet(rows)}`)

/** The same, telling the rows' ids: what an undo takes away again. */
export const addStatuses = (tx: Db, realm: number, rows: NewStatusRow[]): Promise<number[]> =>
  many(
    tx,
    sql<{ id: number }>`insert into people_statuses (realm_id, membership_id, status, since)
      select ${realm}::bigint, r.* from ${statusSet(rows)} returning id`,
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
      select ${realm}::bigint, ${batch}::bigint, r.*
      from ${recordset(rows, { public_id: 'uuid', person_id: 'bigint', organisation_id: 'bigint', post: 'text', from_on: 'date', path: 'text' })}`,
  )
