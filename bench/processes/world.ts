import { systemClock } from '#base/clock.ts'
import { tellerOf } from '#base/event.ts'
import { openPool } from '#database/pools.ts'
import type { World } from '#database/world.ts'
import { followersOf } from '#app/modules.ts'
import type { Bench } from '../case.ts'

/** What a process of its own must be told of the bench's database: an environment variable. */
export const settingOf = ({ world: { keys, dataDir }, urls }: Bench): { BENCH_SERVER: string } => ({
  BENCH_SERVER: JSON.stringify({ appUrl: urls.app, dataDir, key: keys.byId['k1']!.toString('hex'), hash: keys.hash.toString('hex') }),
})

interface Setting {
  appUrl: string
  dataDir: string
  key: string
  hash: string
}

/** The product's world over the bench's database, in such a process. */
export function worldHere(): World {
  const setting = JSON.parse(process.env['BENCH_SERVER'] ?? '{}') as Setting
  const pool = openPool(setting.appUrl, 10, () => undefined)
  const keys = { current: 'k1', byId: { k1: Buffer.from(setting.key, 'hex') }, hash: Buffer.from(setting.hash, 'hex') }
  const log = { info: () => undefined, warn: () => undefined, error: (facts: object, message: string) => console.error(message, facts) }
  const world = { db: pool.db, pool: pool.raw, clock: systemClock, keys, log, dataDir: setting.dataDir } as unknown as World
  world.tell = tellerOf(followersOf(world))
  return world
}
