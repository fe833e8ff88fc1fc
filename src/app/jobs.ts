import { sql } from 'kysely'
import { many } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import { remind } from '#obligations/jobs.ts'
import { spellAnew } from '#people/actions/spell.ts'
import { duties } from '#app/modules.ts'
import { climbOverdue } from '#people/actions/transfers/climb.ts'

/** What the calendar does by itself, realm by realm; each may run at any time and finds nothing to do the second time. */
const daily: ((world: World, realm: number) => Promise<unknown>)[] = [climbOverdue, (world, realm) => remind(world, realm, duties)]

const every = 3600_000

const realmsOf = (world: World) => many(world.db, sql<{ id: number }>`select id from realms where id > 0 order by id`)

export async function runDaily(world: World): Promise<void> {
  for (const { id } of await realmsOf(world)) for (const job of daily) await job(world, id)
}

/** At start and every hour: a new day is noticed within the hour. Answers how to stop. */
export function keepCalendar(world: World): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  const look = () => {
    running = running.then(() => runDaily(world)).catch((error: Error) => world.log.error({ error: error.message }, 'a job of the calendar failed'))
  }
  look()
  const timer = setInterval(look, every)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}

/** Once at start, behind what is served: names kept by an older version are spelled as this one sorts them. */
export function spellNames(world: World): () => Promise<void> {
  let ended = false
  const work = async () => {
    for (const { id } of await realmsOf(world)) await spellAnew(world, id, () => ended)
  }
  const done = work().catch((error: Error) => world.log.error({ error: error.message }, 'names could not be spelled anew'))
  return async () => {
    ended = true
    await done
  }
}
