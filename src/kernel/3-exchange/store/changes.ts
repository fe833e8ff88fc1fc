import { sql } from 'kysely'
import { place, seal, unseal, type Keys } from '#base/seal.ts'
import { many, run, type Db } from '#base/sql.ts'
import type { Change } from '#exchange/kind.ts'
import type { Batch } from '#exchange/store/batches.ts'

type Of = Pick<Batch, 'realm_id' | 'id' | 'path'>

const sealedAt = (batch: Of, change: { what: string; ref: string }) =>
  place('exchange_changes', 'body', `${batch.id}/${change.what}/${change.ref}`)

export async function insertChanges(tx: Db, keys: Keys, batch: Of, changes: Change[]): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map(({ what, ref, before }) => ({
    what,
    ref,
    body: seal(keys, sealedAt(batch, { what, ref }), JSON.stringify(before)).toString('base64'),
  }))
  await run(
    tx,
    sql`insert into exchange_changes (realm_id, batch_id, path, what, ref, body)
      select ${batch.realm_id}::bigint, ${batch.id}::bigint, ${batch.path}, what, ref, decode(body, 'base64')
      from json_to_recordset(${JSON.stringify(rows)}::json) as r(what text, ref text, body text)`,
  )
}

export async function changesOf(tx: Db, keys: Keys, batch: Of, what: string): Promise<Change[]> {
  const rows = await many(
    tx,
    sql<{ ref: string; body: Buffer }>`select ref, body from exchange_changes
      where realm_id = ${batch.realm_id} and batch_id = ${batch.id} and what = ${what} order by id desc`,
  )
  return rows.map(({ ref, body }) => ({ what, ref, before: JSON.parse(unseal(keys, sealedAt(batch, { what, ref }), body)) as unknown }))
}

export const deleteChanges = (tx: Db, batch: Of): Promise<number> =>
  run(tx, sql`delete from exchange_changes where realm_id = ${batch.realm_id} and batch_id = ${batch.id}`)
