import type { Day } from '#base/day.ts'
import { isBlank, type Cell } from '#exchange/read/cell.ts'
import { bad, good, type Parsed } from '#exchange/values/parsed.ts'
import { plain } from '#exchange/values/plain.ts'
import type { ValueFault, ValueNote } from '#exchange/values/words.ts'

/** What a column's values look like, for finding it where the header does not tell. */
export type Look =
  | 'name' | 'id-number' | 'phone' | 'day' | 'sex' | 'nation' | 'education' | 'unit-code' | 'organisation'

/** What a reader may lean on besides the cell. */
export interface ReadContext {
  today: Day
}

/** A column that a module takes from sheets and writes to them. */
export interface Column<Field extends string = string, Value = unknown> {
  field: Field
  /** the official header */
  words: string
  /** other headers that offices write */
  synonyms: readonly string[]
  /** the cell must not be blank; a sheet without the column cannot be imported */
  required?: boolean
  /** masked in previews and exports */
  sensitive?: boolean
  look?: Look
  read(cell: Cell, context: ReadContext): Parsed<Value>
  /** one sentence: how to fill it in */
  help: string
  example?: string
  /** the list a cell is chosen from, for the repair page and the template */
  choices?: readonly string[]
  /** in characters, for export */
  width?: number
  /** exported as text, so that no spreadsheet takes it for a number: ID numbers, phones, codes */
  asText?: boolean
}

/** A kind of sheet: a roster of people, a list of units, a list of organisations. */
export interface SheetKind<Field extends string = string> {
  kind: string
  words: string
  columns: readonly Column<Field>[]
}

/** Which column index of the sheet holds which field */
export type Mapping<Field extends string = string> = Record<number, Field>

export interface CellFault<Field extends string = string> {
  field: Field
  /** column index in the sheet; null when the sheet has no such column */
  column: number | null
  fault: ValueFault
  proposal?: string
}
export interface RowReading<Field extends string = string> {
  values: Partial<Record<Field, unknown>>
  faults: CellFault<Field>[]
  notes: { field: Field; column: number; note: ValueNote }[]
}

const ERROR = /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|CALC!|SPILL!|GETTING_DATA)$/
const NOTHING = /^([-—–_/\\、.。*]+|无|暂无|没有|不详|未知|空|n\/?a|null|none)$/i

/**
 * One cell by its column: blank is null, or a fault where the column is required. 无 and / are blank too, where the
 * column cannot read them as anything else.
 */
export function readCell<Value>(column: Column<string, Value>, cell: Cell, context: ReadContext): Parsed<Value | null> {
  if (isBlank(cell)) return column.required ? bad('missing') : good(null)
  if (typeof cell === 'string' && ERROR.test(cell)) return bad('formula-error')
  const parsed = column.read(cell, context)
  if (parsed.ok || typeof cell !== 'string' || !NOTHING.test(plain(cell))) return parsed
  return column.required ? bad('missing') : good(null, 'nothing-given')
}

/** A row by the mapping: values of the cells understood, faults of the others. */
export function readRow<Field extends string>(
  kind: SheetKind<Field>, mapping: Mapping<Field>, cells: readonly Cell[], context: ReadContext,
): RowReading<Field> {
  const reading: RowReading<Field> = { values: {}, faults: [], notes: [] }
  const places = placesOf(mapping)
  for (const column of kind.columns) {
    const place = places.get(column.field)
    if (place === undefined) {
      if (column.required) reading.faults.push({ field: column.field, column: null, fault: 'missing' })
      continue
    }
    take(reading, column, place, readCell(column, cells[place] ?? null, context))
  }
  return reading
}

function take<Field extends string>(
  reading: RowReading<Field>, { field }: Column<Field>, column: number, parsed: Parsed<unknown>,
): void {
  if (!parsed.ok) {
    const { fault, proposal } = parsed
    reading.faults.push(proposal === undefined ? { field, column, fault } : { field, column, fault, proposal })
    return
  }
  reading.values[field] = parsed.value
  if (parsed.note !== undefined) reading.notes.push({ field, column, note: parsed.note })
}

const placesByMapping = new WeakMap<Mapping, ReadonlyMap<string, number>>()

/** Made once for each mapping: rows by the hundred thousand are read by one. */
export function placesOf<Field extends string>(mapping: Mapping<Field>): ReadonlyMap<Field, number> {
  const held = placesByMapping.get(mapping) ?? new Map(Object.entries<Field>(mapping).map(([index, field]) => [field, Number(index)]))
  placesByMapping.set(mapping, held)
  return held as ReadonlyMap<Field, number>
}
