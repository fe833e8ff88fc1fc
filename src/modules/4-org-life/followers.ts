import { follow, type Follower } from '#base/event.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { pathMoved } from '#organisations/events.ts'
import { rosterChanged } from '#people/events.ts'
import { followRoster } from '#org-life/actions/talks.ts'
import { movePaths } from '#org-life/store/meetings.ts'

export const followersOf = (world: World): Follower[] => [
  follow(rosterChanged, (tx, { realm, organisations }) => followRoster(tx, world, realm, organisations)),
  follow(pathMoved, (tx, { realm, from, to }) => beyondReach(tx, () => movePaths(tx, realm, from, to))),
]
