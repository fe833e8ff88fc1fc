import { sql } from 'kysely'
import { many, run, type Db } from '#base/sql.ts'

/** Where a person's name stands with its pinyin. */
export const spelledNames = ['people_persons', 'people_memberships', 'people_transfers'] as const
type Table = (typeof spelledNames)[number]

/** Names of more than one character whose key has no blank. */
export const unspelled = (tx: Db, table: Table, realm: number, after: number, limit: number): Promise<{ id: number; name: string; name_key: string }[]> =>
  many(
    tx,
    sql<{ id: number; name: string; name_key: string }>`select id, name, name_key from ${sql.table(table)}
      where realm_id = ${realm} and id > ${after} and strpos(name_key, ' ') = 0 and char_length(name) > 1 order by id limit ${limit}`,
  )

export const saveSpellings = (tx: Db, table: Table, realm: number, rows: { id: number; key: string }[]): Promise<number> =>
  run(
    tx,
    sql`update ${sql.table(table)} t set name_key = r.key from json_to_recordset(${JSON.stringify(rows)}::json) as r(id bigint, key text)
      where t.realm_id = ${realm} and t.id = r.id`,
  )
