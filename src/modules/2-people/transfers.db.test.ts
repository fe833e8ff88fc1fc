import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#base/clock.ts'
import { addDays } from '#base/day.ts'
import { newId } from '#base/id.ts'
import { many } from '#base/sql.ts'
import { workList } from '#app/contract.ts'
import { everywhere, within } from '#database/scope.ts'
import { myNotices } from '#notices/contract.ts'
import * as organisations from '#organisations/contract.ts'
import { climbOverdue } from '#people/actions/transfers/climb.ts'
import * as people from '#people/contract.ts'
import * as floating from '#people/contract/floating.ts'
import * as contract from '#people/contract/transfers.ts'
import { search } from '#search/contract.ts'
import { idNumber } from '../../../test/codes.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { serving, type Client } from '../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
/** two branches of one street, a third of another, a League pair, a union, a firm's committee that stands alone */
let at: Record<'street' | 'north' | 'south' | 'far' | 'temporary' | 'league' | 'class' | 'alumni' | 'union' | 'alone', string>
let sender: Client
let receiver: Client
let stranger: Client
let street: Client
let officer: Client
const today = '2026-11-23'

beforeAll(async () => {
  world = await testWorld()
  app = await serving(world)
  office = await openOffice(world)
  const streetId = await office.found('party.working-committee', '青石街道工委', office.top)
  const other = await office.found('party.working-committee', '白杨街道工委', office.top)
  const league = await office.found('league.committee', '青石学校团委', null, { leader: office.top })
  at = {
    street: streetId,
    north: await office.found('party.branch', '北坊支部', streetId),
    south: await office.found('party.branch', '南坊支部', streetId),
    far: await office.found('party.branch', '白杨支部', other),
    temporary: await office.found('party.branch', '抢险临时支部', streetId, { flags: ['temporary'] }),
    league,
    class: await office.found('league.branch', '九（1）班团支部', league, { flags: ['student'] }),
    alumni: await office.found('league.branch', '毕业生团支部', league),
    union: await office.found('union.base', '青石工会', null, { leader: office.top }),
    alone: await office.found('league.branch', '独立团支部', null, { leader: office.top }),
  }
  sender = await office.as(app, 'party.branch.secretary', at.north)
  receiver = await office.as(app, 'party.branch.secretary', at.south)
  stranger = await office.as(app, 'party.branch.secretary', at.far)
  street = await office.as(app, 'party.working-committee.secretary', at.street)
  officer = await office.as(app, 'party.local-committee.organisation-officer', office.top)
})
afterAll(async () => {
  await app.close()
  await world.end()
})

let counter = 0
const act = () => ({ act: newId() })
const rows = <T>(query: ReturnType<typeof sql<T>>) => within(world.db, everywhere(office.realm), (tx) => many(tx, query))
const member = async (organisation = at.north, more: Parameters<Office['register']>[2] = {}) => office.register(`转接${++counter}`, organisation, more)
const historyOf = (id: string, line = 'party') =>
  rows(sql<{ name: string; from_on: string; to_on: string | null; end_reason: string | null; id: string; status: string }>`
    select o.name, m.from_on, m.to_on, m.end_reason, m.public_id as id, m.status from people_memberships m
    join people_persons p on p.id = m.person_id join organisations o on o.id = m.organisation_id
    where p.public_id = ${id} and m.line = ${line} order by m.id`)
const membershipOf = async (id: string, line = 'party') => (await historyOf(id, line)).find((one) => one.to_on === null)!.id
const wish = { reason: 'work' as const, on: today }
const sent = async (person: string, to = at.south, more: object = {}, client = sender) =>
  (await client.call(contract.send, { ...act(), id: await membershipOf(person), to, ...wish, ...more })).id
