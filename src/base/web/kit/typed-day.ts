import { dayOf, type Day } from '#base/day.ts'

const full = /[０-９]/g
const halfWidth = (text: string) => text.replace(full, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))

/**
 * The day a person typed: `20120701`, `2012.7.1`, `2012-07-01`, `2012/7/1`, `2012年7月1日`, also with full-width digits.
 * Null when it is not a day of the calendar; a month alone is not a day, it would have to be invented.
 */
export function typedDay(typed: string): Day | null {
  const text = halfWidth(typed).replace(/\s/g, '')
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
    ?? /^(\d{4})[-./年·。．－](\d{1,2})[-./月·。．－](\d{1,2})日?$/.exec(text)
  return parts ? dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) : null
}
