import { systemClock } from '#base/clock.ts'
import { tellerOf } from '#base/event.ts'
import type { Pool } from '#database/pools.ts'
import type { World } from '#database/world.ts'
import { actWords, followersOf } from '#app/modules.ts'

/** A world over an open pool; `tell` reaches the modules that follow. */
export function worldOf(pool: Pool, parts: Pick<World, 'keys' | 'log' | 'dataDir' | 'outward'>): World {
  const world = { ...parts, db: pool.db, clock: systemClock } as World
  world.tell = tellerOf(followersOf(world))
  world.actWords = actWords
  return world
}
