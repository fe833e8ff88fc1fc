import { keyedHash } from '#base/seal.ts'
import type { Db } from '#base/sql.ts'
import type { Day } from '#base/day.ts'
import type { World } from '#database/world.ts'
import type { Breath } from '#exchange/breath.ts'
import { organisationByPublicId } from '#organisations/actions/lookup.ts'
import { standingsIn } from '#dues/actions/assessing.ts'
import { collects, type Body } from '#dues/actions/books.ts'
import { dueOf, limitsAt } from '#dues/actions/collect.ts'
import type { Limits } from '#dues/rules/collecting.ts'
import { firstDay, monthOf, plusMonths, type Month } from '#dues/rules/months.ts'
import type { Account } from '#dues/statement/actions/known.ts'
import { meantBy, monthsIn, proposalFor, together, type Books, type Entry, type Payer, type Proposal } from '#dues/statement/rules.ts'
import { rosterUnder, tailsOf } from '#dues/statement/store.ts'

/** months around a payment that it may be meant for */
const around = [-6, -5, -4, -3, -2, -1, 0, 1, 2]

interface Open {
  payers: Map<string, Payer[]>
  bodies: Map<string, Body>
  limits: Map<string, Limits>
}

/**
 * What every line is taken for. Sums are looked at twice: of all who are named for the month of the payment, and of those
 * whom that leaves in doubt for the months around it.
 */
export async function proposalsOf(tx: Db, world: World, account: Account, entries: readonly Entry[], breath: Breath): Promise<Proposal[]> {
  if (entries.length === 0) return []
  const open: Open = { payers: await rosterOf(tx, account, entries), bodies: new Map(), limits: new Map() }
  const concerned = await concernedBy(open, entries, breath)
  await loadTails(tx, world, account, concerned)
  await loadDues(tx, world, account, open, concerned.map(({ entry, payers }) => ({ payers, months: [monthOf(entry.day)] })))
  await loadLimits(tx, world, open, concerned)
  const books: Books = { payers: open.payers, limits: (organisation, day, quarterly) => ({ ...open.limits.get(`${organisation} ${monthOf(day)}`)!, quarterly }) }
  const first = await judgedAll(entries, books, breath)
  const doubtful = concerned.filter(({ at }) => first[at]!.part === 'doubtful')
  await loadDues(tx, world, account, open, doubtful.map(({ entry, payers }) => ({
    payers, months: [...new Set([...around.map((offset) => plusMonths(monthOf(entry.day), offset)), ...monthsIn(entry.remark, entry.day)])],
  })))
  for (const { at, entry } of doubtful) first[at] = proposalFor(entry, books)
  return together(entries, first)
}

async function judgedAll(entries: readonly Entry[], books: Books, breath: Breath): Promise<Proposal[]> {
  const found: Proposal[] = []
  for (const entry of entries) {
    found.push(proposalFor(entry, books))
    if (breath.due) await breath.take()
  }
  return found
}

async function rosterOf(tx: Db, { realm_id: realm, path, line }: Account, entries: readonly Entry[]): Promise<Map<string, Payer[]>> {
  const days = entries.map(({ day }) => day).sort()
  const from = firstDay(plusMonths(monthOf(days[0]!), around[0]!))
  const payers = new Map<string, Payer[]>()
  for (const { person, name, organisation } of await rosterUnder(tx, realm, { path, line }, from, days.at(-1)!)) {
    const payer: Payer = { person, organisation, name, tails: new Set(), quarterly: false, dues: new Map() }
    const held = payers.get(name)
    if (held) held.push(payer)
    else payers.set(name, [payer])
  }
  return payers
}

interface Concerned {
  at: number
  entry: Entry
  payers: Payer[]
}

async function concernedBy({ payers }: Open, entries: readonly Entry[], breath: Breath): Promise<Concerned[]> {
  const found: Concerned[] = []
  for (const [at, entry] of entries.entries()) {
    const meant = meantBy(entry, payers)
    if (meant) found.push({ at, entry, payers: meant.payers })
    if (breath.due) await breath.take()
  }
  return found
}

/** Where a name is not enough, whose account or telephone it was. */
async function loadTails(tx: Db, world: World, { realm_id: realm }: Account, concerned: readonly Concerned[]): Promise<void> {
  const unclear = concerned.filter(({ entry, payers }) => payers.length > 1 && entry.tail !== '')
  if (unclear.length === 0) return
  const payers = unclear.flatMap((one) => one.payers)
  const tails = [...new Set(unclear.map(({ entry }) => entry.tail))].map((tail) => ({ tail, hash: keyedHash(world.keys, 'phone-tail', tail) }))
  const found = Map.groupBy(await tailsOf(tx, realm, [...new Set(payers.map(({ person }) => person))], tails), ({ person }) => person)
  for (const payer of payers) payer.tails = new Set((found.get(payer.person) ?? []).map(({ tail }) => tail))
}

async function bodyOf(tx: Db, { realm_id: realm }: Account, open: Open, organisation: string): Promise<Body | null> {
  const held = open.bodies.get(organisation)
  if (held) return held
  const found = await organisationByPublicId(tx, realm, organisation)
  if (!found || !collects(found)) return null
  open.bodies.set(organisation, found as Body)
  return found as Body
}

/** Reads what these people owe, body by body; whoever owes nothing where another of the same name does is not meant. */
async function loadDues(tx: Db, world: World, account: Account, open: Open, wanted: readonly { payers: Payer[]; months: Month[] }[]): Promise<void> {
  const groups = new Map<string, { payers: Map<string, Payer>; months: Set<Month> }>()
  for (const { payers, months } of wanted) {
    for (const payer of payers) {
      const group = groups.get(payer.organisation) ?? { payers: new Map<string, Payer>(), months: new Set<Month>() }
      groups.set(payer.organisation, group)
      group.payers.set(payer.person, payer)
      for (const month of months) group.months.add(month)
    }
  }
  for (const [organisation, { payers, months }] of groups) {
    const body = await bodyOf(tx, account, open, organisation)
    if (!body) continue
    for (const [month, standings] of await standingsIn(tx, world, body, [...months], [...payers.keys()])) {
      for (const standing of standings) {
        const payer = payers.get(standing.person)!
        payer.dues.set(month, dueOf({ month, standing }))
        payer.quarterly ||= standing.quarterly
      }
    }
  }
  for (const name of new Set(wanted.flatMap(({ payers }) => payers.map((one) => one.name)))) {
    const here = (open.payers.get(name) ?? []).filter(({ organisation }) => open.bodies.has(organisation))
    const owing = here.filter(({ dues }) => dues.size > 0)
    if (here.length > 0) open.payers.set(name, owing.length > 0 ? owing : here)
    else open.payers.delete(name)
  }
}

async function loadLimits(tx: Db, world: World, open: Open, concerned: readonly Concerned[]): Promise<void> {
  const wanted = new Map<string, { organisation: string; day: Day }>()
  for (const { entry: { day }, payers } of concerned) for (const { organisation } of payers) wanted.set(`${organisation} ${monthOf(day)}`, { organisation, day })
  for (const [key, { organisation, day }] of wanted) {
    const body = open.bodies.get(organisation)
    if (body) open.limits.set(key, await limitsAt(tx, world, body, day, false))
  }
}
