import type { Db } from '#base/sql.ts'
import type { Mapping } from '#exchange/columns.ts'
import { guessHeader, guessKind, type Guess } from '#exchange/guess/guess.ts'
import { headerSignature, headerText } from '#exchange/guess/header-text.ts'
import type { Cell, SheetRow } from '#exchange/read/cell.ts'
import type { ImportKind } from '#exchange/kind.ts'
import type { Plan } from '#exchange/store/batches.ts'
import { rememberedMapping } from '#exchange/store/headers.ts'

/** As many rows decide how a sheet is read. */
export const sampleSize = 30
/** Below this a person confirms the columns first. */
const sureEnough = 0.8

export interface SheetPlan extends Plan {
  headerRow: number | null
  dataFrom: number
  signature: string
  /** may be checked without asking */
  confident: boolean
}

/** What a person said about the columns: where the header of each sheet stands, and what is below it. */
export interface Fixed {
  kind: ImportKind
  mapping: Mapping
  headers: string[]
  sure: Plan['sure']
  sheets: ReadonlyMap<number, { headerRow: number | null; dataFrom: number }>
  /** other sheets with the same header are read too */
  alikeToo: boolean
}

/** How a sheet is to be read, by its first rows; a mapping remembered for one of them as header wins. */
export async function planOf(tx: Db, realm: number, sample: readonly SheetRow[], kinds: readonly ImportKind[]): Promise<SheetPlan | null> {
  const best = guessKind(sample, kinds)
  if (!best) return null
  const { guess } = best
  const signature = headerSignature(guess.headers)
  const lines = sample.slice(0, 15).map(({ cells }) => headerSignature(cells))
  const held = await rememberedMapping(tx, realm, kinds.map(({ kind }) => kind), [signature, ...lines])
  if (held) return rememberedPlan(held, guess, sample[lines.indexOf(held.signature)])
  return {
    kind: best.kind.kind,
    mapping: guess.mapping,
    headers: guess.headers,
    sure: guess.sure,
    confidence: guess.confidence,
    remembered: false,
    headerRow: guess.headerRow,
    dataFrom: guess.dataFrom,
    signature,
    confident: guess.missing.length === 0 && guess.confidence >= sureEnough,
  }
}

/** The header stands where the guess saw it, or it is a row that a person once pointed at. */
function rememberedPlan(
  { kind, signature, mapping }: { kind: string; signature: string; mapping: Mapping }, guess: Guess, row: SheetRow | undefined,
): SheetPlan {
  const isGuessed = headerSignature(guess.headers) === signature
  const place = isGuessed
    ? { headers: guess.headers, headerRow: guess.headerRow, dataFrom: guess.dataFrom }
    : { headers: row!.cells.map(headerText), headerRow: row!.row, dataFrom: row!.row + 1 }
  const sure = Object.fromEntries(Object.keys(mapping).map((at) => [at, { score: 1, by: 'remembered' as const }]))
  return { kind, mapping, sure, confidence: 1, remembered: true, signature, confident: true, ...place }
}

export function fixedPlan({ kind, mapping, headers, sure }: Fixed, place: { headerRow: number | null; dataFrom: number }): SheetPlan {
  const plan = { kind: kind.kind, mapping, headers, sure, confidence: 1, remembered: false }
  return { ...plan, ...place, signature: headerSignature(headers), confident: true }
}

/** The headers of the row that a person pointed at. */
export function headersAt(columns: ImportKind['columns'], sample: readonly { row: number; cells: Cell[] }[], headerRow: number | null): string[] {
  if (headerRow === null) return []
  const guess = guessHeader(sample, columns)
  if (headerRow === guess.headerRow) return guess.headers
  const row = sample.find((one) => one.row === headerRow)
  return (row?.cells ?? []).map((cell) => headerText(cell))
}

export function missingIn(columns: ImportKind['columns'], mapping: Mapping): string[] {
  const found = new Set(Object.values(mapping))
  return columns.filter((column) => column.required && !found.has(column.field)).map(({ field }) => field)
}
