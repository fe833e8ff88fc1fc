import { sql } from 'kysely'
import { many, type Db, type Sql } from '#base/sql.ts'
import type { Line } from '#organisations/kinds.ts'

/*
 * What is held about the people of an import. `offset 0` keeps each lookup apart: right after a first large import the
 * planner knows nothing of the tables, takes `= any (500 ids)` for everything, and walks the whole realm for every block.
 */

export const holdersOf = (tx: Db, realm: number, hashes: Buffer[]) =>
  many(tx, sql<{ hash: Buffer; person_id: number }>`select hash, person_id from people_holders(${realm}, ${hashes}::bytea[])`)

export const standingIn = (tx: Db, realm: number, line: Line, persons: number[]) =>
  many(tx, sql<{ person_id: number; organisation_id: number }>`select person_id, organisation_id from people_standing(${realm}, ${line}, ${persons}::bigint[])`)

export interface Asked {
  n: number
  name: string
  born: string | null
  hasId: boolean
  organisation: number | null
}

/**
 * People in the reach with the same name and birth date, or without a birth date in the same organisation. A row with an
 * ID number is somebody registered without one, if anybody: those are few and have an index of their own.
 */
export const alikeTo = (tx: Db, realm: number, asked: Asked[]) => {
  const among = (rows: Asked[], who: Sql) => sql`select a.n, p.id
    from json_to_recordset(${JSON.stringify(rows)}::json) as a(n int, name text, born date, organisation bigint)
    join people_persons p on p.realm_id = ${realm} and p.name = a.name collate "C" and p.merged_into is null and ${who}
    where p.born = a.born or ((a.born is null or p.born is null) and exists (
      select from people_memberships m where m.realm_id = p.realm_id and m.person_id = p.id and m.organisation_id = a.organisation and m.to_on is null))`
  const [proved, unproved] = [asked.filter(({ hasId }) => hasId), asked.filter(({ hasId }) => !hasId)]
  return many(tx, sql<{ n: number; id: number }>`${among(proved, sql`p.id_hash is null`)} union all ${among(unproved, sql`true`)}`)
}

export interface HeldPerson {
  id: number
  public_id: string
  version: number
  name: string
  sex: string | null
  born: string | null
  nation: string | null
  education: string | null
  category: string | null
  job: string | null
  id_hash: Buffer | null
  phone_hash: Buffer | null
  phone: Buffer | null
  address: Buffer | null
  guardian: string | null
  guardian_phone: Buffer | null
  lost_since: string | null
  floating_since: string | null
  floating_to: string | null
}

export const heldPersons = (tx: Db, realm: number, ids: number[]): Promise<HeldPerson[]> =>
  many(
    tx,
    sql<HeldPerson>`select id, public_id, version, name, sex, born, nation, education, category, job, id_hash, phone_hash, phone, address,
        guardian, guardian_phone, lost_since, floating_since, floating_to
      from unnest(${ids}::bigint[]) i(wanted) cross join lateral (
        select * from people_persons x where x.realm_id = ${realm} and x.id = i.wanted offset 0) p`,
  )

export interface HeldMembership {
  id: number
  person_id: number
  organisation_id: number
  status: string
  status_on: string | null
  joined_on: string | null
  full_on: string | null
  to_on: string | null
  end_reason: string | null
}

export const heldMemberships = (tx: Db, realm: number, line: Line, persons: number[]): Promise<HeldMembership[]> =>
  many(
    tx,
    sql<HeldMembership>`select id, person_id, organisation_id, status, status_on, joined_on, full_on, to_on, end_reason
      from unnest(${persons}::bigint[]) i(wanted) cross join lateral (
        select * from people_memberships x where x.realm_id = ${realm} and x.person_id = i.wanted and x.line = ${line} and x.to_on is null offset 0) m`,
  )

export const heldPosts = (tx: Db, realm: number, persons: number[]) =>
  many(
    tx,
    sql<{ person_id: number; organisation_id: number; post: string }>`select person_id, organisation_id, post
      from unnest(${persons}::bigint[]) i(wanted) cross join lateral (
        select * from people_posts x where x.realm_id = ${realm} and x.person_id = i.wanted and x.to_on is null offset 0) o`,
  )

export const holderCounts = (tx: Db, realm: number, organisations: number[]) =>
  many(
    tx,
    sql<{ organisation_id: number; post: string; n: number; names: string }>`
      select o.organisation_id, o.post, count(*)::int n, string_agg(p.name, '、' order by o.id) names
      from people_posts o join people_persons p on p.realm_id = o.realm_id and p.id = o.person_id
      where o.realm_id = ${realm} and o.organisation_id = any(${organisations}::bigint[]) and o.to_on is null group by 1, 2`,
  )
