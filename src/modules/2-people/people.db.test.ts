import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '#base/clock.ts'
import type { AnyEndpoint } from '#base/contract.ts'
import { addDays } from '#base/day.ts'
import { newId } from '#base/id.ts'
import { place, unseal } from '#base/seal.ts'
import { many } from '#base/sql.ts'
import * as access from '#access/contract.ts'
import { everywhere, within } from '#database/scope.ts'
import * as organisations from '#organisations/contract.ts'
import * as contract from '#people/contract.ts'
import { unmaskedPerDay } from '#people/rules.ts'
import { search } from '#search/contract.ts'
import { idNumber, phoneNumber } from '../../../test/codes.ts'
import { once } from '../../../test/cluster.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { clientOf, serving, type Client } from '../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
/** branch of the street, its neighbour, the street, a League branch it leads, a union beside them all */
let at: { branch: string; beside: string; street: string; league: string; union: string; company: string }
/** the county's organisation officer, the two branches' secretaries, the union's chair */
let officer: Client
let secretary: Client
let neighbour: Client
let chair: Client
const start = '2026-11-23T02:00:00Z'
const today = '2026-11-23'

beforeAll(async () => {
  world = await testWorld(start)
  app = await serving(world)
  office = await openOffice(world)
  const street = await office.found('party.working-committee', '青石镇工委', office.top)
  const branch = await office.found('party.branch', '青石村支部', street)
  const beside = await office.found('party.branch', '白杨村支部', street)
  const league = await office.found('league.branch', '青石村团支部', null, { leader: branch })
  const union = await office.found('union.base', '青石县工会', null, { leader: office.top })
  const pioneers = await office.found('pioneers.brigade', '青石小学大队', null, { leader: office.top })
  const company = await office.found('pioneers.company', '三年级中队', pioneers)
  at = { branch, beside, street, league, union, company }
  officer = await office.as(app, 'party.local-committee.organisation-officer', office.top)
  secretary = await office.as(app, 'party.branch.secretary', branch)
  neighbour = await office.as(app, 'party.branch.secretary', beside)
  chair = await office.as(app, 'union.base.chair', union)
})
afterAll(async () => {
  await app.close()
  await world.end()
})

let counter = 0
const act = () => ({ act: newId() })
const numberOf = (born: string, sex: '男' | '女' = '男') => idNumber(born, sex, ++counter, '990008')
const rows = <T>(query: ReturnType<typeof sql<T>>) => within(world.db, everywhere(office.realm), (tx) => many(tx, query))
const registration = (more: object = {}) => ({ ...act(), organisation: at.branch, status: 'full', joinedOn: '2015-07-01', on: '2015-07-01', name: `测试${++counter}`, ...more })
const registered = async (more: object = {}, client = secretary) => (await client.call(contract.register, registration(more))).id
const codeOf = async (client: Client, endpoint: AnyEndpoint, input: object) => {
  const { code } = await client.refused(endpoint, input)
  expect([...endpoint.refusals, 'access.not-found', 'ledger.in-the-future', 'ledger.act-reused', 'input.invalid']).toContain(code)
  return code
}
const read = (id: string, client = secretary) => client.call(contract.read, { id })
const historyOf = async (id: string, client = secretary) => (await client.call(contract.history, { id })).entries
const changed = async (id: string, changes: object, client = secretary) => client.call(contract.change, { ...act(), id, version: (await read(id, client)).version, changes })
const countsOf = async (organisation: string) => (await officer.call(organisations.read, { id: organisation })).numbers
const membershipOf = async (id: string, line = 'party', client = secretary) => (await read(id, client)).memberships.find((one) => one.line === line)!

/** The person fits the organisations' rows: where they stand is where their open memberships and posts are. */
const pathsOf = async (id: string) => (await office.person(id)).paths.toSorted()
const pathOf = async (organisation: string) => (await office.organisation(organisation)).path

