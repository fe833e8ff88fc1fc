import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { sha256 } from '#base/seal.ts'
import { many, maybe, planned, run, type Db } from '#base/sql.ts'
import { accountOf, type AccountRow } from '#access/accounts.ts'
import type { Account, Seat } from '#access/actor.ts'

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
  return token
}

interface SessionRow extends AccountRow {
  session_id: number
  session_public_id: string
  seen_at: Date
}

/** The session of a token with its account and the seats held today; null when it ended, idled out or was closed. */
export async function sessionOf(db: Db, token: string, now: Date, today: string): Promise<Session | null> {
  const idle = new Date(now.getTime() - idleMinutes * 60_000)
  const row = await maybe(
    db,
    planned('access.session', sql<SessionRow>`select s.id session_id, s.public_id session_public_id, s.seen_at,
        a.id, a.public_id, a.login, a.name, a.password, a.realm_id, a.person_id, a.state
      from access_sessions s join access_accounts a on a.id = s.account_id
      where s.token_hash = ${sha256(token)} and s.ends_at > ${now} and s.seen_at > ${idle} and a.state = 'active'`),
  )
  if (!row) return null
  if (now.getTime() - row.seen_at.getTime() > 60_000) {
    await run(db, sql`update access_sessions set seen_at = ${now} where id = ${row.session_id}`)
  }
  return { id: row.session_id, publicId: row.session_public_id, account: accountOf(row), seats: await seatsOf(db, row.id, today) }
}

interface SeatRow {
  public_id: string
  realm_id: number
  post: string
  organisation_id: string
  organisation_name: string
  path: string
  reach: string[]
}

export async function seatsOf(db: Db, accountId: number, today: string): Promise<Seat[]> {
  const rows = await many(
    db,
    planned('access.seats', sql<SeatRow>`select public_id, realm_id, post, organisation_id, organisation_name, path, reach from access_seats
      where account_id = ${accountId} and starts <= ${today} and (ends is null or ends > ${today}) order by id`),
  )
  return rows.map((row) => ({
    publicId: row.public_id,
    realm: row.realm_id,
    post: row.post,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    path: row.path,
    reach: row.reach,
  }))
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
