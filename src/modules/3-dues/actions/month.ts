import type { Db } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { rulesOfRealm } from '#regulations/actions.ts'
import { ruleOn } from '#regulations/rules.ts'
import { organisationByPublicId } from '#organisations/actions/lookup.ts'
import { kindCodes, kindOf } from '#organisations/kinds.ts'
import { chargeOf, paying, standingsIn, type Ground } from '#dues/actions/assessing.ts'
import { collects, type Body } from '#dues/actions/books.ts'
import { duesLines, type DuesLine } from '#dues/codes.ts'
import { baseOf } from '#dues/rules/base.ts'
import { firstDay, lastDay, monthOf, plusMonths, type Month } from '#dues/rules/months.ts'
import { owedFor } from '#dues/rules/owed.ts'
import { bodiesKeeping, gatherPayers, groupsGathered, insertGathered, relievedIn, worksheetsById, type BodyRow, type Group, type Reckoned, type Scope } from '#dues/store/month.ts'
import { insertCharges } from '#dues/store/months.ts'

const holding = kindCodes.filter((kind) => kindOf(kind).holdsMembers)

/** Bodies that rules cannot tell apart are one class. */
interface Class extends Ground {
  student: boolean
}

/**
 * Writes down what everybody of a line in a realm owes for a month, but what is written down already. Rules are asked once
 * for all who are reckoned alike (0021); whoever has less to pay is reckoned like in the branch's month.
 */
export async function assessMonth(tx: Db, world: World, realm: number, line: DuesLine, month: Month): Promise<number> {
  const end = { month: firstDay(month), last: lastDay(month) }
  const scope: Scope = { realm, line, end, statuses: [...paying[line].owes, ...paying[line].released], released: paying[line].released }
  const { classes, bodies } = await classesOf(tx, scope, await bodiesKeeping(tx, realm, line, holding, end))
  if (bodies.length === 0) return 0
  await gatherPayers(tx, scope, bodies)
  const groups = await groupsGathered(tx)
  const written = await insertGathered(
    tx, scope, (await reckon(tx, world, scope, classes, groups)).filter(({ state }) => state !== 'unknown'),
  )
  return written + (await relieved(tx, world, scope, month))
}

async function classesOf(
  tx: Db, { realm, line, end }: Scope, rows: readonly BodyRow[],
): Promise<{ classes: Class[]; bodies: { id: number; public_id: string; class: number }[] }> {
  const { at } = await rulesOfRealm(tx, realm)
  const sets = new Map<Ground['rules'], number>()
  const known = new Map<string, number>()
  const classes: Class[] = []
  const bodies = rows.map(({ id, public_id, path, kind, sector, flags, region, student }) => {
    const rules = at(path)
    if (!sets.has(rules)) sets.set(rules, sets.size)
    const key = JSON.stringify([sets.get(rules), kind, sector, flags.toSorted(), region, student])
    const found = known.get(key) ?? classes.push(
      { rules, place: { day: end.month, kind, line, flags, sector, region }, student },
    ) - 1
    known.set(key, found)
    return { id, public_id, class: found }
  })
  return { classes, bodies }
}

const block = 5_000

async function reckon(
  tx: Db, world: World, { realm, line }: Scope, classes: readonly Class[], groups: readonly Group[],
): Promise<Reckoned[]> {
  const found: Reckoned[] = []
  for (let at = 0; at < groups.length; at += block) {
    const some = groups.slice(at, at + block)
    const worksheets = await worksheetsById(tx, world.keys, realm, some.flatMap(({ worksheet }) => worksheet ?? []))
    for (const group of some) {
      const { rules, place, student } = classes[group.class]!
      const worksheet = group.worksheet === null ? undefined : worksheets.get(group.worksheet)
      const base = worksheet ? baseOf(line, worksheet) : null
      const payer = worksheet?.payer ?? (line === 'league' && student ? 'student' : null)
      const owed = owedFor(
        rules, { line, place, payer, base: base?.ok ? base.value : null, released: group.released, relief: null },
      )
      found.push({ ...group, state: owed.state, fen: owed.fen, rules: owed.rules.map(({ id }) => id) })
    }
  }
  return found
}

async function relieved(tx: Db, world: World, { realm, line, end }: Scope, month: Month): Promise<number> {
  let written = 0
  for (const [organisation, rows] of Map.groupBy(
    await relievedIn(tx, realm, line, end.month), (row) => row.organisation,
  )) {
    const body = await organisationByPublicId(tx, realm, organisation)
    if (!body || !collects(body)) continue
    const standings = (await standingsIn(
      tx, world, body as Body, [month], rows.map(({ person }) => person),
    )).get(month)!
    written += await insertCharges(
      tx,
      realm,
      body,
      standings.filter(({ state, silent }) => state !== 'unknown' && !silent).map((one) => chargeOf(line, month, one)),
    )
  }
  return written
}

/** The latest month of a line that nobody may pay any more: what was owed for it is settled for good. */
function pastMonth(rules: Ground['rules'], line: DuesLine, today: string): Month | null {
  const late = ruleOn(rules, `${line}.dues.late-months`, { day: today, kind: '', line })
  return late && plusMonths(monthOf(today), -late.value - 1)
}

/** Writes down the months that have run out, for bodies that never closed them too. Answers how many sums were new. */
export async function settlePastMonths(world: World, realm: number): Promise<number> {
  let written = 0
  for (const line of duesLines) {
    written += await within(world.db, everywhere(realm), async (tx) => {
      const { at } = await rulesOfRealm(tx, realm)
      const month = pastMonth(at(''), line, world.clock.today())
      return month === null ? 0 : assessMonth(tx, world, realm, line, month)
    })
  }
  return written
}
