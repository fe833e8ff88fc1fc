import { sql } from 'kysely'
import type { Day } from '#base/day.ts'
import { canonical, keyedHash, place, seal, unseal, type Keys } from '#base/seal.ts'
import { many, one, run, type Db } from '#base/sql.ts'
import type { DuesLine, Item, PayerKind, SlipKind, Worksheet } from '#dues/codes.ts'

export interface HeldWorksheet extends Worksheet {
  publicId: string
  person: string
  line: DuesLine
  organisation: string
  from: Day
  madeOn: Day
}

interface Row {
  public_id: string
  person_id: string
  line: DuesLine
  organisation_id: string
  from_month: string
  payer: PayerKind
  slip: SlipKind
  sealed: Buffer
  made_on: string
}

const sealedAt = (publicId: string): string => place('dues_worksheets', 'sealed', publicId)

const opened = (keys: Keys) => ({ public_id: publicId, person_id: person, from_month: from, made_on: madeOn, organisation_id: organisation, sealed, ...row }: Row): HeldWorksheet =>
  ({ ...row, publicId, person, organisation, from, madeOn, items: JSON.parse(unseal(keys, sealedAt(publicId), sealed)) as Item[] })

/** What holds for some people in some months: of each month the youngest that had begun, and of two the later laid down. */
export const worksheetsOf = async (tx: Db, keys: Keys, realm: number, line: DuesLine, persons: readonly string[], months: readonly Day[]): Promise<(HeldWorksheet & { month: Day })[]> => {
  const open = opened(keys)
  const held = new Map<string, HeldWorksheet>()
  const rows = await many(tx, sql<Row & { month: Day }>`select t.month, w.* from unnest(${persons}::uuid[]) as p(person) cross join unnest(${months}::date[]) as t(month)
    cross join lateral (select w.public_id, w.person_id, w.line, w.organisation_id, w.from_month, w.payer, w.slip, w.sealed, w.made_on
      from dues_worksheets w where w.realm_id = ${realm} and w.line = ${line} and w.person_id = p.person and w.from_month <= t.month
      order by w.from_month desc, w.id desc limit 1) w`)
  return rows.map(({ month, ...row }) => {
    // one that holds for many months is opened once
    const one = held.get(row.public_id) ?? open(row)
    held.set(row.public_id, one)
    return { ...one, month }
  })
}

/** The first day on which a body laid anything down here: of months before it nothing can be told. */
export const keptSince = async (tx: Db, realm: number, organisation: string): Promise<Day | null> =>
  (await one(tx, sql<{ day: Day | null }>`select min(made_on) as day from dues_worksheets where realm_id = ${realm} and organisation_id = ${organisation}`)).day

/** The same for one person, all of them, the newest first. */
export const historyOfWorksheets = async (tx: Db, keys: Keys, realm: number, line: DuesLine, person: string): Promise<HeldWorksheet[]> =>
  (await many(tx, sql<Row>`select w.public_id, w.person_id, w.line, w.organisation_id, w.from_month, w.payer, w.slip, w.sealed, w.made_on
    from dues_worksheets w where w.realm_id = ${realm} and w.line = ${line} and w.person_id = ${person} order by w.id desc limit 60`)).map(opened(keys))

/** A mark that equal terms share, in the shape of a uuid; it tells nothing to whoever has no key. */
export const termsOf = (keys: Keys, { line, payer, slip, items }: Pick<HeldWorksheet, 'line' | 'payer' | 'slip' | 'items'>): string =>
  keyedHash(keys, 'dues-terms', canonical([line, payer, slip, items.toSorted((a, b) => (a.item < b.item ? -1 : 1))])).toString('hex').slice(0, 32)

export const insertWorksheet = (tx: Db, keys: Keys, realm: number, made: HeldWorksheet, path: string): Promise<number> =>
  run(tx, sql`insert into dues_worksheets (realm_id, public_id, person_id, line, organisation_id, path, from_month, payer, slip, sealed, made_on, terms)
    values (${realm}, ${made.publicId}, ${made.person}, ${made.line}, ${made.organisation}, ${path}, ${made.from}, ${made.payer}, ${made.slip},
      ${seal(keys, sealedAt(made.publicId), JSON.stringify(made.items))}, ${made.madeOn}, ${termsOf(keys, made)})`)
