import { createHash } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Db } from '#base/sql.ts'

const wholeNumber = (text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`a bigint beyond 2^53: ${text}`)
  return value
}

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.INT8) return wholeNumber
    if (oid === pg.types.builtins.DATE) return (text: string) => text
    return pg.types.getTypeParser(oid, format)
  },
} as pg.CustomTypesConfig

/** How a transaction that only reads begins; nothing of it fails alone, so its first query need not wait for the answer. */
export const readingBegins = 'begin read only; '

const mark = /^\/\* planned ([\w.-]{1,40}) \*\/ /
const names = new Map<string, string | null>()

/** The statement's name for a query marked by `planned`; one mark has as many texts as its filters have forms. */
function statementName(text: string): string | null {
  const known = names.get(text)
  if (known !== undefined) return known
  const marked = mark.exec(text)?.[1]
  const name = marked ? `${marked} ${createHash('sha256').update(text).digest('hex').slice(0, 16)}` : null
  if (name !== null && names.size < 500) names.set(text, name)
  return name
}

type AnyQuery = (...args: unknown[]) => Promise<unknown>

/**
 * Makes named statements of marked queries, and sends the beginning of a reading transaction together with its first
 * query: one trip to the server instead of two, which is half of what a short read costs.
 */
const Client = class extends pg.Client {
  #beginning: string | null = null

  override query(...args: unknown[]): never {
    const [text, values] = args
    if (typeof text === 'string' && text.startsWith(readingBegins)) {
      this.#beginning = text
      return Promise.resolve({ command: 'BEGIN', rowCount: null, rows: [] }) as never
    }
    const name = typeof text === 'string' && Array.isArray(values) && text.startsWith('/* planned ') ? statementName(text) : null
    const send = super.query.bind(this) as unknown as AnyQuery
    const query = name === null ? args : [{ name, text, values }, ...args.slice(2)]
    if (this.#beginning === null) return send(...query) as never
    const beginning = send(this.#beginning)
    this.#beginning = null
    return Promise.all([beginning, send(...query)]).then(([, answer]) => answer) as never
  }
}

export interface Pool {
  db: Db
  raw: pg.Pool
  close(): Promise<void>
}

/**
 * Without error listeners a restart of PostgreSQL ends the process: the pool hears idle connections, each client its own.
 * One connection stays also in a quiet hour: a restore looks whether the application is there before it replaces anything.
 */
export function openPool(connectionString: string, max: number, onError: (error: Error) => void): Pool {
  const raw = new pg.Pool({ Client, pipeline: true, connectionString, min: 1, max, types, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 10_000, keepAlive: true })
  raw.on('error', onError)
  raw.on('connect', (client) => client.on('error', onError))
  const db = new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool: raw }) })
  return { db, raw, close: () => db.destroy() }
}
