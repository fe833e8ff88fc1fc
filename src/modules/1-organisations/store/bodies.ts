import { sql } from 'kysely'
import { many, run, type Db, type Sql } from '#base/sql.ts'
import type { KindCode } from '#organisations/kinds.ts'

/** Kinds that build organisations in units. A base union stands in one unit and builds in no other. */
export const buildingKinds: readonly KindCode[] = [
  'league.local-committee', 'league.working-committee', 'league.committee', 'league.general-branch', 'union.federation', 'women.federation',
]

/**
 * Keeps what units know of the bodies that are to build in them: per line the one led by the nearest party organisation at
 * or above the one responsible. Answers the units whose bodies changed. To be called beyond the reach. The responsible ones
 * are found first, for themselves: a small world into which thousands of units came is planned as if it were still small.
 */
async function refresh(tx: Db, realm: number, which: Sql): Promise<number[]> {
  const rows = await many(
    tx,
    sql<{ id: number }>`
      with recursive charged as materialized (
        select distinct u.organisation_id from organisations_units u where u.realm_id = ${realm} and ${which}
      ), up as (
        select o.id as asked, o.id as at, o.parent_id, 0 as level
        from charged c join organisations o on o.realm_id = ${realm} and o.id = c.organisation_id
        union all
        select up.asked, o.id, o.parent_id, up.level + 1 from up join organisations o on o.realm_id = ${realm} and o.id = up.parent_id
      ), nearest as (
        select distinct on (up.asked, b.line) up.asked, b.path
        from up
        join organisations_links l on l.realm_id = ${realm} and l.from_id = up.at and l.kind = 'leads' and l.to_on is null
        join organisations b on b.realm_id = ${realm} and b.id = l.to_id and b.dissolved_on is null and b.kind = any(${buildingKinds}::text[])
        order by up.asked, b.line, up.level, b.id
      ), made as (
        select a.asked, array_remove(array_agg(n.path order by n.path), null) as bodies
        from (select distinct asked from up) a left join nearest n on n.asked = a.asked group by a.asked
      )
      update organisations_units u set bodies = made.bodies from made
      where u.realm_id = ${realm} and u.organisation_id = made.asked and ${which} and u.bodies is distinct from made.bodies
      returning u.id`,
  )
  return rows.map((row) => row.id)
}

export const refreshBodiesOf = (tx: Db, realm: number, unitIds: number[]): Promise<number[]> =>
  refresh(tx, realm, sql`u.id = any(${unitIds}::bigint[])`)

export const refreshBodiesUnder = (tx: Db, realm: number, path: string): Promise<number[]> =>
  refresh(tx, realm, sql`u.path >= ${path} and u.path < ${`${path}~`}`)

/** A mass organisation's tree moved: the units in which it is to build follow. */
export const moveBodies = (tx: Db, realm: number, from: string, to: string): Promise<number> =>
  run(
    tx,
    sql`update organisations_units u set bodies = array(
        select case when starts_with(b, ${from}) then ${to} || substr(b, ${from.length + 1}::int) else b end from unnest(u.bodies) b order by 1)
      where u.realm_id = ${realm} and exists (select from unnest(u.bodies) b where starts_with(b, ${from}))`,
  )

/** Units an organisation under a path is responsible for, stands in, or is to build in. */
export const unitsConcerning = async (tx: Db, realm: number, path: string): Promise<number[]> =>
  (
    await many(
      tx,
      sql<{ id: number }>`select u.id from organisations_units u where u.realm_id = ${realm} and (
          (u.path >= ${path} and u.path < ${`${path}~`})
          or exists (select from unnest(u.places || u.bodies) p where starts_with(p, ${path})))`,
    )
  ).map((row) => row.id)

export const everything = async (tx: Db, realm: number): Promise<{ units: number[]; organisations: number[] }> => {
  const rows = await many(
    tx,
    sql<{ unit: boolean; id: number }>`select true as unit, id from organisations_units where realm_id = ${realm}
      union all select false, id from organisations where realm_id = ${realm}`,
  )
  return { units: rows.filter((row) => row.unit).map((row) => row.id), organisations: rows.filter((row) => !row.unit).map((row) => row.id) }
}
