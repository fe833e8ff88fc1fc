import type { Cell } from '#exchange/read/cell.ts'
import { bad, good, type Parsed } from '#exchange/values/parsed.ts'
import { plain } from '#exchange/values/plain.ts'

const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const meant: Record<string, string> = { O: '0', I: '1', S: '5', Z: '2', V: 'U' }

/** 统一社会信用代码, GB 32100-2015: 17 signs and a check sign, MOD 31 with the powers of 3. */
export function readUnitCode(cell: Cell): Parsed<string> {
  if (typeof cell === 'number' && Math.abs(cell) >= 1e15) return bad('unit-code-destroyed')
  const code = plain(cell).replace(/[\s\-'’]/g, '').toUpperCase()
  if (/^\d(\.\d+)?E\+\d+$/.test(code)) return bad('unit-code-destroyed')
  if (/^(\d{15}|[\dA-Z]{9})$/.test(code)) return bad('unit-code-old')
  if (code.length !== 18) return bad('unit-code-length')
  if (/[^0-9A-Z]/.test(code)) return bad('unit-code-letters')
  if (/[IOSVZ]/.test(code)) {
    const mended = code.replace(/[IOSVZ]/g, (sign) => meant[sign]!)
    return bad('unit-code-letters', isChecked(mended) ? mended : undefined)
  }
  return isChecked(code) ? good(code) : bad('unit-code-check', swapped(code))
}

const isChecked = (code: string): boolean => code[17] === unitCheckSign(code)

/** The 18th sign for the first 17. */
export function unitCheckSign(code: string): string {
  let sum = 0
  let weight = 1
  for (let i = 0; i < 17; i++) {
    sum += SIGNS.indexOf(code[i]!) * weight
    weight = (weight * 3) % 31
  }
  return SIGNS[(31 - (sum % 31)) % 31]!
}

const alike: Record<string, string> = { 0: 'D', D: '0', 8: 'B', B: '8', 5: 'G', U: 'Y', Q: '0', 2: '7', 7: '1', 1: '7' }

/** One sign misread for one that looks like it: a proposal only if exactly one such change makes the code right. */
function swapped(code: string): string | undefined {
  const found = new Set<string>()
  for (let i = 0; i < 18; i++) {
    const other = alike[code[i]!]
    const changed = other === undefined ? code : code.slice(0, i) + other + code.slice(i + 1)
    if (changed !== code && isChecked(changed)) found.add(changed)
  }
  return found.size === 1 ? [...found][0] : undefined
}
