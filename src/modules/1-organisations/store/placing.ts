import { sql } from 'kysely'
import { many, run, type Db } from '#base/sql.ts'
import { visible } from '#access/visible.ts'
import type { Flag, KindCode, Line } from '#organisations/kinds.ts'
import { regionHere } from '#organisations/store/regions.ts'

/** As much of an organisation as an import needs to find it by name. */
export interface Placed {
  id: number
  public_id: string
  kind: KindCode
  line: Line
  name: string
  path: string
  depth: number
  parent_id: number | null
  founded_on: string
  flags: Flag[]
  /** the code that holds there */
  region: string | null
}

/** Every living organisation of a line in a subtree, as far as the reach goes, superiors first. */
export const livingUnder = (tx: Db, realm: number, path: string, line: Line, reach: readonly string[]): Promise<Placed[]> =>
  many(
    tx,
    sql<Placed>`select o.id, o.public_id, o.kind, o.line, o.name, o.path, o.depth, o.parent_id, o.founded_on, o.flags, ${regionHere} as region
      from organisations o where o.realm_id = ${realm} and o.path >= ${path} and o.path < ${`${path}~`} and o.line = ${line} and o.dissolved_on is null
        and ${visible(reach, sql`o.path`)}
      order by o.depth, o.position, o.id`,
  )

/** Organisations by row id with their superiors, for an import that founded or filled them. */
export const bodiesByIds = (tx: Db, realm: number, ids: number[]) =>
  many(
    tx,
    sql<{ id: number; publicId: string; name: string; parent: string | null }>`
      select o.id, o.public_id as "publicId", o.name, p.public_id as parent from organisations o
      left join organisations p on p.realm_id = o.realm_id and p.id = o.parent_id
      where o.realm_id = ${realm} and o.id = any(${ids}::bigint[]) order by o.depth, o.position, o.id`,
  )

/** Those of the given organisations that have subordinates, links, terms, places or units of their own. */
export const furnished = async (tx: Db, realm: number, ids: number[]): Promise<number[]> => {
  const mine = sql`x.realm_id = o.realm_id`
  return (
    await many(
      tx,
      sql<{ id: number }>`select o.id from organisations o where o.realm_id = ${realm} and o.id = any(${ids}::bigint[]) and (
        exists (select from organisations x where ${mine} and x.parent_id = o.id and x.id <> all(${ids}::bigint[]))
        or exists (select from organisations_links x where ${mine} and o.id in (x.from_id, x.to_id))
        or exists (select from organisations_terms x where ${mine} and x.organisation_id = o.id)
        or exists (select from organisations_places x where ${mine} and x.organisation_id = o.id)
        or exists (select from organisations_units x where ${mine} and x.organisation_id = o.id))`,
    )
  ).map(({ id }) => id)
}

/** Removes organisations as if they had never been founded, subordinates first; their versions and numbers go with them. */
export async function deleteOrganisations(tx: Db, realm: number, ids: number[]): Promise<void> {
  const mine = sql`realm_id = ${realm} and id = any(${ids}::bigint[])`
  await run(tx, sql`update organisations set parent_id = null where ${mine}`)
  await run(tx, sql`delete from organisations where ${mine}`)
}
