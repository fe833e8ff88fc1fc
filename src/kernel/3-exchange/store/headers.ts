import { sql } from 'kysely'
import { sha256 } from '#base/seal.ts'
import { maybe, run, type Db } from '#base/sql.ts'

/** How a sheet with this header was mapped the last time a person corrected or committed one. */
export const rememberedMapping = async (tx: Db, realm: number, kind: string, signature: string): Promise<Record<number, string> | null> =>
  (await maybe(
    tx,
    sql<{ mapping: Record<number, string> }>`select mapping from exchange_headers
      where realm_id = ${realm} and kind = ${kind} and signature = ${sha256(signature)}`,
  ))?.mapping ?? null

export async function rememberMapping(
  tx: Db, realm: number, header: { kind: string; signature: string }, mapping: Record<number, string>, now: Date,
): Promise<void> {
  if (header.signature === '') return
  await run(
    tx,
    sql`insert into exchange_headers (realm_id, kind, signature, mapping, used_at)
      values (${realm}, ${header.kind}, ${sha256(header.signature)}, ${JSON.stringify(mapping)}::jsonb, ${now})
      on conflict (realm_id, kind, signature) do update set mapping = excluded.mapping, used_at = excluded.used_at`,
  )
}
