import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeEach, afterEach, expect, test } from 'vitest'
import { fixedClock } from '#base/clock.ts'
import { newId } from '#base/id.ts'
import { many } from '#base/sql.ts'
import { whoAmI } from '#access/contract.ts'
import { newCode } from '#access/accounts.ts'
import * as organisations from '#organisations/contract.ts'
import * as people from '#people/contract.ts'
import * as administration from '#app/administration/contract.ts'
import * as contract from '#app/contract.ts'
import { firstCode } from '#app/welcome.ts'
import { clientOf, serving, type Client } from '../../test/serving.ts'
import { testWorld, type TestWorld } from '../../test/world.ts'

let world: TestWorld
let app: FastifyInstance
const worlds: TestWorld[] = []
const stranger = () => clientOf(app, {})

beforeEach(async () => {
  world = await testWorld()
  worlds.push(world)
  app = await serving(world)
})
afterEach(() => app.close())
afterAll(() => Promise.all(worlds.map((one) => one.end())))

const password = '窗外的麻雀在电线杆上多嘴'
const own = (code: string, more: object = {}) => ({
  act: newId(), code, administrator: '王芳', login: 'wangfang', password, kind: 'party.branch', organisation: '青石村党支部',
  foundedOn: '2020-01-01', post: 'party.branch.secretary', ...more,
})
const signedIn = (headers: Record<string, unknown>): Client => clientOf(app, { cookie: String(headers['set-cookie']).split(';')[0]! })
const namesOf = (table: string) => many(world.db, sql<{ name: string }>`select name from ${sql.table(table)} order by 1`)

test('nobody has an account before the code was used; the first page says so', async () => {
  expect(await stranger().call(whoAmI, {})).toEqual({ me: null, firstRun: true, ways: { passkey: true, signOn: null, address: null } })
  expect(await namesOf('access_accounts')).toEqual([])
  for (const [login, guess] of [['admin', 'admin'], ['root', 'root'], ['administrator', '12345678']]) {
    const answer = await app.inject({ method: 'POST', url: '/api/v1/sign-in', payload: { login, password: guess }, headers: { 'x-tongxin': '1' } })
    expect(answer.statusCode).toBe(422)
  }
})

test('the code opens one’s own organisation, with a post in it and the administration, signed in at once', async () => {
  const answer = await stranger().send(contract.openOwn, own(await firstCode(world)))
  expect(answer.status).toBe(200)
  const client = signedIn(answer.headers)
  const { me, firstRun } = await client.call(whoAmI, {})
  expect([me!.seats.map((seat) => [seat.post, seat.organisationName]), firstRun]).toEqual([[['party.branch.secretary', '青石村党支部'], ['system.administrator', '青石村党支部']], false])
  const { nodes } = await client.call(organisations.tree, {})
  expect(nodes.map((node) => [node.name, node.members])).toEqual([['青石村党支部', 0]])
  expect((await stranger().call(whoAmI, {})).firstRun).toBe(false)
})

test('the code is good until somebody runs an organisation of their own', async () => {
  const code = await firstCode(world)
  await stranger().call(contract.openOwn, own(code))
  const refused = await stranger().refused(contract.openOwn, own(code, { login: 'lisi' }))
  expect([refused.code, refused.detail]).toEqual(['app.link-over', expect.stringContaining('npm run cli -- first-link') as string])
  expect((await stranger().refused(contract.openSample, { code })).code).toBe('app.link-over')
})

test('used by five at once lets one in, and the others leave nothing behind', async () => {
  const code = await firstCode(world)
  const answers = await Promise.all([1, 2, 3, 4, 5].map((no) => stranger().send(contract.openOwn, own(code, { login: `user${no}`, organisation: `第${no}支部` }))))
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 422, 422, 422, 422])
  expect(await namesOf('access_accounts')).toHaveLength(1)
  expect(await namesOf('organisations')).toEqual([])
  expect((await namesOf('realms')).length).toBe(2)
})

test('a refused form leaves no account, and the code stays good', async () => {
  const code = await firstCode(world)
  const refused = async (more: object) => (await stranger().refused(contract.openOwn, own(code, more))).code
  expect(await refused({ password: '123456' })).toBe('access.password-weak')
  expect(await refused({ kind: 'party.cell' })).toBe('organisations.kind-unknown')
  expect(await refused({ post: 'league.branch.secretary' })).toBe('app.post-not-of-kind')
  expect(await refused({ kind: 'party.group', post: 'party.group.leader' })).toBe('organisations.needs-superior')
  expect(await refused({ foundedOn: '2026-11-24' })).toMatch(/in-the-future|day-in-future/)
  expect(await namesOf('realms'), 'no empty realm is left behind').toHaveLength(1)
  expect(await namesOf('access_accounts')).toEqual([])
  expect((await stranger().send(contract.openOwn, own(code))).status).toBe(200)
})

test('a code printed anew voids the one before, and each is good for seven days', async () => {
  const [old, code] = [await firstCode(world), await firstCode(world)]
  expect((await stranger().refused(contract.openOwn, own(old))).code).toBe('app.link-over')
  world.clock = fixedClock('2026-11-30T02:00:00Z')
  expect((await stranger().refused(contract.openOwn, own(code))).code).toBe('app.link-over')
  world.clock = fixedClock('2026-11-30T01:59:59Z')
  expect((await stranger().send(contract.openOwn, own(code))).status).toBe(200)
})

