import type { Writable } from 'node:stream'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Keys } from '#base/seal.ts'
import { booksOfMigrations, type Migration } from '../migrate.ts'
import { appRole, grantedTo, roleHeld } from '../roles.ts'
import { fits, stampOf } from './contents.ts'
import type { Audit, Head, Summary, TableShape } from './contents.ts'
import { readBackup, type Contents } from './read.ts'
import { columnList, inSession, migrationLock, quoted, tablesOf } from './session.ts'
import { BackupError } from './words.ts'

export interface RestoreWish {
  /** an empty database of the owner; the application's role exists already */
  ownerUrl: string
  /** what the application signs in as there */
  role?: string
  file: string
  keys: Keys
  /** every migration this program knows */
  migrations: Migration[]
  audit(client: pg.Client): Promise<Audit>
  /** the database's present content may go */
  replace?: boolean
  /** the keys are lost for good: restore what is not sealed */
  keysLost?: boolean
  signal?: AbortSignal
  /** hears what stood in the backup and what stands in the copy, table by table, also where they differ */
  compared?: (tables: Compared[]) => void
}

export interface Compared {
  table: string
  backup: number
  copy: number
}

/**
 * Puts a checked backup into a database, in one transaction: it is there whole, or nothing has changed.
 * The tables are made as they were at the time of the backup; migrating forward is the caller's next step.
 */
export async function restoreBackup(wish: RestoreWish, contents: Contents): Promise<void> {
  demandKeys(contents, wish)
  const steps = stepsOf(contents.head, wish.migrations)
  await inSession(wish.ownerUrl, wish.signal, async (client) => {
    await client.query(`select pg_advisory_lock(${migrationLock})`)
    await demandRoom(client, wish.replace === true)
    const role = wish.role ?? (await roleHeld(client)) ?? appRole
    await client.query('begin')
    await client.query(dropEverything)
    await client.query(booksOfMigrations)
    for (const step of steps) await client.query(grantedTo(role, step.sql))
    await load(client, wish, contents)
    await client.query('commit')
    await client.query('analyze')
  })
}

function demandKeys({ head, summary }: Contents, { keys, keysLost }: RestoreWish): void {
  if (keysLost) return
  if (!fits(keys, head.keys)) throw new BackupError('backup.other-keys', { ids: Object.keys(head.keys.sealed).join('、') })
  if (summary.stamp !== stampOf(keys, summary.sum)) throw new BackupError('backup.damaged', { detail: '密钥印不符' })
}

/** The migrations the backup had, in the order a new database applies them. */
function stepsOf(head: Head, known: Migration[]): Migration[] {
  const keyOf = (one: { room: string; name: string; hash: string }) => `${one.room}/${one.name} ${one.hash}`
  const ours = new Set(known.map(keyOf))
  const strange = head.migrations.find((one) => !ours.has(keyOf(one)))
  if (strange) throw new BackupError('backup.unknown-migration', { name: `${strange.room}/${strange.name}`, app: head.app })
  const wanted = new Set(head.migrations.map(keyOf))
  return known.filter((one) => wanted.has(keyOf(one)))
}

/** Only an empty database, or one of ours whose content may go and which nobody uses. */
async function demandRoom(client: pg.Client, replace: boolean): Promise<void> {
  const tables = (await tablesOf(client)).map((table) => table.name)
  if (tables.length === 0) return
  const ours = tables.includes('migrations') && tables.includes('realms')
  if (!ours) throw new BackupError('backup.foreign-database', { table: tables[0]! })
  // Everything an office enters lies in a realm; realm 0 is the installation itself
  const { rows } = await client.query<{ n: number }>('select count(*)::int as n from realms where id <> 0')
  if (rows[0]!.n > 0 && !replace) throw new BackupError('backup.not-empty', { realms: rows[0]!.n })
  await demandUnused(client)
}

async function demandUnused(client: pg.Client): Promise<void> {
  const role = await roleHeld(client)
  const users = await client.query('select from pg_stat_activity where datname = current_database() and usename = $1', [role])
  if (users.rowCount) throw new BackupError('backup.in-use')
}

/** Refuses at once what `restoreBackup` would refuse after the present content was saved. */
export const demandNobodyIn = (ownerUrl: string): Promise<void> => inSession(ownerUrl, undefined, demandUnused)

/** Objects of extensions stay, and so does the schema with its grants. */
const dropEverything = `do $$
declare found record;
begin
  for found in
    select format('drop %s if exists %I cascade', case relkind when 'v' then 'view' when 'm' then 'materialized view'
      when 'S' then 'sequence' else 'table' end, relname) as statement
    from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    -- an identity's sequence goes with its table
    order by relkind = 'S'
  loop execute found.statement; end loop;
  for found in
    select format('drop routine if exists %s cascade', p.oid::regprocedure) as statement
    from pg_proc p where pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  loop execute found.statement; end loop;
end $$`

async function load(client: pg.Client, wish: RestoreWish, expected: Contents): Promise<void> {
  const present = await tablesOf(client)
  demandShape(present, expected.head.tables)
  const names = present.map((table) => quoted(table.name))
  // The migrations' own first rows are in the backup too, as they have become
  await client.query(`truncate ${names.join(', ')}`)
  // What triggers once added is in the backup as well. Foreign keys stay in force.
  for (const name of names) await client.query(`alter table ${name} disable trigger user`)
  const target = (table: TableShape) => Promise.resolve(intoTable(client, table))
  const loaded = await readBackup({ file: wish.file, target, signal: wish.signal })
  // Read a second time: still the file that was checked?
  if (loaded.summary.sha256 !== expected.summary.sha256) throw new BackupError('backup.damaged', { detail: '文件在恢复时变了' })
  for (const name of names) await client.query(`alter table ${name} enable trigger user`)
  for (const { name, value, called } of expected.summary.sequences) {
    await client.query('select setval($1::regclass, $2, $3)', [`public.${quoted(name)}`, value, called])
  }
  await demandSame(client, wish, expected.summary)
}

const intoTable = (client: pg.Client, table: TableShape): Writable =>
  client.query(copyFrom(`copy ${quoted(table.name)} (${columnList(table)}) from stdin`))

function demandShape(present: TableShape[], wanted: TableShape[]): void {
  const shapeOf = (tables: TableShape[]) => new Map(tables.map((table) => [table.name, [...table.columns].sort().join()]))
  const [here, there] = [shapeOf(present), shapeOf(wanted)]
  const other = [...here.keys(), ...there.keys()].find((name) => here.get(name) !== there.get(name))
  if (other) throw new BackupError('backup.other-columns', { table: other })
}

/** Counted in the database, not on the way: and the ledger read entry by entry. */
async function demandSame(client: pg.Client, wish: RestoreWish, summary: Summary): Promise<void> {
  const tables: Compared[] = []
  for (const [table, { rows: backup }] of Object.entries(summary.tables)) {
    const counted = await client.query<{ n: string }>(`select count(*) as n from ${quoted(table)}`)
    tables.push({ table, backup, copy: Number(counted.rows[0]!.n) })
  }
  wish.compared?.(tables)
  const other = tables.find(({ backup, copy }) => backup !== copy)
  if (other) throw new BackupError('backup.restore-differs', { detail: `表 ${other.table}` })
  const { entries, digest, faults } = await wish.audit(client)
  const same = entries === summary.audit.entries && digest === summary.audit.digest && faults === summary.audit.faults
  if (!same) throw new BackupError('backup.restore-differs', { detail: '台账' })
}
