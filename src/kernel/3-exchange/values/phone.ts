import type { Cell } from '#exchange/read/cell.ts'
import { bad, good, type Parsed } from '#exchange/values/parsed.ts'
import { plain } from '#exchange/values/plain.ts'

/** A mobile as 11 digits, a landline as `010-12345678` or `0755-12345678-801`. */
export function readPhone(cell: Cell): Parsed<string> {
  if (typeof cell === 'number' && (!Number.isInteger(cell) || cell >= 1e13)) return bad('phone-unreadable')
  const given = plain(cell)
  if (/^\d(\.\d+)?E\+?\d+$/i.test(given)) return bad('phone-destroyed')
  if (/\d.*\*{2,}/.test(given)) return bad('phone-masked')
  const whole = readOne(given)
  if (whole.ok) return whole
  const several = given.split(/[/,;、，；|\s]+|或/).filter((part) => /\d{7,}/.test(part.replace(/\D/g, '')))
  if (several.length > 1) {
    const first = readOne(several[0]!)
    return bad('phone-several', first.ok ? first.value : undefined)
  }
  return proposed(given, whole)
}

function readOne(text: string): Parsed<string> {
  const bare = text.replace(/分机/, '转').replace(/[\s.·'"()（）\-—–_]/g, '')
  if (!/^\+?\d[\d转]*$/.test(bare)) return bad('phone-unreadable')
  const digits = bare.replace(/^(\+86|0086|86(?=1[3-9]\d{9}$)|86(?=0\d{10,11}$))/, '')
  const mobile = /^0?(1[3-9]\d{9})$/.exec(digits)
  if (mobile) return good(mobile[1]!)
  if (/^[48]00\d{7}$/.test(digits)) return good(digits)
  return landline(text, digits)
}

const LANDLINE = /^(010|02\d|0[3-9]\d{2})([2-9]\d{6,7})$/
const EXTENSION = /(?:-|转|分机)\s*(\d{1,6})$/

function landline(text: string, digits: string): Parsed<string> {
  const whole = LANDLINE.exec(digits)
  if (whole) return good(`${whole[1]}-${whole[2]}`)
  const extension = EXTENSION.exec(text)
  const main = extension && LANDLINE.exec(digits.slice(0, -extension[1]!.length).replace(/转$/, ''))
  if (main) return good(`${main[1]}-${main[2]}-${extension[1]}`)
  return bad(/^[2-9]\d{6,7}$/.test(digits) ? 'phone-area-missing' : 'phone-length')
}

/** 138 0000 0000（微信）, 手机：138…: the one number inside is probably meant. */
function proposed(text: string, otherwise: Parsed<string>): Parsed<string> {
  const inside = /(?<!\d)1[3-9]\d{9}(?!\d)/.exec(text.replace(/[\s-]/g, '').replace(/[oO]/g, '0'))
  return inside ? bad('phone-unreadable', inside[0]) : otherwise
}

/** `138****0000`, `010-****5678` */
export function maskPhone(phone: string): string {
  if (/^1\d{10}$/.test(phone)) return `${phone.slice(0, 3)}****${phone.slice(7)}`
  const parts = /^(\d{3,4}-)?(\d{3,})(-\d+)?$/.exec(phone)
  return parts ? `${parts[1] ?? ''}****${parts[2]!.slice(-4)}` : '*'.repeat(phone.length)
}
