import { resolve } from 'node:path'
import { newId } from '#base/id.ts'
import { hasKeyFile, loadSecrets, type Secrets } from '#database/keys.ts'
import { pendingMigrations } from '#database/migrate.ts'
import { openPool } from '#database/pools.ts'
import { everywhere } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import type { Doer } from '#ledger/act.ts'
import type { Call } from '#app/cli/command.ts'
import { CommandError } from '#app/cli/command.ts'
import { connectDatabase, hasDatabase, type Database } from '#app/server/database.ts'
import { lifetime } from '#app/server/lifetime.ts'
import { settingsFrom, type Settings } from '#app/server/settings.ts'
import { worldOf } from '#app/server/world.ts'

/** npm changes into the project's folder; a path means where the command was typed. */
export const pathOf = (text: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), text)

export interface Opened {
  settings: Settings
  secrets: Secrets
  database: Database
}

/** The database as it stands, beside a running server or alone; closed again when the work is done or broken off. */
export async function withDatabase<T>(call: Call, settings: Settings, work: (opened: Opened) => Promise<T>): Promise<T> {
  const secrets = await loadSecrets(settings.dataDir)
  const life = lifetime()
  try {
    const database = await life.hold(connectDatabase(settings, secrets, call.say), (opened) => opened.stop())
    call.signal.throwIfAborted()
    return await work({ settings, secrets, database })
  } finally {
    await life.end()
  }
}

/** The same where there must be data already: nothing is made. */
export async function withExisting<T>(call: Call, work: (opened: Opened) => Promise<T>): Promise<T> {
  const settings = settingsFrom(process.env)
  const where = settings.DATABASE_URL ? new URL(settings.DATABASE_URL).host : settings.dataDir
  if (!(await hasDatabase(settings))) throw new CommandError(`${where} 里还没有数据。请先运行 npm start，或用 DATA_DIR 指出数据所在的文件夹。`)
  if (!(await hasKeyFile(settings.dataDir))) {
    throw new CommandError(`找不到密钥文件 ${settings.dataDir}/keys.json。请用 DATA_DIR 指出它所在的文件夹，或把它放回原处。`)
  }
  return withDatabase(call, settings, work)
}

/** A world over the existing database, whose structure must be this program's. */
export async function withWorld<T>(call: Call, work: (world: World, settings: Settings) => Promise<T>): Promise<T> {
  return withExisting(call, async ({ settings, secrets, database }) => {
    const { pending } = await pendingMigrations(database.ownerUrl)
    if (pending.length > 0) throw new CommandError('数据库结构还是旧的。请先运行一次 npm start 完成更新，再用这个命令。')
    const pool = openPool(database.appUrl, 2, () => undefined)
    const silent = () => undefined
    const log = { info: silent, warn: silent, error: silent }
    try {
      return await work(worldOf(pool, { keys: secrets.keys, log, dataDir: settings.dataDir }), settings)
    } finally {
      await pool.close()
    }
  })
}

/** Whoever sits at the server: no account, but never unseen. */
export const consoleDoer = (realm: number): Doer => ({ ...everywhere(realm), accountId: 0, name: '服务器控制台', postWords: '运行维护', seatId: newId() })
