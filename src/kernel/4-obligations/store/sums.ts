import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { many, planned, run, type Db } from '#base/sql.ts'
import type { Crowd, Settled } from '#obligations/fulfilment.ts'

/** The crowd that stands at or below a path. */
export type PlacedCrowd = Crowd & { path: string }

export type Tally = Settled & { path: string }

/** Writes down what is about to change (-1) and what it became (+1) of some organisations, for the sums of those above. */
export const noteSubjects = (tx: Db, realm: number, organisationIds: readonly string[], n: 1 | -1): Promise<number> =>
  run(tx, sql`insert into obligations_changes (realm_id, path, facts, begins, ends, gone, known, n)
    select c.* from obligations_subjects s cross join lateral obligations_crowd_of(s, ${n}::int) c
    where s.realm_id = ${realm} and s.organisation_id = any(${organisationIds}::uuid[])`)

export const noteTally = (tx: Db, realm: number, one: Tally): Promise<number> =>
  run(tx, planned('obligations.note', sql`insert into obligations_changes (realm_id, path, duty, period_from, met, late, waived)
    values (${realm}, ${one.path}, ${one.duty}, ${one.periodFrom}, ${one.met}, ${one.late}, ${one.waived})`))

const key = sql.raw('path, facts, begins, ends, gone, known')

/** Takes some of the changes (of one subtree, if given) and adds them to every superior. Answers how many were taken. */
export async function carryUp(tx: Db, realm: number, atOnce: number, under = ''): Promise<number> {
  const [taken] = await many(tx, sql<{ n: number }>`
    with taken as (
      delete from obligations_changes where realm_id = ${realm} and id in (
        select id from obligations_changes where realm_id = ${realm} and path >= ${under} and path < ${`${under}~`} order by id limit ${atOnce})
      returning *
    ), alike as (
      select path, facts, begins, ends, gone, known, duty, period_from, sum(n) n, sum(met) met, sum(late) late, sum(waived) waived
      from taken group by path, facts, begins, ends, gone, known, duty, period_from
    ), up as (
      select array_to_string(p.parts[1:i], '/') || '/' as at, a.* from alike a
      cross join lateral (select string_to_array(rtrim(a.path, '/'), '/') as parts) p
      cross join lateral generate_series(1, cardinality(p.parts) - 1) i
    ), crowds as (
      insert into obligations_crowds as c (realm_id, ${key}, n)
      select ${realm}, at, facts, begins, ends, gone, known, sum(n) from up where duty is null group by 2, 3, 4, 5, 6, 7 having sum(n) <> 0
      on conflict (realm_id, ${key}) do update set n = c.n + excluded.n
    ), tallies as (
      insert into obligations_tallies as t (realm_id, path, duty, period_from, met, late, waived)
      select ${realm}, at, duty, period_from, sum(met), sum(late), sum(waived) from up where duty is not null group by 2, 3, 4
      on conflict (realm_id, path, period_from, duty)
        do update set met = t.met + excluded.met, late = t.late + excluded.late, waived = t.waived + excluded.waived
    )
    select count(*)::int n from taken`)
  return taken!.n
}

/** Removes rows that came to nothing. */
export const dropEmpty = (tx: Db, realm: number): Promise<number> => run(tx, sql`delete from obligations_crowds where realm_id = ${realm} and n = 0`)

/**
 * A subtree moves: its sums go from the superiors it leaves to those it comes to. Everything below has been carried up.
 * Called before paths change: adds `sign` times what stands at and below `path` to those above it.
 */
export async function shiftSums(tx: Db, realm: number, path: string, sign: 1 | -1): Promise<void> {
  const above = sql`(select array_to_string(p.parts[1:i], '/') || '/' as at
      from (select string_to_array(rtrim(${path}::text, '/'), '/') as parts) p cross join lateral generate_series(1, cardinality(p.parts) - 1) i)`
  await run(tx, sql`insert into obligations_crowds as c (realm_id, ${key}, n)
    select ${realm}, a.at, s.facts, s.begins, s.ends, s.gone, s.known, ${sign}::int * s.n from obligations_crowds s cross join ${above} a
    where s.realm_id = ${realm} and s.path = ${path}
    on conflict (realm_id, ${key}) do update set n = c.n + excluded.n`)
  await run(tx, sql`insert into obligations_tallies as t (realm_id, path, duty, period_from, met, late, waived)
    select ${realm}, a.at, s.duty, s.period_from, ${sign}::int * s.met, ${sign}::int * s.late, ${sign}::int * s.waived
    from obligations_tallies s cross join ${above} a where s.realm_id = ${realm} and s.path = ${path}
    on conflict (realm_id, path, period_from, duty)
      do update set met = t.met + excluded.met, late = t.late + excluded.late, waived = t.waived + excluded.waived`)
}

