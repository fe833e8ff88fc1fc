import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { dayAt } from '#base/day.ts'
import { newId } from '#base/id.ts'
import { isDiskFull } from '#base/http/away.ts'
import { sha256 } from '#base/seal.ts'
import { many, maybe, planned, run, type Db } from '#base/sql.ts'
import { accountOf, type AccountRow } from '#access/accounts.ts'
import type { Account, Seat } from '#access/actor.ts'
import { soon } from '#access/believed.ts'
import { rememberSignIn } from '#access/events.ts'
import type { Opening } from '#access/second-factor.ts'

export const idleMinutes = 30
export const absoluteHours = 12
/** How long the second step may take. */
export const codeMinutes = 10

export interface From {
  address: string
  agent: string
}

/** What a step of signing in answers: the token for the cookie, and what comes next. */
export interface Opened {
  token: string
  next: 'in' | 'code'
  name: string | null
}

export interface Session {
  id: number
  publicId: string
  account: Account
  seats: Seat[]
  /** how it was opened, and when */
  by: Opening[]
  since: Date
}

/** A fresh random token at every sign-in; only its hash is stored. */
export async function openSession(db: Db, accountId: number, from: From, now: Date, by: Opening[] = ['password']): Promise<string> {
  const token = await insertSession(db, accountId, from, { now, by, stage: 'open', minutes: absoluteHours * 60 })
  await run(db, sql`update access_accounts set seen_on = ${dayAt(now)} where id = ${accountId}`)
  await rememberSignIn(db, 'sign-in', accountId, from.address, now)
  return token
}

/** The first half of a sign-in: good for nothing but the second step. */
export const openHalf = (db: Db, accountId: number, from: From, now: Date, by: Opening[]): Promise<string> =>
  insertSession(db, accountId, from, { now, by, stage: 'code', minutes: codeMinutes })

interface NewSession {
  now: Date
  by: Opening[]
  stage: 'open' | 'code'
  minutes: number
}

async function insertSession(db: Db, accountId: number, from: From, { now, by, stage, minutes }: NewSession): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const ends = new Date(now.getTime() + minutes * 60_000)
  await run(
    db,
    sql`insert into access_sessions (public_id, account_id, token_hash, made_at, seen_at, ends_at, address, agent, opened_by, stage)
      values (${newId()}, ${accountId}, ${sha256(token)}, ${now}, ${now}, ${ends}, ${from.address}, ${from.agent.slice(0, 300)}, ${by}, ${stage})`,
  )
  return token
}

/** Whose half a token is, and what the first step was. */
export const halfOf = (db: Db, token: string, now: Date): Promise<(AccountRow & { session_id: number; opened_by: Opening[] }) | null> =>
  maybe(
    db,
    sql<AccountRow & { session_id: number; opened_by: Opening[] }>`select s.id session_id, s.opened_by, a.id, a.public_id, a.login, a.name,
        a.password, a.realm_id, a.person_id, a.state
      from access_sessions s join access_accounts a on a.id = s.account_id
      where s.token_hash = ${sha256(token)} and s.stage = 'code' and s.ends_at > ${now} and a.state = 'active'`,
  )

/** Ends the session of a token, whatever its stage; answers how it was opened. */
export const endByToken = async (db: Db, token: string): Promise<Opening[] | null> =>
  (await maybe(db, sql<{ opened_by: Opening[] }>`delete from access_sessions where token_hash = ${sha256(token)} returning opened_by`))
    ?.opened_by ?? null

export const endAllSessions = (db: Db, accountId: number): Promise<number> =>
  run(db, sql`delete from access_sessions where account_id = ${accountId}`)

interface SessionRow extends AccountRow {
  session_id: number
  session_public_id: string
  seen_at: Date
  made_at: Date
  opened_by: Opening[]
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
        s.seen_at, s.made_at, s.opened_by, a.id, a.public_id, a.login, a.name, a.password, a.realm_id, a.person_id, a.state, ${seatColumns}
      from access_sessions s join access_accounts a on a.id = s.account_id
      left join access_seats t on t.account_id = a.id and ${heldOn(today, now)}
      where s.token_hash = ${sha256(token)} and s.stage = 'open' and s.ends_at > ${now} and s.seen_at > ${idle} and s.seen_at <= ${soon(now)}
        and a.state = 'active' order by t.id`),
  )
  const row = rows[0]
  if (!row) return forget(db, token)
  if (now.getTime() - row.seen_at.getTime() > 60_000) {
    await run(db, sql`update access_sessions set seen_at = ${now} where id = ${row.session_id}`)
  }
  const seats = rows.flatMap((one) => (one.seat_public_id === null ? [] : [seatOf(one)]))
  return { id: row.session_id, publicId: row.session_public_id, account: accountOf(row), seats, by: row.opened_by, since: row.made_at }
}

/** What is over stays over, whatever the clock will say: a session refused once is gone. Half a sign-in waits for its code. */
async function forget(db: Db, token: string): Promise<null> {
  await run(db, sql`delete from access_sessions where token_hash = ${sha256(token)} and stage = 'open'`).catch((error: unknown) => {
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
  opened_by: Opening[]
}

export const sessionsOf = (db: Db, accountId: number, now: Date): Promise<OwnSession[]> =>
  many(
    db,
    sql<OwnSession>`select public_id, made_at, seen_at, ends_at, address, agent, opened_by from access_sessions
      where account_id = ${accountId} and stage = 'open' and ends_at > ${now}
        and seen_at > ${new Date(now.getTime() - idleMinutes * 60_000)} order by seen_at desc`,
  )

/** Ends one session of the account; false when it is not the account's. */
export const endSession = async (db: Db, accountId: number, publicId: string): Promise<boolean> =>
  (await run(db, sql`delete from access_sessions where account_id = ${accountId} and public_id = ${publicId}`)) > 0