describe('registering', () => {
  test('makes a person with a membership, a status, a number more, and an entry in the history', async () => {
    const before = await countsOf(at.branch)
    const id = await registered({ name: '王小明', idNumber: numberOf('1990-05-06'), phone: '139-1234-5678', address: '青石村 3 号' })
    expect(await read(id)).toMatchObject({ name: '王小明', sex: '男', born: '1990-05-06', age: 36, hasAddress: true, version: 1, minor: false })
    expect(await membershipOf(id)).toMatchObject({ status: 'full', fromOn: '2015-07-01', toOn: null, statuses: [{ status: 'full', since: '2015-07-01' }], organisation: { id: at.branch } })
    expect(await countsOf(at.branch)).toMatchObject({ members: before.members + 1, voting: before.voting + 1 })
    expect((await historyOf(id)).map((entry) => [entry.words, entry.late])).toEqual([['登记王小明，正式党员，在“青石村支部”', true]])
  })

  test('is refused for every reason of the form', async () => {
    const number = numberOf('1990-05-06', '女')
    const refused = (more: object) => codeOf(secretary, contract.register, registration(more))
    expect(await refused({ idNumber: `${number.slice(0, 17)}${number[17] === '0' ? '1' : '0'}` })).toBe('people.id-number-wrong')
    expect(await refused({ idNumber: number, born: '1990-05-07' })).toBe('people.born-differs')
    expect(await refused({ idNumber: number, sex: '男' })).toBe('people.sex-differs')
    expect(await refused({ phone: '1381234' })).toBe('people.phone-wrong')
    expect(await refused({ status: 'king' })).toBe('people.status-unknown')
    expect(await refused({ born: '2000-01-02', joinedOn: '2018-01-01' })).toBe('people.age-not-lawful')
    expect(await refused({ joinedOn: '2016-07-01', fullOn: '2016-06-30' })).toBe('people.dates-not-lawful')
    expect(await refused({ on: addDays(today, 1) })).toBe('ledger.in-the-future')
    expect(await codeOf(officer, contract.register, registration({ organisation: at.street }))).toBe('people.organisation-without-members')
    expect(await codeOf(officer, contract.register, registration({ organisation: at.company, status: 'member', joinedOn: null, born: '2017-01-01' }))).toBe('people.guardian-missing')
    expect(await registered({ born: '2000-01-01', joinedOn: '2018-01-01' })).toBeTruthy()
  })

  test('of the same name and birthday asks once whether it is the same person', async () => {
    await registered({ name: '赵同名', born: '1980-01-01' })
    const again = registration({ name: '赵同名', born: '1980-01-01' })
    const refused = await secretary.refused(contract.register, again)
    expect([refused.code, refused.detail]).toEqual(['people.perhaps-known', expect.stringContaining('“赵同名”（青石村支部）')])
    expect((await secretary.call(contract.register, { ...again, confirmed: true })).id).toBeTruthy()
    expect((await secretary.call(contract.register, registration({ name: '赵同名', born: '1980-01-02' }))).id).toBeTruthy()
  })

  test('of an ID number that is held tells whose it is here, and nothing of whose it is beyond the reach', async () => {
    const idNumber = numberOf('1985-03-03')
    await registered({ name: '号码持有人', idNumber }, secretary)
    const here = await secretary.refused(contract.register, registration({ idNumber }))
    expect([here.code, here.detail]).toEqual(['people.id-number-taken', expect.stringContaining('号码持有人')])
    const beside = await neighbour.refused(contract.register, registration({ organisation: at.beside, idNumber }))
    expect([beside.code, beside.facts]).toEqual(['people.id-number-taken', { name: null }])
    expect(JSON.stringify(beside)).not.toContain('号码持有人')
  })

  test('of one ID number by four people at once makes one person, and nobody hears of a failure', async () => {
    const idNumber = numberOf('1986-03-03')
    const answers = await Promise.all([1, 2, 3, 4].map(() => secretary.send(contract.register, registration({ idNumber }))))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 422, 422, 422])
    const codes = answers.filter((answer) => answer.status === 422).map((answer) => (JSON.parse(answer.body) as { code: string }).code)
    expect(new Set(codes)).toEqual(new Set(['people.id-number-taken']))
  })

  test('of eight people at once counts eight', async () => {
    const before = (await countsOf(at.beside)).members
    await Promise.all(Array.from({ length: 8 }, () => registered({ organisation: at.beside }, neighbour)))
    expect((await countsOf(at.beside)).members).toBe(before + 8)
  })

  test('before the organisation was founded asks once, on its first day not', async () => {
    const young = await office.found('party.branch', '新设支部', at.street, { on: '2020-05-04' })
    const place = { organisation: young, joinedOn: '2015-07-01' }
    const wish = (on: string, more: object = {}) => registration({ ...place, on, ...more })
    expect(await codeOf(officer, contract.register, wish('2020-05-03'))).toBe('people.before-founding')
    expect(await registered({ ...place, on: '2020-05-04' }, officer)).toBeTruthy()
    // to have looked at a namesake is no answer to it, and the other way round
    expect(await codeOf(officer, contract.register, wish('2020-05-03', { confirmed: true }))).toBe('people.before-founding')
    const id = await registered({ ...place, on: '2020-05-03', earlier: true }, officer)
    const union = await office.found('union.base', '新设工会', null, { leader: office.top, on: '2021-01-01' })
    const join = (on: string, more: object = {}) => ({ ...act(), id, organisation: union, status: 'member', on, ...more })
    expect(await codeOf(officer, contract.join, join('2020-12-31'))).toBe('people.before-founding')
    expect((await officer.send(contract.join, join('2020-12-31', { earlier: true }))).status).toBe(200)
  })

  test('in a dissolved organisation is refused', async () => {
    const gone = await office.found('party.branch', '撤销的支部', at.street)
    await officer.call(organisations.dissolve, { ...act(), id: gone, on: today, reason: '撤销' })
    expect(await codeOf(officer, contract.register, registration({ organisation: gone }))).toBe('people.organisation-dissolved')
  })
})

describe('changing', () => {
  test('lays the given fields over the others and counts the version up', async () => {
    const id = await registered({ name: '李改前', idNumber: numberOf('1970-01-01'), phone: '13912345670', job: '会计' })
    expect(await changed(id, { name: '李改后', job: null })).toEqual({ id, version: 2 })
    expect(await read(id)).toMatchObject({ name: '李改后', job: null, born: '1970-01-01', phoneMask: '139****5670', version: 2 })
    expect((await historyOf(id))[0]!.words).toBe('更正李改后的姓名、工作岗位')
    expect((await rows(sql`select name, name_key from people_memberships m where m.person_id = (select id from people_persons where public_id = ${id})`))).toEqual([{ name: '李改后', name_key: 'li gai hou' }])
  })

  test('is refused when somebody else changed the record meanwhile; the same act again gets its answer', async () => {
    const id = await registered()
    const first = { ...act(), id, version: 1, changes: { job: '教师' } }
    await secretary.call(contract.change, first)
    expect(await codeOf(secretary, contract.change, { ...act(), id, version: 1, changes: { job: '司机' } })).toBe('ledger.changed-meanwhile')
    expect(await secretary.call(contract.change, first)).toEqual({ id, version: 2 })
    expect((await read(id)).job).toBe('教师')
  })

  test('by eight at once keeps one change per version: nothing is lost without a word', async () => {
    const id = await registered()
    const answers = await Promise.all(Array.from({ length: 8 }, (_, no) => secretary.send(contract.change, { ...act(), id, version: 1, changes: { job: `岗位${no}` } })))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409])
    expect((await read(id)).version).toBe(2)
  })

  test('checks the whole: an ID number against birthday and sex that stand already', async () => {
    const id = await registered({ born: '1980-01-01', sex: '女' })
    const refused = async (changes: object) => codeOf(secretary, contract.change, { ...act(), id, version: (await read(id)).version, changes })
    expect(await refused({ idNumber: numberOf('1981-01-01', '女') })).toBe('people.born-differs')
    expect(await refused({ idNumber: numberOf('1980-01-01', '男') })).toBe('people.sex-differs')
    expect(await refused({ phone: '12' })).toBe('people.phone-wrong')
    expect(await refused({ born: '2015-01-01' })).toBe('people.guardian-missing')
    const number = numberOf('1980-01-01', '女')
    await changed(id, { idNumber: number })
    expect(await codeOf(secretary, contract.register, registration({ idNumber: number }))).toBe('people.id-number-taken')
    await changed(id, { idNumber: null })
    expect((await read(id)).idMask).toBeNull()
  })

  test('a name follows to memberships that the one who changed it cannot see', async () => {
    const id = await registered({ name: '钱两处' })
    await officer.call(contract.join, { ...act(), id, organisation: at.union, status: 'member', on: '2020-01-01' })
    await changed(id, { name: '钱改名' })
    const names = await rows(sql`select m.name from people_memberships m join people_persons p on p.id = m.person_id where p.public_id = ${id}`)
    expect(names).toEqual([{ name: '钱改名' }, { name: '钱改名' }])
  })
})

