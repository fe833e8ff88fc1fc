import { dayAt, daysBetween } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import type { Ref } from '#ledger/act.ts'
import type { LedgerEntry } from '#ledger/contract.ts'
import { historyOf } from '#ledger/store.ts'

/** Later than this after the day it happened, an entry is shown as 补录 (security.md L-12). */
export const lateAfterDays = 7

/** The history of a thing as a person reads it: acts of every module that concerned it. */
export async function presentEntries(tx: Db, world: World, realm: number, ...refs: Ref[]): Promise<LedgerEntry[]> {
  return (await historyOf(tx, world.keys, realm, ...refs)).map((row) => ({
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
