import { sql } from 'kysely'
import type { Sql } from '#base/sql.ts'

/** How a column's values travel. */
export type ColumnKind = 'text' | 'int' | 'bigint' | 'date' | 'uuid' | 'boolean' | 'text[]' | 'bytea'

type Columns<T> = { readonly [K in keyof T & string]?: ColumnKind }

// between the parts of a `text[]`; no sheet and no form lets it in
const separator = '\u001f'

/**
 * Many rows as one set `r` of a statement: an array for each column, and all bytes in one binary parameter that the
 * server cuts up again. Half of what JSON costs the server, which pays for it by the row.
 */
export function recordset<T extends object>(rows: readonly T[], columns: Columns<T>): Sql {
  const blob = new Blob()
  const sets: { name: string; array: Sql }[] = []
  const shown: Sql[] = []
  for (const [name, kind] of Object.entries(columns) as [keyof T & string, ColumnKind][]) {
    const values = rows.map((row) => row[name] as unknown)
    const own = sql.ref(name)
    // one array at least, which tells how many rows there are
    if (sets.length > 0 && isOneValue(values)) {
      shown.push(sql`${values[0] ?? null}::${sql.raw(kind)} as ${own}`)
    } else if (kind === 'bytea') {
      const { from, size } = blob.add(values as (Buffer | null)[])
      sets.push({ name: `${name}_from`, array: sql`${arrayOf(from)}::int[]` }, { name: `${name}_size`, array: sql`${arrayOf(size)}::int[]` })
      shown.push(sql`substring(b.bytes from ${sql.ref(`${name}_from`)} for ${sql.ref(`${name}_size`)}) as ${own}`)
    } else if (kind === 'text[]') {
      sets.push({ name, array: sql`${arrayOf((values as (string[] | null)[]).map((one) => one && one.join(separator)))}::text[]` })
      shown.push(sql`string_to_array(${own}, ${separator}) as ${own}`)
    } else {
      sets.push({ name, array: sql`${arrayOf(values)}::${sql.raw(kind)}[]` })
      shown.push(own)
    }
  }
  const names = sql.join(sets.map((set) => sql.ref(set.name)))
  const bytes = blob.isUsed ? sql`, (select ${blob}::bytea as bytes) as b` : sql``
  return sql`(select ${sql.join(shown)} from unnest(${sql.join(sets.map((set) => set.array))}) as u(${names})${bytes}) as r`
}

const isOneValue = (values: readonly unknown[]): boolean => {
  const first = values[0] ?? null
  return (first === null || typeof first !== 'object') && values.length > 0 && values.every((value) => (value ?? null) === first)
}

/** An array as the server reads it. The driver writes the same three times as slowly. */
const arrayOf = (values: readonly unknown[]): string => `{${values.map(element).join(',')}}`

function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value !== 'string') return String(value)
  return /["\\]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : `"${value}"`
}

/** Bytes of many rows behind each other. */
class Blob {
  readonly #parts: Buffer[] = []
  #length = 0
  #isUsed = false

  add(values: readonly (Buffer | null)[]): { from: (number | null)[]; size: (number | null)[] } {
    this.#isUsed = true
    const from = values.map((value) => {
      if (value === null) return null
      const at = this.#length + 1
      this.#parts.push(value)
      this.#length += value.length
      return at
    })
    return { from, size: values.map((value) => value && value.length) }
  }

  get isUsed(): boolean {
    return this.#isUsed
  }

  /** what the driver sends for this parameter */
  toPostgres(): Buffer {
    return Buffer.concat(this.#parts, this.#length)
  }
}
