import { sql } from 'kysely'
import { place, seal, unseal, type Keys } from '#base/seal.ts'
import { all, many, run, type Db, type Sql } from '#base/sql.ts'
import type { Cell } from '#exchange/read/cell.ts'
import type { RowReading } from '#exchange/columns.ts'
import type { Verdict } from '#exchange/contract.ts'
import type { Difference, Identity, RowFault } from '#exchange/kind.ts'
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
  identity: Identity | null
}

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

interface Stored extends Omit<Row, 'body'> {
  body: Buffer
}

const sealedAt = (batch: Batch, seq: number) => place('exchange_rows', 'body', `${batch.id}/${seq}`)

const stored = (keys: Keys, batch: Batch, row: Row) => ({
  ...row,
  body: seal(keys, sealedAt(batch, row.seq), JSON.stringify(row.body)).toString('base64'),
  faults: row.body.faults.map(faultKey),
})

/** `field:code`, with + where there is a proposal */
const faultKey = (fault: RowFault): string => `${fault.field}:${fault.code}${fault.proposal === undefined ? '' : '+'}`

const recordset = (rows: unknown[]): Sql => sql`json_to_recordset(${JSON.stringify(rows)}::json) as r(seq int, sheet int, "row" int, body text,
  strong bigint, alike bigint, place int, subject bigint, version int, verdict text, skip text, decision text, touched boolean, faults json)`

const faultsOf = sql`array(select json_array_elements_text(r.faults))`

/** About a thousand at a time, as one parameter. COPY is refused under row-level security. */
export const insertRows = (tx: Db, keys: Keys, batch: Batch, rows: Row[]): Promise<number> =>
  run(
    tx,
    sql`insert into exchange_rows (realm_id, batch_id, path, seq, sheet, row_no, body, strong, alike, place_no, subject_id, subject_version,
        verdict, skip, decision, touched, faults)
      select ${batch.realm_id}::bigint, ${batch.id}::bigint, ${batch.path}, r.seq, r.sheet, r."row", decode(r.body, 'base64'), r.strong, r.alike, r.place,
        r.subject, r.version, r.verdict, r.skip, r.decision, r.touched, ${faultsOf}
      from ${recordset(rows.map((row) => stored(keys, batch, row)))}`,
  )

export const saveRows = (tx: Db, keys: Keys, batch: Batch, rows: Row[]): Promise<number> =>
  run(
    tx,
    sql`update exchange_rows x set body = decode(r.body, 'base64'), strong = r.strong, alike = r.alike, place_no = r.place, subject_id = r.subject,
        subject_version = r.version, verdict = r.verdict, skip = r.skip, decision = r.decision, touched = r.touched, faults = ${faultsOf}
      from ${recordset(rows.map((row) => stored(keys, batch, row)))}
      where x.realm_id = ${batch.realm_id} and x.batch_id = ${batch.id} and x.seq = r.seq`,
  )

const columns = sql.raw(`seq, sheet, row_no as "row", body, strong, alike, place_no as place, subject_id as subject, subject_version as version,
  verdict, skip, decision, touched`)

const mine = (batch: Batch): Sql => sql`realm_id = ${batch.realm_id} and batch_id = ${batch.id}`

export async function rowsWhere(tx: Db, keys: Keys, batch: Batch, conditions: Sql[], limit: number): Promise<Row[]> {
  const rows = await many(
    tx,
    sql<Stored>`select ${columns} from exchange_rows where ${all([mine(batch), ...conditions])} order by seq limit ${limit}`,
  )
  return rows.map((row) => ({ ...row, body: JSON.parse(unseal(keys, sealedAt(batch, row.seq), row.body)) as Body }))
}

/** Rows that meet a condition, a block at a time in order. */
export async function* rowsInBlocks(tx: Db, keys: Keys, batch: Batch, conditions: Sql[], block = 1_000): AsyncGenerator<Row[]> {
  for (let after = 0; ; ) {
    const rows = await rowsWhere(tx, keys, batch, [sql`seq > ${after}`, ...conditions], block)
    if (rows.length > 0) yield rows
    if (rows.length < block) return
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

export const deleteRows = (tx: Db, batch: Batch): Promise<number> => run(tx, sql`delete from exchange_rows where ${mine(batch)}`)

/** After a commit only what stayed out is kept: the rest is in the books now. */
export const deleteWritten = (tx: Db, batch: Batch): Promise<number> =>
  run(tx, sql`delete from exchange_rows where ${mine(batch)} and verdict not in ('fault', 'skip')`)

/** Held things that other rows of the batch speak about already. */
export async function subjectsTaken(tx: Db, batch: Batch, exceptSeqs: number[]): Promise<Map<number, { row: number; sheet: number }>> {
  const rows = await many(
    tx,
    sql<{ subject: number; row: number; sheet: number }>`select subject_id as subject, row_no as "row", sheet from exchange_rows
      where ${mine(batch)} and subject_id is not null and seq <> all(${exceptSeqs}::int[])`,
  )
  return new Map(rows.map(({ subject, row, sheet }) => [subject, { row, sheet }]))
}
