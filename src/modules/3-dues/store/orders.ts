import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { many, maybe, run, type Db } from '#base/sql.ts'
import type { Money, Purpose, Side, VoucherKind } from '#dues/money.ts'

/** What one of the two drew up, with all that its entries are made of. */
export interface Order {
  publicId: string
  kind: VoucherKind
  on: Day
  money: Money
  fen: number
  other: string | null
  through: Day | null
  voucher: string | null
  purpose: Purpose | null
  forYear: number | null
  about: string
  decidedBy: string | null
  decidedOn: Day | null
  document: string | null
  state: 'drawn' | 'booked' | 'dropped'
  makerAccount: number
  maker: string
  makerSide: Side
  madeOn: Day
}

export type HeldOrder = Order & { organisation: string; path: string; otherName: string | null }

const columns = sql.raw(`r.public_id as "publicId", r.organisation_id as organisation, r.path, r.kind, r.on_day as "on", r.money, r.fen,
  r.other_id as other, r.through, r.voucher_id as voucher, r.purpose, r.for_year as "forYear", r.about, r.decided_by as "decidedBy",
  r.decided_on as "decidedOn", r.document, r.state, r.maker_account as "makerAccount", r.maker, r.maker_side as "makerSide",
  r.made_on as "madeOn"`)

export const insertOrder = (tx: Db, realm: number, at: { public_id: string; path: string }, made: Order): Promise<number> =>
  run(tx, sql`insert into dues_orders (realm_id, public_id, organisation_id, path, kind, on_day, money, fen, other_id, through, voucher_id,
      purpose, for_year, about, decided_by, decided_on, document, state, maker_account, maker, maker_side, made_on)
    values (${realm}, ${made.publicId}, ${at.public_id}, ${at.path}, ${made.kind}, ${made.on}, ${made.money}, ${made.fen}, ${made.other},
      ${made.through}, ${made.voucher}, ${made.purpose}, ${made.forYear}, ${made.about}, ${made.decidedBy}, ${made.decidedOn},
      ${made.document}, ${made.state}, ${made.makerAccount}, ${made.maker}, ${made.makerSide}, ${made.madeOn})`)

export const orderForChange = (tx: Db, realm: number, publicId: string): Promise<HeldOrder | null> =>
  maybe(tx, sql<HeldOrder>`select ${columns}, null as "otherName" from dues_orders r
    where r.realm_id = ${realm} and r.public_id = ${publicId} for update`)

/** Those that wait for the other one, the oldest first. */
export const drawnOf = (tx: Db, realm: number, organisation: string): Promise<HeldOrder[]> =>
  many(tx, sql<HeldOrder>`select ${columns}, o.name as "otherName" from dues_orders r
    left join organisations o on o.realm_id = r.realm_id and o.public_id = r.other_id
    where r.realm_id = ${realm} and r.organisation_id = ${organisation} and r.state = 'drawn' order by r.id limit 200`)

/** The collective decision behind vouchers, as it was drawn up. */
export const ordersBehind = (tx: Db, realm: number, orders: readonly string[]): Promise<HeldOrder[]> =>
  many(tx, sql<HeldOrder>`select ${columns}, null as "otherName" from dues_orders r
    where r.realm_id = ${realm} and r.public_id = any(${orders}::uuid[])`)

export const saveOrder = (tx: Db, realm: number, publicId: string, state: Order['state'], settler: string, on: Day): Promise<number> =>
  run(tx, sql`update dues_orders set state = ${state}, settler = ${settler}, settled_on = ${on}
    where realm_id = ${realm} and public_id = ${publicId}`)

export const pathOfOrder = async (tx: Db, realm: number, publicId: string): Promise<string[] | null> => {
  const row = await maybe(tx, sql<{ path: string }>`select path from dues_orders where realm_id = ${realm} and public_id = ${publicId}`)
  return row && [row.path]
}
