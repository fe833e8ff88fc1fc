import { sql } from 'kysely'
import { run, type Db } from '#base/sql.ts'

/** Tables of imports that keep the path of the organisation imported into. */
const tables = ['exchange_batches', 'exchange_rows', 'exchange_places', 'exchange_changes']

/** A tree moved: imports stay with the organisation they were made for. */
export async function moveImports(tx: Db, realm: number, from: string, to: string): Promise<void> {
  for (const table of tables) {
    await run(
      tx,
      sql`update ${sql.table(table)} set path = ${to} || substr(path, ${from.length + 1}::int)
        where realm_id = ${realm} and path >= ${from} and path < ${`${from}~`}`,
    )
  }
}
