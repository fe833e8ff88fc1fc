import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fixedClock } from '#base/clock.ts'
import { tellerOf } from '#base/event.ts'
import { openPool } from '#database/pools.ts'
import { appRole, urlAs } from '#database/roles.ts'
import type { World } from '#database/world.ts'
import { actWords, followersOf } from '#app/modules.ts'
import { freshDatabase, type Cluster, type FreshDatabase } from './cluster.ts'
import { testPasswords } from './template.ts'

export interface TestWorld extends World {
  /** the same database as superuser, for looking behind the walls */
  superuserUrl: string
  end(): Promise<void>
}

const freshKeys = () => ({ current: 'k1', byId: { k1: randomBytes(32) }, hash: randomBytes(32) })
const quiet = { info: () => undefined, warn: () => undefined, error: (facts: object, message: string) => void process.stderr.write(`${message} ${JSON.stringify(facts)}\n`) }

/** A migrated database of its own, reached as the app role, with a clock that stands still. */
export const testWorld = async (now?: string, cluster?: Cluster): Promise<TestWorld> => worldOn(await freshDatabase(cluster), { now })

/** The same over a migrated database that is there already. */
export async function worldOn(
  database: Pick<FreshDatabase, 'superuserUrlForIt' | 'drop'>,
  { now = '2026-11-23T02:00:00Z', keys = freshKeys() }: { now?: string | undefined; keys?: World['keys'] } = {},
): Promise<TestWorld> {
  const pool = openPool(urlAs(database.superuserUrlForIt, appRole, testPasswords.app), 6, () => undefined)
  const dataDir = await mkdtemp(join(tmpdir(), 'tongxin-test-'))
  const world = { db: pool.db, clock: fixedClock(now), keys, log: quiet, dataDir, superuserUrl: database.superuserUrlForIt } as unknown as TestWorld
  world.tell = tellerOf(followersOf(world))
  world.actWords = actWords
  world.end = async () => {
    await pool.close()
    await database.drop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return world
}
