import { addDays, addYears, type Day } from '#base/day.ts'
import { ruleOn, type Regulation } from '#regulations/rules.ts'
import type { Duty } from '#obligations/duty.ts'
import { periodsBetween, type Period } from '#obligations/periods.ts'

/** Organisations alike for rules, in the same stretch of months. */
export interface Crowd {
  /** [kind, line, flags, sector, region] */
  facts: string
  begins: Day
  ends: Day
  gone: Day
  known: Day
  n: number
}

/** How many duties are owed, and what became of them; `missed` is said only once the grace has passed. */
export interface Count {
  owed: number
  met: number
  late: number
  waived: number
  due: number
  missed: number
}

export interface Settled {
  duty: string
  periodFrom: Day
  met: number
  late: number
  waived: number
}

/** A duty in a period: the unit that everything here is counted in. */
export interface Slot {
  duty: Duty
  period: Period
}

export const slotKey = (duty: string, periodFrom: Day): string => `${duty} ${periodFrom}`
export const nothing = (): Count => ({ owed: 0, met: 0, late: 0, waived: 0, due: 0, missed: 0 })

export function add(to: Count, more: Count): Count {
  for (const key of Object.keys(to) as (keyof Count)[]) to[key] += more[key]
  return to
}

const byId = new WeakMap<readonly Regulation[], Map<string, Regulation[]>>()
function rulesNamed(rules: readonly Regulation[], id: string): readonly Regulation[] {
  const held = byId.get(rules) ?? Map.groupBy(rules, (rule) => rule.id)
  byId.set(rules, held)
  return held.get(id) ?? []
}

/** Everything that has to be done by a day of `from` < end <= `to`: a month's view holds the quarter that ends with it. */
export function slotsDue(rules: readonly Regulation[], duties: readonly Duty[], { from, to }: { from: Day; to: Day }): Slot[] {
  return duties.flatMap((duty) => {
    const forms = new Set(rulesNamed(rules, duty.rule).flatMap((rule) => rule.every ?? []))
    return [...forms].flatMap((every) => periodsBetween(every, addYears(from, -1), to))
      .filter((period) => from < period.to && period.to <= to).map((period) => ({ duty, period }))
  })
}

const asked = new WeakMap<readonly Regulation[], Map<string, boolean>>()

/** Whether rules ask a duty of organisations of these facts in a period: answered once for all that are alike. */
export function asks(rules: readonly Regulation[], facts: string, { duty, period }: Slot): boolean {
  const answers = asked.get(rules) ?? new Map<string, boolean>()
  asked.set(rules, answers)
  const key = `${facts} ${duty.rule} ${period.every} ${period.from}`
  const held = answers.get(key)
  if (held !== undefined) return held
  const [kind, line, flags, sector, region] = JSON.parse(facts) as [string, string, string[], string | null, string | null]
  const rule = ruleOn(rulesNamed(rules, duty.rule), duty.rule, { kind, line, flags, sector, region, day: period.from })
  const answer = rule !== null && rule.every === period.every && rule.value > 0
  answers.set(key, answer)
  return answer
}

const stands = ({ begins, ends, gone, known }: Crowd, { from, to }: Period): boolean =>
  begins <= from && from < ends && to <= gone && known < to

/** How many organisations of some crowds owe each slot. */
export function owedIn(rules: readonly Regulation[], crowds: readonly Crowd[], slots: readonly Slot[]): Map<string, number> {
  const owed = new Map<string, number>()
  for (const slot of slots) {
    let n = 0
    for (const crowd of crowds) if (stands(crowd, slot.period) && asks(rules, crowd.facts, slot)) n += crowd.n
    if (n !== 0) owed.set(slotKey(slot.duty.id, slot.period.from), n)
  }
  return owed
}

export interface Sums {
  owed: Map<string, number>
  settled: readonly Settled[]
}

/** What became of each duty: by its id, over all slots given. */
export function countsOf(slots: readonly Slot[], sums: readonly Sums[], { today, grace }: { today: Day; grace: number }): Map<string, Count> {
  const counts = new Map<string, Count>()
  const settled = Map.groupBy(sums.flatMap((one) => one.settled), (one) => slotKey(one.duty, one.periodFrom))
  for (const { duty, period } of slots) {
    const key = slotKey(duty.id, period.from)
    const owed = sums.reduce((sum, one) => sum + (one.owed.get(key) ?? 0), 0)
    if (owed === 0) continue
    const count = counts.get(duty.id) ?? nothing()
    counts.set(duty.id, count)
    const done = { met: 0, late: 0, waived: 0 }
    for (const one of settled.get(key) ?? []) for (const how of ['met', 'late', 'waived'] as const) done[how] += one[how]
    const open = Math.max(0, owed - done.met - done.late - done.waived)
    const isOver = today >= addDays(period.to, grace)
    add(count, { owed, ...done, due: isOver ? 0 : open, missed: isOver ? open : 0 })
  }
  return counts
}