test('wrong codes count as guesses of the address', async () => {
  const codes: string[] = []
  for (let no = 0; no < 61; no++) codes.push((await stranger().refused(contract.openSample, { code: newCode() })).code)
  expect([new Set(codes.slice(0, 60)), codes[60]]).toEqual([new Set(['app.link-over']), 'access.too-many-guesses'])
})

test('the code opens the sample world to look around as every demonstration post, and own organisations can follow', async () => {
  const { headers } = await stranger().send(contract.openSample, { code: await firstCode(world) })
  const { seats } = (await signedIn(headers).call(whoAmI, {})).me!
  expect(seats.length).toBeGreaterThan(8)
  expect(seats.every((seat) => seat.sample)).toBe(true)
  // looking around makes nobody an administrator of the installation: the next start prints another code
  expect((await stranger().call(whoAmI, {})).firstRun).toBe(true)
  const cookie = String(headers['set-cookie']).split(';')[0]!
  const administrator = clientOf(app, { cookie, 'x-seat': seats.find((seat) => seat.post === 'system.sample-administrator')!.id })
  const { code: _code, ...form } = own('')
  expect((await administrator.call(contract.startOwn, form)).name).toBe('王芳')
  expect((await administrator.refused(contract.startOwn, { ...form, act: newId() })).code).toBe('app.login-taken')
}, 60_000)

test('another browser comes back into the sample by the same code, as the same visitor, until there is an administrator', async () => {
  const code = await firstCode(world)
  const both = await Promise.all([1, 2].map(() => stranger().send(contract.openSample, { code })))
  expect(both.map(({ status }) => status)).toEqual([200, 200])
  const seen = await Promise.all(both.map(async ({ headers }) => (await signedIn(headers).call(whoAmI, {})).me!))
  expect(new Set(seen.map(({ account }) => account.login))).toEqual(new Set(['canguan']))
  expect(new Set(seen.map(({ seats }) => seats.length)).size).toBe(1)
  const cookie = String(both[0]!.headers['set-cookie']).split(';')[0]!
  const administrator = clientOf(app, { cookie, 'x-seat': seen[0]!.seats.find((seat) => seat.post === 'system.sample-administrator')!.id })
  const { code: _code, ...form } = own('')
  await administrator.call(contract.startOwn, form)
  expect((await stranger().refused(contract.openSample, { code })).code).toBe('app.link-over')
  expect((await stranger().refused(contract.openOwn, own(code, { login: 'lisi' }))).code).toBe('app.link-over')
}, 60_000)

test('the visitor looks around as a plain member and as the three administrators, of the sample alone', async () => {
  const { headers } = await stranger().send(contract.openSample, { code: await firstCode(world) })
  const cookie = String(headers['set-cookie']).split(';')[0]!
  const { seats } = (await signedIn(headers).call(whoAmI, {})).me!
  const as = (post: string) => clientOf(app, { cookie, 'x-seat': seats.find((seat) => seat.post === `system.sample-${post}`)!.id })
  const { code: _code, ...form } = own('')
  await as('administrator').call(contract.startOwn, form)
  const { person } = await as('member').call(people.me, {})
  expect([person!.memberships.map(({ organisation }) => organisation.name), person!.posts]).toEqual([['柳桥社区党支部'], []])
  expect((await as('member').refused(contract.workList, {})).code).toBe('access.not-permitted')
  const { rows } = await as('audit').call(administration.auditLog, {})
  expect([...new Set(rows.map(({ login }) => login))]).toEqual(['canguan'])
  const { administration: view } = await as('security').call(administration.view, {})
  expect(view!.administrators.map(({ post, login }) => [post, login])).toEqual([
    ['system.administrator', 'canguan'], ['system.security', 'canguan'], ['system.audit', 'canguan'],
  ])
  expect((await as('member').call(administration.view, {})).administration).toBeNull()
}, 60_000)

test('the sample world is not deleted while its visitor is all who can sign in: nobody is locked out', async () => {
  const { headers } = await stranger().send(contract.openSample, { code: await firstCode(world) })
  const cookie = String(headers['set-cookie']).split(';')[0]!
  const { seats } = (await signedIn(headers).call(whoAmI, {})).me!
  const visitor = clientOf(app, { cookie, 'x-seat': seats.find((seat) => seat.post === 'system.sample-administrator')!.id })
  expect((await visitor.call(contract.sampleState, {})).removable).toBe(false)
  expect((await visitor.refused(contract.removeSample, { act: newId() })).code).toBe('app.own-first')
  expect((await visitor.call(contract.sampleState, {})).present).toBe(true)
  const { code: _code, ...form } = own('')
  await visitor.call(contract.startOwn, form)
  expect((await visitor.call(contract.sampleState, {})).removable).toBe(true)
  await visitor.call(contract.removeSample, { act: newId() })
  expect((await namesOf('realms')).map(({ name }) => name)).not.toContain('示例世界')
}, 60_000)
