import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { appRole, grantedTo, roleHeld } from '#database/roles.ts'

export interface Migration {
  /** the room it belongs to, `kernel/1-ledger` */
  room: string
  name: string
  sql: string
  hash: string
}

const source = join(import.meta.dirname, '..', '..')

/** Every room's `schema/*.sql`, lower floors first; kernel before modules. */
export async function migrationsOf(root = source): Promise<Migration[]> {
  const found: Migration[] = []
  for (const part of ['kernel', 'modules']) {
    for (const room of (await readdir(join(root, part)).catch(() => [])).sort()) {
      const folder = join(root, part, room, 'schema')
      for (const name of (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.sql')).sort()) {
        const text = await readFile(join(folder, name), 'utf8')
        found.push({ room: `${part}/${room}`, name, sql: text, hash: createHash('sha256').update(text).digest('hex') })
      }
    }
  }
  return found
}

/** The table that remembers what was applied; a restore makes it before the migrations of the backup. */
export const booksOfMigrations = `create table if not exists migrations (
  room text not null, name text not null, hash text not null, applied_at timestamptz not null default now(),
  constraint migrations_pkey primary key (room, name))`

/** What `migrate` would apply, and whether there is anything yet that a backup could save. */
export async function pendingMigrations(ownerUrl: string): Promise<{ pending: Migration[]; holdsData: boolean }> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const known = await migrationsOf()
    const { rows } = await client.query<{ books: string | null; realms: string | null }>(
      "select to_regclass('public.migrations') as books, to_regclass('public.realms') as realms",
    )
    if (!rows[0]?.books) return { pending: known, holdsData: false }
    const held = await client.query<{ key: string }>("select room || '/' || name as key from migrations")
    const applied = new Set(held.rows.map((row) => row.key))
    const holdsData = rows[0].realms !== null && ((await client.query('select from realms where id <> 0 limit 1')).rowCount ?? 0) > 0
    return { pending: known.filter((one) => !applied.has(`${one.room}/${one.name}`)), holdsData }
  } finally {
    await client.end()
  }
}

interface Way {
  migrations?: Migration[]
  /** the application's role in a new database; one with tables keeps the role it has */
  role?: string
}

/**
 * Applies what is missing, forward only, each in its own transaction, one process at a time.
 * A migration whose text changed after it was applied is refused: write a new one.
 */
export async function migrate(ownerUrl: string, { migrations, role = appRole }: Way = {}): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const applied: string[] = []
  try {
    await client.query('select pg_advisory_lock(7310001)')
    await client.query(booksOfMigrations)
    const held = await client.query<{ room: string; name: string; hash: string }>('select room, name, hash from migrations')
    const hashes = new Map(held.rows.map((row) => [`${row.room}/${row.name}`, row.hash]))
    const granted = (await roleHeld(client)) ?? role
    for (const migration of migrations ?? (await migrationsOf())) {
      const key = `${migration.room}/${migration.name}`
      const hash = hashes.get(key)
      if (hash === migration.hash) continue
      if (hash) throw new Error(`迁移脚本 ${key} 在执行过之后被改动。请恢复原文，另写一个新的迁移脚本。`)
      await apply(client, migration, granted)
      applied.push(key)
    }
  } finally {
    await client.end()
  }
  return applied
}

async function apply(client: pg.Client, migration: Migration, role: string): Promise<void> {
  try {
    await client.query('begin')
    await client.query(grantedTo(role, migration.sql))
    await client.query('insert into migrations (room, name, hash) values ($1, $2, $3)', [migration.room, migration.name, migration.hash])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw new Error(`${migration.room}/${migration.name}: ${(error as Error).message}`, { cause: error })
  }
}
