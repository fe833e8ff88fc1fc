import type { Day } from '#base/day.ts'
import { allow, refuse, type Decision } from '#base/decision.ts'
import { holds, ruleOn, type Regulation } from '#regulations/rules.ts'

/** What a masked value is looked at for; in words in words.ts. */
export const purposes = ['contact', 'verify', 'transfer', 'care', 'report', 'other'] as const
export type Purpose = (typeof purposes)[number]

/** Letters and figures, each run of one sign counted once: 。。。。 and 1111 say nothing. */
export const wordsIn = (reason: string): number => reason.replace(/[^\p{L}\p{N}]/gu, '').replace(/(.)\1+/gu, '$1').length

const ruleFor = (regulations: readonly Regulation[], day: Day) => ruleOn(regulations, 'privacy.unmask.reason-words', { day, kind: '', line: '' })

/** As few words as a reason may have. */
export const fewestWords = (regulations: readonly Regulation[], day: Day): number => ruleFor(regulations, day)?.value ?? 1

export function mayUnmask(reason: string, regulations: readonly Regulation[], day: Day): Decision<true, 'people.reason-too-short'> {
  const rule = ruleFor(regulations, day)
  return rule && !holds(rule, wordsIn(reason)) ? refuse('people.reason-too-short', { fewest: rule.value }) : allow(true)
}
