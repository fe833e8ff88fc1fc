import { sql } from 'kysely'
import { refuse, Refusal } from '#base/decision.ts'
import type { Download } from '#base/http/serve.ts'
import type { Db } from '#base/sql.ts'
import { rememberLook } from '#access/looks.ts'
import { within } from '#database/scope.ts'
import { placesOf as columnsByField } from '#exchange/columns.ts'
import { kindsFor } from '#exchange/exchange.ts'
import type { ImportKind } from '#exchange/kind.ts'
import { sentenceOf } from '#exchange/present.ts'
import { textOf } from '#exchange/actions/repair.ts'
import { heldBatch, type Desk } from '#exchange/actions/known.ts'
import type { Batch } from '#exchange/store/batches.ts'
import { rowsInBlocks, type Row } from '#exchange/store/rows.ts'
import { leftOutWords } from '#exchange/words.ts'
import { formats, writeSheet } from '#exchange/write/sheet.ts'
import type { WriteColumn } from '#exchange/write/table.ts'

const writeColumns = (kind: ImportKind): WriteColumn[] =>
  kind.columns.map(({ words, width, asText }) => ({ words, width: width ?? 14, ...(asText && { asText }) }))

function fileOf(desk: Desk, title: string, columns: WriteColumn[], rows: string[][]): Download {
  const { world, actor } = desk
  const at = new Date(world.clock.now().getTime() + 8 * 3600_000).toISOString().slice(0, 16).replace('T', ' ')
  const stamp = { rows: rows.length, by: `${actor.postWords} ${actor.name}`, at }
  return { name: `${title}.xlsx`, type: formats.xlsx.type, body: writeSheet({ title, columns, rows, stamp }, 'xlsx') }
}

/** An empty sheet with the columns that will be understood. */
export async function templateFile(desk: Desk, wish: { organisation: string; kind: string }): Promise<Download> {
  const { world, actor, exchange } = desk
  const fitting = await within(world.db, actor, (tx) => kindsFor(tx, exchange, actor, wish.organisation))
  const found = fitting.find(({ kind }) => kind.kind === wish.kind)
  if (!found) throw new Refusal(refuse('exchange.kind-not-here', { organisation: '这个组织' }))
  return fileOf(desk, `${found.kind.words}样表`, writeColumns(found.kind), [])
}

/** The rows that stayed out, as they were typed, each with its reason: mend them and import the file again. */
export async function leftOutFile(desk: Desk, publicId: string): Promise<Download> {
  const { world, actor } = desk
  const { title, columns, rows } = await within(world.db, actor, async (tx) => {
    const { batch, kind } = await heldBatch(tx, desk, publicId)
    if (!kind || !batch.mapping) throw new Refusal(refuse('exchange.columns-open'))
    const mapping = batch.mapping
    const lines: string[][] = []
    const isOut = sql`(verdict = 'fault' or (verdict = 'skip' and skip = 'by-hand'))`
    for await (const block of rowsInBlocks(tx, world.keys, batch, [isOut])) lines.push(...block.map((row) => lineOf(kind, mapping, row)))
    await rememberTaken(tx, desk, batch, lines.length)
    const named = columnsByField(mapping)
    const own = kind.columns.filter(({ field }) => named.has(field))
    const shown = [{ words: leftOutWords.row, width: 8 }, { words: leftOutWords.reason, width: 40 }, ...writeColumns({ ...kind, columns: own })]
    return { title: `${leftOutWords.title}-${batch.file_name.replace(/\.\w+$/, '')}`, columns: shown, rows: lines }
  })
  return fileOf(desk, title, columns, rows)
}

/** These rows hold numbers in clear, of people nobody knows yet: the import itself remembers who took them away. */
function rememberTaken(tx: Db, { world, actor }: Desk, batch: Batch, rows: number): Promise<void> {
  const doer = `${actor.postWords} ${actor.name}`
  const detail = leftOutWords.taken(batch.file_name, rows)
  const look = { realm: actor.realm, accountId: actor.accountId, doer, kind: 'export' as const, refIds: [batch.public_id], detail }
  return rememberLook(tx, look, world.clock.now())
}

function lineOf(kind: ImportKind, mapping: Record<number, string>, row: Row): string[] {
  const words = (field: string) => kind.columns.find((column) => column.field === field)?.words ?? field
  const why = row.verdict === 'skip' ? '手动跳过' : row.body.faults.map((fault) => `${words(fault.field)}：${sentenceOf(kind, fault)}`).join(' ')
  const named = columnsByField(mapping)
  const cells = kind.columns.filter(({ field }) => named.has(field)).map(({ field }) => textOf({ mapping }, row, field))
  return [String(row.row), why, ...cells]
}
