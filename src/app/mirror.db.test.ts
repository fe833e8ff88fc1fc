import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '#base/day.ts'
import { newId } from '#base/id.ts'
import { seeded } from '#base/seeded.ts'
import { many, maybe, run, type Db } from '#base/sql.ts'
import { invite, openWithoutPassword } from '#access/accounts.ts'
import type { Powers } from '#access/actor.ts'
import { seat } from '#access/seats.ts'
import { openSession } from '#access/sessions.ts'
import { everywhere, within } from '#database/scope.ts'
import { kindOf, type KindCode } from '#organisations/kinds.ts'
import { postsOf } from '#organisations/posts.ts'
import { insertLink, reachOf } from '#organisations/store/links.ts'
import { mergePersons } from '#people/actions/merge.ts'
import { leave } from '#people/actions/memberships.ts'
import * as people from '#people/contract.ts'
import { read as readLetter } from '#people/contract/transfers.ts'
import { sightsOf, type Sight } from '#people/mirror/explain.ts'
import { lettersSeen, type LetterSight } from '#people/mirror/letters.ts'
import { personByPublicId, type Person } from '#people/store/persons.ts'
import { search } from '#search/contract.ts'
import { openField } from '#people/store/persons.ts'
import { powers } from '#app/powers.ts'
import { clientOf, serving, type Client } from '../../test/serving.ts'
import { sampleWorld } from '../../test/sample.ts'
import type { TestWorld } from '../../test/world.ts'

/*
 * The explanation of the mirror against what the server really does: for random people and posts, it names a seat exactly
 * when that seat's page, roster, search and export show the person, over HTTP, row-level security on.
 */

const seed = process.env['MIRROR_SEED'] ?? 'mirror'
const chance = seeded(seed)
const [seatsDrawn, peopleDrawn] = [24, 14]

interface Desk {
  id: string
  words: string
  client: Client
  permissions: ReadonlySet<string>
  /** public ids of the organisations at the tops of its reach */
  tops: string[]
  works: boolean
}
interface Somebody {
  id: string
  name: string
  idNumber: string | null
}

let world: TestWorld
let app: FastifyInstance
let realm: number
let desks: Desk[]
let persons: Somebody[]
const inRealm = <T>(work: (tx: Db) => Promise<T>) => within(world.db, everywhere(realm), work)

interface Body {
  id: number
  public_id: string
  name: string
  kind: KindCode
  path: string
}

/** How a seat may be out of work though it reaches: it ended, it begins later, its account is not open, its post reads nobody. */
const idle = ['', '', '', '', '', '', 'ended', 'later', 'invited', 'closed'] as const

async function deskAt(tx: Db, body: Body, post: string, state: (typeof idle)[number]): Promise<Desk> {
  const now = world.clock.now()
  const today = world.clock.today()
  const account = await invite(tx, { login: `t${newId().slice(-12)}`, name: '测试', realm, personId: null, now })
  if (state !== 'invited') await openWithoutPassword(tx, account.id)
  const reach = post === 'system.administrator' ? [] : await reachOf(tx, realm, body.id)
  const tops = await many(tx, sql<{ public_id: string }>`select public_id from organisations where realm_id = ${realm} and path = any(${reach}::text[])`)
  const where = { organisationId: body.public_id, organisationName: body.name, path: body.path, reach }
  const id = await seat(tx, {
    realm, accountId: account.id, post, ...where,
    starts: state === 'later' ? addDays(today, 1) : '2000-01-01', ends: state === 'ended' ? today : null,
  })
  const token = await openSession(tx, account.id, { address: '127.0.0.1', agent: 'test' }, now)
  if (state === 'closed') await run(tx, sql`update access_accounts set state = 'closed' where id = ${account.id}`)
  const client = clientOf(app, { cookie: `__Host-tongxin=${token}`, 'x-seat': id })
  const words = `${body.name} ${powers.wordsOf(post)} ${state}`
  return { id, words, client, permissions: powers.permissionsOf(post), tops: tops.map((one) => one.public_id), works: state === '' }
}