const codeOf = async (client: Client, endpoint: Parameters<Client['refused']>[0], input: object) => (await client.refused(endpoint, input)).code
const standsIn = async (id: string, line = 'party') => (await historyOf(id, line)).filter((one) => one.to_on === null).map((one) => one.name)
const work = async (client: Client) => (await client.call(workList, {})).items.filter((item) => item.id.startsWith('transfer-'))
const notices = async (client: Client) => (await client.call(myNotices, {})).rows.map((row) => row.title)

/** The same world on another day. */
async function on<T>(day: string, run: () => Promise<T>): Promise<T> {
  const clock = world.clock
  Object.assign(world, { clock: fixedClock(`${day}T02:00:00Z`) })
  try {
    return await run()
  } finally {
    Object.assign(world, { clock })
  }
}

/** Signed in anew: sessions do not last from one day of a test to the other. */
const streetToday = () => office.as(app, 'party.working-committee.secretary', at.street)
const officerToday = () => office.as(app, 'party.local-committee.organisation-officer', office.top)

describe('a transfer between two branches', () => {
  test('leaves the person where they stand until it is received; then both histories join on one day', async () => {
    const person = await member(at.north, { name: '温如言', idNumber: idNumber('1980-04-05', '女', 1, '990008'), joinedOn: '2003-07-01' })
    const id = await sent(person, at.south, { duesUntil: '2026-11', remark: '材料随后寄' })
    expect(await standsIn(person)).toEqual(['北坊支部'])
    expect(await receiver.call(contract.read, { id })).toMatchObject({
      state: 'sent', person: { id: null, name: '温如言', idMask: expect.stringContaining('*') }, from: { id: null, name: '北坊支部' },
      to: { id: at.south, name: '南坊支部' }, duesUntil: '2026-11', dueOn: '2026-12-23', daysLeft: 30, may: ['receive', 'return'],
      why: { article: expect.any(String), toBeChecked: true }, number: '20260001',
    })
    expect((await sender.call(contract.read, { id })).may).toEqual(['withdraw'])
    await receiver.call(contract.receive, { ...act(), id, on: today })
    expect(await historyOf(person)).toMatchObject([
      { name: '北坊支部', from_on: '2015-07-01', to_on: today, end_reason: '转往“南坊支部”' },
      { name: '南坊支部', from_on: today, to_on: null, status: 'full' },
    ])
    const seen = await receiver.call(people.read, { id: person })
    expect(seen.memberships[0]).toMatchObject({ joinedOn: '2003-07-01', statuses: [{ status: 'full', since: '2015-07-01' }] })
    expect(await codeOf(sender, people.read, { id: person })).toBe('access.not-found')
    expect(await receiver.call(contract.read, { id })).toMatchObject({ state: 'received', settledOn: today, daysLeft: null, may: [] })
  })

  test('tells both desks, counts down on both, and says why', async () => {
    const person = await member(at.north, { name: '计时人' })
    const id = await sent(person)
    const mine = (items: Awaited<ReturnType<typeof work>>) => items.find((item) => item.id === `transfer-${id}`)
    expect(mine(await work(receiver))).toMatchObject({ title: '计时人的组织关系转来，请接收或退回', dueOn: '2026-12-23', daysLeft: 30, address: `/transfers/${id}`, why: { sentence: expect.stringContaining('30 天') } })
    expect(mine(await work(sender))).toMatchObject({ title: '计时人的组织关系已转出，等对方接收', daysLeft: 30 })
    expect(mine(await work(stranger))).toBeUndefined()
    expect(mine(await work(street))).toBeUndefined()
    expect(mine(await on('2026-12-19', async () => work(await streetToday())))).toBeUndefined()
    expect(mine(await on('2026-12-20', async () => work(await streetToday())))).toMatchObject({ daysLeft: 3 })
    expect(await notices(receiver)).toContain('计时人的组织关系转来，待接收')
    await receiver.call(contract.receive, { ...act(), id, on: today })
    expect(await notices(sender)).toContain('计时人的组织关系已由“南坊支部”接收')
  })

  test('ends the posts in the old branch, with their seats, and a stay elsewhere', async () => {
    const person = await member()
    await sender.call(people.beginPost, { ...act(), id: person, organisation: at.north, post: 'party.branch.publicity-member', on: '2026-01-01' })
    await sender.call(floating.beginFloating, { ...act(), id: await membershipOf(person), outside: '深圳', on: '2026-02-01' })
    const client = await office.as(app, 'party.branch.publicity-member', at.north, person)
    const id = await sent(person)
    await receiver.call(contract.receive, { ...act(), id, on: today })
    const posts = await rows(sql`select h.to_on from people_posts h join people_persons p on p.id = h.person_id where p.public_id = ${person}`)
    expect(posts).toEqual([{ to_on: today }])
    expect((await client.send(people.list, { organisation: at.north })).status).toBe(403)
    expect(await rows(sql`select f.ended_on, f.end_reason from people_floating f join people_persons p on p.id = f.person_id where p.public_id = ${person}`)).toEqual([{ ended_on: today, end_reason: 'transferred' }])
    expect((await receiver.call(people.read, { id: person })).floatingSince).toBeNull()
  })

  test('may be asked for again without being done twice', async () => {
    const person = await member()
    const input = { ...act(), id: await membershipOf(person), to: at.south, ...wish }
    const first = await sender.call(contract.send, input)
    expect(await sender.call(contract.send, input)).toEqual(first)
    expect(await codeOf(sender, contract.send, { ...input, ...act() })).toBe('people.transfer-pending')
    expect(await codeOf(sender, contract.send, { ...input, remark: '另' })).toBe('ledger.act-reused')
    const receive = { ...act(), id: first.id, on: today }
    await receiver.call(contract.receive, receive)
    expect(await receiver.call(contract.receive, receive)).toEqual({ id: first.id })
    expect(await codeOf(receiver, contract.receive, { ...receive, ...act() })).toBe('people.transfer-settled')
    expect(await historyOf(person)).toHaveLength(2)
  })

  test('returned with a reason leaves everything as it was, and may be sent again', async () => {
    const person = await member(at.north, { name: '退回人' })
    const id = await sent(person)
    expect(await codeOf(receiver, contract.sendBack, { ...act(), id, reason: 'other' })).toBe('people.transfer-remark-missing')
    await receiver.call(contract.sendBack, { ...act(), id, reason: 'facts-differ', remark: '出生日期不一致' })
    expect(await standsIn(person)).toEqual(['北坊支部'])
    expect(await sender.call(contract.read, { id })).toMatchObject({ state: 'returned', returnReason: 'facts-differ', returnRemark: '出生日期不一致', may: [] })
    expect(await notices(sender)).toContain('退回人的组织关系被退回')
    expect((await work(sender)).find((item) => item.id === `transfer-${id}`)).toMatchObject({ title: '退回人的组织关系被退回', daysLeft: null })
    const again = await sent(person)
    expect((await work(sender)).some((item) => item.id === `transfer-${id}`)).toBe(false)
    await sender.call(contract.withdraw, { ...act(), id: again })
    expect(await codeOf(receiver, contract.receive, { ...act(), id: again, on: today })).toBe('people.transfer-settled')
    expect(await notices(receiver)).toContain('“北坊支部”撤回了退回人的转接')
  })

  test('lies with one side at a time: neither the sender receives nor the receiver withdraws, and others see nothing', async () => {
    const person = await member()
    const id = await sent(person)
    expect(await codeOf(sender, contract.receive, { ...act(), id, on: today })).toBe('access.not-found')
    expect(await codeOf(receiver, contract.withdraw, { ...act(), id })).toBe('access.not-found')
    expect(await codeOf(stranger, contract.read, { id })).toBe('access.not-found')
    expect(await codeOf(stranger, contract.receive, { ...act(), id, on: today })).toBe('access.not-found')
    const { code } = await sender.call(contract.read, { id })
    expect(await stranger.call(contract.find, { code })).toEqual({ transfer: null })
    expect((await receiver.call(contract.find, { code: `${code.slice(0, 5).toLowerCase()} ${code.slice(5)}` })).transfer).toMatchObject({ id, may: ['receive', 'return'] })
    expect(await codeOf(stranger, contract.claim, { ...act(), code, organisation: at.far, on: today })).toBe('people.transfer-letter-only')
    await street.call(contract.receive, { ...act(), id, on: today })
    expect(await standsIn(person)).toEqual(['南坊支部'])
  })

  test('is refused to a place that cannot take the person', async () => {
    const person = await member()
    const id = await membershipOf(person)
    const refused = (more: object) => codeOf(sender, contract.send, { ...act(), id, ...wish, ...more })
    expect(await refused({ to: newId() })).toBe('people.transfer-destination')
    expect(await refused({})).toBe('people.transfer-destination')
    expect(await refused({ to: at.south, outside: '外市某支部' })).toBe('people.transfer-destination')
    expect(await refused({ to: at.north })).toBe('people.transfer-same-place')
    expect(await refused({ to: at.class })).toBe('people.transfer-other-line')
    expect(await refused({ to: at.street })).toBe('people.organisation-without-members')
    expect(await refused({ to: at.temporary })).toBe('people.transfer-to-temporary')
    expect(await refused({ to: at.south, duesUntil: '2030-01' })).toBe('people.transfer-dues-month')
    expect(await refused({ to: at.south, on: addDays(today, 1) })).toBe('ledger.in-the-future')
    expect(await refused({ to: at.south, on: '2015-06-30' })).toBe('people.dates-not-lawful')
  })

  test('of one who is lost or suspended stays within the superior', async () => {
    const lost = await member(at.north, { lostSince: '2026-01-01' })
    expect(await codeOf(sender, contract.send, { ...act(), id: await membershipOf(lost), to: at.far, ...wish })).toBe('people.transfer-lost')
    await sent(lost, at.south)
    const suspended = await member(at.north, { status: 'suspended' })
    expect(await codeOf(sender, contract.send, { ...act(), id: await membershipOf(suspended), outside: '外市', ...wish })).toBe('people.transfer-suspended')
  })

  test('a membership that ends takes its transfer with it', async () => {
    const person = await member()
    const id = await sent(person)
    await sender.call(people.leave, { ...act(), id: await membershipOf(person), on: today, reason: '去世' })
    expect(await receiver.call(contract.read, { id })).toMatchObject({ state: 'withdrawn', settledBy: '身份已结束，自动终止' })
    expect(await codeOf(receiver, contract.receive, { ...act(), id, on: today })).toBe('people.transfer-settled')
    expect(await standsIn(person)).toEqual([])
  })

  test('received and returned at the same moment does one of them', async () => {
    const person = await member()
    const id = await sent(person)
    const answers = await Promise.all([
      receiver.send(contract.receive, { ...act(), id, on: today }), receiver.send(contract.sendBack, { ...act(), id, reason: 'not-ours' }),
      sender.send(contract.withdraw, { ...act(), id }),
    ])
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(await standsIn(person)).toHaveLength(1)
  })
})

