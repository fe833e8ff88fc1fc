import { allow, refuse, type Decision } from '#base/decision.ts'
import { addMonths, type Day } from '#base/day.ts'
import type { RuleId } from '#regulations/packs/national.ts'
import { ruleOn, type HoldingRegulation, type Regulation, type Settings } from '#regulations/rules.ts'
import { kindOf, lineOf, type Flags, type KindCode, type Line } from '#organisations/kinds.ts'
import type { FindingCode, OrganisationRefusal, Warning } from '#organisations/rules/refusals.ts'
import { placeOf } from '#organisations/rules/sizes.ts'
import type { Sector } from '#organisations/unit-kinds.ts'

export interface TermPlace { sector?: Sector | null; region?: string | null; local?: Settings }

export interface TermDue {
  /** the day on which the term is full and the next election due */
  due: Day
  rule: HoldingRegulation
  /** how far the election may be moved with the superior's approval; null where no rule is known */
  shift: { rule: HoldingRegulation; earliest: Day; latest: Day } | null
}

/**
 * The end of a term that began on `started`, by the rule of that day: a later rule does not rewrite a running term.
 * Null for bodies without elections (working committees, groups, temporary branches) and for days no known rule covers.
 */
export function termDue(
  kind: KindCode, flags: Flags, started: Day, regulations: readonly Regulation[], place: TermPlace = {},
): TermDue | null {
  const id = kindOf(kind).term
  if (id === null || flags.temporary) return null
  const setting = { kind, ...flags, ...place }
  const rule = ruleOn(regulations, id, placeOf(setting, started), place.local)
  if (!rule) return null
  const due = addMonths(started, rule.unit === '年' ? rule.value * 12 : rule.value)
  const shiftId = shiftRules[lineOf(kind)]
  const shift = shiftId ? ruleOn(regulations, shiftId, placeOf(setting, due), place.local) : null
  return { due, rule, shift: shift && shiftAround(due, shift) }
}

const shiftAround = (due: Day, rule: HoldingRegulation): TermDue['shift'] =>
  ({ rule, earliest: addMonths(due, -rule.value), latest: addMonths(due, rule.value) })

const shiftRules: Partial<Record<Line, RuleId>> = {
  party: 'party.election.shift-max',
  league: 'league.election.shift-max',
}

export interface NewTerm extends TermPlace {
  kind: KindCode
  flags: Flags
  started: Day
  founded: Day
  /** first day of the term before; null for the first one */
  previous: Day | null
}

/** A term that began is a fact and is recorded even when it came too early or too late; then it carries a warning. */
export function mayBeginTerm(term: NewTerm, regulations: readonly Regulation[], today: Day):
  Decision<{ warnings: Warning[] }, OrganisationRefusal> {
  const { kind, flags, started, founded, previous } = term
  const temporary = flags.temporary === true
  if (kindOf(kind).term === null || temporary) return refuse('organisations.no-term', { kind, temporary })
  if (started > today) return refuse('organisations.day-in-future', { day: started, today })
  if (started < founded) return refuse('organisations.before-founding', { day: started, founded })
  if (previous === null) return allow({ warnings: [] })
  if (started <= previous) return refuse('organisations.term-not-later', { day: started, previous })
  const shift = termDue(kind, flags, previous, regulations, term)?.shift
  return allow({ warnings: shift ? shiftWarnings(started, shift) : [] })
}

function shiftWarnings(started: Day, { rule, earliest, latest }: NonNullable<TermDue['shift']>): Warning[] {
  const warned = (finding: FindingCode, over: number): Warning =>
    ({ finding, rule: rule.id, given: rule.value + over, limit: rule.value })
  if (started < earliest) return [warned('election-early', monthsOver(started, earliest))]
  return started > latest ? [warned('election-late', monthsOver(latest, started))] : []
}

/** Months begun from one day to a later one. */
function monthsOver(from: Day, to: Day): number {
  let months = 0
  while (addMonths(from, months) < to) months++
  return months
}
