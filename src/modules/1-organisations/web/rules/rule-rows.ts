import type { OutputOf } from '#base/contract.ts'
import type { rulesInForce } from '#organisations/contract.ts'

export type Rule = OutputOf<typeof rulesInForce>['rules'][number]
export interface RuleFilter { q?: string | undefined; mark?: string | undefined; rule?: string | undefined }

/** `sentence` tells all in one; here the ground and the dates have columns of their own. */
export const saysOf = ({ sentence }: Rule): string => sentence.split('。依据：')[0]!
export const remarkOf = ({ sentence }: Rule): string | undefined => /。依据：[^。]*。(.+)$/s.exec(sentence)?.[1]

/** What is looked for stands in the sentence or the article; marks: to be checked, laid down here or above, of a region. */
export function filtered(rules: readonly Rule[], { q, mark, rule }: RuleFilter): Rule[] {
  return rules.filter((one) =>
    (!rule || one.rule === rule)
    && (!q || one.sentence.includes(q) || one.article.includes(q))
    && (mark === 'check' ? one.toBeChecked : mark === 'set' ? one.isSet || one.own !== null : mark === 'local' ? one.regions.length > 0 : true))
}
