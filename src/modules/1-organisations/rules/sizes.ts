import type { Day } from '#base/day.ts'
import type { RuleId } from '#regulations/packs/national.ts'
import {
  holds, ruleOn, type HoldingRegulation, type Place, type Regulation, type Settings,
} from '#regulations/rules.ts'
import { flagsOf, kindOf, lineOf, type Flags, type KindCode } from '#organisations/kinds.ts'
import type { FindingCode, Warning } from '#organisations/rules/refusals.ts'
import type { Sector } from '#organisations/unit-kinds.ts'

/** `full`: 正式党员 (other lines: the same as all); `all`: with probationary members */
export interface Members { full: number; all: number }

/** Where the organisation stands, as far as regulations ask. */
export interface Setting extends Flags {
  kind: KindCode
  sector?: Sector | null
  region?: string | null
  /** the organisation's own values of configurable rules */
  local?: Settings
}

export interface SizeFacts extends Setting {
  day: Day
  counts: Members & { women?: number; units?: number }
  /** number of elected committee members; null when it has no committee */
  committee?: number | null
  hasWomenCommittee?: boolean
}

export interface Finding {
  finding: FindingCode
  rule: HoldingRegulation
  given: number
}

export const placeOf = (setting: Setting, day: Day, members?: number): Place => ({
  kind: setting.kind, line: lineOf(setting.kind), day, flags: flagsOf(setting),
  sector: setting.sector ?? null, region: setting.region ?? null,
  ...(members !== undefined && { members }),
})

/** What the work list says about a body's size on a day. A temporary branch holds no memberships: no findings. */
export function sizeFindings(facts: SizeFacts, regulations: readonly Regulation[]): Finding[] {
  if (facts.temporary) return []
  return [memberFindings, committeeFindings, womenFindings].flatMap((findings) => findings(facts, regulations))
}

export const warningOf = ({ finding, rule, given }: Finding): Warning =>
  ({ finding, rule: rule.id, given, limit: rule.value, base: rule.base })

/** The finding when the rule holds for this place and the number does not satisfy it. */
export function broken(
  finding: FindingCode, id: RuleId | undefined, given: number | undefined, known: Known,
): Finding[] {
  const rule = id && ruleOn(known.regulations, id, known.place, known.local)
  return rule && given !== undefined && !holds(rule, given) ? [{ finding, rule, given }] : []
}

export interface Known { regulations: readonly Regulation[]; place: Place; local?: Settings | undefined }

/** Members and units against minimum and usual maximum; also asked when a body is founded. */
export function memberFindings(facts: SizeFacts, regulations: readonly Regulation[]): Finding[] {
  const known = knownFor(facts, regulations)
  const sizes = kindOf(facts.kind).sizes ?? {}
  return [
    ...broken('below-minimum', sizes.min, countFor(sizes.min, facts, known), known),
    ...broken('above-usual-size', sizes.max, countFor(sizes.max, facts, known), known),
    ...(facts.joint ? broken('joint-units-many', sizes.jointUnitsMax, facts.counts.units, known) : []),
  ]
}

function committeeFindings(facts: SizeFacts, regulations: readonly Regulation[]): Finding[] {
  const known = knownFor(facts, regulations)
  const sizes = kindOf(facts.kind).sizes ?? {}
  if (facts.committee === undefined) return []
  if (facts.committee !== null) {
    return [
      ...broken('committee-small', sizes.committeeMin, facts.committee, known),
      ...broken('committee-large', sizes.committeeMax, facts.committee, known),
    ]
  }
  const due = sizes.committeeFrom && ruleOn(regulations, sizes.committeeFrom, known.place, known.local)
  const given = countFor(sizes.committeeFrom, facts, known)!
  return due && holds(due, given) ? [{ finding: 'committee-due', rule: due, given }] : []
}

function womenFindings(facts: SizeFacts, regulations: readonly Regulation[]): Finding[] {
  const women = facts.counts.women
  if (facts.kind !== 'union.base' || women === undefined || facts.hasWomenCommittee) return []
  const id: RuleId = 'union.women-committee.duty-from'
  const rule = ruleOn(regulations, id, placeOf(facts, facts.day), facts.local)
  return rule && holds(rule, women) ? [{ finding: 'women-committee-due', rule, given: women }] : []
}

const knownFor = (facts: SizeFacts, regulations: readonly Regulation[]): Known =>
  ({ regulations, place: placeOf(facts, facts.day, facts.counts.all), local: facts.local })

/** 正式党员 are counted where the text says so, otherwise everybody. */
function countFor(id: RuleId | undefined, facts: SizeFacts, known: Known): number {
  const rule = id && ruleOn(known.regulations, id, known.place, known.local)
  return rule?.base === '正式党员' ? facts.counts.full : facts.counts.all
}
