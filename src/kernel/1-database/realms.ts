import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { one, run, type Db } from '#base/sql.ts'

/** The number a realm will have, for the transaction that opens it. */
export const drawRealm = async (db: Db): Promise<number> =>
  (await one(db, sql<{ id: number }>`select nextval(pg_get_serial_sequence('realms', 'id')) id`)).id

/** Opens a realm under a number drawn before; its first organisation is founded by whoever opens it. */
export const insertRealm = (db: Db, id: number, name: string, kind: 'own' | 'sample', now: Date): Promise<number> =>
  run(db, sql`insert into realms (id, public_id, name, kind, opened_at) values (${id}, ${newId()}, ${name}, ${kind}, ${now})`)

/** Opens a realm that stands by itself. */
export async function newRealm(db: Db, name: string, kind: 'own' | 'sample', now: Date): Promise<number> {
  const id = await drawRealm(db)
  await insertRealm(db, id, name, kind, now)
  return id
}
