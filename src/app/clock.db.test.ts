import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dayAt, type Day } from '#base/day.ts'
import { newId } from '#base/id.ts'
import { many } from '#base/sql.ts'
import { activate, readSlip, signIn } from '#access/actions.ts'
import { accountByLogin, invite, makeSlip, setPassword } from '#access/accounts.ts'
import { expire } from '#access/expire.ts'
import { openSession, sessionOf } from '#access/sessions.ts'
import { ownerRole, urlAs } from '#database/roles.ts'
import { everywhere, within } from '#database/scope.ts'
import { checkBooks, faultsIn } from '#app/check.ts'
import { history, rename } from '#organisations/contract.ts'
import { openOffice, type Office } from '../../test/office.ts'
import { serving } from '../../test/serving.ts'
import { testPasswords } from '../../test/template.ts'
import { testWorld, type TestWorld } from '../../test/world.ts'

/* The machine's clock jumps. What was recorded keeps its order; what is over stays over; days are days in Shanghai. */

const start = '2026-11-23T02:00:00Z'
const from = { address: '10.0.0.9', agent: 'test' }
let world: TestWorld
let app: FastifyInstance
let office: Office
let now = new Date(start)
let warnings: object[] = []

/** The injected clock, moved by the test. */
const set = (instant: string | number) => void (now = new Date(instant))
const hours = (n: number) => new Date(new Date(start).getTime() + n * 3600_000).toISOString()

beforeAll(async () => {
  world = await testWorld(start)
  world.clock = { now: () => new Date(now), today: () => dayAt(now) }
  world.log = { ...world.log, warn: (facts: object) => void warnings.push(facts) }
  app = await serving(world)
})
beforeEach(async () => {
  set(start)
  warnings = []
  await anotherRealm()
})
afterAll(async () => {
  await app.close()
  await world.end()
})

interface Entry {
  recorded: string
  clock: string | null
  revision: number
  occurred: Day
}
const entriesOf = async (id: string): Promise<Entry[]> =>
  (
    await within(world.db, everywhere(office.realm), (tx) =>
      many(tx, sql<{ recorded_at: Date; clock_at: Date | null; revision: number; occurred_on: Day }>`select recorded_at, clock_at, revision, occurred_on
        from ledger_entries where ref_id = ${id} order by id`))
  ).map(({ recorded_at, clock_at, revision, occurred_on }) =>
    ({ recorded: recorded_at.toISOString(), clock: clock_at?.toISOString() ?? null, revision, occurred: occurred_on }))

let number = 0
/** What a case recorded late in time must not decide about the next: it has another realm. */
const anotherRealm = async () => void (office = await openOffice(world, 'party.local-committee', `第${++number}个委员会`))
const aBranch = () => office.found('party.branch', `时钟支部${++number}`, office.top)
/** Renames as the officer does, signing in anew as the clock demands. */
async function renamed(id: string, version: number): Promise<void> {
  const client = await office.as(app, 'party.local-committee.secretary', office.top)
  await client.call(rename, { act: newId(), id, version, name: `第${++number}个时钟支部`, on: '2020-02-29' })
}

describe('the ledger', () => {
  test.each([['an hour', -1], ['a day', -24], ['to before its first entry', -24 * 400]])('keeps its order when the clock is set back %s, and says what the clock showed', async (_, jump) => {
    const id = await aBranch()
    set(hours(2))
    await renamed(id, 1)
    set(hours(2 + jump))
    await renamed(id, 2)
    const [founded, , back] = await entriesOf(id)
    expect(founded!.clock).toBeNull()
    expect(back).toMatchObject({ recorded: hours(2), clock: hours(2 + jump), revision: 3 })
    expect(warnings).toContainEqual({ clock: hours(2 + jump), recorded: hours(2) })
    const client = await office.as(app, 'party.local-committee.secretary', office.top)
    const { entries } = await client.call(history, { id })
    expect(entries.map((entry) => entry.clock)).toEqual([hours(2 + jump), null, null])
    // The next one at the right time is recorded at the right time
    set(hours(3))
    await renamed(id, 3)
    expect((await entriesOf(id)).at(-1)).toMatchObject({ recorded: hours(3), clock: null, revision: 4 })
  })

  test('an hour too early is an ordinary hour later', async () => {
    const id = await aBranch()
    set(hours(4))
    await renamed(id, 1)
    expect((await entriesOf(id)).at(-1)).toMatchObject({ recorded: hours(4), clock: null })
  })

  test('of 2038 and after is like any other, and does not decide about days once the clock is right again', async () => {
    const id = await aBranch()
    set('2038-01-19T03:14:08Z')
    await renamed(id, 1)
    set(start)
    const client = await office.as(app, 'party.local-committee.secretary', office.top)
    const day = await client.refused(rename, { act: newId(), id, version: 2, name: '明天的名称', on: '2026-11-24' })
    expect(day.code).toBe('ledger.in-the-future')
    await renamed(id, 2)
    expect((await entriesOf(id)).slice(1)).toEqual([
      { recorded: '2038-01-19T03:14:08.000Z', clock: null, revision: 2, occurred: '2020-02-29' },
      { recorded: '2038-01-19T03:14:08.000Z', clock: new Date(start).toISOString(), revision: 3, occurred: '2020-02-29' },
    ])
  })

  test('is found in order by the check after all of this', async () => {
    const ownerUrl = urlAs(world.superuserUrl, ownerRole, testPasswords.owner)
    expect(faultsIn(await checkBooks({ ownerUrl, keys: world.keys, dataDir: world.dataDir }))).toBe(0)
  })
})

