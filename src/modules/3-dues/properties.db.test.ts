import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ParsedOf } from '#base/contract.ts'
import { must } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { seeded as seededBy, type Seeded } from '#base/seeded.ts'
import { many, one } from '#base/sql.ts'
import { everywhere, reading, within } from '#database/scope.ts'
import type { Actor } from '#access/actor.ts'
import { placeOf } from '#organisations/actions/lookup.ts'
import { setRule } from '#regulations/actions.ts'
import { standingsIn } from '#dues/actions/assessing.ts'
import { bodyAt } from '#dues/actions/books.ts'
import { closeMonth, reopenMonth } from '#dues/actions/closing.ts'
import { collect, correct } from '#dues/actions/collect.ts'
import { confirm, draw, drop, reconcile } from '#dues/actions/journal.ts'
import { assess } from '#dues/actions/payers.ts'
import { permissions } from '#dues/contract.ts'
import type * as contract from '#dues/contract/journal.ts'
import { presentMonth } from '#dues/present.ts'
import { presentJournal } from '#dues/present-journal.ts'
import { presentOwn } from '#dues/present-own.ts'
import { presentOverview, presentReport } from '#dues/present-report.ts'
import { closedUnhanded } from '#dues/store/handing.ts'
import { voucherByPublicId } from '#dues/store/journal.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

/** The suite's short form; the long one is DUES_OPERATIONS=100000. */
const operations = Number(process.env['DUES_OPERATIONS'] ?? 600)
const atOnce = 4
const year = 2026
const months = ['2026-08', '2026-09', '2026-10', '2026-11']
const bases = [298_000, 300_001, 510_000, 1_000_001]
const day = (month: string) => (month === '2026-11' ? '2026-11-20' : `${month}-28`)

let world: TestWorld
let office: Office
let branch: string
let people: string[]
let actors: Actor[]
let keepers: { accountant: Actor; cashier: Actor }

beforeAll(async () => {
  world = await testWorld()
  office = await openOffice(world)
  branch = await office.found('party.branch', '青石县第一党支部', office.top)
  actors = await Promise.all([1, 2].map(async (no) => {
    const [doer, { path, public_id: organisationId }] = [await office.doerAt(branch), await office.organisation(branch)]
    return { ...doer, accountId: doer.accountId + no - 1, seat: { path, organisationId }, permissions: new Set() } as unknown as Actor
  }))
  const [holder, { path, public_id: organisationId }] = [await office.doerAt(office.top), await office.organisation(office.top)]
  const keeper = (no: number, more: string[]) =>
    ({ ...holder, accountId: holder.accountId + no, seat: { path, organisationId }, permissions: new Set([permissions.draw, ...more]) }) as unknown as Actor
  keepers = { accountant: keeper(10, [permissions.reconcile]), cashier: keeper(11, []) }
  const setting = { act: newId(), organisation: office.top, rule: 'party.dues.remit.class', value: 1, document: '第十五条', from: world.clock.today() }
  must(await setRule(world, keepers.accountant, placeOf, setting))
  people = await Promise.all([1, 2, 3, 4, 5].map((no) => office.register(`党员${no}`, branch)))
  for (const person of people) await assess(world, actors[0]!, base(person, '2026-01', 510_000))
})
afterAll(() => world.end())

const base = (person: string, from: string, fen: number) =>
  ({ act: newId(), organisation: branch, person, from, payer: 'salaried' as const, slip: 'agreed' as const, items: [{ item: 'agreed' as const, fen }], reason: '调资' })

interface Done {
  run: (world: TestWorld) => Promise<unknown>
}

/** What was drawn up and booked so far, for others to confirm, send back or reverse. */
const orders: string[] = []
const vouchers: { id: string; fen: number }[] = []
const today = () => world.clock.today()

