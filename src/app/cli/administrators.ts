import { newId } from '#base/id.ts'
import { answer } from '#access/administrators/actions.ts'
import { administratorsOn, openProposals } from '#access/administrators/store.ts'
import { profileOf } from '#access/profile.ts'
import { administratorWords, profileWords, proposalWords } from '#access/words.ts'
import type { World } from '#database/world.ts'
import { CommandError, type Command } from '#app/cli/command.ts'
import { consoleDoer, withWorld } from '#app/cli/open.ts'
import { sentenceOf } from '#app/modules.ts'

export const administratorsCommand: Command = {
  names: ['管理员', 'administrators'],
  usage: '',
  words: '列出规模、三员和等待第二人的提议',
  takes: [0, 0],
  async run(call) {
    await withWorld(call, (world) => list(world, call.say))
  },
}

async function list(world: World, say: (line: string) => void): Promise<void> {
  say(`规模：${profileWords[await profileOf(world.db)]}`)
  for (const { post, login, name, active, confirmedBy } of await administratorsOn(world.db, world.clock.today())) {
    say(`${administratorWords[post]}　${login}　${name}　${active ? '' : '还没有设密码　'}${confirmedBy ? `经 ${confirmedBy} 确认` : '未经第二人'}`)
  }
  const open = await openProposals(world.db, world.clock.now())
  for (const proposal of open) say(`等第二人：${proposalWords(proposal)}（${proposal.proposer} 提出，事由：${proposal.reason}）\n    npm run cli -- 确认 ${proposal.public_id}`)
}

export const confirmCommand: Command = {
  names: ['确认', 'confirm'],
  usage: '编号',
  words: '在服务器上作第二人，确认管理员任免或降低规模（记入台账和审计记录，通知所有管理员）；应急授权不能在这里确认',
  takes: [1, 1],
  async run(call) {
    await withWorld(call, (world) => confirmHere(world, call.words[0]!, call.say))
  },
}

/** For when nobody is left who could confirm; whoever reaches the server's console may do this, and it is seen. */
export async function confirmHere(world: World, id: string, say: (line: string) => void): Promise<void> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new CommandError('编号不对。运行 npm run cli -- 管理员，可以看到等待确认的提议和编号。')
  const done = await answer(world, consoleDoer(0), { act: newId(), id, agree: true }, ['seat', 'unseat', 'lower'])
  if (!done.ok) throw new CommandError(sentenceOf(done.refusal, done.facts ?? {}))
  say('已确认，记入台账和审计记录。')
}
