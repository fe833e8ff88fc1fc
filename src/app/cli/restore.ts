import { mkdir } from 'node:fs/promises'
import type { Keys } from '#base/seal.ts'
import { fits } from '#database/backup/contents.ts'
import { readBackup, type Contents } from '#database/backup/read.ts'
import { demandNobodyIn, type Compared } from '#database/backup/restore.ts'
import { BackupError } from '#database/backup/words.ts'
import { adoptKeys, hasKeyFile, keysIn, loadSecrets } from '#database/keys.ts'
import { migrate, pendingMigrations } from '#database/migrate.ts'
import { backUp, backupFile, restore } from '#app/backup.ts'
import { checkBooks, faultsIn } from '#app/check.ts'
import { checkedWords } from '#app/cli/check.ts'
import { CommandError, hasTyped, type Call, type Command } from '#app/cli/command.ts'
import { pathOf, withDatabase, type Opened } from '#app/cli/open.ts'
import { contentsWords } from '#app/cli/verify.ts'
import { settingsFrom, type Settings } from '#app/server/settings.ts'

export const restoreCommand: Command = {
  names: ['恢复', 'restore'],
  usage: '文件 [--into postgres://…] [--replace] [--yes] [--keys-lost]',
  words: '把备份放进空的数据库；--replace 替换现有数据（先自动备份一次，--yes 不再询问）',
  options: { into: { type: 'string' }, replace: { type: 'boolean' }, yes: { type: 'boolean' }, 'keys-lost': { type: 'boolean' } },
  takes: [1, 1],
  async run(call) {
    const settings = settingsOf(call)
    const file = pathOf(call.words[0]!)
    call.say('正在检查备份……')
    const contents = await readBackup({ file, signal: call.signal })
    for (const line of contentsWords(contents)) call.say(line)
    await mkdir(settings.dataDir, { recursive: true })
    const adopts = await keysToAdopt(contents, settings, call)
    // Where no key file was, the one of the backup harms nothing
    if (adopts && !(await hasKeyFile(settings.dataDir))) await adoptKeys(settings.dataDir, adopts)
    await withDatabase(call, settings, (opened) => putInto(opened, file, contents, adopts, call))
  },
}

function settingsOf({ flags: { into } }: Call): Settings {
  if (into === undefined) return settingsFrom(process.env)
  return settingsFrom({ ...process.env, DATABASE_URL: String(into), DATABASE_APP_URL: undefined })
}

/** The backup's own key file, when it brings one and another or none is here. Keys that fit nothing end the restore here. */
async function keysToAdopt({ head, keyFile }: Contents, { dataDir }: Settings, { flags }: Call): Promise<string | null> {
  const here = (await hasKeyFile(dataDir)) ? (await loadSecrets(dataDir)).keys : null
  if (here && fits(here, head.keys)) return null
  if (keyFile === null) {
    if (flags['keys-lost']) return null
    throw new BackupError('backup.other-keys', { ids: Object.keys(head.keys.sealed).join('、') })
  }
  if (here && !flags['replace']) {
    throw new CommandError(`${dataDir}/keys.json 是另一套密钥，没有动它。请换一个空的 DATA_DIR；确实要换成备份里的密钥，请加 --replace（原文件会留一份）。`)
  }
  return keyFile
}

async function putInto({ settings, secrets, database }: Opened, file: string, contents: Contents, adopts: string | null, call: Call) {
  const { ownerUrl, role } = database
  const replace = call.flags['replace'] === true
  const { holdsData } = await pendingMigrations(ownerUrl)
  if (holdsData && replace) {
    await demandNobodyIn(ownerUrl)
    await demandConsent(call)
    const kept = backupFile(settings.dataDir, new Date(), 'before-restore')
    call.say(`先把现有数据备份到 ${kept} ……`)
    await backUp({ ownerUrl, keys: secrets.keys, file: kept, signal: call.signal })
  }
  call.say(`正在恢复到${database.words}……`)
  const keys = adopts ? keysIn(adopts) : secrets.keys
  const compared = (tables: Compared[]) => tables.forEach((one) => call.say(comparedWords(one)))
  const keysLost = call.flags['keys-lost'] === true
  await restore({ ownerUrl, role, keys, file, replace, keysLost, signal: call.signal, compared }, contents)
  if (adopts && !fits(secrets.keys, contents.head.keys)) {
    call.say(`密钥已换成备份里的；原来的留在 ${await adoptKeys(settings.dataDir, adopts)}。`)
  }
  const applied = await migrate(ownerUrl, { role })
  if (applied.length > 0) call.say(`数据库结构已更新（${applied.length} 步）。`)
  call.say(`台账　备份 ${contents.summary.audit.entries} 条，恢复后逐条核对，摘要相同。`)
  if (!keysLost) await demandWhole(ownerUrl, keys, call)
  call.say('已恢复，行数和台账都与备份一致。')
  call.say(keysLost ? '密钥不在，请用 KEYS_LOST=true npm start 启动；已加密的内容打不开。' : '请运行 npm start 启动。')
}

const comparedWords = ({ table, backup, copy }: Compared): string =>
  `　${backup === copy ? '相符' : '不符'}　${table}：备份 ${backup} 行，恢复 ${copy} 行`

/** The same as in the backup is not yet right: what was wrong before is wrong again, and is said. */
async function demandWhole(ownerUrl: string, keys: Keys, call: Call): Promise<void> {
  const checked = await checkBooks({ ownerUrl, keys, dataDir: null, signal: call.signal })
  for (const line of checkedWords(checked, false)) call.say(line)
  const faults = faultsIn(checked)
  if (faults === 0) return
  throw new CommandError(`内容已照备份恢复，但备份里的数据本来就有 ${faults} 处前后不符（见上面“不符”的各项）。请先不要使用，换一份更早的备份试试，或请懂数据库的人查看。`)
}

async function demandConsent({ flags, signal }: Call): Promise<void> {
  if (flags['yes']) return
  if (await hasTyped('替换', '目标数据库里的现有数据将被备份替换。确认请输入“替换”两个字：', signal)) return
  throw new CommandError('没有恢复，数据没有改动。要替换现有数据，请输入“替换”确认，或加 --yes。')
}
