import { sql } from 'kysely'
import { refuse, Refusal } from '#base/decision.ts'
import type { Db, Sql } from '#base/sql.ts'
import { placesOf as columnsByField } from '#exchange/columns.ts'
import type { Breath } from '#exchange/breath.ts'
import type { Checking } from '#exchange/check/judging.ts'
import { judgeAgain } from '#exchange/check/matching.ts'
import type { Counts } from '#exchange/contract.ts'
import { edit, type Desk } from '#exchange/actions/known.ts'
import { recountBatch } from '#exchange/store/batches.ts'
import { decideRows, hasFault, rowsWhere, seqsWhere, type Row } from '#exchange/store/rows.ts'
import { plain } from '#exchange/values/plain.ts'

interface Mended {
  checking: Checking
  row: Row
  counts: Counts
}

/** Types over one cell and judges the row again; tells how often the same fault stands elsewhere in the column. */
export const fixCell = (desk: Desk, wish: { batch: string; seq: number; field: string; text: string }): Promise<Mended & { alike: Alike }> =>
  edit(desk, wish.batch, async (tx, checking, breath) => {
    mustHaveField(checking, wish.field)
    if (wish.field === checking.kind.placeField) await checking.judge.prepare?.(breath)
    const row = await rowAt(tx, checking, wish.seq)
    const done = await mended(tx, checking, typedOver(row, wish.field, wish.text), breath)
    return { ...done, alike: await alikeTo(tx, checking, row, wish.field) }
  })

export interface Alike {
  rows: number
  more: boolean
}

/** So many faulty rows are opened for it at most: one cell is mended while somebody waits. */
const lookedAt = 2_000

/** Rows that `replace` would mend with the one: faulty in the column, with the same text in it. */
async function alikeTo(tx: Db, checking: Checking, mended: Row, field: string): Promise<Alike> {
  if (!mended.body.faults.some((fault) => fault.field === field)) return { rows: 0, more: false }
  const was = textOf(checking, mended, field)
  const { world, batch } = checking
  const rows = await rowsWhere(tx, world.keys, batch, [hasFault(field), sql`seq <> ${mended.seq}`], lookedAt)
  return { rows: rows.filter((row) => textOf(checking, row, field) === was).length, more: rows.length === lookedAt }
}

export const skipRow = (desk: Desk, wish: { batch: string; seq: number; skip: boolean }): Promise<Mended> =>
  edit(desk, wish.batch, async (tx, checking, breath) => {
    const row = await rowAt(tx, checking, wish.seq)
    return mended(tx, checking, { ...row, skip: wish.skip ? byHand : null, touched: true }, breath)
  })

/** The reason of rows that a person left out */
const byHand = 'by-hand'

async function mended(tx: Db, checking: Checking, edited: Row, breath: Breath): Promise<Mended> {
  const [row] = await judgeAgain(tx, checking, [edited], breath)
  return { checking, row: row!, counts: await recountBatch(tx, checking.batch) }
}

async function rowAt(tx: Db, { world, batch }: Checking, seq: number): Promise<Row> {
  const [row] = await rowsWhere(tx, world.keys, batch, [sql`seq = ${seq}`], 1)
  if (!row) throw new Refusal(refuse('exchange.row-unknown'))
  return row
}

function mustHaveField({ kind }: Checking, field: string): void {
  if (!kind.columns.some((column) => column.field === field)) throw new Refusal(refuse('exchange.field-unknown', { field }))
}

const typedOver = (row: Row, field: string, text: string): Row =>
  ({ ...row, skip: null, touched: true, body: { ...row.body, typed: { ...row.body.typed, [field]: text.toWellFormed() } } })

export interface BulkWish {
  batch: string
  do: 'replace' | 'accept' | 'clear' | 'skip'
  field: string
  was?: string | undefined
  text?: string | undefined
  code?: string | undefined
}

/** One mending for many rows: of equal texts in a column, or of one kind of fault. */
export const fixAll = (desk: Desk, wish: BulkWish): Promise<{ changed: number }> =>
  edit(desk, wish.batch, async (tx, checking, breath) => {
    mustHaveField(checking, wish.field)
    if (wish.field === checking.kind.placeField) await checking.judge.prepare?.(breath)
    const changed = await eachBlock(tx, checking, affected(wish), breath, (row) => edited(checking, wish, row))
    await recountBatch(tx, checking.batch)
    return { changed }
  })

function affected({ do: way, field, code }: BulkWish): Sql[] {
  if (way === 'replace') return [hasFault(field)]
  return [sql`verdict = 'fault'`, hasFault(field, code ?? '')]
}

/** The row as it will be, or null where this mending does not concern it. */
function edited(checking: Checking, wish: BulkWish, row: Row): Row | null {
  const fault = row.body.faults.find((one) => one.field === wish.field && (wish.do === 'replace' || one.code === wish.code))
  if (!fault) return null
  if (wish.do === 'skip') return { ...row, skip: byHand, touched: true }
  if (wish.do === 'clear') return typedOver(row, wish.field, '')
  if (wish.do === 'accept') return fault.proposal === undefined ? null : typedOver(row, wish.field, fault.proposal)
  return textOf(checking, row, wish.field) === plain(wish.was ?? '') ? typedOver(row, wish.field, wish.text ?? '') : null
}

/** What stands in a cell: typed over, else the sheet's. */
export function textOf({ mapping }: Pick<Checking, 'mapping'>, { body }: Row, field: string): string {
  const typed = body.typed?.[field]
  if (typed !== undefined) return plain(typed)
  const at = columnsByField(mapping).get(field)
  return at === undefined ? '' : plain(body.cells[at] ?? null)
}

/** Judges all rows of a condition again, a block at a time. Which rows they are is settled before the first changes. */
export async function eachBlock(
  tx: Db, checking: Checking, conditions: Sql[], breath: Breath, edited: (row: Row) => Row | null,
): Promise<number> {
  const { world, batch } = checking
  const seqs = await seqsWhere(tx, batch, conditions)
  let changed = 0
  for (let at = 0; at < seqs.length; at += 500) {
    const rows = await rowsWhere(tx, world.keys, batch, [sql`seq = any(${seqs.slice(at, at + 500)}::int[])`], 500)
    const wanted = rows.flatMap((row) => edited(row) ?? [])
    if (wanted.length > 0) await judgeAgain(tx, checking, wanted, breath)
    changed += wanted.length
    if (breath.due) await breath.take()
  }
  return changed
}

/** Whether the sheet or what is held counts, for one row or all that are undecided. */
export const decideConflicts = (desk: Desk, wish: { batch: string; seq: number | null; choice: 'keep' | 'take' }): Promise<void> =>
  edit(desk, wish.batch, async (tx, { batch }) => {
    const changed = await decideRows(tx, batch, wish.seq, wish.choice)
    if (changed === 0 && wish.seq !== null) throw new Refusal(refuse('exchange.row-unknown'))
    await recountBatch(tx, batch)
  })
