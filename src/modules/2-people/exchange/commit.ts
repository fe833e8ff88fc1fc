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
  const blocks = work.rows()[Symbol.asyncIterator]()
  let next = await writing.prepare(await blocks.next())
  while (next) {
    const going = next
    const following = await blocks.next()
    // while one block goes into the database, the one after it is made ready
    const written = writing.write(going)
    written.catch(() => undefined)
    try {
      next = await writing.prepare(following)
    } finally {
      await written
    }
    work.progress(going.rows)
  }
  return writing.finish(founded.size)
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
