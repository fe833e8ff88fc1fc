import { sql } from 'kysely'
import { many, planned, type Db } from '#base/sql.ts'
import type { Flag, KindCode, Line } from '#organisations/kinds.ts'

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

/**
 * Today's tree below a path, some levels deep, in tree order. Nodes are walked from parent to child, totals are sums of
 * the numbers below each node of the lowest level, added up again for the nodes above.
 */
export function treeBelow(tx: Db, realm: number, path: string, fromDepth: number, levels: number): Promise<TreeRow[]> {
  const tree = sql<TreeRow>`
      with recursive walked as (
        select o.id, o.public_id, o.parent_id, o.name, o.kind, o.line, o.path, o.depth, o.position, o.flags, 0 as level
        from organisations o where o.realm_id = ${realm} and o.path = ${path} and o.dissolved_on is null
        union all
        select o.id, o.public_id, o.parent_id, o.name, o.kind, o.line, o.path, o.depth, o.position, o.flags, w.level + 1
        from walked w join organisations o on o.realm_id = ${realm} and o.parent_id = w.id and o.dissolved_on is null
        where w.level < ${levels}::int
      ), shown as materialized (
        select * from walked limit ${treeLimit + 1}
      ), kids as (
        select parent_id, count(*)::int n from shown group by parent_id
      ), sums as (
        select cut.path, sum(lowest.members)::int members
        from organisations_sums(${path}, ${fromDepth + levels}::int) lowest
        cross join lateral generate_series(${fromDepth}::int,
          least(${fromDepth + levels}::int, length(lowest.path) - length(replace(lowest.path, '/', '')))) d
        cross join lateral (select array_to_string((string_to_array(lowest.path, '/'))[1:d], '/') || '/' as path) cut
        group by cut.path
      )
      select s.public_id, p.public_id as parent, s.name, s.kind, s.line, s.flags, sums.members,
        case when s.level < ${levels}::int then coalesce(kids.n, 0) else (
          select count(*)::int from organisations k where k.realm_id = ${realm} and k.parent_id = s.id and k.dissolved_on is null
        ) end as children
      from shown s
      left join organisations p on p.realm_id = ${realm} and p.id = s.parent_id
      left join kids on kids.parent_id = s.id
      left join sums on sums.path = s.path
      order by s.depth, s.position, s.id`
  return many(tx, planned('organisations.tree', tree))
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