describe('a case that nobody answers', () => {
  const overdue = '2026-12-24'
  test('climbs the day after its last day to the lowest common superior, who assigns or returns', async () => {
    const [near, far] = [await member(at.north, { name: '近处' }), await member(at.north, { name: '远处' })]
    const [inside, across] = [await sent(near, at.south), await sent(far, at.far)]
    await on('2026-12-23', async () => expect(await climbOverdue(world, office.realm)).toBe(0))
    await on(overdue, async () => {
      expect(await climbOverdue(world, office.realm)).toBeGreaterThanOrEqual(2)
      expect(await climbOverdue(world, office.realm)).toBe(0)
    })
    expect(await street.call(contract.read, { id: inside })).toMatchObject({ state: 'climbed', desk: '青石街道工委', climbedOn: overdue, may: ['assign', 'return', 'withdraw'] })
    expect((await officer.call(contract.read, { id: across })).desk).toBe('青石县委员会')
    expect(await codeOf(receiver, contract.receive, { ...act(), id: inside, on: today })).toBe('access.not-found')
    expect(await codeOf(street, contract.receive, { ...act(), id: inside, on: today })).toBe('people.transfer-elsewhere')
    const lists = [await work(street), await work(receiver), await work(sender), await work(officer)]
    expect(lists.map((items) => items.find((item) => item.id === `transfer-${inside}`)?.title)).toEqual([
      '近处的转接过期没有答复，请决定', undefined, '近处的组织关系已转出，等对方接收', undefined,
    ])
    expect(await notices(street)).toContain('近处的组织关系转接等您决定')
    expect(await notices(sender)).toContain('近处的转接已报“青石街道工委”决定')
    await on(overdue, async () => {
      await (await streetToday()).call(contract.assign, { ...act(), id: inside, to: at.south, on: overdue })
      await (await officerToday()).call(contract.sendBack, { ...act(), id: across, reason: 'not-ours' })
    })
    expect([await standsIn(near), await standsIn(far)]).toEqual([['南坊支部'], ['北坊支部']])
    const acts = await street.call(people.history, { id: near })
    expect(acts.entries.map((entry) => entry.words)).toContain('近处的组织关系转接过期没有答复，由“青石街道工委”决定')
  })

  test('goes back by itself where the system knows no superior of the receiver', async () => {
    const person = await member(at.class, { status: 'member', joinedOn: null, born: '2000-01-01' })
    const league = await office.as(app, 'league.branch.secretary', at.class)
    const id = (await league.call(contract.send, { ...act(), id: await membershipOf(person, 'league'), to: at.alone, ...wish })).id
    expect((await league.call(contract.read, { id })).dueOn).toBe('2026-12-03')
    await on('2026-12-04', () => climbOverdue(world, office.realm))
    expect(await league.call(contract.read, { id })).toMatchObject({ state: 'returned', returnReason: 'no-answer' })
    expect(await standsIn(person, 'league')).toEqual(['九（1）班团支部'])
  })

  test('of a dissolved receiver climbs at once', async () => {
    const gone = await office.found('party.branch', '将撤支部', at.street)
    const person = await member()
    const id = await sent(person, gone)
    await officer.call(organisations.dissolve, { ...act(), id: gone, on: today, reason: '撤销' })
    expect(await street.call(contract.read, { id })).toMatchObject({ state: 'climbed', desk: '青石街道工委' })
  })

  test('follows a merger: what was sent to the one that went goes to the one that stays', async () => {
    const gone = await office.found('party.branch', '将并支部', at.street)
    const person = await member()
    const id = await sent(person, gone)
    await officer.call(organisations.merge, { ...act(), id: gone, into: at.south, on: today, confirmed: true })
    await receiver.call(contract.receive, { ...act(), id, on: today })
    expect(await standsIn(person)).toEqual(['南坊支部'])
  })
})

