import { on, type Route } from '#base/http/serve.ts'
import { addYears, type Day } from '#base/day.ts'
import { refuse } from '#base/decision.ts'
import { nextOf, readCursor } from '#base/cursor.ts'
import { reading } from '#database/scope.ts'
import type { Db } from '#base/sql.ts'
import type { Caller, Finder } from '#access/gate.ts'
import { reaches } from '#access/visible.ts'
import type { Actor } from '#access/actor.ts'
import { gramsOf } from '#search/keys.ts'
import { factsOn } from '#obligations/subjects.ts'
import { rulesAt, settingsAbove } from '#regulations/actions.ts'
import { installedPacks } from '#regulations/packs/installed.ts'
import { rulesFor, type Place } from '#regulations/rules.ts'
import { presentEntries } from '#ledger/present.ts'
import { dissolve, merge, move, rename } from '#organisations/actions/changes.ts'
import { foundOrganisation } from '#organisations/actions/founding.ts'
import { addLink, endLink } from '#organisations/actions/links.ts'
import { flagsOfRow } from '#organisations/actions/known.ts'
import { setRegion } from '#organisations/actions/regions.ts'
import { beginTerm } from '#organisations/actions/terms.ts'
import { changeUnit, placeInUnits, registerUnit } from '#organisations/actions/units.ts'
import * as contract from '#organisations/contract.ts'
import { isKind, lineOf, type KindCode } from '#organisations/kinds.ts'
import { exportOrganisations } from '#organisations/export.ts'
import { nodeOf, present, presentDue, presentRule, presentUnits } from '#organisations/present.ts'
import { placeOf } from '#organisations/rules/sizes.ts'
import { linkByPublicId } from '#organisations/store/links.ts'
import { organisationById, organisationByPublicId, type Organisation } from '#organisations/store/organisations.ts'
import { termsDueBy } from '#organisations/store/terms.ts'
import { treeBelow, treeLimit, treeOn, type TreeRow } from '#organisations/store/tree.ts'
import { unitByPublicId, unitsUnder } from '#organisations/store/units.ts'

/** Where things stand, for the gate. A link is reached when both of its ends are. */
export const finders: Record<string, Finder> = {
  organisation: async (tx, actor, id) => {
    const organisation = await organisationByPublicId(tx, actor.realm, id)
    return organisation && [organisation.path]
  },
  unit: async (tx, actor, id) => {
    const unit = await unitByPublicId(tx, actor.realm, id)
    return unit && [unit.path, ...unit.places, ...unit.bodies]
  },
  link: async (tx, actor, id) => {
    const link = await linkByPublicId(tx, actor.realm, id)
    if (!link) return null
    const ends = [await organisationById(tx, actor.realm, link.from_id), await organisationById(tx, actor.realm, link.to_id)]
    return ends.every((end) => end && reaches(actor.reach, end.path)) ? [ends[0]!.path] : null
  },
}

/** A list of terms never holds more than this; a shorter time shows the rest. */
const dueLimit = 500

/** The gate has found it and checked its reach. */
const organisationOf = async (tx: Db, actor: Actor, id: string): Promise<Organisation> => (await organisationByPublicId(tx, actor.realm, id))!

/** The organisation itself on a day, or the fullest body of a kind below it: with committee and groups. */
async function placeAsked(tx: Db, organisation: Organisation, as: KindCode | undefined, day: Day): Promise<Place> {
  const facts = await factsOn(tx, organisation.realm_id, organisation.public_id, day)
  if (as !== undefined) return { day, kind: as, line: lineOf(as), flags: ['with-committee', 'with-groups'], sector: organisation.sector, region: facts.region }
  const setting = { kind: organisation.kind, ...flagsOfRow(organisation), sector: organisation.sector }
  return { ...placeOf(setting, day), ...facts }
}

/** Without a top: the tops of the reach, each with some levels below. */
async function treeRows(tx: Db, actor: Actor, under: string | undefined, levels: number, on: string | undefined): Promise<TreeRow[]> {
  const tops = under ? [await organisationOf(tx, actor, under)] : await topsOf(tx, actor)
  const rows: TreeRow[] = []
  for (const top of tops) {
    rows.push(
      ...(on
        ? await treeOn(tx, actor.realm, top.id, levels, on)
        : await treeBelow(tx, actor.realm, top.path, top.depth, levels)),
    )
  }
  return rows
}

async function topsOf(tx: Db, actor: Actor): Promise<Organisation[]> {
  const ids = actor.reach.map((path) => parseInt(path.split('/').at(-2)!, 36))
  const tops = []
  for (const id of ids) tops.push(await organisationById(tx, actor.realm, id))
  return tops.filter((top) => top !== null)
}

