import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { many, maybe, one, run, type Db } from '#base/sql.ts'
import type { DuesLine, PaymentKind, Way } from '#dues/codes.ts'

export interface Receipt {
  publicId: string
  organisation: string
  path: string
  person: string
  line: DuesLine
  year: number
  number: number
  code: string
  way: Way
  payer: string | null
  paidOn: Day
  fen: number
  reverses: string | null
  reason: string | null
  collector: string
}

export interface Payment {
  kind: PaymentKind
  month: Day | null
  fen: number
}

export type HeldReceipt = Receipt & { name: string; organisationName: string; reversedBy: string | null; lines: Payment[] }

const columns = sql.raw(`r.public_id as "publicId", r.organisation_id as organisation, r.path, r.person_id as person, r.line, r.year, r.number,
  r.code, r.way, r.payer, r.paid_on as "paidOn", r.fen, r.reverses, r.reason, r.collector`)

/** Takes the book of a year, made if it is not there: numbers and closings follow each other under its lock. */
export const lockBook = (tx: Db, realm: number, at: { public_id: string; path: string }, year: number): Promise<{ last: number }> =>
  one(tx, sql<{ last: number }>`insert into dues_books (realm_id, organisation_id, path, year) values (${realm}, ${at.public_id}, ${at.path}, ${year})
    on conflict (realm_id, organisation_id, year) do update set path = excluded.path returning last`)

export const saveLast = (tx: Db, realm: number, organisation: string, year: number, last: number): Promise<number> =>
  run(tx, sql`update dues_books set last = ${last} where realm_id = ${realm} and organisation_id = ${organisation} and year = ${year}`)

export async function insertReceipt(tx: Db, realm: number, made: Receipt, lines: readonly Payment[], now: Date): Promise<void> {
  await run(tx, sql`insert into dues_receipts (realm_id, public_id, organisation_id, path, person_id, line, year, number, code, way, payer, paid_on, fen,
      reverses, reason, collector, recorded_at)
    values (${realm}, ${made.publicId}, ${made.organisation}, ${made.path}, ${made.person}, ${made.line}, ${made.year}, ${made.number}, ${made.code},
      ${made.way}, ${made.payer}, ${made.paidOn}, ${made.fen}, ${made.reverses}, ${made.reason}, ${made.collector}, ${now})`)
  await run(tx, sql`insert into dues_payments (realm_id, receipt_id, organisation_id, path, person_id, line, kind, month, fen)
    select ${realm}, ${made.publicId}, ${made.organisation}, ${made.path}, ${made.person}, ${made.line}, n.kind, n.month, n.fen
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as n(kind text, month date, fen bigint)`)
}

const withLines = async (tx: Db, realm: number, rows: Omit<HeldReceipt, 'lines'>[]): Promise<HeldReceipt[]> => {
  const lines = await many(tx, sql<Payment & { receipt: string }>`select receipt_id as receipt, kind, month, fen from dues_payments
    where realm_id = ${realm} and receipt_id = any(${rows.map(({ publicId }) => publicId)}::uuid[]) order by id`)
  const byReceipt = Map.groupBy(lines, ({ receipt }) => receipt)
  return rows.map((row) => ({ ...row, lines: (byReceipt.get(row.publicId) ?? []).map(({ receipt: _, ...line }) => line) }))
}

const held = sql.raw(`${'p.name, o.name as "organisationName", x.public_id as "reversedBy"'}
  from dues_receipts r
  left join people_persons p on p.realm_id = r.realm_id and p.public_id = r.person_id
  left join organisations o on o.realm_id = r.realm_id and o.public_id = r.organisation_id
  left join dues_receipts x on x.realm_id = r.realm_id and x.reverses = r.public_id`)

export const receiptByPublicId = async (tx: Db, realm: number, publicId: string): Promise<HeldReceipt | null> =>
  (await withLines(tx, realm, await many(tx, sql<Omit<HeldReceipt, 'lines'>>`select ${columns}, ${held} where r.realm_id = ${realm} and r.public_id = ${publicId}`)))[0] ?? null

/** What came in at an organisation on the days `from` <= day < `to`, in the order of the book. */
export const receiptsIn = async (tx: Db, realm: number, organisation: string, from: Day, to: Day): Promise<HeldReceipt[]> =>
  withLines(tx, realm, await many(tx, sql<Omit<HeldReceipt, 'lines'>>`select ${columns}, ${held}
    where r.realm_id = ${realm} and r.organisation_id = ${organisation} and r.paid_on >= ${from} and r.paid_on < ${to} order by r.year, r.number limit 2000`))

/** Of one person, wherever it was paid, the newest first. */
export const receiptsOf = async (tx: Db, realm: number, persons: readonly string[], from: Day, to: Day): Promise<HeldReceipt[]> =>
  withLines(tx, realm, await many(tx, sql<Omit<HeldReceipt, 'lines'>>`select ${columns}, ${held}
    where r.realm_id = ${realm} and r.person_id = any(${persons}::uuid[]) and r.paid_on >= ${from} and r.paid_on < ${to} order by r.paid_on desc, r.id desc`))

export const pathOfReceipt = async (tx: Db, realm: number, publicId: string): Promise<string[] | null> => {
  const row = await maybe(tx, sql<{ path: string }>`select path from dues_receipts where realm_id = ${realm} and public_id = ${publicId}`)
  return row && [row.path]
}