describe('letters', () => {
  test('to an organisation outside: the sender enters the receipt, the membership ends', async () => {
    const person = await member()
    const id = (await sender.call(contract.send, { ...act(), id: await membershipOf(person), outside: '外市某公司党支部', ...wish })).id
    expect(await sender.call(contract.read, { id })).toMatchObject({ way: 'letter', dueOn: '2027-02-23', may: ['receipt', 'return', 'withdraw'] })
    await on('2027-03-01', () => climbOverdue(world, office.realm))
    expect((await sender.call(contract.read, { id })).state).toBe('sent')
    await sender.call(contract.receive, { ...act(), id, on: today })
    expect(await historyOf(person)).toMatchObject([{ to_on: today, end_reason: '转出到“外市某公司党支部”' }])
  })

  test('of one not yet a member is not written', async () => {
    const person = await member(at.north, { status: 'activist' })
    expect(await codeOf(sender, contract.send, { ...act(), id: await membershipOf(person), outside: '外市', ...wish })).toBe('people.transfer-not-member')
  })

  test('with a code are taken up by a branch here that holds the paper', async () => {
    const person = await member(at.north, { name: '持信人' })
    const id = (await sender.call(contract.send, { ...act(), id: await membershipOf(person), outside: '待定', ...wish })).id
    const { code } = await sender.call(contract.read, { id })
    const found = (await stranger.call(contract.find, { code })).transfer
    expect(found).toMatchObject({ person: { id: null, name: '持信人' }, from: { id: null, name: '北坊支部' }, may: ['claim'] })
    expect(await codeOf(stranger, contract.claim, { ...act(), code: 'ZZZZZZZZZZ', organisation: at.far, on: today })).toBe('people.transfer-letter-only')
    await stranger.call(contract.claim, { ...act(), code, organisation: at.far, on: today })
    expect(await standsIn(person)).toEqual(['白杨支部'])
    expect(await stranger.call(contract.read, { id })).toMatchObject({ state: 'received', to: { id: at.far } })
  })

  test('from elsewhere register the person by what they say; doubles are noticed', async () => {
    const number = idNumber('1985-05-05', '男', 7, '990008')
    const input = { organisation: at.south, outside: '外市某支部', letter: '第 12 号', duesUntil: '2026-10', status: 'full', joinedOn: '2010-07-01', on: today, name: '外来人', idNumber: number }
    const id = (await receiver.call(contract.arrive, { ...act(), ...input })).id
    const arrived = await receiver.call(contract.read, { id })
    expect(arrived).toMatchObject({ way: 'arrival', state: 'received', from: { id: null, name: '外市某支部' }, sentBy: '第 12 号', duesUntil: '2026-10', number: '' })
    const person = arrived.person.id!
    expect(await receiver.call(people.read, { id: person })).toMatchObject({ name: '外来人', born: '1985-05-05' })
    expect(await codeOf(receiver, contract.arrive, { ...act(), ...input })).toBe('people.already-in-line')
    expect(await codeOf(stranger, contract.arrive, { ...act(), ...input, organisation: at.far })).toBe('people.id-number-taken')
    const out = (await receiver.call(contract.send, { ...act(), id: await membershipOf(person), outside: '外市某支部', ...wish })).id
    await receiver.call(contract.receive, { ...act(), id: out, on: today })
    await receiver.call(contract.arrive, { ...act(), ...input })
    expect((await historyOf(person)).map((one) => one.to_on)).toEqual([today, null])
    expect(await codeOf(receiver, contract.arrive, { ...act(), ...input, organisation: at.temporary })).toBe('access.not-found')
    expect(await codeOf(street, contract.arrive, { ...act(), ...input, organisation: at.temporary })).toBe('people.transfer-to-temporary')
  })
})

