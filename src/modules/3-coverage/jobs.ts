import { keepRounds } from '#base/rounds.ts'
import type { World } from '#database/world.ts'
import { drain, wakeReviews } from '#coverage/actions/drain.ts'
import { allRealms, realmsWaiting } from '#coverage/store/stats.ts'

/** One round: what waits in the outbox now; on a new day first the reviews that have come. */
export async function coverageRound(world: World, newDay: boolean, stopped: () => boolean = () => false): Promise<void> {
  if (newDay) {
    for (const realm of await allRealms(world.db)) await wakeReviews(world, realm)
  }
  for (const realm of await realmsWaiting(world.db)) await drain(world, realm, stopped)
}

/** Looks every two seconds; answers how to stop, which waits for the round that is going on. */
export function keepCoverage(world: World, every = 2_000): () => Promise<void> {
  let day = ''
  const look = async (stopped: () => boolean) => {
    const today = world.clock.today()
    await coverageRound(world, today !== day, stopped)
    day = today
  }
  return keepRounds(every, look, (error) => world.log.error({ error: error.message }, 'coverage was not brought up to date'))
}
