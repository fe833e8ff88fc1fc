import { refuse, type Refused } from '#base/decision.ts'
import type { OrganisationRefusal } from '#organisations/rules/refusals.ts'

/** Who asks to move, merge or dissolve a body, or to end the 带 that leads it. */
export interface Say {
  /** the post stands in the body itself */
  own: boolean
  /** a superior, or an organisation that leads it, is in this system */
  above: boolean
}

/** `free`: a body below the post; `above`: the superior's business; `document`: one's own, on a superior's paper (批复) */
export const deciding = ({ own, above }: Say): 'free' | 'above' | 'document' => {
  if (!own) return 'free'
  return above ? 'above' : 'document'
}

/** No head dissolves or moves the own body: that is the superior's, or whose paper says so when none is in this system. */
export function ownRefusal(say: Say, approval: string | undefined): Refused<OrganisationRefusal> | null {
  const by = deciding(say)
  if (by === 'above') return refuse('organisations.own-body')
  return by === 'document' && !approval ? refuse('organisations.needs-document') : null
}
