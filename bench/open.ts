import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { systemClock } from '#base/clock.ts'
import { tellerOf } from '#base/event.ts'
import { newId } from '#base/id.ts'
import type { Keys } from '#base/seal.ts'
import { actorOf, type Actor } from '#access/actor.ts'
import { invite, openWithoutPassword } from '#access/accounts.ts'
import { seat as giveSeat } from '#access/seats.ts'
import { openPool } from '#database/pools.ts'
import type { World } from '#database/world.ts'
import { postsOf } from '#organisations/posts.ts'
import { followersOf } from '#app/modules.ts'
import { powers } from '#app/powers.ts'
import type { Bench } from './case.ts'
import { loadWorld } from './load/load.ts'
import { chosenPlaces, type Place } from './load/places.ts'
import { realm } from './load/rows.ts'
import { largeWorld } from './world.ts'

export interface BenchOptions {
  urls: { owner: string, app: string }
  organisations: number
  memberships: number
  rounds: number
  say(line: string): void
}

const quiet = { info: () => undefined, warn: () => undefined, error: (facts: object, message: string) => console.error(message, facts) }

type Loaded = Pick<Bench, 'urls' | 'rounds' | 'say' | 'size' | 'places'> & { keys: Keys }
export type OpenBench = Bench & { end(): Promise<void> }

/** Loads a country into an empty migrated database and opens both ways into it. */
export async function openBench({ urls, rounds, say, ...wanted }: BenchOptions): Promise<OpenBench> {
  const keys = { current: 'k1', byId: { k1: randomBytes(32) }, hash: randomBytes(32) }
  const today = systemClock.today()
  const large = largeWorld({ ...wanted, today })
  const began = Date.now()
  const { members } = await loadWorld(urls.owner, large, keys, today, say)
  const { persons, memberships, organisations } = large.counts
  say(`已装入 ${organisations} 个组织、${persons} 人、${memberships} 条身份，用时 ${Math.round((Date.now() - began) / 1000)} 秒。`)
  const size = { organisations, persons, memberships }
  return await attach({ urls, rounds, say, keys, size, places: chosenPlaces(large, members) })
}

/** Opens both ways into a country already loaded. */
export async function attach({ keys, ...loaded }: Loaded): Promise<OpenBench> {
  const pool = openPool(loaded.urls.app, 4, () => undefined)
  const dataDir = await mkdtemp(join(tmpdir(), 'tongxin-bench-files-'))
  const world = { db: pool.db, clock: systemClock, keys, log: quiet, dataDir } as unknown as World
  world.tell = tellerOf(followersOf(world))
  const owner = new pg.Client({ connectionString: loaded.urls.owner })
  await owner.connect()
  return {
    ...loaded, world, owner, realm,
    actorAt: (place, permission) => actorAt(world, place, permission),
    async end() {
      await owner.end()
      await pool.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The post of the place's kind that holds the permission and fewest others. */
export function leastPostWith(place: Place, permission: string): string {
  const fit = postsOf(place.kind).map(({ code }) => ({ code, held: powers.permissionsOf(code) })).filter(({ held }) => held.has(permission))
  if (fit.length === 0) throw new Error(`no post of ${place.kind} holds ${permission}`)
  return fit.reduce((least, one) => (one.held.size < least.held.size ? one : least)).code
}

async function actorAt(world: World, place: Place, permission: string): Promise<Actor> {
  const login = `bench-${newId().slice(-12)}`
  const row = await invite(world.db, { login, name: '测量员', realm, personId: null, now: world.clock.now() })
  await openWithoutPassword(world.db, row.id)
  const seat = { post: leastPostWith(place, permission), organisationId: place.publicId, organisationName: place.name, path: place.path, reach: [place.path] }
  const publicId = await giveSeat(world.db, { ...seat, realm, accountId: row.id, starts: '2000-01-01', ends: null })
  const account = { id: row.id, publicId: row.public_id, name: row.name, login, realm, personId: null }
  return actorOf(account, { ...seat, realm, publicId }, powers)
}
