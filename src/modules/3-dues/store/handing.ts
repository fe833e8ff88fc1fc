import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { many, one, run, type Db } from '#base/sql.ts'
import type { DuesLine } from '#dues/codes.ts'
import type { KindCode } from '#organisations/kinds.ts'

export interface Below {
  id: string
  name: string
  path: string
  kind: KindCode
}

/** Every body of a line under a path, itself included, in tree order. */
export const bodiesBelow = (tx: Db, realm: number, under: { path: string; line: DuesLine }): Promise<Below[]> =>
  many(tx, sql<Below>`select o.public_id as id, o.name, o.path, o.kind from organisations o
    where o.realm_id = ${realm} and o.path >= ${under.path} and o.path < ${`${under.path}~`} and o.line = ${under.line}
    order by o.path limit 5000`)

export interface OpenMonth {
  organisation: string
  month: Day
  dues: number
  central: number
}

/** Months that bodies have closed and nobody has taken in yet, with what came in in them. */
export const closedUnhanded = (tx: Db, realm: number, bodies: readonly string[]): Promise<OpenMonth[]> =>
  many(tx, sql<OpenMonth>`select c.organisation_id as organisation, c.month,
      coalesce(sum(p.fen) filter (where p.kind <> 'central'), 0)::bigint as dues,
      coalesce(sum(p.fen) filter (where p.kind = 'central'), 0)::bigint as central
    from (select distinct on (x.organisation_id, x.month) x.realm_id, x.organisation_id, x.month, x.closed from dues_closings x
      where x.realm_id = ${realm} and x.organisation_id = any(${bodies}::uuid[]) order by x.organisation_id, x.month, x.id desc) c
    left join dues_receipts r on r.realm_id = c.realm_id and r.organisation_id = c.organisation_id
      and r.paid_on >= c.month and r.paid_on < (c.month + interval '1 month')::date
    left join dues_payments p on p.realm_id = r.realm_id and p.receipt_id = r.public_id
    where c.closed and not exists (select from dues_handed h
      where h.realm_id = c.realm_id and h.organisation_id = c.organisation_id and h.month = c.month)
    group by c.organisation_id, c.month order by c.month`)

/** Fails on its key when somebody else took one of these months in a moment before. */
export const insertHanded = (tx: Db, realm: number, voucher: string, at: { id: string; path: string }, months: readonly OpenMonth[]): Promise<number> =>
  run(tx, sql`insert into dues_handed (realm_id, organisation_id, month, path, voucher_id, fen)
    select ${realm}, ${at.id}, n.month, ${at.path}, ${voucher}, n.dues + n.central
    from jsonb_to_recordset(${JSON.stringify(months)}::jsonb) as n(month date, dues bigint, central bigint)`)

export const isHanded = async (tx: Db, realm: number, organisation: string, month: Day): Promise<boolean> =>
  (await one(tx, sql<{ n: number }>`select count(*)::int as n from dues_handed
    where realm_id = ${realm} and organisation_id = ${organisation} and month = ${month}`)).n > 0

export const insertTaken = (tx: Db, realm: number, voucher: string, remittance: { publicId: string; organisation: string; path: string }): Promise<number> =>
  run(tx, sql`insert into dues_taken (realm_id, remittance_id, organisation_id, path, voucher_id)
    values (${realm}, ${remittance.publicId}, ${remittance.organisation}, ${remittance.path}, ${voucher})`)

/** A voucher is reversed: what it took in is open again. */
export async function reopenHanded(tx: Db, realm: number, voucher: string): Promise<void> {
  await run(tx, sql`delete from dues_handed where realm_id = ${realm} and voucher_id = ${voucher}`)
  await run(tx, sql`delete from dues_taken where realm_id = ${realm} and voucher_id = ${voucher}`)
}

/** What members of a line under a path paid in a range of days, without what goes wholly to the Centre. */
export const paidUnder = async (tx: Db, realm: number, under: { path: string; line: DuesLine }, from: Day, to: Day): Promise<number> =>
  (await one(tx, sql<{ fen: number }>`select coalesce(sum(p.fen), 0)::bigint as fen from dues_receipts r
    join dues_payments p on p.realm_id = r.realm_id and p.receipt_id = r.public_id
    where r.realm_id = ${realm} and r.path >= ${under.path} and r.path < ${`${under.path}~`} and r.line = ${under.line}
      and r.paid_on >= ${from} and r.paid_on < ${to} and p.kind <> 'central'`)).fen
