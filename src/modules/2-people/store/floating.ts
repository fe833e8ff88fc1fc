import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { many, maybe, run, type Db } from '#base/sql.ts'
import { visible } from '#access/visible.ts'
import type { KindCode, Line } from '#organisations/kinds.ts'

export interface Floating {
  id: number
  public_id: string
  person_id: number
  line: Line
  from_id: number
  from_path: string
  to_id: number | null
  to_path: string | null
  outside: string | null
  paths: string[]
  since: string
  until: string | null
  contact: string | null
  ended_on: string | null
  end_reason: string | null
}

const columns = sql.raw(`f.id, f.public_id, f.person_id, f.line, f.from_id, f.from_path, f.to_id, f.to_path, f.outside, f.paths, f.since, f.until,
  f.contact, f.ended_on, f.end_reason`)

export const floatingByPublicId = (tx: Db, realm: number, publicId: string): Promise<Floating | null> =>
  maybe(tx, sql<Floating>`select ${columns} from people_floating f where f.realm_id = ${realm} and f.public_id = ${publicId}`)

export const floatingForChange = (tx: Db, realm: number, publicId: string): Promise<Floating | null> =>
  maybe(tx, sql<Floating>`select ${columns} from people_floating f where f.realm_id = ${realm} and f.public_id = ${publicId} for update`)

export const openFloating = (tx: Db, realm: number, personId: number): Promise<Floating[]> =>
  many(tx, sql<Floating>`select ${columns} from people_floating f where f.realm_id = ${realm} and f.person_id = ${personId} and f.ended_on is null for update`)

export const floatingAt = (tx: Db, realm: number, organisationId: number): Promise<Floating[]> =>
  many(tx, sql<Floating>`select ${columns} from people_floating f where f.realm_id = ${realm} and f.ended_on is null
    and (f.from_id = ${organisationId} or f.to_id = ${organisationId}) order by f.id for update`)

const pathsOf = (from: string, to: string | null): string[] => (to === null || to === from ? [from] : [from, to])

export async function insertFloating(tx: Db, realm: number, made: Omit<Floating, 'id' | 'public_id' | 'paths' | 'ended_on' | 'end_reason'>): Promise<string> {
  const publicId = newId()
  await run(
    tx,
    sql`insert into people_floating (realm_id, public_id, person_id, line, from_id, from_path, to_id, to_path, outside, paths, since, until, contact)
      values (${realm}, ${publicId}, ${made.person_id}, ${made.line}, ${made.from_id}, ${made.from_path}, ${made.to_id}, ${made.to_path},
        ${made.outside}, ${pathsOf(made.from_path, made.to_path)}, ${made.since}, ${made.until}, ${made.contact})`,
  )
  return publicId
}

export const saveFloatingEnd = (tx: Db, realm: number, id: number, on: string, reason: string): Promise<number> =>
  run(tx, sql`update people_floating set ended_on = greatest(since, ${on}::date), end_reason = ${reason} where realm_id = ${realm} and id = ${id}`)

export const saveFloatingEnds = (tx: Db, realm: number, id: number, ends: Pick<Floating, 'from_id' | 'from_path' | 'to_id' | 'to_path'>): Promise<number> =>
  run(
    tx,
    sql`update people_floating set from_id = ${ends.from_id}, from_path = ${ends.from_path}, to_id = ${ends.to_id}, to_path = ${ends.to_path},
        paths = ${pathsOf(ends.from_path, ends.to_path)} where realm_id = ${realm} and id = ${id}`,
  )

export const moveFloating = (tx: Db, realm: number, from: number, into: number): Promise<number> =>
  run(tx, sql`update people_floating set person_id = ${into} where realm_id = ${realm} and person_id = ${from}`)

/** The flag that rosters, exports and the indicator read: the latest stay that lasts, if any. */
export const saveFloatingFlag = (tx: Db, realm: number, personId: number): Promise<number> =>
  run(
    tx,
    sql`update people_persons p set floating_since = f.since, floating_to = f.place, version = version + 1
      from (select 1) one left join lateral (
        select x.since, coalesce(o.name, x.outside) place from people_floating x
        left join organisations o on o.realm_id = x.realm_id and o.id = x.to_id
        where x.realm_id = ${realm} and x.person_id = ${personId} and x.ended_on is null order by x.since desc, x.id desc limit 1) f on true
      where p.realm_id = ${realm} and p.id = ${personId}`,
  )

export interface FloatingRow extends Floating {
  person_public: string
  name: string
  phone_mask: string | null
  from_public: string
  from_name: string
  from_kind: KindCode
  to_public: string | null
  to_name: string | null
}

const rowOf = sql`select ${columns}, p.public_id as person_public, p.name, p.phone_mask, a.public_id as from_public, a.name as from_name,
    a.kind as from_kind, b.public_id as to_public, b.name as to_name
  from people_floating f join people_persons p on p.realm_id = f.realm_id and p.id = f.person_id
  join organisations a on a.realm_id = f.realm_id and a.id = f.from_id
  left join organisations b on b.realm_id = f.realm_id and b.id = f.to_id`

/** Those who float from or to an organisation or one below it now. */
export const floatingUnder = (tx: Db, realm: number, path: string, reach: readonly string[], limit: number): Promise<FloatingRow[]> => {
  const under = (column: string) => sql`(${sql.ref(column)} >= ${path} and ${sql.ref(column)} < ${`${path}~`} and ${visible(reach, sql.ref(column))})`
  return many(tx, sql<FloatingRow>`${rowOf} where f.realm_id = ${realm} and f.ended_on is null and (${under('f.from_path')} or ${under('f.to_path')})
    order by p.name_key, f.id limit ${limit}`)
}

export const floatingRowsOf = (tx: Db, realm: number, personId: number): Promise<FloatingRow[]> =>
  many(tx, sql<FloatingRow>`${rowOf} where f.realm_id = ${realm} and f.person_id = ${personId} order by f.ended_on is not null, f.since desc, f.id`)
