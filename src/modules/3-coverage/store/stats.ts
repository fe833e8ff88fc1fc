import { sql } from 'kysely'
import { many, planned, run, type Db } from '#base/sql.ts'

export interface Addition {
  organisation_id: number
  measure: string
  path: string
  n: number
}

export async function insertAdditions(tx: Db, realm: number, rows: readonly Addition[]): Promise<void> {
  if (rows.length === 0) return
  await run(
    tx,
    sql`insert into coverage_additions (realm_id, organisation_id, measure, path, n)
      select ${realm}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(organisation_id bigint, measure text, path text, n int)`,
  )
  await queue(tx, realm, 'sums', [0])
}

export interface NumberRow {
  organisation_id: number
  /** `waiting`: units or branches are still to be judged */
  measure: string
  n: number
  /** of an addition that has not been carried up yet: where it arose */
  path: string | null
}

/**
 * What an organisation and its direct subordinates sum up to, what has not been carried up yet, and whether something is
 * still to be judged: one trip, because trips cost most of the page.
 */
export const numbersUnder = (tx: Db, realm: number, top: { id: number; path: string }): Promise<NumberRow[]> =>
  many(
    tx,
    planned('coverage.numbers', sql<NumberRow>`
      select s.organisation_id, s.measure, s.n, null as path from coverage_stats s
      where s.realm_id = ${realm} and s.organisation_id = any(array(
        select o.id from organisations o where o.realm_id = ${realm} and o.parent_id = ${top.id} and o.dissolved_on is null) || ${top.id}::bigint)
      union all
      select a.organisation_id, a.measure, a.n, a.path from coverage_additions a
      where a.realm_id = ${realm} and a.path >= ${top.path} and a.path < ${`${top.path}~`}
      union all
      select 0, 'waiting', 1, null where exists (select from coverage_outbox q where q.realm_id = ${realm} and q.subject <> 'sums')`),
  )

/** Takes additions out, to be carried up. A move of a tree waits, because it carries sums itself. */
export async function takeAdditions(tx: Db, realm: number, most: number): Promise<Addition[]> {
  await lockSums(tx, realm)
  return many(
    tx,
    sql<Addition>`with taken as (
        delete from coverage_additions where realm_id = ${realm} and id in (
          select id from coverage_additions where realm_id = ${realm} order by id limit ${most}) returning organisation_id, measure, path, n
      )
      select organisation_id, measure, path, sum(n)::int as n from taken group by organisation_id, measure, path`,
  )
}

export const lockSums = (tx: Db, realm: number): Promise<number> =>
  run(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`coverage ${realm}`}, 0))`)

export async function addToStats(tx: Db, realm: number, rows: readonly Addition[]): Promise<void> {
  if (rows.length === 0) return
  await run(
    tx,
    sql`insert into coverage_stats (realm_id, organisation_id, measure, path, n)
      select ${realm}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(organisation_id bigint, measure text, path text, n int)
      on conflict (realm_id, organisation_id, measure) do update set n = coverage_stats.n + excluded.n`,
  )
  const touched = sql`select distinct organisation_id from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(organisation_id bigint)`
  await run(tx, sql`delete from coverage_stats where realm_id = ${realm} and n = 0 and organisation_id in (${touched})`)
}

/** What has been carried up to an organisation so far. */
export const carriedTo = (tx: Db, realm: number, organisationId: number) =>
  many(tx, sql<{ measure: string; n: number }>`select measure, n from coverage_stats where realm_id = ${realm} and organisation_id = ${organisationId}`)

/** A subtree moved: everything kept by path follows. The findings' order is put right when their units are judged again. */
export async function movePaths(tx: Db, realm: number, from: string, to: string): Promise<void> {
  const moved = (column: string) => sql`${to} || substr(${sql.ref(column)}, ${from.length + 1}::int)`
  const under = sql`realm_id = ${realm} and path >= ${from} and path < ${`${from}~`}`
  for (const table of ['coverage_spots', 'coverage_units', 'coverage_bodies', 'coverage_stats', 'coverage_additions']) {
    await run(tx, sql`update ${sql.table(table)} set path = ${moved('path')} where ${under}`)
  }
  await run(tx, sql`update coverage_spots set previous = ${moved('previous')} where realm_id = ${realm} and starts_with(previous, ${from})`)
}

// The outbox ----------------------------------------------------------------------------------------------------------

/** `sums`: additions are to be carried up; the number says nothing */
export type Waiting = 'unit' | 'organisation' | 'sums'

export const queue = (tx: Db, realm: number, subject: Waiting, ids: readonly number[]): Promise<number> =>
  run(tx, sql`insert into coverage_outbox (realm_id, subject, subject_id) select ${realm}, ${subject}, id from unnest(${ids}::bigint[]) id`)

/** Takes up to `most` subjects out, each once. */
export const takeQueued = (tx: Db, realm: number, subject: Waiting, most: number) =>
  many(
    tx,
    sql<{ subject_id: number }>`with taken as (
        delete from coverage_outbox where realm_id = ${realm} and id in (
          select id from coverage_outbox where realm_id = ${realm} and subject = ${subject} order by id limit ${most} for update skip locked)
        returning subject_id
      ) select distinct subject_id from taken order by subject_id`,
  )

/** Realms with something to do. */
export const realmsWaiting = async (db: Db): Promise<number[]> =>
  (await many(db, sql<{ realm_id: number }>`select realm_id from coverage_waiting() as realm_id`)).map((row) => row.realm_id)

export const allRealms = async (db: Db): Promise<number[]> =>
  (await many(db, sql<{ id: number }>`select id from realms where id > 0 order by id`)).map((row) => row.id)
