import { hash } from 'node:crypto'
import type { Facts } from '#base/decision.ts'
import type { Actor } from '#access/actor.ts'
import type { World } from '#database/world.ts'
import { placesOf as columnsByField, readRow, type Mapping } from '#exchange/columns.ts'
import { isBlank, type Cell } from '#exchange/read/cell.ts'
import type { Doubles } from '#exchange/check/doubles.ts'
import { placeFault, type PlaceBook } from '#exchange/check/places.ts'
import type { Identity, ImportKind, Judge, Judged, RowFault, Setting } from '#exchange/kind.ts'
import type { Batch } from '#exchange/store/batches.ts'
import type { Row } from '#exchange/store/rows.ts'

/** Everything the rows of one batch are judged by. */
export interface Checking {
  world: World
  actor: Actor
  batch: Batch
  kind: ImportKind
  setting: Setting
  judge: Judge
  mapping: Mapping
  sheetNames: ReadonlyMap<number, string>
  places: PlaceBook
}

/** A row as it came out of the sheet, with what a person did to it. */
export interface RawRow {
  seq: number
  sheet: number
  row: number
  cells: Cell[]
  typed?: Record<string, string>
  skip: string | null
  decision: 'keep' | 'take' | null
  touched: boolean
}

/** A row with whom it speaks about; stored are only hashes of that. */
export type JudgedRow = Row & { identity: Identity | null }

/** What is typed over a cell stands in its place; a field without a column gets one behind the others. */
function laidOver({ cells, typed }: RawRow, mapping: Mapping): { cells: Cell[]; mapping: Mapping } {
  if (!typed) return { cells, mapping }
  const laid = [...cells]
  const wider: Mapping = { ...mapping }
  const places = columnsByField(mapping)
  for (const [field, text] of Object.entries(typed)) {
    const at = places.get(field) ?? Math.max(200, laid.length)
    wider[at] = field
    while (laid.length < at) laid.push(null)
    laid[at] = text
  }
  return { cells: laid, mapping: wider }
}

/** Reads and judges one row by itself; doubles and what is held come after. */
export function judgeRow(checking: Checking, raw: RawRow): JudgedRow {
  const { kind, judge, sheetNames, setting } = checking
  if (raw.skip !== null) return skipped(raw)
  const { cells, mapping } = laidOver(raw, checking.mapping)
  const reading = readRow(kind, mapping, cells, { today: setting.today })
  const judged = judge.judge(reading, sheetNames.get(raw.sheet) ?? '')
  const faults: RowFault[] = reading.faults.map(({ field, fault, proposal }) =>
    proposal === undefined ? { field, code: fault } : { field, code: fault, proposal })
  faults.push(...judged.faults)
  const place = placed(checking, judged, faults, cells, mapping)
  const { strong = null, alike = null } = hashes(checking, judged)
  const body = { cells: raw.cells, values: judged.values, notes: reading.notes, faults, differences: [] }
  return {
    ...raw, body: raw.typed ? { ...body, typed: raw.typed } : body, identity: judged.identity, strong, alike, place, subject: null, version: null,
    verdict: faults.length > 0 ? 'fault' : 'new',
  }
}

const skipped = (raw: RawRow): JudgedRow => ({
  ...raw, body: { cells: raw.cells, ...(raw.typed && { typed: raw.typed }), values: {}, notes: [], faults: [], differences: [] },
  identity: null, strong: null, alike: null, place: null, subject: null, version: null, verdict: 'skip',
})

/** 48 bits nominate; the sealed values decide. Keyed, so that nobody reads names or numbers out of them. */
function hashes({ world }: Checking, { identity }: Judged): { strong?: number | null; alike?: number | null } {
  if (identity === null) return {}
  const key = world.keys.hash.toString('base64')
  const short = (what: string, text: string) => hash('sha256', `${key} ${what} ${text}`, 'buffer').readUIntBE(0, 6)
  return { strong: identity.strong === null ? null : short('strong', identity.strong), alike: short('alike', identity.alike) }
}

/** A row without an organisation's name belongs to the target, or to the organisation its sheet is named after. */
function placed(checking: Checking, judged: Judged, faults: RowFault[], cells: Cell[], mapping: Mapping): number | null {
  const { kind, setting, places } = checking
  const field = kind.placeField
  if (field === null || faults.some((fault) => fault.field === field)) return null
  const text = judged.placeText ?? (setting.target.takesRows ? setting.target.name : null)
  if (text === null) {
    const at = columnsByField(mapping).get(field)
    faults.push({ field, code: at === undefined || isBlank(cells[at]) ? 'place-missing' : 'place-none' })
    return null
  }
  const place = places.of(text)
  const fault = placeFault(field, place)
  if (fault) faults.push(fault)
  return place.no
}

/** Marks the later one of two rows about the same person. */
export function markDouble(checking: Checking, doubles: Doubles, row: JudgedRow): void {
  const { identity, body: { faults } } = row
  if (row.verdict === 'skip' || identity === null) return
  const earlier = doubles.see(identity, row.row, row.sheet)
  if (!earlier) return
  faults.push(doubleFault(checking, identity.field, earlier, row.sheet))
  row.verdict = 'fault'
}

export function doubleFault({ sheetNames }: Checking, field: string, earlier: { row: number; sheet: number }, sheet: number): RowFault {
  const facts: Facts = { row: earlier.row, ...(earlier.sheet !== sheet && { sheet: sheetNames.get(earlier.sheet) ?? '' }) }
  return { field, code: 'double', facts }
}
