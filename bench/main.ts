import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { systemClock } from '#base/clock.ts'
import type { Bench } from './case.ts'
import { benchDatabase } from './database.ts'
import { openBench } from './open.ts'
import { isMet, machineWords, tableOf, type Measured } from './report.ts'
import { benchCases, measureAll } from './run.ts'

const usage = `用法：npm run bench -- [--organisations 202294] [--memberships 2000000] [--rounds 200] [--only 名称]… [--write]
  --only   只测这一项（可重复）
  --write  结果写入 bench/RESULTS.md
  环境变量 BENCH_DATABASE_URL：用自己的 PostgreSQL（在其中新建一个库，测完删除）；不写就临时建一个内置的。`

const { values } = parseArgs({
  options: {
    organisations: { type: 'string', default: '202294' },
    memberships: { type: 'string', default: '2000000' },
    rounds: { type: 'string', default: '200' },
    only: { type: 'string', multiple: true, default: [] },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const say = (line: string) => void process.stderr.write(`${line}\n`)

async function main(): Promise<void> {
  const cases = await benchCases(values.only)
  const machine = machineWords()
  const database = await benchDatabase(say)
  const stop = () => void database.end().finally(() => process.exit(130))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
  try {
    const urls = { owner: database.ownerUrl, app: database.appUrl }
    const bench = await openBench({
      urls, organisations: Number(values.organisations), memberships: Number(values.memberships), rounds: Number(values.rounds), say,
    })
    try {
      await report(await measureAll(bench, cases), bench, `${machine}。${database.words}`)
    } finally {
      await bench.end()
    }
  } finally {
    await database.end()
  }
}

async function report(measured: Measured[], { size, rounds }: Bench, where: string): Promise<void> {
  const { organisations, persons, memberships } = size
  const what = `${organisations} 个组织、${persons} 人、${memberships} 条身份；每项 ${rounds} 轮`
  const text = `${systemClock.today()}。${where}。${what}。\n\n${tableOf(measured)}\n`
  process.stdout.write(`\n${text}`)
  if (values.write) await writeFile(new URL('./RESULTS.md', import.meta.url), `# 性能\n\n${preface}\n\n${text}`)
  const missed = measured.flatMap(({ benchCase, figures }) => figures.filter((figure) => isMet(figure, benchCase.goal) === false))
  if (missed.length > 0) process.exitCode = 1
}

const preface = `由 \`npm run bench -- --write\` 写成。同一次运行、同一台服务器上，本系统的做法与裸做法交替进行，所以看比值；绝对时间随机器忙闲变化。
裸做法：以表的所有者身份、不经行级安全、一条预备好的 SQL；HTTP 则是只用 node:http 答同样的 JSON；导入则是读表加 COPY。`

if (values.help) process.stdout.write(`${usage}\n`)
else await main()
