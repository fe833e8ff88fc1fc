import type { Db } from '#base/sql.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { rulesOfRealm } from '#regulations/actions.ts'
import { booksOf, isPayer, standingOf, type Ground, type Standing } from '#dues/actions/assessing.ts'
import type { Body } from '#dues/actions/books.ts'
import { firstDay, lastDay, monthOf, type Month } from '#dues/rules/months.ts'
import { factsOfBodies } from '#dues/store/month.ts'
import { payersOf } from '#dues/store/payers.ts'

/** The rules and facts of many bodies, read at once. */
export async function groundsAcross(
  tx: Db, realm: number, bodies: readonly Body[], months: readonly Month[],
): Promise<(organisation: string, month: Month) => Ground> {
  const { at } = await rulesOfRealm(tx, realm)
  const facts = new Map((await factsOfBodies(
    tx, realm, bodies.map((one) => one.public_id), months.map(firstDay),
  )).map((one) => [`${one.organisation} ${monthOf(one.month)}`, one]))
  const grounds = new Map<string, Ground>()
  for (const { public_id: id, path, kind, line, sector } of bodies) {
    const rules = at(path)
    for (const month of months) {
      const { flags, region } = facts.get(`${id} ${month}`) ?? { flags: [], region: null }
      grounds.set(`${id} ${month}`, { rules, place: { day: firstDay(month), kind, line, flags, sector, region } })
    }
  }
  return (organisation, month) => grounds.get(`${organisation} ${month}`)!
}

/** How some people of many bodies of one line stand, in as many queries as for one body. Since when books are kept is not asked. */
export async function standingsAcross(
  tx: Db, world: World, bodies: readonly Body[], months: readonly Month[], persons: readonly string[],
): Promise<{ organisation: string; month: Month; standing: Standing }[]> {
  const [first] = bodies
  if (!first || persons.length === 0) return []
  const { realm_id: realm, line } = first
  const today = world.clock.today()
  const ends = months.map(
    (month) => ({ month: firstDay(month), last: lastDay(month) < today ? lastDay(month) : today }),
  )
  const rows = (await payersOf(
    tx, realm, { id: bodies.map(({ id }) => id), line }, ends, persons,
  )).filter(({ status }) => isPayer(line, status))
  const ground = await groundsAcross(tx, realm, bodies, months)
  const books = await beyondReach(tx, () => booksOf(tx, world, first, persons, ends.map(({ month }) => month)))
  return rows.map((row) => {
    const month = monthOf(row.month)
    const standing = standingOf(row, line, month, ground(row.organisation, month), books)
    return { organisation: row.organisation, month, standing }
  })
}
