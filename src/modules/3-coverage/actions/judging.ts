import type { Day } from '#base/day.ts'
import { regulations } from '#organisations/actions/lookup.ts'
import { factsOf, prioritiesOf, standingOf, type Facts, type Registry } from '#coverage/rules/facts.ts'
import { isSetAside } from '#coverage/rules/decisions.ts'
import { unitSpots, type Spot } from '#coverage/rules/unit.ts'
import type { Counted } from '#coverage/rules/rates.ts'
import { spotCodes, type CoveredLine, type FactName, type Priority, type Standing, type UnitSpotCode } from '#coverage/codes.ts'
import type { Aside, Plan } from '#coverage/store/decisions.ts'
import type { Memory, PlacedBody, UnitRow } from '#coverage/store/units.ts'
import type { SpotRow } from '#coverage/store/spots.ts'

/** Bodies that make a line stand in a unit. Groups, joint meetings and what is temporary are parts of something else. */
const standsFor: readonly string[] = [
  'party.local-committee', 'party.working-committee', 'party.agency-committee', 'party.committee', 'party.general-branch', 'party.branch',
  'league.local-committee', 'league.working-committee', 'league.committee', 'league.general-branch', 'league.branch',
  'union.federation', 'union.base', 'union.branch',
]

const isAlone = (body: PlacedBody): boolean => body.units === 1 && !body.flags.includes('joint')

export interface Judged {
  unit: UnitRow
  facts: Facts
  stands: Record<CoveredLine, Standing>
  spots: Spot<UnitSpotCode>[]
  first: Priority[]
  placed: PlacedBody[]
}

/** Lays the rules over one unit and everything that stands in it. Pure but for the regulations it reads. */
export function judgeUnit(unit: UnitRow, region: string | null, placed: PlacedBody[], today: Day): Judged {
  const of = (line: CoveredLine) =>
    placed.filter((body) => body.line === line && standsFor.includes(body.kind) && !body.flags.includes('temporary'))
  const bodies = { party: of('party'), league: of('league'), union: of('union') }
  const standing = (line: CoveredLine) => standingOf(bodies[line].map((body) => ({ alone: isAlone(body) })))
  const stands = { party: standing('party'), league: standing('league'), union: standing('union') }
  const reported = { ...unit, fullMembers: unit.full_members, leagueMembers: unit.league_members, on: unit.facts_on }
  const facts = factsOf(reported, registryOf(bodies), today)
  const numbers = Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, fact.value])) as Record<FactName, number | null>
  const hasWomenBody = placed.some((body) => body.women_committee || body.kind === 'union.women-committee' || body.line === 'women')
  const spots = unitSpots({ day: today, sector: unit.sector, region, stands, hasWomenBody, facts: numbers }, regulations)
  const first = prioritiesOf({ party: stands.party, twoNew: unit.two_new, migrant: unit.migrant })
  return { unit, facts, stands, spots, first, placed }
}

/** Rosters tell the whole number only where every body of the line stands here alone and holds its members itself. */
function registryOf(bodies: Record<CoveredLine, PlacedBody[]>): Registry {
  const whole = (line: CoveredLine) =>
    bodies[line].length > 0 && bodies[line].every((body) => isAlone(body) && (body.kind.endsWith('.branch') || body.kind === 'union.base'))
  const sum = (line: CoveredLine, number: (body: PlacedBody) => number) => bodies[line].reduce((total, body) => total + number(body), 0)
  const known = whole('union') && sum('union', (body) => body.members) > 0 && sum('union', (body) => body.unknown) === 0
  return {
    fullMembers: whole('party') ? sum('party', (body) => body.voting) : null,
    leagueMembers: whole('league') ? sum('league', (body) => body.members) : null,
    women: known ? sum('union', (body) => body.women) : null,
  }
}

/** The bodies that build in a unit, by line: id and path of each. */
export type Builders = Partial<Record<'league' | 'union' | 'women', { id: number; path: string }>>

export interface Decided {
  asides: Aside[]
  plans: Plan[]
}

const isClosed = ({ asides }: Decided, today: Day): boolean =>
  asides.some((aside) => aside.cause === 'closed' && isSetAside(aside.review_on, today))

/** Until when a finding is set aside; a unit that is closed owes nothing until it is looked at again. */
function asideUntil(code: UnitSpotCode, { asides }: Decided, today: Day): Day | null {
  const days = asides.filter((aside) => aside.code === code || aside.cause === 'closed').map((aside) => aside.review_on)
  const latest = days.sort().at(-1) ?? null
  return isSetAside(latest, today) ? latest : null
}

export function memoryOf(judged: Judged, builders: Builders, decided: Decided, today: Day): Memory {
  const { unit, stands, spots, first } = judged
  return {
    unit_id: unit.id, path: unit.path, party_id: unit.organisation_id,
    league_id: builders.league?.id ?? null, union_id: builders.union?.id ?? null,
    counted: !isClosed(decided, today), two_new: unit.two_new, ...stands,
    found: spots.map(({ code }) => code),
    open: spots.map(({ code }) => code).filter((code) => asideUntil(code, decided, today) === null),
    first,
  }
}

export const countedOf = (memory: Memory): Counted => ({
  holders: {
    party: memory.party_id,
    ...(memory.league_id !== null && { league: memory.league_id }),
    ...(memory.union_id !== null && { union: memory.union_id }),
  },
  counted: memory.counted, twoNew: memory.two_new,
  stands: { party: memory.party, league: memory.league, union: memory.union },
  open: memory.open, first: memory.first,
})

/** The paths a finding is seen from: who is responsible, who is to build, and who of the line or the party stands there. */
function seenFrom(code: UnitSpotCode, { unit, placed }: Judged, builders: Builders): string[] {
  const { line } = spotCodes[code]
  const standing = placed.filter((body) => body.line === line || body.line === 'party').map((body) => body.path)
  const building = line === 'party' ? [] : [builders[line]?.path, ...(code.startsWith('women') ? [builders.women?.path] : [])]
  return [...new Set([unit.path, ...standing, ...building.filter((path) => path !== undefined)])].sort()
}

export function spotRowsOf(judged: Judged, builders: Builders, decided: Decided, since: (code: string) => Day, today: Day): SpotRow[] {
  return judged.spots.flatMap(({ code, given, missing = [] }) => {
    const paths = seenFrom(code, judged, builders)
    const kept = {
      subject: 'unit' as const, subject_id: judged.unit.id, code, line: spotCodes[code].line, given, missing, first: judged.first, since: since(code),
      aside_until: asideUntil(code, decided, today), target_on: decided.plans.find((plan) => plan.code === code)?.target_on ?? null,
    }
    return paths.map((path, at): SpotRow => ({ ...kept, path, previous: paths[at - 1] ?? null }))
  })
}

