import { allow, refuse, type Decision } from '#base/decision.ts'
import { items, paysInLine, slips, slipsOf, type DuesLine, type ItemCode, type Worksheet } from '#dues/codes.ts'

export type BaseRefusal =
  | 'dues.payer-unfitting' | 'dues.item-unfitting' | 'dues.item-twice' | 'dues.base-missing' | 'dues.base-negative'
  | 'dues.bonus-excluded' | 'dues.base-fixed'

/** A sum over a whole, rounded half up to whole fen. */
export const shareOf = (fen: number, part: number, of: number): number => Math.floor((2 * fen * part + of) / (2 * of))

/** The base in fen: what counts less what comes off it. Null where the dues are a fixed sum. A year's bonus counts in its own month. */
export function baseOf(line: DuesLine, { payer, slip, items: given }: Worksheet, inFirstMonth = true): Decision<number | null, BaseRefusal> {
  if (!paysInLine(line, payer) || !slipsOf[payer].includes(slip)) return refuse('dues.payer-unfitting')
  const fitting: readonly ItemCode[] = slips[slip]
  if (given.some(({ item }) => !fitting.includes(item))) return refuse('dues.item-unfitting')
  if (new Set(given.map(({ item }) => item)).size < given.length) return refuse('dues.item-twice')
  if (slip === 'none') return allow(null)
  const counted = given.filter(({ item }) => inFirstMonth || item !== 'year-bonus')
  const sum = counted.reduce((total, { item, fen }) => total + items[item] * fen, 0)
  if (given.every(({ item }) => items[item] < 0 || item === 'year-bonus')) return refuse('dues.base-missing')
  if (sum < 0) return refuse('dues.base-negative')
  // 第四条: the monthly average of the quarter before
  return allow(slip === 'quarter' ? shareOf(sum, 1, 3) : sum)
}

export interface Policy {
  /** what comes once a year counts in its month */
  bonus: boolean
  /** fixed at the start of the year, and not changed in it without a reason */
  fixed: boolean
}

/** Whether a pay slip may be laid down from a month on, beside what holds in that year already. */
export function mayAssess(
  line: DuesLine, sheet: Worksheet & { from: string; reason: string }, held: readonly (Worksheet & { from: string })[], policy: Policy,
): Decision<number | null, BaseRefusal> {
  const base = baseOf(line, sheet, false)
  if (!base.ok) return base
  if (sheet.items.some(({ item }) => item === 'year-bonus') && !policy.bonus) return refuse('dues.bonus-excluded')
  const before = held.findLast(({ from }) => from < sheet.from && from.slice(0, 4) === sheet.from.slice(0, 4))
  const stood = before && baseOf(line, before, false)
  const changes = stood?.ok === true && stood.value !== null && base.value !== null && stood.value !== base.value
  return policy.fixed && changes && sheet.reason === '' ? refuse('dues.base-fixed') : base
}
