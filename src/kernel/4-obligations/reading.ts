import { addYears, type Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import { rulesOfRealm } from '#regulations/actions.ts'
import { ruleOn, type Regulation } from '#regulations/rules.ts'
import type { Duty } from '#obligations/duty.ts'
import { countsOf, owedIn, slotsDue, type Count, type Slot, type Sums } from '#obligations/fulfilment.ts'
import { childrenOf, crowdsBelow, crowdsOf, settledOf, talliesBelow, type Child, type PlacedCrowd, type Tally } from '#obligations/store/sums.ts'

export interface Asked {
  duties: readonly Duty[]
  organisation: { id: string; path: string }
  range: { from: Day; to: Day }
  today: Day
}

/** What became of the duties of an organisation itself, and of each one directly below with all that hangs there. */
export interface Fulfilment {
  own: Map<string, Count>
  children: { child: Child; counts: Map<string, Count> }[]
}

type RulesOfRealm = Awaited<ReturnType<typeof rulesOfRealm>>

/** The number of a path's own id: the order in which organisations were set up, as in the tree. */
const orderOf = ({ path }: Child): number => parseInt(path.split('/').at(-2)!, 36)

export async function fulfilmentOf(tx: Db, realm: number, { duties, organisation, range, today }: Asked): Promise<Fulfilment> {
  const rules = await rulesOfRealm(tx, realm)
  const children = (await childrenOf(tx, realm, organisation.path, range.from)).sort((one, other) => orderOf(one) - orderOf(other))
  const held = await booksOf(tx, realm, organisation, children, range)
  const zones = await zonesOf(tx, realm, rules, children)
  const count = (path: string, sums: readonly Sums[]): Map<string, Count> => {
    const at = rules.at(path)
    return countsOf(slotsDue(at, duties, range), sums, { today, grace: graceOn(at, today) })
  }
  const slotsAt = (path: string) => slotsDue(rules.at(path), duties, range)
  const own = (path: string): Sums => ({ owed: owedIn(rules.at(path), held.own.get(path) ?? [], slotsAt(path)), settled: held.settled.get(path) ?? [] })
  const below = ({ path }: Child): Sums => ({ owed: owedIn(rules.at(path), held.below.get(path) ?? [], slotsAt(path)), settled: held.tallies.get(path) ?? [] })
  return {
    own: count(organisation.path, [own(organisation.path)]),
    children: children.map((child) => {
      const apart = zones.filter(({ path }) => path.startsWith(child.path) && path !== child.path).flatMap((zone) => correction(rules, zone, slotsAt(zone.path)))
      return { child, counts: count(child.path, [own(child.path), below(child), ...apart]) }
    }),
  }
}

export const graceOn = (rules: readonly Regulation[], day: Day): number => ruleOn(rules, 'clock.grace', { kind: '', line: '', day })!.value

async function booksOf(tx: Db, realm: number, organisation: Asked['organisation'], children: readonly Child[], range: Asked['range']) {
  const ids = [organisation.id, ...children.map((child) => child.organisationId)]
  const paths = children.filter(({ isLeaf }) => !isLeaf).map(({ path }) => path)
  const wide = { from: addYears(range.from, -1), to: range.to }
  const byPath = <T extends { path: string }>(rows: readonly T[]): Map<string, T[]> => Map.groupBy(rows, ({ path }) => path)
  const [own, settled, below, tallies]: [PlacedCrowd[], Tally[], PlacedCrowd[], Tally[]] = [
    await crowdsOf(tx, realm, ids), await settledOf(tx, realm, ids, wide), await crowdsBelow(tx, realm, paths), await talliesBelow(tx, realm, paths, wide),
  ]
  return { own: byPath(own), settled: byPath(settled), below: byPath(below), tallies: byPath(tallies) }
}

interface Zone {
  path: string
  crowds: PlacedCrowd[]
}

/** Parts of the tree, deeper than the children, in which somebody laid down rules of their own. */
async function zonesOf(tx: Db, realm: number, rules: RulesOfRealm, children: readonly Child[]): Promise<Zone[]> {
  const places = rules.places.filter(({ path }) => children.some((child) => path !== child.path && path.startsWith(child.path)))
  if (places.length === 0) return []
  const own = await crowdsOf(tx, realm, places.map(({ organisationId }) => organisationId))
  const below = await crowdsBelow(tx, realm, places.map(({ path }) => path))
  return places.map(({ path }) => ({ path, crowds: [...own, ...below].filter((one) => one.path === path) }))
}

/** There the own rules count, in place of those of the next one above. */
function correction(rules: RulesOfRealm, { path, crowds }: Zone, slots: readonly Slot[]): Sums[] {
  const above = path.replace(/[^/]+\/$/, '')
  const undone = crowds.map((one) => ({ ...one, n: -one.n }))
  return [{ owed: owedIn(rules.at(path), crowds, slots), settled: [] }, { owed: owedIn(rules.at(above), undone, slots), settled: [] }]
}
