import { sql } from 'kysely'
import { many, run, type Db } from '#base/sql.ts'
import type { UnitSpotCode } from '#coverage/codes.ts'

/** A finding that ended because an organisation stands now. */
export interface Closing {
  unit_id: number
  code: UnitSpotCode
  closed_on: string
  since: string
  given: number
  body_id: number
}

export const closingsOf = (tx: Db, realm: number, unitId: number): Promise<Closing[]> =>
  many(
    tx,
    sql<Closing>`select unit_id, code, closed_on, since, given, body_id from coverage_closings
      where realm_id = ${realm} and unit_id = ${unitId} order by closed_on desc, code`,
  )

export async function saveClosings(tx: Db, realm: number, rows: readonly Closing[]): Promise<void> {
  if (rows.length === 0) return
  await run(
    tx,
    sql`insert into coverage_closings (realm_id, unit_id, code, closed_on, since, given, body_id)
      select ${realm}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(unit_id bigint, code text, closed_on date, since date,
        given int, body_id bigint)
      on conflict (realm_id, unit_id, code, closed_on) do update set since = excluded.since, given = excluded.given, body_id = excluded.body_id`,
  )
}
