import { sql } from 'kysely'
import { many, run, type Db } from '#base/sql.ts'
import type { Flag, KindCode } from '#organisations/kinds.ts'
import type { Sector } from '#organisations/unit-kinds.ts'
import type { SpotCode } from '#coverage/codes.ts'

/** A branch as the rules ask for it. */
export interface BodyRow {
  id: number
  kind: KindCode
  flags: Flag[]
  sector: Sector | null
  path: string
  members: number
  voting: number
  lost: number
  holders: number
  committee: number
  /** it stands in a unit of the two new kinds */
  two_new: boolean
}

/** The living branches among some organisations. `members`: `line status` of those who count as members. */
export const branchesOf = (tx: Db, realm: number, ids: readonly number[], members: readonly string[]): Promise<BodyRow[]> =>
  many(
    tx,
    sql<BodyRow>`select o.id, o.kind, o.flags, o.sector, o.path, coalesce(s.members, 0) as members, coalesce(s.voting, 0) as voting,
        l.lost, p.holders, p.committee, exists (
          select from organisations_places x join organisations_units u on u.realm_id = x.realm_id and u.id = x.unit_id and u.two_new
          where x.realm_id = o.realm_id and x.organisation_id = o.id and x.to_on is null) as two_new
      from organisations o
      left join organisations_stats s on s.realm_id = o.realm_id and s.organisation_id = o.id
      cross join lateral (
        select count(*)::int as lost from people_memberships m
        join people_persons e on e.realm_id = m.realm_id and e.id = m.person_id
        where m.realm_id = o.realm_id and m.organisation_id = o.id and m.to_on is null and e.lost_since is not null
          and m.line || ' ' || m.status = any(${members}::text[])
      ) l
      cross join lateral (
        select count(distinct person_id)::int as holders,
          count(distinct person_id) filter (where post !~ '[.](secretary|deputy-secretary)$')::int as committee
        from people_posts h where h.realm_id = o.realm_id and h.organisation_id = o.id and h.to_on is null
      ) p
      where o.realm_id = ${realm} and o.id = any(${ids}::bigint[]) and o.dissolved_on is null and o.kind in ('party.branch', 'league.branch')`,
  )

/** The branches that stand in some units: whether one of the two new kinds is among them decides where they are counted. */
export const branchesIn = async (tx: Db, realm: number, unitIds: readonly number[]): Promise<number[]> =>
  (
    await many(
      tx,
      sql<{ id: number }>`select distinct o.id from organisations_places p
        join organisations o on o.realm_id = p.realm_id and o.id = p.organisation_id and o.kind in ('party.branch', 'league.branch')
        where p.realm_id = ${realm} and p.unit_id = any(${unitIds}::bigint[]) and p.to_on is null and o.dissolved_on is null`,
    )
  ).map((row) => row.id)

export interface BodyMemory {
  organisation_id: number
  path: string
  open: SpotCode[]
  two_new: boolean
}

export const bodyMemoriesOf = (tx: Db, realm: number, ids: readonly number[]): Promise<BodyMemory[]> =>
  many(
    tx,
    sql<BodyMemory>`select organisation_id, path, open, two_new from coverage_bodies where realm_id = ${realm} and organisation_id = any(${ids}::bigint[])
      order by organisation_id for update`,
  )

export async function saveBodyMemories(tx: Db, realm: number, ids: readonly number[], rows: readonly BodyMemory[]): Promise<void> {
  await run(tx, sql`delete from coverage_bodies where realm_id = ${realm} and organisation_id = any(${ids}::bigint[])`)
  if (rows.length === 0) return
  await run(
    tx,
    sql`insert into coverage_bodies (realm_id, organisation_id, path, open, two_new)
      select ${realm}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(organisation_id bigint, path text, open text[], two_new boolean)`,
  )
}

/** The organisations' rows, locked in order, so that two acts on one roster judge it one after the other. */
export const lockBranches = (tx: Db, realm: number, ids: readonly number[]): Promise<number> =>
  run(tx, sql`select from organisations_stats where realm_id = ${realm} and organisation_id = any(${ids}::bigint[]) order by organisation_id for update`)
