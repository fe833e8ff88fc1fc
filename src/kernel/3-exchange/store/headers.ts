import { sql } from 'kysely'
import { sha256 } from '#base/seal.ts'
import { maybe, run, type Db } from '#base/sql.ts'

/** The first of some headers that a person has corrected before, and how. */
export async function rememberedMapping(
  tx: Db, realm: number, kinds: string[], signatures: string[],
): Promise<{ kind: string; signature: string; mapping: Record<number, string> } | null> {
  const wanted = signatures.filter((signature) => signature !== '').map((signature) => ({ signature, hash: sha256(signature) }))
  if (wanted.length === 0) return null
  const found = await maybe(
    tx,
    sql<{ kind: string; signature: Buffer; mapping: Record<number, string> }>`select h.kind, h.signature, h.mapping
      from exchange_headers h join unnest(${wanted.map(({ hash }) => hash)}::bytea[]) with ordinality w(signature, n) on w.signature = h.signature
      where h.realm_id = ${realm} and h.kind = any(${kinds}::text[]) order by w.n, h.used_at desc limit 1`,
  )
  return found && { ...found, signature: wanted.find(({ hash }) => hash.equals(found.signature))!.signature }
}

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
