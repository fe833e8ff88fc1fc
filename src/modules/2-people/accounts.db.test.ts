import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fixedClock } from '#base/clock.ts'
import { newId } from '#base/id.ts'
import { accountByLogin } from '#access/accounts.ts'
import * as access from '#access/contract.ts'
import * as factors from '#access/factors/contract.ts'
import { totpCode } from '#access/factors/totp.ts'
import { seat } from '#access/seats.ts'
import { myNotices } from '#notices/contract.ts'
import * as contract from '#people/contract.ts'
import { accounts, closeAccount } from '#people/contract/accounts.ts'
import { openOffice, type Office } from '../../../test/office.ts'
import { clientOf, serving, type Client } from '../../../test/serving.ts'
import { testWorld, type TestWorld } from '../../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
let office: Office
let at: { branch: string; beside: string }
let officer: Client
let secretary: Client
let neighbour: Client
const start = '2026-11-23T02:00:00Z'
const [good, other] = ['窗外的麻雀在电线杆上多嘴', '从前的日色变得慢车马邮件都慢']
let counter = 0

beforeAll(async () => {
  world = await testWorld(start)
  app = await serving(world)
  office = await openOffice(world)
  const branch = await office.found('party.branch', '青石村支部', office.top)
  const beside = await office.found('party.branch', '白杨村支部', office.top)
  at = { branch, beside }
  officer = await office.as(app, 'party.local-committee.organisation-officer', office.top)
  neighbour = await office.as(app, 'party.branch.secretary', beside)
})
beforeEach(() => later(0))
afterAll(async () => {
  await app.close()
  await world.end()
})

const act = () => ({ act: newId() })
const names = ['东', '南', '西', '北', '中', '发', '白', '春', '夏', '秋', '冬', '梅', '兰', '竹', '菊']
const registered = (organisation = at.branch, name = `史${names[counter++ % names.length]}`) => office.register(name, organisation)
/** Some days on; the secretary signs in anew. */
async function later(days: number): Promise<void> {
  world.clock = fixedClock(new Date(Date.parse(start) + days * 86_400_000).toISOString())
  secretary = await office.as(app, 'party.branch.secretary', at.branch)
}

async function post(endpoint: { path: string }, payload: object, cookie = '') {
  const headers = { 'x-tongxin': '1', ...(cookie && { cookie }) }
  const answer = await app.inject({ method: 'POST', url: `/api/v1${endpoint.path}`, payload, headers })
  const cookieSet = String(answer.headers['set-cookie'] ?? '').split(';')[0]!
  return { status: answer.statusCode, body: answer.json() as Record<string, unknown>, cookie: cookieSet }
}
const activated = (code: string, password = good) => post(access.activate, { code, password })
const slipFor = (id: string, more: object = {}, client = secretary) => client.call(contract.invite, { ...act(), id, ...more })

interface Holder {
  id: string
  login: string
  cookie: string
}
async function holder(organisation = at.branch, client = secretary): Promise<Holder> {
  const id = await registered(organisation)
  const slip = await slipFor(id, {}, client)
  return { id, login: slip.login, cookie: (await activated(slip.code)).cookie }
}
async function withTotp(): Promise<Holder> {
  const held = await holder()
  const { secret } = (await post(factors.offerTotp, {}, held.cookie)).body as { secret: string }
  const done = await post(factors.confirmTotp, { ...act(), code: totpCode(secret, world.clock.now()) }, held.cookie)
  return { ...held, cookie: done.cookie }
}
const rowsOf = async (client: Client, more: object = {}, organisation = at.branch) => (await client.call(accounts, { organisation, ...more })).rows
const rowOf = async (login: string, client = secretary) => (await rowsOf(client)).find((row) => row.login === login)
const titles = async (cookie: string) => (await clientOf(app, { cookie }).call(myNotices, {})).rows.map((row) => `${row.title}：${row.body}`)

describe('the accounts in reach', () => {
  test('show state, last day, second step, and the slip that is out', async () => {
    const id = await registered()
    expect((await rowsOf(secretary)).some((row) => row.person === id)).toBe(false)
    const { login, code, ends } = await slipFor(id)
    expect(await rowOf(login)).toMatchObject({ person: id, state: 'invited', seenOn: null, secondFactor: false, slipEnds: ends })
    await activated(code)
    expect(await rowOf(login)).toMatchObject({ state: 'active', seenOn: '2026-11-23', slipEnds: null })
    await later(3)
    await post(access.signIn, { login, password: good })
    expect(await rowOf(login)).toMatchObject({ seenOn: '2026-11-26' })
    const safe = await withTotp()
    expect((await rowOf(safe.login))!.secondFactor).toBe(true)
  })

  test('forget a slip that is out of date', async () => {
    const { login } = await slipFor(await registered())
    await later(6)
    expect((await rowOf(login))!.slipEnds).not.toBeNull()
    await later(7)
    expect((await rowOf(login))!.slipEnds).toBeNull()
  })

  test('are those of the own branch for its secretary, all for the county, and the neighbour’s for nobody else', async () => {
    const [mine, theirs] = [await holder(), await holder(at.beside, neighbour)]
    const logins = async (client: Client, organisation: string) => (await rowsOf(client, { limit: 200 }, organisation)).map((row) => row.login)
    expect(await logins(secretary, at.branch)).toContain(mine.login)
    expect(await logins(secretary, at.branch)).not.toContain(theirs.login)
    expect(await logins(officer, office.top)).toEqual(expect.arrayContaining([mine.login, theirs.login]))
    expect((await secretary.refused(accounts, { organisation: at.beside })).code).toBe('access.not-found')
  })

  test('are found by login and by name, chosen by state, and come page by page', async () => {
    const id = await office.register('欧阳寻觅', at.branch)
    const { login } = await slipFor(id)
    for (const q of [login.slice(0, 5), login.slice(0, 5).toUpperCase(), '寻觅']) expect((await rowsOf(secretary, { q })).map((row) => row.login)).toContain(login)
    expect((await rowsOf(secretary, { q: '无此人' }))).toEqual([])
    expect(new Set((await rowsOf(secretary, { state: 'invited' })).map((row) => row.state))).toEqual(new Set(['invited']))
    const all = (await rowsOf(secretary, { limit: 200 })).map((row) => row.login)
    const paged: string[] = []
    for (let after: string | undefined, at_ = 0; at_ < 100; at_++) {
      const page: { rows: { login: string }[]; next: string | null } = await secretary.call(accounts, { organisation: at.branch, limit: 2, ...(after && { after }) })
      paged.push(...page.rows.map((row) => row.login))
      if (!page.next) break
      after = page.next
    }
    expect(paged).toEqual(all)
    expect(all).toEqual(all.toSorted())
  })
})

