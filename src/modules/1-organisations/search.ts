import { sql } from 'kysely'
import { many, type Db, type Sql } from '#base/sql.ts'
import type { SearchProvider } from '#search/provider.ts'
import { gramsOf, isLatin } from '#search/keys.ts'
import { visible } from '#access/visible.ts'
import { permissions } from '#organisations/contract.ts'
import { kinds, type KindCode } from '#organisations/kinds.ts'

interface Found {
  public_id: string
  name: string
  kind: KindCode
  parent: string | null
}

const condition = (realm: number, q: string, limit: number): Sql => {
  const letters = q.toLowerCase().replace(/[^a-z0-9]/g, '')
  if (isLatin(q)) return sql`(starts_with(o.initials, ${letters}) or starts_with(o.name_key, ${letters}))`
  return sql`o.id in (select organisations_search(${realm}, ${gramsOf(q)}, ${limit * 20}))`
}

export const searchOrganisations: SearchProvider = {
  permission: permissions.view,
  async find(tx: Db, actor, q, limit) {
    const rows = await many(
      tx,
      sql<Found>`select o.public_id, o.name, o.kind, p.name as parent from organisations o
        left join organisations p on p.realm_id = o.realm_id and p.id = o.parent_id
        where o.realm_id = ${actor.realm} and o.dissolved_on is null and ${visible(actor.reach, sql`o.path`)} and ${condition(actor.realm, q, limit)}
        order by o.depth, o.name_key limit ${limit}`,
    )
    return rows.map((row) => ({
      kind: 'organisation' as const,
      id: row.public_id,
      title: row.name,
      detail: [kinds[row.kind].words, row.parent].filter(Boolean).join(' · '),
    }))
  },
}

export const searchUnits: SearchProvider = {
  permission: permissions.view,
  async find(tx: Db, actor, q, limit) {
    const match = isLatin(q) ? sql`starts_with(u.name_key, ${q.toLowerCase().replace(/[^a-z0-9]/g, '')})` : sql`u.grams @> ${gramsOf(q)}`
    const rows = await many(
      tx,
      sql<{ public_id: string; name: string; code: string | null }>`select u.public_id, u.name, u.code from organisations_units u
        where ${visible(actor.reach, sql`u.path`)} and (u.code = ${q.trim().toUpperCase()} or ${match}) order by u.name_key limit ${limit}`,
    )
    return rows.map((row) => ({ kind: 'unit' as const, id: row.public_id, title: row.name, detail: `单位${row.code ? ` · ${row.code}` : ''}` }))
  },
}