describe('a person in two places', () => {
  /** A member of the branch who is in the county's union too: the branch's secretary does not reach the union. */
  const inTwo = async (more: object = {}) => {
    const id = await registered(more)
    await officer.call(contract.join, { ...act(), id, organisation: at.union, status: 'member', on: '2020-01-01' })
    return id
  }

  test('is seen from both, each with the part that is theirs', async () => {
    const id = await inTwo()
    expect((await read(id, secretary)).memberships.map((one) => one.line)).toEqual(['party'])
    expect((await read(id, chair)).memberships.map((one) => one.line)).toEqual(['union'])
    expect((await read(id, officer)).memberships.map((one) => one.line).sort()).toEqual(['party', 'union'])
  })

  test('stays visible to the one when the other changes, seats or ends something', async () => {
    const id = await inTwo()
    const both = [await pathOf(at.branch), await pathOf(at.union)].sort()
    await secretary.call(contract.beginPost, { ...act(), id, organisation: at.branch, post: 'party.branch.committee-member', on: '2021-01-01' })
    expect(await pathsOf(id)).toEqual(both)
    await changed(id, { job: '工程师' }, chair)
    await changed(id, { job: '技师' }, secretary)
    expect(await pathsOf(id)).toEqual(both)
    const membership = await membershipOf(id, 'union', chair)
    await chair.call(contract.leave, { ...act(), id: membership.id, on: '2022-01-01', reason: '退休' })
    expect(await pathsOf(id)).toEqual([await pathOf(at.branch)])
  })

  test('may be in a line once, also where the one who joins them cannot see it', async () => {
    const id = await inTwo()
    const other = await office.found('union.base', `第${++counter}工会`, null, { leader: at.branch })
    const refused = await (await office.as(app, 'party.branch.secretary', at.branch)).refused(contract.join, { ...act(), id, organisation: other, status: 'member', on: '2021-01-01' })
    expect([refused.code, refused.facts]).toEqual(['people.already-in-line', { organisation: '另一个组织' }])
    expect(refused.detail).not.toContain('青石县工会')
  })

  test('who left everything stays with the organisation where they stood last', async () => {
    const id = await registered()
    const membership = await membershipOf(id)
    await secretary.call(contract.leave, { ...act(), id: membership.id, on: '2020-01-01', reason: '出党' })
    expect(await pathsOf(id)).toEqual([await pathOf(at.branch)])
    expect((await membershipOf(id)).endReason).toBe('出党')
    expect((await secretary.call(contract.list, { organisation: at.branch, limit: 200 })).rows.map((row) => row.id)).not.toContain(id)
  })
})

describe('the way through the statuses', () => {
  const step = (id: string, status: string, on: string) => ({ ...act(), id, status, on })

  test('goes from applicant to full member, with the days of joining and of becoming full', async () => {
    const before = await countsOf(at.branch)
    const id = await registered({ status: 'applicant', joinedOn: null, on: '2020-01-01', born: '1995-01-01' })
    const membership = (await membershipOf(id)).id
    expect((await countsOf(at.branch)).members).toBe(before.members)
    const way: [string, string][] = [['activist', '2020-06-01'], ['candidate', '2021-06-01'], ['probationary', '2022-06-01'], ['full', '2023-06-01']]
    for (const [status, on] of way) await secretary.call(contract.setStatus, step(membership, status, on))
    expect(await membershipOf(id)).toMatchObject({ status: 'full', joinedOn: '2022-06-01', fullOn: '2023-06-01' })
    expect((await membershipOf(id)).statuses.map((one) => [one.status, one.since])).toEqual([['applicant', '2020-01-01'], ...way])
    expect(await countsOf(at.branch)).toMatchObject({ members: before.members + 1, voting: before.voting + 1 })
    const words = (await historyOf(id)).map((entry) => entry.words)
    expect(words[0]).toMatch(/由预备党员变为正式党员$/)
    expect(words).toHaveLength(5)
  })

  test('never jumps, never goes back in time, and ends with the membership', async () => {
    const id = await registered({ status: 'applicant', joinedOn: null, on: '2020-01-01', born: '1995-01-01' })
    const membership = (await membershipOf(id)).id
    const refused = (status: string, on: string) => codeOf(secretary, contract.setStatus, step(membership, status, on))
    expect(await refused('probationary', '2021-01-01')).toBe('people.status-not-next')
    expect(await refused('applicant', '2021-01-01')).toBe('people.status-not-next')
    expect(await refused('retained', '2021-01-01')).toBe('people.status-unknown')
    expect(await refused('activist', '2019-12-31')).toBe('people.dates-not-lawful')
    expect(await refused('activist', addDays(today, 1))).toBe('ledger.in-the-future')
    await secretary.call(contract.setStatus, step(membership, 'activist', '2020-01-01'))
    expect(await codeOf(secretary, contract.leave, { ...act(), id: membership, on: '2019-12-31', reason: '撤回' })).toBe('people.dates-not-lawful')
    await secretary.call(contract.leave, { ...act(), id: membership, on: '2021-01-01', reason: '撤回申请' })
    expect(await refused('candidate', '2022-01-01')).toBe('people.membership-ended')
    expect(await codeOf(secretary, contract.leave, { ...act(), id: membership, on: '2022-01-01', reason: '再撤' })).toBe('people.membership-ended')
  })
})

