import { dayOf, type Day } from '#base/day.ts'
import type { Cell } from '#exchange/read/cell.ts'
import { bad, good, type Parsed } from '#exchange/values/parsed.ts'
import { plain } from '#exchange/values/plain.ts'
import type { ValueNote } from '#exchange/values/words.ts'

export interface IdNumber {
  /** 18 places, X in capitals */
  number: string
  born: Day
  sex: '男' | '女'
}

/** 公民身份号码, GB 11643: 17 digits and a check character (ISO 7064 MOD 11-2); 15 digits until 1999. */
export function readIdNumber(cell: Cell, context: { today: Day }): Parsed<IdNumber> {
  // a spreadsheet keeps 15 digits of a number and writes zeros for the rest
  if (typeof cell === 'number' && Math.abs(cell) >= 1e15) return bad('id-destroyed')
  const given = plain(cell).replace(/[\s\-'’‘`"]/g, '').toUpperCase().replace(/[ХΧ]$/, 'X')
  if (/^\d(\.\d+)?E\+?\d+$/.test(given)) return bad('id-destroyed')
  if (/\d.*\*{2,}/.test(given)) return bad('id-masked')
  const mended = given.replace(/[O〇]/g, '0').replace(/[IL|]/g, '1').replace(/[×✕╳*]$/, 'X')
  if (mended !== given) return bad('id-letters', read(mended, context).ok ? mended : undefined)
  return read(given, context)
}

function read(text: string, context: { today: Day }): Parsed<IdNumber> {
  if (/[^\dX]/.test(text) || /X./.test(text)) return bad('id-letters')
  if (text.length === 15) return fromFifteen(text, context)
  if (text.length === 17 && bornIn(text, context)) return bad('id-length', text + checkCharacter(text))
  if (text.length !== 18) return bad('id-length')
  const born = bornIn(text, context)
  if (text.slice(17) === checkCharacter(text)) return born === null ? bad('id-birth') : whole(text, born)
  if (text.endsWith('000')) return bad('id-destroyed')
  return born === null ? bad('id-birth') : bad('id-check-digit', text.slice(0, 17) + checkCharacter(text))
}

/** The 15 digits had a year of two places; all of their holders were born in the last century. */
function fromFifteen(text: string, context: { today: Day }): Parsed<IdNumber> {
  if (text.includes('X')) return bad('id-length')
  const body = `${text.slice(0, 6)}19${text.slice(6)}`
  const born = bornIn(body, context)
  return born === null ? bad('id-birth') : whole(body + checkCharacter(body), born, 'id-15')
}

const whole = (number: string, born: Day, note?: ValueNote): Parsed<IdNumber> =>
  good({ number, born, sex: Number(number[16]) % 2 === 1 ? '男' : '女' }, note)

function bornIn(text: string, context: { today: Day }): Day | null {
  const born = dayOf(Number(text.slice(6, 10)), Number(text.slice(10, 12)), Number(text.slice(12, 14)))
  return born !== null && born >= '1880-01-01' && born <= context.today ? born : null
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The 18th character for the first 17 digits. */
export function checkCharacter(digits: string): string {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += Number(digits[i]) * WEIGHTS[i]!
  return '10X98765432'[sum % 11]!
}

/** First place and last two (security.md P-04): `3***************12` */
export const maskIdNumber = (number: string): string =>
  number.length < 4 ? '*'.repeat(number.length) : number[0]! + '*'.repeat(number.length - 3) + number.slice(-2)
