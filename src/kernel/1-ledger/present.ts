import { dayAt, daysBetween } from '#base/day.ts'
import type { Keys } from '#base/seal.ts'
import type { Db } from '#base/sql.ts'
import type { Ref } from '#ledger/act.ts'
import type { LedgerEntry } from '#ledger/contract.ts'
import { historyOf } from '#ledger/store.ts'

/** Later than this after the day it happened, an entry is shown as 补录 (security.md L-12). */
export const lateAfterDays = 7

type ActWords = Readonly<Record<string, (payload: Record<string, unknown>) => string>>

/** The history of a thing as a person reads it; acts of other modules keep their kind as words. */
export async function presentEntries(tx: Db, keys: Keys, realm: number, ref: Ref, words: ActWords): Promise<LedgerEntry[]> {
  return (await historyOf(tx, keys, realm, ref)).map((row) => ({
    act: row.act_id,
    kind: row.kind,
    words: words[row.kind]?.((row.payload ?? {}) as Record<string, unknown>) ?? row.kind,
    occurredOn: row.occurred_on,
    recordedAt: row.recorded_at.toISOString(),
    late: daysBetween(row.occurred_on, dayAt(row.recorded_at)) > lateAfterDays,
    doer: row.doer_name,
    post: row.doer_post,
  }))
}