describe('somebody who arrives on a day before the founding', () => {
  test('is asked about once, new or come back, and let in when it is said to be so', async () => {
    const early = { organisation: at.south, outside: '外市某支部', letter: '第 13 号', duesUntil: '2026-10', status: 'full', joinedOn: '1990-07-01', on: '1995-05-04', name: '早来人' }
    const input = { ...early, idNumber: idNumber('1965-05-05', '男', 9, '990008') }
    expect(await codeOf(receiver, contract.arrive, { ...act(), ...input, confirmed: true })).toBe('people.before-founding')
    expect((await receiver.call(contract.arrive, { ...act(), ...input, earlier: true })).id).toBeTruthy()
  })
})

describe('receivers', () => {
  test('are found by name over the whole realm, in their line, with nothing but the name', async () => {
    const { rows: found } = await sender.call(contract.destinations, { line: 'party', q: '白杨' })
    expect(found).toEqual([{ id: at.far, name: '白杨支部', kindWords: '党支部', superior: '白杨街道工委' }])
    expect((await sender.call(contract.destinations, { line: 'league', q: '白杨' })).rows).toEqual([])
    expect((await sender.call(contract.destinations, { line: 'party', q: '临时' })).rows).toEqual([])
  })

  test('see what is on its way in tabs, by name and code; the other side’s and the settled apart', async () => {
    const person = await member(at.north, { name: '名单人' })
    const id = await sent(person)
    const tab = async (client: Client, organisation: string, name: 'arriving' | 'sent' | 'settled', q = '名单人') =>
      (await client.call(contract.list, { organisation, tab: name, q })).rows.map((row) => row.id)
    expect([await tab(receiver, at.south, 'arriving'), await tab(sender, at.north, 'sent'), await tab(sender, at.north, 'arriving')]).toEqual([[id], [id], []])
    expect([await tab(street, at.street, 'arriving', 'mdr'), await tab(street, at.street, 'arriving', 'mingdan')]).toEqual([[], [id]])
    await receiver.call(contract.receive, { ...act(), id, on: today })
    expect([await tab(receiver, at.south, 'settled'), await tab(sender, at.north, 'settled'), await tab(receiver, at.south, 'arriving')]).toEqual([[id], [id], []])
    const all: string[] = []
    for (let after: string | undefined, more = true; more;) {
      const page = await sender.call(contract.list, { organisation: at.north, tab: 'settled', limit: 2, after })
      all.push(...page.rows.map((row) => row.id))
      after = page.next ?? undefined
      more = page.next !== null
    }
    expect(new Set(all).size).toBe(all.length)
    expect(all.length).toBeGreaterThan(5)
  })
})