/** What stands below each of some organisations (not themselves) that are themselves below a top, as the sums tell. */
export const crowdsBelow = (tx: Db, top: string, paths: readonly string[]): Promise<PlacedCrowd[]> =>
  many(tx, planned('obligations.crowds', sql<PlacedCrowd>`select path, facts, begins::text, ends::text, gone::text, known::text, n
    from obligations_crowds_below(${top}, ${paths}::text[])`))

export const talliesBelow = (tx: Db, top: string, paths: readonly string[], range: { from: Day; to: Day }): Promise<Tally[]> =>
  many(tx, planned('obligations.tallies', sql<Tally>`select path, duty, period_from as "periodFrom", met, late, waived
    from obligations_tallies_below(${top}, ${paths}::text[], ${range.from}, ${range.to})`))

type Change = PlacedCrowd & Tally & { isCrowd: boolean }

/** What has changed below a top and is not in the sums yet; `path` is of the organisation that changed. */
export const changesBelow = (tx: Db, realm: number, top: string): Promise<Change[]> =>
  many(tx, planned('obligations.changes', sql<Change>`select path, duty is null as "isCrowd", facts, begins::text, ends::text, gone::text, known::text,
      sum(n)::int as n, duty, period_from as "periodFrom", sum(met)::int as met, sum(late)::int as late, sum(waived)::int as waived
    from obligations_changes where realm_id = ${realm} and path > ${top} and path < ${`${top}~`} group by 1, 2, 3, 4, 5, 6, 7, 9, 10`))

/** Some organisations themselves, as crowds of one. */
export const crowdsOf = (tx: Db, realm: number, organisationIds: readonly string[]): Promise<PlacedCrowd[]> =>
  many(tx, planned('obligations.crowds-of', sql<PlacedCrowd>`select c.path, c.facts, c.begins::text, c.ends::text, c.gone::text, c.known::text, c.n
    from obligations_subjects s cross join lateral obligations_crowd_of(s, 1) c
    where s.realm_id = ${realm} and s.organisation_id = any(${organisationIds}::uuid[])`))

export interface Child {
  organisationId: string
  name: string
  path: string
  kind: string
  /** whether anything hangs below it */
  isLeaf: boolean
  gone: Day | null
}

/** What hangs directly below an organisation, and did not cease before a day. */
export const childrenOf = (tx: Db, realm: number, path: string, since: Day): Promise<Child[]> =>
  many(tx, planned('obligations.children', sql<Child>`select distinct on (s.organisation_id) s.organisation_id as "organisationId", s.name, s.path, s.kind, s.gone_on as gone,
      not exists (select from obligations_subjects b where b.realm_id = s.realm_id and b.above = s.path) as "isLeaf"
    from obligations_subjects s
    where s.realm_id = ${realm} and s.above = ${path} and s.path <> s.above and (s.gone_on is null or s.gone_on >= ${since})
    order by s.organisation_id, s.from_on desc`))

/** What some organisations themselves have settled of what they owed. */
export const settledOf = (tx: Db, realm: number, organisationIds: readonly string[], range: { from: Day; to: Day }): Promise<Tally[]> => {
  const mine = sql`realm_id = ${realm} and organisation_id = any(${organisationIds}::uuid[]) and period_from >= ${range.from} and period_from < ${range.to}`
  return many(tx, planned('obligations.settled-of', sql<Tally>`
    with done as (
      select organisation_id, path, duty, period_from, count(*) filter (where occurred_on < period_to) >= max(times) as met, count(*) >= max(times) as made
      from obligations_fulfilments where ${mine} and times > 0 group by organisation_id, path, duty, period_from
    )
    select path, duty, period_from as "periodFrom", met::int as met, (made and not met)::int as late, 0 as waived from done where made
    union all
    select w.path, w.duty, w.period_from, 0, 0, 1 from obligations_waivers w where ${mine} and not exists (
      select from done d where d.made and d.organisation_id = w.organisation_id and d.duty = w.duty and d.period_from = w.period_from)`))
}