describe('joining another line', () => {
  test('is refused: twice in one line, where nobody is a member, too young, merged away', async () => {
    const id = await registered({ born: '1996-05-05' })
    const join = (more: object) => ({ ...act(), id, organisation: at.league, status: 'member', on: '2012-01-01', ...more })
    expect(await codeOf(secretary, contract.join, join({ organisation: at.branch, status: 'full', on: '2020-01-01' }))).toBe('people.already-in-line')
    expect(await codeOf(officer, contract.join, join({ organisation: at.street, status: 'full' }))).toBe('people.organisation-without-members')
    expect(await codeOf(secretary, contract.join, join({ on: '2010-05-04' }))).toBe('people.age-not-lawful')
    expect(await codeOf(secretary, contract.join, join({ status: 'full' }))).toBe('people.status-unknown')
    await secretary.call(contract.join, join({ on: '2010-05-05' }))
    expect((await read(id)).memberships.map((one) => one.line).sort()).toEqual(['league', 'party'])
    expect(await codeOf(secretary, contract.join, join({}))).toBe('people.already-in-line')
  })
})

describe('a post', () => {
  const post = (id: string, more: object = {}) => ({ ...act(), id, organisation: at.beside, post: 'party.branch.secretary', on: '2024-01-01', ...more })
  const member = (more: object = {}) => registered({ organisation: at.beside, ...more }, neighbour)

  test('of which there is one is held by one, also when five are appointed at once', async () => {
    const five = await Promise.all([1, 2, 3, 4, 5].map(() => member()))
    const answers = await Promise.all(five.map((id) => neighbour.send(contract.beginPost, post(id))))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 422, 422, 422, 422])
    const holders = (await neighbour.call(contract.holders, { organisation: at.beside })).posts.filter((one) => one.post === 'party.branch.secretary')
    expect(holders).toHaveLength(1)
    await neighbour.call(contract.endPost, { ...act(), id: holders[0]!.id!, on: today })
  })

  test('is refused: unknown here, held already, taken, in the future, for a child', async () => {
    const [one, two] = [await member(), await member()]
    const refused = (id: string, more: object = {}) => codeOf(neighbour, contract.beginPost, post(id, more))
    expect(await refused(one, { post: 'league.branch.secretary' })).toBe('people.post-unknown')
    expect(await refused(one, { on: addDays(today, 1) })).toBe('ledger.in-the-future')
    const { id } = await neighbour.call(contract.beginPost, post(one))
    expect(await refused(one)).toBe('people.post-held')
    expect(await refused(two)).toBe('people.post-full')
    expect(await codeOf(neighbour, contract.endPost, { ...act(), id, on: '2023-12-31' })).toBe('people.dates-not-lawful')
    await neighbour.call(contract.endPost, { ...act(), id, on: today })
    expect(await codeOf(neighbour, contract.endPost, { ...act(), id, on: today })).toBe('people.post-ended')
    const child = await registered({ organisation: at.company, status: 'member', joinedOn: null, on: '2024-06-01', born: '2016-01-01', guardian: '王妈妈', guardianPhone: '13912345671' }, officer)
    expect(await codeOf(officer, contract.beginPost, post(child, { organisation: at.company, post: 'pioneers.company.counsellor', on: today }))).toBe('people.minor')
    expect((await officer.call(contract.beginPost, post(child, { organisation: at.company, post: 'pioneers.company.pupil-leader', on: today }))).id).toBeTruthy()
  })

  test('makes its holder act from that day on, and no longer when it ends', async () => {
    const id = await member({ name: '孙有号' })
    const slip = await neighbour.call(contract.invite, { ...act(), id })
    const session = await activated(slip.code)
    expect((await session.call(access.whoAmI, {})).me!.seats).toEqual([])
    const { id: held } = await neighbour.call(contract.beginPost, post(id, { post: 'party.branch.organisation-member' }))
    const [seat] = (await session.call(access.whoAmI, {})).me!.seats
    expect(seat).toMatchObject({ post: 'party.branch.organisation-member', organisation: at.beside })
    expect((await session.call(contract.list, { organisation: at.beside })).rows.length).toBeGreaterThan(0)
    expect((await session.refused(contract.list, { organisation: at.branch })).code).toBe('access.not-found')
    await neighbour.call(contract.endPost, { ...act(), id: held, on: today })
    expect((await session.refused(contract.list, { organisation: at.beside })).code).toBe('access.no-seat')
  })

  test('ends with its organisation, and a branch that still has applicants cannot be dissolved', async () => {
    const branch = await office.found('party.branch', '将撤的支部', at.street)
    const id = await registered({ organisation: branch, status: 'applicant', joinedOn: null, on: '2024-01-01' }, officer)
    const held = await officer.call(contract.beginPost, post(id, { organisation: branch, post: 'party.branch.committee-member' }))
    const dissolve = { ...act(), id: branch, on: today, reason: '撤销' }
    expect((await officer.refused(organisations.dissolve, dissolve)).code).toBe('organisations.members-open')
    await officer.call(contract.leave, { ...act(), id: (await membershipOf(id, 'party', officer)).id, on: today, reason: '撤回申请' })
    await officer.call(organisations.dissolve, { ...dissolve, ...act() })
    expect(await rows(sql`select to_on from people_posts where public_id = ${held.id}`)).toEqual([{ to_on: today }])
  })
})

/** Uses a slip and signs in. */
async function activated(code: string, password = '窗外的麻雀在电线杆上多嘴'): Promise<Client> {
  const answer = await app.inject({ method: 'POST', url: '/api/v1/activate', payload: { code, password }, headers: { 'x-tongxin': '1' } })
  expect(answer.statusCode).toBe(200)
  return clientOf(app, { cookie: String(answer.headers['set-cookie']).split(';')[0]! })
}

