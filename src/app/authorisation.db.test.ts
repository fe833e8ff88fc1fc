import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import Fastify from 'fastify'
import cookie from '@fastify/cookie'
import { z } from 'zod'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs, publicId, type AnyEndpoint } from '#base/contract.ts'
import { on, serve } from '#base/http/serve.ts'
import { newId } from '#base/id.ts'
import { one, run } from '#base/sql.ts'
import { gateOf, statuses, type Caller as Served } from '#access/gate.ts'
import { invite, openWithoutPassword } from '#access/accounts.ts'
import { seat } from '#access/seats.ts'
import { openSession } from '#access/sessions.ts'
import { openPool } from '#database/pools.ts'
import { everywhere, within } from '#database/scope.ts'
import { reachOf } from '#organisations/store/links.ts'
import type { Organisation } from '#organisations/store/organisations.ts'
import { personByPublicId } from '#people/store/persons.ts'
import { contracts, finders, hasSentence, sentenceOf } from '#app/modules.ts'
import { powers } from '#app/powers.ts'
import { openRealm } from '#app/welcome.ts'
import { geometryOf, organisationNamed, plantThings, standsOf, type Reaching, type Things } from '../../test/geometry.ts'
import { inputOf } from '../../test/inputs.ts'
import { cellsOf, expectedOf, faultOf, leaksIn, send, withoutReference, type Answer, type Caller, type Cell } from '../../test/matrix.ts'
import { serving } from '../../test/serving.ts'
import { rulesUndone, servedWith } from '../../test/walls/undone.ts'
import { sampleWorld } from '../../test/sample.ts'
import type { TestWorld } from '../../test/world.ts'

/** Where each post stands and what lies around it, by the names of the sample world. */
const around = {
  '党支部书记': ['party.branch.secretary', '晨光学校党支部', { beside: '区教育局机关党支部', above: '中共同心区委教育工作委员会', led: '共青团晨光学校委员会' }],
  '党工委委员': ['party.working-committee.committee-member', '中共同心区翠湖街道工作委员会',
    { below: '柳桥社区党支部', beside: '中共同心区委教育工作委员会', above: '中共同心区委员会', led: '共青团翠湖街道工作委员会' }],
  '教育工委书记': ['party.working-committee.secretary', '中共同心区委教育工作委员会',
    { 'led below': '少先队晨光学校大队', beside: '共青团翠湖街道工作委员会', above: '共青团同心区委员会' }],
  '团委书记': ['league.committee.secretary', '共青团晨光学校委员会',
    { below: '晨光学校教工团支部', beside: '区教育局机关团支部', above: '共青团同心区教育工作委员会', leader: '晨光学校党支部' }],
  '区委组织干事': ['party.local-committee.organisation-officer', '中共同心区委员会',
    { below: '柳桥社区党支部', beside: '中共远山银行云江分行委员会', led: '共青团同心区委员会' }],
  '区委会计': ['party.local-committee.accountant', '中共同心区委员会', { below: '柳桥社区党支部', beside: '中共远山银行云江分行委员会' }],
  '系统管理员': ['system.administrator', '晨光学校党支部', { beside: '区教育局机关党支部' }],
  '安全管理员': ['system.security', '晨光学校党支部', { beside: '区教育局机关党支部' }],
  '审计管理员': ['system.audit', '晨光学校党支部', { beside: '区教育局机关党支部' }],
} as const

let world: TestWorld
let app: FastifyInstance
let realm: number
let reaching: Reaching
let stands: Map<string, number[]>
let callers: Caller[]
const planted = new Map<string, Things>()

const thingsAt = async (organisation: Organisation): Promise<Things> => {
  const made = planted.get(organisation.path) ?? (await plantThings(world, organisation))
  planted.set(organisation.path, made)
  return made
}
const named = (name: string) => organisationNamed(world, realm, name)

async function account(personId: string | null): Promise<{ id: number; cookie: string }> {
  const now = world.clock.now()
  const { id } = await invite(world.db, { login: `t${newId().slice(-12)}`, name: '测试', realm, personId, now })
  await openWithoutPassword(world.db, id)
  const token = await openSession(world.db, id, { address: '127.0.0.1', agent: 'test' }, now)
  return { id, cookie: `__Host-tongxin=${token}` }
}

