import { sql } from 'kysely'
import { recordset } from '#base/recordset.ts'
import type { Keys } from '#base/seal.ts'
import { all, many, run, type Db, type Sql } from '#base/sql.ts'
import type { Verdict } from '#exchange/contract.ts'
import type { RowFault } from '#exchange/kind.ts'
import type { Batch } from '#exchange/store/batches.ts'
import { deleteBodies, insertBodies, keepBodies, openBodies, rowsTogether, saveBodies, type Body } from '#exchange/store/bodies.ts'

export interface Row {
  seq: number
  sheet: number
  row: number
  body: Body
  strong: number | null
  alike: number | null
  place: number | null
  subject: number | null
  version: number | null
  verdict: Verdict
  skip: string | null
  decision: 'keep' | 'take' | null
  touched: boolean
}

/** `field:code`, with + where there is a proposal */
const faultKey = (fault: RowFault): string => `${fault.field}:${fault.code}${fault.proposal === undefined ? '' : '+'}`

const setOf = (rows: Row[]): Sql =>
  recordset(rows.map((row) => ({ ...row, faults: row.body.faults.map(faultKey) })), {
    seq: 'int', sheet: 'int', row: 'int', strong: 'bigint', alike: 'bigint', place: 'int', subject: 'bigint', version: 'int', verdict: 'text',
    skip: 'text', decision: 'text', touched: 'boolean', faults: 'text[]',
  })

/** Some hundred at a time, whole bodies. COPY is refused under row-level security. */
export async function insertRows(tx: Db, keys: Keys, batch: Batch, rows: Row[]): Promise<void> {
  const bodies = insertBodies(tx, keys, batch, rows)
  const written = run(
    tx,
    sql`insert into exchange_rows (realm_id, batch_id, path, seq, sheet, row_no, strong, alike, place_no, subject_id, subject_version,
        verdict, skip, decision, touched, faults)
      select ${batch.realm_id}::bigint, ${batch.id}::bigint, ${batch.path}, r.seq, r.sheet, r."row", r.strong, r.alike, r.place,
        r.subject, r.version, r.verdict, r.skip, r.decision, r.touched, r.faults
      from ${setOf(rows)}`,
  )
  await Promise.all([bodies, written])
}

export async function saveRows(tx: Db, keys: Keys, batch: Batch, rows: Row[]): Promise<void> {
  await run(
    tx,
    sql`update exchange_rows x set strong = r.strong, alike = r.alike, place_no = r.place, subject_id = r.subject,
        subject_version = r.version, verdict = r.verdict, skip = r.skip, decision = r.decision, touched = r.touched, faults = r.faults
      from ${setOf(rows)}
      where x.realm_id = ${batch.realm_id} and x.batch_id = ${batch.id} and x.seq = r.seq`,
  )
  await saveBodies(tx, keys, batch, rows)
}

const columns = sql.raw(`seq, sheet, row_no as "row", strong, alike, place_no as place, subject_id as subject, subject_version as version,
  verdict, skip, decision, touched, (seq - 1) / ${rowsTogether} as no`)

const mine = (batch: Batch): Sql => sql`realm_id = ${batch.realm_id} and batch_id = ${batch.id}`

interface Stored extends Omit<Row, 'body'> {
  no: number
}

/**
 * Two plain statements: joined, a planner that knows nothing of freshly filled tables looks each row's body up by itself.
 * A row whose body is gone was thrown away between the two.
 */
export async function rowsWhere(tx: Db, keys: Keys, batch: Batch, conditions: Sql[], limit: number): Promise<Row[]> {
  const rows = await many(
    tx,
    sql<Stored>`select ${columns} from exchange_rows where ${all([mine(batch), ...conditions])} order by seq limit ${limit}`,
  )
  const bodies = await openBodies(tx, keys, batch, [...new Set(rows.map(({ no }) => no))])
  return rows.flatMap(({ no, ...row }) => {
    const body = bodies.get(no)?.get(row.seq)
    return body ? [{ ...row, body }] : []
  })
}

