import { hasAdministrator } from '#access/accounts.ts'
import { CommandError, type Command } from '#app/cli/command.ts'
import { withWorld } from '#app/cli/open.ts'
import { addressOf } from '#app/server/settings.ts'
import { firstCode } from '#app/welcome.ts'

export const firstLinkCommand: Command = {
  names: ['首次链接', 'first-link'],
  usage: '',
  words: '重打首位管理员的一次性链接（原来的随即作废）',
  takes: [0, 0],
  async run(call) {
    await withWorld(call, async (world, settings) => {
      if (await hasAdministrator(world.db)) throw new CommandError('已经有管理员了。要帮他重设密码，请用：npm run cli -- slip 登录名')
      call.say('首位管理员的链接，7 天内有效，开始用自己的组织后作废：')
      process.stdout.write(`\n    ${addressOf(settings)}/welcome#${await firstCode(world)}\n\n`)
    })
  },
}