export const routes: Route<Caller>[] = [
  on<Caller, typeof contract.tree>(contract.tree, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const rows = await treeRows(tx, actor, input.under, input.levels, input.on)
      return { on: input.on ?? world.clock.today(), nodes: rows.slice(0, treeLimit).map(nodeOf), cut: rows.length > treeLimit }
    }),
  ),
  on<Caller, typeof contract.read>(contract.read, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => present(tx, await organisationOf(tx, actor, input.id), actor, world.clock.today())),
  ),
  on<Caller, typeof contract.history>(contract.history, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => ({ entries: await presentEntries(tx, world, actor.realm, { kind: 'organisation', id: input.id }) })),
  ),
  on<Caller, typeof contract.rulesInForce>(contract.rulesInForce, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const organisation = await organisationOf(tx, actor, input.id)
      const day = input.on ?? world.clock.today()
      if (input.as !== undefined && !isKind(input.as)) return refuse('organisations.kind-unknown', { kind: input.as })
      const place = await placeAsked(tx, organisation, input.as, day)
      const rules = rulesFor(await rulesAt(tx, actor.realm, organisation.path), place)
      const own = (await settingsAbove(tx, actor.realm, organisation.path)).filter((one) => one.organisationId === input.id && one.to === null)
      return { on: day, region: place.region ?? null, rules: rules.map((rule) => presentRule(rule, own)), ...installedPacks() }
    }),
  ),
  on<Caller, typeof contract.found>(contract.found, ({ world, actor, input }) => foundOrganisation(world, actor, input)),
  on<Caller, typeof contract.rename>(contract.rename, ({ world, actor, input }) => rename(world, actor, input)),
  on<Caller, typeof contract.move>(contract.move, ({ world, actor, input }) => move(world, actor, input)),
  on<Caller, typeof contract.merge>(contract.merge, ({ world, actor, input }) => merge(world, actor, input)),
  on<Caller, typeof contract.dissolve>(contract.dissolve, ({ world, actor, input }) => dissolve(world, actor, input)),
  on<Caller, typeof contract.addLink>(contract.addLink, ({ world, actor, input }) => addLink(world, actor, input)),
  on<Caller, typeof contract.endLink>(contract.endLink, ({ world, actor, input }) => endLink(world, actor, input)),
  on<Caller, typeof contract.beginTerm>(contract.beginTerm, ({ world, actor, input }) => beginTerm(world, actor, input)),
  on<Caller, typeof contract.termsDue>(contract.termsDue, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const { path } = await organisationOf(tx, actor, input.organisation)
      const today = world.clock.today()
      const until = input.until ?? addYears(today, 1)
      const terms = await termsDueBy(tx, actor.realm, [path], until, dueLimit + 1)
      return { until, rows: terms.slice(0, dueLimit).map((term) => presentDue(term, today)), cut: terms.length > dueLimit }
    }),
  ),
  on<Caller, typeof contract.units>(contract.units, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const { path } = await organisationOf(tx, actor, input.organisation)
      const after = readCursor(input.after)
      const filter = { ...(after && { after }), ...(input.q && { grams: gramsOf(input.q) }), ...(input.twoNew !== undefined && { twoNew: input.twoNew }) }
      const units = await unitsUnder(tx, path, filter, input.limit)
      const last = units.at(-1)
      const next = nextOf(last && { key: last.name_key, id: last.id }, units.length, input.limit)
      return { rows: await presentUnits(tx, actor, units), next }
    }),
  ),
  on<Caller, typeof contract.readUnit>(contract.readUnit, ({ world, actor, input }) =>
    reading(world.db, actor, async (tx) => {
      const [unit] = await presentUnits(tx, actor, [(await unitByPublicId(tx, actor.realm, input.id))!])
      return { unit: unit!, entries: await presentEntries(tx, world, actor.realm, { kind: 'unit', id: input.id }) }
    }),
  ),
  on<Caller, typeof contract.registerUnit>(contract.registerUnit, ({ world, actor, input }) => registerUnit(world, actor, input)),
  on<Caller, typeof contract.changeUnit>(contract.changeUnit, ({ world, actor, input }) => changeUnit(world, actor, input)),
  on<Caller, typeof contract.placeInUnit>(contract.placeInUnit, ({ world, actor, input }) => placeInUnits(world, actor, input)),
  on<Caller, typeof contract.setRegion>(contract.setRegion, ({ world, actor, input }) => setRegion(world, actor, input)),
  on<Caller, typeof contract.exportTree>(contract.exportTree, ({ world, actor, input }) => exportOrganisations(world, actor, input)),
]
