import { sql } from 'kysely'
import { refuse, Refusal, type Facts } from '#base/decision.ts'
import { unseal } from '#base/seal.ts'
import { maybe, type Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import { secretPlace, type Doer, type Ref } from '#ledger/act.ts'

/** An act's input as an action takes it: whoever looked at the thing first says which version was seen. */
export type Seen<I extends { version: number }> = Omit<I, 'version'> & { version?: number | undefined }

export interface Versions {
  held: number
  /** undefined: jobs and imports, which overwrite nothing that a person was looking at */
  seen: number | undefined
  /** kinds of act that overwrite such a thing; the last of them is told */
  by: readonly string[]
}

/** Refuses a change to a thing that somebody else changed since it was opened, and says who, when and what. */
export async function mustBeSeen(tx: Db, world: World, doer: Doer, ref: Ref, { held, seen, by }: Versions): Promise<void> {
  if (seen === undefined || seen === held) return
  const last = await lastChange(tx, world, doer.realm, ref, by)
  throw new Refusal(refuse('ledger.changed-meanwhile', { version: held, ...last }))
}

interface Row {
  act_id: string
  kind: string
  recorded_at: Date
  doer_name: string
  doer_post: string
  payload: Buffer | null
}

/** Only what the doer may read: a change from beyond the reach is told without its doer. */
async function lastChange(tx: Db, world: World, realm: number, ref: Ref, kinds: readonly string[]): Promise<Facts> {
  const row = await maybe(
    tx,
    sql<Row>`select e.act_id, e.kind, e.recorded_at, e.doer_name, e.doer_post, s.payload from ledger_touches t
      join ledger_entries e on e.realm_id = t.realm_id and e.id = t.entry_id
      left join ledger_secrets s on s.realm_id = e.realm_id and s.entry_id = e.id
      where t.realm_id = ${realm} and t.ref_kind = ${ref.kind} and t.ref_id = ${ref.id} and e.kind = any(${[...kinds]}::text[])
      order by e.id desc limit 1`,
  )
  if (!row) return {}
  const payload = row.payload ? (JSON.parse(unseal(world.keys, secretPlace(row.act_id), row.payload)) as Record<string, unknown>) : {}
  return { by: row.doer_name, post: row.doer_post, at: row.recorded_at.toISOString(), what: world.actWords(row.kind, payload) }
}
