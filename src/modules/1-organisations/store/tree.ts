import { sql } from 'kysely'
import { many, type Db } from '#base/sql.ts'
import type { Flag, KindCode, Line } from '#organisations/kinds.ts'
import { visible } from '#access/visible.ts'

export interface TreeRow {
  public_id: string
  parent: string | null
  name: string
  kind: KindCode
  line: Line
  flags: Flag[]
  children: number
  members: number | null
}

/** A page of the tree never holds more nodes than this. */
export const treeLimit = 20_000

/** Today's tree below a path, some levels deep, in tree order. Totals are range sums, grouped by cutting the path. */
export function treeBelow(tx: Db, realm: number, path: string, fromDepth: number, levels: number, reach: readonly string[]): Promise<TreeRow[]> {
  const until = fromDepth + levels
  return many(
    tx,
    sql<TreeRow>`
      with shown as (
        select o.id, o.realm_id, o.public_id, o.parent_id, o.name, o.kind, o.line, o.path, o.depth, o.position, o.flags
        from organisations o
        where o.realm_id = ${realm} and o.path >= ${path} and o.path < ${`${path}~`} and o.depth <= ${until} and o.dissolved_on is null
        limit ${treeLimit + 1}
      ), kids as (
        select parent_id, count(*)::int n from organisations
        where realm_id = ${realm} and path >= ${path} and path < ${`${path}~`} and depth <= ${until + 1} and dissolved_on is null
        group by parent_id
      ), own as (
        select s.path, s.members from organisations_stats s
        where s.realm_id = ${realm} and s.path >= ${path} and s.path < ${`${path}~`} and ${visible(reach, sql`s.path`)}
      ), sums as (
        select cut.path, sum(own.members)::int members
        from own cross join lateral generate_series(${fromDepth}::int, least(${until}::int, length(own.path) - length(replace(own.path, '/', '')))) d
        cross join lateral (select array_to_string((string_to_array(own.path, '/'))[1:d], '/') || '/' as path) cut
        group by cut.path
      )
      select shown.public_id, p.public_id as parent, shown.name, shown.kind, shown.line, shown.flags,
        coalesce(kids.n, 0) as children, sums.members
      from shown
      left join organisations p on p.realm_id = shown.realm_id and p.id = shown.parent_id
      left join kids on kids.parent_id = shown.id
      left join sums on sums.path = shown.path
      order by shown.depth, shown.position, shown.id`,
  )
}

/** The tree as it stood on a day, from the versions in force then. Numbers of members are today's business only. */
export function treeOn(tx: Db, realm: number, id: number, levels: number, on: string): Promise<TreeRow[]> {
  return many(
    tx,
    sql<TreeRow>`
      with recursive stood as (
        select v.organisation_id, v.parent_id, v.name, v.kind, 0 as level
        from organisations_versions v
        where v.realm_id = ${realm} and v.organisation_id = ${id} and v.from_on <= ${on} and (v.to_on is null or v.to_on > ${on})
        union all
        select v.organisation_id, v.parent_id, v.name, v.kind, t.level + 1
        from organisations_versions v join stood t on v.parent_id = t.organisation_id
        where v.realm_id = ${realm} and v.from_on <= ${on} and (v.to_on is null or v.to_on > ${on}) and t.level <= ${levels}
      )
      select o.public_id, p.public_id as parent, t.name, t.kind, o.line, o.flags,
        (select count(*)::int from stood k where k.parent_id = t.organisation_id) as children, null::int as members
      from stood t
      join organisations o on o.realm_id = ${realm} and o.id = t.organisation_id
      left join organisations p on p.realm_id = ${realm} and p.id = t.parent_id
      where t.level <= ${levels}
      order by t.level, o.position, o.id limit ${treeLimit + 1}`,
  )
}
