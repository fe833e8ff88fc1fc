import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Cursor } from '#base/cursor.ts'
import { refuse, Refusal } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { sha256 } from '#base/seal.ts'
import { many, maybe, one, run, type Db } from '#base/sql.ts'
import type { Account } from '#access/actor.ts'
import { soon } from '#access/believed.ts'
import { rememberSignIn } from '#access/events.ts'
import { keptApart } from '#access/apart.ts'
import { hashPassword, mayUsePassword } from '#access/password.ts'

export interface AccountRow {
  id: number
  public_id: string
  login: string
  name: string
  password: string | null
  realm_id: number
  person_id: string | null
  state: 'invited' | 'active' | 'closed'
}

export const accountOf = (row: AccountRow): Account => ({
  id: row.id,
  publicId: row.public_id,
  name: row.name,
  login: row.login,
  realm: row.realm_id,
  personId: row.person_id,
})

const columns = sql.raw('id, public_id, login, name, password, realm_id, person_id, state')

export const accountByLogin = (db: Db, login: string): Promise<AccountRow | null> =>
  maybe(db, sql<AccountRow>`select ${columns} from access_accounts where login = ${login.trim().toLowerCase()}`)

export const accountById = (db: Db, id: number): Promise<AccountRow | null> =>
  maybe(db, sql<AccountRow>`select ${columns} from access_accounts where id = ${id}`)

export const accountOfPerson = (db: Db, realm: number, personId: string): Promise<AccountRow | null> =>
  maybe(db, sql<AccountRow>`select ${columns} from access_accounts where realm_id = ${realm} and person_id = ${personId}`)

/** Whether somebody runs the installation: one of the sample world's visitors does not. */
export async function hasAdministrator(db: Db): Promise<boolean> {
  const row = await maybe(
    db,
    sql`select from access_seats s join access_accounts a on a.id = s.account_id join realms r on r.id = s.realm_id
      where s.post = 'system.administrator' and a.state = 'active' and r.kind <> 'sample' and s.ends is null limit 1`,
  )
  return row !== null
}

/** Whether anybody can sign in by password yet; before that the sign-in page tells about the first run instead. */
export const anybodyHasPassword = async (db: Db): Promise<boolean> =>
  (await maybe(db, sql`select from access_accounts where password is not null and state = 'active' limit 1`)) !== null

/** A login from the name's pinyin, with a number where it is taken: wangfang, wangfang2. */
export async function freeLogin(db: Db, wish: string): Promise<string> {
  const base = wish.toLowerCase().replace(/[^a-z0-9]/g, '').slice(0, 24) || 'user'
  for (let number = 1; ; number++) {
    const login = number === 1 ? base : `${base}${number}`
    if (!(await maybe(db, sql`select from access_accounts where login = ${login}`))) return login
  }
}

export interface NewAccount {
  login: string
  name: string
  realm: number
  personId: string | null
  now: Date
}

/** An invited account: it cannot sign in until its slip was used to set a password. */
export function invite(db: Db, made: NewAccount): Promise<AccountRow> {
  return one(
    db,
    sql<AccountRow>`insert into access_accounts (public_id, login, name, realm_id, person_id, state, made_at)
      values (${newId()}, ${made.login}, ${made.name}, ${made.realm}, ${made.personId}, 'invited', ${made.now})
      returning ${columns}`,
  )
}

/** Sets a password, opens the account and ends every session it had. */
export async function setPassword(db: Db, account: AccountRow, password: string, now: Date): Promise<void> {
  const fit = mayUsePassword(password, [account.name, account.login])
  if (!fit.ok) throw new Refusal(fit)
  const hash = await hashPassword(password)
  await run(db, sql`update access_accounts set password = ${hash}, state = 'active', password_at = ${now} where id = ${account.id}`)
  await run(db, sql`delete from access_sessions where account_id = ${account.id}`)
  await rememberSignIn(db, 'password-set', account.id, null, now)
}

/** Whose account it is, where the ID number is known: only its keyed hash. Refused where its owner's seats do not fit. */
export const knowOwner = (db: Db, accountId: number, identity: Buffer | null): Promise<number> =>
  keptApart(() => run(db, sql`update access_accounts set identity = ${identity}
    where id = ${accountId} and ${identity}::bytea is not null and identity is distinct from ${identity}`))

export async function linkPerson(db: Db, accountId: number, personId: string): Promise<void> {
  await run(db, sql`update access_accounts set person_id = ${personId} where id = ${accountId}`)
}

// One-time slips -------------------------------------------------------------------------------------------------

export type Purpose = 'first-administrator' | 'activation' | 'reset'
const days: Record<Purpose, number> = { 'first-administrator': 7, activation: 7, reset: 1 }

/** 25 characters without look-alikes (125 bits), in groups of five so that a person can type them from paper. */
const letters = '23456789abcdefghjkmnpqrstuvwxyz0'.replace('0', '')
export function newCode(): string {
  const wide = randomBytes(64)
  const picked: string[] = []
  for (const byte of wide) if (byte < 248 && picked.length < 25) picked.push(letters[byte % 31]!)
  return (picked.join('').match(/.{5}/g) ?? []).join('-')
}