async function holder(who: keyof typeof around, elsewhere: Things): Promise<Caller> {
  const [post, at, names] = around[who]
  const organisation = await named(at)
  const places: Record<string, Things> = { here: await thingsAt(organisation) }
  for (const [place, name] of Object.entries(names)) places[place] = await thingsAt(await named(name))
  places['other-realm'] = elsewhere
  const { id, cookie } = await account(null)
  const reach = post.startsWith('system.') ? [] : await within(world.db, everywhere(realm), (tx) => reachOf(tx, realm, organisation.id))
  const where = { organisationId: organisation.public_id, organisationName: organisation.name, path: organisation.path }
  const seatId = await seat(world.db, { realm, accountId: id, post, ...where, reach, starts: '2000-01-01', ends: null })
  const headers = { cookie, 'x-seat': seatId }
  return { who, headers, signedIn: true, post: { permissions: powers.permissionsOf(post), at: organisation.id }, places }
}

async function otherRealm(): Promise<Things> {
  const own = { act: newId(), administrator: '外人', login: 'outsider', password: '窗外的麻雀在电线杆上多嘴', kind: 'party.committee' }
  await openRealm(world, { ...own, organisation: '外域党委', foundedOn: '2020-01-01', post: 'party.committee.secretary' })
  const other = (await one(world.db, sql<{ id: number }>`select id from realms where name = '外域党委'`)).id
  return plantThings(world, await organisationNamed(world, other, '外域党委'))
}

beforeAll(async () => {
  ;({ world, realm } = await sampleWorld())
  app = await serving(world)
  // a realm of one's own, so that resetting the sample world does not pull the ground from under the matrix
  await run(world.db, sql`update realms set kind = 'own' where id = ${realm}`)
  const elsewhere = await otherRealm()
  const seated = []
  for (const who of Object.keys(around) as (keyof typeof around)[]) seated.push(await holder(who, elsewhere))
  const { places } = seated[0]!
  const member = await account(places['beside']!['person']!.id)
  callers = [
    { who: '没有登录的人', headers: {}, signedIn: false, post: null, places },
    { who: '没有职务的账号', headers: { cookie: (await account(null)).cookie }, signedIn: true, post: null, places },
    { who: '没有职务的党员', headers: { cookie: member.cookie }, signedIn: true, post: null, places },
    ...seated,
  ]
  const realms = await one(world.db, sql<{ ids: number[] }>`select array_agg(id::int) ids from realms`)
  reaching = await geometryOf(world, realms.ids)
  stands = await standsOf(world, realms.ids)
})
afterAll(async () => {
  await app.close()
  await world.end()
})

const through = async (cells: Cell[], server: FastifyInstance): Promise<{ cell: Cell; answer: Answer }[]> => {
  const waiting = cells.map((cell, at) => ({ cell, at }))
  const done: { cell: Cell; answer: Answer }[] = []
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) done[next.at] = { cell: next.cell, answer: await send(server, next.cell) }
  }
  await Promise.all([work(), work(), work()])
  return done
}

async function faultsIn(cells: Cell[], server: FastifyInstance): Promise<string[]> {
  const answers = await through(cells, server)
  return answers.flatMap(({ cell, answer }) => [
    ...[faultOf(cell, answer, expectedOf(cell, reaching))].filter((fault) => fault !== null),
    ...leaksIn(cell, answer, stands, reaching),
  ])
}

/** What ends the callers' sessions or the sample world comes last. */
const last = ['app.reset-sample', 'app.remove-sample', 'access.sign-out']
const inOrder = [...contracts.filter((one) => !last.includes(one.name)), ...last.map((name) => contracts.find((one) => one.name === name)!)]

