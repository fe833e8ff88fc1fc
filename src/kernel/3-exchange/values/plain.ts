import type { Cell } from '#exchange/read/cell.ts'

const CLEAN = /^[\x21-\x7e\u4e00-\u9fa5]*$/
// zero-width marks, direction marks, joiners, soft hyphens, fillers, variation selectors, tags: seen by nobody
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb]/gu
const SPACES = /[\s\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]/g
// texts copied out of a PDF hold radicals in place of the characters that look the same (⼥ for 女)
const RADICALS = /[\u2f00-\u2fdf]/g

/** The text of a cell, without what cannot be seen; runs of blanks become one, the ends are trimmed. */
export function tidy(cell: Cell): string {
  const text = textOf(cell)
  if (CLEAN.test(text)) return text
  return text
    .replace(INVISIBLE, '')
    .replace(CONTROLS, '')
    .replace(RADICALS, (char) => char.normalize('NFKC'))
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, half)
    .replace(SPACES, ' ')
    .trim()
}

/** The same with every full-width sign made half-width: for numbers, days, codes, not for names of people or bodies. */
export const plain = (cell: Cell): string => tidy(cell).replace(/[\uff01-\uff5e]/g, half).trim()

const half = (char: string): string => String.fromCharCode(char.charCodeAt(0) - 0xfee0)

function textOf(cell: Cell): string {
  if (typeof cell === 'string') return cell
  if (cell === null) return ''
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  return typeof cell === 'number' ? String(cell) : cell.date
}