describe('closing an account', () => {
  const close = (id: string, client = secretary) => client.call(closeAccount, { ...act(), id, reason: '调离' })

  test('ends its sessions and its slip at once, stays in the list, and another slip makes another account', async () => {
    const held = await holder()
    const reset = await slipFor(held.id)
    await close(held.id)
    expect((await clientOf(app, { cookie: held.cookie }).call(access.whoAmI, {})).me).toBeNull()
    expect((await post(access.signIn, { login: held.login, password: good })).status).toBe(422)
    expect((await post(access.readSlip, { code: reset.code })).status).toBe(422)
    expect(await rowOf(held.login)).toMatchObject({ person: held.id, state: 'closed', slipEnds: null })
    const anew = await slipFor(held.id)
    expect([anew.purpose, anew.login === held.login]).toEqual(['activation', false])
    expect((await secretary.call(contract.history, { id: held.id })).entries.map((entry) => entry.words)).toContain(
      `停用${(await rowOf(held.login))!.name}的账号 ${held.login}：调离`,
    )
  })

  test('is refused where there is none, where it is one’s own, and out of reach', async () => {
    const id = await registered()
    const refused = async (target: string, client = secretary) => (await client.refused(closeAccount, { ...act(), id: target, reason: '调离' })).code
    expect(await refused(id)).toBe('people.no-account')
    const theirs = await holder(at.beside, neighbour)
    expect(await refused(theirs.id)).toBe('access.not-found')
    const own = await ownSecretary()
    expect(await refused(own.id, own.client)).toBe('people.own-account')
  })
})

/** A member of the branch who is its secretary too, signed in as that. */
async function ownSecretary(): Promise<{ id: string; client: Client }> {
  const { id, login, cookie } = await holder()
  const account = (await accountByLogin(world.db, login))!
  const organisation = await office.organisation(at.branch)
  const seatId = await seat(world.db, {
    realm: office.realm, accountId: account.id, post: 'party.branch.secretary', organisationId: organisation.public_id,
    organisationName: organisation.name, path: organisation.path, reach: [organisation.path], starts: '2020-01-01', ends: null,
  })
  return { id, client: clientOf(app, { cookie, 'x-seat': seatId }) }
}

describe('a reset', () => {
  test('leaves the second step in place, so that a slip alone opens nothing', async () => {
    const held = await withTotp()
    const slip = await slipFor(held.id)
    expect([slip.purpose, slip.clears]).toEqual(['reset', false])
    expect((await activated(slip.code, other)).body['next']).toBe('code')
  })

  test('clears it only by choice, with a reason; the ledger keeps it and the owner is told at printing and at use', async () => {
    const held = await withTotp()
    const refused = (more: object) => secretary.refused(contract.invite, { ...act(), id: held.id, clears: true, ...more })
    expect([(await refused({})).code, (await refused({ reason: '丢' })).code]).toEqual(['people.clear-reason-missing', 'people.clear-reason-missing'])
    const slip = await slipFor(held.id, { clears: true, reason: '手机丢失，已当面核对' })
    expect(slip.clears).toBe(true)
    expect((await rowOf(held.login))!.secondFactor).toBe(true)
    expect((await titles(held.cookie)).join()).toContain('凭条会清除您的登录第二步，理由：手机丢失，已当面核对')
    const history = (await secretary.call(contract.history, { id: held.id })).entries.map((entry) => entry.words)
    expect(history.join()).toContain('重设密码凭条，清除登录第二步：手机丢失，已当面核对')
    const done = await activated(slip.code, other)
    expect([done.body['next'], (await rowOf(held.login))!.secondFactor]).toEqual(['in', false])
    expect((await titles(done.cookie)).join()).toContain('您的登录第二步已经清除')
  })

  test('of the own account is refused: whoever finds an open screen must not take it over', async () => {
    const own = await ownSecretary()
    expect((await own.client.refused(contract.invite, { ...act(), id: own.id })).code).toBe('people.own-account')
    expect((await slipFor(own.id, {}, officer)).purpose).toBe('reset')
  })
})