describe('a thing out of reach', () => {
  test('whoever asks for a thing out of reach hears the same as for one that does not exist', async () => {
    const [secretary] = callers.filter((caller) => caller.who === '党支部书记')
    const cells = inOrder.flatMap((endpoint) => cellsOf(endpoint, secretary!, world.clock.today()))
    const missed = await through(cells.filter((cell) => expectedOf(cell, reaching) === 404), app)
    const nowhere = new Map(missed.filter(({ cell }) => cell.target.endsWith('@nowhere')).map(({ cell, answer }) => [cell.endpoint.name, answer]))
    const beyond = missed.filter(({ cell }) => !cell.target.endsWith('@nowhere'))
    expect(beyond.length).toBeGreaterThan(50)
    const bodies = beyond.map(({ cell, answer }) => [cell.endpoint.name, cell.target, withoutReference(answer.body)])
    expect(bodies).toEqual(beyond.map(({ cell }) => [cell.endpoint.name, cell.target, withoutReference(nowhere.get(cell.endpoint.name)!.body)]))
  })

  test('the generated inputs fit their contracts, all of them', () => {
    const unfit = contracts.filter((endpoint) => !endpoint.input.safeParse(inputOf(endpoint, world.clock.today())).success)
    expect(unfit.map((endpoint) => endpoint.name)).toEqual([])
    expect(contracts.length).toBeGreaterThan(50)
  })
})

describe('the check itself', () => {
  const forgotten: AnyEndpoint = {
    name: 'planted.person',
    method: 'GET',
    path: '/planted/{id}',
    summary: '',
    output: z.object({ id: z.string() }),
    refusals: [],
    guard: needs('people.view'),
    input: z.strictObject({ id: publicId }),
  }
  const gated = (endpoint: AnyEndpoint): FastifyInstance => {
    const server = Fastify()
    void server.register(cookie)
    const route = on<Served, AnyEndpoint>(endpoint, async ({ input }) => {
      const { id } = input as { id: string }
      const person = await within(world.db, everywhere(realm), (tx) => personByPublicId(tx, realm, id))
      return { id: person?.public_id ?? 'none' }
    })
    const gate = gateOf({ world, powers, finders, cookieName: '__Host-tongxin' })
    const words = { words: sentenceOf, statuses, cookie: { name: '__Host-tongxin', secure: true }, log: world.log, uploadLimit: 1 }
    server.after(() => serve(server, [route], { gate, ...words }))
    return server
  }
  const secretary = () => callers.find((caller) => caller.who === '党支部书记')!

  test('reports a route whose guard names no target', async () => {
    const cells = cellsOf(forgotten, secretary(), world.clock.today())
    const faults = await faultsIn(cells, gated(forgotten))
    expect(faults.filter((fault) => fault.includes('id@beside'))).not.toEqual([])
    expect(faults.filter((fault) => fault.includes('id@other-realm'))).not.toEqual([])
  })

  test('reports an answer that shows somebody out of reach, though its target lies in it', async () => {
    const spy = { ...forgotten, guard: needs('people.view', { id: 'person' }) }
    const [cell] = cellsOf(spy, secretary(), world.clock.today())
    const foreign = secretary().places['beside']!['person']!.id
    expect(leaksIn(cell!, { status: 200, body: JSON.stringify({ id: foreign }) }, stands, reaching)).toHaveLength(1)
    expect(leaksIn(cell!, { status: 200, body: JSON.stringify({ id: cell!.input['id'] }) }, stands, reaching)).toEqual([])
  })

  test('says nothing of the same route with its target named', async () => {
    const cells = cellsOf({ ...forgotten, guard: needs('people.view', { id: 'person' }) }, secretary(), world.clock.today())
    expect(cells.length).toBeGreaterThan(4)
    expect(await faultsIn(cells, gated(cells[0]!.endpoint))).toEqual([])
  })

  test('reports a route that lets strangers in, and one that shuts the entitled out', async () => {
    const [stranger] = callers
    const open = { ...forgotten, guard: { open: 'planted' } }
    const [cell] = cellsOf(forgotten, stranger!, world.clock.today())
    expect(await faultsIn([cell!], gated(open))).toHaveLength(1)
    const shut = { ...forgotten, guard: needs('installation.realms') }
    expect(await faultsIn(cellsOf(forgotten, secretary(), world.clock.today()).slice(0, 1), gated(shut))).toHaveLength(1)
  })
})

