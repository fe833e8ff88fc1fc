import { sql } from 'kysely'
import { one } from '#base/sql.ts'
import type { Pool } from '#database/pools.ts'
import type { Log } from '#database/world.ts'
import { explain } from '#app/server/explain.ts'

const every = 1000

interface Kept {
  pool: Pool
  /** starts the embedded database again; answers the application's new address */
  revive: () => Promise<string>
  log: Log
  /** tells whoever sits at the console */
  say: (line: string) => void
}

/**
 * Watches the embedded database and starts it again when it was killed under the server (out of memory, a full disk, by
 * hand), however often that takes. It comes back on another port; the pool's next connections go there. Answers how to stop.
 */
export function keepDatabase({ pool, revive, log, say }: Kept): () => Promise<void> {
  const state = { failures: 0, told: false }
  let looking: Promise<void> = Promise.resolve()
  const bringBack = async () => {
    log.warn({}, 'the embedded database is started again')
    pool.raw.options.connectionString = await revive()
    if (state.told) say('数据库已恢复，可以继续使用。')
    state.told = false
  }
  const complain = (error: Error) => {
    log.error({ error: error.message }, 'the embedded database does not come back')
    if (!state.told) say(`数据库停了，还没能重新启动，会一直再试。${explain(error)}`)
    state.told = true
  }
  const look = async () => {
    try {
      await one(pool.db, sql`select 1`)
      state.failures = 0
    } catch {
      // Once may be a moment of recovery, which PostgreSQL manages by itself
      if (++state.failures >= 2) await bringBack()
    }
  }
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    looking = look().catch(complain).finally(() => (busy = false))
  }, every)
  return async () => {
    clearInterval(timer)
    await looking
  }
}
