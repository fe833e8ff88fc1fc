import { sql } from 'kysely'
import { many, type Db } from '#base/sql.ts'

/** Acts that do not count: kinds that change nothing, and acts on things that were themselves taken back. */
export interface Ignored {
  kinds: string[]
  refs: string[]
}

/** Which of some things an act later than an entry concerned, in the order asked. */
export const touchedAfter = async (
  tx: Db, realm: number, asked: { kind: string; ids: string[]; entry: number }, ignored: Ignored,
): Promise<string[]> =>
  (
    await many(
      tx,
      sql<{ id: string }>`select distinct t.ref_id id from ledger_touches t
        join ledger_entries e on e.realm_id = t.realm_id and e.id = t.entry_id
        where t.realm_id = ${realm} and t.ref_kind = ${asked.kind} and t.ref_id = any(${asked.ids}::uuid[]) and t.entry_id > ${asked.entry}
          and e.kind <> all(${ignored.kinds}::text[]) and e.ref_id <> all(${ignored.refs}::uuid[])`,
    )
  ).map(({ id }) => id)

/** The entry of an act */
export const entryOfAct = async (tx: Db, realm: number, act: string): Promise<number | null> =>
  (await many(tx, sql<{ id: number }>`select id from ledger_entries where realm_id = ${realm} and act_id = ${act}`))[0]?.id ?? null
