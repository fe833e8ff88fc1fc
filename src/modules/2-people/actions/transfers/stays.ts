import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import type { Line } from '#organisations/kinds.ts'
import type { FloatingEnd } from '#people/rules/transfers.ts'
import { openFloating, saveFloatingEnd, saveFloatingFlag } from '#people/store/floating.ts'
import type { Person } from '#people/store/persons.ts'

/** Ends what is left of a stay elsewhere (流动) when the membership it hangs on ends. */
export async function endStays(tx: Db, person: Pick<Person, 'realm_id' | 'id'>, line: Line, on: Day, reason: FloatingEnd): Promise<void> {
  const stays = (await openFloating(tx, person.realm_id, person.id)).filter((stay) => stay.line === line)
  for (const stay of stays) await saveFloatingEnd(tx, person.realm_id, stay.id, on, reason)
  if (stays.length > 0) await saveFloatingFlag(tx, person.realm_id, person.id)
}
