import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import { settledAs } from '#obligations/state.ts'
import { heldOf, settledAfter } from '#obligations/store/books.ts'
import { noteTally } from '#obligations/store/sums.ts'

type Held = Awaited<ReturnType<typeof heldOf>>

export interface Counted {
  organisationId: string
  path: string
  duty: string
  periodFrom: Day
  periodTo: Day
  /** 0: it was not owed */
  times: number
}

/** Does what settles a duty, and notes for the sums above what that changed. */
export async function counting(tx: Db, realm: number, key: Counted, change: () => Promise<unknown>): Promise<void> {
  const before = await heldOf(tx, realm, key)
  await change()
  await noteDifference(tx, realm, key, before, await heldOf(tx, realm, key))
}

export async function noteDifference(tx: Db, realm: number, key: Counted, before: Held, after: Held): Promise<void> {
  if (key.times === 0) return
  const as = (held: typeof before) => settledAs({ ...held, period: { to: key.periodTo }, times: key.times })
  const [was, is] = [as(before), as(after)]
  if (was === is) return
  const sum = (how: typeof was) => (is === how ? 1 : 0) - (was === how ? 1 : 0)
  await noteTally(tx, realm, { path: key.path, duty: key.duty, periodFrom: key.periodFrom, met: sum('met'), late: sum('late'), waived: sum('waived') })
}

/** Who ends before a period does owes nothing in it: what was settled early counts no more. */
export async function uncountAfter(tx: Db, realm: number, organisationId: string, on: Day): Promise<void> {
  for (const { times, periodTo, ...key } of await settledAfter(tx, realm, organisationId, on)) {
    if (times === 0) continue
    const how = settledAs({ ...(await heldOf(tx, realm, key)), period: { to: periodTo }, times })
    const sum = (wanted: typeof how) => (how === wanted ? -1 : 0)
    if (how) await noteTally(tx, realm, { path: key.path, duty: key.duty, periodFrom: key.periodFrom, met: sum('met'), late: sum('late'), waived: sum('waived') })
  }
}
