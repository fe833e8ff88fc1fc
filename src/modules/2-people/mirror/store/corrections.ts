import { sql } from 'kysely'
import { newId } from '#base/id.ts'
import { place, seal, unseal, type Keys } from '#base/seal.ts'
import { many, maybe, one, run, type Db, type Sql } from '#base/sql.ts'

export type ItemState = 'open' | 'accepted' | 'declined' | 'withdrawn'

export interface Item {
  id: number
  field: string
  value: string | null
  state: ItemState
}

export interface Correction {
  id: number
  public_id: string
  person_id: number
  reason: string
  made_at: Date
  due_on: string
  settled_at: Date | null
  settled_by: string | null
  answer: string | null
  items: Item[]
}

interface Row extends Omit<Correction, 'reason' | 'answer' | 'items'> {
  reason: Buffer
  answer: Buffer | null
}
interface ItemRow extends Omit<Item, 'value'> {
  public_id: string
  correction_id: number
  value: Buffer | null
}

const columns = sql.raw('c.id, c.public_id, c.person_id, c.reason, c.made_at, c.due_on, c.settled_at, c.settled_by, c.answer')
const sealedAt = (column: 'reason' | 'answer', publicId: string) => place('people_corrections', column, publicId)
const valueAt = (publicId: string) => place('people_correction_items', 'value', publicId)

async function withItems(tx: Db, keys: Keys, realm: number, rows: Row[]): Promise<Correction[]> {
  const items = await many(
    tx,
    sql<ItemRow>`select id, public_id, correction_id, field, value, state from people_correction_items
      where realm_id = ${realm} and correction_id = any(${rows.map((row) => row.id)}::bigint[]) order by id`,
  )
  const open = ({ public_id: publicId, id, field, value, state }: ItemRow): Item =>
    ({ id, field, state, value: value && unseal(keys, valueAt(publicId), value) })
  return rows.map((row) => ({
    ...row,
    reason: unseal(keys, sealedAt('reason', row.public_id), row.reason),
    answer: row.answer && unseal(keys, sealedAt('answer', row.public_id), row.answer),
    items: items.filter((item) => item.correction_id === row.id).map(open),
  }))
}

export const correctionsOf = async (tx: Db, keys: Keys, realm: number, personId: number): Promise<Correction[]> =>
  withItems(tx, keys, realm, await many(tx, sql<Row>`select ${columns} from people_corrections c
    where c.realm_id = ${realm} and c.person_id = ${personId} order by c.settled_at is not null, c.id desc limit 100`))

export async function correctionForChange(tx: Db, keys: Keys, realm: number, publicId: string): Promise<Correction | null> {
  const rows = await many(tx, sql<Row>`select ${columns} from people_corrections c
    where c.realm_id = ${realm} and c.public_id = ${publicId} for update`)
  return (await withItems(tx, keys, realm, rows))[0] ?? null
}

/** Where the person of a correction stands; null when none is seen. */
export const pathsOfCorrection = async (tx: Db, realm: number, publicId: string): Promise<string[] | null> =>
  (await maybe(
    tx,
    sql<{ paths: string[] }>`select p.paths from people_corrections c join people_persons p on p.realm_id = c.realm_id and p.id = c.person_id
      where c.realm_id = ${realm} and c.public_id = ${publicId}`,
  ))?.paths ?? null

export const openFields = async (tx: Db, realm: number, personId: number): Promise<string[]> =>
  (await many(
    tx,
    sql<{ field: string }>`select field from people_correction_items where realm_id = ${realm} and person_id = ${personId} and state = 'open'`,
  )).map((row) => row.field)

export interface NewCorrection {
  publicId: string
  personId: number
  reason: string
  madeAt: Date
  dueOn: string
  items: { field: string; value: string | null }[]
}

export async function insertCorrection(tx: Db, keys: Keys, realm: number, made: NewCorrection): Promise<void> {
  const { publicId, personId } = made
  const { id } = await one(
    tx,
    sql<{ id: number }>`insert into people_corrections (realm_id, public_id, person_id, reason, made_at, due_on)
      values (${realm}, ${publicId}, ${personId}, ${seal(keys, sealedAt('reason', publicId), made.reason)}, ${made.madeAt}, ${made.dueOn})
      returning id`,
  )
  for (const { field, value } of made.items) {
    const itemId = newId()
    const sealed = value === null ? null : seal(keys, valueAt(itemId), value)
    await run(
      tx,
      sql`insert into people_correction_items (realm_id, public_id, correction_id, person_id, field, value)
        values (${realm}, ${itemId}, ${id}, ${personId}, ${field}, ${sealed})`,
    )
  }
}

export const saveItems = (tx: Db, realm: number, correctionId: number, fields: readonly string[], state: ItemState): Promise<number> =>
  run(
    tx,
    sql`update people_correction_items set state = ${state}
      where realm_id = ${realm} and correction_id = ${correctionId} and state = 'open' and field = any(${fields}::text[])`,
  )

export async function saveSettled(
  tx: Db, keys: Keys, realm: number, correction: Correction, by: { who: string; answer: string | null; at: Date },
): Promise<void> {
  const answer = by.answer === null ? null : seal(keys, sealedAt('answer', correction.public_id), by.answer)
  await run(
    tx,
    sql`update people_corrections set settled_at = ${by.at}, settled_by = ${by.who}, answer = ${answer}
      where realm_id = ${realm} and id = ${correction.id}`,
  )
}

export interface Waiting {
  public_id: string
  person: string
  name: string
  paths: string[]
  due_on: string
  fields: string[]
}

/** Corrections not yet answered whose person lies in the reach, the oldest first. */
export const waitingIn = (tx: Db, realm: number, seen: Sql, limit: number): Promise<Waiting[]> =>
  many(
    tx,
    sql<Waiting>`select c.public_id, p.public_id as person, p.name, p.paths, c.due_on,
        array(select i.field from people_correction_items i where i.realm_id = c.realm_id and i.correction_id = c.id and i.state = 'open' order by i.id) as fields
      from people_corrections c join people_persons p on p.realm_id = c.realm_id and p.id = c.person_id
      where c.realm_id = ${realm} and c.settled_at is null and p.merged_into is null and ${seen} order by c.due_on, c.id limit ${limit}`,
  )
