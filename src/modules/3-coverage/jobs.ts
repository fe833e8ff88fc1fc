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
  let ended = false
  let round: Promise<void> = Promise.resolve()
  const look = async () => {
    const today = world.clock.today()
    await coverageRound(world, today !== day, () => ended)
    day = today
  }
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    round = look()
      .catch((error: Error) => world.log.error({ error: error.message }, 'coverage was not brought up to date'))
      .finally(() => { busy = false })
  }, every)
  return async () => {
    ended = true
    clearInterval(timer)
    await round
  }
}
