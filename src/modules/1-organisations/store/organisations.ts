import { sql } from 'kysely'
import { many, maybe, one, planned, run, type Db } from '#base/sql.ts'
import { visible } from '#access/visible.ts'
import { gramsOf, nameKeys } from '#search/keys.ts'
import { kindOf, type Flag, type KindCode, type Line } from '#organisations/kinds.ts'
import type { Sector } from '#organisations/unit-kinds.ts'

export interface Organisation {
  realm_id: number
  id: number
  public_id: string
  kind: KindCode
  line: Line
  name: string
  code: string | null
  parent_id: number | null
  path: string
  depth: number
  founded_on: string
  dissolved_on: string | null
  merged_into: number | null
  flags: Flag[]
  sector: Sector | null
  /** its own code; null: its superior's holds */
  region: string | null
  version: number
}

const columns = sql.raw(`o.realm_id, o.id, o.public_id, o.kind, o.line, o.name, o.code, o.parent_id, o.path, o.depth, o.founded_on,
  o.dissolved_on, o.merged_into, o.flags, o.sector, o.region, o.version`)

export const organisationById = (tx: Db, realm: number, id: number): Promise<Organisation | null> =>
  maybe(tx, planned('organisations.by-id', sql<Organisation>`select ${columns} from organisations o where o.realm_id = ${realm} and o.id = ${id}`))

export const organisationByPublicId = (tx: Db, realm: number, publicId: string): Promise<Organisation | null> =>
  maybe(tx, planned('organisations.by-public-id', sql<Organisation>`select ${columns} from organisations o where o.realm_id = ${realm} and o.public_id = ${publicId}`))

/** The one in reach whose public id ends so: what the code on its forms is made of. */
export const organisationByTail = (tx: Db, realm: number, tail: string, reach: readonly string[]): Promise<Organisation | null> =>
  maybe(tx, sql<Organisation>`select ${columns} from organisations o
    where o.realm_id = ${realm} and right(o.public_id::text, 12) = ${tail} and ${visible(reach, sql`o.path`)} order by o.id limit 1`)

/** Locks the row, so that two acts on one organisation follow each other. */
export const organisationForChange = (tx: Db, realm: number, publicId: string): Promise<Organisation | null> =>
  maybe(tx, sql<Organisation>`select ${columns} from organisations o where o.realm_id = ${realm} and o.public_id = ${publicId} for update`)

export const organisationsByIds = (tx: Db, realm: number, ids: number[]): Promise<Organisation[]> =>
  many(tx, sql<Organisation>`select ${columns} from organisations o where o.realm_id = ${realm} and o.id = any(${ids}::bigint[])`)

/** The living ones of a name; two are enough to know that it is not clear. */
export const organisationsNamed = (tx: Db, realm: number, name: string): Promise<Organisation[]> =>
  many(tx, sql<Organisation>`select ${columns} from organisations o where o.realm_id = ${realm} and o.name = ${name} and o.dissolved_on is null limit 2`)

export const childrenOf = (tx: Db, realm: number, id: number): Promise<Organisation[]> =>
  many(
    tx,
    planned('organisations.children', sql<Organisation>`select ${columns} from organisations o
      where o.realm_id = ${realm} and o.parent_id = ${id} and o.dissolved_on is null order by o.position, o.id`),
  )

/** The party organisations that may lead others in a unit: groups, joint meetings and what is temporary are parts of something else. */
export const partyBodiesIn = (tx: Db, realm: number, unit: string): Promise<Organisation[]> =>
  many(
    tx,
    sql<Organisation>`select ${columns} from organisations o
      join organisations_places p on p.realm_id = o.realm_id and p.organisation_id = o.id and p.to_on is null
      join organisations_units u on u.realm_id = p.realm_id and u.id = p.unit_id and u.public_id = ${unit}
      where o.realm_id = ${realm} and o.line = 'party' and o.dissolved_on is null and not 'temporary' = any(o.flags)
        and o.kind not in ('party.group', 'party.joint-meeting', 'party.leading-group') order by o.id limit 2`,
  )

/** The ids of a path: `1/k/2q/` stands for 1, 20, 98. */
export const idsOfPath = (path: string): number[] => path.split('/').slice(0, -1).map((id) => parseInt(id, 36))

/** From the top down to the parent. */
export async function chainOf(tx: Db, organisation: Organisation): Promise<Organisation[]> {
  const ids = idsOfPath(organisation.path).slice(0, -1)
  const found = await organisationsByIds(tx, organisation.realm_id, ids)
  return ids.flatMap((id) => found.filter((one) => one.id === id))
}

