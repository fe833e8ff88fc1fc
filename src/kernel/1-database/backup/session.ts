import pg from 'pg'
import { BackupError } from './words.ts'
import type { TableShape } from './contents.ts'

// The same text from every PostgreSQL, whatever its settings; and no policy may silently leave out rows
const settings = `set client_encoding = 'UTF8'; set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres';
  set extra_float_digits = 1; set bytea_output = 'hex'; set row_security = off; set statement_timeout = 0; set lock_timeout = 0;
  set idle_in_transaction_session_timeout = 0; set search_path = public`

/** The advisory lock of `migrate`: nothing may change the tables meanwhile. */
export const migrationLock = 7_310_001

/** One connection of the owner; an abort breaks it off, and with it whatever it was doing. */
export async function inSession<T>(ownerUrl: string, signal: AbortSignal | undefined, work: (client: pg.Client) => Promise<T>) {
  const client = new pg.Client({ connectionString: ownerUrl })
  // Told by the query that was running
  client.on('error', () => undefined)
  await client.connect()
  const breakOff = () => void client.end()
  signal?.addEventListener('abort', breakOff)
  try {
    await client.query(settings)
    return await work(client)
  } finally {
    signal?.removeEventListener('abort', breakOff)
    await client.end()
  }
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Every table of schema public with its stored columns, those that are referenced before those that refer. */
export async function tablesOf(client: pg.Client): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape & { needs: string[] }>(`
    select c.relname as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select distinct r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as needs
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname`)
  const ordered: TableShape[] = []
  const done = new Set<string>()
  while (done.size < rows.length) {
    const ready = rows.filter((row) => !done.has(row.name) && row.needs.every((name) => done.has(name)))
    const waiting = rows.filter((row) => !done.has(row.name)).map((row) => row.name)
    if (ready.length === 0) throw new BackupError('backup.circle', { tables: waiting.join('、') })
    for (const { name, columns } of ready) {
      ordered.push({ name, columns })
      done.add(name)
    }
  }
  return ordered
}

export const columnList = (table: TableShape): string => table.columns.map(quoted).join(', ')
