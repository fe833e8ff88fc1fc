import type { OutputOf } from '#base/contract.ts'
import type { places } from '#exchange/contract.ts'

export type Place = OutputOf<typeof places>['places'][number]
type Settled = Pick<Place, 'organisation' | 'founding' | 'fault'>

/** A name that stands for no organisation yet, or for one that cannot take its rows. */
export const isOpen = ({ organisation, founding, fault }: Settled): boolean =>
  founding === null && (organisation === null || fault !== null)

const sureFrom = 0.75
const aheadBy = 0.08

/** The proposal that may be taken without looking: near, and well ahead of the next. */
export function sureProposal(place: Settled & Pick<Place, 'proposals'>): string | null {
  const [first, second] = place.proposals
  if (!isOpen(place) || !first || first.score < sureFrom) return null
  return second && first.score - second.score < aheadBy ? null : first.id
}

/** May be founded without looking: nothing near it stands. */
export const sureFounding = (place: Settled & Pick<Place, 'proposals' | 'proposedFounding'>): boolean =>
  isOpen(place) && place.organisation === null && place.proposals.length === 0 && place.proposedFounding !== null
