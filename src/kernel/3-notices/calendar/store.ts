import { sql } from 'kysely'
import { maybe, run, type Db } from '#base/sql.ts'

export interface CalendarRow {
  made_at: Date
  read_at: Date | null
}

export const calendarOf = (db: Db, accountId: number): Promise<CalendarRow | null> =>
  maybe(db, sql<CalendarRow>`select made_at, read_at from notices_calendars where account_id = ${accountId}`)

/** One address at a time: a new one takes the place of the old. */
export const saveCalendar = (tx: Db, realm: number, accountId: number, hash: Buffer, now: Date): Promise<number> =>
  run(
    tx,
    sql`insert into notices_calendars (realm_id, account_id, token_hash, made_at) values (${realm}, ${accountId}, ${hash}, ${now})
      on conflict (realm_id, account_id) do update set token_hash = excluded.token_hash, made_at = excluded.made_at, read_at = null, reads = 0, window_at = null`,
  )

export const removeCalendar = (tx: Db, accountId: number): Promise<number> =>
  run(tx, sql`delete from notices_calendars where account_id = ${accountId}`)

/** Whose calendar it is, and how often it was asked for within the hour. */
export const openCalendar = (db: Db, hash: Buffer, now: Date): Promise<{ account_id: number; reads: number } | null> =>
  maybe(db, sql<{ account_id: number; reads: number }>`select account_id, reads from notices_open_calendar(${hash}, ${now})`)
