import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { factsEver } from '#obligations/subjects.ts'
import { rulesFor } from '#organisations/actions/lookup.ts'
import { ruleOn, type HoldingRegulation, type Place, type Regulation } from '#regulations/rules.ts'
import type { DuesLine, PayerKind } from '#dues/codes.ts'
import type { Body } from '#dues/actions/books.ts'
import { baseOf } from '#dues/rules/base.ts'
import { firstDay, lastDay, monthOf, type Month } from '#dues/rules/months.ts'
import { owedFor, type OwedState } from '#dues/rules/owed.ts'
import { arrangementsOf, type Arrangement } from '#dues/store/arrangements.ts'
import { chargesOf, paidOf, type Charge, type Paid } from '#dues/store/months.ts'
import { payersOf, type PayerRow } from '#dues/store/payers.ts'
import { keptSince, worksheetsOf, type HeldWorksheet } from '#dues/store/worksheets.ts'

/** How one person stands for one month. */
export interface Standing {
  person: string
  name: string
  state: OwedState
  fen: number
  base: number | null
  payer: PayerKind | null
  rules: HoldingRegulation[]
  paid: Paid | null
  quarterly: boolean
  relief: Arrangement | null
  /** before the body kept its books here: neither paid nor unpaid, nobody wrote it down */
  silent: boolean
}

/** Statuses that make somebody a payer, and those that keep membership without owing. */
export const paying: Record<DuesLine, { owes: readonly string[]; released: readonly string[] }> = {
  party: { owes: ['probationary', 'full'], released: [] },
  league: { owes: ['member'], released: ['retained'] },
  union: { owes: ['member'], released: ['retained'] },
}

/** What the rules of an organisation say in a month, and its own facts then. */
export interface Ground {
  rules: readonly Regulation[]
  place: Place
}

type GroundOf = (day: Day) => Ground

const read = new WeakMap<Db, Map<string, Promise<GroundOf>>>()

/** The rules and facts of a body, read once in a transaction for all its months. */
function groundsOf(tx: Db, body: Body): Promise<GroundOf> {
  const held = read.get(tx) ?? new Map<string, Promise<GroundOf>>()
  read.set(tx, held)
  const found = held.get(body.public_id) ?? readGrounds(tx, body)
  held.set(body.public_id, found)
  return found
}

async function readGrounds(tx: Db, body: Body): Promise<GroundOf> {
  const { realm_id: realm, public_id: id, kind, line, sector } = body
  const facts = await factsEver(tx, realm, id)
  const rules = await rulesFor(tx, body)
  return (day) => {
    const { flags, region } = facts(day)
    return { rules, place: { day, kind, line, flags, sector, region } }
  }
}

export const groundAt = async (tx: Db, body: Body, day: Day): Promise<Ground> => (await groundsOf(tx, body))(day)
export const groundOf = (tx: Db, body: Body, month: Month): Promise<Ground> => groundAt(tx, body, firstDay(month))

export const limitOf = ({ rules, place }: Ground, id: string): number | null => ruleOn(rules, id, place)?.value ?? null

const holdsIn = (month: Month) => ({ from, to, state }: Arrangement): boolean => state === 'agreed' && from <= firstDay(month) && firstDay(month) <= to

/**
 * What everybody of a body (or some persons) owes for some months and whether it is paid, wherever that was: whoever reads
 * this keeps the books of the body these people stand in.
 */
export async function standingsIn(tx: Db, world: World, body: Body, months: readonly Month[], person?: string | readonly string[]): Promise<Map<Month, Standing[]>> {
  const today = world.clock.today()
  const ends = months.map((month) => ({ month: firstDay(month), last: lastDay(month) < today ? lastDay(month) : today }))
  const rows = (await payersOf(tx, body.realm_id, body, ends, person)).filter(({ status }) => isPayer(body.line, status))
  const ground = await groundsOf(tx, body)
  const persons = [...new Set(rows.map((row) => row.person))]
  const books = await beyondReach(tx, () => booksOf(tx, world, body, persons, ends.map(({ month }) => month)))
  const found = Map.groupBy(rows, (row) => monthOf(row.month))
  return new Map(months.map((month) => [month, (found.get(month) ?? []).map((row) => standingOf(row, body.line, month, ground(firstDay(month)), books))]))
}

/** The same for one month. */
export const standingsOf = async (tx: Db, world: World, body: Body, month: Month, person?: string): Promise<Standing[]> =>
  (await standingsIn(tx, world, body, [month], person)).get(month)!

export const isPayer = (line: DuesLine, status: string): boolean => [...paying[line].owes, ...paying[line].released].includes(status)

export interface Books {
  /** by person and month, like the others but arrangements */
  worksheets: Map<string, HeldWorksheet>
  arrangements: Map<string, Arrangement[]>
  charges: Map<string, Charge>
  paid: Map<string, Paid>
  since: Day | null
}

interface Kept { person: string; month: Day }
const keyOf = (person: string, month: Day): string => `${person} ${month}`
const byMonth = <T extends Kept>(rows: readonly T[]): Map<string, T> => new Map(rows.map((row) => [keyOf(row.person, row.month), row]))

export async function booksOf(tx: Db, world: World, { realm_id: realm, line, public_id: id }: Body, persons: readonly string[], months: readonly Day[]): Promise<Books> {
  const worksheets = await worksheetsOf(tx, world.keys, realm, line, persons, months)
  const arrangements = await arrangementsOf(tx, world.keys, realm, line, persons)
  const charges = await chargesOf(tx, realm, line, persons, months)
  const paid = await paidOf(tx, realm, line, persons, months)
  const since = await keptSince(tx, realm, id)
  return { since, worksheets: byMonth(worksheets), arrangements: Map.groupBy(arrangements, (one) => one.person), charges: byMonth(charges), paid: byMonth(paid) }
}

export function standingOf(row: PayerRow, line: DuesLine, month: Month, ground: Ground, books: Books): Standing {
  const { person, name } = row
  const held = (books.arrangements.get(person) ?? []).filter(holdsIn(month))
  const relief = held.find(({ kind }) => kind !== 'quarterly') ?? null
  const key = keyOf(person, row.month)
  const worksheet = books.worksheets.get(key)
  const payer = worksheet?.payer ?? (line === 'league' && row.student ? 'student' : null)
  const paid = books.paid.get(key) ?? null
  const charge = books.charges.get(key)
  const silent = !paid && !charge && (books.since === null || month < monthOf(books.since))
  const common = { person, name, payer, relief, paid, silent, quarterly: held.some(({ kind }) => kind === 'quarterly') }
  const base = worksheet ? baseOf(line, worksheet, worksheet.from === row.month) : null
  const released = paying[line].released.includes(row.status) || row.in_party
  const asked = { line, place: ground.place, payer, base: base?.ok ? base.value : null, released, relief: relief && { kind: relief.kind as 'reduced' | 'exempt', fen: relief.fen } }
  const owed = owedFor(ground.rules, asked)
  if (!charge) return { ...common, ...owed }
  const rules = charge.rules.flatMap((id) => ruleOn(ground.rules, id, ground.place) ?? [])
  return { ...common, state: charge.state as OwedState, fen: charge.fen, base: owed.fen === charge.fen ? owed.base : null, rules }
}

export const chargeOf = (line: DuesLine, month: Month, { person, state, fen, rules }: Standing): Charge =>
  ({ person, line, month: firstDay(month), state, fen, rules: rules.map(({ id }) => id) })
