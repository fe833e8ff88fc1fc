import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { maybe, run, type Db } from '#base/sql.ts'

export const realmByPublicId = async (db: Db, publicId: string): Promise<number | null> =>
  (await maybe(db, sql<{ id: number }>`select id from realms where public_id = ${publicId}`))?.id ?? null

/**
 * Opens a realm; its first organisation is founded by whoever opens it. The id of the act that opens it may be its own:
 * then a retry finds the realm of the first try.
 */
export async function newRealm(db: Db, name: string, kind: 'own' | 'sample', now: Date, publicId: string = newId()): Promise<number> {
  await run(
    db,
    sql`insert into realms (public_id, name, kind, opened_at) values (${publicId}, ${name}, ${kind}, ${now}) on conflict (public_id) do nothing`,
  )
  return (await realmByPublicId(db, publicId))!
}

export const nameRealm = (db: Db, realm: number, name: string): Promise<number> =>
  run(db, sql`update realms set name = ${name} where id = ${realm} and name <> ${name}`)
