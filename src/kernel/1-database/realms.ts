import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { one, type Db } from '#base/sql.ts'

/** Opens a realm; its first organisation is founded by whoever opens it. */
export const newRealm = async (db: Db, name: string, kind: 'own' | 'sample', now: Date): Promise<number> =>
  (
    await one(
      db,
      sql<{ id: number }>`insert into realms (public_id, name, kind, opened_at) values (${newId()}, ${name}, ${kind}, ${now}) returning id`,
    )
  ).id
