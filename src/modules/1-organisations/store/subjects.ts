import { sql } from 'kysely'
import { many, type Db } from '#base/sql.ts'
import { regionHere } from '#organisations/store/regions.ts'

export interface FactsRow {
  organisationId: string
  name: string
  path: string
  kind: string
  line: string
  flags: string[]
  sector: string | null
  region: string | null
  members: number
  founded: string
}

/** Kinds of groups that divide a branch's members: a branch that has one owes the meetings of groups. */
const groupKinds = ['party.group', 'league.group']

/** What rules ask about some living organisations. To be read beyond the reach. */
export const factsOf = (tx: Db, realm: number, ids: readonly number[]): Promise<FactsRow[]> =>
  many(
    tx,
    sql<FactsRow>`select o.public_id as "organisationId", o.name, o.path, o.kind, o.line, o.sector, ${regionHere} as region,
        o.flags || case when exists (select from organisations g where g.realm_id = o.realm_id and g.parent_id = o.id
          and g.dissolved_on is null and g.kind = any(${groupKinds}::text[])) then array['with-groups'] else '{}'::text[] end as flags,
        coalesce(s.members, 0) as members, o.founded_on as founded
      from organisations o left join organisations_stats s on s.realm_id = o.realm_id and s.organisation_id = o.id
      where o.realm_id = ${realm} and o.id = any(${ids}::bigint[]) and o.dissolved_on is null`,
  )

export const publicIdsOf = async (tx: Db, realm: number, ids: readonly number[]): Promise<Map<number, string>> => {
  const rows = await many(tx, sql<{ id: number; publicId: string }>`select id, public_id as "publicId" from organisations
    where realm_id = ${realm} and id = any(${ids}::bigint[])`)
  return new Map(rows.map(({ id, publicId }) => [id, publicId]))
}