async function drawDesks(): Promise<Desk[]> {
  return inRealm(async (tx) => {
    const bodies = await many(tx, sql<Body>`select id, public_id, name, kind, path from organisations where realm_id = ${realm} order by id`)
    const drawn: Desk[] = []
    for (let n = 0; n < seatsDrawn; n++) {
      const body = chance.pick(bodies)
      const posts = [...postsOf(body.kind).map((post) => post.code as string), ...(n % 9 === 0 ? ['system.administrator'] : [])]
      drawn.push(await deskAt(tx, body, n % 9 === 0 ? posts.at(-1)! : chance.pick(posts), chance.pick(idle)))
    }
    // whoever leads others is rare among all bodies, and the case that matters
    const leading = bodies.filter((body) => ['party.branch', 'party.committee', 'party.local-committee', 'league.committee'].includes(body.kind))
    for (let n = 0; n < 10; n++) {
      const body = chance.pick(leading)
      drawn.push(await deskAt(tx, body, `${body.kind}.secretary`, ''))
    }
    // at the top whoever is out of work would see nearly everybody
    const top = bodies.find((body) => body.kind === 'party.local-committee')!
    for (const state of ['', 'ended', 'later', 'invited', 'closed'] as const) {
      drawn.push(await deskAt(tx, top, 'party.local-committee.organisation-officer', state))
    }
    return drawn
  })
}

/** Random ones, and one of each kind that stands oddly. */
async function drawPersons(): Promise<Somebody[]> {
  const odd = [
    sql`exists (select from people_posts h where h.person_id = p.id and h.to_on is null) and not exists (select from people_memberships m where m.person_id = p.id and m.to_on is null)`,
    sql`cardinality(p.paths) > 1`,
    sql`not exists (select from people_memberships m where m.person_id = p.id and m.to_on is null)`,
    sql`p.merged_into is not null`,
    sql`p.floating_since is not null`,
  ]
  return inRealm(async (tx) => {
    const all = await many(tx, sql<{ public_id: string }>`select public_id from people_persons p where p.realm_id = ${realm} order by id`)
    const ids = Array.from({ length: peopleDrawn }, () => chance.pick(all).public_id)
    // nearly everybody is out of sight of nearly every desk: as many are drawn from the rosters of those that see somebody
    const busy = desks.filter((desk) => rosters.get(desk.id)!.listed.size > 0)
    for (let n = 0; n < peopleDrawn; n++) ids.push(chance.pick([...rosters.get(chance.pick(busy).id)!.listed].toSorted()))
    for (const where of odd) {
      const some = await many(tx, sql<{ public_id: string }>`select public_id from people_persons p where p.realm_id = ${realm} and ${where} order by id limit 2`)
      ids.push(...some.map((one) => one.public_id))
    }
    const drawn: Somebody[] = []
    for (const id of new Set(ids)) {
      const person = (await personByPublicId(tx, realm, id))!
      drawn.push({ id, name: person.name, idNumber: await openField(tx, world.keys, person, 'idNumber') })
    }
    return drawn
  })
}

/** Life goes on in the sample world: somebody leaves everything, doubles are merged, bodies come to be led. */
async function shake(): Promise<void> {
  const doer = { ...everywhere(realm), accountId: 0, name: '测试', postWords: '测试', seatId: newId() }
  const leavers = await inRealm((tx) => many(tx, sql<{ id: string }>`select m.public_id as id from people_memberships m
    where m.realm_id = ${realm} and m.to_on is null and m.id % 97 = 3 and (select count(*) from people_memberships x where x.person_id = m.person_id) = 1 limit 8`))
  for (const { id } of leavers) await leave(world, doer, { act: newId(), id, on: world.clock.today(), reason: '去世' })
  const pairs = await inRealm((tx) => many(tx, sql<{ id: string }>`select public_id as id from people_persons where realm_id = ${realm} and id_hash is null order by id limit 6`))
  for (let n = 0; n + 1 < pairs.length; n += 2) await mergePersons(world, doer, { act: newId(), id: pairs[n]!.id, into: pairs[n + 1]!.id, reason: '同一人' })
  await inRealm(async (tx) => {
    const bodies = await many(tx, sql<{ id: number; kind: KindCode }>`select id, kind from organisations where realm_id = ${realm} and kind in ('party.branch', 'union.base', 'league.branch') order by id`)
    const parties = bodies.filter((one) => kindOf(one.kind).line === 'party')
    const others = bodies.filter((one) => kindOf(one.kind).line !== 'party')
    for (let n = 0; n < 5; n++) {
      const link = { public_id: newId(), kind: 'leads' as const, from_id: chance.pick(parties).id, to_id: chance.pick(others).id, from_on: '2020-01-01' }
      if (!(await maybe(tx, sql`select from organisations_links where to_id = ${link.to_id} and kind = 'leads' and to_on is null`))) await insertLink(tx, realm, link)
    }
  })
}

