import type { Day } from '#base/day.ts'
import type { Sex } from '#app/samples/names.ts'
import { checkCharacter } from '#exchange/values/id-number.ts'
import { unitCheckSign } from '#exchange/values/unit-code.ts'

/**
 * Numbers that look real and belong to nobody.
 *
 * ID numbers: area codes that begin with 99. GB/T 2260 begins with the province (11–65, 71, 81, 82) and gives no 99;
 * the permanent residence number of foreigners begins with 9 and then the same province code, and there is no province
 * 90–99. So no authority can have issued such a number, while its check digit is right and every check of form passes.
 */
export const reservedArea = '990000'
/** For the people of the practice file, who may be imported beside those of the sample world. */
export const practiceArea = '990001'
/** Credit codes use the same area, and organisation numbers that count up from 1: nothing was ever registered so. */
const reservedUnitArea = '990000'
/**
 * Telephones: there is no range for fiction in China. 19900000000 – 19900099999 is agreed on here; it only has the form
 * of a mobile number. Nothing in a sample world may ever send to it.
 */
const phoneBlock = 19900000000

/** `order` 0–499 tells people of one birthday and sex apart. */
export function idNumber(born: Day, sex: Sex, order: number, area: string = reservedArea): string {
  const sequence = order * 2 + (sex === '男' ? 1 : 0)
  const body = area + born.replaceAll('-', '') + String(sequence).padStart(3, '0')
  return body + checkCharacter(body)
}

/** Counts up within the block of 100,000. */
export const phoneNumber = (order: number): string => String(phoneBlock + (order % 100_000))

const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11714: the check sign of the eight signs of an organisation code. */
function organisationCheck(eight: string): string {
  const sum = organisationWeights.reduce((total, weight, i) => total + weight * parseInt(eight[i]!, 36), 0)
  const rest = 11 - (sum % 11)
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest)
}

/**
 * Who registers what: 91 firm, 12 public institution, 11 state organ, 55 residents' committee, 54 villagers' committee,
 * 52 private institution of social service.
 */
export type Registration = '91' | '12' | '11' | '55' | '54' | '52'

/** 统一社会信用代码 of an invented unit. */
export function creditCode(registration: Registration, order: number): string {
  const eight = String(order).padStart(8, '0')
  const body = registration + reservedUnitArea + eight + organisationCheck(eight)
  return body + unitCheckSign(body)
}
