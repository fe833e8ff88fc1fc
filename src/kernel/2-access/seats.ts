import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { many, run, type Db } from '#base/sql.ts'
import type { Powers } from '#access/actor.ts'
import { keptApart } from '#access/apart.ts'
import { groundsOf, reaches, type Ground } from '#access/visible.ts'
import type { Scope } from '#database/scope.ts'

export interface NewSeat {
  realm: number
  accountId: number
  post: string
  organisationId: string
  organisationName: string
  path: string
  reach: string[]
  starts: string
  ends: string | null
  /** an emergency seat ends at an instant */
  until?: Date
}

/** Gives an account a post's seat; called when a post begins. Refused where one person may not hold both (三员). */
export async function seat(db: Db, made: NewSeat): Promise<string> {
  const publicId = newId()
  const insert = sql`insert into access_seats (public_id, realm_id, account_id, post, organisation_id, organisation_name, path, reach, starts, ends, until)
      values (${publicId}, ${made.realm}, ${made.accountId}, ${made.post}, ${made.organisationId}, ${made.organisationName},
        ${made.path}, ${made.reach}, ${made.starts}, ${made.ends}, ${made.until ?? null})`
  await keptApart(() => run(db, insert))
  return publicId
}

/** Takes seats back as if they had never been given: an import that gave them is undone. */
export const removeSeats = (db: Db, realm: number, publicIds: string[]): Promise<number> =>
  run(db, sql`delete from access_seats where realm_id = ${realm} and public_id = any(${publicIds}::uuid[])`)

/** Ends the seats of an account for a post in an organisation; called when the post ends. */
export const endSeat = (db: Db, accountId: number, organisationId: string, post: string, on: string): Promise<number> =>
  run(
    db,
    sql`update access_seats set ends = ${on} where account_id = ${accountId} and organisation_id = ${organisationId}
      and post = ${post} and (ends is null or ends > ${on})`,
  )

/** Ends every seat in an organisation that is no more. */
export const endSeatsIn = (db: Db, organisationId: string, on: string): Promise<number> =>
  run(db, sql`update access_seats set ends = ${on} where organisation_id = ${organisationId} and (ends is null or ends > ${on})`)

/** A tree moved: every seat's path and reach follow. */
export async function movePath(db: Db, realm: number, from: string, to: string): Promise<void> {
  await run(
    db,
    sql`update access_seats set
        path = case when starts_with(path, ${from}) then ${to} || substr(path, length(${from}) + 1) else path end,
        reach = array(select case when starts_with(r, ${from}) then ${to} || substr(r, length(${from}) + 1) else r end from unnest(reach) r)
      where realm_id = ${realm} and (starts_with(path, ${from}) or exists (select from unnest(reach) r where starts_with(r, ${from})))`,
  )
}

/** Those of some organisations in which seats were given; `beyond` a path: only where a seat reaches it not yet. */
export const seatedAmong = async (db: Db, realm: number, organisationIds: string[], beyond?: string): Promise<ReadonlySet<string>> => {
  const wanted = beyond === undefined ? sql`true` : sql`not ${beyond} ^@ any(reach)`
  const seated = await many(
    db,
    sql<{ organisation_id: string }>`select distinct organisation_id from access_seats
      where realm_id = ${realm} and organisation_id = any(${organisationIds}::uuid[]) and ${wanted}`,
  )
  return new Set(seated.map((one) => one.organisation_id))
}

/** Sets what the seats of an organisation reach; a seat that reaches nobody keeps to that. */
export const setReach = (db: Db, realm: number, organisationId: string, reach: string[]): Promise<number> =>
  run(
    db,
    sql`update access_seats set reach = ${reach}::text[]
      where realm_id = ${realm} and organisation_id = ${organisationId} and cardinality(reach) > 0`,
  )

/** Sets the name of an organisation as the post switcher shows it. */
export const renameSeats = (db: Db, realm: number, organisationId: string, name: string): Promise<number> =>
  run(db, sql`update access_seats set organisation_name = ${name} where realm_id = ${realm} and organisation_id = ${organisationId}`)