beforeAll(async () => {
  ;({ world, realm } = await sampleWorld())
  app = await serving(world)
  await shake()
  desks = await drawDesks()
  for (const desk of desks) rosters.set(desk.id, await rosterOf(desk))
  persons = await drawPersons()
}, 120_000)
afterAll(async () => {
  await app.close()
  await world.end()
})

const rosters = new Map<string, { listed: Set<string>; exported: Set<string> }>()

/** Everybody on a desk's rosters, and everybody in the files it may export: by person and by number. */
async function rosterOf({ client, permissions, tops, works }: Desk) {
  const [listed, exported] = [new Set<string>(), new Set<string>()]
  for (const organisation of works && permissions.has('people.view') ? tops : []) {
    for (let after: string | undefined, more = true; more; more = after !== undefined) {
      const page = await client.call(people.list, { organisation, limit: 200, ...(after && { after }) })
      for (const row of page.rows) listed.add(row.id)
      after = page.next ?? undefined
    }
    if (!permissions.has('people.export')) continue
    const { body } = await client.send(people.exportRoster, { act: newId(), organisation, columns: 'official', reason: '对照测试', format: 'csv' })
    for (const [number] of body.matchAll(/\d{17}[\dX]/g)) exported.add(number)
  }
  return { listed, exported }
}

/** What the server does: page, roster, search by number, export. */
async function doneFor(desk: Desk, { id, idNumber }: Somebody) {
  const { status } = await desk.client.send(people.read, { id })
  const { listed, exported } = rosters.get(desk.id)!
  const found = idNumber && (await desk.client.send(search, { q: idNumber }))
  const finds = found ? found.status === 200 && found.body.includes(id) : null
  return { page: status === 200, listed: listed.has(id), finds, exported: idNumber === null ? null : exported.has(idNumber) }
}

type Explain = (tx: Db, powers: Powers, person: Person, today: string) => Promise<Sight[]>

/** What the explanation says would be done. */
function toldOf(sights: Sight[], desk: Desk, { idNumber }: Somebody) {
  const sight = sights.find((one) => one.seat.public_id === desk.id)
  const listed = sight?.listed ?? false
  return {
    page: sight !== undefined, listed, finds: idNumber ? sight !== undefined : null,
    exported: idNumber === null ? null : listed && sight!.seat.permissions.has('people.export'),
  }
}

const done = new Map<string, Awaited<ReturnType<typeof doneFor>>>()
async function divergences(explain: Explain): Promise<string[]> {
  const faults: string[] = []
  for (const somebody of persons) {
    const sights = await inRealm(async (tx) => explain(tx, powers, (await personByPublicId(tx, realm, somebody.id))!, world.clock.today()))
    const asked = desks.filter((desk) => !done.has(`${desk.id} ${somebody.id}`))
    const answers = await Promise.all(asked.map((desk) => doneFor(desk, somebody)))
    for (const [at, desk] of asked.entries()) done.set(`${desk.id} ${somebody.id}`, answers[at]!)
    for (const desk of desks) {
      const real = done.get(`${desk.id} ${somebody.id}`)!
      const told = toldOf(sights, desk, somebody)
      if (JSON.stringify(told) !== JSON.stringify(real)) faults.push(`${desk.words} → ${somebody.name}: told ${JSON.stringify(told)}, done ${JSON.stringify(real)}`)
    }
  }
  return faults
}

