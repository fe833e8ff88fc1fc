import { dayAt, daysBetween } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import type { Ref } from '#ledger/act.ts'
import type { LedgerEntry } from '#ledger/contract.ts'
import { historyOf } from '#ledger/store.ts'

/** Later than this after the day it happened, an entry is shown as 补录 (security.md L-12). */
export const lateAfterDays = 7

/** An act with what it carried: for saying where a value came from. Never answered as it is. */
export interface ActHeld {
  kind: string
  words: string
  payload: Record<string, unknown>
  doer: string
  post: string
  on: string
}

/** The acts that concerned a thing, or brought it, oldest first. */
export async function actsOn(tx: Db, world: World, realm: number, refs: readonly Ref[], limit = 1_000): Promise<ActHeld[]> {
  const rows = await historyOf(tx, world.keys, realm, refs, limit)
  return rows.toReversed().map((row) => {
    const payload = (row.payload ?? {}) as Record<string, unknown>
    const { kind, doer_name: doer, doer_post: post } = row
    return { kind, words: world.actWords(kind, payload), payload, doer, post, on: dayAt(row.recorded_at) }
  })
}

/** The history of a thing as a person reads it: acts of every module that concerned it. */
export async function presentEntries(tx: Db, world: World, realm: number, ...refs: Ref[]): Promise<LedgerEntry[]> {
  return (await historyOf(tx, world.keys, realm, refs)).map((row) => ({
    act: row.act_id,
    kind: row.kind,
    words: world.actWords(row.kind, (row.payload ?? {}) as Record<string, unknown>),
    occurredOn: row.occurred_on,
    recordedAt: row.recorded_at.toISOString(),
    clock: row.clock_at?.toISOString() ?? null,
    late: daysBetween(row.occurred_on, dayAt(row.recorded_at)) > lateAfterDays,
    doer: row.doer_name,
    post: row.doer_post,
  }))
}
