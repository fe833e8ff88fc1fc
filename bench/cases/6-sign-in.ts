import { sql } from 'kysely'
import { run } from '#base/sql.ts'
import { hashPassword, isPassword } from '#access/password.ts'
import { permissions } from '#people/contract.ts'
import type { BenchCase } from '../case.ts'
import { alone } from '../measure.ts'
import { startServer } from '../processes/start.ts'

const password = 'Ceshi-yong-de-changju-2026'

export const benchCase: BenchCase = {
  name: 'sign-in',
  words: '登录',
  goal: null,
  async run(bench) {
    const { world, rounds } = bench
    const { account } = await bench.actorAt(bench.places.branch, permissions.view)
    const hash = await hashPassword(password)
    await run(world.db, sql`update access_accounts set password = ${hash} where id = ${account.id}`)
    const server = await startServer('ours', bench)
    try {
      const times = Math.ceil(rounds / 5)
      const raw = await alone(times, () => isPassword(password, hash))
      const before = await server.usage()
      const ours = await alone(times, async () => {
        const { status, body } = await server.post('/api/v1/sign-in', { login: account.login, password })
        if (status !== 200) throw new Error(`sign-in answered ${status}: ${body}`)
      })
      const cpu = ((await server.usage()).cpu - before.cpu) / (times + 1) / 1000
      const detail = `每次约占 ${cpu.toFixed(0)} ms 处理器；argon2id 19 MiB、2 遍，故意慢`
      return [{ at: '整个请求，对比只算 argon2id', ours, raw, unit: 'ms', ratio: ours.median / raw.median, detail }]
    } finally {
      await server.stop()
    }
  },
}