describe('an invitation', () => {
  test('prints a slip whose code is shown once and kept nowhere in clear', async () => {
    const id = await registered({ name: '周邀请' })
    const input = { ...act(), id }
    const slip = await secretary.call(contract.invite, input)
    expect(slip).toMatchObject({ name: '周邀请', login: 'zhouyaoqing', purpose: 'activation' })
    expect(await codeOf(secretary, contract.invite, input)).toBe('people.slip-already-printed')
    const dump = (await once(world.superuserUrl, 'select answer::text as text from ledger_answers union all select s::text from access_slips s')).rows.map((row: { text: string }) => row.text).join()
    expect(dump).not.toContain(slip.code)
    expect(dump).not.toContain(slip.code.replaceAll('-', ''))
    expect((await read(id)).account).toEqual({ login: 'zhouyaoqing', state: 'invited' })
  })

  test('of a namesake gets a login of its own, also when both are invited at once', async () => {
    const [one, two] = [await registered({ name: '吴同音' }), await registered({ name: '吴童音' })]
    const slips = await Promise.all([one, two].map((id) => secretary.call(contract.invite, { ...act(), id })))
    expect(slips.map((slip) => slip.login).sort()).toEqual(['wutongyin', 'wutongyin2'])
  })

  test('seats its owner in every post held, and a second slip resets the password', async () => {
    const id = await registered({ name: '郑有职' })
    await secretary.call(contract.beginPost, { ...act(), id, organisation: at.branch, post: 'party.branch.deputy-secretary', on: '2024-01-01' })
    const session = await activated((await secretary.call(contract.invite, { ...act(), id })).code)
    expect((await session.call(access.whoAmI, {})).me!.seats.map((seat) => seat.post)).toEqual(['party.branch.deputy-secretary'])
    const reset = await secretary.call(contract.invite, { ...act(), id })
    expect(reset.purpose).toBe('reset')
    await activated(reset.code, '从前的日色变得慢车马邮件都慢')
    expect((await session.call(access.whoAmI, {})).me).toBeNull()
  })

  test('of a child under fourteen is refused, from the fourteenth birthday on made', async () => {
    const child = (born: string) => registered({ organisation: at.company, status: 'member', joinedOn: null, on: '2024-06-01', born, guardian: '王妈妈', guardianPhone: '13912345672' }, officer)
    expect(await codeOf(officer, contract.invite, { ...act(), id: await child('2012-11-24') })).toBe('people.minor')
    expect((await officer.call(contract.invite, { ...act(), id: await child('2012-11-23') })).purpose).toBe('activation')
  })

  test('of somebody with a post beyond the reach is refused: no branch takes the county’s account', async () => {
    const id = await registered({ name: '县干部' })
    await officer.call(contract.beginPost, { ...act(), id, organisation: office.top, post: 'party.local-committee.office-officer', on: '2024-01-01' })
    expect(await codeOf(secretary, contract.invite, { ...act(), id })).toBe('people.account-beyond-reach')
    const session = await activated((await officer.call(contract.invite, { ...act(), id })).code)
    expect((await session.call(access.whoAmI, {})).me!.seats).toHaveLength(1)
    expect(await codeOf(secretary, contract.invite, { ...act(), id })).toBe('people.account-beyond-reach')
    expect((await officer.call(contract.invite, { ...act(), id })).purpose).toBe('reset')
  })
})

