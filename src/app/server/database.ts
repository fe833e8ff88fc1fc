import { access, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { startEmbedded, type Embedded } from '#database/embedded/cluster.ts'
import { migrate, pendingMigrations } from '#database/migrate.ts'
import type { Secrets } from '#database/keys.ts'
import { demandOwnServer, preparedBy, prepareEmbedded, prepareOwn, withClient, type Prepared } from '#database/roles.ts'
import { opensLedger } from '#ledger/audit.ts'
import { backUp, backupFile } from '#app/backup.ts'
import type { Settings } from '#app/server/settings.ts'

export interface Database extends Prepared {
  /** what stands in the start message */
  words: string
  stop(): Promise<void>
  /** starts the embedded one again when it has died; answers the application's new address */
  revive?: () => Promise<string>
}

type Say = (line: string) => void

/** One's own PostgreSQL by DATABASE_URL, otherwise the embedded one; backed up and migrated where that is due. */
export async function openDatabase(settings: Settings, secrets: Secrets, say: Say): Promise<Database> {
  const database = await connectDatabase(settings, secrets, say)
  try {
    await update(database, settings, secrets, say)
    await demandKeys(database, settings, secrets)
    return database
  } catch (error) {
    await database.stop()
    throw error
  }
}

/** The same as it stands, for the operator's commands. */
export const connectDatabase = (settings: Settings, secrets: Secrets, say: Say): Promise<Database> =>
  settings.DATABASE_URL ? own(settings, secrets) : embedded(settings, secrets, say)

/** Whether there is a database to connect to, without making one. */
export const hasDatabase = async (settings: Settings): Promise<boolean> =>
  settings.DATABASE_URL !== undefined || access(join(embeddedFolder(settings), 'cluster')).then(() => true, () => false)

const embeddedFolder = (settings: Settings) => join(settings.dataDir, 'postgres')

async function own(settings: Settings, secrets: Secrets): Promise<Database> {
  const given = settings.DATABASE_URL!
  const rest = { words: `自己的 PostgreSQL（${new URL(given).host}）`, stop: async () => undefined }
  await demandOwnServer(given)
  if (settings.DATABASE_APP_URL) return { ...preparedBy(given, settings.DATABASE_APP_URL), ...rest }
  return { ...(await prepareOwn(given, secrets.passwords.app)), ...rest }
}

async function embedded(settings: Settings, secrets: Secrets, say: Say): Promise<Database> {
  const dataDir = embeddedFolder(settings)
  await mkdir(settings.dataDir, { recursive: true })
  const clusters: Embedded[] = []
  const begin = async () => {
    const cluster = await startEmbedded({ dataDir, log: say })
    clusters.push(cluster)
    return prepareEmbedded(cluster.superuserUrl, secrets.passwords, 'tongxin')
  }
  const stop = async () => {
    for (const cluster of clusters) await cluster.stop()
  }
  try {
    const revive = async () => (await begin()).appUrl
    return { ...(await begin()), words: `内置 PostgreSQL（数据在 ${dataDir}）`, stop, revive }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Migrations go forward only: what stood there before them is kept in a file. */
async function update({ ownerUrl, role }: Database, settings: Settings, secrets: Secrets, say: Say): Promise<void> {
  const { pending, holdsData } = await pendingMigrations(ownerUrl)
  if (pending.length > 0 && holdsData && settings.UPDATE_BACKUP) {
    const file = backupFile(settings.dataDir, new Date(), 'before-update')
    say(`数据库结构要更新，先备份到 ${file} ……`)
    await backUp({ ownerUrl, keys: secrets.keys, file })
  }
  const applied = await migrate(ownerUrl, { role })
  if (applied.length > 0) say(`数据库结构已更新（${applied.length} 步）。`)
}

/** With other keys nothing sealed opens, and equal ID numbers are no longer found: better not to start at all. */
async function demandKeys({ ownerUrl }: Database, settings: Settings, { keys, file }: Secrets): Promise<void> {
  const fit = await withClient(ownerUrl, (client) => opensLedger(client, keys))
  if (fit || settings.KEYS_LOST) return
  throw new Error(
    `密钥文件 ${file} 不是这个数据库的，打不开里面的公民身份号码和电话。请把原来的 keys.json 放回这个位置再启动；` +
      '确实找不回来了，用 KEYS_LOST=true 启动：其余内容可用，已加密的内容永远打不开。',
  )
}
