import { keyedHash } from '#base/seal.ts'
import type { Db } from '#base/sql.ts'
import type { World } from '#database/world.ts'
import type { Breath } from '#exchange/breath.ts'
import { organisationsByIds } from '#organisations/actions/lookup.ts'
import { groundsAcross, standingsAcross } from '#dues/actions/across.ts'
import { limitOf } from '#dues/actions/assessing.ts'
import { collects, type Body } from '#dues/actions/books.ts'
import { dueOf } from '#dues/actions/collect.ts'
import type { Limits } from '#dues/rules/collecting.ts'
import { firstDay, monthOf, plusMonths, type Month } from '#dues/rules/months.ts'
import type { Account } from '#dues/statement/actions/known.ts'
import type { Proposal } from '#dues/statement/codes.ts'
import { meantBy, monthsIn, proposalFor, together, type Books, type Entry, type Payer } from '#dues/statement/rules.ts'
import { closedOf, rosterUnder, tailsOf } from '#dues/statement/store.ts'

/** months around a payment that it may be meant for */
const around = [-6, -5, -4, -3, -2, -1, 0, 1, 2]

interface Open {
  payers: Map<string, Payer[]>
  bodies: Map<string, Body>
  rowIds: Map<string, number>
  limits: Map<string, Limits>
}

/**
 * What every line is taken for. Sums are looked at twice: of all who are named for the month of the payment, and of those
 * whom that leaves without any month that fits, for the months around it.
 */
export async function proposalsOf(
  tx: Db, world: World, account: Account, entries: readonly Entry[], breath: Breath,
): Promise<Proposal[]> {
  if (entries.length === 0) return []
  const open: Open = { ...(await rosterOf(tx, account, entries)), bodies: new Map(), limits: new Map() }
  const concerned = await concernedBy(open, entries, breath)
  await loadTails(tx, world, account, concerned)
  await loadDues(
    tx, world, account, open, concerned.map(({ entry, payers }) => ({ payers, months: [monthOf(entry.day)] })),
  )
  await loadLimits(tx, world, account, open, concerned)
  const books: Books = { payers: open.payers, limits: (organisation, day, quarterly) => ({ ...open.limits.get(`${organisation} ${monthOf(day)}`)!, quarterly }) }
  const first = await judgedAll(entries, books, breath)
  const doubtful = concerned.filter(({ at }) => first[at]!.part === 'doubtful' && first[at]!.reason !== 'joint' && !first[at]!.choices.some(({ extra }) => extra === 0))
  await loadDues(tx, world, account, open, doubtful.map(({ entry, payers }) => ({
    payers, months: [...new Set(
      [...around.map((offset) => plusMonths(monthOf(entry.day), offset)), ...monthsIn(entry.remark, entry.day)],
    )],
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

async function rosterOf(
  tx: Db, { realm_id: realm, path, line }: Account, entries: readonly Entry[],
): Promise<Pick<Open, 'payers' | 'rowIds'>> {
  const days = entries.map(({ day }) => day).sort()
  const from = firstDay(plusMonths(monthOf(days[0]!), around[0]!))
  const [payers, rowIds] = [new Map<string, Payer[]>(), new Map<string, number>()]
  for (const { person, name, organisation, body } of await rosterUnder(tx, realm, { path, line }, from, days.at(-1)!)) {
    rowIds.set(organisation, body)
    const payer: Payer = { person, organisation, name, tails: new Set(), quarterly: false, dues: new Map() }
    const held = payers.get(name)
    if (held) held.push(payer)
    else payers.set(name, [payer])
  }
  return { payers, rowIds }
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
async function loadTails(
  tx: Db, world: World, { realm_id: realm }: Account, concerned: readonly Concerned[],
): Promise<void> {
  const unclear = concerned.filter(({ entry, payers }) => payers.length > 1 && entry.tail !== '')
  if (unclear.length === 0) return
  const payers = unclear.flatMap((one) => one.payers)
  const tails = [...new Set(
    unclear.map(({ entry }) => entry.tail),
  )].map((tail) => ({ tail, hash: keyedHash(world.keys, 'phone-tail', tail) }))
  const found = Map.groupBy(
    await tailsOf(tx, realm, [...new Set(payers.map(({ person }) => person))], tails), ({ person }) => person,
  )
  for (const payer of payers) payer.tails = new Set((found.get(payer.person) ?? []).map(({ tail }) => tail))
}

/** The bodies that some payers stand in, as far as they collect. */
async function loadBodies(tx: Db, { realm_id: realm }: Account, open: Open, payers: readonly Payer[]): Promise<void> {
  const wanted = new Set(
    payers.flatMap(({ organisation }) => (open.bodies.has(organisation) ? [] : open.rowIds.get(organisation)!)),
  )
  if (wanted.size === 0) return
  const found = (await organisationsByIds(tx, realm, [...wanted])).filter(collects)
  for (const one of found) open.bodies.set(one.public_id, one as Body)
}

interface Wanted {
  payers: Payer[]
  months: Month[]
}

/** Reads what these people owe, all at once; whoever owes nothing where another of the same name does is not meant. */
async function loadDues(tx: Db, world: World, account: Account, open: Open, wanted: readonly Wanted[]): Promise<void> {
  if (wanted.length === 0) return
  await loadBodies(tx, account, open, wanted.flatMap(({ payers }) => payers))
  const here = new Map(wanted.flatMap(({ payers }) => payers.flatMap((one) => (open.bodies.has(one.organisation) ? [[`${one.person} ${one.organisation}`, one] as const] : []))))
  const months = [...new Set(wanted.flatMap((one) => one.months))]
  const bodies = [...new Set(
    [...here.values()].map(({ organisation }) => organisation),
  )].map((id) => open.bodies.get(id)!)
  for (const { organisation, month, standing } of await standingsAcross(
    tx, world, bodies, months, [...new Set([...here.values()].map(({ person }) => person))],
  )) {
    const payer = here.get(`${standing.person} ${organisation}`)
    payer?.dues.set(month, dueOf({ month, standing }))
    if (payer && standing.quarterly) payer.quarterly = true
  }
  for (const name of new Set(wanted.flatMap(({ payers }) => payers.map((one) => one.name)))) {
    const collecting = (open.payers.get(name) ?? []).filter(({ organisation }) => open.bodies.has(organisation))
    const owing = collecting.filter(({ dues }) => dues.size > 0)
    if (collecting.length > 0) open.payers.set(name, owing.length > 0 ? owing : collecting)
    else open.payers.delete(name)
  }
}

/** What the rules let a body take on the days of a month. */
async function loadLimits(
  tx: Db, world: World, { realm_id: realm, line }: Account, open: Open, concerned: readonly Concerned[],
): Promise<void> {
  const months = [...new Set(concerned.map(({ entry }) => monthOf(entry.day)))]
  const bodies = [...open.bodies.values()]
  const grounds = await groundsAcross(tx, realm, bodies, months)
  const closed = new Set((await closedOf(
    tx, realm, bodies.map((one) => one.public_id), months.map(firstDay),
  )).map(({ organisation, month }) => `${organisation} ${monthOf(month)}`))
  const today = world.clock.today()
  for (const { public_id: id } of bodies) {
    for (const month of months) {
      const limit = (name: string) => limitOf(grounds(id, month), `${line}.dues.${name}`) ?? 0
      open.limits.set(`${id} ${month}`, { line, today, lateMonths: limit('late-months'), aheadMonths: limit('ahead-months'), quarterly: false, closed: closed.has(`${id} ${month}`) })
    }
  }
}
