import { sql } from 'kysely'
import { all, many, type Db, type Sql } from '#base/sql.ts'

/** An account as whoever may print slips for it sees it: never its factors one by one, never an address. */
export interface AccountState {
  id: number
  person_id: string
  name: string
  login: string
  state: 'invited' | 'active' | 'closed'
  seen_on: string | null
  second_factor: boolean
  slip_ends: Date | null
}

export interface AccountFilter {
  state?: 'invited' | 'active' | 'closed'
  /** prefix of the login, or part of the name */
  q?: string
  after?: { key: string; id: number }
}

/**
 * Accounts by login. `personOf` is the visibility of the module that owns the persons: a query that answers public_id and
 * name of the person with an id, or nothing where it may not be seen.
 */
export function accountsOf(tx: Db, realm: number, personOf: (publicId: Sql) => Sql, filter: AccountFilter & { now: Date; limit: number }): Promise<AccountState[]> {
  const conditions: Sql[] = [sql`a.realm_id = ${realm}`]
  if (filter.state) conditions.push(sql`a.state = ${filter.state}`)
  if (filter.q) conditions.push(sql`(starts_with(a.login, ${filter.q.toLowerCase()}) or strpos(p.name, ${filter.q}) > 0)`)
  if (filter.after) conditions.push(sql`(a.login, a.id) > (${filter.after.key}, ${filter.after.id}::bigint)`)
  return many(
    tx,
    sql<AccountState>`select a.id, p.public_id as person_id, p.name, a.login, a.state, a.seen_on,
        exists (select from access_totp t where t.account_id = a.id and t.confirmed_at is not null)
          or exists (select from access_passkeys k where k.account_id = a.id) as second_factor,
        (select max(s.ends_at) from access_slips s where s.account_id = a.id and s.used_at is null and s.ends_at > ${filter.now}) as slip_ends
      from access_accounts a join lateral (${personOf(sql`coalesce(a.person_id, a.was_of)`)}) p on true
      where ${all(conditions)} order by a.login, a.id limit ${filter.limit}`,
  )
}
