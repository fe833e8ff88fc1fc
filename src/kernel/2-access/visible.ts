import { sql } from 'kysely'
import type { Sql } from '#base/sql.ts'

/** Whether a path lies in a reach: the same test as `visible`, for a thing already loaded. */
export const reaches = (reach: readonly string[], path: string): boolean => reach.some((prefix) => path.startsWith(prefix))

/** A path of a thing, and the part of the reach that holds it. */
export interface Ground {
  path: string
  prefix: string
}

/** Why a thing that stands at some paths is in a reach; empty: it is not. The gate asks this, and so does the mirror. */
export const groundsOf = (reach: readonly string[], paths: readonly string[]): Ground[] =>
  paths.flatMap((path) => reach.filter((prefix) => reaches([prefix], path)).map((prefix) => ({ path, prefix })))

/**
 * The one visibility predicate: the rows whose path lies in the reach, as index ranges.
 * List, count, search, export, feed and stream all select through it. `~` sorts after every character of a path.
 */
export function visible(reach: readonly string[], column: Sql): Sql {
  if (reach.length === 0) return sql`false`
  const ranges = reach.map((prefix) => (prefix === '' ? sql`true` : sql`(${column} >= ${prefix} and ${column} < ${`${prefix}~`})`))
  return sql`(${sql.join(ranges, sql` or `)})`
}

/**
 * The same for rows that are already known to lie under `path`: where the reach holds all of it nothing is left to test,
 * and a second range would make the planner believe that next to nothing passes both.
 */
export const visibleUnder = (reach: readonly string[], path: string, column: Sql): Sql =>
  reaches(reach, path) ? sql`true` : visible(reach, column)
