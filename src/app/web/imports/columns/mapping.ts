import type { OutputOf } from '#base/contract.ts'
import type { columns } from '#exchange/contract.ts'

export type Columns = OutputOf<typeof columns>
export type SheetSample = Columns['sheets'][number]
/** column index of the sheet → field */
export type Mapping = Record<string, string>

interface Named {
  field: string
  words: string
  required: boolean
}

/** A, B … Z, AA: the name a column has in a spreadsheet. */
export function letterOf(index: number): string {
  const above = Math.floor(index / 26)
  return (above > 0 ? letterOf(above - 1) : '') + String.fromCharCode(65 + (index % 26))
}

/** The first values below the header, for recognising a column. */
export function samplesOf({ sample }: Pick<SheetSample, 'sample'>, headerRow: number | null, column: number): string[] {
  const below = sample.filter(({ row }) => headerRow === null || row > headerRow)
  return below
    .map(({ cells }) => cells[column]?.trim() ?? '')
    .filter((text) => text !== '')
    .slice(0, 3)
}

const widest = (sheet: Pick<SheetSample, 'sample'>) => Math.max(0, ...sheet.sample.map(({ cells }) => cells.length))

/** The headers in a row of the sheet; without a header row, as many blanks as there are columns. */
export function headersIn(sheet: Pick<SheetSample, 'sample'>, headerRow: number | null): string[] {
  const cells = sheet.sample.find(({ row }) => row === headerRow)?.cells ?? []
  return Array.from({ length: widest(sheet) }, (_, at) => cells[at]?.trim() ?? '')
}

const bare = (header: string) => header.replace(/\s/g, '')

/** For a row of headers nobody has looked at yet: equal headers mean what they meant before, or what they say. */
export function mappedBy(
  headers: readonly string[],
  known: { headers: readonly string[]; mapping: Mapping },
  fields: readonly Named[],
): Mapping {
  const meaning = new Map(fields.map(({ field, words }) => [bare(words), field]))
  for (const [at, field] of Object.entries(known.mapping)) meaning.set(bare(known.headers[Number(at)] ?? ''), field)
  meaning.delete('')
  const taken = new Set<string>()
  const mapping: Mapping = {}
  for (const [at, header] of headers.entries()) {
    const field = meaning.get(bare(header))
    if (field === undefined || taken.has(field)) continue
    taken.add(field)
    mapping[at] = field
  }
  return mapping
}

export function withField(mapping: Mapping, column: number, field: string): Mapping {
  const rest = Object.fromEntries(Object.entries(mapping).filter(([at]) => at !== String(column)))
  return field === '' ? rest : { ...rest, [column]: field }
}

export const missingIn = (mapping: Mapping, fields: readonly Named[]): Named[] => {
  const found = new Set(Object.values(mapping))
  return fields.filter(({ field, required }) => required && !found.has(field))
}

/** A field that two columns claim. */
export function twiceIn(mapping: Mapping, fields: readonly Named[]): Named | undefined {
  const claimed = Object.values(mapping)
  return fields.find(({ field }) => claimed.filter((one) => one === field).length > 1)
}

export const isSameMapping = (one: Mapping, other: Mapping): boolean => {
  const entries = Object.entries(one)
  return entries.length === Object.keys(other).length && entries.every(([at, field]) => other[at] === field)
}

/** The headers of the columns that stay out; a running number is missed by nobody. */
export const leftOut = ({ headers, mapping }: Pick<Columns, 'headers' | 'mapping'>): string[] =>
  headers.filter((header, at) => header !== '' && mapping[at] === undefined && !/^(序号|编号|no\.?)$/i.test(header))
