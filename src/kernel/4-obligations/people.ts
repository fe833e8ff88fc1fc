import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import { askedOn } from '#obligations/actions.ts'
import type { Duty } from '#obligations/duty.ts'
import { deleteWhole, insertFulfilment, personsHeld, type ForPerson } from '#obligations/store/books.ts'
import { counting } from '#obligations/tally.ts'

interface Place {
  duty: Duty
  organisationId: string
  /** a day of the period */
  day: Day
}

/** The record with which the last of those it is owed to had it as often as asked; null: somebody is left. */
export function lastOf(rows: readonly ForPerson[], owedTo: readonly string[], each: number): ForPerson | null {
  const needed = owedTo.map((id) => rows.filter(({ personId }) => personId === id)[each - 1])
  return needed.reduce((last, one) => (last && one ? (one.occurredOn > last.occurredOn ? one : last) : undefined), needed[0]) ?? null
}

/** Settles a duty for some persons by one record; `reckon` says afterwards what that makes of the organisation's. */
export async function settleFor(tx: Db, world: World, realm: number, place: Place, persons: readonly string[], ref: ForPerson['ref']): Promise<void> {
  const asked = await askedOn(tx, realm, place.duty, place.organisationId, place.day)
  if (!asked) return
  for (const personId of persons) {
    await insertFulfilment(tx, realm, { ...asked.key, times: 0, personId, occurredOn: place.day, ref }, world.clock.now())
  }
}

/** Whether the organisation's own is settled is told anew: after a record, and when somebody it is owed to has come or gone. */
export async function reckon(tx: Db, world: World, realm: number, place: Place, owedTo: readonly string[]): Promise<void> {
  const asked = await askedOn(tx, realm, place.duty, place.organisationId, place.day)
  if (!asked) return
  const last = lastOf(await personsHeld(tx, realm, asked.key), owedTo, asked.each)
  await counting(tx, realm, asked.key, async () => {
    await deleteWhole(tx, realm, asked.key)
    if (last) await insertFulfilment(tx, realm, { ...asked.key, personId: null, occurredOn: last.occurredOn, ref: last.ref }, world.clock.now())
  })
}
