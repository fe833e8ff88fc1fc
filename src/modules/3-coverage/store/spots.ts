import { sql } from 'kysely'
import { all, many, run, type Db, type Sql } from '#base/sql.ts'
import { visibleUnder } from '#access/visible.ts'
import type { Flag, KindCode } from '#organisations/kinds.ts'
import type { CoveredLine, FactName, Priority, SpotCode } from '#coverage/codes.ts'

export type Subject = 'unit' | 'organisation'

export interface SpotRow {
  subject: Subject
  subject_id: number
  code: SpotCode
  line: CoveredLine
  path: string
  previous: string | null
  given: number
  missing: readonly FactName[]
  first: readonly Priority[]
  since: string
  aside_until: string | null
  target_on: string | null
}

export const spotsOf = (tx: Db, realm: number, subject: Subject, ids: readonly number[]): Promise<SpotRow[]> =>
  many(
    tx,
    sql<SpotRow>`select subject, subject_id, code, line, path, previous, given, missing, first, since, aside_until, target_on from coverage_spots
      where realm_id = ${realm} and subject = ${subject} and subject_id = any(${ids}::bigint[]) order by subject_id, code, path`,
  )

/** Puts the findings of some subjects in place of what was known about them. */
export async function replaceSpots(tx: Db, realm: number, subject: Subject, ids: readonly number[], rows: readonly SpotRow[]): Promise<void> {
  if (ids.length === 0) return
  await run(tx, sql`delete from coverage_spots where realm_id = ${realm} and subject = ${subject} and subject_id = any(${ids}::bigint[])`)
  if (rows.length === 0) return
  await run(
    tx,
    sql`insert into coverage_spots (realm_id, subject, subject_id, code, line, path, previous, given, missing, first, since, aside_until, target_on)
      select ${realm}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(subject text, subject_id bigint, code text, line text,
        path text, previous text, given int, missing text[], first text[], since date, aside_until date, target_on date)`,
  )
}

export interface SpotFilter {
  codes?: readonly SpotCode[]
  /** only those with one of these */
  first?: readonly Priority[]
  /** only of units the organisation itself is responsible for or is to build in, and of itself */
  direct?: boolean
  /** set aside instead of open */
  aside: boolean
  today: string
  after?: Place
}

/** Where a page of findings ended */
export interface Place {
  path: string
  subject: Subject
  id: number
  code: string
}

/** The condition that gives every finding seen from an organisation once; `reach` is the one visibility predicate. */
export function seenUnder(path: string, reach: readonly string[]): Sql {
  const below = sql`s.path >= ${path} and s.path < ${`${path}~`}`
  return sql`(${below} and (s.previous is null or s.previous < ${path}) and ${visibleUnder(reach, path, sql`s.path`)})`
}

const isOpen = (today: string): Sql => sql`(s.aside_until is null or s.aside_until <= ${today})`

function conditionsOf(path: string, reach: readonly string[], filter: SpotFilter): Sql[] {
  const where = [seenUnder(path, reach), filter.aside ? sql`s.aside_until > ${filter.today}` : isOpen(filter.today)]
  if (filter.codes) where.push(filter.codes.length === 1 ? sql`s.code = ${filter.codes[0]}` : sql`s.code = any(${filter.codes}::text[])`)
  if (filter.first) where.push(sql`s.first && ${filter.first}::text[]`)
  if (filter.direct) {
    where.push(sql`s.path = ${path} and (s.subject = 'organisation' or exists (select from organisations_units h
      where h.realm_id = s.realm_id and h.id = s.subject_id and (h.path = ${path} or ${path} = any(h.bodies))))`)
  }
  return where
}

/** A line of the list: the finding, what it is about, and who is responsible. */
export interface ListedSpot extends Omit<SpotRow, 'previous'> {
  unit: string | null
  unit_name: string | null
  unit_code: string | null
  unit_kind: string | null
  body: string | null
  body_name: string | null
  body_kind: KindCode | null
  body_flags: Flag[] | null
  responsible: string | null
  responsible_name: string | null
}

/**
 * Findings under an organisation in the order of the tree, page by page. What each row of the page is about is
 * looked up for that row alone: joined plainly, the planner passes all units through the back walls first.
 */
export function spotsUnder(tx: Db, realm: number, path: string, reach: readonly string[], filter: SpotFilter, limit: number): Promise<ListedSpot[]> {
  const where = conditionsOf(path, reach, filter)
  const { after } = filter
  if (after) where.push(sql`(s.path, s.subject, s.subject_id, s.code) > (${after.path}, ${after.subject}, ${after.id}::bigint, ${after.code})`)
  return many(
    tx,
    sql<ListedSpot>`with page as materialized (
        select s.* from coverage_spots s where s.realm_id = ${realm} and ${all(where)}
        order by s.path, s.subject, s.subject_id, s.code limit ${sql.lit(limit)}
      ), known as materialized (
        select s.*, u.public_id as unit, u.name as unit_name, u.code as unit_code, u.kind as unit_kind,
          o.public_id as body, o.name as body_name, o.kind as body_kind, o.flags as body_flags,
          coalesce(u.organisation_id, o.parent_id) as responsible_id
        from page s
        left join lateral (select x.public_id, x.name, x.code, x.kind, x.organisation_id from organisations_units x
          where s.subject = 'unit' and x.realm_id = ${realm} and x.id = s.subject_id limit 1) u on true
        left join lateral (select x.public_id, x.name, x.kind, x.flags, x.parent_id from organisations x
          where s.subject = 'organisation' and x.realm_id = ${realm} and x.id = s.subject_id limit 1) o on true
      )
      select k.subject, k.subject_id, k.code, k.line, k.path, k.given, k.missing, k.first, k.since, k.aside_until, k.target_on,
        k.unit, k.unit_name, k.unit_code, k.unit_kind, k.body, k.body_name, k.body_kind, k.body_flags,
        r.public_id as responsible, r.name as responsible_name
      from known k
      left join lateral (select x.public_id, x.name from organisations x
        where x.realm_id = ${realm} and x.id = k.responsible_id limit 1) r on true
      order by k.path, k.subject, k.subject_id, k.code`,
  )
}

export interface Counted {
  code: SpotCode
  n: number
  first: number
}

/** Findings under an organisation by kind, counted one by one: for branches, which see few. */
export const countUnder = (tx: Db, realm: number, path: string, reach: readonly string[], filter: SpotFilter): Promise<Counted[]> =>
  many(
    tx,
    sql<Counted>`select s.code, count(*)::int as n, count(*) filter (where s.first <> '{}')::int as first from coverage_spots s
      where s.realm_id = ${realm} and ${all(conditionsOf(path, reach, filter))} group by s.code`,
  )

/** The number of rows an export will have. */
export const numberUnder = async (tx: Db, realm: number, path: string, reach: readonly string[], filter: SpotFilter): Promise<number> =>
  (await many(tx, sql<{ n: number }>`select count(*)::int n from coverage_spots s where s.realm_id = ${realm} and ${all(conditionsOf(path, reach, filter))}`))[0]!.n