test('the explanation names a seat exactly when its page, roster, search and export show the person', async () => {
  expect(await divergences(sightsOf)).toEqual([])
  const seen = [...done.values()]
  const count = (what: 'page' | 'listed' | 'finds' | 'exported') => seen.filter((one) => one[what]).length
  process.stdout.write(`mirror (seed ${seed}): ${seen.length} pairs, ${count('page')} pages, ${count('listed')} listed, ${count('finds')} found, ${count('exported')} exported\n`)
  for (const what of ['page', 'listed', 'finds', 'exported'] as const) expect(count(what)).toBeGreaterThan(40)
  // both kinds of half-sight occur: on the page and on no roster
  expect(seen.some((one) => one.page && !one.listed)).toBe(true)
}, 120_000)

const planted: [what: string, explain: Explain][] = [
  ['forgets the bodies that lead', async (...asked) => (await sightsOf(...asked)).filter(({ seat: { path, grounds } }) => grounds.some((one) => one.path.startsWith(path)))],
  ['forgets superiors', async (...asked) => (await sightsOf(...asked)).filter(({ seat: { path }, seat }) => seat.grounds.some((one) => one.path === path || !one.path.startsWith(path)))],
  ['takes every post for one that reads', async (tx, held, ...asked) => sightsOf(tx, { ...held, permissionsOf: () => new Set(['people.view', 'people.export']) }, ...asked)],
  ['thinks of yesterday', async (tx, held, person, today) => sightsOf(tx, held, person, addDays(today, -1))],
  ['lists whoever it sees', async (...asked) => (await sightsOf(...asked)).map((one) => ({ ...one, listed: true }))],
]
test.each(planted)('an explanation that %s is found out', async (_, explain) => {
  expect((await divergences(explain)).length).toBeGreaterThan(0)
}, 60_000)

/** Every letter of the sample world at every desk: what the explanation says against what the server answers. */
async function lettersAstray(letters: typeof lettersSeen): Promise<{ faults: string[]; read: number }> {
  const written = await inRealm((tx) => many(tx, sql<{ id: string; person: string }>`select t.public_id as id, p.public_id as person
    from people_transfers t join people_persons p on p.realm_id = t.realm_id and p.id = t.person_id where t.realm_id = ${realm} order by t.id`))
  const [faults, counts] = [[] as string[], { read: 0 }]
  for (const { id, person } of written) {
    const told = await inRealm(async (tx) => letters(tx, powers, (await personByPublicId(tx, realm, person))!, world.clock.today(), new Set()))
    const named = new Set(told.find(({ transfer }) => transfer.public_id === id)?.seats.map((one) => one.public_id))
    for (const desk of desks) {
      const isRead = (await desk.client.send(readLetter, { id })).status === 200
      if (isRead) counts.read++
      if (isRead !== named.has(desk.id)) faults.push(`${desk.words}: told ${named.has(desk.id)}, done ${isRead}`)
    }
  }
  return { faults, read: counts.read }
}

test('a letter of a transfer is read by exactly the seats that are named', async () => {
  const { faults, read } = await lettersAstray(lettersSeen)
  expect(faults).toEqual([])
  expect(read).toBeGreaterThan(5)
}, 120_000)

const without = (forgotten: (sight: LetterSight, path: string) => boolean): typeof lettersSeen => async (...asked) =>
  (await lettersSeen(...asked)).map((sight) => ({ ...sight, seats: sight.seats.filter(({ grounds }) => grounds.some((one) => !forgotten(sight, one.path))) }))

test('an explanation that forgets who is to receive is found out', async () => {
  const { faults } = await lettersAstray(without(({ transfer }, path) => path === transfer.to_path))
  expect(faults.length).toBeGreaterThan(0)
}, 60_000)
