import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { many, run, type Db } from '#base/sql.ts'

export interface Standing {
  organisationId: string
  path: string
  facts: string
  begins: Day
  ends: Day
  gone: Day
  known: Day
  n: number
}

/** Living organisations after a path, in order of paths: a block for a job that goes through all. */
export const standingAfter = (tx: Db, realm: number, after: string, limit: number): Promise<Standing[]> =>
  many(tx, sql<Standing>`select s.organisation_id as "organisationId", s.path, c.facts, c.begins::text, c.ends::text, c.gone::text, c.known::text, 1 as n
    from (select * from obligations_subjects where realm_id = ${realm} and to_on is null and path > ${after} order by path limit ${limit}) s
    cross join lateral obligations_crowd_of(s, 1) c order by s.path`)

/** How many of some duties each organisation of a stretch of paths has settled or was let off, in periods that begin on some days. */
export const settledBetween = (tx: Db, realm: number, paths: { first: string; last: string }, days: readonly Day[]) => {
  const mine = sql`realm_id = ${realm} and path >= ${paths.first} and path <= ${paths.last} and period_from = any(${days}::date[])`
  return many(tx, sql<{ organisationId: string; duty: string; periodFrom: Day }>`
    select organisation_id as "organisationId", duty, period_from as "periodFrom" from obligations_fulfilments where ${mine} and times > 0
      group by organisation_id, duty, period_from having count(*) >= max(times)
    union select organisation_id, duty, period_from from obligations_waivers where ${mine}`)
}

export interface Reminder {
  organisationId: string
  path: string
  stage: 'before' | 'after'
  periodTo: Day
  open: number
}

/** Writes down who is reminded; answers those who had not been yet. */
export const insertReminders = async (tx: Db, realm: number, rows: readonly Reminder[], today: Day): Promise<ReadonlySet<string>> => {
  const made = await many(tx, sql<{ key: string }>`insert into obligations_reminders (realm_id, organisation_id, path, stage, period_to, open, reminded_on)
    select ${realm}, n."organisationId", n.path, n.stage, n."periodTo", n.open, ${today}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n("organisationId" uuid, path text, stage text, "periodTo" date, open int)
    on conflict do nothing returning organisation_id || ' ' || stage || ' ' || period_to as key`)
  return new Set(made.map(({ key }) => key))
}

/** Long past: a period that ended years ago is reminded of no more, and need not be remembered. */
export const forgetReminders = (tx: Db, realm: number, before: Day): Promise<number> =>
  run(tx, sql`delete from obligations_reminders where realm_id = ${realm} and period_to < ${before}`)
