import { addDays, addYears, type Day } from '#base/day.ts'
import { keepRounds } from '#base/rounds.ts'
import { sql } from 'kysely'
import { many, type Db } from '#base/sql.ts'
import { seatsIn } from '#access/seats.ts'
import { everywhere, within } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { notifyAll } from '#notices/bulk.ts'
import { rulesOfRealm } from '#regulations/actions.ts'
import { ruleOn, type Regulation } from '#regulations/rules.ts'
import type { Duty } from '#obligations/duty.ts'
import { asks, slotKey, slotsDue, type Slot } from '#obligations/fulfilment.ts'
import { lastDay, periodWords } from '#obligations/periods.ts'
import { remindFrom } from '#obligations/state.ts'
import { forgetReminders, insertReminders, settledBetween, standingAfter, type Reminder, type Standing } from '#obligations/store/reminders.ts'
import { carryUp, dropEmpty } from '#obligations/store/sums.ts'
import { reminderWords } from '#obligations/words.ts'

const changesAtOnce = 20_000
const organisationsAtOnce = 5_000
const breath = (): Promise<void> => new Promise((go) => setImmediate(go))

/** Carries up what changed in a realm since; in short transactions. */
export async function carrySums(world: World, realm: number): Promise<void> {
  const some = () => within(world.db, everywhere(realm), (tx) => carryUp(tx, realm, changesAtOnce))
  let taken = await some()
  if (taken === 0) return
  for (; taken > 0; taken = await some()) await breath()
  await within(world.db, everywhere(realm), (tx) => dropEmpty(tx, realm))
}

/** Looks every ten seconds; answers how to stop, which waits for the round that is going on. */
export function keepSums(world: World, every = 10_000): () => Promise<void> {
  const look = async () => {
    for (const { id } of await many(world.db, sql<{ id: number }>`select id from realms where id > 0`)) await carrySums(world, id)
  }
  return keepRounds(every, look, (error) => world.log.error({ error: error.message }, 'sums of obligations were not carried up'))
}

type Stage = Reminder['stage']
const clockDays = (rules: readonly Regulation[], id: string, day: Day): number => ruleOn(rules, id, { kind: '', line: '', day })!.value

/** What is to be reminded of today under some rules: periods that end soon, and those over whose grace still runs. */
function slotsToday(rules: readonly Regulation[], duties: readonly Duty[], today: Day): { slot: Slot; stage: Stage }[] {
  const [before, grace] = [clockDays(rules, 'clock.remind', today), clockDays(rules, 'clock.grace', today)]
  const near = slotsDue(rules, duties, { from: addDays(today, -grace), to: addDays(today, before + 1) })
  const isNow = ({ period }: Slot) => period.to <= today || remindFrom(period, before) <= today
  return near.filter(isNow).map((slot) => ({ slot, stage: slot.period.to <= today ? 'after' : 'before' }))
}

/**
 * Reminds every organisation of a realm once before a period ends and once after, whoever acts for it there; in blocks,
 * and finds nothing to do when it runs again. What is still open after the grace stands on the superior's work list.
 */
export async function remind(world: World, realm: number, duties: readonly Duty[]): Promise<number> {
  const today = world.clock.today()
  let [after, reminded] = ['', 0]
  for (;;) {
    const block = await within(world.db, everywhere(realm), (tx) => remindBlock(tx, world, { realm, duties, after, today }))
    reminded += block.reminded
    if (block.last === null) break
    after = block.last
    await breath()
  }
  await within(world.db, everywhere(realm), (tx) => forgetReminders(tx, realm, addYears(today, -2)))
  return reminded
}

interface Block {
  realm: number
  duties: readonly Duty[]
  after: string
  today: Day
}

async function remindBlock(tx: Db, world: World, { realm, duties, after, today }: Block): Promise<{ last: string | null; reminded: number }> {
  const rules = await rulesOfRealm(tx, realm)
  const standing = await standingAfter(tx, realm, after, organisationsAtOnce)
  if (standing.length === 0) return { last: null, reminded: 0 }
  const asked = new Map<readonly Regulation[], ReturnType<typeof slotsToday>>()
  const slotsAt = (path: string) => {
    const at = rules.at(path)
    const held = asked.get(at) ?? slotsToday(at, duties, today)
    asked.set(at, held)
    return { at, slots: held }
  }
  for (const { path } of standing) slotsAt(path)
  const days = [...new Set([...asked.values()].flat().map(({ slot }) => slot.period.from))]
  const last = standing.at(-1)!.path
  if (days.length === 0) return { last, reminded: 0 }
  const settled = await settledBetween(tx, realm, { first: standing[0]!.path, last }, days)
  const done = new Set(settled.map((one) => `${one.organisationId} ${slotKey(one.duty, one.periodFrom)}`))
  const open = standing.flatMap((one) => {
    const { at, slots } = slotsAt(one.path)
    return openOf(one, at, slots, done)
  })
  return { last, reminded: await tell(tx, world, realm, open, today) }
}

type Open = Reminder & { words: string[] }

const bares = new WeakMap<ReturnType<typeof slotsToday>, readonly Slot[]>()
function bare(slots: ReturnType<typeof slotsToday>): readonly Slot[] {
  const held = bares.get(slots) ?? slots.map(({ slot }) => slot)
  bares.set(slots, held)
  return held
}

/** What one organisation has not settled, one reminder for each end and stage. */
function openOf(one: Standing, rules: readonly Regulation[], slots: ReturnType<typeof slotsToday>, done: ReadonlySet<string>): Open[] {
  const found = new Map<string, Open>()
  const answers = asks(rules, one.facts, bare(slots))
  for (const [i, { slot, stage }] of slots.entries()) {
    const { from, to } = slot.period
    const stands = one.begins <= from && from < one.ends && to <= one.gone && one.known < to
    if (!stands || !answers[i] || done.has(`${one.organisationId} ${slotKey(slot.duty.id, from)}`)) continue
    const key = `${stage} ${to}`
    const held = found.get(key) ?? { organisationId: one.organisationId, path: one.path, stage, periodTo: to, open: 0, words: [] }
    held.open++
    held.words.push(`${periodWords(slot.period)}${slot.duty.words}`)
    found.set(key, held)
  }
  return [...found.values()]
}

/** One notice to each account that acts for the organisation, for reminders not given yet. */
async function tell(tx: Db, world: World, realm: number, open: readonly Open[], today: Day): Promise<number> {
  if (open.length === 0) return 0
  const fresh = await insertReminders(tx, realm, open.map(({ words: _, ...one }) => one), today)
  const wanted = open.filter(({ organisationId, stage, periodTo }) => fresh.has(`${organisationId} ${stage} ${periodTo}`))
  const seats = Map.groupBy(await seatsIn(tx, realm, wanted.map((one) => one.organisationId), today), (seat) => seat.organisationId)
  const notices = wanted.flatMap((one) => (seats.get(one.organisationId) ?? []).map(({ accountId }) => ({
    accountId, ...reminderWords(one.stage, lastDay({ every: 'month', from: one.periodTo, to: one.periodTo }), one.words), link: '/', class: 'act' as const,
  })))
  await notifyAll(tx, realm, notices, world.clock.now())
  return wanted.length
}
