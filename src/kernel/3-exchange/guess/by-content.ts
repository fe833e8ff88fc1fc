import type { Column, Look, Mapping } from '#exchange/columns.ts'
import type { Assignment } from '#exchange/guess/assign.ts'
import { isBirthOf, share } from '#exchange/guess/content.ts'
import type { Cell } from '#exchange/read/cell.ts'

export interface Found<Field extends string> {
  mapping: Mapping<Field>
  sure: Record<number, { score: number; by: 'header' | 'content' }>
}
type Data = readonly { cells: Cell[] }[]

const cellsOf = (data: Data, column: number): Cell[] => data.map(({ cells }) => cells[column] ?? null)

// looks that decide by themselves which column it is; an education or a day may be any of several
const TELLING: readonly Look[] = [
  'id-number', 'unit-code', 'phone', 'sex', 'nation', 'education', 'organisation', 'name',
]
const ENOUGH = 0.7

/** Columns by what stands in them: for sheets without a header. */
export function byContent<Field extends string>(data: Data, columns: readonly Column<Field>[]): Found<Field> {
  const found: Found<Field> = { mapping: {}, sure: {} }
  fillByContent(found, data, columns)
  return found
}

/** A header's guess checked against the data: a doubtful header over alien data is given up. */
export function confirmed<Field extends string>(
  { mapping, scores }: Assignment<Field>, data: Data, columns: readonly Column<Field>[],
): Found<Field> {
  const found: Found<Field> = { mapping: {}, sure: {} }
  for (const [index, field] of Object.entries<Field>(mapping)) {
    const column = Number(index)
    const score = scores[column]!
    const look = columns.find((one) => one.field === field)?.look
    const cells = cellsOf(data, column).filter((cell) => cell !== null)
    const fits = look === undefined || look === 'organisation' || cells.length === 0 ? 1 : share(look, cells)
    if (score < 0.9 && fits < 0.3) continue
    found.mapping[column] = field
    found.sure[column] = { score: round(fits < 0.3 ? score * 0.7 : score), by: 'header' }
  }
  fillByContent(found, data, columns, (look) => look === 'id-number' || look === 'unit-code')
  return found
}

function fillByContent<Field extends string>(
  found: Found<Field>, data: Data, columns: readonly Column<Field>[], wanted: (look: Look) => boolean = () => true,
): void {
  const width = Math.max(0, ...data.map(({ cells }) => cells.length))
  for (const look of TELLING) {
    if (!wanted(look)) continue
    const fields = columns.filter((column) => column.look === look)
    const free = fields.find(({ field }) => !Object.values(found.mapping).includes(field))
    if (!free || free !== fields[0]) continue
    const best = bestColumn(look, data, width, found.mapping)
    if (best) accept(found, best.column, free.field, best.share)
  }
  if (wanted('day')) findBirth(found, data, columns, width)
}

function bestColumn(look: Look, data: Data, width: number, mapping: Mapping): { column: number; share: number } | null {
  let best: { column: number; share: number } | null = null
  for (let column = 0; column < width; column++) {
    if (column in mapping) continue
    const found = share(look, cellsOf(data, column))
    if (found >= ENOUGH && found > (best?.share ?? 0)) best = { column, share: found }
  }
  return best
}

/** Which of several columns of days is the birth, the ID numbers tell; the others must be named by a person. */
function findBirth<Field extends string>(
  found: Found<Field>, data: Data, columns: readonly Column<Field>[], width: number,
): void {
  const birth = columns.find((column) => column.look === 'day' && /出生/.test(column.words))
  const fieldOf = (look: Look) => columns.find((column) => column.look === look)?.field
  const id = Object.entries<Field>(found.mapping).find(([, field]) => field === fieldOf('id-number'))
  if (!birth || !id || Object.values(found.mapping).includes(birth.field)) return
  for (let column = 0; column < width; column++) {
    if (column in found.mapping || !isBirthOf(cellsOf(data, column), cellsOf(data, Number(id[0])))) continue
    return accept(found, column, birth.field, 1)
  }
}

function accept<Field extends string>(found: Found<Field>, column: number, field: Field, sure: number): void {
  found.mapping[column] = field
  found.sure[column] = { score: round(sure * 0.8), by: 'content' }
}

const round = (score: number): number => Math.round(score * 100) / 100
