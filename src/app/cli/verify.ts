import { hasKeyFile, loadSecrets } from '#database/keys.ts'
import { fits, stampOf } from '#database/backup/contents.ts'
import { readBackup, type Contents } from '#database/backup/read.ts'
import { faultWords } from '#app/cli/backup.ts'
import { CommandError, type Command } from '#app/cli/command.ts'
import { pathOf } from '#app/cli/open.ts'
import { settingsFrom } from '#app/server/settings.ts'

export const verifyCommand: Command = {
  names: ['检查', 'verify'],
  usage: '文件',
  words: '从头到尾读一遍备份，核对是否完整、密钥是否相配；不写任何东西',
  takes: [1, 1],
  async run({ words, say, signal }) {
    const contents = await readBackup({ file: pathOf(words[0]!), signal })
    for (const line of contentsWords(contents)) say(line)
    const { dataDir } = settingsFrom(process.env)
    if (!(await hasKeyFile(dataDir))) return say(`${dataDir} 里没有密钥文件，没有核对密钥。`)
    const { keys, file } = await loadSecrets(dataDir)
    if (!fits(keys, contents.head.keys)) return say(`这里的密钥 ${file} 打不开这份备份：它来自另一套同心，恢复时要用那边的 keys.json。`)
    if (stampOf(keys, contents.summary.sum) !== contents.summary.stamp) {
      throw new CommandError('备份上的密钥印不对：文件被没有密钥的人改写过。请不要使用它。')
    }
    say(`这里的密钥 ${file} 打得开这份备份。`)
  },
}

export function contentsWords({ head, summary, keyFile }: Contents): string[] {
  const rows = Object.values(summary.tables).reduce((sum, { rows: n }) => sum + n, 0)
  const when = new Date(head.madeAt).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })
  const lines = [
    `备份完好：${when}，同心 ${head.app}，PostgreSQL ${head.postgres}。`,
    `${head.tables.length} 张表，${rows} 行，台账 ${summary.audit.entries} 条，密钥 ${Object.keys(head.keys.sealed).join('、')}${keyFile ? '（就在文件里）' : ''}。`,
  ]
  if (summary.audit.faults > 0) lines.push(faultWords(summary.audit.faults))
  return lines
}
