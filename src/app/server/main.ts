import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { hasAdministrator } from '#access/accounts.ts'
import { keepShipping } from '#access/shipping.ts'
import { keepSending } from '#notices/sending/run.ts'
import { recoverImports } from '#exchange/actions/stop.ts'
import { keepDues } from '#dues/jobs.ts'
import { recoverStatements } from '#dues/statement/actions/reading.ts'
import { loadSecrets } from '#database/keys.ts'
import { installPacks } from '#regulations/packs/installed.ts'
import { openPool } from '#database/pools.ts'
import type { World } from '#database/world.ts'
import { keepCoverage } from '#coverage/jobs.ts'
import { keepSums } from '#obligations/jobs.ts'
import { keepCalendar, spellNames } from '#app/jobs.ts'
import { exchange } from '#app/modules.ts'
import { openDatabase } from '#app/server/database.ts'
import { explain } from '#app/server/explain.ts'
import { httpServer } from '#app/server/http.ts'
import { keepDatabase } from '#app/server/keep.ts'
import { lifetime, type Lifetime } from '#app/server/lifetime.ts'
import { logIn } from '#app/server/log.ts'
import { addressOf, outwardFrom, settingsFrom, siteFrom, type Settings } from '#app/server/settings.ts'
import { sweepExpired } from '#app/server/sweep.ts'
import { ensureWebBuilt, serveWeb } from '#app/server/web.ts'
import { worldOf } from '#app/server/world.ts'
import { firstCode } from '#app/welcome.ts'

const say = (line: string) => void process.stdout.write(`同心：${line}\n`)

async function start(settings: Settings, life: Lifetime): Promise<void> {
  await mkdir(settings.dataDir, { recursive: true })
  const secrets = await loadSecrets(settings.dataDir)
  const log = logIn(settings.dataDir, settings.LOG_LEVEL)
  const opening = life.hold(openDatabase(settings, secrets, say), (database) => database.stop())
  const [database] = await Promise.all([opening, ensureWebBuilt(say)])
  const pool = openPool(database.appUrl, settings.POOL_SIZE, (error) => log.warn({ error: error.message }, 'a database connection broke'))
  await life.hold(Promise.resolve(pool), () => pool.close())
  if (database.revive) await life.hold(Promise.resolve(keepDatabase({ pool, revive: database.revive, log, say })), (end) => end())
  const world = worldOf(pool, { keys: secrets.keys, log, dataDir: settings.dataDir, outward: outwardFrom(settings) })
  for (const { file, why } of await installPacks(settings.dataDir)) say(`没有采用规定包 ${file}：${why}。请改正后重新启动。`)
  await recoverImports(world)
  await recoverStatements(world)
  await life.hold(Promise.resolve(sweepExpired(world)), (end) => end())
  await life.hold(Promise.resolve(keepShipping(world)), (end) => end())
  await life.hold(Promise.resolve(keepCoverage(world)), (end) => end())
  await life.hold(Promise.resolve(keepSending(world)), (end) => end())
  await life.hold(Promise.resolve(keepSums(world)), (end) => end())
  await life.hold(Promise.resolve(keepDues(world)), (end) => end())
  const reserve = settings.DISK_RESERVE * 1024 * 1024
  const app = await httpServer({ world, secureCookie: !settings.PLAIN_HTTP, trustProxy: settings.TRUST_PROXY, reserve, site: siteFrom(settings) })
  await serveWeb(app)
  await life.hold(Promise.resolve(exchange), () => exchange.jobs.stopAll())
  await life.hold(Promise.resolve(keepCalendar(world)), (end) => end())
  await life.hold(Promise.resolve(spellNames(world)), (end) => end())
  await life.hold(app.listen({ port: settings.PORT, host: settings.HOST }), () => close(app))
  const { port } = app.server.address() as { port: number }
  await announce(world, addressOf({ ...settings, PORT: port }), database.words, secrets.file)
}

/** Streams of events have no end of their own: after a moment they are cut. */
async function close(app: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), 2000)
  await app.close().finally(() => clearTimeout(cut))
}

async function announce(world: World, address: string, database: string, keyFile: string): Promise<void> {
  say(`数据库：${database}`)
  say(`密钥：${keyFile}（请与备份分开保管）`)
  if (await hasAdministrator(world.db)) return say(`已启动，请打开 ${address}`)
  say('已启动。第一次使用，请在浏览器打开下面的链接（7 天内有效，开始用自己的组织后作废）：')
  process.stdout.write(`\n    ${address}/welcome#${await firstCode(world)}\n\n`)
}

function fail(error: unknown): void {
  process.stderr.write(`同心：没有启动成功。${explain(error as Error)}\n`)
  if (process.env['DEBUG']) process.stderr.write(`${(error as Error).stack}\n`)
}

/** Signals are heard before anything starts, so that a Ctrl-C in the first second leaves nothing behind. */
async function run(): Promise<void> {
  const life = lifetime()
  let stopping = false
  const end = (code: number) => life.end().then(() => process.exit(code), () => process.exit(1))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // npm may deliver one twice
      if (!stopping) say('正在停止……')
      stopping = true
      void end(0)
    })
  }
  try {
    await start(settingsFrom(process.env), life)
  } catch (error) {
    if (stopping) return
    fail(error)
    await end(1)
  }
}

if (process.argv[1]?.endsWith(join('server', 'main.ts'))) await run()
