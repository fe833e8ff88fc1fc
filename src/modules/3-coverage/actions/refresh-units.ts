import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { idsOfPath, organisationsByIds, regionsOf, type Organisation } from '#organisations/actions/lookup.ts'
import { countedOf, judgeUnit, memoryOf, spotRowsOf, type Builders, type Judged } from '#coverage/actions/judging.ts'
import { tellBuilders } from '#coverage/actions/telling.ts'
import { closedBetween } from '#coverage/rules/closings.ts'
import { amountsOf, differenceOf, type Amounts } from '#coverage/rules/rates.ts'
import { spotCodes } from '#coverage/codes.ts'
import { saveClosings, type Closing } from '#coverage/store/closings.ts'
import { asidesOf, plansOf, removePlans } from '#coverage/store/decisions.ts'
import { replaceSpots, spotsOf, type SpotRow } from '#coverage/store/spots.ts'
import { insertAdditions } from '#coverage/store/stats.ts'
import { bodiesIn, memoriesOf, saveMemories, unitsForChange, type Memory, type UnitRow } from '#coverage/store/units.ts'

/** Judges some units anew and keeps what came out; only what differs is written. */
export const refreshUnits = (tx: Db, world: World, realm: number, ids: readonly number[]): Promise<void> =>
  ids.length === 0 ? Promise.resolve() : beyondReach(tx, () => refresh(tx, world, realm, ids))

interface Change {
  judged: Judged | null
  before: Memory | null
  after: Memory | null
  spots: SpotRow[]
}

async function refresh(tx: Db, world: World, realm: number, ids: readonly number[]): Promise<void> {
  const today = world.clock.today()
  const units = new Map((await unitsForChange(tx, realm, ids)).map((unit) => [unit.id, unit]))
  const judged = await judgedOf(tx, realm, [...units.values()], today)
  const builders = await buildersOf(tx, realm, [...units.values()])
  const before = new Map((await memoriesOf(tx, realm, ids)).map((one) => [one.unit_id, one]))
  const shown = Map.groupBy(await spotsOf(tx, realm, 'unit', ids), (row) => row.subject_id)
  const asides = Map.groupBy(await asidesOf(tx, realm, ids), (one) => one.unit_id)
  const plans = Map.groupBy(await plansOf(tx, realm, ids), (one) => one.unit_id)
  const changes = new Map<number, Change>()
  for (const id of ids) {
    const found = judged.get(id) ?? null
    const decided = { asides: asides.get(id) ?? [], plans: plans.get(id) ?? [] }
    const since = (code: string) => shown.get(id)?.find((row) => row.code === code)?.since ?? today
    const own = found && builders(found.unit)
    const after = found && memoryOf(found, own!, decided, today)
    const spots = found ? spotRowsOf(found, own!, decided, since, today) : []
    changes.set(id, { judged: found, before: before.get(id) ?? null, after, spots })
  }
  await save(tx, realm, changes, (id) => shown.get(id) ?? [])
  const over = [...plans.values()].flat().filter((plan) => !changes.get(plan.unit_id)?.after?.found.includes(plan.code))
  if (over.length > 0) await removePlans(tx, realm, over)
  await saveClosings(tx, realm, [...changes.values()].flatMap((change) => closingsIn(change, shown, today)))
  for (const { judged: found, before: was, after } of changes.values()) {
    if (found && was && after) await tellBuilders(tx, world, realm, found, was, after, builders(found.unit))
  }
}

/** What the founding of an organisation brought to its end, with the facts as they were told. */
function closingsIn({ judged, before, after }: Change, shown: Map<number, SpotRow[]>, today: Day): Closing[] {
  if (!judged || !before || !after) return []
  const codes = closedBetween({ found: before.found, stands: before }, { found: after.found, stands: after })
  return codes.flatMap((code) => {
    const told = shown.get(judged.unit.id)?.find((row) => row.code === code)
    const body = judged.placed.filter(({ line }) => line === spotCodes[code].line).sort((one, other) => other.id - one.id)[0]
    return told && body ? [{ unit_id: judged.unit.id, code, closed_on: today, since: told.since, given: told.given, body_id: body.id }] : []
  })
}

async function judgedOf(tx: Db, realm: number, units: UnitRow[], today: Day): Promise<Map<number, Judged>> {
  const placed = Map.groupBy(await bodiesIn(tx, realm, units.map((unit) => unit.id)), (body) => body.unit_id)
  const regionAt = await regionsOf(tx, realm, [...new Set(units.map((unit) => unit.organisation_id))])
  return new Map(units.map((unit) => [unit.id, judgeUnit(unit, regionAt(unit.organisation_id), placed.get(unit.id) ?? [], today)]))
}

const lastOf = (path: string): number => idsOfPath(path).at(-1)!

/** The bodies that build in each unit, with their lines. */
async function buildersOf(tx: Db, realm: number, units: UnitRow[]): Promise<(unit: UnitRow) => Builders> {
  const ids = [...new Set(units.flatMap((unit) => unit.bodies.map(lastOf)))]
  const known = new Map((await organisationsByIds(tx, realm, ids)).map((one): [number, Organisation] => [one.id, one]))
  return (unit) => {
    const bodies = unit.bodies.flatMap((path) => known.get(lastOf(path)) ?? [])
    return Object.fromEntries(bodies.map(({ id, path, line }) => [line, { id, path }])) as Builders
  }
}

async function save(tx: Db, realm: number, changes: Map<number, Change>, shown: (id: number) => SpotRow[]): Promise<void> {
  const all = [...changes.entries()]
  const respotted = all.filter(([id, { spots }]) => differs(sorted(spots), sorted(shown(id))))
  await replaceSpots(tx, realm, 'unit', respotted.map(([id]) => id), respotted.flatMap(([, { spots }]) => spots))
  const remembered = all.flatMap(([, { before, after }]) => (after && differs(before, after) ? [after] : []))
  const gone = all.filter(([, { before, after }]) => before && !after).map(([id]) => id)
  await saveMemories(tx, realm, remembered, gone)
  const added: Amounts = new Map()
  const none: Amounts = new Map()
  for (const [, { before, after }] of all) {
    const difference = differenceOf(before ? amountsOf(countedOf(before)) : none, after ? amountsOf(countedOf(after)) : none)
    for (const [key, n] of difference) added.set(key, (added.get(key) ?? 0) + n)
  }
  await saveAmounts(tx, realm, added)
}

const differs = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other)

const sorted = (rows: readonly SpotRow[]) =>
  rows
    .map((row) => [row.code, row.path, row.previous, row.given, row.missing, row.first, row.since, row.aside_until, row.target_on])
    .sort((one, other) => (`${String(one[0])} ${String(one[1])}` < `${String(other[0])} ${String(other[1])}` ? -1 : 1))

async function saveAmounts(tx: Db, realm: number, added: Amounts): Promise<void> {
  const rows = [...added].filter(([, n]) => n !== 0).map(([key, n]) => {
    const [body, measure] = key.split(' ') as [string, string]
    return { organisation_id: Number(body), measure, n }
  })
  if (rows.length === 0) return
  const known = await organisationsByIds(tx, realm, [...new Set(rows.map((row) => row.organisation_id))])
  const paths = new Map(known.map((one) => [one.id, one.path]))
  await insertAdditions(tx, realm, rows.flatMap((row) => {
    const path = paths.get(row.organisation_id)
    return path === undefined ? [] : [{ ...row, path }]
  }))
}
