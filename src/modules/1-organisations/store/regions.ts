import { sql } from 'kysely'
import { many, maybe, one, run, type Db } from '#base/sql.ts'
import type { Organisation } from '#organisations/store/organisations.ts'

type Row = Pick<Organisation, 'realm_id' | 'id'>

/** The bodies on the way from the top to `o`, itself included, that have a code of their own; the nearest first. */
const holders = sql.raw(`organisations a where a.realm_id = o.realm_id and a.region is not null
  and a.path = any(array(select left(o.path, i) from generate_series(1, length(o.path)) i where substr(o.path, i, 1) = '/'))
  order by length(a.path) desc limit 1`)

/** The code that holds at the organisation `o` of a query. */
export const regionHere = sql<string | null>`(select a.region from ${holders})`

export const regionOf = async (tx: Db, { realm_id: realm, id }: Row): Promise<string | null> =>
  (await one(tx, sql<{ region: string | null }>`select ${regionHere} as region from organisations o where o.realm_id = ${realm} and o.id = ${id}`)).region

/** The codes that hold at some organisations, by row id; most realms have none, and are not asked for each. */
export async function regionsOf(tx: Db, realm: number, ids: readonly number[]): Promise<(id: number) => string | null> {
  const rows = await many(tx, sql<{ id: number; region: string | null }>`select o.id, ${regionHere} as region from organisations o
    where o.realm_id = ${realm} and o.id = any(${ids}::bigint[])
      and exists (select from organisations h where h.realm_id = ${realm} and h.region is not null)`)
  const held = new Map(rows.map(({ id, region }) => [id, region]))
  return (id) => held.get(id) ?? null
}

export interface RegionHolder {
  id: number
  name: string
  region: string
}

/** The code that holds at an organisation, and whose it is. */
export const regionHolder = (tx: Db, { realm_id: realm, id }: Row): Promise<RegionHolder | null> =>
  maybe(tx, sql<RegionHolder>`select h.id, h.name, h.region from organisations o
    cross join lateral (select a.id, a.name, a.region from ${holders}) h where o.realm_id = ${realm} and o.id = ${id}`)

/** Public ids of an organisation and of all below it that have its code because they have none of their own. */
export const inheritingFrom = async (tx: Db, { realm_id: realm, id }: Row): Promise<string[]> =>
  (await many(tx, sql<{ id: string }>`with recursive under as (
      select o.id, o.public_id, o.dissolved_on from organisations o where o.realm_id = ${realm} and o.id = ${id}
      union all
      select o.id, o.public_id, o.dissolved_on from under u
        join organisations o on o.realm_id = ${realm} and o.parent_id = u.id and o.region is null)
    select public_id as id from under where dissolved_on is null`)).map((row) => row.id)

export const saveRegion = (tx: Db, { realm_id: realm, id }: Row, region: string | null): Promise<number> =>
  run(tx, sql`update organisations set region = ${region}, version = version + 1 where realm_id = ${realm} and id = ${id}`)

/**
 * Whoever is founded while a code above changes would be missed by the one and not see the other: changing takes the
 * realm's codes alone until the commit, founding shares them.
 */
export const lockRegions = (tx: Db, realm: number, by: 'changing' | 'founding'): Promise<number> =>
  run(tx, sql`select ${sql.raw(by === 'changing' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared')}(hashtextextended(${`regions ${realm}`}, 0))`)