describe('what is masked', () => {
  const number = numberOf('1960-02-02', '女')
  const phone = phoneNumber(77_001)
  const secrets = { name: '冯密封', idNumber: number, phone, address: '青石村柳树巷九号', guardian: '冯家人', guardianPhone: phoneNumber(77_002) }
  const plain = [number, phone, secrets.address, secrets.guardianPhone]
  let id: string
  beforeAll(async () => void (id = await registered(secrets)))

  test('is masked on every page that shows the person', async () => {
    const masked = { idMask: `9${'*'.repeat(15)}${number.slice(-2)}`, phoneMask: `${phone.slice(0, 3)}****${phone.slice(-4)}` }
    const pages: [AnyEndpoint, object][] = [
      [contract.read, { id }],
      [contract.history, { id }],
      [contract.list, { organisation: at.branch, limit: 200 }],
      [contract.exportRoster, { ...act(), organisation: at.branch, format: 'csv' }],
      [contract.doubles, { organisation: at.branch }],
      [contract.holders, { organisation: at.branch }],
      [search, { q: '冯密封' }],
      [organisations.history, { id: at.branch }],
    ]
    for (const [endpoint, input] of pages) {
      const { status, body } = await secretary.send(endpoint, input)
      expect([endpoint.name, status]).toEqual([endpoint.name, 200])
      for (const secret of plain) expect(body, endpoint.name).not.toContain(secret)
    }
    expect(await read(id)).toMatchObject(masked)
    expect((await secretary.call(contract.list, { organisation: at.branch, q: '冯密封' })).rows).toMatchObject([masked])
  })

  test('lies sealed in every table: no byte of it in clear, and sealed for its own row and column', async () => {
    const tables = (await once(world.superuserUrl, `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`)).rows as { relname: string }[]
    for (const { relname } of tables) {
      const dump = (await once(world.superuserUrl, `select coalesce(string_agg(t::text, ' '), '') as text from ${relname} t`)).rows[0].text as string
      for (const secret of plain) {
        expect(dump, relname).not.toContain(secret)
        expect(dump, relname).not.toContain(Buffer.from(secret).toString('hex'))
      }
    }
    const [row] = await rows(sql<{ id_number: Buffer; phone: Buffer }>`select id_number, phone from people_persons where public_id = ${id}`)
    const open = (column: string, who: string, sealed: Buffer) => unseal(world.keys, place('people_persons', column, who), sealed)
    expect(open('id_number', id, row!.id_number)).toBe(number)
    expect(() => open('id_number', newId(), row!.id_number)).toThrow()
    expect(() => open('phone', id, row!.id_number)).toThrow()
  })

  test('is shown for a reason, once per act, and the person can read who looked and why', async () => {
    const slip = await secretary.call(contract.invite, { ...act(), id })
    const own = await activated(slip.code)
    const input = { ...act(), id, field: 'phone' as const, reason: '通知开会' }
    expect(await secretary.call(contract.unmask, input)).toEqual({ value: phone })
    expect(await codeOf(secretary, contract.unmask, input)).toBe('people.look-again')
    expect(await secretary.call(contract.unmask, { ...act(), id, field: 'address', purpose: 'care', reason: '慰问老党员' })).toEqual({ value: secrets.address })
    expect(await secretary.call(contract.unmask, { ...act(), id, field: 'guardianPhone', reason: '联系家人' })).toEqual({ value: secrets.guardianPhone })
    expect((await secretary.refused(contract.unmask, { ...act(), id, field: 'phone', reason: ' ' })).code).toBe('input.invalid')
    expect(await codeOf(secretary, contract.unmask, { ...act(), id, field: 'phone', reason: '核对' })).toBe('people.reason-too-short')
    const { looks } = await own.call(contract.looks, {})
    expect(looks.map((look) => look.words)).toEqual(expect.arrayContaining(['查看联系电话：通知开会', '查看家庭住址：走访慰问，慰问老党员', '查看监护人电话：联系家人']))
    expect(looks[0]!.doer).toContain('青石村支部')
    expect((await historyOf(id)).map((entry) => entry.words)).toContain('查看冯密封的联系电话：通知开会')
  })

  test(`is shown ${unmaskedPerDay} times a day to one account, also when asked at once, and again the next day`, async () => {
    const curious = await office.as(app, 'party.branch.secretary', at.branch)
    const look = () => curious.send(contract.unmask, { ...act(), id, field: 'phone', reason: '试着多看几次' })
    const answers = await Promise.all(Array.from({ length: unmaskedPerDay + 6 }, look))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(unmaskedPerDay)
    expect(new Set(answers.filter((answer) => answer.status !== 200).map((answer) => (JSON.parse(answer.body) as { code: string }).code))).toEqual(new Set(['people.too-many-unmasked']))
    world.clock = fixedClock('2026-11-24T02:00:01Z')
    const fresh = await office.as(app, 'party.branch.secretary', at.branch)
    expect((await fresh.send(contract.unmask, { ...act(), id, field: 'phone', reason: '试着多看几次' })).status).toBe(200)
    world.clock = fixedClock(start)
  })

  test('leaves in a file in clear only with a reason, and each person concerned can read it', async () => {
    const wish = { ...act(), organisation: at.branch, columns: 'official' as const, format: 'csv' as const }
    expect(await codeOf(secretary, contract.exportRoster, wish)).toBe('people.reason-missing')
    const { body, headers } = await secretary.send(contract.exportRoster, { ...wish, reason: '报送上级' })
    expect(body).toContain(number)
    expect([headers['content-disposition'], headers['content-security-policy']]).toEqual([expect.stringContaining('attachment'), expect.stringContaining('sandbox')])
    const looks = await rows(sql<{ detail: string }>`select detail from access_looks where ref_id = ${id} and kind = 'export'`)
    expect(looks).toEqual([{ detail: '导出青石村支部名册：报送上级' }])
    // asked for again because the line broke: the same file, one act, one look
    const again = await secretary.send(contract.exportRoster, { ...wish, reason: '报送上级' })
    expect([again.status, again.body.split('\n')[3]]).toEqual([200, body.split('\n')[3]])
    expect(await rows(sql`select from access_looks where ref_id = ${id} and kind = 'export'`)).toHaveLength(1)
    expect(await codeOf(secretary, contract.exportRoster, { ...wish, reason: '另有用处' })).toBe('ledger.act-reused')
    await registered()
    expect(await codeOf(secretary, contract.exportRoster, { ...wish, reason: '报送上级' })).toBe('ledger.act-reused')
  })
})

