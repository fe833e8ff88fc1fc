import { event } from '#base/event.ts'

/** An organisation laid something down over a rule, or ended it: what is judged by rules below it is judged anew. */
export interface RulesLaid {
  realm: number
  path: string
}
export const rulesLaid = event<RulesLaid>('regulations.laid')
