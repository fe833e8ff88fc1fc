import type { Mapping } from '#exchange/columns.ts'
import { headerScore, THRESHOLD, type Known } from '#exchange/guess/header-score.ts'

export interface Assignment<Field extends string> {
  headers: string[][]
  mapping: Mapping<Field>
  scores: Record<number, number>
  /** sum of the scores */
  total: number
}

/** Gives each field its best column and each column one field, the surest first; of equals the left one. */
export function assigned<Field extends string>(headers: string[][], known: readonly Known<Field>[]): Assignment<Field> {
  const pairs: { column: number; field: Field; score: number }[] = []
  for (const [column, lines] of headers.entries()) {
    if (lines.length === 0 || lines.join('').length > 60) continue
    for (const one of known) {
      const score = headerScore(lines, one)
      if (score >= THRESHOLD) pairs.push({ column, field: one.column.field, score })
    }
  }
  pairs.sort((a, b) => b.score - a.score || a.column - b.column)
  const found: Assignment<Field> = { headers, mapping: {}, scores: {}, total: 0 }
  const taken = new Set<Field>()
  for (const { column, field, score } of pairs) {
    if (column in found.mapping || taken.has(field)) continue
    taken.add(field)
    found.mapping[column] = field
    found.scores[column] = score
    found.total += score
  }
  return found
}