describe('graduation', () => {
  test('a class branch is dissolved when everybody has a place, and not before', async () => {
    const league = await office.as(app, 'league.committee.secretary', at.league)
    const room = await office.found('league.branch', '九（2）班团支部', at.league, { flags: ['student'] })
    const pupils = []
    for (const more of [{}, {}, { lostSince: '2026-05-01' }]) pupils.push(await office.register(`毕业${++counter}`, room, { status: 'member', joinedOn: null, born: '2000-01-01', ...more }))
    const before = await league.call(contract.graduation, { organisation: room })
    expect(before).toMatchObject({ gone: 0, more: false, rows: [{ pending: null, lost: false }, { lost: false }, { lost: true }] })
    const [first, second, third] = before.rows
    const dissolve = () => league.refused(organisations.dissolve, { ...act(), id: room, on: today, reason: '毕业' })
    expect((await dissolve()).code).toBe('organisations.members-open')
    const left = { reason: 'graduation' as const, on: today }
    const out = (await league.call(contract.send, { ...act(), id: first!.id, outside: '高中团委', ...left })).id
    await league.call(contract.move, { ...act(), id: second!.id, to: at.alumni, reason: 'kept', remark: '待升学', on: today })
    await league.call(contract.move, { ...act(), id: third!.id, to: at.alumni, reason: 'kept', remark: '失联', on: today })
    expect((await league.call(contract.graduation, { organisation: room })).rows).toMatchObject([{ pending: { id: out, state: 'sent' } }])
    expect((await dissolve()).code).toBe('organisations.members-open')
    await league.call(contract.receive, { ...act(), id: out, on: today })
    expect(await league.call(contract.graduation, { organisation: room })).toMatchObject({ rows: [], gone: 3 })
    await league.call(organisations.dissolve, { ...act(), id: room, on: today, reason: '毕业' })
    expect([await standsIn(pupils[0]!, 'league'), await standsIn(pupils[1]!, 'league')]).toEqual([[], ['毕业生团支部']])
  })
})

