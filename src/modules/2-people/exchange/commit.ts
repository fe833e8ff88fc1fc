import type { Db } from '#base/sql.ts'
import type { Commit, Deed } from '#exchange/kind.ts'
import { foundOne, livingUnder } from '#organisations/actions/placing.ts'
import { Bodies } from '#people/exchange/bodies.ts'
import type { RosterLine } from '#people/exchange/columns.ts'
import type { Body } from '#people/exchange/rows.ts'
import { foundingKey, Writing } from '#people/exchange/writing.ts'

/** Writes a checked roster: missing organisations, new people, what the sheet adds to or corrects in known ones. */
export async function commitRoster(tx: Db, line: RosterLine, work: Commit): Promise<Deed> {
  const founded = await foundAll(tx, work)
  const { actor, target } = work
  const bodies = new Bodies(line, await livingUnder(tx, actor.realm, target.path, line, actor.reach))
  const writing = new Writing(tx, line, work, bodies, founded)
  await writing.begin()
  await inTurn(work.rows(), (rows) => writing.prepare(rows), async (ready) => {
    await writing.write(ready)
    work.progress(ready.rows)
  })
  return writing.finish(founded.size)
}

/** blocks on their way to the database while another is made ready */
const underWay = 3

/** Makes blocks ready while those before go into the database, in their order. */
async function inTurn<T, R>(blocks: AsyncIterable<T>, prepare: (block: T) => Promise<R>, write: (ready: R) => Promise<void>): Promise<void> {
  const going: Promise<void>[] = []
  try {
    for await (const block of blocks) {
      const ready = await prepare(block)
      if (going.length === underWay) await going.shift()
      const written = write(ready)
      written.catch(() => undefined)
      going.push(written)
    }
    for (const written of going) await written
  } finally {
    // nothing may still be written once the transaction is over
    await Promise.allSettled(going)
  }
}

async function foundAll(tx: Db, work: Commit): Promise<Map<string, Body>> {
  const founded = new Map<string, Body>()
  for (const founding of work.foundings) {
    if (founded.has(foundingKey(founding))) continue
    const made = await foundOne(tx, work.world, work.actor, { ...founding, act: work.actId, on: work.today })
    founded.set(foundingKey(founding), made)
    await work.remember([{ what: 'organisation', ref: String(made.id), before: null }])
    await work.breathe()
  }
  return founded
}
