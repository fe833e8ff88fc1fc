import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { many, one, run, type Db } from '#base/sql.ts'

export interface Reconciliation {
  publicId: string
  on: Day
  statement: number
  book: number
  outstanding: string[]
  doer: string
  madeOn: Day
}

export const lastReconciled = async (tx: Db, realm: number, organisation: string): Promise<Day | null> =>
  (await one(tx, sql<{ day: Day | null }>`select max(on_day) as day from dues_reconciliations
    where realm_id = ${realm} and organisation_id = ${organisation}`)).day

/** The newest first. */
export const reconciliationsOf = (tx: Db, realm: number, organisation: string): Promise<Reconciliation[]> =>
  many(tx, sql<Reconciliation>`select public_id as "publicId", on_day as "on", statement_fen as statement, book_fen as book, outstanding, doer,
      made_on as "madeOn" from dues_reconciliations
    where realm_id = ${realm} and organisation_id = ${organisation} order by on_day desc, id desc limit 24`)

export const insertReconciliation = (tx: Db, realm: number, at: { public_id: string; path: string }, made: Reconciliation): Promise<number> =>
  run(tx, sql`insert into dues_reconciliations (realm_id, public_id, organisation_id, path, on_day, statement_fen, book_fen, outstanding, doer,
      made_on)
    values (${realm}, ${made.publicId}, ${at.public_id}, ${at.path}, ${made.on}, ${made.statement}, ${made.book},
      ${made.outstanding}::uuid[], ${made.doer}, ${made.madeOn})`)
