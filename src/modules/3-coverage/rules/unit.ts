import type { Day } from '#base/day.ts'
import type { RuleId } from '#regulations/packs/national.ts'
import { holds, ruleOn, type HoldingRegulation, type Regulation } from '#regulations/rules.ts'
import { kindOf, type KindCode } from '#organisations/kinds.ts'
import type { Sector } from '#organisations/unit-kinds.ts'
import type { FactName, SpotCode, Standing, UnitSpotCode } from '#coverage/codes.ts'

export interface UnitToJudge {
  day: Day
  sector: Sector
  /** the code that holds at the organisation that keeps it */
  region: string | null
  stands: { party: Standing; league: Standing; union: Standing }
  /** a women's committee of the union, or a body of the women's line */
  hasWomenBody: boolean
  facts: Record<FactName, number | null>
}

export interface Spot<C extends SpotCode = SpotCode> {
  code: C
  rule: HoldingRegulation
  /** the number that the rule measured */
  given: number
  /** for a finding that facts are missing: which */
  missing?: readonly FactName[]
}

type UnitSpot = Spot<UnitSpotCode>

/** Which rule a finding about a unit answers with, and for which kind of organisation it is asked. */
export const ruleOfSpot = {
  'league-missing': ['league.branch.members-min', 'league.branch'],
  'league-joint': ['coverage.league.joint-from', 'league.branch'],
  'league-no-members': ['coverage.league.young-from', 'league.branch'],
  'league-facts': ['coverage.league.facts', 'league.branch'],
  'party-missing': ['party.branch.members-min', 'party.branch'],
  'party-facts': ['coverage.party.facts', 'party.branch'],
  'union-missing': ['coverage.union.staff-from', 'union.base'],
  'union-facts': ['coverage.union.facts', 'union.base'],
  'women-missing': ['union.women-committee.duty-from', 'union.base'],
  'women-facts': ['coverage.union.facts', 'union.base'],
} as const satisfies Record<UnitSpotCode, readonly [RuleId, KindCode]>

type Rules = readonly Regulation[]

/** What the rules of a day find in a unit. What stands there, alone or jointly, is not missing. */
export const unitSpots = (unit: UnitToJudge, rules: Rules): UnitSpot[] => [
  ...partySpots(unit, rules), ...leagueSpots(unit, rules), ...unionSpots(unit, rules), ...womenSpots(unit, rules),
]

function partySpots(unit: UnitToJudge, rules: Rules): UnitSpot[] {
  if (unit.stands.party !== 'none') return []
  return counted('party-missing', 'fullMembers', 'party-facts', unit, rules)
}

/** ≥ 3 团员 应建未建; 1–2 团员 联建; 有青年无团员; and what is not known is asked for, never guessed. */
function leagueSpots(unit: UnitToJudge, rules: Rules): UnitSpot[] {
  const { leagueMembers, young } = unit.facts
  if (unit.stands.league !== 'none') return []
  if (leagueMembers === null) return missing('league-facts', ['leagueMembers'], unit, rules)
  const found = reached('league-missing', leagueMembers, unit, rules)
  if (found.length > 0) return found
  const joint = reached('league-joint', leagueMembers, unit, rules)
  if (joint.length > 0) return joint
  if (young === null) return missing('league-facts', ['young'], unit, rules)
  return reached('league-no-members', young, unit, rules)
}

function unionSpots(unit: UnitToJudge, rules: Rules): UnitSpot[] {
  if (unit.stands.union !== 'none') return []
  return counted('union-missing', 'staff', 'union-facts', unit, rules)
}

/** Belongs to the union: without one, the union is what is missing. */
function womenSpots(unit: UnitToJudge, rules: Rules): UnitSpot[] {
  if (unit.stands.union !== 'own' || unit.hasWomenBody) return []
  return counted('women-missing', 'women', 'women-facts', unit, rules)
}

function counted(code: UnitSpotCode, fact: FactName, unknown: UnitSpotCode, unit: UnitToJudge, rules: Rules): UnitSpot[] {
  const given = unit.facts[fact]
  return given === null ? missing(unknown, [fact], unit, rules) : reached(code, given, unit, rules)
}

/** The finding when the number reaches what its rule names. */
function reached(code: UnitSpotCode, given: number, unit: UnitToJudge, rules: Rules): UnitSpot[] {
  const rule = ruleFor(code, unit, rules)
  return rule && holds(rule, given) ? [{ code, rule, given }] : []
}

function missing(code: UnitSpotCode, facts: readonly FactName[], unit: UnitToJudge, rules: Rules): UnitSpot[] {
  const rule = ruleFor(code, unit, rules)
  return rule ? [{ code, rule, given: facts.length, missing: facts }] : []
}

function ruleFor(code: UnitSpotCode, unit: UnitToJudge, rules: Rules): HoldingRegulation | null {
  const [id, kind] = ruleOfSpot[code]
  return ruleOn(rules, id, { day: unit.day, kind, line: kindOf(kind).line, sector: unit.sector, region: unit.region })
}
