import { national } from '#regulations/packs/national.ts'
import type { Duty } from '#obligations/duty.ts'

/** Twenty duties by the rules that say how often; where there are fewer, some twice. */
const rules = national.rules.filter((rule) => rule.every !== undefined).map(({ id }) => id)
export const benchDuties: Duty[] = Array.from({ length: 20 }, (_, i) => {
  const rule = rules[i % rules.length]!
  return { id: `bench.${i}`, words: rule, rule, verb: '登记', address: () => '/' }
})
