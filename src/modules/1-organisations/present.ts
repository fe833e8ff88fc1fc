import { daysBetween, type Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import { reaches } from '#access/visible.ts'
import type { Scope } from '#database/scope.ts'
import { ruleOn, type HoldingRegulation, type Regulation } from '#regulations/rules.ts'
import { why } from '#regulations/words.ts'
import { flagsOfRow, isOwn, regulations, rulesFor, sayOf, type Changer } from '#organisations/actions/known.ts'
import type { OrganisationBrief, OrganisationPlaced, OrganisationView, TreeNode, UnitView } from '#organisations/contract.ts'
import { kindOf, type Flags } from '#organisations/kinds.ts'
import { deciding } from '#organisations/rules/own-body.ts'
import type { Setting } from '#regulations/settings.ts'
import { placeOf, sizeFindings, type Finding } from '#organisations/rules/sizes.ts'
import { linksOf } from '#organisations/store/links.ts'
import {
  chainOf,
  childrenOf,
  membersBelow,
  numbersOf,
  organisationById,
  organisationsByIds,
  type Organisation,
} from '#organisations/store/organisations.ts'
import { regionHolder } from '#organisations/store/regions.ts'
import { termOf, type DueTerm, type Term } from '#organisations/store/terms.ts'
import type { TreeRow } from '#organisations/store/tree.ts'
import { placesIn, unitsOfOrganisation, type Unit } from '#organisations/store/units.ts'
import { sectors, unitKinds } from '#organisations/unit-kinds.ts'
import { findingWords, flagWords, kindWords, lineWords } from '#organisations/words.ts'

export const brief = (organisation: Organisation): OrganisationBrief => ({
  id: organisation.public_id,
  name: organisation.name,
  kind: organisation.kind,
  kindWords: kindWords(organisation.kind, flagsOfRow(organisation)),
  dissolved: organisation.dissolved_on !== null,
})

/** The same, with whether a post may open its page: those above it are named, not shown. */
export const placed = (organisation: Organisation, reach: readonly string[]): OrganisationPlaced => ({
  ...brief(organisation),
  reached: reaches(reach, organisation.path),
})

/** A rule with what the own organisation laid down over it, if it did. */
export function presentRule(rule: HoldingRegulation, own: readonly Setting[]) {
  const set = own.find((one) => one.rule === rule.id)
  return {
    ...whyOf(rule), value: rule.value, unit: rule.unit, isShare: rule.share !== undefined, choices: [...(rule.choices ?? [])], isSet: rule.set !== undefined,
    regions: [...(rule.scope.regions ?? [])],
    own: set ? { value: set.value, from: set.from, document: set.document } : null,
  }
}

export const whyOf = (rule: HoldingRegulation) => ({ rule: rule.id, ...why(rule) })

const flagsOf = (flags: readonly string[]): Flags => Object.fromEntries(flags.map((flag) => [flag, true]))

export const nodeOf = (row: TreeRow): TreeNode => ({
  id: row.public_id,
  parent: row.parent,
  name: row.name,
  kind: row.kind,
  kindWords: kindWords(row.kind, flagsOf(row.flags)),
  line: row.line,
  flags: row.flags.map((flag) => flagWords[flag]),
  children: row.children,
  members: row.members,
})

/** What the size rules say about an organisation that holds members. Others' sizes are their branches' business. */
export function findingsOf(
  organisation: Organisation, region: string | null, counts: { full: number; all: number; units: number }, day: Day, rules: readonly Regulation[],
): Finding[] {
  if (!kindOf(organisation.kind).holdsMembers || organisation.dissolved_on) return []
  const setting = { kind: organisation.kind, ...flagsOfRow(organisation), sector: organisation.sector, region }
  return sizeFindings({ ...setting, day, counts }, rules)
}

export const presentFinding = ({ finding, rule, given }: Finding) => ({
  code: finding,
  sentence: findingWords[finding]({ given, limit: rule.value, base: rule.base }),
  force: rule.force,
  why: whyOf(rule),
})

/** The rule by which a term runs, as it stood when the term began. */
export function whyOfTerm(term: DueTerm) {
  const flags = Object.fromEntries(term.flags.map((flag) => [flag, true]))
  const rule = ruleOn(regulations, term.rule, placeOf({ kind: term.kind, ...flags, sector: term.sector, region: term.region }, term.starts_on))
  return rule && whyOf(rule)
}

/** A line of 换届名单. */
export const presentDue = (term: DueTerm, today: Day) => ({
  organisation: {
    id: term.public_id,
    name: term.name,
    kind: term.kind,
    kindWords: kindWords(term.kind, flagsOf(term.flags)),
    dissolved: false,
  },
  startsOn: term.starts_on,
  dueOn: term.due_on,
  daysLeft: daysBetween(today, term.due_on),
  why: whyOfTerm(term),
})

function presentTerm(organisation: Organisation, region: string | null, term: Term | null, today: Day): OrganisationView['term'] {
  if (!term) return null
  const place = placeOf({ kind: organisation.kind, ...flagsOfRow(organisation), sector: organisation.sector, region }, term.starts_on)
  const rule = ruleOn(regulations, term.rule, place)
  if (!rule) return null
  return { startsOn: term.starts_on, dueOn: term.due_on, daysLeft: daysBetween(today, term.due_on), why: whyOf(rule) }
}

/** What a post sees of an organisation. */
export async function present(tx: Db, organisation: Organisation, actor: Changer, today: Day): Promise<OrganisationView> {
  const realm = organisation.realm_id
  const numbers = await numbersOf(tx, realm, organisation.id)
  const units = await unitsOfOrganisation(tx, realm, organisation.id)
  const mergedInto = organisation.merged_into === null ? null : await organisationById(tx, realm, organisation.merged_into)
  const holder = await regionHolder(tx, organisation)
  const region = holder?.region ?? null
  const counts = { full: numbers.voting, all: numbers.members, units: units.length }
  const findings = findingsOf(organisation, region, counts, today, await rulesFor(tx, organisation))
  return {
    ...brief(organisation),
    version: organisation.version,
    line: organisation.line,
    lineWords: lineWords[organisation.line],
    flags: organisation.flags.map((flag) => flagWords[flag]),
    code: organisation.code,
    region: holder && { code: holder.region, from: holder.id === organisation.id ? null : holder.name },
    chain: (await chainOf(tx, organisation)).map((one) => placed(one, actor.reach)),
    foundedOn: organisation.founded_on,
    dissolvedOn: organisation.dissolved_on,
    mergedInto: mergedInto && placed(mergedInto, actor.reach),
    numbers: { ...numbers, below: await membersBelow(tx, organisation.path) },
    term: presentTerm(organisation, region, await termOf(tx, realm, organisation.id), today),
    units: units.map((unit) => ({ id: unit.public_id, name: unit.name, kindWords: unitKinds[unit.kind].words, since: unit.from_on })),
    links: await presentLinks(tx, organisation, actor),
    children: (await childrenOf(tx, realm, organisation.id)).map(brief),
    findings: findings.map(presentFinding),
    deciding: deciding(await sayOf(tx, actor, organisation)),
  }
}

async function presentLinks(tx: Db, organisation: Organisation, actor: Changer): Promise<OrganisationView['links']> {
  const links = await linksOf(tx, organisation.realm_id, organisation.id)
  const others = await organisationsByIds(tx, organisation.realm_id, links.map((link) => (link.from_id === organisation.id ? link.to_id : link.from_id)))
  return links.flatMap((link) => {
    const direction = link.from_id === organisation.id ? ('from' as const) : ('to' as const)
    const other = others.find((one) => one.id === (direction === 'from' ? link.to_id : link.from_id))
    if (!other) return []
    const led = direction === 'from' ? other : organisation
    const shown = placed(other, actor.reach)
    const endable = link.to_on === null && shown.reached && !(link.kind === 'leads' && isOwn(actor, led))
    return { id: link.public_id, kind: link.kind, direction, other: shown, fromOn: link.from_on, toOn: link.to_on, endable }
  })
}

export async function presentUnits(tx: Db, { realm, reach }: Scope, units: Unit[]): Promise<UnitView[]> {
  const places = await placesIn(tx, realm, units.map((unit) => unit.id))
  const ids = [...places.map((place) => place.organisation_id), ...units.map((unit) => unit.organisation_id)]
  const known = new Map((await organisationsByIds(tx, realm, [...new Set(ids)])).map((one) => [one.id, placed(one, reach)]))
  return units.map((unit) => ({
    id: unit.public_id,
    version: unit.version,
    name: unit.name,
    code: unit.code,
    kind: unit.kind,
    kindWords: unitKinds[unit.kind].words,
    sector: unit.sector,
    sectorWords: sectors[unit.sector].words,
    twoNew: unit.two_new,
    staff: unit.staff,
    young: unit.young,
    migrant: unit.migrant,
    fullMembers: unit.full_members,
    leagueMembers: unit.league_members,
    women: unit.women,
    factsOn: unit.facts_on,
    responsible: known.get(unit.organisation_id)!,
    organisations: places.filter((place) => place.unit_id === unit.id).map((place) => known.get(place.organisation_id)!),
  }))
}
