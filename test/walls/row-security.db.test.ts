import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import { many } from '#base/sql.ts'
import { everywhere, within, type Scope } from '#database/scope.ts'
import { reachOf } from '#organisations/store/links.ts'
import { beginFloating } from '#people/actions/floating.ts'
import { sendTransfer } from '#people/actions/transfers/send.ts'
import { once } from '../cluster.ts'
import { geometryOf, type Reaching } from '../geometry.ts'
import { sampleWorld } from '../sample.ts'
import { serving } from '../serving.ts'
import { testWorld, type TestWorld } from '../world.ts'
import { doEverything, stageOf } from './doing.ts'
import { belongingOf, everything, type Belonging } from './truth.ts'
import { plantTwins, type Twin } from './twins.ts'

type Row = Record<string, unknown>

/** Rows that a whole realm may see, and why. Everything else is seen by reach alone. */
const byRealm: Record<string, string> = {
  organisations: 'one sees the whole chain one stands under; names of organisations are known inside a realm',
  organisations_versions: 'former names and superiors of the same',
  organisations_links: 'who leads and guides whom, between the same',
  organisations_places: 'which organisation stands in which unit: two row ids',
  organisations_terms: 'two days of an organisation',
  ledger_touches: 'ids of things and entries, no content',
  ledger_answers: 'the answer to an act by the act’s own id, which its maker alone knows; compared with the account',
  exchange_headers: 'headers of sheets, no rows',
  coverage_outbox: 'which units and bodies are to be looked at again: row ids',
}

/** Seen by one account alone, or by a job that reaches everything: a post’s reach opens nothing. */
const byAccount: Record<string, string> = { access_looks: 'by whom it is about, and who looked', notices: 'by whom they are for', notices_calendars: 'by whose it is', notices_mails: 'by whom they are for', notices_settings: 'by whose they are' }

/** Laid down above and held to by everything below: seen by them too. */
const downward: Record<string, string> = { regulations_settings: 'whoever a stricter value binds sees it, its document and who set it' }

/** Tables without row-level security: the installation's own, guarded by the gate alone. Others may only leave this list. */
const installation: Record<string, string> = {
  access_accounts: 'an account may hold seats in several realms; found by login, session or person',
  access_seats: 'read by account',
  access_sessions: 'read by the hash of a token',
  access_slips: 'read by the hash of a code',
  access_guesses: 'counts of failures by hashed subject',
  access_challenges: 'a question to one account, for minutes',
  access_emergencies: 'emergency seats, for the three administrators',
  access_events: 'the audit log: the audit administrator reads it, nobody rewrites it',
  access_installation: 'how large the installation is',
  access_passkeys: 'read by account',
  access_proposals: 'what waits for a second administrator',
  access_recovery_codes: 'hashes, read by account',
  access_shipped: 'up to where the audit log was shipped',
  access_sign_ons: 'read by issuer and subject',
  access_totp: 'sealed, read by account',
  migrations: 'names of schema files',
}

/** The application may write these and read none of them. */
const unreadable = ['ledger_queue']

/** A post, or nothing but a place: what the database is told before it is asked. */
interface Post {
  who: string
  scope: Scope
  at: number
  path: string
}

/** A world seen from behind its walls, and who looks at it from before them. */
interface Watched {
  world: TestWorld
  all: Map<string, Row[]>
  belonging: (table: string, row: Row) => Belonging
  reaching: Reaching
  posts: Post[]
}

/** No act of these worlds comes as far as these, which jobs write or the end of a long course. */
const unfilled = ['coverage_stats', 'dues_handed', 'dues_steps', 'dues_taken', 'exchange_changes', 'exchange_headers', 'notices_calendars', 'notices_mails',
  'obligations_questions', 'obligations_reminders', 'obligations_tallies', 'obligations_waivers', 'org_life_appraisal_revisions', 'org_life_revisions']

let twins: Watched
let sample: Watched
let walled: string[]

/** One on the way from the first subtree to the second, and one away from home there: rows that stand at two places at once. */
async function someOnTheirWay(world: TestWorld, { office, subs }: Twin): Promise<void> {
  const [from, to, on] = [subs[0]!.branches[0]!, subs[1]!.branches[0]!, world.clock.today()]
  const members = await within(world.db, everywhere(office.realm), (tx) => many(tx, sql<{ id: string }>`select m.public_id as id from people_memberships m
    join organisations o on o.realm_id = m.realm_id and o.id = m.organisation_id
    where m.realm_id = ${office.realm} and o.public_id = ${from} and m.to_on is null and m.status = 'full' order by m.id limit 2`))
  const doer = await office.doerAt(from)
  must(await sendTransfer(world, doer, { act: newId(), id: members[0]!.id, to, reason: 'work', remark: null, duesUntil: null, on }))
  must(await beginFloating(world, doer, { act: newId(), id: members[1]!.id, to, on, until: null, contact: null }))
}

const postAt = async (world: TestWorld, realm: number, who: string, { id, path }: { id: number; path: string }): Promise<Post> =>
  ({ who, at: id, path, scope: { realm, reach: await within(world.db, everywhere(realm), (tx) => reachOf(tx, realm, id)) } })

async function behind(world: TestWorld): Promise<Omit<Watched, 'posts'>> {
  const all = await everything(world.superuserUrl)
  const reaching = await geometryOf(world, all.get('realms')!.map((row) => Number(row['id'])))
  return { world, all, belonging: belongingOf(all), reaching }
}

