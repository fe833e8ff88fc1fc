import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { maybe, one, run, type Db } from '#base/sql.ts'

/** The number a realm will have, for the transaction that opens it. */
export const drawRealm = async (db: Db): Promise<number> =>
  (await one(db, sql<{ id: number }>`select nextval(pg_get_serial_sequence('realms', 'id')) id`)).id

/** Of an open realm; null for a number that was only drawn. */
export const realmPublicId = async (db: Db, id: number): Promise<string | null> =>
  (await maybe(db, sql<{ public_id: string }>`select public_id from realms where id = ${id}`))?.public_id ?? null

interface NewRealm {
  id: number
  name: string
  kind: 'own' | 'sample'
  /** the act that opens it */
  publicId: string
}

/** Opens a realm under a number drawn before; its first organisation is founded by whoever opens it. */
export const insertRealm = (db: Db, { id, name, kind, publicId }: NewRealm, now: Date): Promise<number> =>
  run(db, sql`insert into realms (id, public_id, name, kind, opened_at) values (${id}, ${publicId}, ${name}, ${kind}, ${now})`)

/** Opens a realm that stands by itself. */
export async function newRealm(db: Db, name: string, kind: 'own' | 'sample', now: Date): Promise<number> {
  const id = await drawRealm(db)
  await insertRealm(db, { id, name, kind, publicId: newId() }, now)
  return id
}
