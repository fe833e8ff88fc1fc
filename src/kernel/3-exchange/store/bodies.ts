import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { recordset } from '#base/recordset.ts'
import { place, seal, unseal, type Keys } from '#base/seal.ts'
import { many, run, type Db } from '#base/sql.ts'
import type { Cell } from '#exchange/read/cell.ts'
import type { RowReading } from '#exchange/columns.ts'
import type { Difference, RowFault } from '#exchange/kind.ts'
import type { Batch } from '#exchange/store/batches.ts'

/** What a row says, sealed: sheets hold ID numbers. */
export interface Body {
  cells: Cell[]
  /** what was typed over the sheet's cells */
  typed?: Record<string, string>
  values: Record<string, unknown>
  notes: RowReading['notes']
  faults: RowFault[]
  differences: Difference[]
}

/** A row's number and what it says. */
type Said = Pick<{ seq: number; body: Body }, 'seq' | 'body'>

/** so many rows are sealed together */
export const rowsTogether = 50
/** so many are opened at one stretch */
const bodiesAtOnce = 4
const numberOf = (seq: number): number => Math.floor((seq - 1) / rowsTogether)

const sealedAt = (batch: Batch, no: number) => place('exchange_bodies', 'body', `${batch.id}/${no}`)
const mine = (batch: Batch) => sql`realm_id = ${batch.realm_id} and batch_id = ${batch.id}`

type Pairs = [seq: number, body: Body][]

const openBody = (keys: Keys, batch: Batch, no: number, sealed: Buffer): Map<number, Body> =>
  new Map(JSON.parse(unseal(keys, sealedAt(batch, no), sealed)) as Pairs)

async function put(tx: Db, keys: Keys, batch: Batch, bodies: Map<number, Pairs>): Promise<void> {
  if (bodies.size === 0) return
  const rows = [...bodies].map(([no, pairs]) => ({ no, body: seal(keys, sealedAt(batch, no), JSON.stringify(pairs)) }))
  await run(
    tx,
    sql`insert into exchange_bodies (realm_id, batch_id, path, no, body)
      select ${batch.realm_id}::bigint, ${batch.id}::bigint, ${batch.path}, r.no, r.body from ${recordset(rows, { no: 'int', body: 'bytea' })}
      on conflict (realm_id, batch_id, no) do update set body = excluded.body`,
  )
}

const together = (rows: readonly Said[]): Map<number, Pairs> =>
  new Map([...Map.groupBy(rows, ({ seq }) => numberOf(seq))].map(([no, said]) => [no, said.map(({ seq, body }): Pairs[number] => [seq, body])]))

/** New rows, whole bodies at a time. */
export const insertBodies = (tx: Db, keys: Keys, batch: Batch, rows: readonly Said[]): Promise<void> => put(tx, keys, batch, together(rows))

/** Rows that were stored before and say something else now. */
export async function saveBodies(tx: Db, keys: Keys, batch: Batch, rows: readonly Said[]): Promise<void> {
  const changed = together(rows)
  for (const [no, held] of await bodiesOf(tx, keys, batch, [...changed.keys()])) {
    for (const [seq, body] of changed.get(no)!) held.set(seq, body)
    changed.set(no, [...held])
  }
  await put(tx, keys, batch, changed)
}

async function bodiesOf(tx: Db, keys: Keys, batch: Batch, numbers: number[]): Promise<[number, Map<number, Body>][]> {
  const rows = await many(
    tx,
    sql<{ no: number; body: Buffer }>`select no, body from exchange_bodies where ${mine(batch)} and no = any(${numbers}::int[]) for update`,
  )
  return rows.map(({ no, body }) => [no, openBody(keys, batch, no, body)])
}

/** Forgets what all rows say but these. */
export async function keepBodies(tx: Db, keys: Keys, batch: Batch, seqs: readonly number[]): Promise<void> {
  const kept = [...new Set(seqs.map(numberOf))]
  await run(tx, sql`delete from exchange_bodies where ${mine(batch)} and no <> all(${kept}::int[])`)
  const wanted = new Set(seqs)
  for (let at = 0; at < kept.length; at += 20) {
    const bodies = await bodiesOf(tx, keys, batch, kept.slice(at, at + 20))
    await put(tx, keys, batch, new Map(bodies.map(([no, held]) => [no, [...held].filter(([seq]) => wanted.has(seq))])))
  }
}

/** What the rows of some numbers say, by number and row. */
export async function openBodies(tx: Db, keys: Keys, batch: Batch, numbers: number[]): Promise<Map<number, Map<number, Body>>> {
  if (numbers.length === 0) return new Map()
  const rows = await many(
    tx,
    sql<{ no: number; body: Buffer }>`select no, body from exchange_bodies where ${mine(batch)} and no = any(${numbers}::int[])`,
  )
  const opened = new Map<number, Map<number, Body>>()
  for (const { no, body } of rows) {
    opened.set(no, openBody(keys, batch, no, body))
    // others wait meanwhile
    if (opened.size % bodiesAtOnce === 0) await setImmediate()
  }
  return opened
}

export const deleteBodies = (tx: Db, batch: Batch): Promise<number> => run(tx, sql`delete from exchange_bodies where ${mine(batch)}`)
