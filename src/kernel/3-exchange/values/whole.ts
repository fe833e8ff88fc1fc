import type { Cell } from '#exchange/read/cell.ts'
import { chineseNumber } from '#exchange/values/chinese-number.ts'
import { bad, good, type Parsed } from '#exchange/values/parsed.ts'
import { plain } from '#exchange/values/plain.ts'

/** A whole number, both ends included. */
export const readWhole = (min: number, max: number) => (cell: Cell): Parsed<number> => {
  if (typeof cell === 'boolean' || (cell !== null && typeof cell === 'object')) return bad('number-unreadable')
  const text = plain(cell).replace(/(?<=\d),(?=\d{3}(\D|$))/g, '').replace(/\s*[个人名户家岁位项次]$/, '')
  if (/^[+-]?\d+(\.0+)?$/.test(text)) {
    const number = Number(text)
    return number < min || number > max ? bad('number-range') : good(number === 0 ? 0 : number)
  }
  if (/^[+-]?\d*\.\d+$/.test(text)) return bad('number-fraction')
  const meant = chineseNumber(text) ?? Number(/^[^\d]*(\d{1,9})[^\d]*$/.exec(text)?.[1] ?? Number.NaN)
  return bad('number-unreadable', meant >= min && meant <= max ? String(meant) : undefined)
}