/** One thing the two who keep the money do. */
function moneyOperation(seeded: Seeded): Done {
  const actor = seeded.pick([keepers.accountant, keepers.cashier])
  const kind = seeded.whole(0, 9)
  const act = newId()
  if (kind < 5 && orders.length > 0) {
    // mostly one of the last: older ones are settled
    const order = seeded.chance(0.8) ? seeded.pick(orders.slice(-3)) : seeded.pick(orders)
    return { run: async (on) => {
      const answer = await confirm(on, actor, { act, order })
      if (answer.ok) vouchers.push({ id: answer.value.id, fen: await sumOf(answer.value.id) })
      return answer
    } }
  }
  if (kind === 5 && seeded.chance(0.2) && orders.length > 0) {
    const order = seeded.pick(orders)
    return { run: (on) => drop(on, actor, { act, order, reason: '重复制单' }) }
  }
  return drawing(seeded, actor, act)
}

function drawing(seeded: Seeded, actor: Actor, act: string): Done {
  const base = { act, organisation: office.top, on: today(), money: seeded.pick(['cash', 'bank'] as const), about: '随机' }
  const fen = seeded.whole(1, 3000)
  const month = seeded.pick(months)
  const reversed = vouchers.length > 0 ? seeded.pick(vouchers.slice(-6)) : null
  const handing = async () => ({ kind: 'receive', other: branch, through: month, fen: Math.max(1, await handedUpTo(month)) }) as const
  const reversing = async () =>
    (reversed ? { kind: 'reverse' as const, voucher: reversed.id, fen: reversed.fen } : { kind: 'granted' as const, fen })
  const wish = seeded.pick<(() => Promise<Partial<ParsedOf<typeof contract.draw>>>)>([
    handing, handing,
    async () => ({ kind: 'receive', other: branch, through: month, fen }),
    async () => ({ kind: 'use', purpose: 'training', fen, decidedBy: '党委会', decidedOn: '2026-11-01' }),
    async () => ({ kind: 'interest', fen }), async () => ({ kind: 'move', fen }), async () => ({ kind: 'remit', fen, year }),
    reversing, reversing, reversing,
    async () => ({ kind: 'granted', fen }),
  ])
  let input: ParsedOf<typeof contract.draw> | null = null
  return { run: async (on) => {
    input ??= { ...base, ...(await wish()) } as ParsedOf<typeof contract.draw>
    const answer = await draw(on, actor, input)
    if (answer.ok) orders.push(answer.value.id)
    return answer
  } }
}

const atTop = <T>(work: Parameters<typeof reading<T>>[2]): Promise<T> => reading(world.db, keepers.accountant, work)
const handedUpTo = (month: string): Promise<number> => atTop(async (tx) =>
  (await closedUnhanded(tx, office.realm, [branch])).filter((one) => one.month <= `${month}-01`).reduce((sum, one) => sum + one.dues + one.central, 0))
const sumOf = (voucher: string): Promise<number> =>
  atTop(async (tx) => (await voucherByPublicId(tx, office.realm, voucher))!.entries.reduce((sum, one) => sum + one.fen, 0))

/** The same world, whose clock breaks when the hour is asked: a transaction that has written something comes to nothing. */
const broken = (): TestWorld => ({ ...world, clock: { ...world.clock, now: () => { throw new Error('aborted') } } })

