import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { seeded } from '#base/seeded.ts'
import { many, one, type Db } from '#base/sql.ts'
import { everywhere, within } from '#database/scope.ts'
import type { Actor } from '#access/actor.ts'
import { owedBy, settle, unsettle, waive } from '#obligations/actions.ts'
import type { Duty } from '#obligations/duty.ts'
import { add, nothing, type Count } from '#obligations/fulfilment.ts'
import { carrySums, remind } from '#obligations/jobs.ts'
import { fulfilmentOf } from '#obligations/reading.ts'
import { setRule } from '#regulations/actions.ts'
import { placeOf } from '#organisations/actions/lookup.ts'
import { dissolve, merge, move } from '#organisations/actions/changes.ts'
import { openOffice, type Office } from '../../test/office.ts'
import { testWorld, type TestWorld } from '../../test/world.ts'

let world: TestWorld
let office: Office
const duty = (rule: string): Duty => ({ id: `test.${rule}`, words: rule, rule, verb: '登记', address: () => '/' })
const duties = ['party.branch.party-day', 'party.branch.members-meeting', 'party.branch.group-meeting', 'party.branch.lesson', 'league.branch.lesson'].map(duty)
const inRealm = <T>(work: (tx: Db) => Promise<T>): Promise<T> => within(world.db, everywhere(office.realm), work)
const range = { from: '2026-01-01', to: '2027-01-01' }

beforeAll(async () => {
  world = await testWorld()
  office = await openOffice(world)
})
afterAll(() => world.end())

/** Known for years, as if the system had always been there. */
const longKnown = () => inRealm(async (tx) => {
  await many(tx, sql`update obligations_subjects set known_on = null where realm_id = ${office.realm}`)
  for (const table of ['obligations_changes', 'obligations_crowds']) await many(tx, sql`delete from ${sql.table(table)} where realm_id = ${office.realm}`)
  await many(tx, sql`insert into obligations_changes (realm_id, path, facts, begins, ends, gone, known, n)
    select c.* from obligations_subjects s cross join lateral obligations_crowd_of(s, 1) c where s.realm_id = ${office.realm}`)
})

interface Told { [name: string]: Record<string, Count> }

async function told(organisation: string): Promise<Told> {
  const { path } = await office.organisation(organisation)
  const found = await inRealm((tx) => fulfilmentOf(tx, office.realm, { duties, organisation: { id: organisation, path }, range, today: world.clock.today() }))
  const lines = [['本级', found.own] as const, ...found.children.map(({ child, counts }) => [child.name, counts] as const)]
  return Object.fromEntries(lines.map(([name, counts]) => [name, Object.fromEntries(counts)]))
}

/** The second opinion: every organisation asked by itself, one after another. */
async function countedOneByOne(organisation: string): Promise<Told> {
  const { path } = await office.organisation(organisation)
  return inRealm(async (tx) => {
    const all = await many(tx, sql<{ id: string; name: string; path: string }>`select distinct organisation_id as id, path,
        (select name from obligations_subjects n where n.organisation_id = s.organisation_id order by from_on desc limit 1) as name
      from obligations_subjects s where path >= ${path} and path < ${`${path}~`} and (gone_on is null or gone_on >= ${range.from})`)
    const owed = await owedBy(tx, office.realm, duties, all.map(({ id }) => id), range, world.clock.today())
    const result: Told = {}
    for (const { id, path: at } of all) {
      const top = at === path ? '本级' : all.find((other) => at.startsWith(other.path) && other.path.split('/').length === path.split('/').length + 1)!.name
      const line = (result[top] ??= {})
      for (const { duty: { id: what }, period, state } of owed.get(id)!) {
        if (period.to <= range.from || period.to > range.to) continue
        const how = ({ met: 'met', 'met-late': 'late', waived: 'waived', missed: 'missed', due: 'due', 'not-due': 'due' } as const)[state]
        line[what] = add(line[what] ?? nothing(), { ...nothing(), owed: 1, [how]: 1 })
      }
    }
    return result
  })
}

const actor = async (): Promise<Actor> => {
  const { id: accountId } = await one(world.db, sql<{ id: number }>`select id from access_accounts where realm_id = ${office.realm} limit 1`)
  return { ...office.doer, accountId, seat: { organisationId: office.top } } as unknown as Actor
}

