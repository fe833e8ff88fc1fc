import { sql } from 'kysely'
import { place, unseal, type Keys } from '#base/seal.ts'
import { many, one, type Db, type Sql } from '#base/sql.ts'
import type { Dictionary, Table } from '#kernel/dictionary.ts'

/** Whose rows are looked for, in all the ways a row can name a person. */
export interface Subject {
  realm: number
  /** row ids and public ids of the record and of those merged into it */
  ids: number[]
  publicIds: string[]
  account: number | null
}

/** The record itself and the doubles that went into it. */
export async function recordsOf(tx: Db, realm: number, id: number): Promise<Pick<Subject, 'ids' | 'publicIds'>> {
  const rows = await many(
    tx,
    sql<{ id: number; public_id: string }>`select id, public_id from people_persons
      where realm_id = ${realm} and (id = ${id} or merged_into = ${id}) order by merged_into is not null, id`,
  )
  return { ids: rows.map((row) => row.id), publicIds: rows.map((row) => row.public_id) }
}

function ofSubject([how, column]: NonNullable<Table['about']>, subject: Subject): Sql {
  const at = sql.ref(`t.${column}`)
  const mine = sql`t.realm_id = ${subject.realm}`
  switch (how) {
    case 'person':
      return sql`${mine} and ${at} = any(${subject.ids}::bigint[])`
    case 'public':
      return sql`${mine} and ${at} = any(${subject.publicIds}::uuid[])`
    case 'membership':
      return sql`${mine} and ${at} in (select m.id from people_memberships m
        where m.realm_id = ${subject.realm} and m.person_id = any(${subject.ids}::bigint[]))`
    case 'account':
      return sql`${at} = ${subject.account}::bigint`
  }
}

/** Whether what the row says of its subject is theirs to read by now. */
const isSettled = ({ settled }: Table): Sql =>
  settled
    ? sql`exists (select from ${sql.table(settled.table)} s where s.realm_id = t.realm_id and s.id = ${sql.ref(`t.${settled.by}`)}
        and ${sql.ref(`s.${settled.column}`)} = any(${settled.values as string[]}::text[]))`
    : sql`true`

const hasEarly = (table: Table): boolean => Object.values(table.columns).some(({ told }) => told === 'early')

/** The rows of a table that are told of to their subject. */
const toldRows = (table: Table, about: NonNullable<Table['about']>, subject: Subject): Sql =>
  hasEarly(table) ? ofSubject(about, subject) : sql`${ofSubject(about, subject)} and ${isSettled(table)}`

const tied = (dictionary: Dictionary) => Object.entries(dictionary).flatMap(([name, table]) => (table.about ? [{ name, table, about: table.about }] : []))

/** How many rows of each table are about somebody: whatever table is added to the dictionary is counted too. */
export async function countsAbout(tx: Db, dictionary: Dictionary, subject: Subject): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const { name, table, about } of tied(dictionary)) {
    const row = await one(tx, sql<{ n: number }>`select count(*)::int n from ${sql.table(name)} t where ${toldRows(table, about, subject)}`)
    counts.set(name, row.n)
  }
  return counts
}

type Value = string | number | boolean | null | string[]
/** Column words to value */
export interface Row {
  [words: string]: Value
}

/** What is only machinery, is about somebody else, or must never leave the server, is no part of a copy. */
const isToldOf = ({ class: kind, mask, told }: Table['columns'][string]): boolean =>
  kind !== 'none' && mask !== 'inner' && mask !== 'hashed' && told !== 'never'

const plain = (value: unknown): Value => (value instanceof Date ? value.toISOString() : (value as Value))

const most = 5_000

/** Every row about somebody, by the dictionary's words, sealed columns opened: the copy of one's data is whole by construction. */
export async function rowsAbout(tx: Db, keys: Keys, dictionary: Dictionary, subject: Subject): Promise<{ [table: string]: Row[] }> {
  const found: { [table: string]: Row[] } = {}
  for (const { name, table, about } of tied(dictionary)) {
    const columns = Object.entries(table.columns).filter(([, column]) => isToldOf(column))
    const isSealed = columns.some(([, column]) => column.mask === 'sealed')
    // what a seal is tied to
    const row = 'public_id' in table.columns ? 'public_id' : 'id'
    const names = [...columns.map(([column]) => column), ...(isSealed ? [row] : [])]
    // Slips have numbers drawn by lot: by them, and not as they were written, they tell nothing of who wrote when
    const order = row in table.columns ? sql`order by ${sql.ref(`t.${row}`)}` : sql``
    const rows = await many(
      tx,
      sql<{ [column: string]: unknown; settled: boolean }>`select ${sql.join(names.map((column) => sql.ref(`t.${column}`)))}, ${isSettled(table)} settled
        from ${sql.table(name)} t where ${toldRows(table, about, subject)} ${order} limit ${most}`,
    )
    if (rows.length === 0) continue
    const open = (held: { [column: string]: unknown }, column: string): Value => {
      const sealed = held[column] as Buffer | null
      return sealed === null ? null : unseal(keys, place(name, column, String(held[row])), sealed)
    }
    found[`${table.words}（${name}）`] = rows.map((held) =>
      Object.fromEntries(columns.filter(([, { told }]) => held.settled || told === 'early')
        .map(([column, { words, mask }]) => [words, mask === 'sealed' ? open(held, column) : plain(held[column])])))
  }
  return found
}
