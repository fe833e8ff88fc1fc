import { sql } from 'kysely'
import { all, many, maybe, one, run, type Db, type Sql } from '#base/sql.ts'
import { beyondReach } from '#database/scope.ts'
import { gramsOf, nameKeys } from '#search/keys.ts'
import { isTwoNew, type Sector, type UnitKind } from '#organisations/unit-kinds.ts'

export interface Unit {
  id: number
  public_id: string
  name: string
  name_key: string
  code: string | null
  kind: UnitKind
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
  places: string[]
  version: number
  bodies: string[]
}

const columns = sql.raw(
  `u.id, u.public_id, u.name, u.name_key, u.code, u.kind, u.sector, u.two_new, u.staff, u.young, u.migrant, u.full_members, u.league_members,
   u.women, u.facts_on, u.organisation_id, u.path, u.places, u.version, u.bodies`,
)

export const unitByPublicId = (tx: Db, realm: number, publicId: string): Promise<Unit | null> =>
  maybe(tx, sql<Unit>`select ${columns} from organisations_units u where u.realm_id = ${realm} and u.public_id = ${publicId}`)

/** Locks the row: two changes of one unit follow each other. */
export const unitForChange = (tx: Db, realm: number, publicId: string): Promise<Unit | null> =>
  maybe(tx, sql<Unit>`select ${columns} from organisations_units u where u.realm_id = ${realm} and u.public_id = ${publicId} for update`)

export const unitByCode = (tx: Db, realm: number, code: string): Promise<Unit | null> =>
  maybe(tx, sql<Unit>`select ${columns} from organisations_units u where u.realm_id = ${realm} and u.code = ${code}`)

export interface UnitFields {
  name: string
  code: string | null
  kind: UnitKind
  sector: Sector
  staff: number | null
  young: number | null
  migrant: number | null
  fullMembers?: number | null
  leagueMembers?: number | null
  women?: number | null
  factsOn: string | null
}

export const insertUnit = (tx: Db, realm: number, publicId: string, fields: UnitFields, responsible: { id: number; path: string }) =>
  one(
    tx,
    sql<{ id: number }>`insert into organisations_units (realm_id, public_id, name, name_key, grams, code, kind, sector, two_new, staff, young, migrant,
        full_members, league_members, women, facts_on, organisation_id, path)
      values (${realm}, ${publicId}, ${fields.name}, ${nameKeys(fields.name).key}, ${gramsOf(fields.name)}, ${fields.code}, ${fields.kind},
        ${fields.sector}, ${isTwoNew(fields.sector)}, ${fields.staff}, ${fields.young}, ${fields.migrant},
        ${fields.fullMembers ?? null}, ${fields.leagueMembers ?? null}, ${fields.women ?? null}, ${fields.factsOn}, ${responsible.id}, ${responsible.path})
      returning id`,
  )

export const saveUnit = (tx: Db, realm: number, id: number, fields: UnitFields): Promise<number> =>
  run(
    tx,
    sql`update organisations_units set name = ${fields.name}, name_key = ${nameKeys(fields.name).key}, grams = ${gramsOf(fields.name)},
        code = ${fields.code}, kind = ${fields.kind}, sector = ${fields.sector}, two_new = ${isTwoNew(fields.sector)}, staff = ${fields.staff}, young = ${fields.young},
        migrant = ${fields.migrant}, full_members = ${fields.fullMembers ?? null}, league_members = ${fields.leagueMembers ?? null},
        women = ${fields.women ?? null}, facts_on = ${fields.factsOn}, version = version + 1 where realm_id = ${realm} and id = ${id}`,
  )

export interface UnitFilter {
  /** prefix of what the name's pinyin must be after, for the next page */
  after?: { key: string; id: number }
  grams?: string[]
  twoNew?: boolean
}

/**
 * Units under one path, by name: those an organisation there is responsible for, those one there stands in, and those one
 * there is to build in, as a League committee is where nothing of the League stands yet. The path was checked by the gate;
 * row-level security stands behind.
 */
