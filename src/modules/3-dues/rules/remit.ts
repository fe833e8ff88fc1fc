import { isToBeChecked, ruleOn, type HoldingRegulation, type Place, type Regulation } from '#regulations/rules.ts'
import type { DuesLine } from '#dues/codes.ts'
import { shareOf } from '#dues/rules/base.ts'

const byClass = ['local', 'centre', 'transport', 'finance'] as const

/** What part of what members paid goes up; null where nobody laid one down. */
export function ratioFor(rules: readonly Regulation[], line: DuesLine, place: Place): HoldingRegulation | null {
  const kind = line === 'party' ? (ruleOn(rules, 'party.dues.remit.class', place)?.value ?? 0) : 0
  const rule = ruleOn(rules, `${line}.dues.remit.${byClass[kind] ?? 'local'}`, place)
  return rule && !(rule.value === 0 && isToBeChecked(rule)) ? rule : null
}

/**
 * What goes up for a year, on all that was paid in it: reckoned on the whole, so that parts remitted at several times
 * add up to it. A ratio is a percentage with up to three places.
 */
export const remittanceOf = (paid: number, ratio: HoldingRegulation): number => shareOf(Math.max(paid, 0), Math.round(ratio.value * 1000), 100_000)
