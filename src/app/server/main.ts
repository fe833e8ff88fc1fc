import { mkdir } from 'node:fs/promises'
import { pino } from 'pino'
import { systemClock } from '#base/clock.ts'
import { tellerOf } from '#base/event.ts'
import { hasAdministrator } from '#access/accounts.ts'
import { loadSecrets } from '#database/keys.ts'
import { openPool } from '#database/pools.ts'
import type { Log, World } from '#database/world.ts'
import { followersOf } from '#app/modules.ts'
import { openDatabase } from '#app/server/database.ts'
import { httpServer } from '#app/server/http.ts'
import { settingsFrom, type Settings } from '#app/server/settings.ts'
import { ensureWebBuilt, serveWeb } from '#app/server/web.ts'
import { firstCode } from '#app/welcome.ts'

const say = (line: string) => void process.stdout.write(`同心：${line}\n`)

/** A world over an open pool; `tell` reaches the modules that follow. */
export function worldOf(pool: ReturnType<typeof openPool>, parts: Pick<World, 'keys' | 'log' | 'dataDir'>): World {
  const world = { ...parts, db: pool.db, pool: pool.raw, clock: systemClock } as World
  world.tell = tellerOf(followersOf(world))
  return world
}

async function start(settings: Settings): Promise<void> {
  const running = stoppable()
  await mkdir(settings.dataDir, { recursive: true })
  const secrets = await loadSecrets(settings.dataDir)
  const log = logTo(`${settings.dataDir}/server.log`, settings.LOG_LEVEL)
  const [database] = await Promise.all([openDatabase(settings, secrets, say), ensureWebBuilt(say)])
  running.add(() => database.stop())
  const pool = openPool(database.appUrl, settings.POOL_SIZE, (error) => log.warn({ error: error.message }, 'a database connection broke'))
  running.add(() => pool.close())
  const world = worldOf(pool, { keys: secrets.keys, log, dataDir: settings.dataDir })
  const app = await httpServer({ world, secureCookie: !settings.PLAIN_HTTP, trustProxy: settings.TRUST_PROXY })
  await serveWeb(app)
  await app.listen({ port: settings.PORT, host: settings.HOST })
  running.add(() => app.close())
  const address = settings.PUBLIC_URL ?? `http://${settings.HOST}:${(app.server.address() as { port: number }).port}`
  await announce(world, address, database.words, secrets.file)
}

/** Secrets and personal data never reach the log, wherever they stand in a record. */
const secretFields = ['password', 'current', 'code', 'idNumber', 'phone', 'address', 'guardianPhone']
const logTo = (file: string, level: string): Log =>
  pino({ level, redact: secretFields.flatMap((field) => [field, `*.${field}`]) }, pino.destination(file))

async function announce(world: World, address: string, database: string, keyFile: string): Promise<void> {
  say(`数据库：${database}`)
  say(`密钥：${keyFile}（请与备份分开保管）`)
  if (await hasAdministrator(world.db)) return say(`已启动，请打开 ${address}`)
  say('已启动。第一次使用，请在浏览器打开下面的一次性链接（7 天内有效，只能用一次）：')
  process.stdout.write(`\n    ${address}/welcome#${await firstCode(world)}\n\n`)
}

/**
 * What must be stopped, in the order of starting. Signals are heard before anything starts, so that a Ctrl-C in the first
 * second leaves nothing behind; repeats are ignored, because npm may deliver one twice.
 */
function stoppable(): { add(stop: () => Promise<unknown>): void } {
  const stops: (() => Promise<unknown>)[] = []
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    say('正在停止……')
    for (const one of stops.reverse()) await one()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())
  return { add: (one) => (stopping ? void one() : void stops.push(one)) }
}

function explain(error: Error & { code?: string }): string {
  if (error.code === 'EADDRINUSE') return '端口已被占用：可能已经启动过一次。请关闭另一个，或用 PORT=别的端口 npm start。'
  if (error.code === 'EACCES') return `没有权限：${error.message}。请换一个有权限的文件夹或端口。`
  return error.message
}

if (process.argv[1]?.endsWith('main.ts')) {
  try {
    await start(settingsFrom(process.env))
  } catch (error) {
    process.stderr.write(`同心：没有启动成功。${explain(error as Error)}\n`)
    if (process.env['DEBUG']) process.stderr.write(`${(error as Error).stack}\n`)
    process.exit(1)
  }
}
