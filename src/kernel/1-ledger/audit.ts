import { createHash } from 'node:crypto'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { unseal, type Keys } from '#base/seal.ts'
import type { Audit } from '#database/backup/contents.ts'
import { secretPlace } from '#ledger/act.ts'

const hasLedger = async (client: pg.Client): Promise<boolean> =>
  (await client.query<{ there: boolean }>("select to_regclass('public.ledger_entries') is not null as there")).rows[0]!.there

// The leaf is ['v1', kind, reference, revision, time, seat, commitment, previous leaf]; see act.ts
const faulty = `select count(*)::int as n from (
    select e.*, encode(lag(leaf_hash) over (partition by realm_id, ref_kind, ref_id order by revision), 'hex') as previous,
      case when leaf_hash = sha256('\\x00'::bytea || body) then convert_from(body, 'UTF8')::jsonb end as leaf
    from ledger_entries e) found
  where leaf is null or leaf->>1 <> kind or leaf->>2 <> ref_kind || ':' || ref_id or (leaf->>3)::int <> revision
    or (leaf->>4)::timestamptz <> recorded_at or leaf->>5 <> doer_seat::text or leaf->>7 is distinct from previous`

/**
 * Reads every entry as the owner: how many, a digest over all leaves in order, and how many are not what their hash, their
 * columns and the entry before them say. A backup carries the result; a restored copy must give the same.
 */
export async function auditLedger(client: pg.Client): Promise<Audit> {
  if (!(await hasLedger(client))) return { entries: 0, digest: '', faults: 0 }
  const hash = createHash('sha256')
  const leaves = copyTo("copy (select realm_id, id, encode(leaf_hash, 'hex') from ledger_entries order by 1, 2) to stdout")
  for await (const chunk of client.query(leaves)) hash.update(chunk as Buffer)
  const { rows } = await client.query<{ n: number }>(faulty)
  return { entries: leaves.rowCount, digest: hash.digest('hex'), faults: rows[0]!.n }
}

/** Whether the keys open what was sealed last; true while nothing is. */
export async function opensLedger(client: pg.Client, keys: Keys): Promise<boolean> {
  if (!(await hasLedger(client))) return true
  const { rows } = await client.query<{ act_id: string; payload: Buffer }>(
    `select e.act_id, s.payload from ledger_secrets s join ledger_entries e on e.realm_id = s.realm_id and e.id = s.entry_id
      order by s.realm_id desc, s.entry_id desc limit 1`,
  )
  try {
    for (const { act_id, payload } of rows) unseal(keys, secretPlace(act_id), payload)
    return true
  } catch {
    return false
  }
}
