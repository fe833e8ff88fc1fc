import { follow, type Follower } from '#base/event.ts'
import { beyondReach } from '#database/scope.ts'
import { pathMoved } from '#organisations/events.ts'
import { movePaths } from '#dues/store/months.ts'

/** Dues stay with the body they were paid to, wherever it moves. */
export const followers: Follower[] = [
  follow(pathMoved, (tx, { realm, from, to }) => beyondReach(tx, () => movePaths(tx, realm, from, to))),
]
