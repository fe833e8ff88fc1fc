import type { Doer } from '#ledger/act.ts'

export interface Account {
  id: number
  publicId: string
  name: string
  login: string
  realm: number
  /** public id of the person this account belongs to, if any */
  personId: string | null
}

export interface Seat {
  publicId: string
  realm: number
  post: string
  organisationId: string
  organisationName: string
  path: string
  reach: string[]
}

/** An account acting as one post: what every guarded handler gets. No union of several posts' rights. */
export interface Actor extends Doer {
  account: Account
  seat: Seat
  permissions: ReadonlySet<string>
}

/** What the roof tells access about posts: which permissions they hold and how they are called. */
export interface Powers {
  permissionsOf(post: string): ReadonlySet<string>
  wordsOf(post: string): string
  /** how much hangs on the post: it runs the installation, a subtree, or only its own body */
  weightOf(post: string): 'administrator' | 'committee' | 'own'
}

export function actorOf(account: Account, seat: Seat, powers: Powers): Actor {
  return {
    account,
    seat,
    permissions: powers.permissionsOf(seat.post),
    realm: seat.realm,
    reach: seat.reach,
    accountId: account.id,
    name: account.name,
    postWords: `${seat.organisationName} ${powers.wordsOf(seat.post)}`,
    seatId: seat.publicId,
  }
}
