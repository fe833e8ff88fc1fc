import { dirname } from 'node:path'
import { uploadsHeld } from '#exchange/files.ts'
import { portableKeys } from '#database/keys.ts'
import type { Made } from '#database/backup/write.ts'
import { backUp, backupFile } from '#app/backup.ts'
import { megabytes, type Command } from '#app/cli/command.ts'
import { pathOf, withExisting } from '#app/cli/open.ts'

export const backupCommand: Command = {
  names: ['备份', 'backup'],
  usage: '[文件] [--with-keys]',
  words: '把全部数据写成一个文件，不用停机；--with-keys 连密钥一起',
  options: { 'with-keys': { type: 'boolean' } },
  takes: [0, 1],
  async run(call) {
    await withExisting(call, async ({ settings, secrets, database }) => {
      const file = call.words[0] ? pathOf(call.words[0]) : backupFile(settings.dataDir, new Date())
      const keyFile = call.flags['with-keys'] ? await portableKeys(settings.dataDir) : undefined
      call.say(`正在备份${database.words}……`)
      const made = await backUp({ ownerUrl: database.ownerUrl, keys: secrets.keys, file, keyFile, signal: call.signal })
      for (const line of report(file, made)) call.say(line)
      call.say(keyFile ? withKeys : `密钥不在其中，它在 ${secrets.file}。请另抄一份，与备份分开保管：没有它，公民身份号码和电话解不开。`)
      const waiting = (await uploadsHeld(settings)).length
      if (waiting > 0) call.say(leftOut(waiting))
      call.say(`请把备份复制到另一台机器或移动硬盘上；留在 ${dirname(file)} 里，硬盘坏了就一起没有了。`)
    })
  },
}

const withKeys = '注意：密钥就在这份备份里，拿到它的人能看到全部公民身份号码和电话。请加密存放，不要经聊天软件或邮件传送。'

const leftOut = (waiting: number): string =>
  `还有 ${waiting} 次没做完的导入，它们上传的原文件不在备份里，已读出的行在：恢复后可以接着核对和提交；要改哪一列对哪一项的，请重新上传。`

function report(file: string, { summary, bytes }: Made): string[] {
  const measures = Object.values(summary.tables)
  const rows = measures.reduce((sum, { rows: n }) => sum + n, 0)
  const lines = [`已备份到 ${file}（${megabytes(bytes)}，${measures.length} 张表，${rows} 行，台账 ${summary.audit.entries} 条）。`]
  if (summary.audit.faults > 0) lines.push(faultWords(summary.audit.faults))
  return lines
}

export const faultWords = (faults: number): string =>
  `注意：台账有 ${faults} 条与自己的校验值不符，数据可能在数据库里被直接改过。请保留这份备份，并请懂数据库的人查看。`
