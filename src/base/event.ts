import type { Db } from '#base/sql.ts'

/**
 * How a low module lets a high one follow in the same transaction without knowing it: the low one tells, the roof
 * joins the followers listed in the modules' manifests.
 */
export interface Event<F> {
  name: string
  /** only the type of the facts; never set */
  facts?: F
}

export interface Follower {
  event: string
  hear(tx: Db, facts: never): Promise<void>
}

export const event = <F>(name: string): Event<F> => ({ name })

export const follow = <F>(on: Event<F>, hear: (tx: Db, facts: F) => Promise<void>): Follower => ({ event: on.name, hear })

export type Tell = <F>(tx: Db, event: Event<F>, facts: F) => Promise<void>

/** Followers hear one after another; a throw rolls the whole act back. */
export const tellerOf =
  (followers: Follower[]): Tell =>
  async (tx, event, facts) => {
    for (const follower of followers) if (follower.event === event.name) await follower.hear(tx, facts as never)
  }
