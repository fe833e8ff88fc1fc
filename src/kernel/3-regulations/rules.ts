import type { Day } from '#base/day.ts'

/**
 * A rule of the field as dated data. It holds on days `from` <= day < `to`: `to` is the first day on which it no longer
 * holds, so that the successor's `from` is the same date.
 */
export interface Regulation {
  id: string
  value: number
  unit: Unit
  comparator: Comparator
  /** who or what is counted, in the words of the text */
  base: string
  /** `must` (应当、必须、不得) refuses; `generally` (一般) only warns, and a locality may change it */
  force: 'must' | 'generally'
  /** the rule as a Chinese sentence without full stop; `{value}` stands for the number */
  says: string
  /** the document, with its article only where the collected sources give one */
  article: string
  /** tag of the source in the project's collection of rules */
  source: string
  grade: Grade
  /** the value is how often in each of these periods */
  every?: Every
  /** the value is this part of the base, kept as a fraction so that a third is a third */
  share?: readonly [part: number, of: number]
  from: Day
  to?: Day
  /** how exactly the first day is known, when the sources give a month or a year only */
  dated?: 'month' | 'year'
  scope: Scope
  /** the text itself leaves the choice between these values (任期三年或五年); `value` is the default */
  choices?: readonly number[]
  /** from the value on a duty begins, so that the lower one is stricter */
  obliges?: true
  /** the limit may be missed with the superior's approval, and only with it */
  waiver?: 'superior'
  /** what sources disagree on, or what a reader must know */
  note?: string
  /** the text's own value, where an organisation laid another over it */
  nationalValue?: number
  /** who laid it down, by which document, since when */
  set?: { organisation: string; document: string; from: Day }
}

export const units = ['人', '个', '岁', '年', '个月', '天', '次', '比例', '元', '%', '学时'] as const
export type Unit = (typeof units)[number]
/** How often a rule asks. School terms begin on 1 February and 1 August, so that every day lies in one. */
export type Every = 'month' | 'quarter' | 'half-year' | 'year' | 'school-term'
export type Comparator = '>=' | '>' | '<=' | '<' | '='
/** A official, B repost of the text, C one unit's practice, D content site, M practice from memory */
export type Grade = 'A' | 'B' | 'C' | 'D' | 'M'

/** Every part that is given must fit. Kinds, sectors and flags are the organisations module's words, opaque here. */
export interface Scope {
  line?: string
  kinds?: readonly string[]
  flags?: readonly string[]
  /** flags with which it does not hold: a temporary branch elects nobody */
  unless?: readonly string[]
  sectors?: readonly string[]
  /** prefixes of division codes: `37` is a province, `3702` a city in it */
  regions?: readonly string[]
  /** number of members, both ends inclusive */
  members?: { from: number; to?: number }
  /** a sum of money in fen, both ends inclusive: the band of a table of rates */
  amount?: { from: number; to?: number }
}

/** The organisation that asks, and the day it asks for. */
export interface Place {
  day: Day
  kind: string
  line: string
  flags?: readonly string[]
  sector?: string | null
  region?: string | null
  members?: number
  /** the sum in fen a band is looked for; without one every band fits */
  amount?: number
}

/** An organisation's own settings: rule id -> value. */
export type Settings = Readonly<Record<string, number>>

/** A rule as it holds for somebody; one with an own value laid over it keeps the national one beside it. */
export type HoldingRegulation = Regulation

/** The start of rules whose first day no source gives. */
export const unknownStart: Day = '1000-01-01'

/** Graded C, D or from memory and confirmed by nobody: shown as 待核, and the organisation may set it. */
export const isToBeChecked = ({ grade, set }: Regulation): boolean => !set && (grade === 'C' || grade === 'D' || grade === 'M')

export const isConfigurable = (rule: Regulation): boolean =>
  isToBeChecked(rule) || rule.force === 'generally' || rule.choices !== undefined

export const isInForce = (rule: Regulation, day: Day): boolean =>
  rule.from <= day && (rule.to === undefined || day < rule.to)

/** Whether a number satisfies the rule. "半数以上" (>=) and "超过半数" (>) differ on purpose. */
export function holds(rule: Regulation, given: number): boolean {
  switch (rule.comparator) {
    case '>=': return given >= rule.value
    case '>': return given > rule.value
    case '<=': return given <= rule.value
    case '<': return given < rule.value
    case '=': return given === rule.value
  }
}

/** Whether a part of a whole satisfies a rule about a share, in whole numbers. */
export function holdsShare(rule: Regulation, part: number, whole: number): boolean {
  const [top, bottom] = rule.share!
  return holds({ ...rule, value: top * whole }, part * bottom)
}

