import { sql } from 'kysely'
import { run, type Db } from '#base/sql.ts'

/** A tree moved: the groups of its organisations and what was told them stay with them. */
export async function moveHooks(tx: Db, realm: number, from: string, to: string): Promise<void> {
  for (const table of ['notices_hooks', 'notices_deliveries']) {
    await run(
      tx,
      sql`update ${sql.table(table)} set path = ${to} || substr(path, ${from.length + 1}::int)
        where realm_id = ${realm} and path >= ${from} and path < ${`${from}~`}`,
    )
  }
}
