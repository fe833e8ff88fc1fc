import { sql } from 'kysely'
import { one } from '#base/sql.ts'
import type { Pool } from '#database/pools.ts'
import type { Log } from '#database/world.ts'

const every = 3000

/**
 * Watches the embedded database and starts it again when it was killed under the server (out of memory, by hand).
 * It comes back on another port; the pool's next connections go there. Answers how to stop watching.
 */
export function keepDatabase(pool: Pool, revive: () => Promise<string>, log: Log): () => Promise<void> {
  let failures = 0
  let looking: Promise<void> = Promise.resolve()
  const look = async () => {
    try {
      await one(pool.db, sql`select 1`)
      failures = 0
    } catch {
      // Once may be a moment of recovery, which PostgreSQL manages by itself
      if (++failures < 2) return
      log.warn({}, 'the embedded database is started again')
      pool.raw.options.connectionString = await revive()
    }
  }
  const timer = setInterval(() => {
    looking = looking.then(look).catch((error: Error) => log.error({ error: error.message }, 'the embedded database does not come back'))
  }, every)
  return async () => {
    clearInterval(timer)
    await looking
  }
}
