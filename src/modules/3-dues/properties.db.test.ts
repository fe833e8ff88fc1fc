import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id.ts'
import { seeded as seededBy, type Seeded } from '#base/seeded.ts'
import { many, one } from '#base/sql.ts'
import { everywhere, reading, within } from '#database/scope.ts'
import type { Actor } from '#access/actor.ts'
import { closeMonth, reopenMonth } from '#dues/actions/closing.ts'
import { collect, correct } from '#dues/actions/collect.ts'
import { assess } from '#dues/actions/payers.ts'
import { presentMonth } from '#dues/present.ts'
import { presentOverview } from '#dues/present-report.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

/** The suite's short form; the long one is DUES_OPERATIONS=100000. */
const operations = Number(process.env['DUES_OPERATIONS'] ?? 600)
const atOnce = 4
const months = ['2026-08', '2026-09', '2026-10', '2026-11']
const bases = [298_000, 300_001, 510_000, 1_000_001]
const day = (month: string) => (month === '2026-11' ? '2026-11-20' : `${month}-28`)

let world: TestWorld
let office: Office
let branch: string
let people: string[]
let actors: Actor[]

beforeAll(async () => {
  world = await testWorld()
  office = await openOffice(world)
  branch = await office.found('party.branch', '青石县第一党支部', office.top)
  actors = await Promise.all([1, 2].map(async (no) => {
    const [doer, { path, public_id: organisationId }] = [await office.doerAt(branch), await office.organisation(branch)]
    return { ...doer, accountId: doer.accountId + no - 1, seat: { path, organisationId }, permissions: new Set() } as unknown as Actor
  }))
  people = await Promise.all([1, 2, 3, 4, 5].map((no) => office.register(`党员${no}`, branch)))
  for (const person of people) await assess(world, actors[0]!, base(person, '2026-01', 510_000))
})
afterAll(() => world.end())

const base = (person: string, from: string, fen: number) =>
  ({ act: newId(), organisation: branch, person, from, payer: 'salaried' as const, slip: 'agreed' as const, items: [{ item: 'agreed' as const, fen }] })

interface Done {
  run: () => Promise<unknown>
}

/** One thing somebody does: well or badly, for the first time or again. */
function operation(seeded: Seeded, done: Done[], receipts: string[]): Done {
  const actor = seeded.pick(actors)
  const [person, month] = [seeded.pick(people), seeded.pick(months)]
  const kind = seeded.whole(0, 99)
  // the same act again: a double click, a retry, a second device
  if (kind < 20 && done.length > 0) return seeded.pick(done)
  if (kind < 30 && receipts.length > 0) {
    const input = { act: newId(), receipt: seeded.pick(receipts), reason: '登记错了' }
    return { run: () => correct(world, actor, input) }
  }
  if (kind < 36) {
    const input = { act: newId(), organisation: branch, month }
    return { run: () => closeMonth(world, actor, input) }
  }
  if (kind < 46) {
    const input = { act: newId(), organisation: branch, month, reason: '漏记了' }
    return { run: () => reopenMonth(world, actor, input) }
  }
  if (kind < 52) {
    const input = base(person, month, seeded.pick(bases))
    return { run: () => assess(world, actor, input) }
  }
  const wanted = [...new Set([month, ...(seeded.chance(1 / 3) ? [seeded.pick(months)] : [])])]
  const [extra, off, way, paidOn] = [seeded.chance(0.2) ? 50 : 0, seeded.chance(0.12) ? 1 : 0, seeded.pick(['cash', 'transfer', 'payroll'] as const), day(seeded.pick(months))]
  const common = { act: newId(), organisation: branch, person, months: wanted, extra, way, paidOn }
  let fen: number | null = null
  return {
    async run() {
      // what the page showed when it was opened; somebody may have changed it since
      fen ??= (await owedNow(person, wanted)) + extra + off
      const answer = await collect(world, actor, { ...common, fen })
      if (answer.ok) receipts.push(answer.value.id)
      return answer
    },
  }
}

async function owedNow(person: string, wanted: readonly string[]): Promise<number> {
  let sum = 0
  for (const month of wanted) {
    const { rows } = await reading(world.db, actors[0]!, (tx) => presentMonth(tx, world, actors[0]!, { organisation: branch, month }))
    sum += rows.find(({ id }) => id === person)?.fen ?? 0
  }
  return sum
}

test(`after ${operations} random, repeated, refused and concurrent operations the books agree to the fen`, async () => {
  const seeded = seededBy(20_261_123)
  const [done, receipts]: [Done[], string[]] = [[], []]
  const outcomes = new Map<string, number>()
  for (let no = 0; no < operations; no += atOnce) {
    const batch = Array.from({ length: atOnce }, () => operation(seeded, done, receipts))
    done.push(...batch)
    for (const answer of (await Promise.all(batch.map((one) => one.run()))) as { ok: boolean; refusal?: string }[]) {
      const outcome = answer.ok ? 'done' : answer.refusal!
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    }
  }
  process.stdout.write(`dues: ${operations} operations ${JSON.stringify(Object.fromEntries([...outcomes].toSorted()))}\n`)
  for (const must of ['done', 'dues.already-paid', 'dues.corrected-already', 'dues.book-closed', 'dues.amount-over', 'dues.payroll-forbidden', 'dues.reopen-own']) {
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
}, 600_000)
