import { sql } from 'kysely'
import { many, run, type Db } from '#base/sql.ts'
import type { Line } from '#organisations/kinds.ts'

/** A row of people_persons as jsonb gives it: bytea in hex. */
export type PersonRow = Record<string, unknown> & { id: number; public_id: string; name: string; version: number }

// What is held ------------------------------------------------------------------------------------------------------
// `offset 0` keeps each lookup apart: right after a first large import the planner knows nothing of the tables, takes
// `= any(500 ids)` for everything, and walks the whole realm for every block.

export const holdersOf = (tx: Db, realm: number, hashes: Buffer[]) =>
  many(tx, sql<{ hash: Buffer; person_id: number }>`select hash, person_id from people_holders(${realm}, ${hashes}::bytea[])`)

export const standingIn = (tx: Db, realm: number, line: Line, persons: number[]) =>
  many(tx, sql<{ person_id: number; organisation_id: number }>`select person_id, organisation_id from people_standing(${realm}, ${line}, ${persons}::bigint[])`)

export interface Asked {
  n: number
  name: string
  born: string | null
  hasId: boolean
  organisation: number | null
}

/** People in the reach with the same name and birth date, or without a birth date in the same organisation. */
export const alikeTo = (tx: Db, realm: number, asked: Asked[]) =>
  many(
    tx,
    sql<{ n: number; id: number }>`select a.n, p.id
      from json_to_recordset(${JSON.stringify(asked)}::json) as a(n int, name text, born date, "hasId" boolean, organisation bigint)
      join people_persons p on p.realm_id = ${realm} and p.name = a.name collate "C" and p.merged_into is null and (not a."hasId" or p.id_hash is null)
      where p.born = a.born or ((a.born is null or p.born is null) and exists (
        select from people_memberships m where m.realm_id = p.realm_id and m.person_id = p.id and m.organisation_id = a.organisation and m.to_on is null))`,
  )

export interface HeldPerson {
  id: number
  public_id: string
  version: number
  name: string
  sex: string | null
  born: string | null
  nation: string | null
  education: string | null
  category: string | null
  job: string | null
  id_hash: Buffer | null
  phone_hash: Buffer | null
  phone: Buffer | null
  address: Buffer | null
  guardian: string | null
  guardian_phone: Buffer | null
  lost_since: string | null
  floating_since: string | null
  floating_to: string | null
}

export const heldPersons = (tx: Db, realm: number, ids: number[]): Promise<HeldPerson[]> =>
  many(
    tx,
    sql<HeldPerson>`select id, public_id, version, name, sex, born, nation, education, category, job, id_hash, phone_hash, phone, address,
        guardian, guardian_phone, lost_since, floating_since, floating_to
      from unnest(${ids}::bigint[]) i(wanted) cross join lateral (
        select * from people_persons x where x.realm_id = ${realm} and x.id = i.wanted offset 0) p`,
  )

export interface HeldMembership {
  id: number
  person_id: number
  organisation_id: number
  status: string
  status_on: string | null
  joined_on: string | null
  full_on: string | null
  to_on: string | null
  end_reason: string | null
}

export const heldMemberships = (tx: Db, realm: number, line: Line, persons: number[]): Promise<HeldMembership[]> =>
  many(
    tx,
    sql<HeldMembership>`select id, person_id, organisation_id, status, status_on, joined_on, full_on, to_on, end_reason
      from unnest(${persons}::bigint[]) i(wanted) cross join lateral (
        select * from people_memberships x where x.realm_id = ${realm} and x.person_id = i.wanted and x.line = ${line} and x.to_on is null offset 0) m`,
  )

export const heldPosts = (tx: Db, realm: number, persons: number[]) =>
  many(
    tx,
    sql<{ person_id: number; organisation_id: number; post: string }>`select person_id, organisation_id, post
      from unnest(${persons}::bigint[]) i(wanted) cross join lateral (
        select * from people_posts x where x.realm_id = ${realm} and x.person_id = i.wanted and x.to_on is null offset 0) o`,
  )

export const holderCounts = (tx: Db, realm: number, organisations: number[]) =>
  many(
    tx,
    sql<{ organisation_id: number; post: string; n: number; names: string }>`
      select o.organisation_id, o.post, count(*)::int n, string_agg(p.name, '、' order by o.id) names
      from people_posts o join people_persons p on p.realm_id = o.realm_id and p.id = o.person_id
      where o.realm_id = ${realm} and o.organisation_id = any(${organisations}::bigint[]) and o.to_on is null group by 1, 2`,
  )

// Writing, a block at a time, one parameter each ----------------------------------------------------------------------

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

/** Writes persons' columns anew; `asNew` counts the version up, else it is restored with the rest. */
export async function savePersons(tx: Db, realm: number, rows: PersonRow[], asNew: boolean): Promise<void> {
  const given = sql`jsonb_populate_recordset(null::people_persons, ${JSON.stringify(rows)}::jsonb) r`
  await run(
    tx,
    sql`update people_persons p set (${listed('')}) = row(${listed('r.')}), version = case when ${asNew} then p.version + 1 else r.version end
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

// Taking back ---------------------------------------------------------------------------------------------------------

const ofBatch = (realm: number, batch: number) => sql`realm_id = ${realm} and batch_id = ${batch}`

/** Every person a batch made or gave something to, locked. */
export const personsOfBatch = (tx: Db, realm: number, batch: number) =>
  many(
    tx,
    sql<{ id: number; public_id: string; name: string; made: boolean }>`select id, public_id, name, batch_id is not distinct from ${batch}::bigint as made
      from people_persons where realm_id = ${realm} and id in (
        select id from people_persons where ${ofBatch(realm, batch)}
        union all select person_id from people_memberships where ${ofBatch(realm, batch)}
        union all select person_id from people_posts where ${ofBatch(realm, batch)})
      for update`,
  )

/** Organisations that still have members or posts. */
export const inUse = async (tx: Db, realm: number, organisations: number[]): Promise<number[]> =>
  (
    await many(
      tx,
      sql<{ id: number }>`select distinct organisation_id id from people_memberships where realm_id = ${realm} and organisation_id = any(${organisations}::bigint[])
        union select organisation_id from people_posts where realm_id = ${realm} and organisation_id = any(${organisations}::bigint[])`,
    )
  ).map(({ id }) => id)

export const organisationsOfBatch = async (tx: Db, realm: number, batch: number, changed: number[]): Promise<number[]> =>
  (
    await many(
      tx,
      sql<{ id: number }>`select distinct organisation_id id from people_memberships
        where ${ofBatch(realm, batch)} or (realm_id = ${realm} and person_id = any(${changed}::bigint[]))`,
    )
  ).map(({ id }) => id)

export async function deleteBatch(tx: Db, realm: number, batch: number): Promise<void> {
  await run(tx, sql`delete from people_posts where ${ofBatch(realm, batch)}`)
  await run(tx, sql`delete from people_memberships where ${ofBatch(realm, batch)}`)
  await run(tx, sql`delete from people_persons where ${ofBatch(realm, batch)}`)
}

export const deleteStatuses = (tx: Db, realm: number, ids: number[]): Promise<number> =>
  run(tx, sql`delete from people_statuses where realm_id = ${realm} and id = any(${ids}::bigint[])`)

export const savePaths = (tx: Db, realm: number, rows: { id: number; paths: unknown }[]): Promise<number> =>
  run(
    tx,
    sql`update people_persons p set paths = r.paths from jsonb_populate_recordset(null::people_persons, ${JSON.stringify(rows)}::jsonb) r
      where p.realm_id = ${realm} and p.id = r.id`,
  )
