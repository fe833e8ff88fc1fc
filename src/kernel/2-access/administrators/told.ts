import { event } from '#base/event.ts'
import type { ProposalKind } from '#access/administrators/store.ts'

/** Something changed in who guards the installation: the roof tells whoever must know of it. */
export interface Told {
  what: 'proposed' | 'confirmed' | 'alone' | 'declined' | 'withdrawn' | 'profile-raised' | 'emergency-opened' | 'emergency-ended'
  kind: ProposalKind
  /** what it is about, in words without anybody's data */
  words: string
  by: { accountId: number; words: string }
  /** the organisation an emergency seat stands over */
  place?: { realm: number; organisationId: string; organisationName: string }
}

export const administrationTold = event<Told>('access.administration')
