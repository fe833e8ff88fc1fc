import { pendingMigrations } from '#database/migrate.ts'
import { checkBooks, faultsIn, type Checked } from '#app/check.ts'
import { CommandError, type Command } from '#app/cli/command.ts'
import { withExisting } from '#app/cli/open.ts'

export const checkCommand: Command = {
  names: ['核对', 'check'],
  usage: '[--all]',
  words: '核对现有数据前后是否相符（台账、引用、人数、上传的文件），不用停机，什么也不改；--all 列出每一项',
  options: { all: { type: 'boolean' } },
  takes: [0, 0],
  async run(call) {
    await withExisting(call, async ({ settings, secrets, database }) => {
      const { pending } = await pendingMigrations(database.ownerUrl)
      if (pending.length > 0) throw new CommandError('数据库结构还是旧的。请先运行一次 npm start 完成更新，再用这个命令。')
      call.say(`正在核对${database.words}……`)
      const checked = await checkBooks({ ownerUrl: database.ownerUrl, keys: secrets.keys, dataDir: settings.dataDir, signal: call.signal })
      for (const line of checkedWords(checked, call.flags['all'] === true)) call.say(line)
      demandSound(checked)
    })
  },
}

export function checkedWords({ findings, entries, erased, references, uploads }: Checked, all: boolean): string[] {
  const wrong = findings.filter(({ faults }) => faults > 0)
  const shown = (all ? findings : wrong).map(({ words, faults, some }) =>
    faults === 0 ? `　相符　${words}` : `　不符　${words}：${faults} 处${some.length > 0 ? `，如 ${some.join('、')}` : ''}`)
  const erasedWords = erased > 0 ? `（其中 ${erased} 条内容已依法删除）` : ''
  return [...shown, `核对了 ${findings.length} 项：台账 ${entries} 条${erasedWords}，引用 ${references} 种，等待导入的文件 ${uploads} 个。`]
}

export function demandSound(checked: Checked): void {
  const faults = faultsIn(checked)
  if (faults === 0) return
  throw new CommandError(`数据有 ${faults} 处前后不符（见上面“不符”的各项）。请不要再改动，先备份现在的数据，再请懂数据库的人查看。`)
}