describe('floating', () => {
  test('lets a second branch see and look after the person, on both rosters, until it ends', async () => {
    const person = await member(at.north, { name: '流动人' })
    expect(await codeOf(stranger, people.read, { id: person })).toBe('access.not-found')
    const begin = { id: await membershipOf(person), to: at.far, on: '2026-03-01', until: '2027-03-01', contact: '白杨支部王某' }
    const id = (await sender.call(floating.beginFloating, { ...act(), ...begin })).id
    expect(await codeOf(sender, floating.beginFloating, { ...act(), ...begin })).toBe('people.floating-already')
    expect((await stranger.call(people.read, { id: person })).name).toBe('流动人')
    expect((await stranger.call(search, { q: '流动人' })).hits.map((hit) => hit.id)).toEqual([person])
    expect((await sender.call(people.list, { organisation: at.north, q: '流动人' })).rows[0]!.flags).toEqual(['流动'])
    const [mine, theirs] = [await sender.call(floating.floatingIn, { organisation: at.north }), await stranger.call(floating.floatingIn, { organisation: at.far })]
    expect([mine.out.map((one) => one.id), mine.here]).toEqual([[id], []])
    expect(theirs).toMatchObject({ out: [], here: [{ id, person: { name: '流动人' }, from: { id: null, name: '北坊支部' }, to: { id: at.far }, contact: '白杨支部王某' }] })
    expect(await standsIn(person)).toEqual(['北坊支部'])
    expect(await codeOf(stranger, contract.send, { ...act(), id: begin.id, to: at.far, ...wish })).toBe('access.not-found')
    expect(await codeOf(stranger, floating.endFloating, { ...act(), id, on: '2026-02-28', reason: 'back' })).toBe('people.dates-not-lawful')
    await stranger.call(floating.endFloating, { ...act(), id, on: today, reason: 'back' })
    expect(await codeOf(stranger, people.read, { id: person })).toBe('access.not-found')
    expect(await codeOf(sender, floating.endFloating, { ...act(), id, on: today, reason: 'back' })).toBe('people.floating-ended')
    expect((await sender.call(people.list, { organisation: at.north, q: '流动人' })).rows[0]!.flags).toEqual([])
  })

  test('keeps telephone numbers out of the contact', async () => {
    const person = await member()
    const refused = await sender.refused(floating.beginFloating, { ...act(), id: await membershipOf(person), outside: '深圳', on: today, contact: '王某13912345678' })
    expect(refused.code).toBe('input.invalid')
  })
})

