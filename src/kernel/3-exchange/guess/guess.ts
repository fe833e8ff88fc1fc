import type { Column, Mapping, SheetKind } from '#exchange/columns.ts'
import { assigned, type Assignment } from '#exchange/guess/assign.ts'
import { byContent, confirmed } from '#exchange/guess/by-content.ts'
import { headerText } from '#exchange/guess/header-text.ts'
import { knownColumns, type Known } from '#exchange/guess/header-score.ts'
import { isBlank, type Cell } from '#exchange/read/cell.ts'

export interface SampleRow {
  row: number
  cells: Cell[]
}

export interface Guess<Field extends string = string> {
  /** row numbers of the header's lines from above to below; none where the sheet starts with data */
  headerRows: number[]
  /** the lowest of them */
  headerRow: number | null
  /** row number of the first row of data */
  dataFrom: number
  mapping: Mapping<Field>
  /** header of each column, its lines joined by `|` */
  headers: string[]
  /** for each column that was mapped: how sure, and by what */
  sure: Record<number, { score: number; by: 'header' | 'content' }>
  /** 0 to 1: below 0.8 the mapping should be looked at before going on */
  confidence: number
  /** columns with content that no field was found for */
  unknown: { column: number; header: string }[]
  /** required fields that no column was found for */
  missing: Field[]
}

const SAMPLE = 30

interface Candidate<Field extends string> extends Assignment<Field> {
  from: number
  lines: number
}

/** Finds header and columns in a sheet's first rows (30 are enough). Never throws; an empty mapping is an answer. */
export function guessHeader<Field extends string>(
  rows: readonly SampleRow[], columns: readonly Column<Field>[],
): Guess<Field> {
  const sample = rows.slice(0, SAMPLE)
  const known = knownColumns(columns)
  const best = bestHeader(sample, known)
  const data = sample.slice(best === null ? firstData(sample) : best.from + best.lines)
  const found = best === null ? byContent(data, columns) : confirmed(best, data, columns)
  const headerRows = best === null ? [] : sample.slice(best.from, best.from + best.lines).map(({ row }) => row)
  return {
    headerRows,
    headerRow: headerRows.at(-1) ?? null,
    dataFrom: data[0]?.row ?? (headerRows.at(-1) ?? 0) + 1,
    mapping: found.mapping,
    headers: best === null ? [] : best.headers.map((lines) => lines.join('|')),
    sure: found.sure,
    ...summary(found, best?.headers ?? [], data, columns),
  }
}

/** The kind of sheet whose columns fit best, and how. */
export function guessKind(
  rows: readonly SampleRow[], kinds: readonly SheetKind[],
): { kind: SheetKind; guess: Guess } | null {
  const guesses = kinds.map((kind) => ({ kind, guess: guessHeader(rows, kind.columns) }))
  const weight = ({ guess: { sure, missing, unknown } }: { guess: Guess }) =>
    Object.values(sure).reduce((sum, { score }) => sum + score, 0) - missing.length * 2 - unknown.length * 0.5
  guesses.sort((a, b) => weight(b) - weight(a))
  return guesses[0] ?? null
}

function bestHeader<Field extends string>(
  sample: readonly SampleRow[], known: readonly Known<Field>[],
): Candidate<Field> | null {
  let best: Candidate<Field> | null = null
  for (let from = 0; from < sample.length; from++) {
    for (const lines of [1, 2]) {
      const candidate = candidateAt(sample, from, lines, known)
      if (candidate && isBetter(candidate, best)) best = candidate
    }
  }
  return best
}

/** Two lines above the same data beat the lower one alone unless much is lost: the upper one tells whose name it is. */
function isBetter<Field extends string>(one: Candidate<Field>, best: Candidate<Field> | null): boolean {
  if (best === null) return true
  const sameEnd = one.from + one.lines === best.from + best.lines
  if (!sameEnd || one.lines === best.lines) return one.total > best.total + 0.01
  return one.lines > best.lines ? one.total > best.total * 0.8 : one.total * 0.8 >= best.total
}

