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

export interface Pool {
  db: Db
  raw: pg.Pool
  close(): Promise<void>
}

/** Without an error listener a pool kills the process when PostgreSQL restarts. */
export function openPool(connectionString: string, max: number, onError: (error: Error) => void): Pool {
  const raw = new pg.Pool({ connectionString, max, types, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 10_000 })
  raw.on('error', onError)
  const db = new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool: raw }) })
  return { db, raw, close: () => db.destroy() }
}