describe('doubles', () => {
  test('merged, the transfer under way goes on for the record that stays', async () => {
    const [kept, double] = [await member(at.north, { name: '同人甲', status: 'full' }), await office.register('同人乙', at.union, { status: 'member', joinedOn: null })]
    const union = await sender.call(contract.send, { ...act(), id: await membershipOf(kept), to: at.south, ...wish })
    await officer.call(people.merge, { ...act(), id: kept, into: double, reason: '同一人' })
    await receiver.call(contract.receive, { ...act(), id: union.id, on: today })
    expect([await standsIn(double), await standsIn(double, 'union'), await standsIn(kept)]).toEqual([['南坊支部'], ['青石工会'], []])
  })

  test('both under way in one line: the double’s is closed', async () => {
    const [kept, double] = [await member(), await member(at.south)]
    const first = await sent(kept)
    const second = (await receiver.call(contract.send, { ...act(), id: await membershipOf(double), to: at.north, ...wish })).id
    await officer.call(people.merge, { ...act(), id: double, into: kept, reason: '同一人' })
    expect([(await officer.call(contract.read, { id: first })).state, (await officer.call(contract.read, { id: second })).state]).toEqual(['sent', 'withdrawn'])
    expect(await standsIn(kept)).toEqual(['北坊支部'])
  })
})
