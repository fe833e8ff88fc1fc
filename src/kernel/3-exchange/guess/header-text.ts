import type { Cell } from '#exchange/read/cell.ts'
import { plain } from '#exchange/values/plain.ts'

/** A header without what offices decorate it with: blanks and line breaks, stars, numbering, colons, 的. */
export const headerText = (cell: Cell): string =>
  plain(cell)
    .replace(/\s+/g, '')
    .replace(/[*★☆※▲:;,"'“”‘’_。的]+/g, '')
    .replace(/^[（(]?\d{1,2}[)）.、]+(?=\D)/, '')
    .replace(/[(（【[](必填|必填项|选填|可选|不填|可不填|非必填)[)）\]】]|必填项?$/g, '')
    .toLowerCase()

/** The same without what stands in brackets: units, examples, how to fill in. */
export const bareHeader = (text: string): string => text.replace(/[(（【[][^)）\]】]*[)）\]】]?/g, '')

/** Of all the pairs of neighbouring characters, the share that two words have in common (Dice). */
export function likeness(a: string, b: string): number {
  if (a === b) return 1
  const left = pairs(a)
  const right = pairs(b)
  if (left.length === 0 || right.length === 0) return 0
  const rest = [...right]
  let common = 0
  for (const pair of left) {
    const at = rest.indexOf(pair)
    if (at < 0) continue
    rest.splice(at, 1)
    common++
  }
  return (2 * common) / (left.length + right.length)
}

const pairs = (text: string): string[] =>
  Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2))

/**
 * What a corrected mapping is remembered under: the header cells of a sheet, decoration aside. Two sheets of the same
 * office's template have the same signature.
 */
export function headerSignature(headers: readonly Cell[]): string {
  const texts = headers.map((cell) => headerText(cell).slice(0, 40))
  while (texts.length > 0 && texts.at(-1) === '') texts.pop()
  return texts.join('|')
}