/** One thing somebody does: well or badly, for the first time or again. */
function operation(seeded: Seeded, done: Done[], receipts: string[]): Done {
  const actor = seeded.pick(actors)
  const [person, month] = [seeded.pick(people), seeded.pick(months)]
  const kind = seeded.whole(0, 99)
  // the same act again: a double click, a retry, a second device
  if (kind < 20 && done.length > 0) return seeded.pick(done)
  if (kind >= 78) return moneyOperation(seeded)
  if (kind < 30 && receipts.length > 0) {
    const input = { act: newId(), receipt: seeded.pick(receipts), reason: '登记错了' }
    return { run: (on) => correct(on, actor, input) }
  }
  if (kind < 33) {
    const input = { act: newId(), organisation: branch, month }
    return { run: (on) => closeMonth(on, actor, input) }
  }
  if (kind < 46) {
    const input = { act: newId(), organisation: branch, month, reason: '漏记了' }
    return { run: (on) => reopenMonth(on, actor, input) }
  }
  if (kind < 52) {
    const input = base(person, month, seeded.pick(bases))
    return { run: (on) => assess(on, actor, input) }
  }
  const wanted = [...new Set([month, ...(seeded.chance(1 / 3) ? [seeded.pick(months)] : [])])]
  const [extra, off, way, paidOn] = [seeded.chance(0.2) ? 50 : 0, seeded.chance(0.12) ? 1 : 0, seeded.pick(['cash', 'transfer', 'payroll'] as const), day(seeded.pick(months))]
  const common = { act: newId(), organisation: branch, person, months: wanted, extra, way, paidOn }
  let fen: number | null = null
  return {
    async run(on) {
      // what the page showed when it was opened; somebody may have changed it since
      fen ??= (await owedNow(person, wanted)) + extra + off
      const answer = await collect(on, actor, { ...common, fen })
      if (answer.ok) receipts.push(answer.value.id)
      return answer
    },
  }
}

async function owedNow(person: string, wanted: readonly string[]): Promise<number> {
  const found = await reading(world.db, actors[0]!, async (tx) =>
    standingsIn(tx, world, await bodyAt(tx, actors[0]!, branch), wanted, person))
  return [...found.values()].reduce((sum, [standing]) => sum + (standing?.fen ?? 0), 0)
}

/** One in twenty is torn off in the middle. */
async function outcomeOf(one: Done, torn: boolean): Promise<{ ok: boolean; refusal?: string }> {
  try {
    return (await one.run(torn ? broken() : world)) as { ok: boolean; refusal?: string }
  } catch (error) {
    if ((error as Error).message !== 'aborted') throw error
    return { ok: false, refusal: 'aborted' }
  }
}

test(`after ${operations} random, repeated, refused and concurrent operations the books agree to the fen`, async () => {
  const seeded = seededBy(20_261_123)
  const [done, receipts]: [Done[], string[]] = [[], []]
  const outcomes = new Map<string, number>()
  for (let no = 0; no < operations; no += atOnce) {
    const batch = Array.from({ length: atOnce }, () => operation(seeded, done, receipts))
    done.push(...batch)
    for (const answer of await Promise.all(batch.map((one) => outcomeOf(one, seeded.chance(0.05))))) {
      const outcome = answer.ok ? 'done' : answer.refusal!
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    }
  }
  process.stdout.write(`dues: ${operations} operations ${JSON.stringify(Object.fromEntries([...outcomes].toSorted()))}\n`)
  for (const must of ['done', 'dues.already-paid', 'dues.corrected-already', 'dues.book-closed', 'dues.amount-over', 'dues.payroll-forbidden', 'dues.reopen-own',
    'aborted', 'dues.own-voucher', 'dues.order-settled', 'dues.not-enough', 'dues.sum-differs']) {
    expect(outcomes.has(must), must).toBe(true)
  }
  const realm = everywhere(office.realm)
  const wrong = await within(world.db, realm, (tx) => many(tx, sql`
    with net as (select person_id, month, sum(fen) as fen from dues_payments where kind = 'month' group by 1, 2)
    select n.person_id, n.month, n.fen, c.fen as owed, d.receipt_id from net n
      left join dues_paid d using (person_id, month) left join dues_charges c using (person_id, month)
    where n.fen <> case when d.receipt_id is null then 0 else c.fen end`))
  expect(wrong).toEqual([])
  const sums = await within(world.db, realm, (tx) => one(tx, sql<Record<string, number>>`select
    (select coalesce(sum(fen), 0) from dues_receipts)::bigint as receipts, (select coalesce(sum(fen), 0) from dues_payments)::bigint as lines,
    (select count(*) from dues_paid where not exists (select from dues_receipts r where r.public_id = receipt_id))::int as loose,
    (select count(*) from (select number, row_number() over (partition by year order by number) no from dues_receipts) n where number <> no)::int as gaps,
    (select count(*) from dues_receipts)::int as written, (select count(distinct public_id) from dues_receipts)::int as acts`))
  expect(sums['lines']).toBe(sums['receipts'])
  expect([sums['loose'], sums['gaps'], sums['acts']]).toEqual([0, 0, sums['written']])
  let superior = 0
  for (const month of ['2026-08', '2026-09', '2026-10', '2026-11']) {
    const input = { organisation: branch, month }
    const [own, above] = await reading(world.db, actors[0]!, async (tx) => [await presentMonth(tx, world, actors[0]!, input), await presentOverview(tx, world, actors[0]!, input)] as const)
    expect(own.totals.collected).toBe(above.totals.collected)
    superior += above.totals.collected
  }
  expect(superior).toBe(sums['receipts'])
  await journalAgrees(sums['receipts']!)
}, 7_200_000)

