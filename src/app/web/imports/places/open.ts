import type { OutputOf } from '#base/contract.ts'
import type { places } from '#exchange/contract.ts'

export type Place = OutputOf<typeof places>['places'][number]
type Settled = Pick<Place, 'organisation' | 'founding' | 'fault'>

/** A name that stands for no organisation yet, or for one that cannot take its rows. */
export const isOpen = ({ organisation, founding, fault }: Settled): boolean =>
  founding === null && (organisation === null || fault !== null)

const sureFrom = 0.35
const aheadBy = 1.5
const numerals = (text: string) => text.replace(/[^0-9０-９一二三四五六七八九十]/g, '')

/** The proposal to take without looking: near, well ahead of the next, never another number (第一 for 第二). */
export function sureProposal(place: Settled & Pick<Place, 'proposals' | 'text'>): string | null {
  const [first, second] = place.proposals
  if (!isOpen(place) || !first || first.score < sureFrom) return null
  if (second && first.score < second.score * aheadBy) return null
  return numerals(first.name) === numerals(place.text) ? first.id : null
}

/** May be founded without looking: nothing near it stands. */
export const sureFounding = (place: Settled & Pick<Place, 'proposals' | 'proposedFounding'>): boolean =>
  isOpen(place) && place.organisation === null && place.proposals.length === 0 && place.proposedFounding !== null
