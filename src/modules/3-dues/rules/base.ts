import { allow, refuse, type Decision } from '#base/decision.ts'
import { items, paysInLine, slips, slipsOf, type DuesLine, type ItemCode, type Worksheet } from '#dues/codes.ts'

export type BaseRefusal = 'dues.payer-unfitting' | 'dues.item-unfitting' | 'dues.item-twice' | 'dues.base-missing' | 'dues.base-negative'

/** A sum over a whole, rounded half up to whole fen. */
export const shareOf = (fen: number, part: number, of: number): number => Math.floor((2 * fen * part + of) / (2 * of))

/** The base in fen: what counts less what comes off it. Null where the dues are a fixed sum. */
export function baseOf(line: DuesLine, { payer, slip, items: given }: Worksheet): Decision<number | null, BaseRefusal> {
  if (!paysInLine(line, payer) || !slipsOf[payer].includes(slip)) return refuse('dues.payer-unfitting')
  const fitting: readonly ItemCode[] = slips[slip]
  if (given.some(({ item }) => !fitting.includes(item))) return refuse('dues.item-unfitting')
  if (new Set(given.map(({ item }) => item)).size < given.length) return refuse('dues.item-twice')
  if (slip === 'none') return allow(null)
  const sum = given.reduce((total, { item, fen }) => total + items[item] * fen, 0)
  if (given.every(({ item }) => items[item] < 0)) return refuse('dues.base-missing')
  if (sum < 0) return refuse('dues.base-negative')
  // 第四条: the monthly average of the quarter before
  return allow(slip === 'quarter' ? shareOf(sum, 1, 3) : sum)
}