/** Journal, what was handed in, balances, the superior's page, the members' own statements and the bank's: to the fen. */
async function journalAgrees(receipts: number): Promise<void> {
  const { accountant } = keepers
  const [money] = await within(world.db, everywhere(office.realm), (tx) => many(tx, sql<Record<string, number>>`select
    (select coalesce(sum(case when credit in ('dues', 'central') then fen when debit = 'dues' then -fen else 0 end), 0) from dues_entries)::bigint as taken,
    (select coalesce(sum(fen), 0) from dues_handed)::bigint as handed,
    (select coalesce(sum(r.fen), 0) from dues_handed h join dues_receipts r on r.organisation_id = h.organisation_id
      and date_trunc('month', r.paid_on) = h.month)::bigint as receipted,
    (select count(*) from (select number, row_number() over (order by number) no from dues_vouchers) n where number <> no)::int as gaps,
    (select count(*) from dues_vouchers v where not exists (select from dues_entries e where e.voucher_id = v.public_id))::int as hollow,
    (select count(*) from dues_orders o where (o.state = 'booked') <> exists (select from dues_vouchers v where v.order_id = o.public_id))::int as loose`))
  expect(money).toMatchObject({ handed: money!['taken'], receipted: money!['handed'], gaps: 0, hollow: 0, loose: 0 })
  const found = await atTop((tx) => presentJournal(tx, world, accountant, { organisation: office.top, year }))
  const standing = new Map(found.accounts.map(({ account, fen }) => [account, fen]))
  const at = (account: string) => standing.get(account) ?? 0
  expect([...standing.values()].reduce((sum, fen) => sum + fen, 0)).toBe(0)
  expect(Math.min(found.cash, found.bank)).toBeGreaterThanOrEqual(0)
  const report = await atTop((tx) => presentReport(tx, world, accountant, { organisation: office.top, year }))
  expect(report.content).toMatchObject({ collected: receipts, account: { opening: 0, closing: found.cash + found.bank } })
  const { totals } = await atTop((tx) => presentOverview(tx, world, accountant, { organisation: office.top, month: '2026-11' }))
  expect(totals).toMatchObject({ yearCollected: receipts, used: at('use.training'), remitted: at('remitted') })
  let own = 0
  for (const id of people) {
    const { public_id, name, realm_id } = await office.person(id)
    own += (await within(world.db, everywhere(office.realm), (tx) => presentOwn(tx, world, { public_id, name, realm_id }, [id], year))).total
  }
  expect(own).toBe(receipts)
  const statement = { act: newId(), organisation: office.top, on: today(), statement: found.bank, outstanding: [] }
  expect((await reconcile(world, accountant, statement)).ok).toBe(true)
  process.stdout.write(`dues: receipts ${receipts}, in the journal ${money!['taken']}, bank ${found.bank}, cash ${found.cash}, vouchers ${vouchers.length}\n`)
}
