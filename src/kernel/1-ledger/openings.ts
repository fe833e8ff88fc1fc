import { createHmac } from 'node:crypto'
import type pg from 'pg'
import { unseal, type Keys } from '#base/seal.ts'
import { secretPlace } from '#ledger/act.ts'

interface Row {
  realm_id: string
  id: string
  act_id: string
  commitment: string
  salt: Buffer | null
  payload: Buffer | null
}

const page = `select e.realm_id::text, e.id::text, e.act_id, convert_from(e.body, 'UTF8')::jsonb->>6 as commitment, s.salt, s.payload
  from ledger_entries e left join ledger_secrets s on s.realm_id = e.realm_id and s.entry_id = e.id
  where (e.realm_id, e.id) > ($1::bigint, $2::bigint) order by e.realm_id, e.id limit 2000`

export interface Openings {
  opened: number
  /** erased on purpose, as the law may demand: the leaf stays */
  erased: number
  /** acts whose content is not what was committed to */
  faults: string[]
}

/** Opens what every entry committed to and makes its commitment anew. */
export async function openEntries(client: pg.Client, keys: Keys): Promise<Openings> {
  const found: Openings = { opened: 0, erased: 0, faults: [] }
  for (let [realm, id] = ['-1', '-1']; ; ) {
    const { rows } = await client.query<Row>(page, [realm, id])
    for (const row of rows) judge(row, keys, found)
    const last = rows.at(-1)
    if (!last) return found
    ;[realm, id] = [last.realm_id, last.id]
  }
}

function judge({ act_id: act, commitment, salt, payload }: Row, keys: Keys, found: Openings): void {
  if (!salt || !payload) found.erased++
  else if (commitmentOf(keys, act, salt, payload) === commitment) found.opened++
  else found.faults.push(act)
}

function commitmentOf(keys: Keys, act: string, salt: Buffer, payload: Buffer): string | null {
  try {
    return createHmac('sha256', salt).update(unseal(keys, secretPlace(act), payload)).digest('hex')
  } catch {
    return null
  }
}
