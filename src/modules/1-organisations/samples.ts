import { newId } from '#base/id.ts'
import { addMonths, type Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import { lineOf, type Flag, type KindCode } from '#organisations/kinds.ts'
import { termDue } from '#organisations/rules/terms.ts'
import { regulations } from '#organisations/actions/known.ts'
import { tellPlanted } from '#organisations/actions/subjects.ts'
import { insertLink } from '#organisations/store/links.ts'
import { beginVersion, insertOrganisation, type Organisation } from '#organisations/store/organisations.ts'
import { beginTerm } from '#organisations/store/terms.ts'
import { insertUnit, savePlaces } from '#organisations/store/units.ts'
import type { Sector, UnitKind } from '#organisations/unit-kinds.ts'

export interface Planting {
  /** a parent stands before its children */
  organisations: {
    key: string
    kind: KindCode
    name: string
    parent: string | null
    founded: Day
    units: string[]
    flags: Flag[]
    sector: Sector | null
    termStarted: Day | null
  }[]
  links: { from: string; to: string; kind: 'leads' | 'guides'; since: Day }[]
  units: {
    key: string
    name: string
    code: string
    kind: UnitKind
    sector: Sector
    staff: number | null
    young: number | null
    migrant: number | null
    fullMembers?: number | null
    leagueMembers?: number | null
    women?: number | null
    responsible: string
  }[]
}

/** Plants a whole tree at once, without an act for each: a sample world, never anybody's records. */
export async function plantOrganisations(tx: Db, realm: number, actId: string, planting: Planting, today: Day): Promise<Map<string, Organisation>> {
  const planted = new Map<string, Organisation>()
  for (const made of planting.organisations) planted.set(made.key, await plantOne(tx, realm, actId, made, planted))
  const units = new Map<string, number>()
  for (const unit of planting.units) {
    const fields = { ...unit, factsOn: unit.staff === null ? null : today }
    units.set(unit.key, (await insertUnit(tx, realm, newId(), fields, planted.get(unit.responsible)!)).id)
  }
  for (const made of planting.organisations) {
    if (made.units.length > 0) await savePlaces(tx, realm, planted.get(made.key)!.id, made.units.map((key) => units.get(key)!), made.founded)
  }
  for (const link of planting.links) {
    const ends = { from_id: planted.get(link.from)!.id, to_id: planted.get(link.to)!.id }
    await insertLink(tx, realm, { public_id: newId(), kind: link.kind, from_on: link.since, ...ends })
  }
  await tellPlanted(tx, realm, [...planted.values()].map((one) => one.id), knownSince(today))
  return planted
}

/** The invented bodies have worked with the system for two months: there is something to look back on, and not a year of blanks. */
export const knownSince = (today: Day): Day => `${addMonths(today, -2).slice(0, 7)}-01`

async function plantOne(tx: Db, realm: number, actId: string, made: Planting['organisations'][number], planted: Map<string, Organisation>) {
  const parent = made.parent === null ? null : planted.get(made.parent)!
  const { kind, name, flags, sector, founded } = made
  const organisation = await insertOrganisation(tx, { realm, publicId: newId(), kind, line: lineOf(kind), name, code: null, parent, foundedOn: founded, flags, sector })
  await beginVersion(tx, realm, organisation.id, { name, kind, parentId: parent?.id ?? null }, founded, actId)
  const due = made.termStarted && termDue(kind, Object.fromEntries(flags.map((flag) => [flag, true])), made.termStarted, regulations, { sector })
  if (due) await beginTerm(tx, realm, organisation.id, { starts_on: made.termStarted!, due_on: due.due, rule: due.rule.id })
  return organisation
}
