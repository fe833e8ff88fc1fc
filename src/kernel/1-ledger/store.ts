import { sql } from 'kysely'
import { many, type Db } from '#base/sql.ts'
import { unseal, type Keys } from '#base/seal.ts'
import { secretPlace, type Ref } from '#ledger/act.ts'

export interface Entry {
  act_id: string
  kind: string
  revision: number
  occurred_on: string
  recorded_at: Date
  clock_at: Date | null
  doer_name: string
  doer_post: string
  payload: unknown
}

/** The history of one thing, newest first, as far as the transaction's reach lets it be seen. */
export async function historyOf(tx: Db, keys: Keys, realm: number, ref: Ref, limit = 100): Promise<Entry[]> {
  const rows = await many(
    tx,
    sql<Omit<Entry, 'payload'> & { payload: Buffer | null }>`
      select e.act_id, e.kind, e.revision, e.occurred_on, e.recorded_at, e.clock_at, e.doer_name, e.doer_post, s.payload
      from ledger_touches t
      join ledger_entries e on e.realm_id = t.realm_id and e.id = t.entry_id
      left join ledger_secrets s on s.realm_id = e.realm_id and s.entry_id = e.id
      where t.realm_id = ${realm} and t.ref_kind = ${ref.kind} and t.ref_id = ${ref.id}
      order by e.id desc limit ${limit}`,
  )
  return rows.map((row) => ({ ...row, payload: row.payload ? (JSON.parse(unseal(keys, secretPlace(row.act_id), row.payload)) as unknown) : null }))
}
