import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { isDiskFull } from '#base/http/away.ts'
import { sha256 } from '#base/seal.ts'
import { many, planned, run, type Db } from '#base/sql.ts'
import { accountOf, type AccountRow } from '#access/accounts.ts'
import type { Account, Seat } from '#access/actor.ts'
import { soon } from '#access/believed.ts'
import { rememberSignIn } from '#access/events.ts'

export const idleMinutes = 30
export const absoluteHours = 12

export interface From {
  address: string
  agent: string
}

export interface Session {
  id: number
  publicId: string
  account: Account
  seats: Seat[]
}

/** A fresh random token at every sign-in; only its hash is stored. */
export async function openSession(db: Db, accountId: number, from: From, now: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const ends = new Date(now.getTime() + absoluteHours * 3600_000)
  await run(
    db,
    sql`insert into access_sessions (public_id, account_id, token_hash, made_at, seen_at, ends_at, address, agent)
      values (${newId()}, ${accountId}, ${sha256(token)}, ${now}, ${now}, ${ends}, ${from.address}, ${from.agent.slice(0, 300)})`,
  )
  await rememberSignIn(db, 'sign-in', accountId, from.address, now)
  return token
}

interface SessionRow extends AccountRow {
  session_id: number
  session_public_id: string
  seen_at: Date
}

interface SeatRow {
  seat_public_id: string
  seat_realm_id: number
  post: string
  organisation_id: string
  organisation_name: string
  path: string
  reach: string[]
}

const seatColumns = sql.raw(`t.public_id as seat_public_id, t.realm_id as seat_realm_id, t.post, t.organisation_id, t.organisation_name,
  t.path, t.reach`)
const heldOn = (today: string, now: Date) =>
  sql`t.starts <= ${today} and (t.ends is null or t.ends > ${today}) and (t.until is null or t.until > ${now})`

const seatOf = (row: SeatRow): Seat => ({
  publicId: row.seat_public_id,
  realm: row.seat_realm_id,
  post: row.post,
  organisationId: row.organisation_id,
  organisationName: row.organisation_name,
  path: row.path,
  reach: row.reach,
})

/**
 * The session of a token with its account and the seats held today; null when it ended, idled out or was closed. One
 * query with a row per seat, because every request begins with it.
 */
export async function sessionOf(db: Db, token: string, now: Date, today: string): Promise<Session | null> {
  const idle = new Date(now.getTime() - idleMinutes * 60_000)
  const rows = await many(
    db,
    planned('access.session', sql<SessionRow & (SeatRow | { seat_public_id: null })>`select s.id session_id, s.public_id session_public_id,
        s.seen_at, a.id, a.public_id, a.login, a.name, a.password, a.realm_id, a.person_id, a.state, ${seatColumns}
      from access_sessions s join access_accounts a on a.id = s.account_id
      left join access_seats t on t.account_id = a.id and ${heldOn(today, now)}
      where s.token_hash = ${sha256(token)} and s.ends_at > ${now} and s.seen_at > ${idle} and s.seen_at <= ${soon(now)} and a.state = 'active'
      order by t.id`),
  )
  const row = rows[0]
  if (!row) return forget(db, token)
  if (now.getTime() - row.seen_at.getTime() > 60_000) {
    await run(db, sql`update access_sessions set seen_at = ${now} where id = ${row.session_id}`)
  }
  const seats = rows.flatMap((one) => (one.seat_public_id === null ? [] : [seatOf(one)]))
  return { id: row.session_id, publicId: row.session_public_id, account: accountOf(row), seats }
}

/** What is over stays over, whatever the clock will say: a session refused once is gone. */
async function forget(db: Db, token: string): Promise<null> {
  await run(db, sql`delete from access_sessions where token_hash = ${sha256(token)}`).catch((error: unknown) => {
    // With a full disk it stays, and is refused again
    if (!isDiskFull(error)) throw error
  })
  return null
}

export async function seatsOf(db: Db, accountId: number, today: string, now: Date): Promise<Seat[]> {
  const held = sql<SeatRow>`select ${seatColumns} from access_seats t where t.account_id = ${accountId} and ${heldOn(today, now)} order by t.id`
  return (await many(db, held)).map(seatOf)
}

export interface OwnSession {
  public_id: string
  made_at: Date
  seen_at: Date
  ends_at: Date
  address: string
  agent: string
}

export const sessionsOf = (db: Db, accountId: number, now: Date): Promise<OwnSession[]> =>
  many(
    db,
    sql<OwnSession>`select public_id, made_at, seen_at, ends_at, address, agent from access_sessions
      where account_id = ${accountId} and ends_at > ${now}
        and seen_at > ${new Date(now.getTime() - idleMinutes * 60_000)} order by seen_at desc`,
  )

/** Ends one session of the account; false when it is not the account's. */
export const endSession = async (db: Db, accountId: number, publicId: string): Promise<boolean> =>
  (await run(db, sql`delete from access_sessions where account_id = ${accountId} and public_id = ${publicId}`)) > 0
