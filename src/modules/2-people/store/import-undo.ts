import { sql } from 'kysely'
import { many, run, type Db } from '#base/sql.ts'

/* What one batch wrote, and how it is taken back. */

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
  await run(
    tx,
    sql`delete from people_statuses where realm_id = ${realm} and membership_id in (select id from people_memberships where ${ofBatch(realm, batch)})`,
  )
  await run(tx, sql`delete from people_memberships where ${ofBatch(realm, batch)}`)
  await run(tx, sql`delete from people_persons where ${ofBatch(realm, batch)}`)
}

export const deleteStatuses = (tx: Db, realm: number, memberships: number[], ids: number[]): Promise<number> =>
  run(tx, sql`delete from people_statuses where realm_id = ${realm} and membership_id = any(${memberships}::bigint[]) and id = any(${ids}::bigint[])`)

export const savePaths = (tx: Db, realm: number, rows: { id: number; paths: unknown }[]): Promise<number> =>
  run(
    tx,
    sql`update people_persons p set paths = r.paths from jsonb_populate_recordset(null::people_persons, ${JSON.stringify(rows)}::jsonb) r
      where p.realm_id = ${realm} and p.id = r.id`,
  )
