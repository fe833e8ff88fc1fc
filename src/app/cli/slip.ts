import { newId } from '#base/id.ts'
import { accountByLogin, makeSlip, type AccountRow } from '#access/accounts.ts'
import { wordsOf } from '#access/administrators/known.ts'
import { administratorsOn } from '#access/administrators/store.ts'
import { rememberEvent } from '#access/events.ts'
import { administratorWords } from '#access/words.ts'
import type { World } from '#database/world.ts'
import { perform } from '#ledger/act.ts'
import { CommandError, type Command } from '#app/cli/command.ts'
import { consoleDoer, withWorld } from '#app/cli/open.ts'
import { slipWords } from '#app/administration/words.ts'
import { addressOf } from '#app/server/settings.ts'

export const slipCommand: Command = {
  names: ['凭条', 'slip'],
  usage: '[登录名] [--clear-second-step]',
  words: '为进不来的人打一张一次性重设凭条（记入台账），手机丢了就连登录第二步一起清除；不写登录名就列出管理员',
  takes: [0, 1],
  options: { 'clear-second-step': { type: 'boolean' } },
  async run(call) {
    await withWorld(call, async (world, settings) => {
      const [login] = call.words
      if (!login) return listAdministrators(world, call.say)
      const { account, code, ends } = await printSlip(world, login, call.flags['clear-second-step'] === true)
      const until = ends.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })
      call.say(`给 ${account.name}（登录名 ${account.login}）的一次性凭条，${until} 前有效，已记入台账：`)
      process.stdout.write(`\n    ${addressOf(settings)}/activate#${code}\n\n`)
    })
  },
}

/** Whoever reaches the server's console may do this, and it is seen. */
export async function printSlip(world: World, login: string, clears = false): Promise<{ account: AccountRow; code: string; ends: Date }> {
  const account = await accountByLogin(world.db, login)
  if (!account) throw new CommandError(`没有登录名为 ${login} 的账号。不写登录名，可以列出管理员。`)
  if (account.state === 'closed') throw new CommandError(`${login} 的账号已经停用，不能再登录。请为本人登记新的账号。`)
  const purpose = account.state === 'active' ? 'reset' : 'activation'
  const console = consoleDoer(account.realm_id)
  let slip: Awaited<ReturnType<typeof makeSlip>> | null = null
  const done = await perform(world, console, { id: newId(), kind: 'access.slip', input: { login, purpose, clears } }, async (tx) => {
    const payload = { name: account.name, login: account.login, purpose, ...(clears && { clears }) }
    slip = await makeSlip(tx, purpose, account.id, world.clock.now(), clears)
    await rememberEvent(tx, { kind: 'console', doer: wordsOf(console), realm: account.realm_id, detail: slipWords(login) }, world.clock.now())
    return { answer: {}, ref: { kind: 'account', id: account.public_id }, path: '', payload }
  })
  if (!done.ok || !slip) throw new CommandError('凭条没有打成。请再运行一次这个命令。')
  return { account, ...(slip as { code: string; ends: Date }) }
}

async function listAdministrators(world: World, say: (line: string) => void): Promise<void> {
  const rows = await administratorsOn(world.db, world.clock.today())
  if (rows.length === 0) return say('还没有管理员。请用 first-link 打一个首位管理员链接。')
  for (const { login, name, post } of rows) say(`${login}　${name}　${administratorWords[post]}`)
}
