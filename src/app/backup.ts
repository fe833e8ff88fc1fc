import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Keys } from '#base/seal.ts'
import { readBackup, type Contents } from '#database/backup/read.ts'
import { restoreBackup, type Compared } from '#database/backup/restore.ts'
import { writeBackup, type Made } from '#database/backup/write.ts'
import { migrationsOf } from '#database/migrate.ts'
import { auditLedger } from '#ledger/audit.ts'

export const appVersion = async (): Promise<string> => {
  const file = join(import.meta.dirname, '..', '..', 'package.json')
  return (JSON.parse(await readFile(file, 'utf8')) as { version: string }).version
}

/** `tongxin-2026-11-23-1504.tar` in the data folder, the time being the office's; the second in a minute gets a number. */
export function backupFile(dataDir: string, now: Date, name = 'tongxin'): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' }).format(now)
  const [day, time] = parts.split(' ') as [string, string]
  const wish = join(dataDir, 'backups', `${name}-${day}-${time.slice(0, 5).replace(':', '')}`)
  for (let number = 1; ; number++) {
    const file = number === 1 ? `${wish}.tar` : `${wish}-${number}.tar`
    if (!existsSync(file)) return file
  }
}

export interface BackUp {
  ownerUrl: string
  keys: Keys
  file: string
  keyFile?: string
  signal?: AbortSignal
}

export const backUp = async (wish: BackUp): Promise<Made> => writeBackup({ ...wish, app: await appVersion(), audit: auditLedger })

export interface Restore {
  ownerUrl: string
  role?: string
  keys: Keys
  file: string
  replace?: boolean
  keysLost?: boolean
  signal?: AbortSignal
  compared?: (tables: Compared[]) => void
}

/** `contents` is what `readBackup` found in the same file just before. */
export const restore = async (wish: Restore, contents?: Contents): Promise<void> =>
  restoreBackup({ ...wish, migrations: await migrationsOf(), audit: auditLedger }, contents ?? (await readBackup(wish)))