describe('merging doubles', () => {
  const merged = (id: string, into: string, client = secretary) => client.call(contract.merge, { ...act(), id, into, reason: '重复登记' })

  test('fills what the other lacks, carries memberships, posts and history over, and leaves a pointer', async () => {
    const number = numberOf('1975-01-01')
    const from = await registered({ name: '陈重复', idNumber: number, job: '木匠', organisation: at.branch })
    const into = await registered({ name: '陈重复', phone: '13912345699', status: 'member', joinedOn: null, organisation: at.league, on: '2000-01-01' })
    await secretary.call(contract.beginPost, { ...act(), id: from, organisation: at.branch, post: 'party.branch.publicity-member', on: '2024-01-01' })
    await merged(from, into)
    const kept = await read(into)
    expect(kept).toMatchObject({ born: '1975-01-01', job: '木匠', idMask: `9${'*'.repeat(15)}${number.slice(-2)}`, phoneMask: '139****5699' })
    expect(kept.memberships.map((one) => [one.line, one.toOn])).toEqual(expect.arrayContaining([['party', null], ['league', null]]))
    expect(kept.posts.map((one) => one.post)).toEqual(['party.branch.publicity-member'])
    expect((await historyOf(into)).map((entry) => entry.words)).toContain('合并陈重复的重复登记：重复登记')
    expect((await read(from)).mergedInto).toBe(into)
    expect((await secretary.call(search, { q: '陈重复' })).hits.map((hit) => hit.id)).toEqual([into])
    expect(await codeOf(secretary, contract.change, { ...act(), id: from, version: 2, changes: { job: 'x' } })).toBe('people.merged')
    expect(await codeOf(secretary, contract.register, registration({ idNumber: number }))).toBe('people.id-number-taken')
  })

  test('in one line keeps one membership open and counts one', async () => {
    const before = (await countsOf(at.branch)).members
    const [from, into] = [await registered({ name: '褚一线' }), await registered({ name: '褚一线' })]
    await merged(from, into)
    expect((await read(into)).memberships.map((one) => [one.toOn, one.endReason])).toEqual([[null, null], [today, '重复登记合并']])
    expect((await countsOf(at.branch)).members).toBe(before + 1)
  })

  test('is refused: the same record, two numbers, one that is merged already', async () => {
    const [one, two, three] = [await registered({ idNumber: numberOf('1971-01-01') }), await registered({ idNumber: numberOf('1972-01-01') }), await registered()]
    const refused = (id: string, into: string) => codeOf(secretary, contract.merge, { ...act(), id, into, reason: '重复' })
    expect(await refused(one, one)).toBe('people.same-person')
    expect(await refused(one, two)).toBe('people.id-numbers-differ')
    await merged(three, two)
    expect(await refused(three, one)).toBe('people.merged')
    expect(await refused(one, three)).toBe('people.merged')
  })

  test('of one who stands beyond the reach too is left to a superior, or done the other way round', async () => {
    const [wide, near] = [await registered({ name: '卫跨界' }), await registered({ name: '卫跨界' })]
    await officer.call(contract.join, { ...act(), id: wide, organisation: at.union, status: 'member', on: '2020-01-01' })
    expect(await codeOf(secretary, contract.merge, { ...act(), id: wide, into: near, reason: '重复' })).toBe('people.merge-beyond-reach')
    await merged(near, wide)
    expect((await read(wide, officer)).memberships.filter((one) => one.toOn === null).map((one) => one.line).sort()).toEqual(['party', 'union'])
  })

  test('carries the account over, and where both have one the double’s is closed', async () => {
    const [lone, kept] = [await registered({ name: '蒋有号' }), await registered({ name: '蒋无号' })]
    const session = await activated((await secretary.call(contract.invite, { ...act(), id: lone })).code)
    await merged(lone, kept)
    expect((await session.call(contract.me, {})).person!.id).toBe(kept)
    const double = await registered({ name: '蒋又号' })
    const other = await activated((await secretary.call(contract.invite, { ...act(), id: double })).code)
    await secretary.call(contract.beginPost, { ...act(), id: double, organisation: at.branch, post: 'party.branch.committee-member', on: '2024-01-01' })
    await merged(double, kept)
    expect((await other.call(access.whoAmI, {})).me).toBeNull()
    expect((await session.call(access.whoAmI, {})).me!.seats.map((seat) => seat.post)).toEqual(['party.branch.committee-member'])
  })

  test('proposes pairs of one name and birthday, and of one surname and phone, and no others', async () => {
    const branch = await office.found('party.branch', '重复支部', at.street)
    const add = (more: object) => registered({ organisation: branch, ...more }, officer)
    const [one, two] = [await add({ name: '沈同', born: '1980-01-01' }), await add({ name: '沈同', born: '1980-01-01', confirmed: true })]
    await add({ name: '沈同', born: '1980-01-02' })
    const [three, four] = [await add({ name: '韩甲', phone: '13912340001' }), await add({ name: '韩乙', phone: '13912340001' })]
    await add({ name: '杨丙', phone: '13912340001' })
    const { pairs } = await officer.call(contract.doubles, { organisation: branch })
    expect(pairs.map((pair) => [pair.why, ...[pair.one.id, pair.other.id].sort()])).toEqual(expect.arrayContaining([['同名同生日', ...[one, two].sort()], ['电话相同', ...[three, four].sort()]]))
    expect(pairs).toHaveLength(2)
  })
})

describe('finding people', () => {
  const number = numberOf('1966-06-06')
  let id: string
  beforeAll(async () => void (id = await registered({ name: '单雄信', idNumber: number, phone: '13987650123' })))
  const found = async (q: string, client = secretary) => (await client.call(search, { q, limit: 20 })).hits.filter((hit) => hit.kind === 'person').map((hit) => hit.id)

  test.each([['characters', '单雄信'], ['the first of them', '单雄'], ['pinyin, the surname read as one', 'shanxiongxin'], ['the beginning of the pinyin', 'ShanXiong'],
    ['initials', 'sxx'], ['the last four of the phone', '0123'], ['the whole phone', '13987650123']])('by %s', async (_, q) => expect(await found(q)).toContain(id))

  test('by the whole ID number, in capitals or not, and not by a part of it', async () => {
    expect([await found(number), await found(number.toLowerCase())]).toEqual([[id], [id]])
    expect(await found(number.slice(0, 17))).toEqual([])
  })

  test.each([['another name', '单雄心'], ['another four digits', '0124'], ['nothing but a per cent sign', '%']])('not by %s', async (_, q) => expect(await found(q)).not.toContain(id))

  test('only where one reaches', async () => {
    for (const q of ['单雄信', 'sxx', '0123', number]) expect(await found(q, neighbour)).toEqual([])
    expect(await found('单雄信', officer)).toEqual([id])
  })

  test('in a list by the first letters of pinyin or characters, page by page, each once', async () => {
    const branch = await office.found('party.branch', '翻页支部', at.street)
    for (const name of ['张三', '张三', '李四', '王五', '王五', '王五', '赵六']) await registered({ organisation: branch, name }, officer)
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await officer.call(contract.list, { organisation: branch, limit: 2, ...(after && { after }) })
      seen.push(...page.rows.map((row) => row.name))
      after = page.next ?? undefined
    } while (after)
    expect(seen).toEqual(['李四', '王五', '王五', '王五', '张三', '张三', '赵六'])
    expect((await officer.call(contract.list, { organisation: branch, q: 'zs' })).rows).toHaveLength(2)
    expect((await officer.call(contract.list, { organisation: branch, q: '五' })).rows).toHaveLength(3)
    expect((await officer.call(contract.list, { organisation: branch, status: 'probationary' })).rows).toEqual([])
  })
})

