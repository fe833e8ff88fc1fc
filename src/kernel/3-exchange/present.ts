import type { OutputOf } from '#base/contract.ts'
import type { Facts } from '#base/decision.ts'
import { placesOf as columnsByField, type Column } from '#exchange/columns.ts'
import type { BatchView, Counts, RowView, columns as columnsEndpoint, kinds as kindsEndpoint, places as placesEndpoint } from '#exchange/contract.ts'
import { kindNamed, type Exchange } from '#exchange/exchange.ts'
import { skipWords, type SkipReason } from '#exchange/guess/skip.ts'
import type { ImportKind, RowFault } from '#exchange/kind.ts'
import { missingIn } from '#exchange/check/plan.ts'
import type { Sample } from '#exchange/check/pass.ts'
import type { Cell } from '#exchange/read/cell.ts'
import type { Batch } from '#exchange/store/batches.ts'
import type { PlaceRow } from '#exchange/store/places.ts'
import type { Row } from '#exchange/store/rows.ts'
import { maskIdNumber } from '#exchange/values/id-number.ts'
import { maskPhone } from '#exchange/values/phone.ts'
import { tidy } from '#exchange/values/plain.ts'
import { valueFaults, valueNotes } from '#exchange/values/words.ts'
import { handSkipWords, rowFaultWords, stateWords } from '#exchange/words.ts'

const none: Counts = { rows: 0, new: 0, same: 0, change: 0, conflict: 0, take: 0, undecided: 0, fault: 0, skip: 0, places: 0, unknownPlaces: 0, foundings: 0 }

export function presentBatch(exchange: Exchange, batch: Batch): BatchView {
  const kind = kindNamed(exchange, batch.kind)
  const job = exchange.jobs.of(batch.public_id)
  return {
    id: batch.public_id,
    kind: batch.kind,
    kindWords: kind?.words ?? null,
    unit: kind?.unit ?? '行',
    organisation: { id: batch.organisation_id, name: batch.organisation_name },
    file: batch.file_name,
    size: batch.size,
    by: batch.doer_name,
    madeAt: batch.made_at.toISOString(),
    doneAt: batch.done_at?.toISOString() ?? null,
    state: batch.state,
    stateWords: stateWords[batch.state],
    fault: batch.fault,
    progress: job ? { ...job.progress } : null,
    sheets: batch.sheets,
    confidence: batch.confidence,
    remembered: batch.remembered,
    counts: { ...none, ...batch.counts },
    undoable: batch.state === 'done',
  }
}

export const presentKind = (kind: ImportKind): OutputOf<typeof kindsEndpoint>['kinds'][number] => ({
  kind: kind.kind,
  words: kind.words,
  columns: kind.columns.map(({ field, words, required, sensitive, help, example, choices }) => ({
    field, words, required: required ?? false, sensitive: sensitive ?? false, help, example: example ?? null, choices: choices ? [...choices] : null,
  })),
})

export function presentColumns(exchange: Exchange, batch: Batch, sample: Sample): OutputOf<typeof columnsEndpoint> {
  const kind = kindNamed(exchange, batch.kind)
  const mapping = batch.mapping ?? {}
  const sheets = batch.sheets.map((sheet) => ({
    ...sheet,
    sample: (sample[sheet.no] ?? []).map(({ row, cells }) => ({
      row,
      // what stands above the data is titles and headers, whatever the column holds
      cells: cells.map((cell, at) => shown(row < sheet.dataFrom ? undefined : column(kind, mapping[at]), cell)),
    })),
  }))
  const { headers, sure } = batch
  return { kind: kind && presentKind(kind), sheets, headers, mapping, sure, missing: kind ? missingIn(kind.columns, mapping) : [] }
}

const column = (kind: ImportKind | null, field: string | undefined): Column | undefined => kind?.columns.find((one) => one.field === field)

/** ID numbers and phones are masked in every answer, also where no column says so. */
function shown(known: Column | undefined, cell: Cell): string {
  const text = tidy(cell)
  if (known?.sensitive) return masked(known, text)
  if (/^\D*\d{15}(\d{2}[\dXx])?\D*$/.test(text)) return maskIdNumber(text)
  return text.replace(/(?<!\d)1[3-9]\d{9}(?!\d)/g, maskPhone)
}