describe('fulfilment of a whole tree', () => {
  test('is what one counts who asks every organisation by itself, whatever happened to it, before and after the sums are carried up', async () => {
    const { pick, whole, chance } = seeded(7)
    const committees: string[] = []
    const branches: string[] = []
    for (let i = 0; i < 4; i++) committees.push(await office.found('party.committee', `党委${i}`, i < 2 ? office.top : committees[i - 2]!))
    for (let i = 0; i < 24; i++) branches.push(await office.found('party.branch', `支部${i}`, i % 8 === 7 ? office.top : pick(committees), { on: pick(['2000-01-01', '2026-02-10', '2026-04-01']) }))
    for (const branch of branches.slice(0, 6)) await office.found('party.group', '第一党小组', branch, { on: '2026-05-15' })
    await longKnown()
    const compared = async () => {
      for (const organisation of [office.top, ...committees]) expect(await told(organisation)).toEqual(await countedOneByOne(organisation))
    }
    await compared()
    const superior = await actor()
    // rules laid down in the middle of the tree, deeper than the children of the top, before anything is settled under them
    const laid = { act: newId(), organisation: committees[2]!, rule: 'party.branch.lesson', value: 0, document: '镇党委〔2026〕1号', from: '2026-11-23' }
    must(await setRule(world, superior, placeOf, laid))
    await inRealm((tx) => many(tx, sql`update regulations_settings set from_on = '2026-05-01' where realm_id = ${office.realm}`))
    await compared()
    const refs: { kind: string; id: string }[] = []
    const settleSome = async (n: number) => {
      for (let i = 0; i < n; i++) {
        const month = whole(1, 11)
        const forDay = `2026-${String(month).padStart(2, '0')}-12`
        const ref = { kind: 'meeting', id: newId() }
        const occurredOn = chance(0.3) ? '2026-11-20' : forDay
        const organisationId = pick(branches)
        await inRealm((tx) => settle(tx, world, office.realm, { duty: pick(duties.slice(0, 4)), organisationId, occurredOn, forDay, ref }))
        refs.push(ref)
      }
    }
    await settleSome(150)
    await compared()
    await carrySums(world, office.realm)
    await compared()
    for (const ref of refs.slice(0, 40)) await inRealm((tx) => unsettle(tx, office.realm, ref))
    for (const branch of branches.slice(0, 8)) {
      const input = { act: newId(), organisation: branch, duty: duties[0]!.id, periodFrom: '2026-06-01', reason: '搬迁' }
      await waive(world, superior, duties, input)
    }
    must(await dissolve(world, office.doer, { act: newId(), id: branches[20]!, on: '2026-07-10', reason: '没有成员' }))
    must(await merge(world, office.doer, { act: newId(), id: branches[21]!, into: branches[22]!, on: '2026-08-10', confirmed: true }))
    await compared()
    must(await move(world, office.doer, { act: newId(), id: committees[2]!, parent: committees[1]!, on: '2026-09-01' }))
    await compared()
    await settleSome(60)
    await carrySums(world, office.realm)
    await compared()
    expect((await inRealm((tx) => many(tx, sql`select from obligations_changes`))).length).toBe(0)
  })
})

describe('reminders', () => {
  test('come once before the end and once after, however often the job runs, to whoever acts for the organisation', async () => {
    const world2 = await testWorld('2026-11-26T02:00:00Z')
    try {
      const own = await openOffice(world2, 'party.branch', '提醒支部')
      const sent = () => within(world2.db, everywhere(own.realm), async (tx) => {
        const { id } = await one(tx, sql<{ id: number }>`select id from access_accounts where realm_id = ${own.realm}`)
        await many(tx, sql`select set_config('app.account', ${String(id)}, true)`)
        return many(tx, sql<{ title: string; body: string }>`select title, body from notices where account_id = ${id} order by id`)
      })
      const asked = duties.slice(0, 1)
      expect([await remind(world2, own.realm, asked), await remind(world2, own.realm, asked)]).toEqual([1, 0])
      expect(await sent()).toEqual([{ title: '1 件事 2026-11-30 到期，还没有办', body: expect.stringContaining('2026年11月party.branch.party-day') as string }])
      Object.assign(world2.clock, (await import('#base/clock.ts')).fixedClock('2026-12-02T02:00:00Z'))
      expect([await remind(world2, own.realm, asked), await remind(world2, own.realm, asked)]).toEqual([1, 0])
      expect((await sent()).map(({ title }) => title)).toEqual(['1 件事 2026-11-30 到期，还没有办', '1 件事 2026-11-30 已到期，请补办'])
      Object.assign(world2.clock, (await import('#base/clock.ts')).fixedClock('2026-12-12T02:00:00Z'))
      expect(await remind(world2, own.realm, asked)).toBe(0)
    } finally {
      await world2.end()
    }
  })
})
