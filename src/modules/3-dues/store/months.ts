import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { many, maybe, one, run, type Db } from '#base/sql.ts'
import type { DuesLine } from '#dues/codes.ts'

export interface Charge {
  person: string
  line: DuesLine
  month: Day
  state: string
  fen: number
  rules: string[]
}

export interface Paid {
  person: string
  month: Day
  organisation: string
  receipt: string
  paidOn: Day
}

export const chargesOf = (tx: Db, realm: number, line: DuesLine, persons: readonly string[], months: readonly Day[]): Promise<Charge[]> =>
  many(tx, sql<Charge>`select person_id as person, line, month, state, fen, rules from dues_charges
    where realm_id = ${realm} and line = ${line} and person_id = any(${persons}::uuid[]) and month = any(${months}::date[])`)

export const insertCharges = (tx: Db, realm: number, at: { public_id: string; path: string }, charges: readonly Charge[]): Promise<number> =>
  run(tx, sql`insert into dues_charges (realm_id, person_id, line, month, organisation_id, path, state, fen, rules)
    select ${realm}, n.person, n.line, n.month, ${at.public_id}, ${at.path}, n.state, n.fen, n.rules
    from jsonb_to_recordset(${JSON.stringify(charges)}::jsonb) as n(person uuid, line text, month date, state text, fen bigint, rules text[])
    on conflict do nothing`)

/** A month is opened again: what nobody has paid yet may be reckoned anew. */
export const dropUnpaidCharges = (tx: Db, realm: number, organisation: string, month: Day): Promise<number> =>
  run(tx, sql`delete from dues_charges c where c.realm_id = ${realm} and c.organisation_id = ${organisation} and c.month = ${month}
    and not exists (select from dues_paid d where d.realm_id = c.realm_id and d.person_id = c.person_id and d.line = c.line and d.month = c.month)`)

/** A payment is taken back: months that are still open may be reckoned anew. */
export const dropOpenCharges = (tx: Db, realm: number, receipt: string): Promise<number> =>
  run(tx, sql`delete from dues_charges c using dues_paid d where d.realm_id = ${realm} and d.receipt_id = ${receipt}
    and c.realm_id = d.realm_id and c.person_id = d.person_id and c.line = d.line and c.month = d.month
    and not coalesce((select x.closed from dues_closings x where x.realm_id = c.realm_id and x.organisation_id = c.organisation_id
      and x.month = c.month order by x.id desc limit 1), false)`)

export const paidOf = (tx: Db, realm: number, line: DuesLine, persons: readonly string[], months: readonly Day[]): Promise<Paid[]> =>
  many(tx, sql<Paid>`select person_id as person, month, organisation_id as organisation, receipt_id as receipt, paid_on as "paidOn" from dues_paid
    where realm_id = ${realm} and line = ${line} and person_id = any(${persons}::uuid[]) and month = any(${months}::date[])`)

/** Fails on its key when somebody else wrote one of these months a moment before. */
export const insertPaid = (tx: Db, realm: number, at: { public_id: string; path: string }, line: DuesLine, paid: readonly Omit<Paid, 'organisation'>[]): Promise<number> =>
  run(tx, sql`insert into dues_paid (realm_id, person_id, line, month, organisation_id, path, receipt_id, paid_on)
    select ${realm}, n.person, ${line}, n.month, ${at.public_id}, ${at.path}, n.receipt, n."paidOn"
    from jsonb_to_recordset(${JSON.stringify(paid)}::jsonb) as n(person uuid, month date, receipt uuid, "paidOn" date)`)

export const deletePaid = (tx: Db, realm: number, receipt: string): Promise<number> =>
  run(tx, sql`delete from dues_paid where realm_id = ${realm} and receipt_id = ${receipt}`)

export interface Closing {
  publicId: string
  month: Day
  closed: boolean
  accountId: number
  doer: string
  onDay: Day
  reason: string | null
  payers: number
  owed: number
  unpaid: number
  collected: number
}

const closingColumns = sql.raw(`public_id as "publicId", month, closed, account_id as "accountId", doer, on_day as "onDay", reason, payers, owed, unpaid, collected`)

/** How a month stands: its last closing or opening. */
export const closingOf = (tx: Db, realm: number, organisation: string, month: Day): Promise<Closing | null> =>
  maybe(tx, sql<Closing>`select ${closingColumns} from dues_closings where realm_id = ${realm} and organisation_id = ${organisation} and month = ${month}
    order by id desc limit 1`)

export const insertClosing = (tx: Db, realm: number, at: { public_id: string; path: string }, made: Closing): Promise<number> =>
  run(tx, sql`insert into dues_closings (realm_id, public_id, organisation_id, path, month, closed, account_id, doer, on_day, reason, payers, owed, unpaid, collected)
    values (${realm}, ${made.publicId}, ${at.public_id}, ${at.path}, ${made.month}, ${made.closed}, ${made.accountId}, ${made.doer}, ${made.onDay},
      ${made.reason}, ${made.payers}, ${made.owed}, ${made.unpaid}, ${made.collected})`)

export const collectedIn = async (tx: Db, realm: number, organisation: string, from: Day, to: Day): Promise<number> =>
  (await one(tx, sql<{ fen: number }>`select coalesce(sum(fen), 0)::bigint as fen from dues_receipts
    where realm_id = ${realm} and organisation_id = ${organisation} and paid_on >= ${from} and paid_on < ${to}`)).fen

const tables = [
  'worksheets', 'arrangements', 'books', 'receipts', 'payments', 'charges', 'paid', 'closings', 'journals', 'orders', 'vouchers',
  'entries', 'handed', 'taken', 'reconciliations', 'publications', 'steps',
  'statements', 'statement_lines',
] as const

/** A tree moved: what is kept by path follows. */
export async function movePaths(tx: Db, realm: number, from: string, to: string): Promise<void> {
  for (const table of tables) {
    await run(tx, sql`update ${sql.table(`dues_${table}`)} set path = ${to} || substr(path, length(${from}) + 1)
      where realm_id = ${realm} and path >= ${from} and path < ${`${from}~`}`)
  }
}
