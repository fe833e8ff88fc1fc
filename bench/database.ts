import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '#database/embedded/cluster.ts'
import { migrate } from '#database/migrate.ts'
import { appRole, prepareEmbedded } from '#database/roles.ts'

export interface BenchDatabase {
  ownerUrl: string
  appUrl: string
  /** which server it is, for the report */
  words: string
  end(): Promise<void>
}

/** Durable like a real one (fsync on) and thrown away; BENCH_DATABASE_URL takes a server of one's own instead. */
export async function benchDatabase(say: (line: string) => void): Promise<BenchDatabase> {
  const given = process.env['BENCH_DATABASE_URL']
  const database = given ? await own(given) : await embedded(say)
  try {
    await migrate(database.ownerUrl)
  } catch (error) {
    await database.end()
    throw error
  }
  return database
}

async function embedded(say: (line: string) => void): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'tongxin-bench-'))
  // The server may run as another user, who must be able to pass through
  await chmod(folder, 0o755)
  const server = await startEmbedded({ dataDir: join(folder, 'database'), log: say })
  const secret = () => randomBytes(18).toString('base64url')
  const urls = await prepareEmbedded(server.superuserUrl, { owner: secret(), app: secret() }, 'tongxin')
  const end = async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { ...urls, words: `内置 PostgreSQL ${await versionOf(urls.ownerUrl)}，fsync 打开`, end }
}

/** A database of its own on that server. The app role's password is left alone: it may serve a real installation. */
async function own(given: string): Promise<BenchDatabase> {
  const name = `tongxin_bench_${randomBytes(4).toString('hex')}`
  await once(given, `create database ${name}`)
  const { rowCount } = await once(given, `select from pg_roles where rolname = '${appRole}'`)
  if (!rowCount) await once(given, `create role ${appRole} nologin`)
  const owner = new URL(given)
  owner.pathname = `/${name}`
  const app = new URL(owner)
  app.searchParams.set('options', `-c role=${appRole}`)
  const end = async () => void (await once(given, `drop database if exists ${name} with (force)`))
  return { ownerUrl: owner.href, appUrl: app.href, words: `自己的 PostgreSQL ${await versionOf(given)}（BENCH_DATABASE_URL）`, end }
}

const versionOf = async (url: string): Promise<string> =>
  ((await once(url, 'show server_version')).rows[0] as { server_version: string }).server_version

async function once(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}