/** Rows that meet a condition, a block at a time in order. */
export async function* rowsInBlocks(tx: Db, keys: Keys, batch: Batch, conditions: Sql[], block = 1_000): AsyncGenerator<Row[]> {
  for (let after = 0; ; ) {
    const rows = await rowsWhere(tx, keys, batch, [sql`seq > ${after}`, ...conditions], block)
    if (rows.length === 0) return
    yield rows
    after = rows.at(-1)!.seq
  }
}

/** What all rows say, for kinds whose rows name each other. */
export async function valuesOf(tx: Db, keys: Keys, batch: Batch): Promise<Record<string, unknown>[]> {
  const values: Record<string, unknown>[] = []
  for await (const rows of rowsInBlocks(tx, keys, batch, [sql`verdict <> 'skip'`])) values.push(...rows.map(({ body }) => body.values))
  return values
}

export const seqsWhere = async (tx: Db, batch: Batch, conditions: Sql[]): Promise<number[]> =>
  (await many(tx, sql<{ seq: number }>`select seq from exchange_rows where ${all([mine(batch), ...conditions])} order by seq`)).map(({ seq }) => seq)

export const hasFault = (field: string, code?: string): Sql =>
  code === undefined
    ? sql`exists (select from unnest(faults) f where starts_with(f, ${`${field}:`}))`
    : sql`faults && ${[`${field}:${code}`, `${field}:${code}+`]}::text[]`

export const faultTotals = (tx: Db, batch: Batch) =>
  many(
    tx,
    sql<{ field: string; code: string; rows: number; proposals: number }>`
      select split_part(f, ':', 1) as field, rtrim(substr(f, strpos(f, ':') + 1), '+') as code, count(*)::int as rows,
        count(*) filter (where right(f, 1) = '+')::int as proposals
      from exchange_rows, unnest(faults) f where ${mine(batch)} and verdict = 'fault' group by 1, 2 order by 3 desc, 1, 2`,
  )

export const decideRows = (tx: Db, batch: Batch, seq: number | null, choice: 'keep' | 'take'): Promise<number> =>
  run(
    tx,
    sql`update exchange_rows set decision = ${choice}, touched = true where ${mine(batch)} and verdict = 'conflict'
      and case when ${seq}::int is null then decision is null else seq = ${seq} end`,
  )

export const rowsAtPlaces = (tx: Db, batch: Batch) =>
  many(tx, sql<{ place: number; n: number }>`select place_no as place, count(*)::int n from exchange_rows
    where ${mine(batch)} and verdict <> 'skip' and place_no is not null group by 1`)

/** The places that rows to be written name. */
export const placesToWrite = async (tx: Db, batch: Batch): Promise<Set<number>> =>
  new Set((await many(tx, sql<{ no: number }>`select distinct place_no as no from exchange_rows
    where ${mine(batch)} and verdict in ('new', 'change', 'conflict') and place_no is not null`)).map(({ no }) => no))

export async function deleteRows(tx: Db, batch: Batch): Promise<void> {
  await run(tx, sql`delete from exchange_rows where ${mine(batch)}`)
  await deleteBodies(tx, batch)
}

/** After a commit only what stayed out is kept: the rest is in the books now. */
export async function deleteWritten(tx: Db, keys: Keys, batch: Batch): Promise<void> {
  await run(tx, sql`delete from exchange_rows where ${mine(batch)} and verdict not in ('fault', 'skip')`)
  await keepBodies(tx, keys, batch, await seqsWhere(tx, batch, []))
}

/** Held things that other rows of the batch speak about already. */
export async function subjectsTaken(tx: Db, batch: Batch, exceptSeqs: number[]): Promise<Map<number, { row: number; sheet: number }>> {
  const rows = await many(
    tx,
    sql<{ subject: number; row: number; sheet: number }>`select subject_id as subject, row_no as "row", sheet from exchange_rows
      where ${mine(batch)} and subject_id is not null and seq <> all(${exceptSeqs}::int[])`,
  )
  return new Map(rows.map(({ subject, row, sheet }) => [subject, { row, sheet }]))
}