/** Two realms in which everything was done that the tests know how to do. */
async function watchedTwins(): Promise<Watched> {
  const world = await testWorld()
  const app = await serving(world)
  const planted = await plantTwins(world, app)
  for (const no of [0, 1]) await doEverything(stageOf(planted, no, app), app)
  await app.close()
  for (const twin of planted.twins) await someOnTheirWay(world, twin)
  const callers = planted.callers.filter(({ at, post }) => at && post !== 'system.administrator')
  const posts = callers.map(async ({ at, realm, who }) =>
    postAt(world, realm!, who, await planted.twins.find(({ office }) => office.realm === realm)!.office.organisation(at!)))
  return { ...(await behind(world)), posts: await Promise.all(posts) }
}

/** The sample world, looked at from each of its organisations. */
async function watchedSample(): Promise<Watched> {
  const { world, realm } = await sampleWorld()
  const known = await behind(world)
  const posts = known.all.get('organisations')!.map((row) => postAt(world, realm, String(row['name']), { id: Number(row['id']), path: String(row['path']) }))
  return { ...known, posts: await Promise.all(posts) }
}

beforeAll(async () => {
  [twins, sample] = await Promise.all([watchedTwins(), watchedSample()])
  const { rows } = await once(twins.world.superuserUrl, `select relname as name from pg_class where relkind in ('r', 'p') and relrowsecurity and relnamespace = 'public'::regnamespace`)
  walled = rows.map((row) => (row as { name: string }).name).filter((name) => name !== 'realms' && !unreadable.includes(name))
}, 180_000)
afterAll(() => Promise.all([twins.world.end(), sample.world.end()]))

/** Every row of a table that the database alone lets a post see, no store and no predicate asked. */
const seen = (world: TestWorld, scope: Scope, table: string): Promise<Row[]> =>
  within(world.db, scope, async (tx) => (await many(tx, sql<{ row: Row }>`select to_jsonb(t) as row from ${sql.table(table)} t`)).map(({ row }) => row))

const keyed = (rows: Row[]) => new Set(rows.map((row) => JSON.stringify(row)))

interface Found {
  foreign: number
  hidden: number
  rows: number
}

/** Rows seen that must not be, and rows hidden that must not be. */
async function wrongIn(table: string, post: Post, { world, all, belonging, reaching }: Watched): Promise<Found> {
  const rows = await seen(world, post.scope, table)
  const shown = keyed(rows)
  const isOf = (row: Row) => [...belonging(table, row).places].some((place) => reaching(post.at, place))
  const mayBeSeen = (row: Row) => !byAccount[table] && (byRealm[table] ? row['realm_id'] === post.scope.realm : isOf(row) || (downward[table] !== undefined && post.path.startsWith(row['path'] as string)))
  const own = all.get(table)!.filter(mayBeSeen)
  return { foreign: rows.filter((row) => !mayBeSeen(row)).length, hidden: own.filter((row) => !shown.has(JSON.stringify(row))).length, rows: rows.length }
}

/** Every post against every table. */
async function wrongFrom(watched: Watched): Promise<{ wrong: [string, string, Found][]; rows: number }> {
  const wrong: [string, string, Found][] = []
  let rows = 0
  for (const post of watched.posts) {
    for (const table of walled.filter((one) => watched.all.get(one)!.length > 0)) {
      const found = await wrongIn(table, post, watched)
      rows += found.rows
      if (found.foreign + found.hidden > 0) wrong.push([table, post.who, found])
    }
  }
  return { wrong, rows }
}

describe('row-level security alone, no predicate of the application asked', () => {
  test('every table is walled by reach, but for the listed ones', () => {
    const open = [...twins.all.keys()].filter((name) => !walled.includes(name) && name !== 'realms' && !unreadable.includes(name))
    expect(open.filter((name) => !installation[name])).toEqual([])
    expect(Object.keys(byRealm).filter((name) => !walled.includes(name))).toEqual([])
    expect(walled.length).toBeGreaterThan(70)
  })

  test.each([
    ['every post of two realms', () => twins],
    ['every organisation of the sample world', () => sample],
  ])('gives %s the rows of its reach in every table: none foreign, none missing', async (who, watched) => {
    const { wrong, rows } = await wrongFrom(watched())
    process.stdout.write(`row-level security alone, ${who}: ${watched().posts.length} × ${walled.length} tables, ${rows} rows seen\n`)
    expect(wrong).toEqual([])
    expect(rows).toBeGreaterThan(10_000)
  }, 120_000)

  test('is checked on rows: the two worlds hold some in every table, but for a few', () => {
    const empty = walled.filter((table) => twins.all.get(table)!.length + sample.all.get(table)!.length === 0)
    expect(empty.filter((table) => !unfilled.includes(table))).toEqual([])
  })

  test.each([
    ['a wall that fell', 'alter table people_statuses disable row level security'],
    ['a wall by realm alone', "create policy planted on people_statuses using (realm_id = nullif(current_setting('app.realm', true), '')::bigint)"],
    ['a hole in the wall of another table', 'create policy planted on people_memberships using (a1 > 0)'],
  ])('the check notices %s', async (_, dug) => {
    const first = twins.posts.find(({ who }) => who.includes('支部书记') || who.includes('branch.secretary'))!
    await once(twins.world.superuserUrl, dug)
    const found = await wrongIn(dug.includes('memberships') ? 'people_memberships' : 'people_statuses', first, twins)
    await once(twins.world.superuserUrl, `alter table people_statuses enable row level security;
      drop policy if exists planted on people_statuses; drop policy if exists planted on people_memberships`)
    expect(found.foreign).toBeGreaterThan(0)
    expect(await wrongIn('people_statuses', first, twins)).toMatchObject({ foreign: 0, hidden: 0 })
  })
})
