import type { Day } from '#base/day.ts'
import type { Db } from '#base/sql.ts'
import { beyondReach } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { factsOn } from '#obligations/subjects.ts'
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
const paying: Record<DuesLine, { owes: readonly string[]; released: readonly string[] }> = {
  party: { owes: ['probationary', 'full'], released: [] },
  league: { owes: ['member'], released: ['retained'] },
  union: { owes: ['member'], released: ['retained'] },
}

/** What the rules of an organisation say in a month, and its own facts then. */
export interface Ground {
  rules: readonly Regulation[]
  place: Place
}

export async function groundOf(tx: Db, body: Body, month: Month): Promise<Ground> {
  const { realm_id: realm, public_id: id, kind, line, sector } = body
  const { flags, region } = await factsOn(tx, realm, id, firstDay(month))
  return { rules: await rulesFor(tx, body), place: { day: firstDay(month), kind, line, flags, sector, region } }
}

export const limitOf = ({ rules, place }: Ground, id: string): number | null => ruleOn(rules, id, place)?.value ?? null

const holdsIn = (month: Month) => ({ from, to, state }: Arrangement): boolean => state === 'agreed' && from <= firstDay(month) && firstDay(month) <= to

/**
 * What everybody of a body (or one person) owes for a month and whether it is paid, wherever that was: whoever reads this
 * keeps the books of the body these people stand in.
 */
export async function standingsOf(tx: Db, world: World, body: Body, month: Month, person?: string): Promise<Standing[]> {
  const today = world.clock.today()
  const last = lastDay(month) < today ? lastDay(month) : today
  const rows = (await payersOf(tx, body.realm_id, body, last, person)).filter(({ status }) => isPayer(body.line, status))
  const ground = await groundOf(tx, body, month)
  const books = await beyondReach(tx, () => booksOf(tx, world, body, rows.map((row) => row.person), month))
  return rows.map((row) => standingOf(row, body.line, month, ground, books))
}

const isPayer = (line: DuesLine, status: string): boolean => [...paying[line].owes, ...paying[line].released].includes(status)

interface Books {
  worksheets: Map<string, HeldWorksheet>
  arrangements: Map<string, Arrangement[]>
  charges: Map<string, Charge>
  paid: Map<string, Paid>
  since: Day | null
}

const byPerson = <T extends { person: string }>(rows: readonly T[]): Map<string, T> => new Map(rows.map((row) => [row.person, row]))

async function booksOf(tx: Db, world: World, { realm_id: realm, line, public_id: id }: Body, persons: readonly string[], month: Month): Promise<Books> {
  const day: Day = firstDay(month)
  const worksheets = await worksheetsOf(tx, world.keys, realm, line, persons, day)
  const arrangements = await arrangementsOf(tx, world.keys, realm, line, persons)
  const charges = await chargesOf(tx, realm, line, persons, [day])
  const paid = await paidOf(tx, realm, line, persons, [day])
  const since = await keptSince(tx, realm, id)
  return { since, worksheets: byPerson(worksheets), arrangements: Map.groupBy(arrangements, (one) => one.person), charges: byPerson(charges), paid: byPerson(paid) }
}

function standingOf(row: PayerRow, line: DuesLine, month: Month, ground: Ground, books: Books): Standing {
  const { person, name } = row
  const held = (books.arrangements.get(person) ?? []).filter(holdsIn(month))
  const relief = held.find(({ kind }) => kind !== 'quarterly') ?? null
  const worksheet = books.worksheets.get(person)
  const payer = worksheet?.payer ?? (line === 'league' && row.student ? 'student' : null)
  const paid = books.paid.get(person) ?? null
  const charge = books.charges.get(person)
  const silent = !paid && !charge && (books.since === null || month < monthOf(books.since))
  const common = { person, name, payer, relief, paid, silent, quarterly: held.some(({ kind }) => kind === 'quarterly') }
  const base = worksheet ? baseOf(line, worksheet) : null
  const released = paying[line].released.includes(row.status) || row.in_party
  const asked = { line, place: ground.place, payer, base: base?.ok ? base.value : null, released, relief: relief && { kind: relief.kind as 'reduced' | 'exempt', fen: relief.fen } }
  const owed = owedFor(ground.rules, asked)
  if (!charge) return { ...common, ...owed }
  const rules = charge.rules.flatMap((id) => ruleOn(ground.rules, id, ground.place) ?? [])
  return { ...common, state: charge.state as OwedState, fen: charge.fen, base: owed.fen === charge.fen ? owed.base : null, rules }
}

export const chargeOf = (line: DuesLine, month: Month, { person, state, fen, rules }: Standing): Charge =>
  ({ person, line, month: firstDay(month), state, fen, rules: rules.map(({ id }) => id) })