export interface NewOrganisation {
  realm: number
  publicId: string
  kind: KindCode
  line: Line
  name: string
  code: string | null
  parent: Organisation | null
  foundedOn: string
  flags: Flag[]
  sector: Sector | null
  region?: string | null
}

/** The kind whose size rules the work list asks of a body. A temporary branch takes over no memberships: none. */
export const sizedAs = (kind: KindCode, flags: readonly Flag[]): KindCode | null =>
  kindOf(kind).holdsMembers && !flags.includes('temporary') ? kind : null

/** Inserts an organisation with its own numbers at zero. Its path is its parent's and its own id in base 36. */
export async function insertOrganisation(tx: Db, made: NewOrganisation): Promise<Organisation> {
  const keys = nameKeys(made.name)
  const { id } = await one(tx, sql<{ id: number }>`select nextval(pg_get_serial_sequence('organisations', 'id')) id`)
  const path = `${made.parent?.path ?? ''}${id.toString(36)}/`
  await run(
    tx,
    sql`insert into organisations (realm_id, id, public_id, kind, line, name, name_key, initials, grams, code, parent_id, path, depth,
        position, founded_on, flags, sector, region)
      overriding system value
      values (${made.realm}, ${id}, ${made.publicId}, ${made.kind}, ${made.line}, ${made.name}, ${keys.key}, ${keys.initials},
        ${gramsOf(made.name)}, ${made.code}, ${made.parent?.id ?? null}, ${path}, ${(made.parent?.depth ?? 0) + 1}, ${id},
        ${made.foundedOn}, ${made.flags}, ${made.sector}, ${made.region ?? null})`,
  )
  await run(
    tx,
    sql`insert into organisations_stats (realm_id, organisation_id, path, line, sized_as, joint)
      values (${made.realm}, ${id}, ${path}, ${made.line}, ${sizedAs(made.kind, made.flags)}, ${made.flags.includes('joint')})`,
  )
  return (await organisationById(tx, made.realm, id))!
}

/** Names in use by the bodies of one kind under one superior; also the other roots' where there is no superior. */
export const siblingNames = async (tx: Db, realm: number, parentId: number | null, kind: string, exceptId: number | null) =>
  (
    await many(
      tx,
      sql<{ name: string }>`select name from organisations where realm_id = ${realm} and parent_id is not distinct from ${parentId}::bigint
        and kind = ${kind} and dissolved_on is null and id is distinct from ${exceptId}::bigint`,
    )
  ).map((row) => row.name)

/** What is written down of an organisation was overwritten: whoever looked at it before must look again. */
export const countChange = (tx: Db, organisation: Pick<Organisation, 'realm_id' | 'id'>): Promise<number> =>
  run(tx, sql`update organisations set version = version + 1 where realm_id = ${organisation.realm_id} and id = ${organisation.id}`)

export async function saveName(tx: Db, organisation: Organisation, name: string): Promise<void> {
  const keys = nameKeys(name)
  await run(
    tx,
    sql`update organisations set name = ${name}, name_key = ${keys.key}, initials = ${keys.initials}, grams = ${gramsOf(name)}, version = version + 1
      where realm_id = ${organisation.realm_id} and id = ${organisation.id}`,
  )
}

/** Rewrites the paths of a whole subtree under a new parent; answers the new path of its top and how much deeper it is. */
export async function moveSubtree(tx: Db, top: Organisation, parent: Organisation): Promise<{ to: string; deeper: number }> {
  const to = `${parent.path}${top.id.toString(36)}/`
  const deeper = parent.depth + 1 - top.depth
  const realm = top.realm_id
  const moved = sql`${to} || substr(path, ${top.path.length + 1}::int)`
  const under = sql`path >= ${top.path} and path < ${`${top.path}~`}`
  await run(tx, sql`update organisations set parent_id = ${parent.id}, version = version + 1 where realm_id = ${realm} and id = ${top.id}`)
  await run(tx, sql`update organisations set path = ${moved}, depth = depth + ${deeper}::int where realm_id = ${realm} and ${under}`)
  await run(tx, sql`update organisations_stats set path = ${moved} where realm_id = ${realm} and ${under}`)
  await run(tx, sql`update organisations_units set path = ${moved} where realm_id = ${realm} and ${under}`)
  return { to, deeper }
}

