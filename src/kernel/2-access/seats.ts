import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { many, run, type Db } from '#base/sql.ts'
import { keptApart } from '#access/apart.ts'
import { reaches } from '#access/visible.ts'
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