describe('any one rule taken away', () => {
  test('of every guard and every power turns the matrix red', async () => {
    const today = world.clock.today()
    const undone = contracts.filter(({ name }) => !last.includes(name) && !name.startsWith('app.')).flatMap(rulesUndone)
    // behind row-level security a forgotten rule would stay without consequence: here nothing is behind it, and nothing is kept
    const pool = openPool(`${world.superuserUrl}?options=-c%20default_transaction_read_only%3Don`, 4, () => undefined)
    const open = { ...world, db: pool.db }
    const silent = []
    for (const { rule, endpoint, about, altered } of undone) {
      const cells = callers.flatMap((caller) => cellsOf(endpoint, caller, today)).filter((cell) => about(cell, expectedOf(cell, reaching)))
      const server = await servedWith(open, endpoint, altered)
      if ((await faultsIn(cells.slice(0, 12), server)).length === 0) silent.push(rule)
      await server.close()
    }
    await pool.close()
    process.stdout.write(`rules taken away: ${undone.length}, unnoticed ${silent.length}\n`)
    expect(silent).toEqual([])
  }, 120_000)
})

describe('every guard', () => {
  test('an endpoint without one stops the server at start', () => {
    const bare = { ...contracts[0]!, guard: undefined } as unknown as AnyEndpoint
    const gate = async () => ({ ok: true as const, value: {} })
    const parts = { gate, words: sentenceOf, statuses, cookie: { name: 'x', secure: true }, log: world.log, uploadLimit: 1 }
    expect(() => serve(Fastify(), [on(bare, async () => ({}))], parts)).toThrow(/declares no permission/)
    const empty = { ...contracts[0]!, guard: { permission: '', over: {} } }
    expect(() => serve(Fastify(), [on(empty, async () => ({}))], parts)).toThrow(/declares no permission/)
  })

  test('two endpoints of one name stop it too', () => {
    const route = on(contracts[0]!, async () => ({}))
    const gate = async () => ({ ok: true as const, value: {} })
    const parts = { gate, words: sentenceOf, statuses, cookie: { name: 'x', secure: true }, log: world.log, uploadLimit: 1 }
    expect(() => serve(Fastify(), [route, route], parts)).toThrow(/two endpoints/)
  })

  test('names only kinds of things the gate can find', () => {
    const kinds = contracts.flatMap(({ guard }) => ('permission' in guard ? Object.values(guard.over) : []))
    expect([...new Set(kinds)].filter((kind) => !finders[kind])).toEqual([])
  })

  test('names only permissions that some post holds', () => {
    const held = new Set(Object.values(around).flatMap(([post]) => [...powers.permissionsOf(post)]))
    const asked = contracts.flatMap(({ guard }) => ('permission' in guard ? [guard.permission] : []))
    expect([...new Set(asked)].filter((permission) => !held.has(permission))).toEqual([])
  })

  test('that needs no session is on the short list of those', () => {
    const open = contracts.filter(({ guard }) => 'open' in guard).map((endpoint) => endpoint.name)
    const known = [
      'access.who-am-i', 'access.sign-in', 'access.sign-out', 'access.read-slip', 'access.activate',
      'access.sign-in-code', 'access.passkey-options', 'access.passkey-sign-in', 'access.begin-sign-on', 'access.finish-sign-on',
      'notices.calendar-feed',
      'app.open-sample', 'app.open-own',
    ]
    expect(open).toEqual(known)
  })

  test('a refusal that a contract lists has its Chinese sentence', () => {
    const codes = contracts.flatMap((endpoint) => endpoint.refusals)
    expect([...new Set(codes)].filter((code) => !hasSentence(code))).toEqual([])
    expect(Object.keys(statuses).filter((code) => !hasSentence(code))).toEqual([])
  })
})

// The last test of the file: it signs everybody out
describe('the matrix of all endpoints, posts and places', () => {
  test('answers what guard, powers and geometry say, and nothing else', async () => {
    const today = world.clock.today()
    const cells = inOrder.flatMap((endpoint) => callers.flatMap((caller) => cellsOf(endpoint, caller, today)))
    const expectations = Object.groupBy(cells, (cell) => String(expectedOf(cell, reaching)))
    const counts = Object.entries(expectations).map(([expected, some]) => `${expected} ${some!.length}`)
    process.stdout.write(`authorisation matrix: ${cells.length} cells (${counts.join(', ')})\n`)
    expect(Object.keys(expectations).sort()).toEqual(['401', '403', '404', 'through'])
    const faults = await faultsIn(cells, app)
    expect(faults.slice(0, 30)).toEqual([])
  }, 400_000)
})
