import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { many, one, type Db, type Sql } from '#base/sql.ts'
import { visible } from '#access/visible.ts'
import type { DuesLine } from '#dues/codes.ts'

export interface Range {
  from: Day
  to: Day
}

/** One body below with the sums of all under it. Sums of bodies, never of people. */
export interface ChildSums {
  id: string
  name: string
  kind: string
  flags: string[]
  bodies: number
  closed: number
  payers: number
  owed: number
  unpaid: number
  collected: number
  yearCollected: number
  used: number
  remitted: number
  /** closed months that nobody has taken in yet */
  unhanded: number
}

interface Asked {
  line: DuesLine
  /** kinds that hold members */
  kinds: readonly string[]
  month: Range
  year: Range
}

const under = (column: Sql, of: Sql): Sql => sql`${column} >= ${of} and ${column} < ${of} || '~'`

const receivedIn = ({ from, to }: Range, line: DuesLine): Sql => sql`(select coalesce(sum(r.fen), 0)::bigint from dues_receipts r
  where r.realm_id = k.realm_id and ${under(sql`r.path`, sql`k.path`)} and r.line = ${line} and r.paid_on >= ${from} and r.paid_on < ${to})`

/** What left a journal for uses or upward in a range, reversals taken off. */
const spent = (side: Sql, { from, to }: Range): Sql => sql`(select coalesce(sum(e.fen), 0)::bigint from dues_entries e
  where e.realm_id = k.realm_id and ${under(sql`e.path`, sql`k.path`)} and e.on_day >= ${from} and e.on_day < ${to} and ${side})`
const net = (column: (name: string) => Sql, range: Range): Sql =>
  sql`${spent(column('debit'), range)} - ${spent(column('credit'), range)}`

const columns = ({ line, kinds, month, year }: Asked): Sql => sql`k.public_id as id, k.name, k.kind, k.flags, s.bodies, s.closed, s.payers, s.owed,
  s.unpaid, s.unhanded, ${receivedIn(month, line)} as collected, ${receivedIn(year, line)} as "yearCollected",
  ${net((name) => sql`left(e.${sql.ref(name)}, 4) = 'use.'`, year)} as used, ${net((name) => sql`e.${sql.ref(name)} = 'remitted'`, year)} as remitted
  from organisations k cross join lateral (select count(*)::int as bodies, (count(*) filter (where c.closed))::int as closed,
      coalesce(sum(c.payers) filter (where c.closed), 0)::int as payers, coalesce(sum(c.owed) filter (where c.closed), 0)::bigint as owed,
      coalesce(sum(c.unpaid) filter (where c.closed), 0)::int as unpaid, coalesce(sum(h.months), 0)::int as unhanded
    from organisations o
    left join lateral (select x.closed, x.payers, x.owed, x.unpaid from dues_closings x where x.realm_id = o.realm_id
      and x.organisation_id = o.public_id and x.month = ${month.from} order by x.id desc limit 1) c on true
    left join lateral (select count(distinct y.month)::int as months from dues_closings y where y.realm_id = o.realm_id
      and y.organisation_id = o.public_id and y.closed and y.month < ${month.from} and not exists (select from dues_handed d
        where d.realm_id = y.realm_id and d.organisation_id = y.organisation_id and d.month = y.month)) h on true
    where o.realm_id = k.realm_id and ${under(sql`o.path`, sql`k.path`)} and o.line = ${line} and o.kind = any(${kinds}::text[])
      and not 'temporary' = any(o.flags) and o.dissolved_on is null) s`

/** The bodies next below one that have payers under them, in tree order. */
export const childSums = (tx: Db, realm: number, parent: number, asked: Asked, reach: readonly string[]): Promise<ChildSums[]> =>
  many(tx, sql<ChildSums>`select * from (select k.path, ${columns(asked)}
    where k.realm_id = ${realm} and k.parent_id = ${parent} and k.line = ${asked.line} and k.dissolved_on is null
      and ${visible(reach, sql`k.path`)}) found
    where bodies > 0 or "yearCollected" <> 0 order by path limit 1000`)

/** The same for one body, itself included. */
export const ownSums = (tx: Db, realm: number, id: number, asked: Asked): Promise<ChildSums> =>
  one(tx, sql<ChildSums>`select ${columns(asked)} where k.realm_id = ${realm} and k.id = ${id}`)

/** What came in month by month under a path. */
export const byMonth = (tx: Db, realm: number, at: { path: string; line: DuesLine }, year: Range): Promise<{ month: Day; fen: number }[]> =>
  many(tx, sql<{ month: Day; fen: number }>`select date_trunc('month', r.paid_on)::date as month, sum(r.fen)::bigint as fen from dues_receipts r
    where r.realm_id = ${realm} and r.path >= ${at.path} and r.path < ${`${at.path}~`} and r.line = ${at.line} and r.paid_on >= ${year.from}
      and r.paid_on < ${year.to} group by 1 order by 1`)

/** Large gifts for the Centre, and what closed months asked for. */
export const yearSums = (tx: Db, realm: number, at: { path: string; line: DuesLine }, year: Range): Promise<{ central: number; owed: number }> =>
  one(tx, sql<{ central: number; owed: number }>`select
    (select coalesce(sum(p.fen), 0)::bigint from dues_receipts r join dues_payments p on p.realm_id = r.realm_id and p.receipt_id = r.public_id
      where r.realm_id = ${realm} and r.path >= ${at.path} and r.path < ${`${at.path}~`} and r.line = ${at.line} and p.kind = 'central'
        and r.paid_on >= ${year.from} and r.paid_on < ${year.to}) as central,
    (select coalesce(sum(c.fen), 0)::bigint from dues_charges c where c.realm_id = ${realm} and c.path >= ${at.path} and c.path < ${`${at.path}~`}
      and c.line = ${at.line} and c.month >= ${year.from} and c.month < ${year.to} and c.state = 'owed') as owed`)
