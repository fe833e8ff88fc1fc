import { sql } from 'kysely'
import { many, maybe, one, run, type Db } from '#base/sql.ts'

export interface Link {
  id: number
  public_id: string
  kind: 'leads' | 'guides'
  from_id: number
  to_id: number
  from_on: string
  to_on: string | null
}

export const linksOf = (tx: Db, realm: number, id: number): Promise<Link[]> =>
  many(
    tx,
    sql<Link>`select id, public_id, kind, from_id, to_id, from_on, to_on from organisations_links
      where realm_id = ${realm} and (from_id = ${id} or to_id = ${id}) order by to_on is not null, from_on desc`,
  )

/** Whether some organisation leads this one today. */
export const isLed = async (tx: Db, realm: number, id: number): Promise<boolean> =>
  (await linksOf(tx, realm, id)).some((link) => link.kind === 'leads' && link.to_id === id && link.to_on === null)

const linkWhere = (realm: number, publicId: string) => sql<Link>`select id, public_id, kind, from_id, to_id, from_on, to_on from organisations_links
  where realm_id = ${realm} and public_id = ${publicId}`

export const linkByPublicId = (tx: Db, realm: number, publicId: string): Promise<Link | null> => maybe(tx, linkWhere(realm, publicId))

export const linkForChange = (tx: Db, realm: number, publicId: string): Promise<Link | null> =>
  maybe(tx, sql<Link>`${linkWhere(realm, publicId)} for update`)

export const insertLink = (tx: Db, realm: number, link: Omit<Link, 'id' | 'to_on'>): Promise<number> =>
  run(
    tx,
    sql`insert into organisations_links (realm_id, public_id, kind, from_id, to_id, from_on)
      values (${realm}, ${link.public_id}, ${link.kind}, ${link.from_id}, ${link.to_id}, ${link.from_on})`,
  )

export const saveLinkEnd = (tx: Db, realm: number, id: number, on: string): Promise<number> =>
  run(tx, sql`update organisations_links set to_on = greatest(from_on, ${on}::date) where realm_id = ${realm} and id = ${id}`)

export const endLinksOf = (tx: Db, realm: number, organisationId: number, on: string): Promise<number> =>
  run(
    tx,
    sql`update organisations_links set to_on = greatest(from_on, ${on}::date)
      where realm_id = ${realm} and (from_id = ${organisationId} or to_id = ${organisationId}) and to_on is null`,
  )

/** The same ends carried over to another organisation, where it has them not yet. */
export const moveLinks = async (tx: Db, realm: number, from: number, into: number): Promise<void> => {
  for (const [mine, theirs] of [
    ['from_id', 'to_id'],
    ['to_id', 'from_id'],
  ] as const) {
    const own = sql.raw(mine)
    const other = sql.raw(theirs)
    await run(
      tx,
      sql`update organisations_links l set ${own} = ${into} where l.realm_id = ${realm} and l.${own} = ${from} and l.to_on is null
        and l.${other} <> ${into} and not exists (select from organisations_links x where x.realm_id = l.realm_id and x.kind = l.kind
          and x.${own} = ${into} and x.${other} = l.${other} and x.to_on is null)`,
    )
  }
}

/** The paths an organisation's posts act over: its own subtree, what anybody in it leads, and what anybody there leads (党→团→队). */
export const reachOf = async (tx: Db, realm: number, id: number): Promise<string[]> =>
  (await one(tx, sql<{ reach: string[] }>`select organisations_reach(${realm}, ${id}) as reach`)).reach

/** The organisations of a subtree that somebody leads by a link of their own. */
export const ledBelow = async (tx: Db, realm: number, path: string): Promise<number[]> => {
  const rows = await many(
    tx,
    sql<{ id: number }>`select distinct o.id from organisations o join organisations_links l on l.realm_id = o.realm_id and l.to_id = o.id
      where o.realm_id = ${realm} and o.path >= ${path} and o.path < ${`${path}~`} and l.kind = 'leads' and l.to_on is null`,
  )
  return rows.map((row) => row.id)
}

/**
 * Whose reach holds one of some organisations: those above it, who leads one of these, those above the leader, and so on.
 * A reach changes with the links and superiors of nobody else.
 */
export const reachingOf = (tx: Db, realm: number, ids: readonly number[]) =>
  many(
    tx,
    sql<{ id: number; public_id: string }>`
      with recursive up as (
        select unnest(${ids}::bigint[]) as id
        union
        select next.id from up join organisations o on o.realm_id = ${realm} and o.id = up.id
        cross join lateral (
          select o.parent_id as id union all
          select l.from_id from organisations_links l
          where l.realm_id = ${realm} and l.to_id = o.id and l.kind = 'leads' and l.to_on is null) next
        where next.id is not null
      )
      select o.id, o.public_id from up join organisations o on o.realm_id = ${realm} and o.id = up.id`,
  )
