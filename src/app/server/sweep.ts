import { expire } from '#access/expire.ts'
import type { World } from '#database/world.ts'

const every = 60_000

/** Once a minute what has expired goes, also right at the start. Answers how to stop. */
export function sweepExpired({ db, clock, log }: World): () => Promise<void> {
  let sweeping: Promise<unknown> = Promise.resolve()
  const sweep = () => {
    sweeping = expire(db, clock.now()).catch((error: Error) => log.warn({ error: error.message }, 'what has expired could not be removed'))
  }
  sweep()
  const timer = setInterval(sweep, every)
  return async () => {
    clearInterval(timer)
    await sweeping
  }
}
