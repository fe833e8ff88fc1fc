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

/** how far back a history is told */
const most = 100

/** The history of a thing, newest first, as far as the transaction's reach lets it be seen; also of what it came with. */
export async function historyOf(tx: Db, keys: Keys, realm: number, refs: readonly Ref[], limit = most): Promise<Entry[]> {
  const rows = await many(
    tx,
    sql<Omit<Entry, 'payload'> & { payload: Buffer | null }>`
      select e.act_id, e.kind, e.revision, e.occurred_on, e.recorded_at, e.clock_at, e.doer_name, e.doer_post, s.payload
      from (select distinct t.entry_id from unnest(${refs.map(({ kind }) => kind)}::text[], ${refs.map(({ id }) => id)}::uuid[]) r(kind, id)
        join ledger_touches t on t.realm_id = ${realm} and t.ref_kind = r.kind and t.ref_id = r.id) t
      join ledger_entries e on e.realm_id = ${realm} and e.id = t.entry_id
      left join ledger_secrets s on s.realm_id = e.realm_id and s.entry_id = e.id
      order by e.id desc limit ${limit}`,
  )
  return rows.map((row) => ({ ...row, payload: row.payload ? (JSON.parse(unseal(keys, secretPlace(row.act_id), row.payload)) as unknown) : null }))
}
