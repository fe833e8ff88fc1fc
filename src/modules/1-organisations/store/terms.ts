import { sql } from 'kysely'
import { many, maybe, run, type Db } from '#base/sql.ts'
import type { Flag, KindCode } from '#organisations/kinds.ts'
import type { Sector } from '#organisations/unit-kinds.ts'
import { visible } from '#access/visible.ts'
import { regionHere } from '#organisations/store/regions.ts'

export interface Term {
  starts_on: string
  due_on: string
  rule: string
}

export const termOf = (tx: Db, realm: number, organisationId: number): Promise<Term | null> =>
  maybe(
    tx,
    sql<Term>`select starts_on, due_on, rule from organisations_terms
      where realm_id = ${realm} and organisation_id = ${organisationId} and ended_on is null`,
  )

export async function beginTerm(tx: Db, realm: number, organisationId: number, term: Term): Promise<void> {
  await endTerm(tx, realm, organisationId, term.starts_on)
  await run(
    tx,
    sql`insert into organisations_terms (realm_id, organisation_id, starts_on, due_on, rule)
      values (${realm}, ${organisationId}, ${term.starts_on}, ${term.due_on}, ${term.rule})`,
  )
}

export const endTerm = (tx: Db, realm: number, organisationId: number, on: string): Promise<number> =>
  run(
    tx,
    sql`update organisations_terms set ended_on = ${on} where realm_id = ${realm} and organisation_id = ${organisationId} and ended_on is null`,
  )

export interface DueTerm extends Term {
  public_id: string
  name: string
  kind: KindCode
  flags: Flag[]
  sector: Sector | null
  region: string | null
}

/** Terms that run out by a day, soonest first, over everything the reach shows. */
export const termsDueBy = (tx: Db, realm: number, reach: readonly string[], day: string, limit: number): Promise<DueTerm[]> =>
  many(
    tx,
    sql<DueTerm>`select o.public_id, o.name, o.kind, o.flags, o.sector, ${regionHere} as region, t.starts_on, t.due_on, t.rule
      from organisations_terms t join organisations o on o.realm_id = t.realm_id and o.id = t.organisation_id
      where t.realm_id = ${realm} and t.ended_on is null and t.due_on <= ${day} and o.dissolved_on is null and ${visible(reach, sql`o.path`)}
      order by t.due_on, o.path limit ${limit}`,
  )

/** Takes the terms of organisations back with their founding. */
export const removeTerms = (tx: Db, realm: number, organisationIds: number[]): Promise<number> =>
  run(tx, sql`delete from organisations_terms where realm_id = ${realm} and organisation_id = any(${organisationIds}::bigint[])`)
