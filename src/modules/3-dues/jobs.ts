import { keepRounds } from '#base/rounds.ts'
import type { World } from '#database/world.ts'
import { settlePastMonths } from '#dues/actions/month.ts'
import { realmsHere } from '#dues/store/month.ts'

/** Once a day the month that has run out is written down in every realm; answers how to stop. */
export function keepDues(world: World, every = 600_000): () => Promise<void> {
  let day = ''
  const look = async (stopped: () => boolean) => {
    const today = world.clock.today()
    if (today === day) return
    for (const { id } of await realmsHere(world.db)) if (!stopped()) await settlePastMonths(world, id)
    day = today
  }
  return keepRounds(
    every, look, (error) => world.log.error({ error: error.message }, 'past months of dues were not written down'),
  )
}
