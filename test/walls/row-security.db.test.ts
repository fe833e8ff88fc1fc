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
import { serving } from '../serving.ts'
import { testWorld, type TestWorld } from '../world.ts'
import { belongingOf, everything, type Belonging } from './truth.ts'
import { plantTwins, type Caller, type Twin, type Twins } from './twins.ts'

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

let world: TestWorld
let twins: Twins
let all: Map<string, Row[]>
let belonging: (table: string, row: Row) => Belonging
let reaching: Reaching
let walled: string[]
let posts: { caller: Caller; scope: Scope; at: number }[]

/** One on the way from the first subtree to the second, and one away from home there: rows that stand at two places at once. */
async function someOnTheirWay({ office, subs }: Twin): Promise<void> {
  const [from, to, on] = [subs[0]!.branches[0]!, subs[1]!.branches[0]!, world.clock.today()]
  const members = await within(world.db, everywhere(office.realm), (tx) => many(tx, sql<{ id: string }>`select m.public_id as id from people_memberships m
    join organisations o on o.realm_id = m.realm_id and o.id = m.organisation_id
    where m.realm_id = ${office.realm} and o.public_id = ${from} and m.to_on is null and m.status = 'full' order by m.id limit 2`))
  const doer = await office.doerAt(from)
  must(await sendTransfer(world, doer, { act: newId(), id: members[0]!.id, to, reason: 'work', remark: null, duesUntil: null, on }))
  must(await beginFloating(world, doer, { act: newId(), id: members[1]!.id, to, on, until: null, contact: null }))
}

beforeAll(async () => {
  world = await testWorld()
  const app = await serving(world)
  twins = await plantTwins(world, app)
  await app.close()
  for (const twin of twins.twins) await someOnTheirWay(twin)
  all = await everything(world.superuserUrl)
  belonging = belongingOf(all)
  reaching = await geometryOf(world, all.get('realms')!.map((row) => Number(row['id'])))
  const { rows } = await once(world.superuserUrl, `select relname as name from pg_class where relkind in ('r', 'p') and relrowsecurity and relnamespace = 'public'::regnamespace`)
  walled = rows.map((row) => (row as { name: string }).name).filter((name) => name !== 'realms' && !unreadable.includes(name))
  posts = []
  for (const caller of twins.callers.filter(({ at, post }) => at && post !== 'system.administrator')) {
    const { id } = await twins.twins.find(({ office }) => office.realm === caller.realm)!.office.organisation(caller.at!)
    const reach = await within(world.db, everywhere(caller.realm), (tx) => reachOf(tx, caller.realm, id))
    posts.push({ caller, scope: { realm: caller.realm, reach }, at: id })
  }
}, 180_000)
afterAll(() => world.end())

/** Every row of a table that the database alone lets a post see, no store and no predicate asked. */
const seen = (scope: Scope, table: string): Promise<Row[]> =>
  within(world.db, scope, async (tx) => (await many(tx, sql<{ row: Row }>`select to_jsonb(t) as row from ${sql.table(table)} t`)).map(({ row }) => row))

const keyed = (rows: Row[]) => new Set(rows.map((row) => JSON.stringify(row)))
const isOf = (table: string, row: Row, at: number): boolean => [...belonging(table, row).places].some((place) => reaching(at, place))

/** Rows seen that must not be, and rows hidden that must not be. */
async function wrongIn(table: string, post: (typeof posts)[number]): Promise<{ foreign: number; hidden: number; rows: number }> {
  const rows = await seen(post.scope, table)
  const shown = keyed(rows)
  const mayBeSeen = (row: Row) => !byAccount[table] && (byRealm[table] ? row['realm_id'] === post.scope.realm : isOf(table, row, post.at))
  const own = all.get(table)!.filter(mayBeSeen)
  return { foreign: rows.filter((row) => !mayBeSeen(row)).length, hidden: own.filter((row) => !shown.has(JSON.stringify(row))).length, rows: rows.length }
}

describe('row-level security alone, no predicate of the application asked', () => {
  test('every table is walled by reach, but for the listed ones', () => {
    const open = [...all.keys()].filter((name) => !walled.includes(name) && name !== 'realms' && !unreadable.includes(name))
    expect(open.filter((name) => !installation[name])).toEqual([])
    expect(Object.keys(byRealm).filter((name) => !walled.includes(name))).toEqual([])
    expect(walled.length).toBeGreaterThan(18)
  })

  test('gives every post of two realms the rows of its reach in every table: none foreign, none missing', async () => {
    let rows = 0
    const wrong = []
    for (const post of posts) {
      for (const table of walled) {
        const found = await wrongIn(table, post)
        rows += found.rows
        if (found.foreign + found.hidden > 0) wrong.push([table, post.caller.who, found])
      }
    }
    process.stdout.write(`row-level security alone: ${posts.length} posts × ${walled.length} tables, ${rows} rows seen, 0 foreign\n`)
    expect(wrong).toEqual([])
    expect(rows).toBeGreaterThan(1_000)
  }, 60_000)

  test('is checked on rows: the world holds some in every table of people and bodies', () => {
    const empty = walled.filter((table) => all.get(table)!.length === 0)
    process.stdout.write(`tables without a row in the checked world: ${empty.join(', ') || 'none'}\n`)
    const planted = /^(people_(persons|memberships|statuses|posts|transfers|floating)|organisations(_\w+)?|exchange_(batches|rows|places)|ledger_(entries|secrets|touches))$/
    expect(empty.filter((table) => planted.test(table))).toEqual([])
  })

  test.each([
    ['a wall that fell', 'alter table people_statuses disable row level security'],
    ['a wall by realm alone', "create policy planted on people_statuses using (realm_id = nullif(current_setting('app.realm', true), '')::bigint)"],
    ['a hole in the wall of another table', 'create policy planted on people_memberships using (a1 > 0)'],
  ])('the check notices %s', async (_, dug) => {
    const [first] = posts.filter(({ caller }) => caller.post === 'party.branch.secretary')
    await once(world.superuserUrl, dug)
    const found = await wrongIn(dug.includes('memberships') ? 'people_memberships' : 'people_statuses', first!)
    await once(world.superuserUrl, 'alter table people_statuses enable row level security; drop policy if exists planted on people_statuses; drop policy if exists planted on people_memberships')
    expect(found.foreign).toBeGreaterThan(0)
    expect(await wrongIn('people_statuses', first!)).toMatchObject({ foreign: 0, hidden: 0 })
  })
})