describe('one’s own page', () => {
  test('shows what is registered of oneself, everywhere, without any post', async () => {
    const id = await registered({ name: '朱本人' })
    await officer.call(contract.join, { ...act(), id, organisation: at.union, status: 'member', on: '2020-01-01' })
    const own = await activated((await officer.call(contract.invite, { ...act(), id })).code)
    const { person } = await own.call(contract.me, {})
    expect([person!.id, person!.memberships.map((one) => one.line).sort()]).toEqual([id, ['party', 'union']])
    expect((await own.refused(contract.read, { id })).code).toBe('access.no-seat')
  })

  test('leads to organisations as far as the post chosen reaches, and offers no change beyond it', async () => {
    const id = await registered()
    await officer.call(contract.join, { ...act(), id, organisation: at.union, status: 'member', on: '2016-01-01' })
    await office.appoint(id, at.branch, 'party.branch.deputy-secretary')
    const ownPost = await office.as(app, 'party.branch.deputy-secretary', at.branch, id)
    const { person } = await ownPost.call(contract.me, {})
    const shown = person!.memberships.map((one) => [one.line, one.organisation.reached, one.changeable])
    expect(Object.fromEntries(shown.map(([line, ...may]) => [line, may]))).toEqual({ party: [true, true], union: [false, false] })
    expect(person!.posts.map((one) => [one.organisation.reached, one.changeable])).toEqual([[true, true]])
    const ended = await membershipOf(id)
    await secretary.call(contract.leave, { ...act(), id: ended.id, on: today, reason: '转出' })
    expect((await membershipOf(id)).changeable).toBe(false)
  })

  test('is empty for an account without a person', async () => {
    expect(await officer.call(contract.me, {})).toEqual({ person: null })
    expect(await officer.call(contract.looks, {})).toEqual({ looks: [] })
  })
})

describe('when the tree changes', () => {
  const columnsOf = (id: string) => rows(sql<{ path: string; a1: number; a2: number; a3: number | null; a4: number | null }>`
    select m.path, m.a1, m.a2, m.a3, m.a4 from people_memberships m join people_persons p on p.id = m.person_id where p.public_id = ${id} and m.to_on is null`)

  test('memberships, posts and persons stand where their organisation stands, at every level', async () => {
    const [from, to] = [await office.found('party.committee', '甲街道党委', office.top), await office.found('party.committee', '乙街道党委', office.top)]
    const deep = await office.found('party.general-branch', '甲总支', from)
    const branch = await office.found('party.branch', '甲总支一支部', deep)
    const id = await registered({ organisation: branch }, officer)
    const held = await officer.call(contract.beginPost, { ...act(), id, organisation: branch, post: 'party.branch.secretary', on: '2024-01-01' })
    await officer.call(organisations.move, { ...act(), id: deep, version: 1, parent: to, on: today })
    const path = await pathOf(branch)
    const [a1, a2, a3, a4] = path.split('/').map((part) => parseInt(part, 36))
    expect(await columnsOf(id)).toEqual([{ path, a1, a2, a3, a4 }])
    expect(await pathsOf(id)).toEqual([path])
    expect(await rows(sql`select path from people_posts where public_id = ${held.id}`)).toEqual([{ path }])
    for (const organisation of [to, deep, branch]) {
      expect((await officer.call(contract.list, { organisation })).rows.map((row) => row.id)).toEqual([id])
    }
    expect((await officer.call(contract.list, { organisation: from })).rows).toEqual([])
    await officer.call(organisations.move, { ...act(), id: branch, version: 1, parent: to, on: today })
    expect((await columnsOf(id))[0]).toMatchObject({ a3: (await office.organisation(branch)).id, a4: null })
  })

  test('a merger carries members over with their status and leaves the old membership in their history', async () => {
    const [from, into] = [await office.found('party.branch', '并出支部', at.street), await office.found('party.branch', '并入支部', at.street)]
    const id = await registered({ organisation: from, status: 'applicant', joinedOn: null, on: '2020-01-01' }, officer)
    await officer.call(contract.setStatus, { ...act(), id: (await membershipOf(id, 'party', officer)).id, status: 'activist', on: '2021-01-01' })
    const full = await registered({ organisation: from }, officer)
    const held = await officer.call(contract.beginPost, { ...act(), id: full, organisation: from, post: 'party.branch.secretary', on: '2024-01-01' })
    await officer.call(organisations.merge, { ...act(), id: from, into, on: today, confirmed: true })
    const [now, before] = (await read(id, officer)).memberships
    expect(now).toMatchObject({ status: 'activist', fromOn: today, toOn: null, organisation: { id: into }, statuses: [{ status: 'activist', since: '2021-01-01' }] })
    expect(before).toMatchObject({ status: 'activist', toOn: today, endReason: '组织合并', organisation: { id: from } })
    expect([await countsOf(from), await countsOf(into)].map((counts) => counts.members)).toEqual([0, 1])
    expect(await rows(sql`select to_on from people_posts where public_id = ${held.id}`)).toEqual([{ to_on: today }])
    await officer.call(contract.setStatus, { ...act(), id: now!.id, status: 'candidate', on: today })
  })
})

describe('the numbers', () => {
  test('kept with each organisation are what one counts, after all of this', async () => {
    const kept = await rows(sql`select o.name, s.members, s.voting, s.young from organisations_stats s join organisations o on o.id = s.organisation_id order by o.id`)
    const counted = await rows(sql`
      select o.name,
        count(m.id) filter (where (m.line, m.status) in (('party','full'), ('party','probationary'), ('league','member'), ('league','retained'), ('union','member'), ('union','retained'), ('pioneers','member')))::int as members,
        count(m.id) filter (where (m.line, m.status) in (('party','full'), ('league','member'), ('league','retained'), ('union','member'), ('pioneers','member')))::int as voting,
        count(m.id) filter (where p.born > ${addDays(today, 0)}::date - interval '28 years' and (m.line, m.status) in (('party','full'), ('party','probationary'), ('league','member'), ('league','retained'), ('union','member'), ('union','retained'), ('pioneers','member')))::int as young
      from organisations o left join people_memberships m on m.organisation_id = o.id and m.to_on is null left join people_persons p on p.id = m.person_id
      group by o.id, o.name order by o.id`)
    expect(kept).toEqual(counted)
  })

  test('and where each person stands is where their open memberships and posts are', async () => {
    const off = await rows(sql`select p.name from people_persons p where p.merged_into is null and exists (
        select from (select path from people_memberships where person_id = p.id and to_on is null union select path from people_posts where person_id = p.id and to_on is null) t)
      and (select array_agg(x order by x) from unnest(p.paths) x) is distinct from (
        select array_agg(distinct path order by path) from (select path from people_memberships where person_id = p.id and to_on is null union select path from people_posts where person_id = p.id and to_on is null) t)`)
    expect(off).toEqual([])
  })
})