function masked(known: Column, text: string): string {
  if (text === '') return ''
  if (known.look === 'id-number') return maskIdNumber(text)
  if (known.look === 'phone') return maskPhone(text)
  return `${[...text][0]}***`
}

// Rows --------------------------------------------------------------------------------------------------------------

export interface RowsPart {
  kind: ImportKind
  mapping: Record<number, string>
  sheetNames: ReadonlyMap<number, string>
}

export function presentRow({ kind, mapping, sheetNames }: RowsPart, row: Row): RowView {
  const places = columnsByField(mapping)
  const { body } = row
  const wanted = kind.columns.filter(({ field }) =>
    places.has(field) || body.typed?.[field] !== undefined || body.faults.some((fault) => fault.field === field))
  return {
    seq: row.seq,
    sheet: sheetNames.get(row.sheet) ?? '',
    row: row.row,
    verdict: row.verdict,
    skip: row.skip === null ? null : (skipWords[row.skip as SkipReason] ?? handSkipWords),
    decision: row.decision,
    cells: wanted.map((one) => presentCell(kind, one, row, places.get(one.field))),
    differences: body.differences.map(({ field, held, sheet }) => {
      const known = column(kind, field)
      const veil = (text: string | null) => (text !== null && known?.sensitive ? masked(known, text) : text)
      return { field, words: known?.words ?? field, held: veil(held), sheet: veil(sheet) }
    }),
  }
}

function presentCell(kind: ImportKind, known: Column, { body, verdict }: Row, at: number | undefined): RowView['cells'][number] {
  const typed = body.typed?.[known.field] ?? (at === undefined ? '' : tidy(body.cells[at] ?? null))
  const fault = body.faults.find((one) => one.field === known.field)
  const note = body.notes.find((one) => one.field === known.field)
  const open = fault !== undefined || !known.sensitive
  const value = verdict === 'skip' || fault ? null : valueText(body.values[known.field])
  return {
    field: known.field,
    text: open ? typed : masked(known, typed),
    value: value === null || open ? value : masked(known, value),
    fault: fault ? { code: fault.code, sentence: sentenceOf(kind, fault), proposal: fault.proposal ?? null } : null,
    note: note ? valueNotes[note.note] : null,
  }
}

function valueText(value: unknown): string | null {
  if (value === null || value === undefined || typeof value === 'object') return null
  return typeof value === 'boolean' ? (value ? '是' : '否') : String(value as string | number)
}

export function sentenceOf(kind: ImportKind, { code, facts = {} }: Pick<RowFault, 'code'> & { facts?: Facts }): string {
  const words = kind.faultWords[code] ?? rowFaultWords[code]
  return words ? words(facts) : ((valueFaults as Record<string, string>)[code] ?? code)
}

/** Of many rows at once: what differs from row to row is left open. */
export function totalSentence(kind: ImportKind, code: string): string {
  const plain = sentenceOf(kind, { code })
  return /undefined|NaN/.test(plain) ? sentenceOf(kind, { code, facts: leftOpen }) : plain
}

const leftOpen: Facts = new Proxy({}, { get: () => '…' })

export function presentPlace(kind: ImportKind, place: PlaceRow, rows: number): OutputOf<typeof placesEndpoint>['places'][number] {
  const { finding, founding, how } = place
  const isChosen = how === 'chosen' || how === 'founding'
  const organisation = how === 'chosen' ? finding.chosen : how === 'founding' ? null : finding.organisation
  return {
    no: place.no,
    text: place.text,
    rows,
    how,
    organisation: organisation ? { id: organisation.publicId, name: organisation.name } : null,
    founding,
    fault: isChosen || finding.fault === null ? null : sentenceOf(kind, { code: finding.fault }),
    proposals: finding.proposals.map(({ publicId, name, score }) => ({ id: publicId, name, score })),
    proposedFounding: finding.founding,
  }
}
