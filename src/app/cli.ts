import { parseArgs } from 'node:util'
import { administratorsCommand, confirmCommand } from '#app/cli/administrators.ts'
import { backupCommand } from '#app/cli/backup.ts'
import { checkCommand } from '#app/cli/check.ts'
import type { Call, Command } from '#app/cli/command.ts'
import { firstLinkCommand } from '#app/cli/first-link.ts'
import { restoreCommand } from '#app/cli/restore.ts'
import { settingsCommand } from '#app/cli/settings.ts'
import { slipCommand } from '#app/cli/slip.ts'
import { verifyCommand } from '#app/cli/verify.ts'
import { explain } from '#app/server/explain.ts'

const commands: Command[] = [
  backupCommand, checkCommand, verifyCommand, restoreCommand, slipCommand, administratorsCommand, confirmCommand, firstLinkCommand, settingsCommand,
]

const help = () =>
  [
    '用法：npm run cli -- 命令 参数',
    ...commands.map(({ names, usage, words }) => `  ${`${names.join(' 或 ')} ${usage}`.trim()}\n      ${words}`),
    '退出码：0 办成，1 没有办成，2 用法不对，130 被中断。数据在哪里由 DATA_DIR、DATABASE_URL 决定，与 npm start 相同。',
  ].join('\n')

const say = (line: string) => void process.stdout.write(`同心：${line}\n`)
const complain = (line: string) => void process.stderr.write(`同心：${line}\n`)

/** What was typed, or null when it makes no sense. */
function understand([name, ...rest]: string[]): { command: Command; words: string[]; flags: Call['flags'] } | null {
  const command = commands.find(({ names }) => names.includes(name ?? ''))
  if (!command) return null
  try {
    const { positionals, values } = parseArgs({ args: rest, options: command.options ?? {}, allowPositionals: true })
    const [least, most] = command.takes
    return positionals.length >= least && positionals.length <= most ? { command, words: positionals, flags: values } : null
  } catch {
    return null
  }
}

async function main(args: string[]): Promise<number> {
  const asked = args.length === 0 || /^(help|帮助|--help|-h)$/.test(args[0]!)
  const understood = asked ? null : understand(args)
  if (!understood) {
    process[asked ? 'stdout' : 'stderr'].write(`${help()}\n`)
    return asked ? 0 : 2
  }
  const stopped = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopped.abort())
  try {
    const { command, words, flags } = understood
    await command.run({ words, flags, signal: stopped.signal, say })
    return 0
  } catch (error) {
    complain(stopped.signal.aborted ? '已中断，没有留下半成品。' : explain(error as Error))
    if (process.env['DEBUG']) complain(String((error as Error).stack))
    return stopped.signal.aborted ? 130 : 1
  }
}

process.exitCode = await main(process.argv.slice(2))
