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
export function slotsDue(rules: readonly Regulation[], duties: readonly Duty[], range: { from: Day; to: Day }): readonly Slot[] {
  const held = kept.get(rules) ?? new Map<string, readonly Slot[]>()
  kept.set(rules, held)
  const key = `${range.from} ${range.to} ${duties.map(({ id }) => id).join()}`
  const slots = held.get(key) ?? slotsMade(rules, duties, range)
  // whoever asks about ever other days must not fill the memory
  if (held.size > mostKept) held.clear()
  held.set(key, slots)
  return slots
}

/** The same question is asked at every page: the answer, and what rules ask in it, is kept while the rules are the same. */
const kept = new WeakMap<readonly Regulation[], Map<string, readonly Slot[]>>()
const mostKept = 100

function slotsMade(rules: readonly Regulation[], duties: readonly Duty[], { from, to }: { from: Day; to: Day }): Slot[] {
  return duties.flatMap((duty) => {
    const forms = new Set(rulesNamed(rules, duty.rule).flatMap((rule) => rule.every ?? []))
    return [...forms].flatMap((every) => periodsBetween(every, addYears(from, -1), to))
      .filter((period) => from < period.to && period.to <= to).map((period) => ({ duty, period }))
  })
}

const asked = new WeakMap<readonly Slot[], Map<string, readonly boolean[]>>()

/** Which of some slots rules ask of organisations of these facts: answered once for all that are alike. */
export function asks(rules: readonly Regulation[], facts: string, slots: readonly Slot[]): readonly boolean[] {
  const answers = asked.get(slots) ?? new Map<string, readonly boolean[]>()
  asked.set(slots, answers)
  // the same slots are asked under other rules too, where somebody laid some down
  const key = `${numberOf(rules)} ${facts}`
  const held = answers.get(key) ?? slots.map((slot) => asksOne(rules, facts, slot))
  answers.set(key, held)
  return held
}

const numbers = new WeakMap<readonly Regulation[], number>()
let last = 0
function numberOf(rules: readonly Regulation[]): number {
  if (!numbers.has(rules)) numbers.set(rules, ++last)
  return numbers.get(rules)!
}

function asksOne(rules: readonly Regulation[], facts: string, { duty, period }: Slot): boolean {
  const [kind, line, flags, sector, region] = JSON.parse(facts) as [string, string, string[], string | null, string | null]
  const rule = ruleOn(rulesNamed(rules, duty.rule), duty.rule, { kind, line, flags, sector, region, day: period.from })
  return rule !== null && rule.every === period.every && rule.value > 0
}

const stands = ({ begins, ends, gone, known }: Crowd, { from, to }: Period): boolean =>
  begins <= from && from < ends && to <= gone && known < to

/** How many organisations of some crowds owe each slot, in the order of the slots. */
export function owedIn(rules: readonly Regulation[], crowds: readonly Crowd[], slots: readonly Slot[]): number[] {
  const owed = slots.map(() => 0)
  for (const crowd of crowds) {
    const answers = asks(rules, crowd.facts, slots)
    for (let i = 0; i < slots.length; i++) if (answers[i] && stands(crowd, slots[i]!.period)) owed[i]! += crowd.n
  }
  return owed
}

export interface Sums {
  /** by slot */
  owed: readonly number[]
  settled: readonly Settled[]
}

/** What became of each duty: by its id, over all slots given. */
export function countsOf(slots: readonly Slot[], sums: readonly Sums[], { today, grace }: { today: Day; grace: number }): Map<string, Count> {
  const counts = new Map<string, Count>()
  const settled = settledByKey(sums)
  for (const [i, { duty, period }] of slots.entries()) {
    let owed = 0
    for (const one of sums) owed += one.owed[i] ?? 0
    if (owed === 0) continue
    const count = counts.get(duty.id) ?? nothing()
    counts.set(duty.id, count)
    const { met, late, waived } = settled.get(slotKey(duty.id, period.from)) ?? none
    const open = Math.max(0, owed - met - late - waived)
    const isOver = today >= addDays(period.to, grace)
    add(count, { owed, met, late, waived, due: isOver ? 0 : open, missed: isOver ? open : 0 })
  }
  return counts
}

const none = { met: 0, late: 0, waived: 0 }

function settledByKey(sums: readonly Sums[]): Map<string, typeof none> {
  const settled = new Map<string, typeof none>()
  for (const { settled: rows } of sums) {
    for (const { duty, periodFrom, met, late, waived } of rows) {
      const key = slotKey(duty, periodFrom)
      const held = settled.get(key)
      settled.set(key, held ? { met: held.met + met, late: held.late + late, waived: held.waived + waived } : { met, late, waived })
    }
  }
  return settled
}