export async function saveDissolved(tx: Db, organisation: Organisation, on: string, mergedInto: number | null): Promise<void> {
  const { realm_id: realm, id } = organisation
  await run(tx, sql`update organisations set dissolved_on = ${on}, merged_into = ${mergedInto}, version = version + 1 where realm_id = ${realm} and id = ${id}`)
  await run(tx, sql`update organisations_stats set sized_as = null where realm_id = ${realm} and organisation_id = ${id}`)
}

// Versions ------------------------------------------------------------------------------------------------------

export interface Version {
  name: string
  kind: string
  parentId: number | null
}

/** Closes the version in force on the day of a change and begins the next; a second change on one day replaces it. */
export async function beginVersion(tx: Db, realm: number, organisationId: number, version: Version, on: string, actId: string): Promise<void> {
  await run(
    tx,
    sql`update organisations_versions set to_on = ${on}
      where realm_id = ${realm} and organisation_id = ${organisationId} and to_on is null`,
  )
  await run(
    tx,
    sql`insert into organisations_versions (realm_id, organisation_id, from_on, name, kind, parent_id, act_id)
      values (${realm}, ${organisationId}, ${on}, ${version.name}, ${version.kind}, ${version.parentId}, ${actId})`,
  )
}

export const endVersion = (tx: Db, realm: number, organisationId: number, on: string): Promise<number> =>
  run(
    tx,
    sql`update organisations_versions set to_on = ${on}
      where realm_id = ${realm} and organisation_id = ${organisationId} and to_on is null`,
  )

type LastDay = Promise<string | null>
const lastDay = async (tx: Db, query: ReturnType<typeof sql<{ on: string | null }>>): LastDay => (await one(tx, query)).on

/** The day the version in force began: nothing may be recorded to have happened before it. */
export const lastChangeOn = (tx: Db, realm: number, organisationId: number): LastDay =>
  lastDay(tx, sql`select max(from_on) as "on" from organisations_versions where realm_id = ${realm} and organisation_id = ${organisationId}`)

/** The last day on which something began or ceased to stand directly below: the organisation was still there. */
export const lastChangeBelow = (tx: Db, realm: number, organisationId: number): LastDay =>
  lastDay(
    tx,
    sql`select max(greatest(from_on, to_on)) as "on" from organisations_versions where realm_id = ${realm} and parent_id = ${organisationId}`,
  )

/** The last day after `on` until which one of some organisations stood under another superior than it stands under now. */
export const elsewhereUntil = (tx: Db, realm: number, ids: readonly number[], on: string): LastDay =>
  lastDay(
    tx,
    sql`select max(v.to_on) as "on" from organisations_versions v
      join organisations o on o.realm_id = v.realm_id and o.id = v.organisation_id
      where v.realm_id = ${realm} and v.organisation_id = any(${ids}::bigint[]) and v.parent_id is distinct from o.parent_id and v.to_on > ${on}`,
  )

// Numbers ---------------------------------------------------------------------------------------------------------

export interface Numbers {
  members: number
  voting: number
  young: number
}

export const numbersOf = async (tx: Db, realm: number, id: number): Promise<Numbers> =>
  (await maybe(
    tx,
    sql<Numbers>`select members, voting, young from organisations_stats where realm_id = ${realm} and organisation_id = ${id}`,
  )) ?? { members: 0, voting: 0, young: 0 }

/** Members of an organisation and all below it; of one beyond the reach: none. */
export const membersBelow = async (tx: Db, path: string): Promise<number> =>
  (await one(tx, planned('organisations.members-below', sql<{ n: number }>`select organisations_members_below(${path}) n`))).n

/** Two changes at once must not count past each other: who counts holds the rows until the commit. */
export const lockNumbers = (tx: Db, realm: number, ids: readonly number[]): Promise<number> =>
  run(tx, sql`select from organisations_stats where realm_id = ${realm} and organisation_id = any(${ids}::bigint[]) order by organisation_id for update`)

/** Pushed down by the people module whenever memberships changed. */
export async function saveNumbers(tx: Db, realm: number, rows: ({ organisationId: number } & Numbers)[]): Promise<void> {
  await run(
    tx,
    sql`update organisations_stats s set members = n.members, voting = n.voting, young = n.young
      from unnest(${rows.map((row) => row.organisationId)}::bigint[], ${rows.map((row) => row.members)}::int[],
        ${rows.map((row) => row.voting)}::int[], ${rows.map((row) => row.young)}::int[]) n(id, members, voting, young)
      where s.realm_id = ${realm} and s.organisation_id = n.id`,
  )
}

