import { sql } from 'kysely'
import { run, type Db } from '#base/sql.ts'
import { idleMinutes } from '#access/sessions.ts'

/**
 * Takes away what is over: sessions, unused slips. Done every minute, so that nothing of it is there to revive when the
 * machine's clock is set back. Wrong guesses that seem to lie ahead then count from now, for no longer than any other.
 */
export async function expire(db: Db, now: Date): Promise<number> {
  const idle = new Date(now.getTime() - idleMinutes * 60_000)
  const sessions = await run(db, sql`delete from access_sessions where ends_at <= ${now} or seen_at <= ${idle}`)
  const slips = await run(db, sql`delete from access_slips where used_at is null and ends_at <= ${now}`)
  await run(db, sql`update access_guesses set at = ${now} where at > ${now}`)
  return sessions + slips
}