function candidateAt<Field extends string>(
  sample: readonly SampleRow[], from: number, lines: number, known: readonly Known<Field>[],
): Candidate<Field> | null {
  const rows = sample.slice(from, from + lines)
  if (rows.length < lines) return null
  const headers = headersOf(rows)
  const found = assigned(headers, known)
  const filled = headers.filter((header) => header.length > 0).length
  const count = Object.keys(found.mapping).length
  // one known word among many is chance; a list of one or two columns needs no more
  if (count === 0 || (count < 2 && filled > 2)) return null
  if (lines === 2 && !isGroupLine(rows[0]!, rows[1]!, found, known)) return null
  return { ...found, headers, from, lines }
}

/** The upper of two lines must group, and the lower one must name columns by itself. */
function isGroupLine<Field extends string>(
  upper: SampleRow, lower: SampleRow, found: Assignment<Field>, known: readonly Known<Field>[],
): boolean {
  const above = upper.cells.map(headerText)
  // 填报单位：… 日期：… stand above many a header and group nothing
  const different = new Set(above.filter((text) => text !== ''))
  if (different.size < 2 || upper.cells.some((cell) => /[:：]./.test(String(cell ?? '')))) return false
  const own = lower.cells.map(headerText).filter((text, i) => text !== '' && text !== above[i])
  const named = own.filter((text) => known.some(({ names }) => names.has(text)))
  return named.length > 0 && Object.keys(found.mapping).length > 1
}

/** The lines of each column's header. Where merges were lost (.csv), a group's title stands over its first one only. */
function headersOf(rows: readonly SampleRow[]): string[][] {
  const width = Math.max(...rows.map(({ cells }) => cells.length))
  const headers: string[][] = []
  let group = ''
  for (let column = 0; column < width; column++) {
    const [upper = '', lower] = rows.map(({ cells }) => headerText(cells[column] ?? null))
    if (lower === undefined) headers.push(upper === '' ? [] : [upper])
    else {
      if (upper !== '') group = upper
      const top = upper === '' && lower !== '' ? group : upper
      headers.push([...new Set([top, lower])].filter((text) => text !== ''))
    }
  }
  return headers
}

/** Titles above data without a header have one filled cell, or one text over many. */
function firstData(sample: readonly SampleRow[]): number {
  const different = sample.map(({ cells }) => new Set(cells.filter((cell) => !isBlank(cell))).size)
  const widest = Math.max(0, ...different)
  return Math.max(0, different.findIndex((count) => count > Math.min(1, widest - 1)))
}

function summary<Field extends string>(
  found: { mapping: Mapping<Field>; sure: Guess['sure'] }, headers: string[][], data: readonly SampleRow[],
  columns: readonly Column<Field>[],
) {
  const fields = new Set(Object.values(found.mapping))
  const missing = columns.filter((column) => column.required && !fields.has(column.field)).map(({ field }) => field)
  const width = Math.max(headers.length, ...data.map(({ cells }) => cells.length))
  const isUsed = (column: number) => data.some(({ cells }) => !isBlank(cells[column]))
  const unknown = Array.from({ length: width }, (_, column) => ({ column, header: headers[column]?.join('|') ?? '' }))
    .filter(({ column, header }) => !(column in found.mapping) && (header !== '' || isUsed(column)))
  const scores = Object.values(found.sure).map(({ score }) => score)
  return { missing, unknown, confidence: confidenceOf(scores, missing.length) }
}

/** As sure as the mean of the columns, hardly surer than the least sure one, and less for each that is missing. */
function confidenceOf(scores: readonly number[], missing: number): number {
  if (scores.length === 0) return 0
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
  return Math.max(0, Math.round((Math.min(mean, Math.min(...scores) + 0.15) - 0.2 * missing) * 100) / 100)
}
