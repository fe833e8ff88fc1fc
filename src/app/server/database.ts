import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { startEmbedded } from '#database/embedded/cluster.ts'
import { migrate } from '#database/migrate.ts'
import type { Secrets } from '#database/keys.ts'
import { prepareEmbedded, prepareOwn } from '#database/roles.ts'
import type { Settings } from '#app/server/settings.ts'

export interface Database {
  ownerUrl: string
  appUrl: string
  /** what stands in the start message */
  words: string
  stop(): Promise<void>
}

/** One's own PostgreSQL by DATABASE_URL, otherwise the embedded one; migrated either way. */
export async function openDatabase(settings: Settings, secrets: Secrets, say: (line: string) => void): Promise<Database> {
  const database = settings.DATABASE_URL ? await own(settings, secrets) : await embedded(settings, secrets, say)
  const applied = await migrate(database.ownerUrl)
  if (applied.length > 0) say(`数据库结构已更新（${applied.length} 步）。`)
  return database
}

async function own(settings: Settings, secrets: Secrets): Promise<Database> {
  const given = settings.DATABASE_URL!
  const words = `自己的 PostgreSQL（${new URL(given).host}）`
  if (settings.DATABASE_APP_URL) return { ownerUrl: given, appUrl: settings.DATABASE_APP_URL, words, stop: async () => undefined }
  return { ...(await prepareOwn(given, secrets.passwords.app)), words, stop: async () => undefined }
}

async function embedded(settings: Settings, secrets: Secrets, say: (line: string) => void): Promise<Database> {
  const dataDir = join(settings.dataDir, 'postgres')
  await mkdir(settings.dataDir, { recursive: true })
  const cluster = await startEmbedded({ dataDir, log: say })
  const urls = await prepareEmbedded(cluster.superuserUrl, secrets.passwords, 'tongxin')
  return { ...urls, words: `内置 PostgreSQL（数据在 ${dataDir}）`, stop: () => cluster.stop() }
}
