import type { Day } from '#base/day.ts'
import { ruleOn, type HoldingRegulation, type Regulation, type Settings } from '#regulations/rules.ts'
import type { Duty } from '#obligations/duty.ts'
import { periodAt, periodsBetween, type Period } from '#obligations/periods.ts'
import { stateOf, type State } from '#obligations/state.ts'

/** An organisation on the days `from` <= day < `to`. */
export interface Subject {
  organisationId: string
  name: string
  path: string
  kind: string
  line: string
  flags: readonly string[]
  sector: string | null
  region: string | null
  members: number
  from: Day
  to: Day | null
  /** since when the system knows it: what ended before is not asked. Null: always. */
  knownOn: Day | null
}

export interface Fulfilment {
  duty: string
  /** first day of the period it was done for */
  periodFrom: Day
  occurredOn: Day
  ref: { kind: string; id: string }
}

export interface Waiver {
  duty: string
  periodFrom: Day
  reason: string
  by: string
  on: Day
}

/** One duty of one organisation in one period. */
export interface Obligation {
  duty: Duty
  period: Period
  rule: HoldingRegulation
  state: State
  done: Fulfilment[]
  waiver: Waiver | null
}

/** All that is known of one organisation. */
export interface Books {
  /** its facts from its founding on, in order of days */
  subjects: readonly Subject[]
  fulfilments: readonly Fulfilment[]
  waivers: readonly Waiver[]
  settings?: Settings
}

export interface Engine {
  duties: readonly Duty[]
  rules: readonly Regulation[]
  /** days after a period in which making up is still on its way */
  grace: number
}

/**
 * What an organisation owes in the periods that touch `from` <= day < `to`. The facts and the rule on a period's first
 * day decide for all of it: whoever is founded, or grows into a duty, on its second day owes from the next period on, and
 * a rule changed in its middle does not change what was begun. Whoever ends before the period does owes nothing in it,
 * and nobody owes what was over before the system knew of them.
 */
export function owed(engine: Engine, books: Books, range: { from: Day; to: Day }, today: Day): Obligation[] {
  return engine.duties.flatMap((duty) => periodsOf(engine.rules, duty, range).flatMap((period) => {
    const subject = books.subjects.find(({ from, to }) => from <= period.from && (to === null || period.from < to))
    const last = books.subjects.at(-1)
    if (!subject || !last || (last.to !== null && last.to < period.to)) return []
    if (subject.knownOn !== null && period.to <= subject.knownOn) return []
    const rule = ruleOn(engine.rules, duty.rule, { ...subject, day: period.from }, books.settings)
    if (!rule || rule.every !== period.every || rule.value === 0) return []
    const done = books.fulfilments.filter((one) => one.duty === duty.id && one.periodFrom === period.from)
    const waiver = books.waivers.find((one) => one.duty === duty.id && one.periodFrom === period.from) ?? null
    const known = { period, times: rule.value, done: done.map((one) => one.occurredOn), isWaived: waiver !== null, grace: engine.grace }
    return [{ duty, period, rule, state: stateOf(known, today), done, waiver }]
  }))
}

/** A rule may ask monthly in one year and quarterly in the next: the periods of every form it ever had. */
function periodsOf(rules: readonly Regulation[], duty: Duty, { from, to }: { from: Day; to: Day }): Period[] {
  const forms = new Set(rules.flatMap((rule) => (rule.id === duty.rule && rule.every ? [rule.every] : [])))
  return [...forms].flatMap((every) => periodsBetween(every, from, to))
}

/** The period that something done on a day settles for an organisation, and how often it has to be done in it; null where the rule asks nothing. */
export function periodOf(rules: readonly Regulation[], duty: Duty, subject: Subject, day: Day): { period: Period; times: number } | null {
  const rule = ruleOn(rules, duty.rule, { ...subject, day })
  return rule?.every ? { period: periodAt(rule.every, day), times: rule.value } : null
}
