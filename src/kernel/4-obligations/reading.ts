import { addYears, type Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import { rulesOfRealm } from '#regulations/actions.ts'
import { ruleOn, type Regulation } from '#regulations/rules.ts'
import type { Setting } from '#regulations/settings.ts'
import type { Duty } from '#obligations/duty.ts'
import { countsOf, owedIn, slotsDue, type Count, type Sums } from '#obligations/fulfilment.ts'
import { changesBelow, childrenOf, crowdsBelow, crowdsOf, settledOf, talliesBelow, type Child, type PlacedCrowd, type Tally } from '#obligations/store/sums.ts'

export interface Asked {
  duties: readonly Duty[]
  organisation: { id: string; path: string }
  range: { from: Day; to: Day }
  today: Day
}

/** What became of the duties of an organisation itself, and of each one directly below with all that hangs there. */
export interface Fulfilment {
  /** what the organisation itself laid down over rules, ended or not */
  settings: readonly Setting[]
  own: Map<string, Count>
  children: { child: Child; counts: Map<string, Count> }[]
}

/** The number of a path's own id: the order in which organisations were set up, as in the tree. */
const orderOf = ({ path }: Child): number => parseInt(path.split('/').at(-2)!, 36)

export async function fulfilmentOf(tx: Db, realm: number, { duties, organisation, range, today }: Asked): Promise<Fulfilment> {
  const rules = await rulesOfRealm(tx, realm)
  const children = (await childrenOf(tx, realm, organisation.path, range.from)).sort((one, other) => orderOf(one) - orderOf(other))
  const zones = rules.places.filter(({ path }) => children.some((child) => path !== child.path && path.startsWith(child.path)))
  const held = await booksOf(tx, realm, organisation, { children, zones, range })
  const slotsAt = (path: string) => slotsDue(rules.at(path), duties, range)
  const owedBy = (path: string, crowds: readonly PlacedCrowd[] = []) => owedIn(rules.at(path), crowds, slotsAt(path))
  const count = (path: string, sums: readonly Sums[]) => countsOf(slotsAt(path), sums, { today, grace: graceOn(rules.at(path), today) })
  const own = (path: string): Sums => ({ owed: owedBy(path, held.own.get(path)), settled: held.settled.get(path) ?? [] })
  const below = (path: string): Sums => ({ owed: owedBy(path, held.below.get(path)), settled: held.tallies.get(path) ?? [] })
  // where somebody deeper down laid down rules, those count in place of the ones of the next level above
  const instead = ({ path }: { path: string }): Sums[] => {
    const crowds = [...(held.own.get(path) ?? []), ...(held.below.get(path) ?? [])]
    const undone = crowds.map((one) => ({ ...one, n: -one.n }))
    const above = path.replace(/[^/]+\/$/, '')
    return [{ owed: owedIn(rules.at(path), crowds, slotsAt(path)), settled: [] }, { owed: owedIn(rules.at(above), undone, slotsAt(path)), settled: [] }]
  }
  return {
    settings: rules.settings.filter(({ organisationId }) => organisationId === organisation.id),
    own: count(organisation.path, [own(organisation.path)]),
    children: children.map((child) => {
      const apart = zones.filter(({ path }) => path.startsWith(child.path)).flatMap(instead)
      return { child, counts: count(child.path, [own(child.path), below(child.path), ...apart]) }
    }),
  }
}

export const graceOn = (rules: readonly Regulation[], day: Day): number => ruleOn(rules, 'clock.grace', { kind: '', line: '', day })!.value

interface Wanted {
  children: readonly Child[]
  zones: readonly { path: string; organisationId: string }[]
  range: Asked['range']
}

/** Own rows of those directly below, and sums of what hangs under them, with what the sums do not hold yet. */
async function booksOf(tx: Db, realm: number, organisation: Asked['organisation'], { children, zones, range }: Wanted) {
  const ids = [organisation.id, ...children.map((child) => child.organisationId)]
  const paths = [...new Set([...children.filter(({ isLeaf }) => !isLeaf), ...zones].map(({ path }) => path))]
  const wide = { from: addYears(range.from, -1), to: range.to }
  const changes = await changesBelow(tx, realm, organisation.path)
  const fresh = paths.flatMap((path) => changes.filter((one) => one.path !== path && one.path.startsWith(path)).map((one) => ({ ...one, path })))
  const byPath = <T extends { path: string }>(rows: readonly T[]): Map<string, T[]> => Map.groupBy(rows, ({ path }) => path)
  const isDue = ({ periodFrom }: Tally): boolean => periodFrom >= wide.from && periodFrom < wide.to
  return {
    own: byPath(await crowdsOf(tx, realm, [...ids, ...zones.map(({ organisationId }) => organisationId)])),
    settled: byPath(await settledOf(tx, realm, ids, wide)),
    below: byPath([...(await crowdsBelow(tx, organisation.path, paths)), ...fresh.filter(({ isCrowd }) => isCrowd)]),
    tallies: byPath([...(await talliesBelow(tx, organisation.path, paths, wide)), ...fresh.filter((one) => !one.isCrowd && isDue(one))]),
  }
}
