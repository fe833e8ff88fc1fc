import { sql } from 'kysely'
import { many, run, type Db } from '#base/sql.ts'
import type { Flag, KindCode, Line } from '#organisations/kinds.ts'
import type { Sector } from '#organisations/unit-kinds.ts'
import type { Priority, Standing, UnitSpotCode } from '#coverage/codes.ts'

/** A unit as the rules ask for it. */
export interface UnitRow {
  id: number
  public_id: string
  name: string
  sector: Sector
  two_new: boolean
  staff: number | null
  young: number | null
  migrant: number | null
  full_members: number | null
  league_members: number | null
  women: number | null
  facts_on: string | null
  organisation_id: number
  path: string
  bodies: string[]
}

const columns = sql.raw(`u.id, u.public_id, u.name, u.sector, u.two_new, u.staff, u.young, u.migrant, u.full_members, u.league_members, u.women,
  u.facts_on, u.organisation_id, u.path, u.bodies`)

export const unitsOf = (tx: Db, realm: number, ids: readonly number[]): Promise<UnitRow[]> =>
  many(tx, sql<UnitRow>`select ${columns} from organisations_units u where u.realm_id = ${realm} and u.id = any(${ids}::bigint[])`)

/** The same, locked in order: two acts on one unit judge it one after the other, each with what the other wrote. */
export const unitsForChange = (tx: Db, realm: number, ids: readonly number[]): Promise<UnitRow[]> =>
  many(
    tx,
    sql<UnitRow>`select ${columns} from organisations_units u where u.realm_id = ${realm} and u.id = any(${ids}::bigint[])
      order by u.id for no key update of u`,
  )

/** An organisation that stands in a unit. */
export interface PlacedBody {
  unit_id: number
  id: number
  kind: KindCode
  line: Line
  path: string
  flags: Flag[]
  members: number
  voting: number
  /** in how many units it stands */
  units: number
  /** of a union: its women, and members whose sex is not known */
  women: number
  unknown: number
  women_committee: boolean
}

export const bodiesIn = (tx: Db, realm: number, unitIds: readonly number[]): Promise<PlacedBody[]> =>
  many(
    tx,
    sql<PlacedBody>`select p.unit_id, o.id, o.kind, o.line, o.path, o.flags, coalesce(s.members, 0) as members, coalesce(s.voting, 0) as voting,
        (select count(*)::int from organisations_places x where x.realm_id = p.realm_id and x.organisation_id = o.id and x.to_on is null) as units,
        coalesce(w.women, 0) as women, coalesce(w.unknown, 0) as unknown, o.line = 'union' and exists (
          select from organisations c where c.realm_id = o.realm_id and c.parent_id = o.id and c.kind = 'union.women-committee' and c.dissolved_on is null
        ) as women_committee
      from organisations_places p
      join organisations o on o.realm_id = p.realm_id and o.id = p.organisation_id and o.dissolved_on is null
      left join organisations_stats s on s.realm_id = o.realm_id and s.organisation_id = o.id
      left join lateral (
        select count(*) filter (where e.sex = '女')::int as women, count(*) filter (where e.sex is null)::int as unknown
        from people_memberships m join people_persons e on e.realm_id = m.realm_id and e.id = m.person_id
        where m.realm_id = o.realm_id and m.organisation_id = o.id and m.to_on is null
      ) w on o.line = 'union'
      where p.realm_id = ${realm} and p.unit_id = any(${unitIds}::bigint[]) and p.to_on is null
      order by p.unit_id, o.path`,
  )

/** Union bodies alone ask something of a unit's roster: the number of their women. */
export const unitsOfUnions = async (tx: Db, realm: number, organisationIds: readonly number[]): Promise<number[]> =>
  (
    await many(
      tx,
      sql<{ unit_id: number }>`select distinct p.unit_id from organisations_places p
        join organisations o on o.realm_id = p.realm_id and o.id = p.organisation_id and o.line = 'union'
        where p.realm_id = ${realm} and p.organisation_id = any(${organisationIds}::bigint[]) and p.to_on is null
        union
        select distinct p.unit_id from organisations c
        join organisations_places p on p.realm_id = c.realm_id and p.organisation_id = c.parent_id and p.to_on is null
        where c.realm_id = ${realm} and c.id = any(${organisationIds}::bigint[]) and c.kind = 'union.women-committee'`,
    )
  ).map((row) => row.unit_id)

/** What is remembered of a unit, to know the difference of the next time. */
export interface Memory {
  unit_id: number
  path: string
  party_id: number
  league_id: number | null
  union_id: number | null
  counted: boolean
  two_new: boolean
  party: Standing
  league: Standing
  union: Standing
  found: UnitSpotCode[]
  open: UnitSpotCode[]
  first: Priority[]
}

export const memoriesOf = (tx: Db, realm: number, unitIds: readonly number[]): Promise<Memory[]> =>
  many(
    tx,
    sql<Memory>`select unit_id, path, party_id, league_id, union_id, counted, two_new, party, league, "union", found, open, first
      from coverage_units where realm_id = ${realm} and unit_id = any(${unitIds}::bigint[])`,
  )

export async function saveMemories(tx: Db, realm: number, rows: readonly Memory[], gone: readonly number[]): Promise<void> {
  if (gone.length > 0) await run(tx, sql`delete from coverage_units where realm_id = ${realm} and unit_id = any(${gone}::bigint[])`)
  if (rows.length === 0) return
  await run(
    tx,
    sql`insert into coverage_units (realm_id, unit_id, path, party_id, league_id, union_id, counted, two_new, party, league, "union", found, open, first)
      select ${realm}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(unit_id bigint, path text, party_id bigint, league_id bigint,
        union_id bigint, counted boolean, two_new boolean, party text, league text, "union" text, found text[], open text[], first text[])
      on conflict (realm_id, unit_id) do update set path = excluded.path, party_id = excluded.party_id, league_id = excluded.league_id,
        union_id = excluded.union_id, counted = excluded.counted, two_new = excluded.two_new, party = excluded.party, league = excluded.league,
        "union" = excluded."union", found = excluded.found, open = excluded.open, first = excluded.first`,
  )
}