describe('a day is a day in Shanghai', () => {
  test.each([
    ['the last second of a day', '2026-11-22T15:59:59.999Z', '2026-11-22'],
    ['midnight', '2026-11-22T16:00:00.000Z', '2026-11-23'],
    ['the end of a month', '2026-11-30T15:59:59Z', '2026-11-30'],
    ['the first of the next', '2026-11-30T16:00:00Z', '2026-12-01'],
    ['the last of February', '2027-02-28T15:59:59Z', '2027-02-28'],
    ['1 March of a common year', '2027-02-28T16:00:00Z', '2027-03-01'],
    ['29 February', '2028-02-28T16:00:00Z', '2028-02-29'],
    ['the end of 29 February', '2028-02-29T15:59:59Z', '2028-02-29'],
    ['1 March of a leap year', '2028-02-29T16:00:00Z', '2028-03-01'],
    ['new year', '2026-12-31T16:00:00Z', '2027-01-01'],
    ['the second after 32 bits', '2038-01-19T03:14:08Z', '2038-01-19'],
  ])('%s', async (_, instant, today) => {
    set(instant)
    await anotherRealm()
    const id = await aBranch()
    const client = await office.as(app, 'party.local-committee.secretary', office.top)
    const tomorrow = dayAt(new Date(now.getTime() + 86_400_000))
    const refused = await client.refused(rename, { act: newId(), id, version: 1, name: '明天的名称', on: tomorrow })
    expect(refused).toMatchObject({ code: 'ledger.in-the-future', facts: { day: tomorrow } })
    await client.call(rename, { act: newId(), id, version: 1, name: `${today}的名称`, on: today })
    expect((await entriesOf(id)).at(-1)).toMatchObject({ occurred: today, recorded: new Date(instant).toISOString() })
  })
})

describe('what is over stays over', () => {
  const accountNamed = async (login: string) => {
    const account = await invite(world.db, { login, name: '时间', realm: office.realm, personId: null, now })
    await setPassword(world.db, account, '天街小雨润如酥 2026', now)
    return (await accountByLogin(world.db, login))!
  }
  const at = (token: string) => sessionOf(world.db, token, now, dayAt(now))

  test.each([['an hour', 1], ['a day', 24]])('a session that idled out does not come back when the clock goes back %s', async (_, back) => {
    const { id } = await accountNamed(`idle${back}`)
    const token = await openSession(world.db, id, from, now)
    set(hours(1))
    expect(await at(token)).toBeNull()
    set(hours(1 - back))
    expect(await at(token)).toBeNull()
    set(hours(0.1))
    expect(await at(token)).toBeNull()
  })

  test('nor one that nobody used when it ended: what has expired is taken away every minute', async () => {
    const { id } = await accountNamed('swept')
    const token = await openSession(world.db, id, from, now)
    set(hours(13))
    expect(await expire(world.db, now)).toBeGreaterThan(0)
    set(hours(0.2))
    expect(await at(token)).toBeNull()
  })

  test('without that it would come back: the danger is real', async () => {
    const { id } = await accountNamed('unswept')
    const token = await openSession(world.db, id, from, now)
    set(hours(13))
    set(hours(0.2))
    expect(await at(token)).not.toBeNull()
  })

  test('a session made under a clock that ran ahead is not believed, and does not live longer for it', async () => {
    const { id } = await accountNamed('ahead')
    set(hours(24))
    const token = await openSession(world.db, id, from, now)
    expect(await at(token)).not.toBeNull()
    set(hours(0))
    expect(await at(token)).toBeNull()
    set(hours(24))
    expect(await at(token)).toBeNull()
  })

  test('the ordinary drift of two machines ends nobody’s session', async () => {
    const { id } = await accountNamed('drift')
    const token = await openSession(world.db, id, from, now)
    set(new Date(start).getTime() - 120_000)
    expect(await at(token)).not.toBeNull()
  })

  test('a slip that ran out stays so; one made under a clock ahead is not taken', async () => {
    const { id } = await accountNamed('slips')
    const { code } = await makeSlip(world.db, 'reset', id, now)
    set(hours(25))
    await expect(readSlip(world, code, from)).rejects.toThrow('access.slip-unknown')
    await expire(world.db, now)
    set(hours(1))
    await expect(activate(world, code, '草色遥看近却无 2026', from)).rejects.toThrow('access.slip-unknown')
    set(hours(48))
    const ahead = await makeSlip(world.db, 'reset', id, now)
    set(hours(1))
    await expect(activate(world, ahead.code, '草色遥看近却无 2026', from)).rejects.toThrow('access.slip-unknown')
  })

  test('a lock after wrong guesses made under a clock ahead lasts no longer than any other', async () => {
    await accountNamed('guessed')
    set(hours(24))
    for (let n = 0; n < 10; n++) await expect(signIn(world, 'guessed', '不是这个', { ...from, address: `10.1.0.${n}` })).rejects.toThrow('access.wrong-password')
    set(hours(0))
    const tried = () => signIn(world, 'guessed', '天街小雨润如酥 2026', { ...from, address: '10.2.0.1' })
    await expect(tried()).rejects.toThrow('access.too-many-guesses')
    await expire(world.db, now)
    await expect(tried()).rejects.toThrow('access.too-many-guesses')
    set(hours(0.26))
    expect(await tried()).toMatchObject({ name: '时间' })
  })
})