const plainCode = (code: string) => code.toLowerCase().replace(/[^0-9a-z]/g, '')

/** A slip replaces earlier unused ones of its purpose for the account. With `clears` it takes the second factors along. */
export async function makeSlip(
  db: Db, purpose: Purpose, accountId: number | null, now: Date, clears = false,
): Promise<{ code: string; ends: Date }> {
  const code = newCode()
  const ends = new Date(now.getTime() + days[purpose] * 86_400_000)
  await run(
    db,
    sql`delete from access_slips where used_at is null and purpose = ${purpose} and account_id is not distinct from ${accountId}`,
  )
  await run(
    db,
    sql`insert into access_slips (token_hash, purpose, account_id, made_at, ends_at, clears_factors)
      values (${sha256(plainCode(code))}, ${purpose}, ${accountId}, ${now}, ${ends}, ${clears})`,
  )
  return { code, ends }
}

export const slipByCode = (db: Db, code: string, now: Date) =>
  maybe(
    db,
    sql<{ purpose: Purpose; account_id: number | null; clears_factors: boolean }>`select purpose, account_id, clears_factors from access_slips
      where token_hash = ${sha256(plainCode(code))} and used_at is null and ends_at > ${now} and made_at <= ${soon(now)}`,
  )

export interface Redeemed {
  purpose: Purpose
  accountId: number | null
  clears: boolean
}

/** Uses a slip up; refused when it is unknown, used or out of date: the three are not told apart. */
export async function redeemSlip(db: Db, code: string, purposes: Purpose[], now: Date): Promise<Redeemed> {
  const used = await maybe(
    db,
    sql<{ purpose: Purpose; account_id: number | null; clears_factors: boolean }>`update access_slips set used_at = ${now}
      where token_hash = ${sha256(plainCode(code))} and used_at is null and ends_at > ${now} and made_at <= ${soon(now)} and purpose = any(${purposes}::text[])
      returning purpose, account_id, clears_factors`,
  )
  if (!used) throw new Refusal(refuse('access.slip-unknown'))
  return { purpose: used.purpose, accountId: used.account_id, clears: used.clears_factors }
}

/** Makes a slip good again whose work came to nothing. */
export const restoreSlip = (db: Db, code: string): Promise<number> =>
  run(db, sql`update access_slips set used_at = null where token_hash = ${sha256(plainCode(code))}`)

/** Closes an account for good: nothing opens it any more, its sessions end, its seats stay in the history. */
export async function closeAccount(db: Db, accountId: number): Promise<void> {
  await run(db, sql`update access_accounts set state = 'closed', password = null, was_of = person_id, person_id = null where id = ${accountId}`)
  await run(db, sql`delete from access_sessions where account_id = ${accountId}`)
  await run(db, sql`delete from access_slips where account_id = ${accountId} and used_at is null`)
  await clearFactors(db, accountId)
  await run(db, sql`delete from access_sign_ons where account_id = ${accountId}`)
}

/** Takes every second factor away; answers whether there was one. */
export async function clearFactors(db: Db, accountId: number): Promise<boolean> {
  const totp = await run(db, sql`delete from access_totp where account_id = ${accountId}`)
  const passkeys = await run(db, sql`delete from access_passkeys where account_id = ${accountId}`)
  await run(db, sql`delete from access_recovery_codes where account_id = ${accountId}`)
  return totp + passkeys > 0
}

/** Two acts on one account follow each other from here to the commit. */
export const lockAccount = (tx: Db, accountId: number): Promise<number> =>
  run(tx, sql`select from access_accounts where id = ${accountId} for update`)

/** Lets an account be used without a password, by sessions handed to it only: the sample world's visitor. */
export const openWithoutPassword = (db: Db, accountId: number): Promise<number> =>
  run(db, sql`update access_accounts set state = 'active' where id = ${accountId}`)

/** Takes back an account that was made a moment ago and never sat in any post. */
export const removeAccount = (db: Db, accountId: number): Promise<number> =>
  run(db, sql`delete from access_accounts where id = ${accountId} and not exists (select from access_seats where account_id = ${accountId})`)

export interface AccountState {
  id: number
  login: string
  state: AccountRow['state']
  made_at: Date
  sessions: number
  seen_at: Date | null
}

/** Whether accounts work, without a word of whose they are. */
export const accountStates = (db: Db, { q, after, now }: { q?: string; after: Cursor | undefined; now: Date }, limit: number): Promise<AccountState[]> =>
  many(
    db,
    sql<AccountState>`select a.id, a.login, a.state, a.made_at, (select count(*)::int from access_sessions s where s.account_id = a.id and s.ends_at > ${now}) as sessions,
        (select max(e.at) from access_events e where e.account_id = a.id and e.kind = 'sign-in') as seen_at
      from access_accounts a where starts_with(a.login, ${q ?? ''}) and (${after?.key ?? null}::text is null or (a.login, a.id) > (${after?.key ?? ''}, ${after?.id ?? 0}))
      order by a.login, a.id limit ${limit}`,
  )