/** How many of a whole are enough for a share, or at most allowed by it. */
export function countFor(rule: Regulation, whole: number): number {
  const [top, bottom] = rule.share!
  const exact = (top * whole) / bottom
  switch (rule.comparator) {
    case '>=': return Math.ceil(exact)
    case '>': return Math.floor(exact) + 1
    case '<=': return Math.floor(exact)
    case '<': return Math.ceil(exact) - 1
    case '=': return exact
  }
}

const indexes = new WeakMap<readonly Regulation[], Map<string, Regulation[]>>()
const none: readonly Regulation[] = []

/** All versions of a rule, found once for each list: sums of a million people ask a handful of rules each. */
export function versionsOf(rules: readonly Regulation[], id: string): readonly Regulation[] {
  const held = indexes.get(rules) ?? Map.groupBy(rules, (rule) => rule.id)
  indexes.set(rules, held)
  return held.get(id) ?? none
}

/** A list was changed in place: what was found in it is looked for anew. */
export const forgetVersions = (rules: readonly Regulation[]): boolean => indexes.delete(rules)

/**
 * The one rule of this id that holds for the place on its day, or null. The most specific scope wins. A local rule (one
 * with regions) and the organisation's own setting are taken only where `maySet` allows them over the national rule.
 */
export function ruleOn(
  rules: readonly Regulation[], id: string, place: Place, local: Settings = {},
): HoldingRegulation | null {
  const fitting = versionsOf(rules, id).filter((rule) => isInForce(rule, place.day) && fits(rule.scope, place))
  const national = mostSpecific(fitting.filter((rule) => !rule.scope.regions))
  const regional = mostSpecific(fitting.filter((rule) => rule.scope.regions))
  const ruling = regional && (!national || maySet(national, regional.value)) ? regional : national
  const own = local[id]
  if (!ruling || own === undefined || own === ruling.value || !maySet(ruling, own)) return ruling
  return { ...ruling, value: own, nationalValue: (national ?? ruling).value }
}

/** Every rule that holds for the place on its day, one per id, in the order of the packs. */
export function rulesFor(rules: readonly Regulation[], place: Place, local: Settings = {}): HoldingRegulation[] {
  return [...new Set(rules.map((rule) => rule.id))].flatMap((id) => ruleOn(rules, id, place, local) ?? [])
}

/**
 * Whether a locality or an organisation may put this value in place of the rule's: one of the text's own choices; any
 * where the text says 一般 or the rule is still to be checked; otherwise only a stricter one.
 */
export function maySet(rule: Regulation, value: number): boolean {
  if (!Number.isFinite(value) || value < 0) return false
  if (rule.choices) return rule.choices.includes(value)
  return isConfigurable(rule) || isAtLeastAsStrict(rule, value)
}

export function isAtLeastAsStrict(rule: Regulation, value: number): boolean {
  if (rule.comparator === '=') return value === rule.value
  const isUpwards = rule.comparator === '>=' || rule.comparator === '>'
  return isUpwards !== (rule.obliges === true) ? value >= rule.value : value <= rule.value
}

function fits(scope: Scope, place: Place): boolean {
  return (scope.line === undefined || scope.line === place.line)
    && (scope.kinds === undefined || scope.kinds.includes(place.kind))
    && (scope.flags ?? []).every((flag) => place.flags?.includes(flag))
    && !(scope.unless ?? []).some((flag) => place.flags?.includes(flag))
    && (scope.sectors === undefined || (place.sector != null && scope.sectors.includes(place.sector)))
    && (scope.regions === undefined || scope.regions.some((region) => place.region?.startsWith(region)))
    && (scope.members === undefined || isWithin(scope.members, place.members))
    && (scope.amount === undefined || place.amount === undefined || isWithin(scope.amount, place.amount))
}

const isWithin = (range: { from: number; to?: number }, given: number | undefined): boolean =>
  given !== undefined && given >= range.from && (range.to === undefined || given <= range.to)

function mostSpecific(rules: readonly Regulation[]): Regulation | null {
  return [...rules].sort((a, b) => compareSpecificity(b, a))[0] ?? null
}

/** Region before flag before sector before kind; of two equal ones the younger rule wins. */
function compareSpecificity(a: Regulation, b: Regulation): number {
  const [left, right] = [specificity(a.scope), specificity(b.scope)]
  const differs = left.findIndex((part, i) => part !== right[i])
  return differs < 0 ? a.from.localeCompare(b.from) : left[differs]! - right[differs]!
}

function specificity(scope: Scope): number[] {
  return [
    Math.max(0, ...(scope.regions ?? []).map((region) => region.length)),
    scope.flags?.length ?? 0, scope.sectors ? 1 : 0, scope.members ? 1 : 0, scope.kinds ? 1 : 0, scope.line ? 1 : 0,
  ]
}
