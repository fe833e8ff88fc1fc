import { sql } from 'kysely'
import { many, run, type Db } from '#base/sql.ts'
import type { UnitSpotCode } from '#coverage/codes.ts'

export interface Aside {
  unit_id: number
  code: UnitSpotCode
  cause: string
  reason: string
  set_on: string
  review_on: string
}

export const asidesOf = (tx: Db, realm: number, unitIds: readonly number[]): Promise<Aside[]> =>
  many(
    tx,
    sql<Aside>`select unit_id, code, cause, reason, set_on, review_on from coverage_asides
      where realm_id = ${realm} and unit_id = any(${unitIds}::bigint[])`,
  )

export const saveAside = (tx: Db, realm: number, aside: Aside): Promise<number> =>
  run(
    tx,
    sql`insert into coverage_asides (realm_id, unit_id, code, cause, reason, set_on, review_on)
      values (${realm}, ${aside.unit_id}, ${aside.code}, ${aside.cause}, ${aside.reason}, ${aside.set_on}, ${aside.review_on})
      on conflict (realm_id, unit_id, code) do update set cause = excluded.cause, reason = excluded.reason, set_on = excluded.set_on,
        review_on = excluded.review_on, back = false`,
  )

export const removeAside = (tx: Db, realm: number, unitId: number, code: string): Promise<number> =>
  run(tx, sql`delete from coverage_asides where realm_id = ${realm} and unit_id = ${unitId} and code = ${code}`)

/** Units with a finding whose review has come, each told once. */
export const comeBack = async (tx: Db, realm: number, today: string): Promise<number[]> =>
  (
    await many(
      tx,
      sql<{ unit_id: number }>`update coverage_asides set back = true where realm_id = ${realm} and not back and review_on <= ${today} returning unit_id`,
    )
  ).map((row) => row.unit_id)

export interface Plan {
  unit_id: number
  code: UnitSpotCode
  target_on: string
  responsible_id: number | null
  note: string | null
}

export const plansOf = (tx: Db, realm: number, unitIds: readonly number[]): Promise<Plan[]> =>
  many(
    tx,
    sql<Plan>`select unit_id, code, target_on, responsible_id, note from coverage_plans where realm_id = ${realm} and unit_id = any(${unitIds}::bigint[])`,
  )

export const savePlan = (tx: Db, realm: number, plan: Plan): Promise<number> =>
  run(
    tx,
    sql`insert into coverage_plans (realm_id, unit_id, code, target_on, responsible_id, note)
      values (${realm}, ${plan.unit_id}, ${plan.code}, ${plan.target_on}, ${plan.responsible_id}, ${plan.note})
      on conflict (realm_id, unit_id, code) do update set target_on = excluded.target_on, responsible_id = excluded.responsible_id, note = excluded.note`,
  )

/** Plans of findings that are no more. */
export const removePlans = (tx: Db, realm: number, keys: readonly { unit_id: number; code: string }[]): Promise<number> =>
  run(
    tx,
    sql`delete from coverage_plans p using unnest(${keys.map((key) => key.unit_id)}::bigint[], ${keys.map((key) => key.code)}::text[]) k(unit_id, code)
      where p.realm_id = ${realm} and p.unit_id = k.unit_id and p.code = k.code`,
  )