export function unitsUnder(tx: Db, path: string, filter: UnitFilter, limit: number): Promise<Unit[]> {
  const standing = sql`select p.unit_id from organisations_places p join organisations o on o.realm_id = p.realm_id and o.id = p.organisation_id
    where p.to_on is null and o.path >= ${path} and o.path < ${`${path}~`}`
  const where: Sql[] = [sql`(u.path >= ${path} and u.path < ${`${path}~`} or u.id in (${standing}) or app_within(u.bodies, ${path}))`]
  if (filter.grams) where.push(sql`u.grams @> ${filter.grams}`)
  if (filter.twoNew !== undefined) where.push(sql`u.two_new = ${filter.twoNew}`)
  if (filter.after) where.push(sql`(u.name_key, u.id) > (${filter.after.key}, ${filter.after.id}::bigint)`)
  return many(tx, sql<Unit>`select ${columns} from organisations_units u where ${all(where)} order by u.name_key, u.id limit ${limit}`)
}

export interface Place {
  unit_id: number
  organisation_id: number
  from_on: string
}

export const placesIn = (tx: Db, realm: number, unitIds: number[]): Promise<Place[]> =>
  many(
    tx,
    sql<Place>`select unit_id, organisation_id, from_on from organisations_places
      where realm_id = ${realm} and unit_id = any(${unitIds}::bigint[]) and to_on is null`,
  )

export const unitsOfOrganisation = (tx: Db, realm: number, organisationId: number) =>
  many(
    tx,
    sql<Unit & { from_on: string }>`select ${columns}, p.from_on from organisations_places p
      join organisations_units u on u.realm_id = p.realm_id and u.id = p.unit_id
      where p.realm_id = ${realm} and p.organisation_id = ${organisationId} and p.to_on is null order by u.name_key`,
  )

/** Keeps a unit's `places` equal to where the organisations in it stand; also those beyond the doer's reach. */
export const refreshPlaces = (tx: Db, realm: number, unitIds: number[]): Promise<number> =>
  beyondReach(tx, () =>
    run(
      tx,
      sql`update organisations_units u set places = array(
          select o.path from organisations_places p join organisations o on o.realm_id = p.realm_id and o.id = p.organisation_id
          where p.realm_id = u.realm_id and p.unit_id = u.id and p.to_on is null order by o.path)
        where u.realm_id = ${realm} and u.id = any(${unitIds}::bigint[])`,
    ),
  )

/** The units that organisations under a path stand in. */
export const unitsStoodIn = async (tx: Db, realm: number, path: string): Promise<number[]> =>
  (
    await many(
      tx,
      sql<{ unit_id: number }>`select distinct p.unit_id from organisations_places p join organisations o on o.realm_id = p.realm_id and o.id = p.organisation_id
        where p.realm_id = ${realm} and p.to_on is null and o.path >= ${path} and o.path < ${`${path}~`}`,
    )
  ).map((row) => row.unit_id)

/** Sets the units an organisation stands in from a day on; answers those it stood in or stands in now. */
export async function savePlaces(tx: Db, realm: number, organisationId: number, unitIds: number[], on: string): Promise<number[]> {
  const before = (await unitsOfOrganisation(tx, realm, organisationId)).map((unit) => unit.id)
  await run(
    tx,
    sql`update organisations_places set to_on = greatest(from_on, ${on}::date) where realm_id = ${realm} and organisation_id = ${organisationId}
      and to_on is null and unit_id <> all(${unitIds}::bigint[])`,
  )
  await run(
    tx,
    sql`insert into organisations_places (realm_id, organisation_id, unit_id, from_on)
      select ${realm}, ${organisationId}, id, ${on}::date from unnest(${unitIds}::bigint[]) id
      where not exists (select from organisations_places p where p.realm_id = ${realm} and p.organisation_id = ${organisationId}
        and p.unit_id = id and p.to_on is null)
      on conflict (realm_id, organisation_id, unit_id, from_on) do update set to_on = null`,
  )
  const concerned = [...new Set([...before, ...unitIds])]
  await refreshPlaces(tx, realm, concerned)
  return concerned
}

/** A merged organisation's units become the other's, both the ones it stands in and the ones it is responsible for. */
export async function moveUnits(tx: Db, realm: number, from: { id: number }, into: { id: number; path: string }, on: string): Promise<number[]> {
  const units = await unitsOfOrganisation(tx, realm, from.id)
  const held = await unitsOfOrganisation(tx, realm, into.id)
  const placed = await savePlaces(tx, realm, into.id, [...new Set([...held, ...units].map((unit) => unit.id))], on)
  const left = await savePlaces(tx, realm, from.id, [], on)
  const moved = await many(
    tx,
    sql<{ id: number }>`update organisations_units set organisation_id = ${into.id}, path = ${into.path}
      where realm_id = ${realm} and organisation_id = ${from.id} returning id`,
  )
  return [...new Set([...placed, ...left, ...moved.map((unit) => unit.id)])]
}
