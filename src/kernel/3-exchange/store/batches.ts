import { sql } from 'kysely'
import { many, maybe, one, run, type Db } from '#base/sql.ts'
import { visible } from '#access/visible.ts'
import type { Counts, SheetView, State, Verdict } from '#exchange/contract.ts'

export interface Sure {
  score: number
  by: 'header' | 'content' | 'remembered' | 'chosen'
}

export interface Batch {
  realm_id: number
  id: number
  public_id: string
  kind: string | null
  account_id: number
  doer_name: string
  organisation_id: string
  organisation_name: string
  path: string
  file_name: string
  size: number
  state: State
  sheets: SheetView[]
  mapping: Record<number, string> | null
  headers: string[]
  sure: Record<number, Sure>
  confidence: number
  remembered: boolean
  counts: Partial<Counts>
  fault: string | null
  made_at: Date
  done_at: Date | null
  commit_act: string | null
  undo_act: string | null
}

const columns = sql.raw(`b.realm_id, b.id, b.public_id, b.kind, b.account_id, b.doer_name, b.organisation_id, b.organisation_name, b.path,
  b.file_name, b.size, b.state, b.sheets, b.mapping, b.headers, b.sure, b.confidence, b.remembered, b.counts, b.fault, b.made_at,
  b.done_at, b.commit_act, b.undo_act`)

export type NewBatch = Pick<
  Batch,
  'realm_id' | 'public_id' | 'kind' | 'account_id' | 'doer_name' | 'organisation_id' | 'organisation_name' | 'path' | 'file_name' | 'size' | 'made_at'
>

export const insertBatch = (tx: Db, made: NewBatch): Promise<Batch> =>
  one(
    tx,
    sql<Batch>`insert into exchange_batches as b (realm_id, public_id, kind, account_id, doer_name, organisation_id, organisation_name, path,
        file_name, size, state, made_at)
      values (${made.realm_id}, ${made.public_id}, ${made.kind}, ${made.account_id}, ${made.doer_name}, ${made.organisation_id},
        ${made.organisation_name}, ${made.path}, ${made.file_name}, ${made.size}, 'reading', ${made.made_at})
      returning ${columns}`,
  )

export const batchByPublicId = (tx: Db, realm: number, publicId: string): Promise<Batch | null> =>
  maybe(tx, sql<Batch>`select ${columns} from exchange_batches b where b.realm_id = ${realm} and b.public_id = ${publicId}`)

export const publicIdsOf = async (tx: Db, realm: number, id: number): Promise<string[]> =>
  (await many(tx, sql<{ public_id: string }>`select public_id from exchange_batches where realm_id = ${realm} and id = ${id}`)).map((row) => row.public_id)

/** Locks the row: two acts on one batch follow each other. */
export const batchForChange = (tx: Db, realm: number, publicId: string): Promise<Batch | null> =>
  maybe(tx, sql<Batch>`select ${columns} from exchange_batches b where b.realm_id = ${realm} and b.public_id = ${publicId} for update`)

const unfinished = sql`(b.state in ('reading', 'mapping', 'checking', 'ready', 'committing'))`

export const batchesSeen = (tx: Db, realm: number, reach: readonly string[], open: boolean, before: number | null, limit: number) =>
  many(
    tx,
    sql<Batch>`select ${columns} from exchange_batches b where b.realm_id = ${realm} and ${visible(reach, sql`b.path`)}
      and (${!open} or ${unfinished}) and (${before}::bigint is null or b.id < ${before}) order by b.id desc limit ${limit}`,
  )

export const countOpen = async (tx: Db, realm: number, accountId: number): Promise<number> =>
  (
    await one(
      tx,
      sql<{ n: number }>`select count(*)::int n from exchange_batches b where b.realm_id = ${realm} and b.account_id = ${accountId} and ${unfinished}`,
    )
  ).n

export const unfinishedBefore = (tx: Db, realm: number, before: Date): Promise<Batch[]> =>
  many(tx, sql<Batch>`select ${columns} from exchange_batches b where b.realm_id = ${realm} and b.made_at < ${before} and ${unfinished}`)

