import { CompiledQuery, sql, type Kysely, type RawBuilder } from 'kysely'

/** A connection or an open transaction. Stores write SQL as `sql` templates; every value becomes a parameter. */
export type Db = Kysely<Record<string, never>>
export type Sql = RawBuilder<unknown>

export async function many<T>(db: Db, query: RawBuilder<T>): Promise<T[]> {
  return (await query.execute(db)).rows
}

export async function maybe<T>(db: Db, query: RawBuilder<T>): Promise<T | null> {
  return (await query.execute(db)).rows[0] ?? null
}

export async function one<T>(db: Db, query: RawBuilder<T>): Promise<T> {
  const row = await maybe(db, query)
  if (row === null) throw new Error('a query that must answer one row answered none')
  return row
}

/** Runs a statement; answers how many rows it changed. */
export async function run(db: Db, query: RawBuilder<unknown>): Promise<number> {
  return Number((await query.execute(db)).numAffectedRows ?? 0)
}

/** Several statements in one round trip, without parameters. */
export async function script(db: Db, statements: string): Promise<void> {
  await db.executeQuery(CompiledQuery.raw(statements))
}

/**
 * A hot query whose best plan is the same for all values: PostgreSQL plans it once per connection, not at every call
 * (half of what a page of fifty people costs). The pool makes the mark at its head a named statement.
 */
export const planned = <T>(name: string, query: RawBuilder<T>): RawBuilder<T> => sql<T>`${sql.raw(`/* planned ${name} */ `)}${query}`

/** Conditions joined by `and`; `true` when there are none. */
export const all = (conditions: Sql[]): Sql => (conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`)
