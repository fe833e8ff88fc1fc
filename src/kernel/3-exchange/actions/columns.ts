import { refuse, Refusal } from '#base/decision.ts'
import { unseal } from '#base/seal.ts'
import type { Db } from '#base/sql.ts'
import { within } from '#database/scope.ts'
import { missingIn, headersAt, type Fixed } from '#exchange/check/plan.ts'
import { samplePlace, type Sample } from '#exchange/check/pass.ts'
import { kindNamed, kindsFor, mustPermit } from '#exchange/exchange.ts'
import { hasUpload } from '#exchange/files.ts'
import { headerSignature } from '#exchange/guess/header-text.ts'
import type { ImportKind } from '#exchange/kind.ts'
import { startCheck } from '#exchange/actions/check.ts'
import { idleBatch, type Desk } from '#exchange/actions/known.ts'
import { sampleOf, saveState, type Batch } from '#exchange/store/batches.ts'
import { rememberMapping } from '#exchange/store/headers.ts'

export interface Wish {
  batch: string
  kind?: string | undefined
  sheet: number
  headerRow: number | null
  dataFrom?: number | undefined
  mapping: Record<string, string>
}

/** Corrects the columns and reads the file again; the same header is mapped so from now on. */
export async function mapColumns(desk: Desk, wish: Wish): Promise<Batch> {
  const { world, actor } = desk
  const { batch } = await idleBatch(desk, wish.batch, ['mapping', 'ready'])
  await mustHaveFile(desk, batch)
  const fixed = await within(world.db, actor, async (tx) => {
    const kind = await kindOf(tx, desk, batch, wish.kind)
    const mapping = mappingOf(kind, wish.mapping)
    const sample = (await readSample(tx, desk, batch))[wish.sheet] ?? []
    const headers = headersAt(kind.columns, sample, wish.headerRow)
    await rememberMapping(tx, actor.realm, { kind: kind.kind, signature: headerSignature(headers) }, mapping, world.clock.now())
    await saveState(tx, batch, 'reading')
    const place = { headerRow: wish.headerRow, dataFrom: wish.dataFrom ?? (wish.headerRow ?? 0) + 1 }
    return { kind, mapping, headers, sure: sureOf(mapping), sheets: new Map([[wish.sheet, place]]), alikeToo: true }
  })
  startCheck(desk, batch, fixed)
  return { ...batch, state: 'reading', fault: null }
}

/** Reads the file again by the columns as they are, and compares with what is held now; edits stay. */
export async function recheck(desk: Desk, publicId: string): Promise<Batch> {
  const { batch, kind } = await idleBatch(desk, publicId, ['ready'])
  await mustHaveFile(desk, batch)
  const sheets = new Map(batch.sheets.filter(({ chosen }) => chosen).map(({ no, headerRow, dataFrom }) => [no, { headerRow, dataFrom }]))
  const fixed: Fixed = { kind: kind!, mapping: batch.mapping!, headers: batch.headers, sure: batch.sure, sheets, alikeToo: false }
  await within(desk.world.db, desk.actor, (tx) => saveState(tx, batch, 'reading'))
  startCheck(desk, batch, fixed)
  return { ...batch, state: 'reading' }
}

async function mustHaveFile({ world }: Desk, batch: Batch): Promise<void> {
  if (!(await hasUpload(world, batch.public_id))) throw new Refusal(refuse('exchange.file-gone'))
}

async function kindOf(tx: Db, desk: Desk, batch: Batch, wished: string | undefined): Promise<ImportKind> {
  const name = wished ?? batch.kind
  mustPermit(desk.actor, kindNamed(desk.exchange, name))
  const found = (await kindsFor(tx, desk.exchange, desk.actor, batch.organisation_id)).find(({ kind }) => kind.kind === name)
  if (!found) throw new Refusal(refuse('exchange.kind-not-here', { organisation: batch.organisation_name }))
  return found.kind
}

const sureOf = (mapping: Record<number, string>): Fixed['sure'] =>
  Object.fromEntries(Object.keys(mapping).map((at) => [at, { score: 1, by: 'chosen' as const }]))

function mappingOf(kind: ImportKind, given: Record<string, string>): Record<number, string> {
  const words = (field: string) => kind.columns.find((column) => column.field === field)?.words
  const mapping: Record<number, string> = {}
  for (const [at, field] of Object.entries(given)) {
    if (words(field) === undefined) throw new Refusal(refuse('exchange.field-unknown', { field }))
    if (Object.values(mapping).includes(field)) throw new Refusal(refuse('exchange.field-twice', { field: words(field)! }))
    mapping[Number(at)] = field
  }
  const [missing] = missingIn(kind.columns, mapping)
  if (missing !== undefined) throw new Refusal(refuse('exchange.field-missing', { field: words(missing)! }))
  return mapping
}

export async function readSample(tx: Db, { world }: Desk, batch: Batch): Promise<Sample> {
  const sealed = await sampleOf(tx, batch)
  return sealed ? (JSON.parse(unseal(world.keys, samplePlace(batch), sealed)) as Sample) : {}
}