export const saveState = (tx: Db, batch: Batch, state: State, fault: string | null = null): Promise<number> =>
  run(tx, sql`update exchange_batches set state = ${state}, fault = ${fault} where realm_id = ${batch.realm_id} and id = ${batch.id}`)

export interface Plan {
  kind: string
  mapping: Record<number, string>
  headers: string[]
  sure: Record<number, Sure>
  confidence: number
  remembered: boolean
}

export const savePlan = (tx: Db, batch: Batch, plan: Plan | null): Promise<number> =>
  run(
    tx,
    sql`update exchange_batches set kind = coalesce(${plan?.kind ?? null}, kind), mapping = ${plan ? JSON.stringify(plan.mapping) : null}::jsonb,
        headers = ${JSON.stringify(plan?.headers ?? [])}::jsonb, sure = ${JSON.stringify(plan?.sure ?? {})}::jsonb,
        confidence = ${plan?.confidence ?? 0}, remembered = ${plan?.remembered ?? false}
      where realm_id = ${batch.realm_id} and id = ${batch.id}`,
  )

export const saveSheets = (tx: Db, batch: Batch, sheets: SheetView[], sample: Buffer): Promise<number> =>
  run(
    tx,
    sql`update exchange_batches set sheets = ${JSON.stringify(sheets)}::jsonb, sample = ${sample}
      where realm_id = ${batch.realm_id} and id = ${batch.id}`,
  )

export const sampleOf = async (tx: Db, batch: Batch): Promise<Buffer | null> =>
  (await one(tx, sql<{ sample: Buffer | null }>`select sample from exchange_batches where realm_id = ${batch.realm_id} and id = ${batch.id}`)).sample

export const saveDone = (tx: Db, batch: Batch, act: string, now: Date): Promise<number> =>
  run(
    tx,
    sql`update exchange_batches set state = 'done', commit_act = ${act}, done_at = ${now}, sample = null
      where realm_id = ${batch.realm_id} and id = ${batch.id}`,
  )

export const saveUndone = (tx: Db, batch: Batch, act: string): Promise<number> =>
  run(tx, sql`update exchange_batches set state = 'undone', undo_act = ${act} where realm_id = ${batch.realm_id} and id = ${batch.id}`)

/** Everything that came out of the sheet; the batch itself stays, as a line in the list. */
export async function forgetContents(tx: Db, batch: Batch): Promise<void> {
  const mine = sql`realm_id = ${batch.realm_id} and batch_id = ${batch.id}`
  await run(tx, sql`delete from exchange_rows where ${mine}`)
  await run(tx, sql`delete from exchange_bodies where ${mine}`)
  await run(tx, sql`delete from exchange_places where ${mine}`)
  await run(tx, sql`update exchange_batches set sample = null where realm_id = ${batch.realm_id} and id = ${batch.id}`)
}

/**
 * Counts the rows anew and keeps the numbers with the batch. In three plain steps: one statement over both tables is
 * planned as a nested loop while the planner knows nothing of freshly filled tables.
 */
export async function recountBatch(tx: Db, batch: Batch): Promise<Counts> {
  const mine = sql`realm_id = ${batch.realm_id} and batch_id = ${batch.id}`
  const rows = await many(
    tx,
    sql<Tally>`select verdict, place_no as place, count(*)::int n,
        count(*) filter (where verdict = 'conflict' and decision is null)::int undecided,
        count(*) filter (where verdict = 'conflict' and decision = 'take')::int take from exchange_rows where ${mine} group by 1, 2`,
  )
  const places = await many(tx, sql<Named>`select no, organisation_id is not null known,
      founding ->> 'kind' || ' ' || (founding ->> 'parent') || ' ' || (founding ->> 'name') founding from exchange_places where ${mine}`)
  const counts = countsOf(rows, places)
  await run(tx, sql`update exchange_batches set counts = ${JSON.stringify(counts)}::jsonb where realm_id = ${batch.realm_id} and id = ${batch.id}`)
  return counts
}

