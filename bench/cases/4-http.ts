import { permissions } from '#people/contract.ts'
import type { Bench, BenchCase, Figure, Spread } from '../case.ts'
import { spreadOf } from '../measure.ts'
import { signedIn, startServer, type Server } from '../processes/start.ts'

/** µs of the server's processor per request, block by block in turn; the client's own work is in another process. */
async function cpuPerRequest(rounds: number, sides: { server: Server, path: string, headers: Record<string, string> }[]) {
  const samples = sides.map(() => [] as number[])
  const block = Math.max(10, rounds)
  for (let turn = -1; turn < 9; turn++) {
    for (const [at, { server, path, headers }] of sides.entries()) {
      const before = await server.usage()
      for (let i = 0; i < block; i++) {
        const { status, body } = await server.get(path, headers)
        if (status !== 200) throw new Error(`${path} answered ${status}: ${body}`)
      }
      const { cpu } = await server.usage()
      if (turn >= 0) samples[at]!.push((cpu - before.cpu) / block)
    }
  }
  return samples.map(spreadOf)
}

const more = (ours: Spread, raw: Spread): string => `多 ${Math.round(ours.median - raw.median)} µs`

export const benchCase: BenchCase = {
  name: 'http',
  words: '每个请求的处理器时间',
  goal: null,
  async run(bench: Bench) {
    const { world, places, rounds } = bench
    const actor = await bench.actorAt(places.branch, permissions.view)
    const headers = await signedIn(world, actor)
    const [mine, bare] = [await startServer('ours', bench), await startServer('bare', bench)]
    try {
      const [open, guarded, raw] = await cpuPerRequest(rounds, [
        { server: mine, path: '/api/v1/bench/open', headers: {} },
        { server: mine, path: `/api/v1/bench/${places.branch.publicId}`, headers },
        { server: bare, path: '/', headers: {} },
      ])
      const figure = (at: string, ours: Spread, detail: string): Figure =>
        ({ at, ours, raw: raw!, unit: 'µs', ratio: ours.median / raw!.median, detail: `${more(ours, raw!)}；${detail}` })
      return [
        figure('公开的端点', open!, '路由、契约校验、安全头、计量'),
        figure('须有权限的端点', guarded!, '另有会话、职务、权限、范围（数据库往返 4 次）'),
      ]
    } finally {
      await mine.stop()
      await bare.stop()
    }
  },
}
