import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { many, one } from '#base/sql.ts'
import type { World } from '#database/world.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** The newest file the backup command wrote here; copies elsewhere are not seen. */
async function lastBackup(dataDir: string): Promise<{ name: string; at: string; bytes: number } | null> {
  const folder = join(dataDir, 'backups')
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.tar'))
  const found = await Promise.all(names.map(async (name) => ({ name, ...(await stat(join(folder, name))) })))
  const newest = found.sort((a, b) => b.mtimeMs - a.mtimeMs)[0]
  return newest ? { name: newest.name, at: newest.mtime.toISOString(), bytes: newest.size } : null
}

/** How the installation stands, without a word of what is in it. */
export async function presentInstallation({ db, dataDir, clock }: World) {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const numbers = await one(
    db,
    sql<{ postgres: string; bytes: number; accounts: number; sessions: number }>`select current_setting('server_version') as postgres,
      pg_database_size(current_database()) as bytes, (select count(*)::int from access_accounts where state <> 'closed') as accounts,
      (select count(*)::int from access_sessions where ends_at > ${clock.now()}) as sessions`,
  )
  const realms = await many(
    db,
    sql<{ name: string; kind: string; opened_at: Date }>`select name, kind, opened_at from realms where id <> 0 order by id limit 200`,
  )
  return {
    version, ...numbers, backup: await lastBackup(dataDir),
    realms: realms.map(({ name, kind, opened_at: at }) => ({ name, sample: kind === 'sample', since: at.toISOString() })),
  }
}
