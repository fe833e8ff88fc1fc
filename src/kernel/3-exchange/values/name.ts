import type { Cell } from '#exchange/read/cell.ts'
import { bad, good, type Parsed } from '#exchange/values/parsed.ts'
import { tidy } from '#exchange/values/plain.ts'

// middle dots of six keyboards; the one of GB 18030 names is U+00B7
const DOTS = /[•・‧∙⋅･●●．]/g
const LETTER = String.raw`\p{Script=Han}`
const HAN = new RegExp(`^${LETTER}+(?:·${LETTER}+)*$`, 'u')
const FOREIGN = /^[\p{L}\p{M}][\p{L}\p{M}'’.·\- ]*$/u

/** A person's name. 张 三 → 张三; blanks in names of other scripts stay. */
export function readName(cell: Cell): Parsed<string> {
  if (typeof cell !== 'string') return bad('name-unreadable')
  const text = tidy(cell).replace(DOTS, '·').replace(/\s*·\s*/g, '·')
  if (text.length > 50) return bad('name-unreadable')
  if (/[\uE000-\uF8FF\uFFFD□?？]/u.test(text)) return bad('name-glyph-lost')
  const closed = text.replace(new RegExp(`(?<=${LETTER}) (?=${LETTER})`, 'gu'), '')
  if (HAN.test(closed)) {
    if ([...closed].length < 2) return bad('name-short')
    return good(closed, closed === text ? undefined : 'blank-removed')
  }
  if (FOREIGN.test(text)) return good(text)
  return withRemark(closed)
}

/** 张三（女）, 张三*, 张三1, 1.张三 */
function withRemark(text: string): Parsed<string> {
  const bare = text
    .replace(/[（(【[].*$/, '')
    .replace(/[*＊#★☆△▲]+/g, '')
    .replace(/^\d+[、.．\s]*|\d+$/g, '')
    .trim()
  const proposal = bare !== text && HAN.test(bare) && [...bare].length > 1 ? bare : undefined
  if (/\d/.test(text.replace(/[（(【[].*$/, ''))) return bad('name-digits', proposal)
  return bad(/[（(【[*＊#★☆△▲]/.test(text) ? 'name-remark' : 'name-unreadable', proposal)
}

/** A line of free text, tidied: names of bodies, addresses, remarks. */
export const readText = (max: number) => (cell: Cell): Parsed<string> => {
  const text = tidy(cell)
  return text.length > max ? bad('too-long') : good(text)
}
