import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { many, maybe, one, run, type Db } from '#base/sql.ts'
import type { Account, Entry, Money, VoucherKind } from '#dues/money.ts'

interface At {
  public_id: string
  path: string
}

/** Takes a body's journal, made if it is not there: balances, numbers and vouchers follow each other under its lock. */
export const lockJournal = (tx: Db, realm: number, at: At): Promise<number> =>
  run(tx, sql`insert into dues_journals (realm_id, organisation_id, path) values (${realm}, ${at.public_id}, ${at.path})
    on conflict (realm_id, organisation_id) do update set path = excluded.path`)

export interface Standing {
  account: Account
  fen: number
}

/** What stands on each account of a body: debits less credits, of the days `from` <= day < `to`. */
export const balancesOf = (tx: Db, realm: number, organisation: string, from: Day, to: Day): Promise<Standing[]> =>
  many(tx, sql<Standing>`select account, sum(fen)::bigint as fen from (
      select debit as account, fen from dues_entries
        where realm_id = ${realm} and organisation_id = ${organisation} and on_day >= ${from} and on_day < ${to}
      union all select credit, -fen from dues_entries
        where realm_id = ${realm} and organisation_id = ${organisation} and on_day >= ${from} and on_day < ${to}) moved
    group by account order by account`)

/** Whether the balance of this money was taken over, and that was not reversed. */
export const isOpened = async (tx: Db, realm: number, organisation: string, money: Money): Promise<boolean> =>
  (await maybe(tx, sql`select from dues_entries e
    where e.realm_id = ${realm} and e.organisation_id = ${organisation} and e.debit = ${money} and e.credit = 'opening'
      and not exists (select from dues_vouchers x where x.realm_id = e.realm_id and x.reverses = e.voucher_id)`)) !== null

/** What a body remitted for a year. */
export const remittedFor = async (tx: Db, realm: number, organisation: string, year: number): Promise<number> =>
  (await one(tx, sql<{ fen: number }>`select coalesce(sum(case when debit = 'remitted' then fen else -fen end), 0)::bigint as fen
    from dues_entries where realm_id = ${realm} and organisation_id = ${organisation} and for_year = ${year}
      and 'remitted' in (debit, credit)`)).fen

export interface Voucher {
  publicId: string
  year: number
  number: number
  on: Day
  kind: VoucherKind
  order: string
  other: string | null
  purpose: string | null
  forYear: number | null
  about: string
  reverses: string | null
  maker: string
  checker: string
}

export interface HeldVoucher extends Voucher {
  organisation: string
  path: string
  otherName: string | null
  reversedBy: string | null
  /** a remittance that the superior has taken in */
  taken: boolean
  entries: Entry[]
}

type Row = Omit<HeldVoucher, 'entries'>
const columns = sql.raw(`v.public_id as "publicId", v.organisation_id as organisation, v.path, v.year, v.number, v.on_day as "on", v.kind,
  v.order_id as "order", v.other_id as other, v.purpose, v.for_year as "forYear", v.about, v.reverses, v.maker, v.checker,
  o.name as "otherName", x.public_id as "reversedBy", t.voucher_id is not null as taken`)
const from = sql.raw(`from dues_vouchers v
  left join organisations o on o.realm_id = v.realm_id and o.public_id = v.other_id
  left join dues_vouchers x on x.realm_id = v.realm_id and x.reverses = v.public_id
  left join dues_taken t on t.realm_id = v.realm_id and t.remittance_id = v.public_id`)

async function withEntries(tx: Db, realm: number, rows: Row[]): Promise<HeldVoucher[]> {
  const ids = rows.map(({ publicId }) => publicId)
  const entries = await many(tx, sql<Entry & { voucher: string }>`select voucher_id as voucher, debit, credit, fen from dues_entries
    where realm_id = ${realm} and voucher_id = any(${ids}::uuid[]) order by id`)
  const found = Map.groupBy(entries, ({ voucher }) => voucher)
  return rows.map((row) => ({ ...row, entries: (found.get(row.publicId) ?? []).map(({ debit, credit, fen }) => ({ debit, credit, fen })) }))
}

export const voucherByPublicId = async (tx: Db, realm: number, publicId: string): Promise<HeldVoucher | null> =>
  (await withEntries(tx, realm, await many(tx, sql<Row>`select ${columns} ${from}
    where v.realm_id = ${realm} and v.public_id = ${publicId}`)))[0] ?? null

/** A body's journal of a year, the newest first. */
export const vouchersOf = async (tx: Db, realm: number, organisation: string, year: number): Promise<HeldVoucher[]> =>
  withEntries(tx, realm, await many(tx, sql<Row>`select ${columns} ${from}
    where v.realm_id = ${realm} and v.organisation_id = ${organisation} and v.year = ${year} order by v.number desc limit 1000`))

/** Vouchers that moved the bank's money up to a day, after another: what a statement is compared with. */
export const bankVouchersOf = async (tx: Db, realm: number, organisation: string, to: Day): Promise<HeldVoucher[]> =>
  withEntries(tx, realm, await many(tx, sql<Row>`select ${columns} ${from}
    where v.realm_id = ${realm} and v.organisation_id = ${organisation} and v.on_day <= ${to} and exists (select from dues_entries e
      where e.realm_id = v.realm_id and e.voucher_id = v.public_id and 'bank' in (e.debit, e.credit))
    order by v.on_day desc, v.id desc limit 200`))

/** Remittances of the bodies below that nobody has taken in yet. */
export const remittancesUnder = async (tx: Db, realm: number, bodies: readonly string[]): Promise<HeldVoucher[]> =>
  withEntries(tx, realm, await many(tx, sql<Row>`select ${columns} ${from}
    where v.realm_id = ${realm} and v.organisation_id = any(${bodies}::uuid[]) and v.kind = 'remit' and x.public_id is null
      and t.voucher_id is null order by v.on_day, v.id limit 200`))

export async function insertVoucher(tx: Db, realm: number, at: At, made: Omit<Voucher, 'number'>, entries: readonly Entry[], now: Date): Promise<number> {
  const { number } = await one(tx, sql<{ number: number }>`insert into dues_vouchers (realm_id, public_id, organisation_id, path, year, number,
      on_day, kind, order_id, other_id, purpose, for_year, about, reverses, maker, checker, recorded_at)
    values (${realm}, ${made.publicId}, ${at.public_id}, ${at.path}, ${made.year}, (select coalesce(max(number), 0) + 1 from dues_vouchers
        where realm_id = ${realm} and organisation_id = ${at.public_id} and year = ${made.year}),
      ${made.on}, ${made.kind}, ${made.order}, ${made.other}, ${made.purpose}, ${made.forYear}, ${made.about}, ${made.reverses}, ${made.maker},
      ${made.checker}, ${now}) returning number`)
  await run(tx, sql`insert into dues_entries (realm_id, voucher_id, organisation_id, path, on_day, debit, credit, fen, for_year)
    select ${realm}, ${made.publicId}, ${at.public_id}, ${at.path}, ${made.on}, n.debit, n.credit, n.fen, ${made.forYear}
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as n(debit text, credit text, fen bigint)`)
  return number
}

export const pathOfVoucher = async (tx: Db, realm: number, publicId: string): Promise<string[] | null> => {
  const row = await maybe(tx, sql<{ path: string }>`select path from dues_vouchers where realm_id = ${realm} and public_id = ${publicId}`)
  return row && [row.path]
}
