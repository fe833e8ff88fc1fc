import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { many, one, type Db } from '#base/sql.ts'

/** The last month a body has closed and not opened again. */
export const lastClosed = async (tx: Db, realm: number, organisation: string): Promise<Day | null> =>
  (await one(tx, sql<{ month: Day | null }>`select max(c.month) as month from dues_closings c
    where c.realm_id = ${realm} and c.organisation_id = ${organisation} and c.closed
      and c.id = (select max(x.id) from dues_closings x where x.realm_id = c.realm_id and x.organisation_id = c.organisation_id and x.month = c.month)`)).month

export interface Unpaid {
  person: string
  name: string
  month: Day
  fen: number
}

/** Closed months that members of today have not paid. */
export const unpaidOf = (tx: Db, realm: number, organisation: string): Promise<Unpaid[]> =>
  many(tx, sql<Unpaid>`select c.person_id as person, p.name, c.month, c.fen from dues_charges c
    join people_persons p on p.realm_id = c.realm_id and p.public_id = c.person_id
    join organisations o on o.realm_id = c.realm_id and o.public_id = c.organisation_id
    join people_memberships m on m.realm_id = c.realm_id and m.person_id = p.id and m.organisation_id = o.id and m.line = c.line and m.to_on is null
    where c.realm_id = ${realm} and c.organisation_id = ${organisation} and c.state = 'owed' and c.fen > 0
      and not exists (select from dues_paid d where d.realm_id = c.realm_id and d.person_id = c.person_id and d.line = c.line and d.month = c.month)
    order by p.name_key, c.month`)

/** The day on which somebody last paid a month here. */
export const lastPaidOf = async (tx: Db, realm: number, at: { public_id: string; line: string }, person: string): Promise<Day | null> =>
  (await one(tx, sql<{ day: Day | null }>`select max(paid_on) as day from dues_paid
    where realm_id = ${realm} and person_id = ${person} and line = ${at.line} and organisation_id = ${at.public_id}`)).day