interface Tally {
  verdict: Verdict
  place: number | null
  n: number
  undecided: number
  take: number
}

interface Named {
  no: number
  known: boolean
  /** what it founds, equal for names that found one organisation; null: nothing */
  founding: string | null
}

const written: ReadonlySet<Verdict> = new Set(['new', 'change', 'conflict'])

function countsOf(rows: Tally[], places: Named[]): Counts {
  const total = { new: 0, same: 0, change: 0, conflict: 0, fault: 0, skip: 0 }
  for (const { verdict, n } of rows) total[verdict] += n
  const named = new Set(rows.flatMap(({ verdict, place }) => (verdict === 'skip' || place === null ? [] : [place])))
  const used = places.filter(({ no }) => named.has(no))
  // a commit founds only what a row goes into: one left out founds nothing
  const filled = new Set(rows.flatMap(({ verdict, place }) => (written.has(verdict) ? [place] : [])))
  return {
    ...total,
    rows: Object.values(total).reduce((sum, n) => sum + n, 0) - total.skip,
    undecided: rows.reduce((sum, { undecided }) => sum + undecided, 0),
    take: rows.reduce((sum, { take }) => sum + take, 0),
    places: used.length,
    unknownPlaces: used.filter(({ known, founding }) => !known && founding === null).length,
    foundings: new Set(used.flatMap(({ no, founding }) => (founding !== null && filled.has(no) ? [founding] : []))).size,
  }
}

/** Nothing of a writing that broke off was kept; one that came through is `done` and stays so. */
export const saveNotWritten = (tx: Db, batch: Batch): Promise<number> =>
  run(tx, sql`update exchange_batches set state = 'ready' where realm_id = ${batch.realm_id} and id = ${batch.id} and state = 'committing'`)

/** A reading that broke off and told nobody; 0 when it came to an end meanwhile. */
export const saveNotRead = (tx: Db, batch: Batch, sentence: string): Promise<number> =>
  run(
    tx,
    sql`update exchange_batches set state = 'failed', fault = ${sentence}
      where realm_id = ${batch.realm_id} and id = ${batch.id} and state in ('reading', 'checking')`,
  )

/** Which of some imports are over: their uploads are needed no more. */
export const finishedOf = async (tx: Db, realm: number, publicIds: string[]): Promise<string[]> =>
  (
    await many(
      tx,
      sql<{ id: string }>`select b.public_id id from exchange_batches b
        where b.realm_id = ${realm} and b.public_id = any(${publicIds}::uuid[]) and not ${unfinished}`,
    )
  ).map(({ id }) => id)

/** Started long ago by a process that is no more: nothing of it can go on. */
export async function saveInterrupted(tx: Db, realm: number, sentence: string): Promise<number> {
  await run(tx, sql`update exchange_batches set state = 'ready' where realm_id = ${realm} and state = 'committing'`)
  return run(
    tx,
    sql`update exchange_batches set state = 'failed', fault = ${sentence} where realm_id = ${realm} and state in ('reading', 'checking')`,
  )
}

/** Sheets of imports that are over, left behind by a process that was killed before it could throw them away. */
export async function forgetLeftovers(tx: Db, realm: number): Promise<void> {
  const over = sql`select id from exchange_batches where realm_id = ${realm} and state in ('undone', 'failed', 'cancelled')`
  await run(tx, sql`delete from exchange_rows where realm_id = ${realm} and batch_id in (${over})`)
  await run(tx, sql`delete from exchange_places where realm_id = ${realm} and batch_id in (${over})`)
  await run(tx, sql`update exchange_batches set sample = null where realm_id = ${realm} and sample is not null and id in (${over})`)
}

/** Imports that were taken back: nothing builds on them. */
export const undoneBatches = async (tx: Db, realm: number): Promise<string[]> =>
  (await many(tx, sql<{ id: string }>`select public_id id from exchange_batches where realm_id = ${realm} and state = 'undone'`)).map(({ id }) => id)