/** Accounts that hold one of the posts in an organisation today. */
export const holdersOf = (db: Db, realm: number, organisationId: string, posts: string[], today: string) =>
  many(
    db,
    sql<{ account_id: number }>`select distinct account_id from access_seats where realm_id = ${realm}
      and organisation_id = ${organisationId} and post = any(${posts}::text[]) and starts <= ${today} and (ends is null or ends > ${today})`,
  )

/** Whether an account sits, today or later, where a scope does not reach: in another realm, or outside the paths. */
export async function holdsBeyond(db: Db, accountId: number, scope: Scope, today: string): Promise<boolean> {
  const seats = await many(
    db,
    sql<{ realm_id: number; path: string }>`select realm_id, path from access_seats
      where account_id = ${accountId} and (ends is null or ends > ${today})`,
  )
  return seats.some((seat) => seat.realm_id !== scope.realm || !reaches(scope.reach, seat.path))
}

export interface SeeingSeat {
  public_id: string
  account_id: number
  /** who holds it */
  name: string
  post: string
  organisation_id: string
  organisation_name: string
  path: string
  reach: string[]
  starts: string
  ends: string | null
  permissions: ReadonlySet<string>
  /** by which paths of the thing, and which parts of the reach */
  grounds: Ground[]
}

const prefixesOf = (path: string): string[] => {
  const parts = path.split('/').slice(0, -1)
  return ['', ...parts.map((_, at) => `${parts.slice(0, at + 1).join('/')}/`)]
}

/**
 * The seats that may do something with a thing standing at `paths`, on a day: nominated by an index over the reaches,
 * decided by the same test and the same powers as the gate. Only of accounts that can sign in, looked up one by one: a
 * planner that cannot guess how few seats reach would read every account instead.
 */
export async function seatsSeeing(db: Db, powers: Powers, asked: { realm: number; paths: readonly string[]; permission: string; today: string }): Promise<SeeingSeat[]> {
  const { realm, paths, permission, today } = asked
  const prefixes = [...new Set(paths.flatMap(prefixesOf))]
  const rows = await many(
    db,
    sql<Omit<SeeingSeat, 'permissions' | 'grounds'>>`select s.public_id, s.account_id, a.name, s.post, s.organisation_id, s.organisation_name,
        s.path, s.reach, s.starts, s.ends
      from access_seats s
      cross join lateral (select x.name from access_accounts x where x.id = s.account_id and x.state = 'active' offset 0) a
      where s.realm_id = ${realm} and s.reach && ${prefixes}::text[] and s.starts <= ${today} and (s.ends is null or s.ends > ${today})
      order by s.path desc, s.id`,
  )
  return rows
    .map((row) => ({ ...row, permissions: powers.permissionsOf(row.post), grounds: groundsOf(row.reach, paths) }))
    .filter((row) => row.permissions.has(permission) && row.grounds.length > 0)
}

/** The posts of the installation held in a realm today: administrators, who reach nobody. */
export const administratorsOf = (db: Db, realm: number, posts: readonly string[], today: string) =>
  many(
    db,
    sql<{ name: string; post: string }>`select a.name, s.post from access_seats s join access_accounts a on a.id = s.account_id
      where s.realm_id = ${realm} and s.post = any(${posts}::text[]) and s.starts <= ${today} and (s.ends is null or s.ends > ${today})
        and a.state = 'active' order by s.post, s.id`,
  )

/** Which accounts act for some organisations on a day. */
export const seatsIn = (db: Db, realm: number, organisationIds: readonly string[], day: string): Promise<{ organisationId: string; accountId: number }[]> =>
  many(
    db,
    sql<{ organisationId: string; accountId: number }>`select distinct organisation_id as "organisationId", account_id as "accountId" from access_seats
      where realm_id = ${realm} and organisation_id = any(${organisationIds}::uuid[]) and starts <= ${day} and (ends is null or ends > ${day})
        and cardinality(reach) > 0`,
  )
